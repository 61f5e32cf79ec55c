"""Which files of an index of sitemaps are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from csm_crawler.extract.request import Walk

PARTS = 2
"""Files that a run reads where none says that it has changed since the last run."""
FRESH_PARTS = 10
"""Files that a run reads at most, where they say so."""
MAX_PARTS = 500
"""Files that a backfill reads at most."""

_MONTH = re.compile(r"\d{4}(-\d\d)?")
_NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:tags?|categor(?:y|ies)|taxonom(?:y|ies)|authors?|users?|pages?|products?|images?|videos?)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file that an index names."""

    url: str
    """Absolute; empty where the index says nothing."""
    changed: datetime | None
    """Aware; its `lastmod`."""


def parts_to_read(parts: Sequence[Part], index: str, walk: Walk) -> list[Part]:
    """Those on the index's own host, newest first, without itself: all in a backfill, else those with something new.

    Files that by their names list tags, authors or products are left out where there are others: their `lastmod`
    changes with each article.
    """
    own = {one.url: one for one in parts if one.url != index and _host(one.url) == _host(index)}
    articles = [one for one in own.values() if not _NO_ARTICLES.search(urlsplit(one.url).path)] or list(own.values())
    dated = sorted((one for one in articles if one.changed), key=_changed, reverse=True)
    undated = [one for one in articles if not one.changed]
    if walk.backfill:
        return [*(one for one in dated if not walk.since or _changed(one) >= walk.since), *undated][:MAX_PARTS]
    # A `lastmod` may be a day without an hour, in a zone that is not said.
    since = walk.last_read - timedelta(days=1) if walk.last_read else None
    fresh = [one for one in dated if since and _changed(one) >= since]
    # Where none has a date: WordPress numbers its files and adds to the last one, others to the first.
    return fresh[:FRESH_PARTS] or dated[:PARTS] or [*undated[-1:], *undated[:-1][: PARTS - 1]]


def moment(text: str) -> datetime | None:
    """Of a date of W3C's profile (2026, 2026-08, 2026-08-05, with or without time and zone); None of anything else."""
    text = text.strip()
    try:
        found = datetime.fromisoformat(f"{text}-01-01"[:10] if _MONTH.fullmatch(text) else text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _changed(part: Part) -> datetime:
    return part.changed or datetime.min.replace(tzinfo=UTC)


def _host(url: str) -> str:
    """Where a file is: http and https, with and without www, are one place; empty where it is no web address."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www.") if parts.scheme in ("http", "https") else ""

"""A feed's bytes → the entries that a reader finds in them."""

import calendar
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

MARK = re.compile(r"nota (\d+)|-(\d+)(?=[/?.#]|$)")
"""What tells, in title or link, which article of the made-up world an entry is: no reader looks at it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What readers take of an entry."""

    mark: str
    """The article that it is in truth."""
    guid: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None


def entries_of(body: bytes, suffix: str) -> tuple[Entry, ...]:
    """The entries of a document in their order; RSS and Atom must be without fault for feedparser."""
    if suffix == ".json":
        return tuple(_of_json(item) for item in json.loads(body)["items"])
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return tuple(_of_xml(one, is_atom=suffix == ".atom") for one in parsed.entries)


def mark_of(title: str, link: str) -> str:
    """The number of the article."""
    found = MARK.search(title) or MARK.search(link)
    assert found, (title, link)
    return found[1] or found[2]


def _of_xml(one: Any, *, is_atom: bool) -> Entry:
    return Entry(
        mark=mark_of(one.title, one.link),
        guid=one.id,
        link=one.link,
        title=one.title,
        published=_moment(one.published_parsed),
        updated=_moment(one.updated_parsed) if is_atom else None,
    )


def _of_json(item: dict[str, Any]) -> Entry:
    return Entry(
        mark=mark_of(item["title"], item["url"]),
        guid=item["id"],
        link=item["url"],
        title=item["title"],
        published=datetime.fromisoformat(item["date_published"]),
        updated=datetime.fromisoformat(item.get("date_modified") or item["date_published"]),
    )


def _moment(parsed: Any) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC)

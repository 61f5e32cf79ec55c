"""What csm.toml does not keep any longer → removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from csm_crawler.retention import Keep
from csm_crawler.store import ArticleStore

if TYPE_CHECKING:
    from csm_crawler.store import Bodies, Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What was removed, or would be."""

    bodies: Bodies
    articles: int
    space: Space | None
    """Of the database file afterwards; None on a server, and where nothing was to be removed yet."""


def clean(store: ArticleStore, keep: Keep, *, now: datetime, dry_run: bool = False) -> Cleaned:
    """Remove the bodies of pages and the articles that are kept no longer; StoreError, and then each lot is whole."""
    bodies = store.clean_bodies(before=_bodies_before(keep, now), at_most=keep.bodies_bytes, dry_run=dry_run)
    articles = 0
    if keep.articles_days is not None:
        articles = store.clean_articles(before=now - timedelta(days=keep.articles_days), dry_run=dry_run)
    return Cleaned(bodies=bodies, articles=articles, space=None if dry_run else store.give_back())


def clean_bodies(store: ArticleStore, keep: Keep, *, now: datetime, since: datetime) -> Bodies | None:
    """Remove the bodies that are kept no longer, of a store that was clean before `since`: often nothing to do, and the
    ends of an index tell so; then None."""
    before, span = _bodies_before(keep, now), store.bodies_span()
    if span is None or (span[0] >= before and span[1] < since):
        return None
    return store.clean_bodies(before=before, at_most=keep.bodies_bytes)


def _bodies_before(keep: Keep, now: datetime) -> datetime:
    return now - timedelta(days=keep.bodies_days)

"""What a site changed of an article: each material change with what was said before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from csm_crawler.items import Article
from csm_crawler.store.queries import ARTICLE_COLUMNS
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import article, feed_article, revision
from csm_crawler.store.sighting import same_moment, sighting_of
from csm_crawler.store.wording import is_cut_of, says_the_same

FEED = "corrections"
"""Name of the feed that tells them."""
Changes = Mapping[str, tuple[str, str]]
"""title, summary, link or published → before and after; times in ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One material change of an article."""

    revised_at: datetime
    page_url: str
    """The page that said so."""
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A revision with its article as it is now."""

    article: Article
    revision: Revision
    number: int
    """Of the revisions of all articles; it never changes."""


def changes_of(before: Article, after: Article) -> Changes:
    """What a reader of the one would want to know of the other.

    Cosmetic changes are none, and neither is what was empty and is filled, or shown to a greater length.
    """
    changes = {}
    if not before.title_derived and not says_the_same(before.title, after.title):
        changes["title"] = (before.title, after.title)
    if before.summary and after.summary and _is_reworded(before.summary, after.summary):
        changes["summary"] = (before.summary, after.summary)
    if (before.moved_to or before.url) != (after.moved_to or after.url):
        changes["link"] = (before.moved_to or before.url, after.moved_to or after.url)
    if before.published and after.published and same_moment(sighting_of(before), sighting_of(after)) is False:
        changes["published"] = (before.published.isoformat(), after.published.isoformat())
    return changes


def record(connection: Connection, revisions: Sequence[tuple[int, Revision]]) -> None:
    """Keep these revisions, each with the id of its article."""
    rows = [
        {
            "article_id": id_,
            "revised_at": one.revised_at,
            "page_url": one.page_url,
            "changes": {name: list(pair) for name, pair in one.changes.items()},
        }
        for id_, one in revisions
    ]
    if rows:
        connection.execute(revision.insert(), rows)


def revisions_of(connection: Connection, guid: str) -> list[Revision]:
    """All revisions of an article, the first first."""
    joined = revision.join(article, article.c.id == revision.c.article_id)
    asked = select(revision).select_from(joined).where(article.c.guid == guid).order_by(revision.c.id)
    return [_revision(row) for row in connection.execute(asked)]


def corrections(connection: Connection, limit: int) -> list[Correction]:
    """The newest revisions of articles that stand in feeds, the newest first."""
    shown = select(feed_article.c.feed).where(feed_article.c.article_id == revision.c.article_id).exists()
    asked = (
        select(revision, revision.c.id.label("number"), *ARTICLE_COLUMNS)
        .select_from(revision.join(article, article.c.id == revision.c.article_id))
        .where(shown)
        .order_by(revision.c.revised_at.desc(), revision.c.id.desc())
        .limit(limit)
    )
    return [
        Correction(article=article_of(row._mapping), revision=_revision(row), number=row.number)
        for row in connection.execute(asked)
    ]


def has_returned(connection: Connection, article_id: int) -> bool:
    """Whether an article came back once to words that it had left: a site that alternates is not followed further."""
    asked = select(revision.c.changes).where(revision.c.article_id == article_id).order_by(revision.c.id)
    left: set[tuple[str, str]] = set()
    for changes in connection.execute(asked).scalars():
        if any((name, after) in left for name, (_before, after) in changes.items()):
            return True
        left |= {(name, before) for name, (before, _after) in changes.items()}
    return False


def _is_reworded(before: str, after: str) -> bool:
    return not (says_the_same(before, after) or is_cut_of(before, after) or is_cut_of(after, before))


def _revision(row: Row[Any]) -> Revision:
    changes = {name: (before, after) for name, (before, after) in row.changes.items()}
    return Revision(revised_at=row.revised_at, page_url=row.page_url, changes=changes)

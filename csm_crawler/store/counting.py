"""The questions that figures ask of the store: how many articles, of which month and site, and what they name together.

Counted are articles that stand in feeds, so none that its site wants in no index, and none about something else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, String, Text, and_, case, func, literal, or_, select

from csm_crawler.items import EARLIEST, Article
from csm_crawler.store.database import Database
from csm_crawler.store.queries import ARTICLE_COLUMNS, CHUNK
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import article, feed_article

_IS_DATED = article.c.published >= datetime(EARLIEST, 1, 1, tzinfo=UTC)
"""False of None, too. What is dated before is not understood, see `items.is_dated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many articles of a feed are of one month, site and language."""

    feed: str
    month: str
    """Of UTC, "2026-07"; empty for articles without a date."""
    site: str
    language: str
    """BCP 47 tag; empty where it is not known."""
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many articles stand in two feeds at once."""

    feed: str
    other: str
    articles: int


class Counting:
    """What can be counted of a store's articles; each question is one query that the database sums up itself."""

    def __init__(self, database: Database) -> None:
        """`ArticleStore.counting` is the way in."""
        self._database = database

    def tallies(self, feeds: Collection[str], *, since: datetime, until: datetime) -> list[Tally]:
        """The articles of these feeds that are dated from `since` to before `until`, by feed, month, site, language.

        Those without a date come too, with no month, where they were first seen in that time.
        """
        found: list[Tally] = []
        names = sorted(feeds)
        with self._database.reading() as connection:
            month = _month(connection)
            for start in range(0, len(names), CHUNK):
                asked = _tallied(names[start : start + CHUNK], month, since, until)
                found += [Tally(**row._mapping) for row in connection.execute(asked)]
        return found

    def together(
        self, feeds: Collection[str], others: Collection[str], *, since: datetime, until: datetime
    ) -> list[Overlap]:
        """For each of these feeds and each other one how many dated articles stand in both; pairs that have none are
        left out, and each is told once."""
        with self._database.reading() as connection:
            asked = _paired(sorted(feeds), sorted(others), since, until)
            return [Overlap(**row._mapping) for row in connection.execute(asked)]

    def first(self, feed: str) -> Article | None:
        """The oldest article of a feed whose day is known."""
        return self._end(feed, newest=False)

    def last(self, feed: str) -> Article | None:
        """The newest article of a feed whose day is known."""
        return self._end(feed, newest=True)

    def arrivals(self, sites: Collection[str]) -> dict[str, datetime]:
        """When the first article of each of these sites was seen."""
        names = sorted(f"site/{site}" for site in sites)
        arrived: dict[str, datetime] = {}
        with self._database.reading() as connection:
            for start in range(0, len(names), CHUNK):
                for row in connection.execute(_arrived(names[start : start + CHUNK])):
                    arrived[row.site] = row.first_seen
        return arrived

    def _end(self, feed: str, *, newest: bool) -> Article | None:
        place = feed_article.c
        order = (place.sort_at.desc(), place.url) if newest else (place.sort_at, place.url.desc())
        has_day = and_(_IS_DATED, article.c.published_precision != "month")
        asked = select(*ARTICLE_COLUMNS).select_from(feed_article.join(article)).where(place.feed == feed, has_day)
        with self._database.reading() as connection:
            row = connection.execute(asked.order_by(*order).limit(1)).first()
        return article_of(row._mapping) if row else None


def _tallied(feeds: Sequence[str], month: Any, since: datetime, until: datetime) -> Select[Any]:
    place = feed_article.c
    named = case((_IS_DATED, month), else_="").label("month")
    language = func.coalesce(article.c.language, "").label("language")
    columns = (place.feed, named, article.c.site, language)
    asked = select(*columns, func.count().label("articles")).select_from(feed_article.join(article))
    return asked.where(place.feed.in_(feeds), _within(since, until)).group_by(*columns)


def _paired(feeds: Sequence[str], others: Sequence[str], since: datetime, until: datetime) -> Select[Any]:
    """Each pair once: of two that are both among `feeds`, from the one that is first by alphabet."""
    place, beside = feed_article.c, feed_article.alias()
    columns = (place.feed, beside.c.feed.label("other"))
    joined = feed_article.join(article).join(beside, beside.c.article_id == place.article_id)
    # Not the bare column: both databases would look up each name in the index, a hundred times for every article.
    name = beside.c.feed + literal("")
    once = and_(name.in_(others), name != place.feed, or_(name.not_in(feeds), name > place.feed))
    asked = select(*columns, func.count().label("articles")).select_from(joined)
    dated = (place.feed.in_(feeds), _IS_DATED, _within(since, until))
    return asked.where(*dated, once).group_by(*columns)


def _arrived(feeds: Sequence[str]) -> Select[Any]:
    """By the article that was stored first: ids grow."""
    place = feed_article.c
    first = select(func.min(place.article_id).label("id")).where(place.feed.in_(feeds)).group_by(place.feed).subquery()
    return select(article.c.site, article.c.first_seen).join(first, first.c.id == article.c.id)


def _within(since: datetime, until: datetime) -> Any:
    """Whether an article is of this time; the index of places by time is asked first."""
    return and_(feed_article.c.sort_at >= since, _when() >= since, _when() < until)


def _when() -> Any:
    """The time of an article: its place in the feed, which is its date, or its first sight without one.

    One that is dated by a month stands at its first sight too, which is never before it.
    """
    by_month = and_(_IS_DATED, article.c.published_precision == "month")
    return case((by_month, article.c.published), else_=feed_article.c.sort_at)


def _month(connection: Connection) -> Any:
    """Year and month of UTC; SQLite keeps times as text, in UTC."""
    if connection.dialect.name == "sqlite":
        return func.substr(_when().cast(Text), 1, 7, type_=String())
    return func.to_char(func.timezone("UTC", _when()), "YYYY-MM", type_=String())

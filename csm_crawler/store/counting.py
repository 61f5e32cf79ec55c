"""The questions that figures ask of the store: how many articles, of which month and site, and what they name together.

Counted are articles that stand in feeds, so none that its site wants in no index, and none about something else.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from csm_crawler.items import Article
from csm_crawler.store import summing
from csm_crawler.store.database import Database
from csm_crawler.store.queries import ARTICLE_COLUMNS, CHUNK
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import article, feed_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many articles of one month, site and language stand in each feed."""

    month: str
    """Of UTC, "2026-07"; empty for articles without a date."""
    site: str
    language: str
    """BCP 47 tag; empty where it is not known."""
    articles: Mapping[str, int]
    """By feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many articles stand in two feeds at once."""

    feed: str
    other: str
    articles: int


_PLACE = feed_article.c
_DATED = select(*ARTICLE_COLUMNS).select_from(feed_article.join(article))
_DATED = _DATED.where(_PLACE.feed == bindparam("of"), summing.HAS_DAY).limit(1)
_FIRST, _LAST = _DATED.order_by(_PLACE.sort_at, _PLACE.url.desc()), _DATED.order_by(_PLACE.sort_at.desc(), _PLACE.url)
# By the article that was stored first: ids grow.
_STORED_FIRST = select(func.min(article.c.id)).where(article.c.site == bindparam("of")).scalar_subquery()
_ARRIVED = select(article.c.site, article.c.first_seen).where(article.c.id == _STORED_FIRST)
Tallied = tuple[tuple[str, str, str], Mapping[str, int]]
"""Month, site and language; feed → how many."""
Paired = tuple[tuple[str, str], int]
"""Two feeds; how many."""


class Counting:
    """What can be counted of a store's articles; each question is a query or two that the database sums up itself."""

    def __init__(self, database: Database) -> None:
        """`ArticleStore.counting` is the way in."""
        self._database = database

    def tallies(self, feeds: Collection[str], *, since: datetime, until: datetime) -> list[Tally]:
        """The articles of these feeds that are dated from `since` to before `until`, by month, site, language and feed.

        Those without a date come too, with no month, where they were first seen in that time.
        """
        names = sorted(feeds)
        with self._database.reading() as connection:
            found = merged(self._tallied(connection, names, since, until))
        return [
            Tally(month=month, site=site, language=language, articles=articles)
            for (month, site, language), articles in found.items()
        ]

    def totals(self, feeds: Collection[str], *, since: datetime, until: datetime) -> Counter[str]:
        """How many articles of each of these feeds are dated from `since` to before `until`."""
        total: Counter[str] = Counter()
        with self._database.reading() as connection:
            for (month, _site, _language), articles in self._tallied(connection, sorted(feeds), since, until):
                if month:
                    total.update(articles)
        return total

    def together(
        self, feeds: Collection[str], others: Collection[str], *, since: datetime, until: datetime
    ) -> list[Overlap]:
        """For each of these feeds and each other one how many dated articles stand in both; pairs that have none are
        left out, and each is told once."""
        with self._database.reading() as connection:
            found: Counter[tuple[str, str]] = Counter()
            for pair, number in self._paired(connection, sorted(feeds), sorted(others), since, until):
                found[pair] += number
        return [Overlap(feed=feed, other=other, articles=number) for (feed, other), number in found.items()]

    def first(self, feed: str) -> Article | None:
        """The oldest article of a feed whose day is known."""
        return self._end(feed, newest=False)

    def last(self, feed: str) -> Article | None:
        """The newest article of a feed whose day is known."""
        return self._end(feed, newest=True)

    def arrivals(self, sites: Collection[str]) -> dict[str, datetime]:
        """When the first article of each of these sites was seen."""
        with self._database.reading() as connection:
            rows = [connection.execute(_ARRIVED, {"of": site}).first() for site in sorted(sites)]
        return {row.site: row.first_seen for row in rows if row}

    def began(self) -> datetime | None:
        """When the first article of all was seen; None where there is none."""
        asked = select(article.c.first_seen).order_by(article.c.id).limit(1)
        with self._database.reading() as connection:
            return connection.execute(asked).scalar()

    def _tallied(
        self, connection: Connection, feeds: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Tallied]:
        yield from self._placed(connection, feeds, since, until)
        yield from _tallies(connection, feeds, summing.by_month(since, until))

    def _paired(
        self, connection: Connection, feeds: Sequence[str], others: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Paired]:
        yield from self._placed_pairs(connection, feeds, others, since, until)
        yield from _pairs(connection, feeds, others, summing.by_month(since, until))

    def _placed(
        self, connection: Connection, feeds: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Tallied]:
        return tallied(connection, feeds, since, until)

    def _placed_pairs(
        self, connection: Connection, feeds: Sequence[str], others: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Paired]:
        return paired(connection, feeds, others, since, until)

    def _end(self, feed: str, *, newest: bool) -> Article | None:
        with self._database.reading() as connection:
            row = connection.execute(_LAST if newest else _FIRST, {"of": feed}).first()
        return article_of(row._mapping) if row else None


def tallied(connection: Connection, feeds: Sequence[str], since: datetime, until: datetime) -> Iterator[Tallied]:
    """Those that stand in this time, and are not dated by a month alone: that has no place of its own."""
    return _tallies(connection, feeds, summing.placed(since, until))


def paired(
    connection: Connection, feeds: Sequence[str], others: Sequence[str], since: datetime, until: datetime
) -> Iterator[Paired]:
    """The pairs of those that are dated and stand in this time."""
    return _pairs(connection, feeds, others, summing.placed(since, until))


def merged(found: Iterable[Tallied]) -> dict[tuple[str, str, str], dict[str, int]]:
    """Each month, site and language once."""
    total: dict[tuple[str, str, str], dict[str, int]] = {}
    for key, articles in found:
        into = total.setdefault(key, {})
        if not into:  # nearly always: what is kept is of one month each
            into.update(articles)
            continue
        for feed, number in articles.items():
            into[feed] = into.get(feed, 0) + number
    return {key: articles for key, articles in total.items() if articles}


def _tallies(connection: Connection, feeds: Sequence[str], part: summing.Part) -> Iterator[Tallied]:
    for start in range(0, len(feeds), CHUNK):
        for row in connection.execute(summing.tallies(connection, feeds[start : start + CHUNK], part)):
            yield (row.month, row.site, row.language), {row.feed: row.articles}


def _pairs(connection: Connection, feeds: Sequence[str], others: Sequence[str], part: summing.Part) -> Iterator[Paired]:
    for row in connection.execute(summing.pairs(feeds, others, part)):
        yield (row.feed, row.other), row.articles

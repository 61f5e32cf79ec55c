"""What feeds hold, and what of it is written: the part of the store that publishing asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select, true, update

from csm_crawler.items import Article
from csm_crawler.store.current import Window
from csm_crawler.store.database import Database
from csm_crawler.store.queries import ARTICLE_COLUMNS, in_feed, newest_ids, rows_in
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import article, feed, feed_month

if TYPE_CHECKING:
    from csm_crawler.store.counted import Span
    from csm_crawler.store.counting import Counting
    from csm_crawler.store.entries import Rendered
    from csm_crawler.store.months import Month, Shelf

WINDOW = Window()
Place = TypeVar("Place", str, int)


class FeedStore:
    """Which articles stand in which feeds, by name; which of their files are behind."""

    _database: Database

    def refill(self, name: str, guids: Sequence[str]) -> None:
        """Have a feed hold just these articles, in one transaction."""
        from csm_crawler.store import filling

        with self._database.writing() as connection:
            filling.refill(connection, name, guids)

    def stale_feeds(self) -> list[str]:
        """Names of the feeds that changed since they were last written, in order."""
        return self._names(select(feed.c.name).where(feed.c.stale == true()))

    def feed_names(self) -> list[str]:
        """Names of all feeds ever opened, in order."""
        return self._names(select(feed.c.name))

    def newest(self, name: str, limit: int = 50) -> list[Article]:
        """The newest articles of a feed: latest first, by URL where the time is the same."""
        with self._database.reading() as connection:
            return [article_of(row._mapping) for row in connection.execute(in_feed(name).limit(limit))]

    def newest_in(self, names: Sequence[str], limit: int) -> dict[str, tuple[Article, ...]]:
        """By name of a feed: its newest articles in that order; one that stands in many feeds is read once."""
        with self._database.reading() as connection:
            return _told(
                connection, {name: connection.execute(newest_ids(name, limit)).scalars().all() for name in names}
            )

    def months(self, names: Sequence[str]) -> dict[str, dict[str, tuple[int, int]]]:
        """By name of a feed and month ("2026-07"): how many articles it holds, and in how many documents of its archive
        they were last written."""
        columns = [feed_month.c.feed, feed_month.c.month, feed_month.c.articles, feed_month.c.parts]
        found: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in names}
        with self._database.reading() as connection:
            rows: Iterator[Any] = rows_in(connection, columns, feed_month.c.feed, names)
            for name, month, articles, parts in rows:
                found[name][month] = (articles, parts)
        return found

    def read(self, ids: Iterable[int]) -> dict[int, Article]:
        """By id of its row: these articles."""
        with self._database.reading() as connection:
            return _read(connection, ids)

    def entries(self, ids: Collection[int]) -> dict[int, Rendered]:
        """By id of its row: these articles as feeds last held them, where that is kept."""
        from csm_crawler.store import entries

        with self._database.reading() as connection:
            return entries.read(connection, ids)

    def keep_entries(self, rendered: Mapping[int, Rendered]) -> None:
        """Keep these articles, by id of their rows, as feeds hold them now."""
        from csm_crawler.store import entries

        with self._database.writing() as connection:
            entries.keep(connection, rendered)

    def forget_entries(self) -> None:
        """Keep no article as feeds held it: all are to be rendered anew."""
        from csm_crawler.store import entries

        with self._database.writing() as connection:
            entries.forget(connection)

    def shelves(
        self, names: Sequence[str], window: Window = WINDOW, *, whole: Collection[str] = ()
    ) -> dict[str, Shelf]:
        """How each of these feeds stands, and its archive; of the `whole` ones with its oldest months, too, where all
        is as it was written. Nothing of those that were never opened."""
        from csm_crawler.store import months

        with self._database.reading() as connection:
            return months.shelves(connection, names, window, whole)

    def unchanged_in(self, month: Month) -> int:
        """How many articles of a month stand before the first that changed since it was written."""
        from csm_crawler.store import months

        with self._database.reading() as connection:
            return months.unchanged(connection, month)

    def in_months(self, parts: Sequence[tuple[Month, int]], *, limit: int) -> list[tuple[Article, ...]]:
        """So many articles of each of these months of feeds, the oldest first, behind the first ones whose number
        stands beside it; one that stands in many of them is read once."""
        from csm_crawler.store import months

        with self._database.reading() as connection:
            ids = [months.ids_of(connection, month, start=start, limit=limit) for month, start in parts]
            return list(_told(connection, dict(enumerate(ids))).values())

    def mark_archived(self, written: Sequence[Month], until: Mapping[str, datetime | None]) -> None:
        """Note in how many documents these months are written now, and that what was listed before this moment stands
        in the archive of each of these feeds; None for one that has none."""
        from csm_crawler.store import months

        with self._database.writing() as connection:
            months.mark(connection, written, until)

    def mark_written(self, names: Iterable[str]) -> None:
        """Note that the files of these feeds are up to date."""
        rows = [{"written": name} for name in names]
        if rows:
            with self._database.writing() as connection:
                connection.execute(update(feed).where(feed.c.name == bindparam("written")).values(stale=False), rows)

    def count(self, name: str) -> int:
        """How many articles the feed holds; 0 for one that was never opened."""
        with self._database.reading() as connection:
            return connection.execute(select(feed.c.articles).where(feed.c.name == name)).scalar() or 0

    def counts(self) -> dict[str, int]:
        """How many articles each feed holds."""
        with self._database.reading() as connection:
            return {row.name: row.articles for row in connection.execute(select(feed).order_by(feed.c.name))}

    def counted(self, feeds: Sequence[str], spans: Sequence[Span]) -> Counting:
        """What counts the articles of these feeds; these times are counted once, until an article in them changes."""
        from csm_crawler.store import counted

        with self._database.reading() as connection:
            missing = counted.missing(connection, feeds, spans)
        if missing:
            with self._database.writing() as connection:
                counted.keep(connection, feeds, spans)
        with self._database.reading() as connection:
            return counted.KeptCounting(self._database, feeds, counted.kept(connection, feeds))

    def _names(self, query: Select[str]) -> list[str]:
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(feed.c.name)).scalars())


def _told(connection: Connection, places: Mapping[Place, Sequence[int]]) -> dict[Place, tuple[Article, ...]]:
    """By place, such as the name of a feed: its articles, of their ids; one that stands in many is read once."""
    found = _read(connection, {one for ids in places.values() for one in ids})
    return {name: tuple(found[one] for one in ids) for name, ids in places.items()}


def _read(connection: Connection, ids: Iterable[int]) -> dict[int, Article]:
    rows = rows_in(connection, [article.c.id, *ARTICLE_COLUMNS], article.c.id, sorted(ids))
    return {row.id: article_of(row._mapping) for row in rows}

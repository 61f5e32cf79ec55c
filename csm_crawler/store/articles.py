"""The store: all that csm_crawler remembers, behind one class that speaks in cards, articles and names of feeds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Select, bindparam, insert, select, true, update

from csm_crawler.items import Article, Card
from csm_crawler.store import adding, aliases, filling, history, keeping, months, pages, runs, saying
from csm_crawler.store.adding import Added
from csm_crawler.store.current import Window, current
from csm_crawler.store.database import Database
from csm_crawler.store.history import Correction, Revision
from csm_crawler.store.keeping import Kept
from csm_crawler.store.months import Month
from csm_crawler.store.pages import PageRecord
from csm_crawler.store.queries import ARTICLE_COLUMNS, chosen, in_feed, rows_in
from csm_crawler.store.revision import MIGRATIONS, Migrations, prepare
from csm_crawler.store.rows import Reading, article_of, fingerprint
from csm_crawler.store.schema import article, card, feed, meta
from csm_crawler.store.sighting import Sighting

_ROWS_AT_ONCE = 500
WINDOW = Window()


class ArticleStore:
    """Cards word for word, the articles made of them, the feeds they stand in; what it refuses is a StoreError."""

    def __init__(self, database: Database) -> None:
        """Of a database that has our tables; `open` is the way in."""
        self._database = database

    @classmethod
    def open(cls, url: str, *, migrations: Migrations = MIGRATIONS) -> Self:
        """The store at an SQLAlchemy URL (`sqlite:///csm.sqlite3`, `postgresql://…`), made or upgraded where needed.

        StoreError in one line where it cannot be used; no file is left behind by that.
        """
        database = Database(url)
        path = database.path
        is_new_file = path is not None and not path.exists()
        try:
            prepare(database, migrations)
        except BaseException:
            database.close()
            # An empty file is what SQLite leaves of ours; one with something in it is another run's, made meanwhile.
            if path is not None and is_new_file and path.is_file() and path.stat().st_size == 0:
                path.unlink()
            raise
        return cls(database)

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def known(self, cards: Sequence[Card]) -> dict[str, Article]:
        """By fingerprint: the article of each of these cards that is kept already, word for word, and still holds."""
        prints = {fingerprint(one): one for one in cards}
        columns, source = [card.c.fingerprint, *saying.STILL_HOLDS, *ARTICLE_COLUMNS], card.join(article)
        found = {}
        with self._database.reading() as connection:
            for row in rows_in(connection, columns, card.c.fingerprint, list(prints), source=source):
                if saying.still_holds(row, prints[row.fingerprint]):
                    found[row.fingerprint] = article_of(row._mapping)
        return found

    def unknown(self, sightings: Sequence[Sighting]) -> list[int]:
        """The places of those sightings of one page that are of no article, stored or cleaned away."""
        with self._database.reading() as connection:
            return aliases.unknown(connection, sightings)

    def add(
        self,
        readings: Sequence[Reading],
        *,
        present: Collection[str] = (),
        run_at: datetime | None = None,
        is_backfill: bool = False,
    ) -> Added:
        """Keep what one page said, in one transaction: all of it or, where that fails, nothing.

        `present`: fingerprints of the page's other cards, which are kept already. `run_at`: when the run began, which
        counts for all that it lists; the first sight of each where it is not given. What is new to a backfill stands
        in archives only, also when it is listed later, unless it is dated within the last week.
        """
        with self._database.writing() as connection:
            return adding.add(connection, readings, present=present, run_at=run_at, is_backfill=is_backfill)

    def revisions(self, guid: str) -> list[Revision]:
        """The material changes of an article, the first first."""
        with self._database.reading() as connection:
            return history.revisions_of(connection, guid)

    def corrections(self, limit: int = 50) -> list[Correction]:
        """The newest material changes of articles that stand in feeds, the newest first."""
        with self._database.reading() as connection:
            return history.corrections(connection, limit)

    def kept_after(self, id_: int, limit: int = _ROWS_AT_ONCE) -> list[Kept]:
        """The next articles by the id of their row, each with its cards and feeds; an empty list at the end."""
        with self._database.reading() as connection:
            return keeping.kept_after(connection, id_, limit)

    def neighbors(self, id_: int, one: Card) -> list[Card]:
        """The kept cards of the same page as it was then, in the page's order; `id_` is the row's of this card."""
        with self._database.reading() as connection:
            return keeping.neighbors(connection, id_, one)

    def rewrite(self, changes: Sequence[tuple[Kept, Article, frozenset[str]]]) -> frozenset[str]:
        """Put other readings of kept articles in their place, in one transaction; the feeds that became stale by it."""
        with self._database.writing() as connection:
            return keeping.rewrite(connection, changes)

    def refill(self, name: str, guids: Sequence[str]) -> None:
        """Have a feed hold just these articles, in one transaction."""
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

    def current_of(self, names: Sequence[str], window: Window = WINDOW) -> dict[str, tuple[Article, ...]]:
        """What the file of each of these feeds holds, see `current`; an article that stands in many is read once."""
        with self._database.reading() as connection:
            places = {name: current(connection, name, window) for name in names}
            return _told(connection, places)

    def current_sizes(self, names: Sequence[str], window: Window = WINDOW) -> dict[str, int]:
        """How many articles the file of each of these feeds holds."""
        with self._database.reading() as connection:
            return {name: len(current(connection, name, window)) for name in names}

    def months_of(self, names: Sequence[str]) -> dict[str, list[Month]]:
        """The months of each of these feeds, the oldest first."""
        with self._database.reading() as connection:
            return months.months_of(connection, names)

    def unchanged_in(self, month: Month) -> int:
        """How many articles of a month stand before the first that changed since it was written."""
        with self._database.reading() as connection:
            return months.unchanged(connection, month)

    def in_month(self, month: Month, *, start: int, limit: int) -> tuple[Article, ...]:
        """So many articles of a feed's month, the oldest first, behind the first `start`."""
        with self._database.reading() as connection:
            ids = months.ids_of(connection, month.feed, month.month, start=start, limit=limit)
            return _told(connection, {month.feed: ids})[month.feed]

    def mark_archived(self, written: Sequence[Month]) -> None:
        """Note in how many documents these months are written now, and from where on they are stale."""
        with self._database.writing() as connection:
            months.mark(connection, written)

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

    def articles(
        self,
        *,
        feeds: Sequence[str] = (),
        site: str | None = None,
        language: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        off_topic: bool = False,
        limit: int | None = None,
    ) -> Iterator[Article]:
        """All articles that fit, newest first, a few hundred in memory at a time.

        `feeds`: those that they all stand in. `language`: a BCP 47 tag, which takes in its finer ones (zh, zh-Hans).
        `since` (with it) and `until` (without it) bound their date, or their first sight where they have none.
        `off_topic` asks for those that are about something else than China, which are left out otherwise.
        """
        wanted = chosen(feeds, site=site, language=language, since=since, until=until, off_topic=off_topic)
        with self._database.reading() as connection:
            options = {"yield_per": _ROWS_AT_ONCE}
            for row in connection.execute(wanted.limit(limit), execution_options=options):
                yield article_of(row._mapping)

    def get_meta(self, key: str) -> str | None:
        """A remembered value; None where there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value for the next run."""
        with self._database.writing() as connection:
            if connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key=key, value=value))

    def pages(self, site: str) -> dict[str, PageRecord]:
        """What is remembered of a site's pages, by URL."""
        with self._database.reading() as connection:
            return pages.pages_of(connection, site)

    def remember_pages(self, records: Sequence[PageRecord]) -> None:
        """Note that the cards of these pages are kept."""
        if records:
            with self._database.writing() as connection:
                pages.remember(connection, records)

    def not_before(self, host: str) -> datetime | None:
        """Until when a server asked to be left alone."""
        with self._database.reading() as connection:
            return pages.not_before(connection, host)

    def leave_alone(self, host: str, until: datetime) -> None:
        """Note that a server wants to be left alone."""
        with self._database.writing() as connection:
            pages.leave_alone(connection, host, until)

    def start_run(self, started_at: datetime) -> int:
        """Note that a run began; its id."""
        with self._database.writing() as connection:
            return runs.start_run(connection, started_at)

    def finish_run(self, run_id: int, record: runs.RunRecord) -> None:
        """Note how the run and each of its sites ended."""
        with self._database.writing() as connection:
            runs.finish_run(connection, run_id, record)

    def _names(self, query: Select[str]) -> list[str]:
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(feed.c.name)).scalars())


def _told(connection: Connection, places: Mapping[str, Sequence[int]]) -> dict[str, tuple[Article, ...]]:
    """By name of a feed: its articles, of their ids; one that stands in many is read once."""
    wanted = sorted({one for ids in places.values() for one in ids})
    rows = rows_in(connection, [article.c.id, *ARTICLE_COLUMNS], article.c.id, wanted)
    found = {row.id: article_of(row._mapping) for row in rows}
    return {name: tuple(found[one] for one in ids) for name, ids in places.items()}

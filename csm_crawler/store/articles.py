"""The store: all that csm_crawler remembers, behind one class that speaks in cards, articles and names of feeds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, select, update

from csm_crawler.items import Article, Card
from csm_crawler.store import pages, runs, saying
from csm_crawler.store.database import Database
from csm_crawler.store.feeds import FeedStore
from csm_crawler.store.health import HealthBook
from csm_crawler.store.pages import PageRecord
from csm_crawler.store.queries import ARTICLE_COLUMNS, chosen, rows_in
from csm_crawler.store.revision import AS_IT_WAS, MIGRATIONS, Migrations, Upgraded, is_there, prepare
from csm_crawler.store.rows import Reading, article_of, fingerprint
from csm_crawler.store.schema import card, meta

# What a run that brings nothing new does without is loaded by whoever asks for it.
if TYPE_CHECKING:
    from csm_crawler.normalize.searching import Search
    from csm_crawler.store.adding import Added
    from csm_crawler.store.cleaning import Bodies
    from csm_crawler.store.counting import Counting
    from csm_crawler.store.finding import Alias
    from csm_crawler.store.history import Correction, Revision
    from csm_crawler.store.keeping import Kept
    from csm_crawler.store.sighting import Sighting
    from csm_crawler.store.snapshots import Snapshot
    from csm_crawler.store.space import Space

_ROWS_AT_ONCE = 500


class ArticleStore(FeedStore):
    """Cards word for word, the articles made of them, the feeds they stand in; what it refuses is a StoreError."""

    def __init__(self, database: Database, upgraded: Upgraded = AS_IT_WAS) -> None:
        """Of a database that has our tables; `open` is the way in."""
        self._database, self.upgraded = database, upgraded

    @classmethod
    def open(cls, url: str, *, migrations: Migrations = MIGRATIONS) -> Self:
        """The store at an SQLAlchemy URL (`sqlite:///csm.sqlite3`, `postgresql://…`), made or upgraded where needed.

        StoreError in one line where it cannot be used; no file is left behind by that.
        """
        database = Database(url)
        path = database.path
        is_new_file = path is not None and not path.exists()
        try:
            upgraded = prepare(database, migrations)
        except BaseException:
            database.close()
            # An empty file is what SQLite leaves of ours; one with something in it is another run's, made meanwhile.
            if path is not None and is_new_file and path.is_file() and path.stat().st_size == 0:
                path.unlink()
            raise
        return cls(database, upgraded)

    @classmethod
    def exists(cls, url: str) -> bool:
        """Whether there is a store at the URL, of any revision; nothing is made where there is none."""
        database = Database(url)
        try:
            return is_there(database)
        finally:
            database.close()

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def health(self) -> HealthBook:
        """How the sites stand."""
        return HealthBook(self._database)

    def known(self, cards: Sequence[Card]) -> dict[str, Article]:
        """By fingerprint: the article of each of these cards that is kept already, word for word, and still holds."""
        prints = {fingerprint(one): one for one in cards}
        columns = [card.c.fingerprint, *saying.STILL_HOLDS, *ARTICLE_COLUMNS]
        found = {}
        with self._database.reading() as connection:
            for row in rows_in(connection, columns, card.c.fingerprint, list(prints), source=saying.CARDS):
                if saying.still_holds(row, prints[row.fingerprint]):
                    found[row.fingerprint] = article_of(row._mapping)
        return found

    def unknown(self, sightings: Sequence[Sighting]) -> list[int]:
        """The places of those sightings of one page that are of no article, stored or cleaned away."""
        from csm_crawler.store import aliases

        with self._database.reading() as connection:
            return aliases.unknown(connection, sightings)

    def add(
        self,
        readings: Sequence[Reading],
        *,
        present: Collection[str] = (),
        sources: Callable[[], Iterable[Snapshot]] = tuple,
        run_at: datetime | None = None,
        is_backfill: bool = False,
    ) -> Added:
        """Keep what one page said, in one transaction: all of it or, where that fails, nothing.

        `present`: fingerprints of the page's other cards, which are kept already. `sources` gives the pages that were
        read for it; it is asked where they gave something new, and only then are they kept. `run_at`: when the run
        began, which counts for all that it lists; the first sight of each where it is not given. What is new to a
        backfill stands in archives only, also when it is listed later, unless it is dated within the last week.
        """
        from csm_crawler.store import adding

        with self._database.writing() as connection:
            added = adding.add(connection, readings, present=present, run_at=run_at, is_backfill=is_backfill)
            if added.new or added.changed:
                from csm_crawler.store import snapshots

                snapshots.keep(connection, sources())
            return added

    def find(self, text: str) -> list[Article]:
        """The articles that an id, the beginning of one or a URL names: mostly one; ConfigError where it is neither."""
        from csm_crawler.store import finding

        with self._database.reading() as connection:
            return finding.find(connection, text)

    def aliases(self, guid: str) -> list[Alias]:
        """What led to an article, the first first."""
        from csm_crawler.store import finding

        with self._database.reading() as connection:
            return finding.aliases_of(connection, guid)

    def revisions(self, guid: str) -> list[Revision]:
        """The material changes of an article, the first first."""
        from csm_crawler.store import history

        with self._database.reading() as connection:
            return history.revisions_of(connection, guid)

    def corrections(self, limit: int = 50) -> list[Correction]:
        """The newest material changes of articles that stand in feeds, the newest first."""
        from csm_crawler.store import history

        with self._database.reading() as connection:
            return history.corrections(connection, limit)

    def kept(self, guid: str) -> Kept | None:
        """An article with its cards and feeds; None where there is none with this id."""
        from csm_crawler.store import keeping

        with self._database.reading() as connection:
            return keeping.kept(connection, guid)

    def kept_after(self, id_: int, limit: int = _ROWS_AT_ONCE) -> list[Kept]:
        """The next articles by the id of their row, each with its cards and feeds; an empty list at the end."""
        from csm_crawler.store import keeping

        with self._database.reading() as connection:
            return keeping.kept_after(connection, id_, limit)

    def neighbors(self, id_: int, one: Card) -> list[Card]:
        """The kept cards of the same page as it was then, in the page's order; `id_` is the row's of this card."""
        from csm_crawler.store import keeping

        with self._database.reading() as connection:
            return keeping.neighbors(connection, id_, one)

    def rewrite(self, changes: Sequence[tuple[Kept, Article, frozenset[str]]]) -> frozenset[str]:
        """Put other readings of kept articles in their place, in one transaction; the feeds that became stale by it."""
        from csm_crawler.store import keeping

        with self._database.writing() as connection:
            return keeping.rewrite(connection, changes)

    def articles(
        self,
        *,
        feeds: Sequence[str] = (),
        site: str | None = None,
        language: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        off_topic: bool = False,
        query: Search | None = None,
        limit: int | None = None,
    ) -> Iterator[Article]:
        """All articles that fit, newest first, a few hundred in memory at a time.

        `query`: what their title and summary say, see `read_search`.
        `feeds`: those that they all stand in. `language`: a BCP 47 tag, which takes in its finer ones (zh, zh-Hans).
        `since` (with it) and `until` (without it) bound their date, or their first sight where they have none.
        `off_topic` asks for those that are about something else than China, which are left out otherwise.
        """
        from csm_crawler.store.matching import matching, newest

        with self._database.reading() as connection:
            found = None if query is None else matching(connection, query, since=since, until=until, limit=limit)
            wanted = chosen(
                feeds,
                site=site,
                language=language,
                since=since,
                until=until,
                off_topic=off_topic,
                found=found,
            )
            for row in newest(connection, wanted, limit):
                yield article_of(row._mapping)

    @property
    def counting(self) -> Counting:
        """What counts the articles without reading them."""
        from csm_crawler.store.counting import Counting

        return Counting(self._database)

    def get_meta(self, key: str) -> str | None:
        """A remembered value; None where there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def get_metas(self, keys: Iterable[str]) -> dict[str, str]:
        """The remembered values of those keys that have one."""
        with self._database.reading() as connection:
            rows = rows_in(connection, list(meta.c), meta.c.key, sorted(keys))
            return {row.key: row.value for row in rows}

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value for the next run."""
        with self._database.writing() as connection:
            if connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key=key, value=value))

    def pages(self, site: str) -> dict[str, PageRecord]:
        """What is remembered of a site's pages, by URL."""
        return self.pages_by_site([site])[site]

    def pages_by_site(self, sites: Sequence[str]) -> dict[str, dict[str, PageRecord]]:
        """What is remembered of the pages of each of these sites, by URL."""
        with self._database.reading() as connection:
            return pages.pages_of(connection, sites)

    def snapshot(self, hash_: str, site: str = "") -> Snapshot | None:
        """A page with its body, by the hash of it; None where that is not kept."""
        from csm_crawler.store import snapshots

        with self._database.reading() as connection:
            return snapshots.read(connection, hash_, site=site)

    def keep_pages(self, kept: Sequence[Snapshot]) -> None:
        """Keep the bodies of these pages, such as failed, in one transaction."""
        if kept:
            from csm_crawler.store import snapshots

            with self._database.writing() as connection:
                snapshots.keep(connection, kept)

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

    def bodies_span(self) -> tuple[datetime, datetime] | None:
        """When the oldest and the newest kept body of a page came; None where none is kept."""
        from csm_crawler.store import snapshots

        with self._database.reading() as connection:
            return snapshots.span(connection)

    def clean_bodies(self, *, before: datetime, at_most: int, dry_run: bool = False) -> Bodies:
        """Remove the bodies of pages that came before that time, and the oldest until the others hold so many bytes at
        most. What was removed, or would be; stopped, the store is whole and the next call goes on.
        """
        from csm_crawler.store import cleaning

        clean = cleaning.surplus_of_bodies if dry_run else cleaning.clean_bodies
        return clean(self._database, before=before, at_most=at_most)

    def clean_articles(self, *, before: datetime, dry_run: bool = False) -> int:
        """Remove the articles that were first seen before that time, so that they never come back as new; how many.

        Their feeds are stale then. Stopped, the store is whole and the next call goes on.
        """
        from csm_crawler.store import cleaning

        clean = cleaning.count_articles if dry_run else cleaning.clean_articles
        return clean(self._database, before=before)

    def give_back(self, *, much: int | None = None) -> Space | None:
        """Give the room of an SQLite file that is used no more back to the disk, where it is `much` (bytes, and a
        quarter of the file) and there is room to do it; None for a server's database."""
        from csm_crawler.store import space

        return space.give_back(self._database, much=space.MUCH if much is None else much)

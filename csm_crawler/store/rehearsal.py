"""A store in which nothing stays: for runs that only say what they would do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.database import Database
from csm_crawler.store.revision import MIGRATIONS, Migrations, found_revision, prepare


def rehearse(url: str, migrations: Migrations = MIGRATIONS) -> ArticleStore:
    """The store at a URL, as it is now; all that is written is gone when it is closed (but for PostgreSQL's counters,
    which never go back). StoreError.

    One that is not there yet is empty, in memory. One of an earlier revision is refused: it would have to be upgraded.
    """
    database = Database(url)
    if database.is_missing:
        rehearsal = _Rehearsal("sqlite://")
        prepare(rehearsal, migrations)
        return ArticleStore(rehearsal)
    try:
        found = found_revision(database)
    finally:
        database.close()
    if found != migrations.known[-1]:
        raise database.refusal("has no tables of this version yet; run once without --dry-run")
    return ArticleStore(_Rehearsal(url))


class _Rehearsal(Database):
    """One transaction around all that is read and written, taken back at the end."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._held: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What was written before is seen."""
        with self._refusals():
            yield self._connection()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The same: nobody else writes here."""
        with self.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A part of the transaction, which is taken back alone where it fails."""
        with self._refusals():
            connection = self._connection()
            with connection.begin_nested():
                yield connection

    def write_ahead(self) -> None:
        """Not here: in memory a second connection is the first one."""

    def close(self) -> None:
        """Take all back."""
        if self._held is not None:
            with self._refusals():
                self._held.rollback()
                self._held.close()
            self._held = None
        super().close()

    def _connection(self) -> Connection:
        if self._held is None:
            self._held = self._engine.connect()
        return self._held

"""The store as it stands, for who only reads it: nothing is made, and nothing upgraded."""

from collections.abc import Iterator
from contextlib import contextmanager

from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.database import Database
from csm_crawler.store.revision import MIGRATIONS, Migrations, found_revision, refuse_unknown


@contextmanager
def opened_to_read(url: str, *, migrations: Migrations = MIGRATIONS) -> Iterator[ArticleStore]:
    """The store at an SQLAlchemy URL; an empty one, in memory, where none was made yet.

    StoreError where it cannot be read, also where its tables are of another revision than the newest known.
    """
    database = Database(url)
    try:
        if _has_tables(database, migrations):
            yield ArticleStore(database)
        else:
            with ArticleStore.open("sqlite://") as empty:
                yield empty
    finally:
        database.close()


def _has_tables(database: Database, migrations: Migrations) -> bool:
    found = None if database.is_missing else found_revision(database)
    if found is None:
        return False
    refuse_unknown(database, found, migrations)
    if found != migrations.known[-1]:
        raise database.refusal(f"is of an older csm_crawler (revision {found}); csm run or csm db upgrade brings it up")
    return True

"""The store as it stands, for who only reads it: nothing is made, and nothing upgraded."""

from collections.abc import Iterator
from contextlib import contextmanager

from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.database import Database
from csm_crawler.store.revision import MIGRATIONS, Migrations, _found_revision


@contextmanager
def opened_to_read(url: str, *, migrations: Migrations = MIGRATIONS) -> Iterator[ArticleStore]:
    """The store at an SQLAlchemy URL; an empty one, in memory, where none was made yet.

    StoreError where it cannot be read, also where its tables are of another revision than the newest known.
    """
    database = Database(url)
    try:
        if _has_tables(database, migrations.known[-1]):
            yield ArticleStore(database)
        else:
            with ArticleStore.open("sqlite://") as empty:
                yield empty
    finally:
        database.close()


def _has_tables(database: Database, newest: str) -> bool:
    path = database.path
    if path is not None and not path.exists():
        return False
    found = _found_revision(database)
    if found not in (None, newest):
        raise database.refusal(
            f"is of revision {found}, and this csm_crawler reads {newest}; csm run upgrades older ones"
        )
    return found is not None

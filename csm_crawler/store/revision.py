"""Which revision of the tables a database has, and what is done about it when it is opened."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from csm_crawler.errors import StoreError
from csm_crawler.store.database import Database
from csm_crawler.store.schema import article, card, metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrations:
    """The revisions that this code knows, and where their scripts lie."""

    known: tuple[str, ...]
    """Oldest first; the tables of `schema.py` are those of the last."""
    folder: Path


MIGRATIONS = Migrations(known=("0001", "0002", "0003", "0004", "0005"), folder=Path(__file__).parent / "migrations")

# Alembic's own table, so that it can take over where we did without it.
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
_VERSION_KEY = "alembic_version_pkc"


def prepare(database: Database, migrations: Migrations = MIGRATIONS) -> None:
    """Leave the database with the tables of the newest known revision; StoreError where that cannot be.

    A fresh one gets its tables at once, an older one is upgraded by Alembic, which is imported for nothing else.
    """
    found = _found_revision(database)
    if found is None:
        found = _create(database, migrations.known[-1])
    if found not in migrations.known:
        raise database.refusal(_unknown(database, found, migrations.known[-1]))
    database.write_ahead()
    if found != migrations.known[-1]:
        from csm_crawler.store.upgrade import upgrade  # Alembic is slow to import

        upgrade(database, migrations.folder, found)


def is_there(database: Database) -> bool:
    """Whether the database has tables of ours, of any revision; no file is made to find out."""
    path = database.path
    if path is not None and path.parent.is_dir() and not path.exists():
        return False
    return _found_revision(database) is not None


def _found_revision(database: Database) -> str | None:
    """The revision; None for a database without any table; StoreError for somebody else's."""
    with database.reading() as connection:
        try:
            found = connection.execute(select(_version.c.version_num)).scalars().all()
        except (OperationalError, ProgrammingError):
            connection.rollback()
            if inspect(connection).get_table_names():
                raise _not_ours(database) from None
            return None
    if len(found) != 1:
        raise _not_ours(database)
    return str(found[0])


def _create(database: Database, revision: str) -> str:
    """Make the tables and say which revision they are, in one transaction; or find that another run just did."""
    with database.writing() as connection:
        if inspect(connection).has_table(_version.name):
            return str(connection.execute(select(_version.c.version_num)).scalar_one())
        metadata.create_all(connection, checkfirst=False)
        _stamp(connection, revision)
    return revision


def _stamp(connection: Connection, revision: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TABLE {_version.name} "
        f"(version_num VARCHAR(32) NOT NULL, CONSTRAINT {_VERSION_KEY} PRIMARY KEY (version_num))"
    )
    connection.execute(_version.insert().values(version_num=revision))


def _unknown(database: Database, found: str, newest: str) -> str:
    with database.reading() as connection:
        ours = {article.name, card.name} <= set(inspect(connection).get_table_names())
    if not ours:
        return str(_SOMEBODY_ELSES)
    return f"is of a newer csm_crawler (revision {found}, this one knows {newest})"


_SOMEBODY_ELSES = "holds tables that are not csm_crawler's; give it a database of its own"


def _not_ours(database: Database) -> StoreError:
    return database.refusal(_SOMEBODY_ELSES)

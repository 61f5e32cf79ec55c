"""Which revision of the tables a database has, and what is done about it when it is opened."""

import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from csm_crawler.errors import StoreError
from csm_crawler.store.database import Database
from csm_crawler.store.schema import article, card, metadata

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrations:
    """The revisions that this code knows, and where their scripts lie."""

    known: tuple[str, ...]
    """Oldest first; the tables of `schema.py` are those of the last."""
    folder: Path


MIGRATIONS = Migrations(
    known=("0001", "0002", "0003", "0004", "0005", "0006"), folder=Path(__file__).parent / "migrations"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """How a database came to the newest revision when it was opened."""

    before: str | None
    """The revision that was found; None where there were no tables at all."""
    after: str
    backup: Path | None = None
    """Of an SQLite file, as it was; None where nothing was upgraded, or another process did it."""


AS_IT_WAS = Upgraded(before=MIGRATIONS.known[-1], after=MIGRATIONS.known[-1])

# Alembic's own table, so that it can take over where we did without it.
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
_VERSION_KEY = "alembic_version_pkc"


def prepare(database: Database, migrations: Migrations = MIGRATIONS) -> Upgraded:
    """Leave the database with the tables of the newest known revision; StoreError where that cannot be.

    A fresh one gets its tables at once, an older one is upgraded by Alembic, which is imported for nothing else.
    """
    before, newest, backup = found_revision(database), migrations.known[-1], None
    found = _create(database, newest) if before is None else before
    refuse_unknown(database, found, migrations)
    database.write_ahead()
    if found != newest:
        from csm_crawler.store.upgrade import upgrade  # Alembic is slow to import

        backup = upgrade(database, migrations.folder, found)
        logger.info("%s: upgraded from revision %s to %s", database.name, found, newest)
        refuse_unknown(database, found_revision(database) or "", migrations)
    return Upgraded(before=before, after=newest, backup=backup)


def is_there(database: Database) -> bool:
    """Whether the database has tables of ours, of any revision; no file is made to find out."""
    return not database.is_missing and found_revision(database) is not None


def refuse_unknown(database: Database, found: str, migrations: Migrations = MIGRATIONS) -> None:
    """StoreError for a revision that is a newer csm_crawler's, or somebody else's."""
    if found not in migrations.known:
        refuse_foreign(database)
        newest = migrations.known[-1]
        raise database.refusal(f"is of a newer csm_crawler (revision {found}, this one knows {newest})")


def refuse_foreign(database: Database) -> None:
    """StoreError for a database that Alembic knows and that holds other tables than ours."""
    with database.reading() as connection:
        if not {article.name, card.name} <= set(inspect(connection).get_table_names()):
            raise _not_ours(database)


def found_revision(database: Database) -> str | None:
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


_SOMEBODY_ELSES = "holds tables that are not csm_crawler's; give it a database of its own"


def _not_ours(database: Database) -> StoreError:
    return database.refusal(_SOMEBODY_ELSES)

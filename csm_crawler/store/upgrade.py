"""Bring an older database up to date with Alembic, which only this module and `migrations/` import."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from csm_crawler.store.database import BUSY_SECONDS, Database

NOTHING = "base"
"""Alembic's word for the revision of a database without tables."""
UPGRADE_SECONDS = 900
"""How long one that wants to upgrade waits for another that does: tables are copied, which may take a while."""


def upgrade(database: Database, scripts: Path, found: str) -> Path | None:
    """Run the scripts after the found revision in one transaction; the backup beside an SQLite file, if one was made.

    The backup is named by the revision that it holds: csm.sqlite3.0001.bak. Nothing is done, and no backup made, where
    another process was faster. StoreError leaves the database as it was.
    """
    with _alone(database) as connection:
        if (MigrationContext.configure(connection).get_current_heads() or (NOTHING,)) != (found,):
            return None
        backup = _back_up(database, connection, found) if database.is_sqlite and found != NOTHING else None
        _run(database, connection, scripts)
        if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise database.refusal("the upgrade would lose rows; nothing was changed")
    return backup


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """One transaction, alone in writing from its first moment, in which tables may be changed."""
    if not database.is_sqlite:
        with database.writing() as connection:
            yield connection
        return
    with database.bare() as connection:
        # SQLite changes a table by copying it and dropping the old one, which would take all rows that refer to it.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        if "timeout" not in database.url.query:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * UPGRADE_SECONDS}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.exec_driver_sql("COMMIT")
        finally:
            if _is_open(connection):  # on a full disk SQLite has taken all back by itself
                connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            if "timeout" not in database.url.query:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * BUSY_SECONDS}")


def _is_open(connection: Connection) -> bool:
    """Whether SQLite is within a transaction; SQLAlchemy was told of none."""
    driver = connection.connection.dbapi_connection
    return isinstance(driver, sqlite3.Connection) and driver.in_transaction


def _run(database: Database, connection: Connection, scripts: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise database.refusal(f"cannot be upgraded: {error}") from error
    except SQLAlchemyError as error:
        raise database.refused(_first(error)) from error


def _first(error: SQLAlchemyError) -> SQLAlchemyError:
    """What went wrong first: on a full disk SQLite takes all back, and Alembic misses its tables while it tidies up."""
    first, earlier = error, error.__cause__ or error.__context__
    while earlier is not None:
        first = earlier if isinstance(earlier, SQLAlchemyError) else first
        earlier = earlier.__cause__ or earlier.__context__
    return first


def _back_up(database: Database, connection: Connection, found: str) -> Path | None:
    """A copy of the database file beside it, whole also while others read; None for a database in memory."""
    path = database.path
    # One that is read-only has let us begin, and refuses no sooner than here.
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
    if path is None:
        return None
    backup = path.with_name(f"{path.name}.{found}.bak")
    unfinished = backup.with_name(backup.name + ".tmp")
    try:
        _copy(path, unfinished)
        unfinished.replace(backup)
    except (OSError, sqlite3.Error) as error:
        _remove(unfinished)
        raise database.refusal(f"no backup could be made before its upgrade: {error}") from error
    return backup


def _copy(path: Path, unfinished: Path) -> None:
    _remove(unfinished)  # of a process that was killed
    source, target = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        source.backup(target)
        shutil.copymode(path, unfinished)
    finally:
        source.close()
        target.close()


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)

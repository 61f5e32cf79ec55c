"""Bring an older database up to date with Alembic, which only this module and `migrations/` import."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from csm_crawler.store.database import Database


def upgrade(database: Database, scripts: Path, found: str) -> Path | None:
    """Run the scripts after the found revision in one transaction; the backup beside an SQLite file, if one was made.

    The backup is named by the revision that it holds: csm.sqlite3.0001.bak. StoreError leaves the database as it was.
    """
    if not database.is_sqlite:
        with database.writing() as connection:
            _run(database, connection, scripts)
        return None
    backup = _back_up(database, found)
    with database.bare() as connection:
        # SQLite changes a table by copying it and dropping the old one, which would take all rows that refer to it.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _run(database, connection, scripts)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise database.refusal("the upgrade would lose rows; nothing was changed")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    return backup


def _run(database: Database, connection: Connection, scripts: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise database.refusal(f"cannot be upgraded: {error}") from error


def _back_up(database: Database, found: str) -> Path | None:
    """A copy of the database file beside it, whole also while others read and write."""
    path = database.path
    if path is None:
        return None
    backup = path.with_name(f"{path.name}.{found}.bak")
    unfinished = backup.with_name(backup.name + ".tmp")
    try:
        source, target = sqlite3.connect(path), sqlite3.connect(unfinished)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
        unfinished.replace(backup)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise database.refusal(f"no backup could be made before its upgrade: {error}") from error
    return backup

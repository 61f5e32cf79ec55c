"""How a database stands: what it is, how old, and how much it holds. It is asked, and never touched."""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select

from csm_crawler.store.cleaning import bodies
from csm_crawler.store.database import Database
from csm_crawler.store.revision import MIGRATIONS, Migrations, found_revision, refuse_foreign
from csm_crawler.store.schema import metadata

COUNTED = ("article", "card", "alias", "revision", "snapshot")
"""Tables whose rows are told; an older database may lack the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A database as it is found."""

    database: str
    """Its file, or its URL without the password."""
    revision: str | None = None
    """Of its tables; None where there are none yet."""
    newest: str
    """The revision that this code works with."""
    is_newer: bool = False
    """Whether its revision is one that this code does not know."""
    rows: dict[str, int]
    """By table of `COUNTED`; 0 for one that is not there."""
    body_bytes: int = 0
    """Of all kept bodies, as they are stored."""
    file_bytes: int = 0
    """Of an SQLite file with its log, or of the whole database on a server."""
    backups: tuple[Path, ...] = ()
    """Beside an SQLite file, by name."""


def standing_of(url: str, *, migrations: Migrations = MIGRATIONS) -> Standing:
    """How the database at a URL stands, of whatever revision; StoreError where it cannot be read or is not ours."""
    database = Database(url)
    nothing = Standing(database=database.name, newest=migrations.known[-1], rows=dict.fromkeys(COUNTED, 0))
    if database.is_missing:
        return nothing
    try:
        revision = found_revision(database)
        if revision is None:
            return nothing
        is_newer = revision not in migrations.known
        if is_newer:
            refuse_foreign(database)
        with database.reading() as connection:
            rows = _rows(connection)
            kept = bodies(connection).bytes if rows["snapshot"] and not is_newer else 0
            size, backups = _place(database, connection)
    finally:
        database.close()
    return Standing(
        database=database.name,
        revision=revision,
        newest=migrations.known[-1],
        is_newer=is_newer,
        rows=rows,
        body_bytes=kept,
        file_bytes=size,
        backups=backups,
    )


def _rows(connection: Connection) -> dict[str, int]:
    there = set(inspect(connection).get_table_names())
    counted = {name: select(func.count()).select_from(metadata.tables[name]) for name in COUNTED}
    return {name: connection.execute(asked).scalar_one() if name in there else 0 for name, asked in counted.items()}


def _place(database: Database, connection: Connection) -> tuple[int, tuple[Path, ...]]:
    """Its bytes on the disk, and the backups beside it."""
    if not database.is_sqlite:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()), ()
    path = database.path
    if path is None:
        return 0, ()
    parts = [part for suffix in ("", "-wal") if (part := path.with_name(path.name + suffix)).exists()]
    backup = re.compile(re.escape(path.name) + r"\.\w+\.bak")
    backups = sorted(one for one in path.parent.iterdir() if backup.fullmatch(one.name))
    return sum(part.stat().st_size for part in parts), tuple(backups)

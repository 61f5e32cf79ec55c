"""The room that a database file takes, and what of it is given back to the disk."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from csm_crawler.store.database import Database

MUCH = 10_000_000
"""Bytes: less is not worth a copy of the whole file; what comes next fills it."""
_TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
_FOLDERS = ("/var/tmp", "/usr/tmp", "/tmp")  # noqa: S108  where SQLite looks, in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Of an SQLite database, in bytes."""

    file: int
    unused: int
    """Of the file; what comes next fills it."""
    freed: int = 0
    """Given back to the disk just now."""


def give_back(database: Database, *, much: int = MUCH) -> Space | None:
    """Write the file anew where that frees much of it and the disk has the room; None for a server's database."""
    if not database.is_sqlite:
        return None
    with database.bare() as connection:
        before = _space(connection)
        if before.unused < max(much, before.file // 4) or not _has_room(database.path, before.file - before.unused):
            return before
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        after = _space(connection)
    return Space(file=after.file, unused=after.unused, freed=before.file - after.file)


def _space(connection: Connection) -> Space:
    page, pages, unused = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_size", "page_count", "freelist_count")
    )
    return Space(file=page * pages, unused=page * unused)


def _has_room(path: Path | None, size: int) -> bool:
    """Whether the disk holds a copy of so many bytes where SQLite puts such, and another in its log beside the file."""
    if path is None:
        return False
    named = [os.environ[name] for name in _TEMPORARY if os.environ.get(name)]
    aside = Path(next((one for one in (*named, *_FOLDERS) if os.access(one, os.W_OK | os.X_OK)), "."))
    is_one_disk = path.parent.stat().st_dev == aside.stat().st_dev
    rooms = [shutil.disk_usage(folder).free for folder in (path.parent, aside)]
    return min(rooms) > (2 * size if is_one_disk else size)

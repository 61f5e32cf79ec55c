"""Whether a database holds together: by the tests of its own kind, then by what our tables promise of each other."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, exists, select

from csm_crawler.store.database import Database
from csm_crawler.store.invariants import broken_promises, streamed
from csm_crawler.store.revision import MIGRATIONS, Migrations, found_revision, refuse_unknown
from csm_crawler.store.schema import metadata


def faults_in(url: str, *, migrations: Migrations = MIGRATIONS) -> Iterator[str]:
    """Each fault of the database at a URL, as one line; the first kind of fault that there is makes the others vain.

    One snapshot is read, so that a run meanwhile makes no faults. StoreError where it cannot be read, is not ours or is
    not of the newest revision.
    """
    database = Database(url)
    try:
        _refuse_other(database, migrations)
        with database.snapshot() as connection:
            checks = _OF_SQLITE if database.is_sqlite else _OF_POSTGRESQL
            for check in (*checks, broken_promises):
                is_sound = True
                for fault in check(connection):
                    is_sound = False
                    yield fault
                if not is_sound:
                    return
    finally:
        database.close()


def _refuse_other(database: Database, migrations: Migrations) -> None:
    found = None if database.is_missing else found_revision(database)
    if found is None:
        raise database.refusal("holds nothing yet; csm run makes it")
    refuse_unknown(database, found, migrations)
    newest = migrations.known[-1]
    if found != newest:
        raise database.refusal(f"is of an older csm_crawler (revision {found}, the newest is {newest}): csm db upgrade")


def _file(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong in its pages and indexes."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"integrity: {' '.join(line.split())}"


def _foreign_keys(connection: Connection) -> Iterator[str]:
    for table, row, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table}: {'a row' if row is None else f'row {row}'} belongs to no {parent}"


def _server(connection: Connection) -> Iterator[str]:
    """What PostgreSQL itself takes for unusable: what was broken off while it was made."""
    index = "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    for (name,) in connection.exec_driver_sql(
        f"{index} WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace"
    ):
        yield f"integrity: index {name} is not valid"
    key = "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE NOT convalidated"
    for name, table in connection.exec_driver_sql(f"{key} AND connamespace = current_schema()::regnamespace"):
        yield f"integrity: constraint {name} of {table} is not valid"


def _references(connection: Connection) -> Iterator[str]:
    """Rows that refer to none; where the server watches over it there is none."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            asked = select(*table.primary_key.columns).where(~exists().where(key.column == key.parent))
            for row in streamed(connection, asked):
                yield f"{table.name}: row {'/'.join(map(str, row))} belongs to no {key.column.table.name}"


Check = Callable[[Connection], Iterator[str]]
_OF_SQLITE: tuple[Check, ...] = (_file, _foreign_keys)
_OF_POSTGRESQL: tuple[Check, ...] = (_server, _references)

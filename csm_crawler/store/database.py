"""The database behind the store: its URL, its engine, and every refusal of it as one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from csm_crawler.errors import StoreError

BUSY_SECONDS = 10
"""How long a writer waits for another before it gives up; `?timeout=` in an SQLite URL says otherwise."""

# Any number: whoever writes to a PostgreSQL store takes this lock, as SQLite has one writer by nature.
_WRITER_LOCK = 0x63736D


class Database:
    """An engine for one URL. Nothing is opened, and no file made, before the first transaction."""

    def __init__(self, url: str) -> None:
        """StoreError where the URL cannot be read or names a database that we do not speak."""
        self.url = _read_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.name = _name(self.url)
        self._engine = self._new_engine()

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database; None for one in memory or on a server."""
        name = self.url.database or ""
        if not self.is_sqlite or self.url.query.get("mode") == "memory":
            return None
        if name.startswith("file:"):
            name = unquote(urlsplit(name).path)
        return Path(name) if name not in ("", ":memory:") else None

    @property
    def is_missing(self) -> bool:
        """Whether it is a file that was not made yet."""
        return self.path is not None and self.path.parent.is_dir() and not self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The database, to read from."""
        with self._refusals(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The database as it is at one moment, however long it is read from; on SQLite that is all reading."""
        with self.reading() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is alone in writing: all of it is kept at the end, or nothing."""
        with self._refusals(), self._engine.connect() as connection:
            connection.execution_options(csm_begin="BEGIN IMMEDIATE")
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
                yield connection

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection to SQLite without a transaction, for what cannot be done within one."""
        with self._refusals(), self._engine.connect() as connection:
            yield connection.execution_options(csm_begin="")

    def write_ahead(self) -> None:
        """Have SQLite write ahead; the file remembers it, so ask before setting."""
        if not self.is_sqlite:
            return
        with self.bare() as connection:
            if connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete":
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Close all connections; SQLite folds its log into the file."""
        self._engine.dispose()

    def refusal(self, problem: str) -> StoreError:
        """The error that says which database refuses, and why."""
        return StoreError(f"{self.name}: {problem}")

    def refused(self, error: SQLAlchemyError) -> StoreError:
        """The error that says what the database itself said."""
        return self.refusal(self._problem(error))

    def _new_engine(self) -> Engine:
        arguments: dict[str, Any] = {}
        if self.is_sqlite and "timeout" not in self.url.query:
            arguments["timeout"] = BUSY_SECONDS
        try:
            engine = create_engine(self.url, connect_args=arguments)
        except ImportError as error:  # the driver is an extra
            raise self.refusal(f"needs the driver {error.name}: pip install 'csm_crawler[postgres]'") from error
        if self.is_sqlite:
            event.listen(engine, "connect", _set_pragmas)
            event.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self.refused(error) from error

    def _problem(self, error: SQLAlchemyError) -> str:
        cause = error.orig if isinstance(error, DBAPIError) else error
        said = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
        path = self.path
        if path is None:
            return said
        if not path.parent.is_dir():
            return f"the folder {path.parent} does not exist"
        if path.is_dir():
            return "is a folder"
        is_closed = said.startswith("unable to open") and not os.access(path.parent, os.W_OK)
        return f"{said}: SQLite writes a log beside it, and {path.parent} is read-only" if is_closed else said


def _read_url(url: str) -> URL:
    """The URL in parts. What cannot be read is not repeated: there may be a password in it."""
    try:
        read = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the database URL is not understood; it looks like sqlite:///csm.sqlite3") from error
    if read.drivername in {"postgres", "postgresql"}:
        read = read.set(drivername="postgresql+psycopg")
    if read.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise StoreError(f"{_name(read)}: {read.drivername} is not supported; one of sqlite, postgresql")
    return read


def _name(url: URL) -> str:
    """The file of an SQLite database, the URL of any other, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.difference_update_query(("password",)).render_as_string(hide_password=True)


def _set_pragmas(connection: Any, _: object) -> None:
    """What SQLite forgets from one connection to the next; transactions begin where we say, not where it guesses."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    # Debian's SQLite writes zeros over what is deleted: as much again, where a disk may be full, of what all may read.
    connection.execute("PRAGMA secure_delete=OFF")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer halfway is refused instead of waiting."""
    statement = connection.get_execution_options().get("csm_begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)

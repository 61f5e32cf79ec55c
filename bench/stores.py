"""Stores of many articles, made once and kept in a temporary folder.

The first twenty thousand are added as a run adds them. A larger store holds them many times, each time with other
addresses, titles and earlier dates: SQLite copies the rows, and the store itself indexes what leads to them.
"""

import hashlib
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from made import EVERY, maker, pages
from sqlalchemy import Connection, Table

from csm_crawler.store import ArticleStore, aliases, search
from csm_crawler.store.database import Database
from csm_crawler.store.schema import article, article_platform, card, feed_article

ROOT = Path(__file__).parent.parent
CACHE = Path(tempfile.gettempdir()) / "csm-bench-store"
FIRST = 20_000
MOMENT = "strftime('%Y-%m-%d %H:%M:%f', {}, {}) || '000'"
"""As SQLAlchemy writes it."""


def store_of(size: int, every: timedelta = EVERY) -> Path:
    """The file of a store of so many articles, of which one came `every` so often; made where this source has not."""
    folder = CACHE / _digest()
    path = folder / f"{size}-{every.total_seconds():g}.sqlite3"
    if not path.exists():
        for older in CACHE.glob("*"):
            if older != folder:
                shutil.rmtree(older)
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        unfinished = folder / "unfinished.sqlite3"
        unfinished.unlink(missing_ok=True)
        _make(unfinished, size, every)
        unfinished.replace(path)
        print(f"made {size} articles in {time.perf_counter() - started:.0f} s: {path}", flush=True)
    return path


def _digest() -> str:
    """Of the source that decides what lies in a store."""
    files = sorted([*(ROOT / "csm_crawler" / "store").rglob("*.py"), *(ROOT / "bench").glob("made.py"), Path(__file__)])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def _make(path: Path, size: int, every: timedelta) -> None:
    url = f"sqlite:///{path}"
    with ArticleStore.open(url) as store:
        for page in pages(maker(every), range(min(size, FIRST)), size):
            store.add(page)
    if size > FIRST:
        database = Database(url)
        with database.bare() as connection:
            _grow(connection, size, every)
        database.close()


def _grow(connection: Connection, size: int, every: timedelta) -> None:
    indexes = _without_indexes(connection)
    for times in range(1, size // FIRST):
        _copy_first(connection, times, times * FIRST * every)
    connection.exec_driver_sql("BEGIN")
    aliases.index_all(connection)
    search.index_all(connection)
    connection.exec_driver_sql("COMMIT")
    for create in indexes:
        connection.exec_driver_sql(create)
    counts = "SELECT count(*) FROM feed_article WHERE feed = name"
    connection.exec_driver_sql(f"UPDATE feed SET articles = ({counts})")
    connection.exec_driver_sql("DELETE FROM feed_month")
    months = "SELECT feed, substr(sort_at, 1, 7), count(*), 0, NULL FROM feed_article GROUP BY 1, 2"
    connection.exec_driver_sql(f"INSERT INTO feed_month {months}")
    connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _without_indexes(connection: Connection) -> list[str]:
    """Make SQLite quick and careless, and drop what would be made anew with each row: how it is made at the end."""
    for statement in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000", "temp_store=MEMORY"):
        connection.exec_driver_sql(f"PRAGMA {statement}")
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = connection.exec_driver_sql(made).all()
    for name, _create in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [create for _name, create in indexes]


def _copy_first(connection: Connection, times: int, earlier: timedelta) -> None:
    """The first articles once more, behind those that are there."""
    connection.exec_driver_sql("BEGIN")
    for table in (article, card, article_platform, feed_article):
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        key = "id" if table in (article, card) else "article_id"
        chosen = f"FROM {table.name} WHERE {key} <= {FIRST} ORDER BY {key}"
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) SELECT {_changed(table, times, earlier)} {chosen}"
        )
    connection.exec_driver_sql("COMMIT")


def _changed(table: Table, times: int, earlier: timedelta) -> str:
    """The columns of a table; what must be another in each copy is."""
    shift = f"'-{int(earlier.total_seconds() // 60)} minutes'"
    others = {
        **dict.fromkeys(("id", "article_id"), f"{{}} + {times * FIRST}"),
        **dict.fromkeys(("url", "link", "guid"), f"{{}} || '-{times}'"),
        **dict.fromkeys(
            ("published", "first_seen", "sort_at", "listed_at", "seen_at", "said_at"), MOMENT.format("{}", shift)
        ),
        "title": f"{{}} || ' {times}'",
        "source_id": f"CASE {{}} WHEN '' THEN '' ELSE {{}} || '-{times}' END",
        "fingerprint": "lower(hex(randomblob(32)))",
    }
    return ", ".join(others.get(column.name, "{}").replace("{}", f'"{column.name}"') for column in table.columns)

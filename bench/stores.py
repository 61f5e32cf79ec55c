"""Stores of many articles, made once and kept in a temporary folder; what makes them is the store itself.

Pages are added to small stores, whose rows are copied into the large one, which gets its indexes last: some thousand
articles a second, at any size, and whatever `ArticleStore.add` writes is there.
"""

import hashlib
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from made import maker, pages
from sqlalchemy import Table, create_engine
from sqlalchemy.schema import CreateIndex

from csm_crawler.store import ArticleStore
from csm_crawler.store.schema import article, feed, feed_article, metadata

ROOT = Path(__file__).parent.parent
CACHE = Path(tempfile.gettempdir()) / "csm-bench-store"
COPIED = [table for table in metadata.sorted_tables if table.name not in ("feed", "meta", "run", "site_run")]
PAGE = 2000


def store_of(size: int) -> Path:
    """The file of a store of so many articles; made where this source has not made it yet."""
    folder = CACHE / _digest()
    path = folder / f"{size}.sqlite3"
    if not path.exists():
        for older in CACHE.glob("*"):
            if older != folder:
                shutil.rmtree(older)
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        unfinished = folder / "unfinished.sqlite3"
        unfinished.unlink(missing_ok=True)
        _make(unfinished, size)
        unfinished.replace(path)
        print(f"made {size} articles in {time.perf_counter() - started:.0f} s: {path}", flush=True)
    return path


def _digest() -> str:
    """Of the source that decides what lies in a store."""
    files = sorted([*(ROOT / "csm_crawler" / "store").rglob("*.py"), *(ROOT / "bench").glob("made.py"), Path(__file__)])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def _make(path: Path, size: int) -> None:
    ArticleStore.open(f"sqlite:///{path}").close()
    make = maker()
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(path, isolation_level=None) as large:
        for statement in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000", "locking_mode=EXCLUSIVE"):
            large.execute(f"PRAGMA {statement}")
        for name in _indexes():
            large.execute(f"DROP INDEX {name}")
        for number, page in enumerate(pages(make, range(size), size, cards=PAGE)):
            small = Path(folder, f"{number}.sqlite3")
            with ArticleStore.open(f"sqlite:///{small}") as store:
                store.add(page)
            _copy(large, small, after=number * PAGE)
            small.unlink()
        for create in _indexes().values():
            large.execute(create)
        columns = "feed, 1, count(*)"
        large.execute(f"INSERT INTO {feed.name} SELECT {columns} FROM {feed_article.name} GROUP BY feed")
        large.execute("PRAGMA journal_mode=WAL")
    large.close()


def _indexes() -> dict[str, str]:
    """Name → what makes it."""
    dialect = create_engine("sqlite://").dialect
    return {
        str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for table in COPIED for index in table.indexes
    }


def _copy(large: sqlite3.Connection, small: Path, *, after: int) -> None:
    """All rows of a small store, with their numbers behind those that are there."""
    large.execute("ATTACH ? AS small", (str(small),))
    large.execute("BEGIN")
    for table in COPIED:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        large.execute(
            f"INSERT INTO main.{table.name} ({names}) SELECT {_shifted(table, after)} FROM small.{table.name}"
        )
    large.execute("COMMIT")
    large.execute("DETACH small")


def _shifted(table: Table, after: int) -> str:
    """The columns; an article's id, wherever it stands, and a row's own are moved on."""
    shifted = []
    for column in table.columns:
        is_id = column.references(article.c.id) or column is table.autoincrement_column
        shifted.append(f'"{column.name}" + {after}' if is_id else f'"{column.name}"')
    return ", ".join(shifted)

"""A database that cannot be used is one line, and is left as it was."""

import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore
from tests.store.builders import NOON, reading


def refusal(url: str) -> str:
    """The one line; the store is closed again where it opened after all."""
    with pytest.raises(StoreError) as caught, ArticleStore.open(url) as store:
        store.add([reading()])
    line = str(caught.value)
    assert "\n" not in line
    assert 10 < len(line) < 300
    return line


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of one stored article."""
    path = tmp_path / "csm.sqlite3"
    with ArticleStore.open(sqlite_url(path)) as store:
        store.add([reading()])
    return path


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "csm.sqlite3"
    assert refusal(sqlite_url(path)) == f"{path}: the folder {path.parent} does not exist"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refusal(sqlite_url(tmp_path)) == f"{tmp_path}: is a folder"


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    path.write_text("Estimado lector, esto es una carta. " * 100)
    before = path.read_bytes()
    assert refusal(sqlite_url(path)) == f"{path}: file is not a database"
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_a_corrupt_database_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    assert refusal(sqlite_url(path)) == f"{path}: database disk image is malformed"


def test_a_truncated_database_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])
    assert refusal(sqlite_url(path)) == f"{path}: database disk image is malformed"


def test_a_locked_database_is_refused_after_a_wait(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ArticleStore.open(f"{sqlite_url(path)}?timeout=0.05") as store:
        assert len(store.newest("all")) == 1  # readers do not wait for a writer
        with pytest.raises(StoreError, match=r"csm\.sqlite3: database is locked$"):
            store.add([reading(2)])
        other.execute("ROLLBACK")
        assert len(store.add([reading(2)]).new) == 1
    other.close()


def test_a_fresh_database_that_another_holds_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert refusal(f"{sqlite_url(path)}?timeout=0.05") == f"{path}: database is locked"
    other.close()
    assert path.exists()


def test_a_read_only_database_can_be_read_but_not_added_to(path: Path) -> None:
    with ArticleStore.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.newest("all") == [reading().article]
        with pytest.raises(StoreError, match="attempt to write a readonly database"):
            store.add([reading(2)])


FULL = """
import resource, signal, sys
from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore
from tests.store.builders import reading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    with ArticleStore.open(sys.argv[1]) as store:
        store.add([reading(number, summary="palabras " * 200) for number in range(100, 1100)])
except StoreError as error:
    sys.exit(f"refused: {error}")
"""


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_a_page_that_does_not_fit_on_the_disk_is_not_half_kept(path: Path) -> None:
    done = run_python(FULL, sqlite_url(path), str(300_000))
    assert (done.returncode, done.stderr) == (1, f"refused: {path}: disk I/O error\n")
    with ArticleStore.open(sqlite_url(path)) as store:
        assert list(store.articles()) == [reading().article]
        assert store.counts() == {"all": 1, "weibo": 1}


def test_a_store_that_does_not_fit_on_the_disk_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    done = run_python(FULL, sqlite_url(path), str(8_000))
    assert done.stderr == f"refused: {path}: disk I/O error\n"
    assert list(tmp_path.iterdir()) == []


def execute(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_a_newer_database_is_refused(path: Path) -> None:
    execute(path, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(sqlite_url(path)).startswith(f"{path}: is of a newer csm_crawler (revision 9999, this one knows 0")


@pytest.mark.parametrize(
    "theirs",
    [
        ["CREATE TABLE post (id INTEGER)"],
        ["CREATE TABLE alembic_version (version_num VARCHAR(32))"],
        [
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "CREATE TABLE post (id INTEGER)",
            "INSERT INTO alembic_version VALUES ('8a1f')",
        ],
    ],
)
def test_a_database_of_somebody_else_is_refused_and_left_as_it_is(tmp_path: Path, theirs: list[str]) -> None:
    path = tmp_path / "blog.db"
    for statement in theirs:
        execute(path, statement)
    before = path.read_bytes()
    assert refusal(sqlite_url(path)).startswith(f"{path}: holds tables that are not csm_crawler's")
    assert path.read_bytes() == before


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody answers there
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        line = refusal(f"postgresql://csm:geheim@127.0.0.1:{port}/csm?connect_timeout=2")
    assert line.startswith(f"postgresql+psycopg://csm:***@127.0.0.1:{port}/csm")
    assert "refused" in line
    assert "geheim" not in line


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "the database URL is not understood"),
        ("csm.sqlite3", "the database URL is not understood"),
        ("postgresql://csm:geheim@host:port/csm", "the database URL is not understood"),
        ("mysql://csm:geheim@host/csm", "mysql://csm:***@host/csm: mysql is not supported; one of sqlite, postgresql"),
        ("postgresql+psycopg2://csm:geheim@host/csm", "postgresql+psycopg2 is not supported"),
    ],
)
def test_a_url_of_no_database_is_refused_without_its_password(url: str, problem: str) -> None:
    line = refusal(url)
    assert problem in line
    assert "geheim" not in line


def test_a_missing_driver_is_named() -> None:
    code = """
import sys
sys.modules["psycopg"] = None
from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore
try:
    ArticleStore.open("postgresql://csm:geheim@127.0.0.1/csm")
except StoreError as error:
    sys.exit(str(error))
"""
    needed = "needs the driver psycopg: pip install 'csm_crawler[postgres]'\n"
    assert run_python(code).stderr == f"postgresql+psycopg://csm:***@127.0.0.1/csm: {needed}"


def test_a_store_that_is_closed_leaves_one_file(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == ["csm.sqlite3"]
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_nothing_of_a_run_is_kept_when_its_note_fails(path: Path) -> None:
    with ArticleStore.open(sqlite_url(path)) as store, pytest.raises(StoreError, match="has no time zone"):
        store.start_run(NOON.replace(tzinfo=None))

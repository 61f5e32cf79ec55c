"""A database that cannot be used: every command says so in one line, keeps nothing by halves and leaves the feeds."""

import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import listing, run
from tests.crawls import bytes_in
from tests.disks import run_on_full_disk, run_read_only

pytestmark = pytest.mark.slow

ONE = listing(("Weibo opens a store", "/1", "13 noviembre, 2019", "Weibo sells."))
SAID_WHERE_NOTHING_IS_KEPT = "1 cards, 0 new articles, 0 feeds (0 written), 0 sites failed\n"
WRITING = ("scrapy crawl csm -a sites=one", "csm_crawler run --sites one")
READING = (
    "csm_crawler articles",
    "csm_crawler trends",
    "csm_crawler db check",
    "csm_crawler db status",
    "csm_crawler db upgrade",
)
ALL = (*WRITING, "csm_crawler publish", "csm_crawler clean", *READING)
QUICK = ("scrapy crawl csm -a sites=one", "csm_crawler articles", "csm_crawler db check")
Done = CompletedProcess[str]

both = pytest.mark.parametrize(
    "commands", [pytest.param(QUICK, id="quick"), pytest.param(ALL, id="all", marks=pytest.mark.slow)]
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A home whose database lies in a folder of its own, after a first run; site `one` has not been read yet."""

    home: Path
    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def run(self, command: str, url: str | None = None) -> Done:
        return run(*command.split(), cwd=self.home, env={"CSM_DATABASE": url or self.url})

    def refuses(self, done: Done, problem: str, name: str | None = None) -> None:
        """One line, exit 1."""
        assert (done.returncode, done.stderr) == (1, f"csm: {name or self.path}: {problem}\n")
        assert done.stdout in ("", SAID_WHERE_NOTHING_IS_KEPT)

    def is_refused(self, commands: tuple[str, ...], problem: str) -> None:
        for command in commands:
            self.refuses(self.run(command), problem)

    def works_again(self) -> None:
        """Nothing was kept by halves: the article is as new as it was."""
        done = self.run("scrapy crawl csm -a sites=one")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("1 cards, 1 new articles, ")
        assert self.run("csm_crawler db check").stdout == "no fault found\n"


@pytest.fixture
def place(home: Path, site_file: Callable[..., Path]) -> Place:
    (home / "db").mkdir()
    site_file("one", page=ONE)
    made = Place(home=home, path=home / "db" / "csm.sqlite3")
    assert made.run("scrapy crawl csm").returncode == 0
    return made


@pytest.fixture
def untouched(place: Place) -> Iterator[None]:
    """The feeds are as they were, whatever happened; and nothing lies in the folder of the database but itself."""
    before = bytes_in(place.home / "feeds")
    yield
    assert bytes_in(place.home / "feeds") == before
    assert {one.name for one in place.path.parent.iterdir()} <= {place.path.name, "csm.sqlite3-shm", "csm.sqlite3-wal"}


@contextmanager
def held(path: Path, *statements: str) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        other.execute(statement)
    yield
    other.close()


@both
@pytest.mark.usefixtures("untouched")
def test_a_database_that_another_writes_to_can_be_read(place: Place, commands: tuple[str, ...]) -> None:
    impatient = f"{place.url}?timeout=0.1"
    with held(place.path, "BEGIN IMMEDIATE"):
        for command in commands:
            done = place.run(command, impatient)
            if command in READING:
                assert (done.returncode, done.stderr) == (0, "")
            else:
                place.refuses(done, "database is locked")


@both
@pytest.mark.usefixtures("untouched")
def test_a_database_that_another_has_for_itself_is_refused(place: Place, commands: tuple[str, ...]) -> None:
    impatient = f"{place.url}?timeout=0.1"
    with held(place.path, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "DELETE FROM host", "COMMIT"):
        for command in commands:
            place.refuses(place.run(command, impatient), "database is locked")


def test_a_database_that_was_locked_is_used_again(place: Place) -> None:
    with held(place.path, "BEGIN IMMEDIATE"):
        place.refuses(place.run("csm_crawler run --sites one", f"{place.url}?timeout=0.1"), "database is locked")
    place.works_again()


def python(command: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *command.split())


@both
@pytest.mark.usefixtures("untouched")
def test_a_file_that_is_read_only_can_be_read(place: Place, commands: tuple[str, ...]) -> None:
    before = place.path.read_bytes()
    for command in commands:
        done = run_read_only(place.path, *python(command), cwd=place.home, env={"CSM_DATABASE": place.url})
        if command in READING or "clean" in command:  # where there is nothing to clean
            assert (done.returncode, done.stderr) == (0, "")
        else:
            place.refuses(done, "attempt to write a readonly database")
    assert place.path.read_bytes() == before


@both
@pytest.mark.usefixtures("untouched")
def test_a_folder_that_is_read_only_is_named(place: Place, commands: tuple[str, ...]) -> None:
    before = place.path.read_bytes()
    folder = place.path.parent
    problem = f"unable to open database file: SQLite writes a log beside it, and {folder} is read-only"
    for command in commands:
        done = run_read_only(folder, *python(command), cwd=place.home, env={"CSM_DATABASE": place.url})
        place.refuses(done, problem)
    assert place.path.read_bytes() == before


@both
def test_a_disk_that_is_full_keeps_what_it_held(place: Place, commands: tuple[str, ...]) -> None:
    before, whole = bytes_in(place.home / "feeds"), place.path.read_bytes()
    at_home = f"import os, runpy, sys; os.chdir({str(place.home)!r}); sys.argv = sys.argv[1:]; "
    code = f"{at_home}runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    for command in commands:
        done = run_on_full_disk(
            place.path.parent,
            *(sys.executable, "-c", code, *command.split()),
            size=len(whole) + 64_000,
            env={"CSM_DATABASE": place.url},
        )
        if command in WRITING:
            place.refuses(done, "database or disk is full")
        else:
            assert (done.returncode, done.stderr) == (0, "")
    assert bytes_in(place.home / "feeds") == before
    place.works_again()


@both
@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda whole: whole[:4096] + b"\xa5" * (len(whole) - 4096), "database disk image is malformed"),
        (lambda whole: whole[:6000], "database disk image is malformed"),
        (lambda whole: b"Estimado lector: " * 1000, "file is not a database"),
    ],
    ids=["overwritten", "truncated", "text"],
)
def test_a_file_that_is_broken_is_refused_and_left_as_it_is(
    place: Place, commands: tuple[str, ...], spoil: Callable[[bytes], bytes], problem: str
) -> None:
    broken = spoil(place.path.read_bytes())
    place.path.write_bytes(broken)
    place.is_refused(commands, problem)
    assert place.path.read_bytes() == broken


def test_a_table_that_is_broken_ends_the_run_and_is_found_by_check(place: Place) -> None:
    """Only where the cards lie: the store opens, and is found wanting when something is kept."""
    before, whole = bytes_in(place.home / "feeds"), place.path.read_bytes()
    with sqlite3.connect(place.path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'card'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    start = (root - 1) * size
    place.path.write_bytes(whole[:start] + b"\xa5" * size + whole[start + size :])
    for command in (*WRITING, "csm_crawler db check"):
        place.refuses(place.run(command), "database disk image is malformed")
    assert bytes_in(place.home / "feeds") == before
    place.path.write_bytes(whole)
    place.works_again()


def execute(path: Path, *statements: str) -> bytes:
    """The file as the statements leave it."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path.read_bytes()


@both
@pytest.mark.usefixtures("untouched")
def test_a_newer_database_is_refused_and_told_by_status(place: Place, commands: tuple[str, ...]) -> None:
    newer = execute(place.path, "UPDATE alembic_version SET version_num = '9999'")
    for command in (*commands, "csm_crawler db status"):
        done = place.run(command)
        if command.endswith("status"):
            assert (done.returncode, done.stderr) == (0, "")
            assert "revision:   9999, of a newer csm_crawler: this one knows 0" in done.stdout
        else:
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
            told = f"csm: {place.path}: is of a newer csm_crawler (revision 9999, this one knows 0"
            assert done.stderr.startswith(told)
    assert place.path.read_bytes() == newer


@both
@pytest.mark.usefixtures("untouched")
def test_a_database_of_somebody_else_is_refused(place: Place, commands: tuple[str, ...]) -> None:
    place.path.unlink()
    theirs = execute(place.path, "CREATE TABLE post (id INTEGER)", "INSERT INTO post VALUES (7)")
    place.is_refused(commands, "holds tables that are not csm_crawler's; give it a database of its own")
    assert place.path.read_bytes() == theirs


@both
@pytest.mark.usefixtures("untouched")
def test_a_place_where_no_database_can_be_is_named(place: Place, commands: tuple[str, ...]) -> None:
    folder, none = place.home / "sites", place.home / "none"
    for command in commands:
        place.refuses(place.run(command, f"sqlite:///{folder}"), "is a folder", str(folder))
        problem = f"the folder {none} does not exist"
        place.refuses(place.run(command, f"sqlite:///{none}/csm.sqlite3"), problem, f"{none}/csm.sqlite3")
    assert not none.exists()


@both
@pytest.mark.usefixtures("untouched")
def test_a_server_that_does_not_answer_is_named_without_its_password(place: Place, commands: tuple[str, ...]) -> None:
    with ExitStack() as stack:
        taken = stack.enter_context(socket.socket())  # bound and not listening: nobody answers there
        taken.bind(("127.0.0.1", 0))
        server = f"127.0.0.1:{taken.getsockname()[1]}/csm?connect_timeout=2"
        for command in commands:
            done = place.run(command, f"postgresql://csm:geheim@{server}")
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
            assert done.stderr.startswith(f"csm: postgresql+psycopg://csm:***@{server}: connection failed: ")
            assert "geheim" not in done.stderr

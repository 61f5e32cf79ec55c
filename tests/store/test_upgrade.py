"""A store of every older revision becomes one of today, whole, whatever happens meanwhile."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Table, column, create_engine, inspect, select, table

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore, PageRecord, RunRecord, SiteRecord
from csm_crawler.store.revision import MIGRATIONS
from csm_crawler.store.schema import metadata
from tests.disks import run_on_full_disk
from tests.store.builders import NOON, card, reading
from tests.store.test_revision import shape

pytestmark = pytest.mark.slow

OLDER = MIGRATIONS.known[:-1]
FIRST_TABLES = ("article", "card", "article_platform", "feed", "feed_article", "run", "site_run", "meta")
LATER_TABLES = {"0005": ("alias", "feed_month", "revision")}
"""By the revision that brought them: what an article is known by from then on."""
Rows = dict[str, list[dict[str, Any]]]


def fill(store: ArticleStore, articles: int) -> None:
    """All that a store of the first revision knew."""
    for start in range(0, articles, 500):
        numbers = range(start, min(start + 500, articles))
        store.add([reading(number, summary=f"Palabra {number}, «comillas» y 小红书.") for number in numbers])
    store.add([reading(0, says=card(0, title="Otra noticia"))])
    store.mark_written(["all"])
    store.set_meta("published_with", "f" * 64)
    run = store.start_run(NOON)
    store.finish_run(
        run, RunRecord(finished_at=NOON, exit_code=3, cards=7, sites=(SiteRecord(site="gaceta", cards=7),))
    )
    store.start_run(NOON)  # killed


def rows_at(url: str, like: Rows | None = None, *, revision: str = "0001") -> Rows:
    """What the tables of that revision hold: all columns, or those that some rows have."""
    later = [name for since, names in LATER_TABLES.items() if since <= revision for name in names]
    engine = create_engine(url)
    found: Rows = {}
    with engine.connect() as connection:
        for one in (metadata.tables[name] for name in (*FIRST_TABLES, *later)):
            columns = [
                column for column in one.columns if not (like and like[one.name]) or column.name in like[one.name][0]
            ]
            ordered = select(*columns).order_by(*one.primary_key.columns)
            found[one.name] = [dict(row) for row in connection.execute(ordered).mappings()]
    engine.dispose()
    return found


def clear(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()


def make_old(url: str, revision: str, rows: Rows) -> Rows:
    """A store as csm_crawler left it on that revision's day; its rows as they were then."""
    engine, then = create_engine(url), {}
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS.folder))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for name, those in rows.items():
            there = {one["name"] for one in inspect(connection).get_columns(name)}
            then[name] = [{key: value for key, value in row.items() if key in there} for row in those]
            if those:
                connection.execute(_as_then(metadata.tables[name], there).insert(), then[name])
        if engine.dialect.name == "postgresql":  # the counters of ids, which no row was given by
            for name in {"article", "card", "run", "revision"} & rows.keys():
                connection.exec_driver_sql(f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()
    return then


def _as_then(now: Table, there: set[str]) -> Any:
    return table(now.name, *(column(one.name, one.type) for one in now.columns if one.name in there))


@pytest.mark.parametrize("revision", OLDER)
def test_a_store_of_every_older_revision_gets_the_tables_of_today_and_keeps_every_row(url: str, revision: str) -> None:
    with ArticleStore.open(url) as store:
        fill(store, 7)
        articles = list(store.articles())
    rows, today = rows_at(url, revision=revision), shape(url)
    clear(url)
    then = make_old(url, revision, rows)
    with ArticleStore.open(url) as store:
        assert (store.upgraded.before, store.upgraded.after) == (revision, MIGRATIONS.known[-1])
        assert list(store.articles()) == articles
    assert (rows_at(url, like=then, revision=revision), shape(url)) == (then, today)
    with ArticleStore.open(url) as store:
        assert (store.upgraded.before, store.upgraded.backup) == (MIGRATIONS.known[-1], None)
        assert store.add([reading(0)]).new == ()
        assert len(store.add([reading(1000)]).new) == 1


def test_what_later_revisions_added_is_kept_too(url: str) -> None:
    """Pages came with the second revision; the upgrades from there leave them alone."""
    page = PageRecord(site="gaceta", url="https://gaceta.example/", fetched_at=NOON, checked_at=NOON, rules="r")
    with ArticleStore.open(url) as store:
        fill(store, 1)
    rows = rows_at(url)
    clear(url)
    make_old(url, "0002", rows)
    engine = create_engine(url)
    with engine.begin() as connection:
        values = {name: getattr(page, name) for name in PageRecord.__slots__}
        connection.execute(metadata.tables["page"].insert().values(values))
    engine.dispose()
    with ArticleStore.open(url) as store:
        assert store.pages("gaceta") == {page.url: page}


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A file of the first revision whose upgrade takes a while, and its rows."""
    folder = tmp_path_factory.mktemp("old")
    with ArticleStore.open(f"sqlite:///{folder / 'now'}") as store:
        fill(store, 3000)
    then = make_old(f"sqlite:///{folder / 'old'}", "0001", rows_at(f"sqlite:///{folder / 'now'}"))
    return folder / "old", then


OPENER = """
import sys
import csm_crawler.store.upgrade
from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore
print("ready", flush=True)
sys.stdin.readline()
try:
    with ArticleStore.open(sys.argv[1]) as store:
        print(store.upgraded.before, store.upgraded.backup)
except StoreError as error:
    sys.exit(f"refused: {error}")
"""


UNTOLD = OPENER.replace('print("ready", flush=True)\nsys.stdin.readline()\n', "")


def opener(url: str) -> subprocess.Popen[str]:
    """A process that opens the store when it is told to, with everything imported."""
    command, pipe = [sys.executable, "-c", OPENER, url], subprocess.PIPE
    process = subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def check_old(path: Path, rows: Rows) -> None:
    """The file holds the first revision, whole."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        for name, those in rows.items():
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(those),)
    connection.close()


@pytest.mark.parametrize("times", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_an_upgrade_that_is_killed_leaves_the_old_store_whole_or_the_new_one(
    tmp_path: Path, old_file: tuple[Path, Rows], times: int
) -> None:
    original, rows = old_file
    path, backup = tmp_path / "csm.sqlite3", tmp_path / "csm.sqlite3.0001.bak"
    chance, revisions = random.Random(times), []
    shutil.copy(original, path)
    longest = timed(f"sqlite:///{path}")
    for _ in range(times):
        for each in tmp_path.glob("csm.sqlite3*"):
            each.unlink()
        shutil.copy(original, path)
        with opener(f"sqlite:///{path}") as process:
            go(process)
            time.sleep(chance.uniform(0, longest))
            os.kill(process.pid, signal.SIGKILL)
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            revisions += connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.close()
        if revisions[-1] == "0001":
            check_old(path, rows)
        ArticleStore.open(f"sqlite:///{path}").close()
        assert rows_at(f"sqlite:///{path}", like=rows) == rows
        check_old(backup, rows)
        assert sorted(each.name for each in tmp_path.iterdir()) == [path.name, backup.name]
    assert "0001" in revisions


def timed(url: str) -> float:
    """Seconds that the upgrade takes when nobody disturbs it."""
    with opener(url) as process:
        started = time.monotonic()
        go(process)
        assert process.wait() == 0
        return time.monotonic() - started


def test_two_processes_that_upgrade_at_once_do_it_once(url: str, old_file: tuple[Path, Rows], tmp_path: Path) -> None:
    original, rows = old_file
    is_file = url.startswith("sqlite")
    path = tmp_path / "csm.sqlite3"
    if is_file:
        shutil.copy(original, path)
    else:
        make_old(url, "0001", rows)
    processes = [opener(url) for _ in range(3)]
    for process in processes:
        go(process)
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert rows_at(url, like=rows) == rows
    backup = f"0001 {path}.0001.bak\n"
    assert [out for out, _ in said].count(backup) == (1 if is_file else 0)
    if is_file:
        check_old(Path(f"{path}.0001.bak"), rows)


@pytest.mark.parametrize(
    ("room", "problem"),
    [(1.5, "no backup could be made before its upgrade: database or disk is full"), (2.3, "database or disk is full")],
)
def test_an_upgrade_that_does_not_fit_on_the_disk_leaves_the_old_store_whole(
    tmp_path: Path, old_file: tuple[Path, Rows], room: float, problem: str
) -> None:
    original, rows = old_file
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "csm.sqlite3"
    shutil.copy(original, path)
    size = int(original.stat().st_size * room)
    done = run_on_full_disk(folder, sys.executable, "-c", UNTOLD, f"sqlite:///{path}", size=size)
    assert (done.returncode, done.stderr) == (1, f"refused: {path}: {problem}\n")
    backups = [] if problem.startswith("no backup") else [f"{path.name}.0001.bak"]
    assert sorted(each.name for each in folder.iterdir()) == [path.name, *backups]
    check_old(path, rows)
    ArticleStore.open(f"sqlite:///{path}").close()
    assert rows_at(f"sqlite:///{path}", like=rows) == rows


def test_the_backup_is_no_more_open_to_others_than_the_store(tmp_path: Path, old_file: tuple[Path, Rows]) -> None:
    path = tmp_path / "csm.sqlite3"
    shutil.copy(old_file[0], path)
    path.chmod(0o600)
    with ArticleStore.open(f"sqlite:///{path}") as store:
        assert store.upgraded.backup == tmp_path / "csm.sqlite3.0001.bak"
    assert (tmp_path / "csm.sqlite3.0001.bak").stat().st_mode & 0o777 == 0o600


def test_a_store_that_is_named_by_uri_is_backed_up_too(tmp_path: Path, old_file: tuple[Path, Rows]) -> None:
    path = tmp_path / "csm.sqlite3"
    shutil.copy(old_file[0], path)
    with ArticleStore.open(f"sqlite:///file:{path}?uri=true") as store:
        assert store.upgraded.backup == tmp_path / "csm.sqlite3.0001.bak"
    check_old(tmp_path / "csm.sqlite3.0001.bak", old_file[1])


def test_an_old_store_that_cannot_be_written_is_refused_and_left_as_it_is(
    tmp_path: Path, old_file: tuple[Path, Rows]
) -> None:
    path = tmp_path / "csm.sqlite3"
    shutil.copy(old_file[0], path)
    with pytest.raises(StoreError, match=r"attempt to write a readonly database$"):
        ArticleStore.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert not (tmp_path / "csm.sqlite3.0001.bak").exists()
    check_old(path, old_file[1])

"""`csm db` and `csm clean`, as a user types them."""

import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from csm_crawler.store import ArticleStore
from csm_crawler.store.revision import MIGRATIONS
from tests.conftest import Run
from tests.disks import run_on_full_disk
from tests.store.builders import card, reading
from tests.store.test_cleaning import keep_bodies, kept_bodies
from tests.store.test_upgrade import make_old, rows_at

pytestmark = pytest.mark.slow

NEWEST = MIGRATIONS.known[-1]
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


def url_of(home: Path) -> str:
    return f"sqlite:///{home / 'csm.sqlite3'}"


def keep(home: Path, text: str) -> None:
    with (home / "csm.toml").open("a", encoding="utf-8") as file:
        file.write(f"[keep]\n{text}\n")


def fill(home: Path, *ages: int) -> None:
    """Articles and bodies that came so many days ago."""
    with ArticleStore.open(url_of(home)) as store:
        for number, days in enumerate(ages):
            at = NOW - days * DAY
            store.add([reading(number, says=card(number, seen_at=at), published=at)])
    keep_bodies(url_of(home), [(NOW - days * DAY, 300_000) for days in ages])


def make_older(home: Path) -> None:
    """Have the home's store be of the first revision."""
    rows = rows_at(url_of(home))
    (home / "csm.sqlite3").unlink()
    make_old(url_of(home), "0001", rows)


def test_status_tells_what_there_is_and_makes_nothing(csm: Run, home: Path) -> None:
    path = home / "csm.sqlite3"
    done = csm("db", "status")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"database:   {path}\nrevision:   none yet: csm run makes it\n"
    assert not path.exists()
    fill(home, 1, 2)
    before = path.read_bytes()
    told = csm("db", "status").stdout.splitlines()
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    assert told == [
        f"database:   {path}",
        f"revision:   {NEWEST}, the newest",
        "articles:   2",
        "cards:      2",
        "aliases:    4",
        "revisions:  0",
        "bodies:     2 (0.6 MB)",
        f"size:       {size}",
        "backups:    none",
    ]
    assert (path.read_bytes(), sorted(one.name for one in home.iterdir())) == (before, ["csm.sqlite3", "csm.toml"])


def test_status_as_json(csm: Run, home: Path) -> None:
    fill(home, 1)
    (home / "csm.sqlite3.0001.bak").write_bytes(b"as it was")
    assert json.loads(csm("db", "status", "--json").stdout) == {
        "database": str(home / "csm.sqlite3"),
        "revision": NEWEST,
        "newest": NEWEST,
        "is_newer": False,
        "articles": 1,
        "cards": 1,
        "aliases": 2,
        "revisions": 0,
        "bodies": 1,
        "body_bytes": 300_000,
        "file_bytes": (home / "csm.sqlite3").stat().st_size,
        "backups": [str(home / "csm.sqlite3.0001.bak")],
    }


def test_an_older_database_is_told_refused_by_check_and_upgraded_once(csm: Run, home: Path) -> None:
    fill(home, 1, 2, 3)
    make_older(home)
    path, backup = home / "csm.sqlite3", home / "csm.sqlite3.0001.bak"
    assert f"revision:   0001, older than {NEWEST}: csm db upgrade\n" in csm("db", "status").stdout
    done = csm("db", "check")
    assert (done.returncode, done.stderr) == (
        1,
        f"csm: {path}: is of an older csm_crawler (revision 0001, the newest is {NEWEST}): csm db upgrade\n",
    )
    assert not backup.exists()
    done = csm("db", "upgrade")
    assert done.stdout == f"{path}: upgraded from revision 0001 to {NEWEST}; as it was: {backup}\n"
    assert csm("db", "upgrade").stdout == f"{path}: is of revision {NEWEST}, the newest: nothing to do\n"
    done = csm("db", "check")
    assert (done.returncode, done.stdout) == (0, "no fault found\n")
    assert f"backups:    {backup.name} (0.1 MB)\n" in csm("db", "status").stdout


def test_an_older_database_is_upgraded_by_the_first_run(csm: Run, scrapy: Run, home: Path) -> None:
    csm("run")
    before = {path: path.read_bytes() for path in (home / "feeds").rglob("*.*")}
    make_older(home)
    done = scrapy("crawl", "csm")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {path: path.read_bytes() for path in (home / "feeds").rglob("*.*")} == before
    assert (home / "csm.sqlite3.0001.bak").exists()
    assert csm("db", "check").returncode == 0


def test_a_database_is_made_by_its_upgrade(csm: Run, home: Path) -> None:
    assert csm("db", "upgrade").stdout == f"{home / 'csm.sqlite3'}: is made, of revision {NEWEST}\n"
    assert csm("db", "check").returncode == 0


def test_check_tells_a_fault_a_line_and_ends_with_1(csm: Run, home: Path) -> None:
    fill(home, 1, 2)
    with ArticleStore.open(url_of(home)) as store, store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE feed SET articles = articles + 1")
    done = csm("db", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "feed all: says that it holds 3 articles and holds 2",
        "feed weibo: says that it holds 3 articles and holds 2",
    ]


def test_clean_says_what_it_removes_in_one_line(csm: Run, home: Path) -> None:
    fill(home, 100, 50, 1)
    csm("publish")
    keep(home, "articles = 30\nbodies_days = 60")
    assert csm("clean", "--dry-run").stdout == "would remove 1 bodies (0.3 MB), 2 articles\n"
    assert kept_bodies(url_of(home)) == [0, 1, 2]
    before = (home / "feeds" / "weibo.rss").read_text("utf-8")
    done = csm("clean")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("removed 1 bodies (0.3 MB), 2 articles; the database has ")
    assert second == "2 feeds (2 written)"
    assert ("Noticia 1" in before, "Noticia 1" in (home / "feeds" / "weibo.rss").read_text("utf-8")) == (True, False)
    assert kept_bodies(url_of(home)) == [1, 2]
    assert csm("clean").stdout.startswith("nothing to remove; the database has ")
    assert csm("db", "check").returncode == 0


def test_clean_gives_room_back_to_the_disk(csm: Run, home: Path) -> None:
    fill(home, *[100] * 50)
    keep(home, "bodies_mb = 1")
    (line,) = csm("clean").stdout.splitlines()
    assert line.startswith("removed 50 bodies (15.0 MB), 0 articles; the database has 0.3 MB, 15.")
    assert line.endswith(" MB given back to the disk")
    assert (home / "csm.sqlite3").stat().st_size < 500_000


def test_clean_gives_no_room_back_where_the_disk_has_none_for_a_copy(home: Path) -> None:
    fill(home, *[100] * 50, *[1] * 50)
    folder = home.parent / "disk"
    shutil.move(home, folder)
    size = (folder / "csm.sqlite3").stat().st_size
    done = run_on_full_disk(folder, sys.executable, "-m", "csm_crawler", "clean", size=size + 2_000_000)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("removed 50 bodies (15.0 MB), 0 articles; the database has 30.")
    assert " MB of it unused" in done.stdout
    assert "given back" not in done.stdout


def test_a_run_removes_bodies_that_are_too_old_and_no_article(csm: Run, home: Path) -> None:
    fill(home, 100, 1)
    keep(home, "articles = 30")
    done = csm("run")
    assert done.returncode == 0, done.stderr
    assert kept_bodies(url_of(home)) == [1]
    assert "\narticles:   12\n" in csm("db", "status").stdout


def test_clean_and_upgrade_wait_for_no_other_run(csm: Run, home: Path) -> None:
    fill(home, 100)
    with FileLock(home / "csm.lock"):
        for words in (("clean",), ("db", "upgrade")):
            done = csm(*words)
            assert (done.returncode, done.stderr) == (75, f"csm: another run holds {home / 'csm.lock'}\n")
        for words in (("db", "status"), ("db", "check")):
            assert csm(*words).returncode == 0
    assert kept_bodies(url_of(home)) == [0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("articles = 0", 'keep.articles is 0; it must be "forever" or a number of days from 1 to 36500'),
        ("articles = 'ever'", "keep.articles is 'ever'; it must be \"forever\" or a number of days from 1 to 36500"),
        ("articles = true", 'keep.articles is True; it must be "forever" or a number of days from 1 to 36500'),
        ("bodies_days = -1", "keep.bodies_days is -1; it must be a whole number from 0 to 36500"),
        ("bodies_mb = 2.5", "keep.bodies_mb is 2.5; it must be a whole number from 0 to 1000000"),
        ("bodies = 3", "keep.bodies is no key; allowed are articles, bodies_days, bodies_mb"),
    ],
)
def test_a_wrong_keep_is_one_line_and_2_and_nothing_is_removed(csm: Run, home: Path, text: str, problem: str) -> None:
    fill(home, 100)
    keep(home, text)
    done = csm("clean")
    assert (done.returncode, done.stderr) == (2, f"csm: {home / 'csm.toml'}: {problem}\n")
    assert kept_bodies(url_of(home)) == [0]

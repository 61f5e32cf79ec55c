"""`csm doctor`: each thing that can be wrong is named, with what to do, and nothing is changed by looking."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csm_crawler.config import Config, load_config
from csm_crawler.jobs.doctor import Finding, examine, folders, machine
from csm_crawler.jobs.lock import hold
from csm_crawler.store import ArticleStore
from tests.conftest import Run
from tests.store.builders import reading

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def found(home: Path, check: str, now: datetime = NOW) -> list[Finding]:
    return [one for one in examine(home, now) if one.check == check]


def only(home: Path, check: str, now: datetime = NOW) -> Finding:
    (one,) = found(home, check, now)
    return one


def write(home: Path, text: str) -> None:
    (home / "csm.toml").write_text(text, "utf-8")


def files(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_good_home_has_nothing_wrong_and_looking_leaves_no_trace(csm: Run, home: Path) -> None:
    before = files(home)
    done = csm("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert files(home) == before
    told = {one["check"]: one["state"] for one in json.loads(done.stdout)}
    assert told == {
        "python": "ok",
        "sqlite": "ok",
        "time zones": "ok",
        "configuration": "ok",
        "base_url": "note",
        "contact": "note",
        "sites": "ok",
        "robots.txt": "ok",
        "catalogue": "ok",
        "database": "ok",
        "clock": "ok",
        "home": "ok",
        "feeds": "ok",
        "disk": "ok",
        "lock": "ok",
    }
    csm("run")
    before = files(home)
    done = csm("doctor")
    assert done.returncode == 0
    assert f"ok     database       {home}/csm.sqlite3, 10 articles\n" in done.stdout
    assert f"ok     feeds          {home}/feeds\n" in done.stdout
    assert files(home) == before


def test_what_is_wrong_is_told_with_what_to_do_and_the_status_is_1(csm: Run, home: Path) -> None:
    write(home, 'sites = ["chinasocialmedi"]\ndatabase = "postgresql://csm:hidden@127.0.0.1:1/csm"\n')
    (home / "csm.toml").chmod(0o644)
    done = csm("doctor")
    assert done.returncode == 1
    assert (
        "wrong  sites          sites names 'chinasocialmedi', which is no site; near it: chinasocialmedia; "
        "csm sites list shows all\n                      → mend `sites` in csm.toml\n"
    ) in done.stdout
    assert "\nwrong  database       " in done.stdout
    assert "→ is the server up, and do the names in `database` of csm.toml fit it?\n" in done.stdout
    assert "note   csm.toml       holds a password and can be read by everybody here\n" in done.stdout
    assert "hidden" not in done.stdout + csm("doctor", "--json").stdout


def test_without_a_home_it_says_how_to_make_one(csm: Run, tmp_path: Path) -> None:
    done = csm("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert f"wrong  configuration  {tmp_path} holds no csm.toml\n" in done.stdout
    assert "`csm init` makes one" in done.stdout
    assert found(tmp_path, "sites") == []


def test_a_csm_toml_that_is_not_understood_is_wrong(home: Path) -> None:
    write(home, "sights = []")
    assert only(home, "configuration").found.startswith(f"{home}/csm.toml: sights is no key; allowed are base_url")


def test_base_url_and_contact_are_fine_once_they_are_set(home: Path) -> None:
    write(home, 'base_url = "https://one.example/"\ncontact = "me@one.example"\nsites = ["chinasocialmedia"]')
    assert [only(home, check).state for check in ("base_url", "contact")] == ["ok", "ok"]


def test_no_enabled_site_is_wrong(home: Path) -> None:
    write(home, "sites = []")
    assert only(home, "sites").found == "none is enabled"


def test_every_site_file_that_ends_a_run_is_named(home: Path, site_file: Callable[..., Path]) -> None:
    site_file("one", page=None, min_cards=-1)
    site_file("two", page=None).write_text("title = ", "utf-8")
    site_file("three", page=None)
    site_file("four", page=b"<p>", extra='[pages]\nnext = "[["')
    write(home, 'sites = ["one", "three", "chinasocialmedia"]')
    told = found(home, "sites")
    assert [one.state for one in told] == ["wrong"] * 4
    assert [one.found.partition(": ")[0] for one in told] == [
        *(f"{home}/sites/{name}.toml" for name in ("four", "one", "two")),
        "three",
    ]
    assert told[-1].found == "three: fixtures/three/listing.html is missing"


def test_a_site_whose_robots_txt_is_not_asked_is_named(home: Path) -> None:
    (home / "sites").mkdir()
    (home / "sites" / "mine.toml").write_text(
        'title = "Mine"\nurl = "http://127.0.0.1:1200/"\nkind = "feed"\nown = true\n', "utf-8"
    )
    write(home, 'sites = ["mine"]')
    assert only(home, "robots.txt").found == "is not asked by mine (127.0.0.1)"


def test_a_catalogue_or_a_feed_of_ones_own_that_is_not_right_is_wrong(home: Path) -> None:
    write(home, 'sites = ["chinasocialmedia"]\n[[feed]]\nname = "mine"\nplatforms = ["nowhere"]\n')
    assert only(home, "catalogue").state == "wrong"
    write(home, 'sites = ["chinasocialmedia"]\n')
    (home / "platforms.toml").write_text("[platforms", "utf-8")
    assert only(home, "catalogue").found.startswith(f"{home}/platforms.toml: ")


def database(home: Path) -> Path:
    return home / "csm.sqlite3"


def test_a_database_that_is_damaged_newer_or_somebody_elses_is_told_apart(home: Path) -> None:
    with ArticleStore.open(load_config(home).database):
        pass
    assert only(home, "database").found == f"{database(home)}, 0 articles"
    whole = database(home).read_bytes()
    with closing(sqlite3.connect(database(home))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "is of a newer csm_crawler (revision 9999" in only(home, "database").found
    with closing(sqlite3.connect(database(home))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    assert only(home, "database").found == f"{database(home)}, revision 0001: the next run upgrades it"
    page = 4096
    database(home).write_bytes(whole[:page] + bytes(page) + whole[2 * page :])
    assert only(home, "database").state == "wrong"
    database(home).write_bytes(b"<html>" * 2000)
    assert only(home, "database").found == f"{database(home)}: file is not a database"
    database(home).write_bytes(b"")
    assert "holds no store yet" in only(home, "database").found
    write(home, 'sites = []\ndatabase = "sqlite:////nowhere/at/all/csm.sqlite3"')
    assert only(home, "database").found == "the folder /nowhere/at/all does not exist"


def test_a_clock_before_the_version_or_before_the_newest_article_is_wrong(home: Path) -> None:
    with ArticleStore.open(load_config(home).database) as store:
        store.add([reading(first_seen=NOW)])
    assert only(home, "clock").state == "ok"
    told = only(home, "clock", NOW - timedelta(hours=1))
    assert (told.state, told.found) == (
        "wrong",
        "2026-11-25 11:00 UTC is before an article was collected, at 2026-11-25 12:00 UTC",
    )
    assert only(home, "clock", datetime(1970, 1, 1, tzinfo=UTC)).found == (
        "1970-01-01 00:00 UTC is before this version was made"
    )


def test_machines_that_lack_something_are_told_what() -> None:
    assert machine.python((3, 10)).found == "3.10 is too old"
    assert machine.sqlite((3, 34, 1), has_fts5=True).found == "3.34.1 is too old"
    assert machine.sqlite((3, 40, 0), has_fts5=False).found == "3.40.0 is made without FTS5"
    assert machine.sqlite((3, 40, 0), has_fts5=True).state == "ok"
    assert machine.zones(("Asia/Shanghai", "Asia/Nowhere")).found == "Asia/Nowhere is unknown"


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    assert folders.room(tmp_path, 100 * 2**20).found == f"100 MB are free for {tmp_path}"
    assert folders.room(tmp_path, 3 * 2**30).found == "3.0 GB free"


def test_a_run_that_is_going_on_is_noted(home: Path) -> None:
    with hold(home):
        assert only(home, "lock").found == "is held: a run is going on"
    assert only(home, "lock").state == "ok"


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """A user without rights, where the tests run as root."""
    below = Path(tempfile.gettempdir())
    for folder in (tmp_path, *tmp_path.parents):  # pytest's folders are for their owner alone
        if folder.is_relative_to(below) and folder != below:
            folder.chmod(0o755)
    if os.getuid() == 0:
        os.seteuid(65534)
    yield
    os.seteuid(os.getuid())


def test_folders_that_cannot_be_written_to_are_wrong(tmp_path: Path, as_nobody: None) -> None:
    os.seteuid(os.getuid())
    tmp_path.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    config = Config(home=tmp_path, file=None, demonstration=False, feeds=tmp_path / "public" / "feeds")
    told = {one.check: (one.state, one.found) for one in folders.findings(config)}
    os.seteuid(os.getuid())
    tmp_path.chmod(0o755)
    assert told["home"] == ("wrong", f"{tmp_path} cannot be written to")
    assert told["feeds"] == ("wrong", f"{tmp_path}/public/feeds is not there and cannot be made")


def test_feeds_that_no_web_server_can_read_are_noted(home: Path) -> None:
    (home / "feeds").mkdir(mode=0o700)
    assert only(home, "feeds").found == f"{home}/feeds is closed to other users"
    (home / "feeds").rmdir()
    (home / "feeds").write_text("", "utf-8")
    assert only(home, "feeds").found == f"{home}/feeds is no folder"

"""`csm run` as cron calls it: who is asked when, what is told, what `csm status` and feeds/health.* say of it."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.clock import HURRY, VARIABLE
from tests.conftest import Run, environment, listing, run
from tests.server import Answer, Server

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
At = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def at(home: Path) -> At:
    """`csm …` so many hours after the start."""

    def call(hours: float, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {VARIABLE: (START + hours * HOUR).isoformat(), HURRY: "1"}
        return run("tests.clock", *arguments, cwd=home, env=env)

    return call


def enable(home: Path, *names: str, more: str = "") -> None:
    (home / "csm.toml").write_text(f"sites = {json.dumps(names)}\n{more}", "utf-8")


def page(*numbers: int) -> bytes:
    return listing(*((f"Weibo opens shop {n}", f"/{n}", "13 noviembre, 2019", "Weibo sells.") for n in numbers))


def asked(server: Server) -> list[str]:
    """The pages that were asked for since the last time."""
    return [path for path in server.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def states(at: At, hours: float) -> dict[str, dict[str, Any]]:
    return {row["site"]: row for row in json.loads(at(hours, "status", "--json").stdout)}


def entries(home: Path) -> list[str]:
    """Titles in the health feed, the newest first."""
    return [item["title"] for item in json.loads((home / "feeds" / "health.json").read_text("utf-8"))["items"]]


@pytest.fixture
def server(serve: Callable[[], Server], live: Callable[..., Path], home: Path) -> Server:
    """Of one site, `one`, that has three cards."""
    server = serve()
    server.answers = {"/": Answer(page(1, 2, 3))}
    live("one", f"{server.url}/", min_cards=2)
    enable(home, "one")
    return server


def test_a_site_is_asked_when_it_is_due_and_a_good_run_says_nothing(at: At, server: Server, home: Path) -> None:
    first = at(0, "run")
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert asked(server) == ["/"]
    next_at = datetime.fromisoformat(states(at, 0)["one"]["next_at"])
    assert 2 * HOUR < next_at - START < DAY
    assert at(0.5, "run").returncode == 0
    assert asked(server) == []
    assert at(0.5, "run", "--all").stdout == ""
    assert asked(server) == ["/"], "--all asks who is not due"
    assert at(0.6, "run", "one").stdout == ""
    assert asked(server) == ["/"], "and so does a name"
    assert at(25, "run").returncode == 0
    assert asked(server) == ["/"]


def test_a_site_file_that_changed_is_read_at_once(at: At, server: Server, home: Path) -> None:
    at(0, "run")
    asked(server)
    file = home / "sites" / "one.toml"
    file.write_text(file.read_text("utf-8").replace('teaser = "p"', 'teaser = ["p", "div"]'), "utf-8")
    at(0.1, "run")
    assert asked(server) == ["/"]


def test_nobody_is_asked_sooner_than_it_allows(
    at: At, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    busy, server = serve(), serve()
    busy.answers = {"/": Answer(b"", 503, {"Retry-After": "50000"})}
    fresh = listing(*((f"Weibo {n}", f"/{n}", "23 noviembre, 2026", "Words.") for n in range(9)))
    headers = {
        "/ten": {"Cache-Control": "public, max-age=36000"},
        "/always": {"Cache-Control": "max-age=31536000"},
        "/any": {},
    }
    server.answers.update({path: Answer(fresh, headers=one) for path, one in headers.items()})
    live("busy", f"{busy.url}/")
    for path in headers:
        live(path[1:], f"{server.url}{path}")
    enable(home, "busy", *(path[1:] for path in headers))

    def asked_by(hours: float) -> set[str]:
        at(hours, "run")
        return {*asked(server), *(f"busy{path}" for path in asked(busy))}

    assert asked_by(0) == {*headers, "busy/"}
    assert asked_by(9.9) == {"/any"}
    assert asked_by(10.1) == {"/ten"}
    assert "busy/" not in asked_by(13.8)
    assert "busy/" in asked_by(14)
    assert "/always" in asked_by(24.1)


def test_the_longest_pause_is_what_csm_toml_says(at: At, server: Server, home: Path) -> None:
    enable(home, "one", more="[schedule]\nmax_hours = 1\n")
    for hours, paths in ((0, ["/"]), (0.5, []), (1.1, ["/"])):
        at(hours, "run")
        assert asked(server) == paths
    enable(home, "one", more="[schedule]\nmin_minutes = 600\n")
    for hours, paths in ((2.5, ["/"]), (12.3, []), (27, ["/"])):
        at(hours, "run")
        assert asked(server) == paths


def test_an_incident_is_told_once_when_it_opens_and_once_when_it_ends(at: At, server: Server, home: Path) -> None:
    at(0, "run")
    assert states(at, 0)["one"]["state"] == "fine"
    server.answers["/"] = Answer(b"", 500)
    doubted = at(24, "run")
    assert (doubted.returncode, doubted.stdout, doubted.stderr) == (1, "", ""), "servers have their moments"
    assert states(at, 24)["one"]["state"] == "fine"
    opened = at(25.1, "run")
    assert (opened.returncode, opened.stdout) == (1, "")
    assert opened.stderr == f"csm: one is broken: {server.url}/: answered 500\n"
    assert at(28, "run").stderr == "", "once"
    again = at(34, "run", "--verbose")
    since = "one is broken since 2026-11-24 09:06 UTC"
    assert f"csm: {since}: {server.url}/: answered 500\n" in again.stderr
    again = at(34.1, "run", "--verbose")
    assert (again.returncode, again.stderr) == (0, f"csm: {since}: {server.url}/: answered 500\n"), "none is due"
    assert again.stdout.endswith(" feeds (0 written), 0 sites failed\n")

    status = at(34, "status")
    assert status.returncode == 3
    rows = [line.split() for line in status.stdout.splitlines()]
    assert rows[0] == ["site", "state", "since", "last", "success", "last", "new", "next", "visit"]
    assert rows[1][:8] == ["one", "broken", "09:06", "11-23", "08:00", "11-23", "08:00", "11-25"]
    assert rows[2:] == [["one", "is", "broken:", f"{server.url}/:", "answered", "500"]]
    server.answers["/"] = Answer(page(1, 2, 3))
    assert at(60, "run").stderr == ""
    ended = at(61.1, "run")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "csm: one is fine again (it was broken since 2026-11-24 09:06 UTC)\n"
    assert at(61.1, "status").returncode == 0
    assert entries(home) == ["Site one is fine again", "Site one is broken"]
    content = [file.read_text("utf-8") for file in (home / "feeds").rglob("*.rss") if file.name != "health.rss"]
    assert not any("broken" in text for text in content), "content feeds never carry errors"


def test_one_that_fails_alone_is_not_all_of_them(at: At, server: Server, live: Callable[..., Path], home: Path) -> None:
    server.answers["/well"] = Answer(page(5, 6, 7), headers={"Cache-Control": "max-age=86400"})
    live("well", f"{server.url}/well")
    enable(home, "one", "well")
    assert at(0, "run").returncode == 0
    server.answers["/"] = Answer(b"", 500)
    asked(server)
    assert at(23.9, "run").returncode == 3
    assert set(asked(server)) == {"/"}, "the other one was not asked"
    server.answers["/well"] = Answer(b"", 500)
    assert at(60, "run").returncode == 1


def test_what_tells_of_health_changes_only_with_a_state(at: At, server: Server, home: Path) -> None:
    names = ["status.html", "health.rss", "health.atom", "health.json"]

    def written() -> list[tuple[bytes, int]]:
        files = [home / "feeds" / name for name in names]
        return [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]

    at(0, "run")
    before = written()
    server.answers["/"] = Answer(page(1, 2, 3, 4))
    at(24, "run")
    assert written() == before
    at(40, "publish")
    assert written() == before
    server.answers["/"] = Answer(b"", 500)
    at(70, "run")
    assert written() == before
    at(71.1, "run")
    after = written()
    assert all(now[0] != then[0] for now, then in zip(after, before, strict=True))
    (home / "feeds" / "status.html").unlink()
    at(71.2, "run")
    assert [one[0] for one in written()] == [one[0] for one in after], "what is missing is written again"


def test_the_demonstration_writes_nothing_of_health(csm: Run, home: Path) -> None:
    assert csm("run").returncode == 0
    assert csm("publish").returncode == 0
    assert sorted((home / "feeds").glob("health.*")) == sorted((home / "feeds").glob("status.*")) == []
    status = csm("status")
    assert (status.returncode, "saved pages" in status.stdout) == (0, True)


def test_states_are_told_apart(at: At, serve: Callable[[], Server], live: Callable[..., Path], home: Path) -> None:
    names = ("down", "walled", "moved", "dormant", "well")
    server, new = serve(), serve()
    new.answers = {"/news": Answer(page(1, 2, 3))}
    old = listing(*((f"Weibo {n}", f"/{n}", f"{n} noviembre, 2019", "Words.") for n in range(1, 13)))
    server.answers.update({f"/{name}": Answer(page(1, 2, 3)) for name in names} | {"/dormant": Answer(old)})
    for name in names:
        live(name, f"{server.url}/{name}")
    enable(home, *names)
    assert at(0, "run", "--all").stderr.startswith("csm: dormant is dormant: nothing new since 2019-11-12; its")
    elsewhere = f"{new.url}/news".replace("127.0.0.1", "localhost")
    server.answers |= {
        "/down": Answer(b"", 500),
        "/walled": Answer(b"", 403),
        "/moved": Answer(b"", 301, {"Location": elsewhere}),
    }
    at(24, "run", "--all")
    told = at(25.1, "run", "--all")
    assert told.returncode == 3
    assert told.stderr.splitlines() == [
        f"csm: down is broken: {server.url}/down: answered 500",
        f"csm: moved is moved: its page is now at {elsewhere}",
        f"csm: walled is walled: {server.url}/walled: answered 403",
    ]
    assert {name: row["state"] for name, row in states(at, 25.2).items()} == {
        "down": "broken", "walled": "walled", "moved": "moved", "dormant": "dormant", "well": "fine",
    }  # fmt: skip
    assert at(25.2, "status").returncode == 3
    enable(home, "moved", "dormant", "well")
    assert at(60, "run", "--all").stderr == (
        "csm: down is collected no more (it was broken since 2026-11-24 09:06 UTC)\n"
        "csm: walled is collected no more (it was walled since 2026-11-24 09:06 UTC)\n"
    )
    assert at(60, "status").returncode == 0


def test_a_silence_that_its_pauses_do_not_explain_is_told_and_an_article_ends_it(
    at: At, server: Server, home: Path
) -> None:
    def days(last: int) -> Answer:
        dates = [(START + n * DAY).strftime("%Y-%m-%d") for n in range(last - 9, last + 1)]
        return Answer(listing(*((f"Weibo on {date}", f"/{date}", date, "Words.") for date in dates)))

    server.answers["/"] = days(0)
    assert at(0, "run").stderr == at(24, "run").stderr == ""
    quiet = "one is quiet: nothing new since 2026-11-23; its longest pause was 1 day"
    assert at(24 * 9, "run").stderr == f"csm: {quiet}\n"
    assert at(24 * 9, "status").returncode == 0, "nothing is broken"
    assert at(24 * 10, "run").stderr == ""
    server.answers["/"] = days(11)
    assert at(24 * 11.5, "run").stderr == "csm: one is fine again (it was quiet since 2026-12-02 08:00 UTC)\n"
    assert entries(home) == ["Site one is fine again", "Site one is quiet"]


def test_of_a_site_that_is_only_tried_nobody_keeps_watch(
    at: At, server: Server, live: Callable[..., Path], home: Path
) -> None:
    live("tried", f"{server.url}/tried")
    assert at(0, "run").returncode == 0
    tried = at(1, "run", "tried")
    assert (tried.returncode, tried.stderr) == (1, f"csm: tried: {server.url}/tried: answered 404\n")
    assert list(states(at, 1)) == ["one"]
    assert entries(home) == []
    assert at(2, "run", "--all", "--verbose").stderr == ""
    enable(home, "one", "tried")
    assert at(3, "run", "--all").stderr == f"csm: tried is broken: {server.url}/tried: answered 404\n"


def test_an_interrupted_run_says_nothing_of_how_sites_stand(at: At, server: Server, home: Path) -> None:
    at(0, "run")
    before = states(at, 0)
    server.answers["/"] = Answer(page(1, 2, 3), pause=1)
    command = [sys.executable, "-m", "csm_crawler", "run", "--all"]
    process = subprocess.Popen(command, cwd=home, env=environment(home), stderr=subprocess.PIPE, text=True)
    asked(server)
    while not asked(server):
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, "csm: interrupted: what was read is kept, the next run publishes it\n")
    assert states(at, 0) == before


def test_where_no_site_can_be_reached_it_is_our_own_network(
    at: At, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    servers = [serve() for _ in range(3)]
    for number, server in enumerate(servers):
        server.answers = {"/": Answer(page(1, 2, 3))}
        live(f"site{number}", f"{server.url}/")
    enable(home, "site0", "site1", "site2")
    assert at(0, "run").returncode == 0
    for server in servers:
        server.http.shutdown()
        server.http.server_close()
    for hours in (48, 49.1, 50.2):
        done = at(hours, "run")
        assert (done.returncode, done.stderr) == (1, "")
    assert {row["state"] for row in states(at, 51).values()} == {"fine"}


def test_a_run_tells_how_it_went_as_json(at: At, server: Server, home: Path) -> None:
    done = at(0, "run", "--json")
    assert done.stderr == ""
    told = json.loads(done.stdout)
    next_at = told["sites"]["one"].pop("next_at")
    assert datetime.fromisoformat(next_at) > START
    assert told.pop("feeds") == told.pop("written") > 3
    assert told == {
        "exit_code": 0,
        "cards": 3,
        "new": 3,
        "changed": 0,
        "failed": [],
        "problems": [],
        "sites": {"one": {"cards": 3, "new": 3, "rejected": 0, "problem": "", "state": "fine"}},
        "waiting": [],
        "opened": [],
        "ended": [],
        "dry_run": False,
    }
    assert json.loads(at(0.1, "run", "--json").stdout)["waiting"] == ["one"]


def test_a_dry_run_says_what_would_be_and_keeps_nothing(at: At, server: Server, home: Path) -> None:
    def everything() -> dict[str, bytes]:
        files = [path for path in home.rglob("*") if path.is_file()]
        return {str(path.relative_to(home)): path.read_bytes() for path in files}

    before = everything()
    done = at(0, "run", "--dry-run")
    assert (done.returncode, done.stderr, everything()) == (0, "", before)
    lines = done.stdout.splitlines()
    assert lines[:3] == [f"new: one: Weibo opens shop {n} {server.url}/{n}" for n in (1, 2, 3)]
    assert lines[3].startswith("would write: all, ")
    assert lines[3].endswith("site/one, weibo, weibo.en")
    assert lines[4].startswith("3 cards, 3 new articles, ")
    assert lines[4].endswith("; a dry run, nothing was kept")

    at(0, "run")
    server.answers["/"] = Answer(page(4, 1, 2, 3))
    before = everything()
    told = json.loads(at(24, "run", "--dry-run", "--json").stdout)
    assert everything() == before
    assert (told["new"], told["articles"]) == (
        1, [{"site": "one", "title": "Weibo opens shop 4", "url": f"{server.url}/4"}],
    )  # fmt: skip
    assert "weibo" in told["would_write"]
    assert json.loads(at(24, "run", "--json").stdout)["new"] == 1


def test_offline_asks_nobody_and_publishes_what_is_stale(
    at: At, server: Server, home: Path, site_file: Callable[..., Path]
) -> None:
    site_file("saved", page=page(7, 8))
    enable(home, "one", "saved")
    done = at(0, "run", "--offline")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.paths() == []
    assert "Weibo opens shop 8" in (home / "feeds" / "all.rss").read_text("utf-8")
    (home / "feeds" / "all.rss").unlink()
    enable(home, "one")
    assert at(1, "run", "--offline").returncode == 0
    assert server.paths() == []
    assert (home / "feeds" / "all.rss").exists()


@pytest.mark.parametrize(
    "words", ["--all one", "--all --sites one", "--backfill one --dry-run", "--backfill one --offline"]
)
def test_options_that_contradict_each_other_are_refused(csm: Run, words: str) -> None:
    assert csm("run", *words.split()).returncode == 2

"""`csm run` as cron calls it: who is asked when, and what it tells."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import Run, environment, listing
from tests.server import Answer, Server
from tests.timed import DAY, HOUR, START, At, asked, enable, page, states


def test_a_site_is_asked_when_it_is_due_and_a_good_run_says_nothing(at: At, one: Server, home: Path) -> None:
    first = at(0, "run")
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert asked(one) == ["/"]
    next_at = datetime.fromisoformat(states(at, 0)["one"]["next_at"])
    assert 2 * HOUR < next_at - START < DAY
    assert at(0.5, "run").returncode == 0
    assert asked(one) == []
    assert at(0.5, "run", "--all").stdout == ""
    assert asked(one) == ["/"], "--all asks who is not due"
    assert at(0.6, "run", "one").stdout == ""
    assert asked(one) == ["/"], "and so does a name"
    assert at(25, "run").returncode == 0
    assert asked(one) == ["/"]


@pytest.mark.slow
def test_a_site_file_that_changed_is_read_at_once(at: At, one: Server, home: Path) -> None:
    at(0, "run")
    asked(one)
    file = home / "sites" / "one.toml"
    file.write_text(file.read_text("utf-8").replace('teaser = "p"', 'teaser = ["p", "div"]'), "utf-8")
    at(0.1, "run")
    assert asked(one) == ["/"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_longest_pause_is_what_csm_toml_says(at: At, one: Server, home: Path) -> None:
    enable(home, "one", more="[schedule]\nmax_hours = 1\n")
    for hours, paths in ((0, ["/"]), (0.5, []), (1.1, ["/"])):
        at(hours, "run")
        assert asked(one) == paths
    enable(home, "one", more="[schedule]\nmin_minutes = 600\n")
    for hours, paths in ((2.5, ["/"]), (12.3, []), (27, ["/"])):
        at(hours, "run")
        assert asked(one) == paths


@pytest.mark.slow
def test_one_that_fails_alone_is_not_all_of_them(at: At, one: Server, live: Callable[..., Path], home: Path) -> None:
    one.answers["/well"] = Answer(page(5, 6, 7), headers={"Cache-Control": "max-age=86400"})
    live("well", f"{one.url}/well")
    enable(home, "one", "well")
    assert at(0, "run").returncode == 0
    one.answers["/"] = Answer(b"", 500)
    asked(one)
    assert at(23.9, "run").returncode == 3
    assert set(asked(one)) == {"/"}, "the other one was not asked"
    one.answers["/well"] = Answer(b"", 500)
    assert at(60, "run").returncode == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "kept"),
    [([], "what was read is kept, the next run publishes it"), (["--dry-run"], "nothing was kept")],
)
def test_an_interrupted_run_says_nothing_of_how_sites_stand(
    at: At, one: Server, home: Path, more: list[str], kept: str
) -> None:
    at(0, "run")
    before = states(at, 0)
    one.answers["/"] = Answer(page(1, 2, 3), pause=1)
    command = [sys.executable, "-m", "csm_crawler", "run", "--all", *more]
    asked(one)
    process = subprocess.Popen(command, cwd=home, env=environment(home), stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 30
    while not asked(one) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, f"csm: interrupted: {kept}\n")
    assert states(at, 0) == before


def test_a_run_tells_how_it_went_as_json(at: At, one: Server, home: Path) -> None:
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


@pytest.mark.slow
def test_a_dry_run_says_what_would_be_and_keeps_nothing(at: At, one: Server, home: Path) -> None:
    def everything() -> dict[str, bytes]:
        files = [path for path in home.rglob("*") if path.is_file()]
        return {str(path.relative_to(home)): path.read_bytes() for path in files}

    before = everything()
    done = at(0, "run", "--dry-run")
    assert (done.returncode, done.stderr, everything()) == (0, "", before)
    lines = done.stdout.splitlines()
    assert lines[:3] == [f"new: one: Weibo opens shop {n} {one.url}/{n}" for n in (1, 2, 3)]
    assert lines[3].startswith("would write: all, ")
    assert lines[3].endswith("site/one, status.html, weibo, weibo.en, zh/status.html")
    assert lines[4].startswith("3 cards, 3 new articles, ")
    assert lines[4].endswith("; a dry run, nothing was kept")

    at(0, "run")
    one.answers["/"] = Answer(page(4, 1, 2, 3))
    before = everything()
    told = json.loads(at(24, "run", "--dry-run", "--json").stdout)
    assert everything() == before
    assert (told["new"], told["articles"]) == (
        1, [{"site": "one", "title": "Weibo opens shop 4", "url": f"{one.url}/4"}],
    )  # fmt: skip
    assert "weibo" in told["would_write"]
    assert json.loads(at(24, "run", "--json").stdout)["new"] == 1


def test_offline_asks_nobody_and_publishes_what_is_stale(
    at: At, one: Server, home: Path, site_file: Callable[..., Path]
) -> None:
    site_file("saved", page=page(7, 8))
    enable(home, "one", "saved")
    done = at(0, "run", "--offline")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert one.paths() == []
    assert "Weibo opens shop 8" in (home / "feeds" / "all.rss").read_text("utf-8")
    (home / "feeds" / "all.rss").unlink()
    enable(home, "one")
    assert at(1, "run", "--offline").returncode == 0
    assert one.paths() == []
    assert (home / "feeds" / "all.rss").exists()


@pytest.mark.parametrize(
    "words", ["--all one", "--all --sites one", "--backfill one --dry-run", "--backfill one --offline"]
)
def test_options_that_contradict_each_other_are_refused(csm: Run, words: str) -> None:
    assert csm("run", *words.split()).returncode == 2

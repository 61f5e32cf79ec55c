"""robots.txt is asked once a day, not in each run, and its rules hold meanwhile."""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csm_crawler.extract.tdmrep import PATH
from tests.conftest import Run
from tests.server import Answer, Server, crawl

RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.01\n"


def good_for(home: Path, server: Server) -> timedelta:
    """How long from now what the server said is good."""
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store:
        (value,) = store.execute("SELECT value FROM meta WHERE key = ?", (f"robots/{server.url}",)).fetchone()
    return datetime.fromisoformat(json.loads(value)["until"]) - datetime.now(UTC)


def expire(home: Path) -> None:
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store, store:
        past = json.dumps({"until": "2026-01-01T00:00:00+00:00", "body": RULES.decode()})
        store.execute("UPDATE meta SET value = ? WHERE key LIKE 'robots/%'", (past,))


@pytest.mark.slow
def test_what_a_server_allows_is_remembered_for_a_day(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()
    server.answers = {"/robots.txt": Answer(RULES), "/open": Answer(), "/private": Answer()}
    live("open", f"{server.url}/open")
    live("private", f"{server.url}/private")
    forbidden = f"csm: private: {server.url}/private: robots.txt forbids it\n"
    assert crawl(scrapy, "open", "private")[::2] == (3, forbidden)
    assert server.paths() == ["/robots.txt", PATH, "/open"]
    assert crawl(scrapy, "open", "private")[::2] == (3, forbidden)
    assert server.paths() == ["/open"]
    expire(home)
    server.answers["/robots.txt"] = Answer(b"")
    assert crawl(scrapy, "open", "private")[::2] == (0, "")
    assert sorted(server.paths()) == ["/open", "/private", "/robots.txt"]


def test_it_is_good_as_long_as_its_server_says_within_bounds(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    hours = {
        "usual": (Answer(RULES), 24),
        "missing": (Answer(b"", 404), 24),
        "two": (Answer(RULES, headers={"Cache-Control": "max-age=7200"}), 2),
        "none": (Answer(RULES, headers={"Cache-Control": "no-cache"}), 1),
        "years": (Answer(RULES, headers={"Cache-Control": "max-age=99999999"}), 24),
    }
    servers = {name: serve() for name in hours}
    for name, server in servers.items():
        server.answers = {"/robots.txt": hours[name][0], "/": Answer()}
        live(name, f"{server.url}/")
    assert crawl(scrapy, *servers)[::2] == (0, "")
    for name, server in servers.items():
        assert timedelta() <= timedelta(hours=hours[name][1]) - good_for(home, server) < timedelta(minutes=2), name


def test_a_server_that_cannot_say_is_asked_again_by_the_next_run(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()
    server.answers = {"/robots.txt": [Answer(b"", 503), Answer(RULES)], "/": Answer()}
    live("one", f"{server.url}/")
    assert crawl(scrapy, "one")[0] == 1
    assert crawl(scrapy, "one")[0] == 0
    assert server.paths() == ["/robots.txt", "/robots.txt", PATH, "/"]

"""What a server reserves by its tdmrep.json reaches the articles, and asking costs it next to nothing."""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from csm_crawler.extract.tdmrep import MAX_BYTES, PATH
from tests.conftest import Run, listing
from tests.server import QUICK, Answer, Server, crawl

RULES = b'[{"location": "/free", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'


def reserved(home: Path) -> dict[str, bool]:
    """By site, whether its article is kept as reserved."""
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store:
        rows = store.execute("SELECT site, rights FROM article").fetchall()
    return {site: "tdm-reservation" in json.loads(rights) for site, rights in rows}


def remembered(home: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store:
        return dict(store.execute("SELECT key, value FROM meta WHERE key LIKE 'tdmrep/%'").fetchall())


def forget_a_week(home: Path) -> None:
    """Put back when each server was asked."""
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store, store:
        for key, value in remembered(home).items():
            old = json.dumps(json.loads(value) | {"asked_at": "2026-01-01T00:00:00+00:00"})
            store.execute("UPDATE meta SET value = ? WHERE key = ?", (old, key))


def page(name: str, meta: str = "", **headers: str) -> Answer:
    body = listing((f"Weibo and {name}", f"/of-{name}", "13 noviembre, 2019", f"Teaser of {name}."))
    return Answer(body.replace(b"<body>", f"{meta}<body>".encode()), headers=headers)


@pytest.mark.slow
def test_the_file_is_asked_for_once_a_week_and_what_it_reserves_is_kept(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()
    server.answers = {
        PATH: Answer(RULES),
        "/news": page("news"),
        "/free": page("free"),
        "/header": page("header", **{"TDM-Reservation": "0"}),
        "/tag": page("tag", "<meta name=tdm-reservation content=0>"),
    }
    names = ("news", "free", "header", "tag")
    for name in names:
        live(name, f"{server.url}/{name}")
    code, out, err = crawl(scrapy, *names)
    assert (code, err) == (0, ""), err
    assert out.startswith("4 cards, 4 new articles, ")
    assert reserved(home) == {"news": True, "free": False, "header": False, "tag": False}
    assert "Teaser of news." not in (home / "feeds" / "all.rss").read_text("utf-8")
    asked = server.paths()
    assert asked[:2] == ["/robots.txt", PATH]
    assert asked.count(PATH) == 1

    assert crawl(scrapy, *names)[:2] == (0, "")
    assert PATH not in server.paths(), "what is known is not asked again"

    forget_a_week(home)
    server.answers[PATH] = Answer(b"[]")
    code, _, err = crawl(scrapy, "news")
    assert (code, err) == (0, "")
    assert server.paths() == [PATH, "/news"]
    assert reserved(home)["news"] is False


@pytest.mark.slow
def test_where_there_is_no_file_nothing_is_reserved_and_a_failure_leaves_what_was_known(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    none, broken, large, moved = serve(), serve(), serve(), serve()
    for server in (none, broken, large, moved):
        server.answers = {"/": page("news")}
    broken.answers[PATH] = [Answer(RULES), Answer(b"", 503)]
    large.answers[PATH] = Answer(b"[" + b" " * MAX_BYTES + b"]")
    moved.answers |= {PATH: Answer(b"", 301, {"Location": "/rules.json"}), "/rules.json": Answer(RULES)}
    servers = {"none": none, "broken": broken, "large": large, "moved": moved}
    for name, server in servers.items():
        server.answers["/"] = page(name)
        live(name, f"{server.url}/")
    assert crawl(scrapy, *servers)[::2] == (0, "")
    assert reserved(home) == {"none": False, "broken": True, "large": False, "moved": True}
    assert set(remembered(home)) == {f"tdmrep/{one.url}" for one in (none, broken, moved)}

    forget_a_week(home)
    for server in servers.values():
        server.paths()
    assert crawl(scrapy, *servers)[::2] == (0, "")
    assert reserved(home) == {"none": False, "broken": True, "large": False, "moved": True}
    assert broken.paths() == [PATH, "/"], "a failure is not asked for again in the same run"


def test_robots_txt_may_forbid_the_file_and_then_the_page_is_read_without_it(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()
    server.answers = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /.well-known/\n"),
        PATH: Answer(RULES),
        "/": page("news"),
    }
    live("one", f"{server.url}/")
    assert crawl(scrapy, "one")[::2] == (0, "")
    assert server.paths() == ["/robots.txt", "/"]
    assert reserved(home) == {"one": False}


def test_nobody_is_asked_where_no_site_is_read_live(
    scrapy: Run, serve: Callable[[], Server], site_file: Callable[..., Path], home: Path
) -> None:
    server = serve()
    server.answers = {PATH: Answer(RULES), "/": page("news")}
    path = site_file("saved", page=listing(("Weibo", "/1", "13 noviembre, 2019", "Words.")))
    path.write_text(path.read_text("utf-8").replace("https://saved.example/news/", f"{server.url}/"), "utf-8")
    assert crawl(scrapy, "saved")[::2] == (0, "")
    assert server.paths() == []
    done = scrapy("shell", f"{server.url}/", "-c", "response.status", *QUICK)
    assert done.stdout.strip() == "200", done.stderr
    assert server.paths() == ["/robots.txt", "/"]
    assert remembered(home) == {}

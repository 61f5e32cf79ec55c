"""How a run behaves towards servers: real ones on loopback that remember what they were asked."""

import contextlib
import gzip
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from csm_crawler.extract.tdmrep import PATH
from csm_crawler.middlewares.redirect import RedirectMiddleware
from csm_crawler.middlewares.retry import seconds_of
from tests.conftest import ROOT, Run, listing
from tests.server import ONE, QUICK, Answer, Server, crawl

NAMES = ("good", "ring", "far0", "file", "refresh", "bomb", "gzip", "large", "gone", "same")
TWO = listing(
    ("Weibo opens a store", "/1", "13 noviembre, 2019", "Weibo sells."),
    ("Douyin sings", "/2", "14 noviembre, 2019", "Douyin sings."),
)


def test_a_page_that_did_not_change_is_not_sent_again_and_one_that_changed_is(
    scrapy: Run, csm: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()
    when = "Fri, 20 Nov 2026 11:00:00 GMT"
    server.answers = {
        "/by-tag": Answer(headers={"ETag": 'W/"ñ-1"'.encode().decode("latin-1"), "Last-Modified": when}),
        "/moved": Answer(b"", 301, {"Location": "/by-day", "ETag": '"of the redirect"'}),
        "/by-day": Answer(headers={"Last-Modified": when}),
        "/short": Answer(headers={"ETag": '"2"'}),
    }
    file = live("tag", f"{server.url}/by-tag")
    live("day", f"{server.url}/moved")
    live("short", f"{server.url}/short", min_cards=2)
    assert crawl(scrapy, "tag", "day", "short")[0] == 3
    assert not any("If-None-Match" in one.headers or "If-Modified-Since" in one.headers for one in server.asked)

    server.asked.clear()
    code, out, err = crawl(scrapy, "tag", "day", "short")
    assert (code, out.split(" feeds")[1]) == (3, " (0 written), 1 sites failed\n")
    assert out.startswith("1 cards, 0 new articles")
    assert err == f"csm: short: {server.url}/short: 1 cards, at least 2 expected\n"
    conditions = {
        one.path: (one.headers.get("If-None-Match"), one.headers.get("If-Modified-Since"))
        for one in server.asked
        if one.path != "/robots.txt"
    }
    assert conditions["/by-day"] == (None, when)
    assert conditions["/moved"] == (None, None)
    assert conditions["/short"] == (None, None), "a page that failed its site is read again"
    assert conditions["/by-tag"][1] == when

    server.asked.clear()
    assert crawl(scrapy, "tag", "day")[:2] == (0, "")
    file.write_text(file.read_text("utf-8") + "\n# another selector\n", "utf-8")
    with contextlib.closing(sqlite3.connect(home / "csm.sqlite3")) as store, store:
        store.execute("UPDATE page SET fetched_at = '2026-01-01 00:00:00.000000' WHERE site = 'day'")
    server.answers["/by-day"] = Answer(TWO, headers={"Last-Modified": "Fri, 20 Nov 2026 12:00:00 GMT"})
    server.asked.clear()
    code, out, err = crawl(scrapy, "tag", "day")
    assert (code, out[:25]) == (0, "3 cards, 1 new articles, "), err
    whole = {one.path for one in server.asked if not {"If-None-Match", "If-Modified-Since"} & set(one.headers)}
    assert "/by-tag" in whole, "rules that changed read the page anew"
    assert "/by-day" in whole, "no server is trusted for ever that nothing changed"
    assert len(json.loads(csm("articles", "--format", "json").stdout)) == 2


@pytest.mark.slow
def test_what_cannot_be_had_is_named_in_a_line_and_costs_its_neighbors_nothing(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server, broken, closed, busy, forbidding = serve(), serve(), serve(), serve(), serve()
    (home / "secret").write_bytes(ONE)
    bomb = gzip.compress(b"<p>" + b" " * (17 * 2**20))
    server.answers = {
        "/good": Answer(),
        "/ring": Answer(b"", 302, {"Location": "/ring2"}),
        "/ring2": Answer(b"", 302, {"Location": "/ring"}),
        **{f"/far{n}": Answer(b"", 302, {"Location": f"/far{n + 1}"}) for n in range(20)},
        "/file": Answer(b"", 302, {"Location": (home / "secret").as_uri()}),
        "/refresh": Answer(b"<html><meta http-equiv=refresh content='0; url=/refresh'><body></body></html>"),
        "/bomb": Answer(bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}),
        "/gzip": Answer(ONE, headers={"Content-Encoding": "gzip"}),
        "/large": Answer(b"<html>", headers={"Content-Length": str(17 * 2**20)}),
        "/gone": Answer(b"", 410),
        "/same": Answer(b"", 304),
    }
    broken.answers = {"/robots.txt": Answer(b"", 503), "/": Answer()}
    busy.answers = {"/": Answer(b"", 429, {"Retry-After": "3600"})}
    rules = b"User-agent: *\nAllow: /\n\nUser-agent: CSM_crawler\nDisallow: /private\nAllow: /private/open\n"
    forbidding.answers = {"/robots.txt": Answer(rules), "/private/": Answer(), "/private/open": Answer()}
    closed.http.shutdown()
    closed.http.server_close()
    urls = {
        **{name: f"{server.url}/{name}" for name in NAMES},
        "broken": f"{broken.url}/",
        "closed": f"{closed.url}/",
        "busy": f"{busy.url}/",
        "private": f"{forbidding.url}/private/",
        "open": f"{forbidding.url}/private/open",
    }
    for name, url in urls.items():
        live(name, url)
    code, out, err = crawl(scrapy, *urls)
    assert (code, out.split(",")[0]) == (3, "2 cards")
    lines = dict(line.removeprefix("csm: ").split(": ", 1) for line in err.splitlines())
    problems = {name: line.removeprefix(f"{urls[name]}: ") for name, line in lines.items()}
    until = problems.pop("busy")
    assert until.startswith("answered 429 and asks to be left alone until 20")
    refused = problems.pop("closed")
    assert refused.startswith("robots.txt cannot be had, which means no: Connection")
    ring = f"{server.url}/ring"
    assert problems == {
        "ring": f"redirects in a circle: {ring} → {ring}2 → {ring}",
        "far0": "redirects more than 8 times",
        "file": f"redirects to {(home / 'secret').as_uri()}, which is no web page",
        "refresh": f"redirects in a circle: {server.url}/refresh → {server.url}/refresh",
        "bomb": "is too large: over 16 MB when unpacked",
        "gzip": "is not packed as it says (gzip)",
        "large": "is too large: over 16 MB",
        "gone": "answered 410",
        "same": "answered 304 to a request without a condition",
        "broken": "robots.txt answered 503, which means no",
        "private": "robots.txt forbids it",
    }
    assert server.asked
    assert server.paths().count("/robots.txt") == 1
    assert broken.paths() == ["/robots.txt"]
    assert forbidding.paths() == ["/robots.txt", PATH, "/private/open"]
    assert busy.paths() == ["/robots.txt", PATH, "/"]

    code, _, err = crawl(scrapy, "busy", "good")
    assert code == 3
    assert "asked to be left alone until 20" in err
    assert busy.paths() == [], "not before the hour is over"


@pytest.mark.slow
def test_a_host_is_asked_as_slowly_as_it_wants(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()
    server.answers = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n"),
        "/a": [Answer(b"", 503, {"Retry-After": "1"}), Answer()],
        "/b": Answer(TWO),
    }
    dripping = serve()
    dripping.answers = {"/": Answer(pause=0.1)}
    live("dripping", f"{dripping.url}/")
    live("a", f"{server.url}/a")
    live("b", f"{server.url}/b")
    more = ("-s", "DOWNLOAD_DELAY=0.1", "-s", "DOWNLOAD_TIMEOUT=1.2", "-s", "RETRY_TIMES=1")
    code, out, err = crawl(scrapy, "a", "b", "dripping", more=more)
    assert (code, err.count("\n")) == (3, 1), err
    assert f"csm: dripping: {dripping.url}/: DownloadTimeoutError: " in err
    assert out.startswith("3 cards, 2 new articles, ")
    robots, first, second, third, fourth = [one.at for one in server.asked]
    assert [one.path for one in server.asked][:3] == ["/robots.txt", PATH, "/a"]
    assert first - robots > 0.39
    assert second - first > 0.39
    assert third - second > 0.98, "neither the same page nor its neighbor before the time"
    assert fourth - third > 0.38


def test_what_a_page_reserves_is_kept_from_the_feeds_and_a_visitor_says_who_it_is(
    scrapy: Run, csm: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()

    def page(name: str, headers: dict[str, str], meta: str = "") -> None:
        body = listing((f"Weibo and {name}", f"/of-{name}", "13 noviembre, 2019", f"Teaser of {name}."))
        server.answers[f"/{name}"] = Answer(body.replace(b"<body>", f"{meta}<body>".encode()), headers=headers)
        live(name, f"{server.url}/{name}")

    page("plain", {"Set-Cookie": "id=1", "X-Robots-Tag": "max-image-preview:large"})
    page("hidden", {"X-Robots-Tag": "noindex"})
    page("short", {}, "<meta name=robots content='nosnippet, noarchive'>")
    page("mine", {"TDM-Reservation": "1"})
    code, out, err = crawl(
        scrapy, "plain", "hidden", "short", "mine", more=(*QUICK, "-s", "CSM_CONTACT=me@one.example")
    )
    assert (code, err) == (0, "")
    assert out.startswith("4 cards, 4 new articles, ")
    for file in ("all.rss", "all.atom", "weibo.rss", "index.html"):
        text = (home / "feeds" / file).read_text("utf-8")
        assert "Teaser of plain." in text
        assert all(f"Weibo and {name}" in text for name in ("plain", "short", "mine")), file
        assert not any(f"Teaser of {name}" in text for name in ("short", "mine")), file
        assert "of-hidden" not in text
    kept = {one["site"]: one for one in json.loads(csm("articles", "--format", "json").stdout)}
    assert set(kept) == {"plain", "hidden", "short", "mine"}
    assert all(one.headers["User-Agent"].startswith("csm_crawler/") for one in server.asked)
    assert not any("Cookie" in one.headers or "Referer" in one.headers for one in server.asked)


@pytest.mark.slow
def test_a_run_that_dies_before_it_stored_a_page_reads_it_again(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server = serve()
    server.answers = {"/": Answer(headers={"ETag": '"1"'})}
    live("one", f"{server.url}/")
    (home / "settings_that_die.py").write_text(
        "from csm_crawler.settings import *\nimport os\nfrom csm_crawler.store import ArticleStore\n"
        "ArticleStore.add = lambda *_, **_more: os._exit(9)\n",
        "utf-8",
    )
    env = {"SCRAPY_SETTINGS_MODULE": "settings_that_die", "PYTHONPATH": f"{ROOT}:{home}"}
    assert scrapy("crawl", "csm", "-a", "sites=one", *QUICK, env=env).returncode == 9
    assert server.paths() == ["/robots.txt", PATH, "/"]
    code, out, err = crawl(scrapy, "one")
    assert (code, out[:24]) == (0, "1 cards, 1 new articles,"), err


@pytest.mark.parametrize(
    ("given", "location", "slot"),
    [
        ("one.example", "/b", "one.example"),
        ("one.example", "https://one.example/", "one.example"),
        ("one.example", "//www.one.example/", "www.one.example"),
        ("own", "//www.one.example/", "own"),
    ],
)
def test_a_redirect_to_another_host_waits_in_that_ones_slot(given: str, location: str, slot: str) -> None:
    middleware = RedirectMiddleware.from_crawler(get_crawler())
    request = Request("http://one.example/a", meta={"download_slot": given})
    after = middleware.process_response(request, Response(request.url, status=301, headers={"Location": location}))
    assert isinstance(after, Request)
    assert after.meta.get("download_slot", urlsplit(after.url).hostname) == slot


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("1.5", 1.5),
        ("Fri, 20 Nov 2026 12:01:00 GMT", 60.0),
        ("Friday, 20-Nov-26 12:01:00 GMT", 60.0),
        ("Fri Nov 20 12:01:00 2026", 60.0),
        ("Fri, 20 Nov 2020 12:01:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("9" * 400, None),
        ("Fri, 99 Nov 2026 12:01:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert seconds_of(value, now=datetime(2026, 11, 20, 12, tzinfo=UTC)) == seconds


def test_a_server_of_one_s_own_is_read_whatever_its_robots_txt_says_to_strangers(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()
    server.answers = {"/robots.txt": Answer(b"User-agent: *\nDisallow: /"), "/mine": Answer()}
    file = live("mine", f"{server.url}/mine")
    assert crawl(scrapy, "mine")[0] == 1
    server.paths()
    file.write_text("own = true\n" + file.read_text("utf-8"), "utf-8")
    assert crawl(scrapy, "mine")[0] == 0
    assert server.paths() == ["/mine"]

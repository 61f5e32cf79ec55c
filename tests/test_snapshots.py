"""Runs keep the bodies of pages that gave something new or failed, and of no others."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from csm_crawler.extract import Page
from csm_crawler.items import Card
from csm_crawler.jobs.snapshots import Sources, page_again, snapshot_of
from csm_crawler.sites import load_sites
from csm_crawler.store import ArticleStore
from csm_crawler.store.snapshots import MAX_BYTES, Snapshot
from tests.conftest import ROOT, Run, listing
from tests.server import Answer, Server, crawl
from tests.store.builders import reading

pytestmark = pytest.mark.slow

Live = Callable[..., Path]
ONE = ("Weibo opens a store", "/1", "13 noviembre, 2019", "Weibo sells.")
TWO = ("WeChat opens a store", "/2", "12 noviembre, 2019", "WeChat sells.")
WALL = b"<!doctype html><html><title>Just a moment...</title><body><noscript>Turn scripts on</noscript></body></html>"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def hash_of(body: bytes) -> str:
    return sha256(body).hexdigest()


def kept(home: Path, bodies: Iterable[bytes]) -> dict[bytes, str | None]:
    """Each body that is kept, with its problem; None for one that is not."""
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        found = {body: store.snapshot(hash_of(body)) for body in bodies}
        assert all(one.body == body for body, one in found.items() if one)
        return {body: one.problem if one else None for body, one in found.items()}


def cards(home: Path) -> list[Card]:
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        return [card for one in store.kept_after(0) for _id, card in one.cards]


def test_a_page_is_kept_when_it_says_something_new_and_not_touched_by_runs_without(
    scrapy: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    pages = [listing(ONE), listing(TWO, ONE), listing(TWO, ONE).replace(b"<body>", b"<body><i>12,034 visits</i>")]
    for number, page in enumerate(pages):
        site_file("one", page=page)
        code, out, err = crawl(scrapy, "one")
        assert (code, bool(out), err) == (0, number < 2, "")
    assert kept(home, pages) == {pages[0]: "", pages[1]: "", pages[2]: None}
    assert {(card.title, card.page_hash) for card in cards(home)} == {
        (ONE[0], hash_of(pages[0])),
        (TWO[0], hash_of(pages[1])),
    }


def test_a_run_with_nothing_new_packs_nothing(scrapy: Run, home: Path, site_file: Callable[..., Path]) -> None:
    site_file("one", page=listing(ONE))
    crawl(scrapy, "one")
    (home / "settings_that_die.py").write_text(
        "from csm_crawler.settings import *\nimport os, zlib\nfrom csm_crawler.store import snapshots\n"
        "snapshots.pack = zlib.compress = lambda *_, **_more: os._exit(9)\n",
        "utf-8",
    )
    env = {"SCRAPY_SETTINGS_MODULE": "settings_that_die", "PYTHONPATH": f"{ROOT}:{home}"}
    assert scrapy("crawl", "csm", "-a", "sites=one", env=env).returncode == 0
    site_file("one", page=listing(TWO, ONE))
    assert scrapy("crawl", "csm", "-a", "sites=one", env=env).returncode == 9


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (listing(ONE)[:-20], "is cut off: neither </body> nor </html> comes"),
        (WALL, "looks like a bot check: Just a moment..."),
        (b"<html><body>Nada</body></html>", "0 cards, at least 2 expected"),
        (listing(ONE), "1 cards, at least 2 expected"),
        (listing(ONE, ("", "/2", "", "")), "1 cards, at least 2 expected"),
        (bytes(range(256)) * 40, "is binary, not a page of text"),
    ],
)
def test_a_page_that_fails_is_kept_with_what_it_failed_of(
    scrapy: Run, home: Path, site_file: Callable[..., Path], page: bytes, problem: str
) -> None:
    site_file("one", page=page, min_cards=2)
    code, _, err = crawl(scrapy, "one")
    assert (code, err) == (1, f"csm: one: fixtures/one/listing.html: {problem}\n")
    assert kept(home, [page]) == {page: problem}


@pytest.mark.parametrize(
    ("extra", "headers"),
    [
        (b"<meta name=robots content='index, NOARCHIVE'>", {}),
        (b"<meta content=nocache name=googlebot>", {}),
        (b"", {"X-Robots-Tag": "noarchive"}),
        (b"<!--" + b"x" * MAX_BYTES + b"-->", {}),
    ],
    ids=["meta", "meta of others", "header", "large"],
)
def test_a_page_that_wants_no_copy_of_it_or_is_large_leaves_its_hash_alone(
    scrapy: Run, home: Path, serve: Callable[[], Server], live: Live, extra: bytes, headers: dict[str, str]
) -> None:
    server = serve()
    page = listing(ONE).replace(b"<body>", extra + b"<body>")
    server.answers["/"] = Answer(page, headers={"Content-Type": "text/html; charset=latin-1", **headers})
    live("one", f"{server.url}/")
    assert crawl(scrapy, "one")[0] == 0
    assert [card.page_hash for card in cards(home)] == [hash_of(page)]
    assert kept(home, [page]) == {page: None}


def test_an_article_s_own_page_is_kept_where_it_completed_a_new_article(
    scrapy: Run, home: Path, serve: Callable[[], Server], live: Live
) -> None:
    server = serve()
    own = "<html><head><meta name=description content='Told of {0}.'></head><body><h1>x</h1></body></html>"
    bare = listing(("Weibo story 1", "/1", "", ""), ("Weibo story 2", "/2", "", ""), ("Weibo story 3", "/3", "", ""))
    first, second, empty = own.format(1).encode(), own.format(2).encode(), b"<html><body>Nada</body></html>"
    moved = Answer(b"", 301, {"Location": "/two"})
    server.answers = {"/": Answer(bare), "/1": Answer(first), "/2": moved, "/two": Answer(second), "/3": Answer(empty)}
    file = live("one", f"{server.url}/")
    file.write_text(file.read_text("utf-8") + '[detail]\nteaser = "structured"\n', "utf-8")
    assert crawl(scrapy, "one")[0] == 0
    assert kept(home, [bare, first, second, empty]) == {bare: "", first: "", second: "", empty: None}
    assert [(card.teaser, card.detail_hash) for card in cards(home)] == [
        ("Told of 1.", hash_of(first)),
        ("Told of 2.", hash_of(second)),
        ("", hash_of(empty)),
    ]
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        found = store.snapshot(hash_of(second), "one")
        assert found is not None
        assert found.url == f"{server.url}/two"


def test_a_kept_page_is_the_page_that_was_read(scrapy: Run, home: Path, site_file: Callable[..., Path]) -> None:
    page = Page(url="https://one.example/", body=b"\xd6\xd0", content_type="text/html; charset=gbk", fetched_at=NOON)
    site_file("one", page=listing(ONE))
    site = load_sites(home)["one"]
    found = snapshot_of(page, "one", problem="is empty")
    assert found is not None
    assert page_again(found, site) == page
    assert (page_again(found, replace(site, encoding="big5")).encoding, page.text) == ("big5", "中")


def test_of_a_long_page_that_comes_in_lots_the_body_is_packed_once() -> None:
    page = Page(url="https://gaceta.example/noticias", body=listing(ONE), fetched_at=NOON)
    lots = [replace(one, card=replace(one.card, page_hash=page.hash)) for one in (reading(1), reading(2))]
    name, sources = ("gaceta", page.url), Sources()
    given: list[list[Snapshot]] = []
    for lot in lots:
        sources.hold(name, page, ())
        given.append(list(sources.of(name, [lot])))
        sources.forget(name)
    assert [[one.hash for one in several] for several in given] == [[page.hash], []]
    assert list(sources.of(name, lots)) == []

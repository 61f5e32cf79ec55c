"""A site asked once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.walls import Walled
from csm_crawler.jobs.asking import Answer, ask, no_network, verdict_of
from csm_crawler.sites import Rule, Selectors, Site, load_sites
from tests.conftest import ROOT
from tests.jobs.web import TITLES, Web, html, rss

URL = "https://one.example/"
SITE = Site(
    name="one",
    file=Path("one.toml"),
    title="One",
    url=URL,
    kind="selectors",
    selectors=Selectors(item=(".story",), title=(Rule(at="h3"),), link=(Rule(at="a"),), date=(Rule(at="time"),)),
    min_cards=5,
)


def answer(site: Site, web: Web, home: Path = ROOT) -> Answer:
    return asyncio.run(ask(site, web.fetch, home))


def test_a_site_that_answers_shows_its_newest_titles() -> None:
    web = Web({URL: html()})
    assert answer(SITE, web) == Answer(site=SITE, verdict="ok", cards=8, newest=TITLES[:3])
    assert web.asked == [URL]


def test_the_newest_is_told_by_date() -> None:
    turned = html().replace("19 November", "1 November")
    assert answer(SITE, Web({URL: turned})).newest == TITLES[1:4]


def test_a_site_that_gives_too_little_says_how_much() -> None:
    found = answer(SITE, Web({URL: "<html><body><li class=story><h3>Words</h3></body></html>"}))
    assert (found.verdict, found.ok) == ("too few cards", False)
    assert found.problem == f"{URL}: 0 cards with link and words, at least 5 expected"


def test_saved_pages_ask_nobody() -> None:
    site = load_sites(ROOT)["chinasocialmedia"]
    found = asyncio.run(ask(site, no_network, ROOT))
    assert (found.verdict, found.cards, found.newest[0]) == ("ok", 10, "Influencer Incubator for Overseas Brands")
    lost = asyncio.run(ask(SITE, no_network, ROOT))
    assert lost.problem == f"{URL}: is not asked for: the sites read saved pages"


def test_a_feed_is_asked_for_where_it_is_and_an_api_falls_back_to_it(tmp_path: Path) -> None:
    feed = replace(SITE, kind="feed", feed=f"{URL}feed.xml", selectors=Selectors())
    assert answer(feed, Web({f"{URL}feed.xml": rss()})).newest == TITLES[:3]
    assert answer(feed, Web({f"{URL}feed.xml": html()})).verdict == "not a feed"
    blog = replace(SITE, kind="wordpress", selectors=Selectors())
    web = Web({f"{URL}feed/": rss()})
    assert answer(blog, web).newest == TITLES[:3]
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (PageError(URL, "answered 404"), "gone"),
        (PageError(URL, "answered 410"), "gone"),
        (PageError(URL, "robots.txt cannot be had, which means no: DNS lookup failed: no results"), "gone"),
        (PageError(URL, "CannotResolveHostError: DNS lookup failed"), "gone"),
        (PageError(URL, "robots.txt forbids it"), "forbidden"),
        (PageError(URL, "answered 403"), "walled"),
        (PageError(URL, "answered 429 and asks to be left alone until 2026-11-21 10:00 UTC"), "walled"),
        (Walled(URL, "looks like a login page"), "walled"),
        (PageError(URL, "answered 500"), "failed"),
        (PageError(URL, "robots.txt answered 503, which means no"), "failed"),
        (PageError(URL, "is cut off: neither </body> nor </html> comes"), "failed"),
    ],
)
def test_a_failure_is_told_in_a_word(error: PageError, verdict: str) -> None:
    assert verdict_of(error) == verdict
    assert answer(SITE, Web({URL: error})) == Answer(site=SITE, verdict=verdict, problem=str(error))

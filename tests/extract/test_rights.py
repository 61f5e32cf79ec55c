"""What pages reserve, by header and by tag."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.extract.page import Page
from csm_crawler.extract.rights import forbids_following, reserve, reserved
from csm_crawler.items import Card
from csm_crawler.sites import Selectors, Site

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = Site(
    name="one",
    file=Path("one.toml"),
    title="One",
    url="https://one.example/",
    kind="selectors",
    selectors=Selectors(item=("article",)),
)
HTML = "<!doctype html><html><head><title>Nada</title></head><body><p>Texto.</p></body></html>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>None of it: noindex</title></channel></rss>'


def page(text: str = HTML, **headers: str) -> Page:
    return Page(
        url="https://one.example/",
        body=text.encode(),
        fetched_at=NOON,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def metas(*tags: str) -> str:
    return HTML.replace("<title>", "".join(tags) + "<title>")


@pytest.mark.parametrize(
    ("value", "rights"),
    [
        ("", set()),
        ("noindex", {"noindex"}),
        ("NoIndex, NOSNIPPET , nocache", {"noindex", "nosnippet", "noarchive"}),
        ("none", {"noindex"}),
        ("all, index, nofollow, max-image-preview:large", set()),
        ("max-snippet:0", {"nosnippet"}),
        ("max-snippet: 0, noarchive", {"nosnippet", "noarchive"}),
        ("max-snippet:50", set()),
        ("unavailable_after: 25 Jun 2030 15:00:00 GMT, noarchive", {"noarchive"}),
        ("googlebot: noindex, nosnippet", set()),
        ("googlebot: noindex, csm_crawler: nosnippet", {"nosnippet"}),
        ("noarchive, otherbot: noindex", {"noarchive"}),
        ("csm_crawler: noindex", {"noindex"}),
        ("*: noarchive", {"noarchive"}),
        (",,: ,;", set()),
    ],
)
def test_what_a_robots_header_asks_of_us(value: str, rights: set[str]) -> None:
    assert reserved(page(x_robots_tag=value)) == rights


@pytest.mark.parametrize(
    ("tags", "rights"),
    [
        (["<meta name=robots content=noindex>"], {"noindex"}),
        (["<META CONTENT='NOSNIPPET,noarchive' NAME='Robots'/>"], {"nosnippet", "noarchive"}),
        (["<meta name=robots content=noarchive>", "<meta name=robots content=nosnippet>"], {"noarchive", "nosnippet"}),
        (["<meta name=googlebot content=noindex>"], set()),
        (["<meta name=csm_crawler content=nosnippet>"], {"nosnippet"}),
        (["<!-- <meta name=robots content=noindex> -->"], set()),
        (["<script>'<meta name=robots content=noindex>'</script>"], set()),
        (["<meta name=description content='noindex, none'>"], set()),
        (["<meta name=tdm-reservation content=1>"], {"tdm-reservation"}),
        (["<meta name=tdm-reservation content=0>"], set()),
    ],
)
def test_what_a_meta_tag_asks_of_us(tags: list[str], rights: set[str]) -> None:
    assert reserved(page(metas(*tags))) == rights


@pytest.mark.parametrize(
    ("header", "tag", "rights"),
    [
        ("1", "0", set()),
        ("0", "1", {"tdm-reservation"}),
        ("", "1", {"tdm-reservation"}),
        ("1", "", {"tdm-reservation"}),
        ("1", "2", {"tdm-reservation"}),
        ("yes", "no", set()),
        ("0, 1", "", {"tdm-reservation"}),
    ],
)
def test_a_reservation_in_the_tag_goes_before_the_header(header: str, tag: str, rights: set[str]) -> None:
    text = metas(f"<meta name='tdm-reservation' content='{tag}'>")
    assert reserved(page(text, tdm_reservation=header)) == rights


@pytest.mark.parametrize("text", [FEED, '[{"title": "noindex"}]', FEED.replace("rss", "feed"), ""])
def test_a_feed_that_is_no_search_result_keeps_back_no_articles(text: str) -> None:
    assert reserved(page(text, x_robots_tag="noindex, follow")) == set()
    assert reserved(page(text, x_robots_tag="noindex, nosnippet")) == {"nosnippet"}


def test_a_feed_that_quotes_a_page_is_no_page() -> None:
    quoted = FEED.replace(
        "</title>", "</title><description>&lt;meta <meta name='robots' content='nosnippet'/></description>"
    )
    assert reserved(page(quoted)) == set()


@pytest.mark.parametrize("start", ["\ufeff", "<?xml version='1.0'?>\n", "<!-- " + "x" * 50 + " -->"])
def test_a_page_may_begin_with_other_things(start: str) -> None:
    assert reserved(page(start + HTML, x_robots_tag="noindex")) == {"noindex"}


def cards(*rights: tuple[str, ...]) -> list[Card]:
    place = {"site": "one", "page_url": "https://one.example/", "seen_at": NOON}
    return [Card(**place, position=number, rights=one) for number, one in enumerate(rights)]  # type: ignore[arg-type]


def test_every_card_of_the_page_carries_what_it_reserves_beside_its_own() -> None:
    read = cards((), ("tdm-reservation",))
    kept = reserve(read, page(x_robots_tag="nosnippet, noarchive"), SITE)
    assert [card.rights for card in kept] == [
        ("noarchive", "nosnippet"),
        ("noarchive", "nosnippet", "tdm-reservation"),
    ]
    assert reserve(read, page(), SITE) == read


@pytest.mark.parametrize(
    ("url", "rights"),
    [
        ("https://one.example/", ("noindex", "nosnippet")),
        ("https://other.example/page/2/", ("noindex", "nosnippet")),
        ("https://one.example/news/", ("noindex", "nosnippet")),
        ("https://one.example/page/2/", ("nosnippet",)),
        ("https://one.example/?paged=3", ("nosnippet",)),
    ],
)
def test_the_later_pages_of_a_list_do_not_hide_its_articles(url: str, rights: tuple[str, ...]) -> None:
    later = replace(page(x_robots_tag="noindex, nosnippet, follow"), url=url)
    assert [card.rights for card in reserve(cards(()), later, SITE)] == [rights]


@pytest.mark.parametrize(
    ("text", "header", "answer"),
    [
        (HTML, "", False),
        (HTML, "nofollow", True),
        (HTML, "otherbot: nofollow", False),
        (HTML, "none", True),
        (HTML.replace("<head>", "<head><meta name='robots' content='index, nofollow'>"), "", True),
        (FEED, "noindex, nofollow", False),
    ],
)
def test_a_page_may_want_its_links_left_alone(text: str, header: str, answer: bool) -> None:
    asked = page(text, x_robots_tag=header)
    assert forbids_following(asked) is answer
    assert "nofollow" not in reserved(asked)

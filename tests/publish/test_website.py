import re
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from lxml import html

from csm_crawler.items import Article
from csm_crawler.publish.feed import FeedLink
from csm_crawler.publish.indexpage import to_index
from tests.publish.examples import BASE_URL, HOSTILE, LABELS, SAMPLE, SOURCES, make_article, on_day


def link(name: str, title: str, count: int) -> FeedLink:
    return FeedLink(name=name, title=title, count=count)


FEEDS = (
    link("douyin", "Douyin", 1),
    link("all", "All articles", 5),
    link("group/bats", "BATS", 2),
    link("wechat", "WeChat", 3),
    link("baidu", "Baidu", 1),
)


def index(*articles: Article, feeds: tuple[FeedLink, ...] = FEEDS, **changes: Any) -> bytes:
    values: dict[str, Any] = {"sources": SOURCES, "labels": LABELS, "base_url": BASE_URL}
    return to_index(feeds, articles, **(values | changes))


def page(*articles: Article, **changes: Any) -> Any:
    return html.fromstring(index(*articles, **changes).decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_cards_show_date_site_title_summary_and_platforms_newest_first() -> None:
    cards = [words(card) for card in page(*SAMPLE[:3]).cssselect("article")]
    assert cards == [
        (
            "19 November 2026, 09:05 UTC · The Platform Letter WeChat mini programs get a shared basket "
            "Shoppers can pay several shops at once. WeChat live-commerce"
        ),
        (
            "18 November 2026 · Mercado & Hoy Douyin prueba reservas en veinte ciudades "
            "La plataforma suma mesas & cupones; cobra por visita. Douyin"
        ),
        "18 November 2026 · Mercado & Hoy 微信小程序新增功能 🎉 商家可以直接挂载链接。",
    ]


@pytest.mark.parametrize(
    ("fields", "date", "machine"),
    [
        (on_day(3), "3 November 2026", "2026-11-03"),
        ({"published": datetime(2026, 11, 3, 7, 5, tzinfo=UTC), "published_precision": "hour"},
         "3 November 2026, 07:05 UTC", "2026-11-03T07:05Z"),
        ({"published": datetime(2026, 3, 1, tzinfo=UTC), "published_precision": "month", "date_text": "marzo 2026"},
         "marzo 2026", "2026-03"),
        ({"published": datetime(2026, 3, 1, tzinfo=UTC), "published_precision": "month"}, "March 2026", "2026-03"),
        ({"published": datetime(1970, 1, 1, tzinfo=UTC), "published_precision": "second"},
         "seen 20 November 2026", "2026-11-20"),
        ({"date_text": "sometime"}, "seen 20 November 2026", "2026-11-20"),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_the_page_was(fields: dict[str, Any], date: str, machine: str) -> None:
    [time] = page(make_article(**fields)).cssselect("time")
    assert (words(time), time.get("datetime")) == (date, machine)


def test_feeds_are_grouped_and_linked_relatively() -> None:
    aside = page().cssselect("aside")[0]
    assert [words(heading) for heading in aside.cssselect("h2, h3")] == ["Feeds", "Platforms and companies", "Groups"]
    assert [a.get("href") for a in aside.cssselect("a")] == [
        f"{name}.{suffix}" for name in ("all", "wechat", "baidu", "douyin", "group/bats") for suffix in ("rss", "atom")
    ]


def test_readers_discover_every_feed() -> None:
    found = page().cssselect('link[rel="alternate"]')
    assert [(tag.get("type"), tag.get("href")) for tag in found][:2] == [
        ("application/rss+xml", "all.rss"),
        ("application/atom+xml", "all.atom"),
    ]
    assert len(found) == 2 * len(FEEDS)


def test_chips_lead_to_the_feed_where_there_is_one() -> None:
    root = page(*SAMPLE[:4])
    chips = {words(chip): chip.get("href") for chip in root.cssselect(".chips li > *")}
    assert chips == {
        "WeChat": "#feed-wechat",
        "Douyin": "#feed-douyin",
        "live-commerce": None,
        "Tmall Global": None,
    }
    assert all(root.get_element_by_id(href[1:]) is not None for href in chips.values() if href)


def test_titles_and_summaries_say_their_language() -> None:
    found = page(SAMPLE[2]).cssselect("article [lang]")
    assert [(element.tag, element.get("lang")) for element in found] == [("h3", "zh-Hans"), ("p", "zh-Hans")]


def test_it_loads_nothing_and_runs_nothing() -> None:
    body = index(*SAMPLE).decode()
    assert not re.search(r"<script|<iframe|<img|@import|url\(|\ssrc=", body)
    assert {tag.get("rel") for tag in html.fromstring(body).cssselect("link")} == {"icon", "alternate"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(text: str) -> None:
    article = make_article(
        title=text, summary=text, author=text, language=text, platforms=(text,), date_text=text, site=text
    )
    bad = make_article(url="javascript:alert(1)")
    root = page(article, bad, feeds=(*FEEDS, link("x", text, 1)), labels={})
    assert len(root.cssselect("article")) == 1
    assert not root.cssselect("script, img, b")
    assert not [
        a for a in root.iter("a") if not re.match(r"https?://|#|feeds\.opml$|[a-z/]+\.(rss|atom)$", a.get("href"))
    ]
    assert not re.search("[\x00\u202e\u2066]", root.text_content())


def test_footer_names_the_sites_of_the_articles_and_no_other() -> None:
    assert "Read from Mercado & Hoy." in words(page(SAMPLE[0]).cssselect("footer")[0])


def test_reserved_snippets_are_not_shown() -> None:
    assert b"Kept back" not in index(make_article(summary="Kept back.", rights=("nosnippet",)))


def test_an_empty_installation_has_a_page() -> None:
    assert "No articles yet." in words(page(feeds=(), sources={}))


def test_order_of_the_arguments_does_not_matter() -> None:
    assert (
        len({index(*articles, feeds=FEEDS[::step]) for articles in permutations(SAMPLE[:3]) for step in (1, -1)}) == 1
    )

import re
from itertools import permutations
from typing import Any

import pytest
from lxml import html

from csm_crawler.items import Article
from csm_crawler.normalize.folding import fold
from csm_crawler.publish.feed import FeedLink
from csm_crawler.publish.indexpage import LARGEST, to_index
from csm_crawler.publish.place import index_paths
from tests.publish.examples import BASE_URL, HOSTILE, LABELS, SAMPLE, SOURCES, make_article, on_day, page_links


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


def days(*articles: Article, **changes: Any) -> list[tuple[str, list[str]]]:
    """Each day with the words of its cards."""
    return [
        (words(day.cssselect("h2")[0]), [words(card) for card in day.cssselect("li")])
        for day in page(*articles, **changes).cssselect(".day")
    ]


def test_cards_stand_by_day_the_newest_first_with_title_teaser_site_time_and_tags() -> None:
    assert days(*SAMPLE[:3]) == [
        (
            "Thursday, 19 November 2026",
            [
                (
                    "WeChat mini programs get a shared basketShoppers can pay several shops at once."
                    "The Platform Letter · 09:05 UTC WeChat live-commerce"
                ),
            ],
        ),
        (
            "Wednesday, 18 November 2026",
            [
                (
                    "Douyin prueba reservas en veinte ciudadesLa plataforma suma mesas & cupones; cobra por visita."
                    "Mercado & Hoy Douyin"
                ),
                "微信小程序新增功能 🎉商家可以直接挂载链接。Mercado & Hoy",
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("language", "day", "lead"),
    [
        ("en", "Thursday, 19 November 2026", "What the open press writes"),
        ("es", "Jueves, 19 de noviembre de 2026", "Lo que la prensa en abierto escribe"),
        ("zh", "2026年11月19日 星期四", "公开媒体对微信"),
    ],
)
def test_it_speaks_three_languages(language: str, day: str, lead: str) -> None:
    root = page(SAMPLE[1], language=language)
    assert root.get("lang") == {"en": "en", "es": "es", "zh": "zh-Hans"}[language]
    assert words(root.cssselect(".day h2")[0]) == day
    assert words(root.cssselect(".lead")[0]).startswith(lead)


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_it_leads_to_itself_in_the_other_languages(language: str) -> None:
    root = page(language=language)
    folder = index_paths()[language].rpartition("/")[0]
    up = "../" if folder else ""
    expected = {other: f"{up}{path}" for other, path in index_paths().items()} | {language: "index.html"}
    links = root.cssselect(".languages a")
    assert [link.get("href") for link in links] == list(expected.values())
    assert [link.get("aria-current") for link in links] == ["true" if one == language else None for one in expected]
    assert [link.get("hreflang") for link in root.cssselect("link[hreflang]")] == [
        tag for one, tag in (("en", "en"), ("es", "es"), ("zh", "zh-Hans")) if one != language
    ]


def test_feeds_are_grouped_and_linked_relatively() -> None:
    aside = page().cssselect("aside")[0]
    assert [words(heading) for heading in aside.cssselect("h2, h3")] == ["Feeds", "Platforms and companies", "Groups"]
    assert [a.get("href") for a in aside.cssselect("span a")] == [
        f"{name}.{suffix}"
        for name in ("all", "wechat", "baidu", "douyin", "group/bats")
        for suffix in ("rss", "atom", "json")
    ]
    assert [a.get("href") for a in aside.cssselect("b a")] == [
        "wechat.html",
        "baidu.html",
        "douyin.html",
        "group/bats.html",
    ]


def test_from_a_folder_of_its_language_it_leads_up_to_feeds_and_beside_to_pages() -> None:
    aside = page(language="es", feeds=FEEDS[3:4]).cssselect("aside")[0]
    assert [a.get("href") for a in aside.cssselect("a")] == [
        "wechat.html",
        "../wechat.rss",
        "../wechat.atom",
        "../wechat.json",
    ]


def test_a_feed_in_one_language_stands_beside_its_whole() -> None:
    aside = page(feeds=(*FEEDS, link("wechat.es", "WeChat in Spanish", 2))).cssselect("aside")[0]
    [part] = aside.cssselect("i a")
    assert (part.text, part.get("href"), words(part.getparent().getparent().cssselect("b")[0])) == (
        "ES",
        "wechat.es.rss",
        "WeChat 3",
    )


def test_readers_discover_the_feed_of_everything() -> None:
    found = page().cssselect('link[rel="alternate"][type]')
    assert [(tag.get("type"), tag.get("href")) for tag in found] == [
        ("application/rss+xml", "all.rss"),
        ("application/atom+xml", "all.atom"),
        ("application/feed+json", "all.json"),
    ]


def test_chips_lead_to_the_page_where_there_is_one() -> None:
    chips = {words(chip): chip.get("href") for chip in page(*SAMPLE[:4]).cssselect(".cards p .chip, .cards p a")}
    assert chips == {"WeChat": "wechat.html", "Douyin": "douyin.html", "live-commerce": None, "Tmall Global": None}


def test_titles_and_summaries_say_their_language() -> None:
    found = page(SAMPLE[2]).cssselect(".cards [lang]")
    assert [(words(element), element.get("lang")) for element in found] == [
        ("微信小程序新增功能 🎉商家可以直接挂载链接。", "zh-Hans")
    ]


def test_what_is_written_from_right_to_left_says_so() -> None:
    cards = page(make_article(title="عناوين"), make_article("two", title="Titular")).cssselect(".cards li > div")
    assert sorted(str(card.get("dir")) for card in cards) == ["None", "auto"]


def test_it_loads_nothing_and_runs_only_its_own_scripts() -> None:
    body = index(*SAMPLE).decode()
    assert not re.search(r"<iframe|<img|<object|@import|\ssrc=|url\((?!&#34;data:|\"data:)", body)
    assert {tag.get("rel") for tag in html.fromstring(body).cssselect("link")} == {"icon", "alternate"}
    [policy] = html.fromstring(body).cssselect("meta[http-equiv]")
    assert policy.get("content").startswith("default-src 'none'; script-src 'sha256-")
    assert "'unsafe-inline'" not in policy.get("content").split("style-src")[0]


FILTERED = (*FEEDS, link("tencent", "Tencent", 4), link("topic/ai", "AI", 1), link("topic/luxury", "Luxury", 2))
ABOVE = {"wechat": {"wechat", "tencent", "group/bats"}, "baidu": {"baidu", "group/bat"}, "douyin": {"douyin"}}


def choices(root: Any) -> dict[str, list[tuple[str, str, str]]]:
    """By field: value, words, and the slugs or name that cards bear for it."""
    return {
        select.get("name"): [(one.get("value"), words(one), one.get("data-of", "")) for one in select][1:]
        for select in root.cssselect("select")
    }


def test_it_is_filtered_by_what_its_articles_differ_in() -> None:
    articles = (
        make_article("a", platforms=("wechat",), topics=("ai",), language="zh-Hans"),
        make_article("b", platforms=("douyin", "unknown"), topics=("luxury",), language="es-MX", site="letter"),
        make_article("c", language=None),
    )
    assert choices(page(*articles, feeds=FILTERED, above=ABOVE)) == {
        "platform": [("douyin", "Douyin", ""), ("tencent", "Tencent", "wechat"), ("wechat", "WeChat", "")],
        "topic": [("ai", "AI", "topic/ai"), ("luxury", "Luxury", "topic/luxury")],
        "language": [("zh", "Chinese", ""), ("es", "Spanish", "")],
        "site": [("hoy", "Mercado & Hoy", "Mercado & Hoy"), ("letter", "The Platform Letter", "The Platform Letter")],
    }


def test_a_platform_that_articles_name_and_that_owns_others_takes_in_both() -> None:
    articles = (make_article("a", platforms=("wechat",)), make_article("b", platforms=("tencent",)))
    fields = choices(page(*articles, feeds=FILTERED, above=ABOVE))
    assert fields["platform"] == [("tencent", "Tencent", "tencent wechat"), ("wechat", "WeChat", "")]


def test_what_does_not_differ_is_no_filter() -> None:
    root = page(make_article("a", platforms=("wechat",)), make_article("b"), feeds=FILTERED)
    assert not root.cssselect("select, details")
    assert len(root.cssselect("input[type=search]")) == 1


def test_a_search_in_either_script_finds_what_stands_in_the_other() -> None:
    root = page(make_article("a", title="騰訊推出新功能"), make_article("b", title="小红书"))
    signs = root.cssselect(".filters")[0].get("data-variants")
    pairs = dict(zip(signs[::2], signs[1::2], strict=True))
    assert all(fold(sign) == other for sign, other in pairs.items())
    assert {"騰": "腾", "訊": "讯", "紅": "红"}.items() <= pairs.items()
    assert "貓" not in pairs  # neither form stands on the page


def test_a_page_of_latin_letters_carries_no_table_of_signs() -> None:
    assert page(SAMPLE[0]).cssselect(".filters")[0].get("data-variants") == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(text: str) -> None:
    article = make_article(
        title=text, summary=text, author=text, language=text, platforms=(text,), date_text=text, site=text
    )
    bad = make_article(url="javascript:alert(1)")
    root = page(article, bad, feeds=(*FEEDS, link("x", text, 1)), labels={})
    assert len(root.cssselect(".cards > li")) == 1
    assert len(root.cssselect("script")) == 2
    assert not root.cssselect("img, main b img, main script")
    assert page_links(root) == set()
    assert not re.search("[\x00\u202e\u2066]", root.text_content())


def test_footer_names_the_sites_of_the_articles_and_no_other() -> None:
    assert "Read from Mercado & Hoy." in words(page(SAMPLE[0]).cssselect("footer")[0])


def test_reserved_snippets_are_not_shown() -> None:
    assert b"Kept back" not in index(make_article(summary="Kept back.", rights=("nosnippet",)))


def test_an_empty_installation_has_a_page() -> None:
    root = page(feeds=(), sources={})
    assert "No articles yet." in words(root)
    assert not root.cssselect("form, .day, .buttons")


def test_order_of_the_arguments_does_not_matter() -> None:
    assert (
        len({index(*articles, feeds=FEEDS[::step]) for articles in permutations(SAMPLE[:3]) for step in (1, -1)}) == 1
    )


MANY = tuple(
    make_article(
        f"a-path-as-long-as-they-are-{number}",
        title=f"Tencent’s mini-programs get a basket that several shops share, number {number}",
        summary="商家可以直接挂载链接。" * 20 if number % 2 else "Shoppers can pay several shops at once. " * 20,
        language="en",
        platforms=("douyin", "wechat"),
        **on_day(1 + number % 28),
    )
    for number in range(500)
)
FULL = tuple(
    link(f"{name}{part}", f"Platform {name}", number)
    for number in range(100)
    for name in (f"platform-{number}",)
    for part in ("", ".en", ".es", ".zh")
)


def test_five_hundred_articles_and_four_hundred_feeds_weigh_less_than_300_kilobytes() -> None:
    body = index(*MANY, feeds=(*FEEDS, *FULL))
    root = html.fromstring(body.decode())
    assert LARGEST - 15_000 < len(body) < LARGEST < 300_000
    assert len(root.cssselect(".cards > li")) == 500
    teasers = [bool(card.cssselect("div p")) for card in root.cssselect(".cards > li")]
    shown = sum(teasers)
    assert 50 < shown < 500
    assert teasers == [True] * shown + [False] * (500 - shown)


def test_articles_that_are_too_much_for_the_page_are_told() -> None:
    long = tuple(make_article(f"{number}", title="微信" * 150, **on_day(3)) for number in range(500))
    body = index(*long, feeds=(link("all", "All articles", 12_345),))
    root = html.fromstring(body.decode())
    number = len(root.cssselect(".cards > li"))
    assert 200 < number < 500
    assert len(body) < LARGEST
    assert f"The newest {number} of 12,345 articles;" in words(root.cssselect("#latest .note")[0])

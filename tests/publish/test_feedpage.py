from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from csm_crawler.publish.feed import FeedLink
from csm_crawler.publish.feedpage import FeedPage, to_feed_page
from csm_crawler.publish.monthly import ByMonth
from csm_crawler.publish.profile import Profile, Relative
from tests.publish.examples import BASE_URL, HOSTILE, LABELS, SAMPLE, SOURCES, make_article, on_day, page_links

PROFILE = Profile(
    names=(("zh-Hans", "微信"), ("zh-Hant", "微信 TW")),
    also=("Weixin", "微信派"),
    kinds=("social", "messaging", "rocketry"),
    domains=("weixin.qq.com", "not a domain"),
    since="2011-01",
    owners=(Relative(name="tencent", label="Tencent"),),
    owned=(Relative(name="wechat-pay", label="WeChat Pay", count=1234),),
    sisters=(Relative(name="qq", label="QQ"), Relative(name="wecom", label="WeCom")),
    groups=(Relative(name="group/bats", label="BATS"),),
)
PAGE = FeedPage(
    feed=FeedLink(name="wechat", title="WeChat", count=70),
    parts=(FeedLink(name="wechat.es", title="WeChat in Spanish", count=3),),
    profile=PROFILE,
    articles=SAMPLE[:3],
    by_month=ByMonth(numbers={"2026-11": 3, "2026-09": 67}, archived={"2026-09": ("archive/wechat/2026-09-2", 2)}),
)


def body(page: FeedPage = PAGE, language: str = "en", **changes: Any) -> bytes:
    values: dict[str, Any] = {"sources": SOURCES, "labels": LABELS, "names": {"wechat", "douyin"}, "base_url": BASE_URL}
    return to_feed_page(page, language=language, **(values | changes))


def root(page: FeedPage = PAGE, language: str = "en", **changes: Any) -> Any:
    return html.fromstring(body(page, language, **changes).decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts(page: FeedPage, language: str = "en") -> dict[str, str]:
    terms = root(page, language).cssselect(".facts-list dt")
    return {words(term): words(term.getnext()) for term in terms}


def test_it_says_what_the_platform_is_and_whom_it_belongs_to() -> None:
    assert facts(PAGE) == {
        "What it is": "Social network, messaging, rocketry",
        "Belongs to": "Tencent",
        "Includes": "WeChat Pay 1,234",
        "Same owner": "QQ, WeCom",
        "In the groups": "BATS",
        "Also called": "Weixin, 微信派",
        "On the web": "weixin.qq.com",
        "Since": "2011-01",
        "Articles here": "70, from September 2026 to November 2026",
    }


def test_it_says_so_in_spanish_and_chinese() -> None:
    assert facts(PAGE, "es")["Qué es"] == "Red social, mensajería, rocketry"
    assert facts(PAGE, "zh")["收录文章"] == "70 篇，2026年9月至2026年11月"


def test_its_names_stand_below_the_title_each_in_its_script() -> None:
    page = root()
    assert [(one.get("lang"), one.text) for one in page.cssselect(".names span")] == list(PROFILE.names)
    assert (words(page.cssselect("h1")[0]), page.cssselect("title")[0].text) == ("WeChat", "WeChat · csm_crawler")


def test_of_a_topic_there_are_its_articles_and_nothing_made_up() -> None:
    page = FeedPage(
        feed=FeedLink(name="topic/ai", title="AI", count=1),
        parts=(),
        profile=Profile(),
        articles=SAMPLE[:1],
        by_month=ByMonth(numbers={"2026-11": 1}),
    )
    assert facts(page) == {"Articles here": "1, in November 2026"}
    shown = root(page)
    assert [words(one) for one in shown.cssselect("main h2")] == [
        "Latest articles",
        "Wednesday, 18 November 2026",
        "About",
        "Subscribe",
    ]
    assert not shown.cssselect("figure, table, .names")


def test_its_months_are_a_chart_and_a_table_that_leads_to_the_archive() -> None:
    page = root()
    assert page.cssselect(".months")[0].get("aria-label") == (
        "September 2026 to November 2026: 70 articles; most in September 2026, 67."
    )
    assert [one.get("style") for one in page.cssselect(".months i")] == ["height:100%", "height:0%", "height:5%"]
    assert [[words(cell) for cell in row] for row in page.cssselect("tr")] == [
        ["Month", "Articles", "Archive"],
        ["November 2026", "3", ""],
        ["September 2026", "67", "RSS Atom JSON (the last of 2 documents)"],
    ]
    assert [one.get("href") for one in page.cssselect("td a")] == [
        f"archive/wechat/2026-09-2{suffix}" for suffix in (".rss", ".atom", ".json")
    ]


def test_each_of_its_feeds_is_told_with_its_address_in_each_format() -> None:
    rows = root(language="es").cssselect(".addresses ul li")
    assert [
        (
            one.cssselect("a")[0].get("href"),
            words(one.cssselect("code")[0]),
            one.cssselect("button")[0].get("data-copy"),
        )
        for one in rows
    ] == [
        (f"../{name}{suffix}", f"{BASE_URL}{name}{suffix}", f"{BASE_URL}{name}{suffix}")
        for name in ("wechat", "wechat.es")
        for suffix in (".rss", ".atom", ".json")
    ]


def test_readers_discover_its_feeds() -> None:
    found = root().cssselect('link[rel="alternate"][type]')
    assert [(one.get("title"), one.get("href")) for one in found] == [
        ("WeChat (RSS)", "wechat.rss"),
        ("WeChat (Atom)", "wechat.atom"),
        ("WeChat (JSON)", "wechat.json"),
        ("WeChat in Spanish (RSS)", "wechat.es.rss"),
    ]


def test_a_long_teaser_is_cut_and_a_reserved_one_is_not_shown() -> None:
    articles = (
        make_article("long", summary="Palabra " * 120, **on_day(3)),
        make_article("kept", summary="Kept back.", rights=("nosnippet",), **on_day(2)),
    )
    cards = root(replace(PAGE, articles=articles)).cssselect(".cards li")
    assert [len(words(one)) for card in cards for one in card.cssselect("div p")] == [400]
    assert len(cards) == 2


def test_a_feed_that_lost_all_its_articles_says_so() -> None:
    page = replace(PAGE, feed=replace(PAGE.feed, count=0), articles=(), by_month=ByMonth(numbers={}))
    assert "No articles yet." in words(root(page))
    assert facts(page)["Articles here"] == "0"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(text: str) -> None:
    relative = Relative(name="qq", label=text, count=1)
    profile = Profile(
        names=(("zh-Hans", text),),
        also=(text,),
        kinds=(text,),
        domains=(text, 'evil.example/"><script>alert(1)</script>', "javascript:alert(1)"),
        since=text,
        owners=(relative,),
        owned=(relative,),
        sisters=(relative,),
        groups=(relative,),
        members=(relative,),
    )
    article = make_article(title=text, summary=text, site=text, platforms=(text,), date_text=text, language=text)
    bad = make_article(url="javascript:alert(1)")
    feed = FeedLink(name="wechat", title=text, count=1)
    page = replace(PAGE, feed=feed, parts=(replace(feed, name="wechat.es"),), profile=profile, articles=(article, bad))
    shown = root(page, labels={})
    assert len(shown.cssselect(".cards > li")) == 1
    assert len(shown.cssselect("script")) == 2
    assert not shown.cssselect("img, main script, iframe")
    assert page_links(shown) == set()

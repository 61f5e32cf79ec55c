"""Store → pages: what they show of the catalogue and the archive, and that one after the other gives what all at once
does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from csm_crawler.config import Config
from csm_crawler.jobs.pages import MOST, NEWEST, PageRenderer
from csm_crawler.jobs.publish import Published, PublishError, publish
from csm_crawler.queries import Query
from csm_crawler.store import ArticleStore
from tests.pages import FIGURES, in_all_languages
from tests.store.builders import NOON, card, reading

WECHAT = "all wechat tencent group/bat group/bats wechat.es tencent.es topic/ai language/es site/gaceta"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sites").mkdir()
    return Config(
        home=tmp_path,
        file=None,
        demonstration=False,
        base_url="https://feeds.example/",
        database=f"sqlite:///{tmp_path}/csm.sqlite3",
        feeds=tmp_path / "feeds",
    )


@pytest.fixture
def store(config: Config) -> Iterator[ArticleStore]:
    with ArticleStore.open(config.database) as opened:
        yield opened


def wechat(number: int, **fields: Any) -> Any:
    """A reading of an article about WeChat and artificial intelligence."""
    return reading(number, **{"feeds": WECHAT, "platforms": ("wechat",), "topics": ("ai",), **fields})


def page(config: Config, name: str) -> Any:
    return html.fromstring((config.feeds / f"{name}.html").read_text("utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts(root: Any) -> dict[str, str]:
    return {words(term): words(term.getnext()) for term in root.cssselect(".facts-list dt")}


def bodies(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html") if path.is_file()}


def stamps(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*.html")
        if path.is_file()
    }


def written_by(store: ArticleStore, config: Config) -> set[str]:
    """The pages that a publishing writes."""
    before = stamps(config.feeds)
    publish(store, config)
    after = stamps(config.feeds)
    return {path for path, stamp in after.items() if before.get(path) != stamp}


def test_platforms_companies_groups_and_topics_have_a_page_in_each_language(
    store: ArticleStore, config: Config
) -> None:
    store.add([wechat(1)])
    assert publish(store, config) == Published(feeds=10, written=10)
    names = ("index", "wechat", "tencent", "group/bat", "group/bats", "topic/ai")
    assert set(bodies(config.feeds)) - FIGURES == in_all_languages(*names)


def test_a_page_tells_what_the_catalogue_knows_in_the_language_of_the_page(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1)])
    publish(store, config)
    assert facts(page(config, "wechat")) == {
        "What it is": "Social network, messaging, super-app",
        "Belongs to": "Tencent",
        "In the groups": "BAT, BATS",
        "Also called": "Weixin, 微信派",
        "On the web": "weixin.qq.com, wechat.com",
        "Articles here": "1, in November 2026",
    }
    chinese = page(config, "zh/tencent")
    assert words(chinese.cssselect("h1")[0]) == "腾讯"
    assert [(one.get("lang"), one.text) for one in chinese.cssselect(".names span")] == [
        ("en", "Tencent"),
        ("zh-Hant", "騰訊"),
    ]
    assert facts(chinese)["旗下"] == "微信 1"
    assert words(chinese.cssselect(".cards p")[-1]) == "gaceta 微信 人工智能"
    assert words(page(config, "es/topic/ai").cssselect("h1")[0]) == "Inteligencia artificial"


def test_the_index_rolls_up_what_its_articles_name(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1), reading(2)])
    publish(store, config)
    [select] = page(config, "es/index").cssselect("select[name=platform]")
    assert [(one.get("value"), one.text, one.get("data-of")) for one in select][1:] == [
        ("tencent", "Tencent", "wechat"),
        ("wechat", "WeChat", None),
        ("weibo", "Weibo", None),
    ]
    titles = [words(one) for one in page(config, "zh/index").cssselect("aside li b")]
    assert titles[:4] == ["全部文章 2", "微信 1", "微博 1", "腾讯 1"]


def test_a_page_shows_the_newest_and_counts_all_by_month(store: ArticleStore, config: Config) -> None:
    store.add([wechat(number, published=NOON - timedelta(days=number)) for number in range(1, 91)])
    publish(store, config)
    root = page(config, "wechat")
    cards = [words(one) for one in root.cssselect(".cards h3")]
    assert cards == [f"Noticia {number}" for number in range(1, NEWEST + 1)]
    assert [[words(cell) for cell in row][:2] for row in root.cssselect("tbody tr")] == [
        ["November 2026", "19"],
        ["October 2026", "31"],
        ["September 2026", "30"],
        ["August 2026", "10"],
    ]


@pytest.mark.slow
def test_a_page_leads_to_the_last_document_of_each_month(store: ArticleStore, config: Config) -> None:
    times = {number: NOON - timedelta(hours=number) for number in range(1, 700)}
    says = {number: card(number, seen_at=time) for number, time in times.items()}
    store.add([wechat(number, says=says[number], published=time) for number, time in times.items()])
    publish(store, config)
    table = page(config, "es/wechat").cssselect("tbody")[0]
    there = {path.stem for path in (config.feeds / "archive/wechat").iterdir()}
    assert there == {"2026-10", "2026-11"}
    assert [[words(cell) for cell in row] for row in table] == [
        ["noviembre de 2026", "468", "RSS Atom JSON"],
        ["octubre de 2026", "231", "RSS Atom JSON"],
    ]
    store.add([wechat(n, published=NOON - timedelta(days=30)) for n in range(1000, 1300)], is_backfill=True)
    publish(store, config)
    [_november, october] = page(config, "es/wechat").cssselect("tbody tr")
    assert [words(cell) for cell in october][1:] == ["531", "RSS Atom JSON (el último de 2 documentos)"]
    assert [a.get("href") for a in october.cssselect("a")] == [
        f"../archive/wechat/2026-10-2{suffix}" for suffix in (".rss", ".atom", ".json")
    ]


def test_a_backfilled_platform_shows_its_articles_though_its_feed_is_empty(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1, published=NOON - timedelta(days=400))], is_backfill=True)
    publish(store, config)
    assert b"<item>" not in (config.feeds / "wechat.rss").read_bytes()
    assert [words(one) for one in page(config, "wechat").cssselect(".cards h3")] == ["Noticia 1"]


def test_a_feed_of_ones_own_has_a_page(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1), reading(2)])
    own = replace(config, queries=(Query(name="mine", title="Mine & <b>yours</b>", platforms=("wechat",)),))
    publish(store, own)
    root = page(config, "mine")
    assert [words(one) for one in root.cssselect("h1, .cards h3")] == ["Mine & <b>yours</b>", "Noticia 1"]
    assert not root.cssselect(".crumb, h1 b")
    assert [one.get("href") for one in page(config, "es/index").cssselect("aside b a")][-1] == "mine.html"


def test_news_writes_the_pages_that_show_it_and_no_other(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1), reading(2)])
    publish(store, config)
    store.add([reading(number) for number in range(10, 20)])
    assert written_by(store, config) - FIGURES == in_all_languages("index", "weibo")
    assert written_by(store, config) == set()


def test_a_platform_that_opens_is_told_by_its_family(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1), reading(2)])
    publish(store, config)
    store.add([reading(3, feeds="all qq tencent group/bat group/bats", platforms=("qq",))])
    changed = written_by(store, config)
    assert changed - FIGURES == in_all_languages("index", "qq", "tencent", "wechat", "group/bat", "group/bats")
    assert facts(page(config, "wechat"))["Same owner"] == "QQ"


@pytest.mark.slow
def test_one_after_the_other_gives_the_pages_that_all_at_once_does(store: ArticleStore, config: Config) -> None:
    for number in range(1, 30):
        names = ("wechat", "qq", "weibo", "tencent")[number % 4]
        feeds = f"all {names}" if names in ("weibo", "tencent") else f"all {names} tencent group/bats"
        seen = NOON + timedelta(hours=9 * number)
        says = card(number, seen_at=seen)
        store.add([reading(says=says, feeds=feeds, platforms=(names,), published=seen - timedelta(days=9 * number))])
        publish(store, config)
    elsewhere = replace(config, feeds=config.home / "elsewhere")
    publish(store, elsewhere, everything=True)
    assert bodies(config.feeds) == bodies(elsewhere.feeds)


@pytest.mark.slow
def test_the_index_shows_so_many_of_the_newest(store: ArticleStore, config: Config) -> None:
    said = [wechat(number, published=NOON - timedelta(minutes=number)) for number in range(1, MOST + 20)]
    store.add(said)
    publish(store, config)
    root = page(config, "index")
    assert len(root.cssselect(".cards > li")) == MOST
    assert words(root.cssselect("#latest .note")[0]).startswith(f"The newest {MOST} of {MOST + 19} articles;")


@pytest.mark.parametrize(
    ("address", "title"),
    [("javascript:alert(1)//x", "Run"), ("data:text/html,<script>x</script>", "Data"), ("//evil.example", "Bare")],
)
def test_an_article_without_a_link_for_the_web_is_on_no_page(
    store: ArticleStore, config: Config, address: str, title: str
) -> None:
    store.add([wechat(1), wechat(2, url=address, title=title)])
    publish(store, config)
    for body in bodies(config.feeds).values():
        links = [a.get("href") for a in html.fromstring(body.decode()).iter("a")]
        assert not [link for link in links if re.match(r"(javascript|data):|//", link)]
        assert title not in [words(one) for one in html.fromstring(body.decode()).cssselect("h3")]


def test_what_a_site_wants_in_no_index_is_on_no_page(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1), reading(2, feeds="", title="Hidden", rights=("noindex",))])
    publish(store, config)
    assert not [path for path, body in bodies(config.feeds).items() if b"Hidden" in body]


def test_a_page_that_cannot_be_rendered_leaves_its_feed_to_the_next_publishing(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = PageRenderer._feed

    def faulty(self: PageRenderer, name: str, *rest: Any) -> Any:
        if name == "wechat":
            raise ValueError("no page\nof this")
        return rendered(self, name, *rest)

    store.add([wechat(1)])
    with monkeypatch.context() as patched:
        patched.setattr(PageRenderer, "_feed", faulty)
        with pytest.raises(PublishError, match=r"^wechat could not be written.*: ValueError: no page of this$"):
            publish(store, config)
    assert store.stale_feeds() == ["wechat"]
    assert "tencent.html" in bodies(config.feeds)
    assert publish(store, config).feeds == 10
    assert "wechat.html" in bodies(config.feeds)
    assert store.stale_feeds() == []


def test_a_folder_in_the_place_of_a_page_costs_no_other_page(store: ArticleStore, config: Config) -> None:
    store.add([wechat(1)])
    (config.feeds / "es" / "wechat.html").mkdir(parents=True)
    with pytest.raises(PublishError, match=r"^wechat could not be written.*/es/wechat.html: Is a directory$"):
        publish(store, config)
    assert {"wechat.html", "zh/wechat.html", "es/tencent.html", "index.html"} <= bodies(config.feeds).keys()

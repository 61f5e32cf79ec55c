"""Feeds without an error, a warning or advice of the W3C feed validator, as `strict/` models it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csm_crawler.items import Article
from csm_crawler.publish.feed import Feed, Source
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.conftest import ROOT
from tests.publish.examples import HOSTILE, SAMPLE, SOURCES, make_article, make_feed, on_day
from tests.publish.strict import complaints

FORMATS = {".rss": to_rss, ".atom": to_atom, ".json": to_json}
EACH = pytest.mark.parametrize("suffix", FORMATS)


def of(feed: Feed, suffix: str) -> list[str]:
    return complaints(FORMATS[suffix](feed), url=feed.url(suffix))


@EACH
@pytest.mark.parametrize("articles", [SAMPLE, SAMPLE[4:], ()], ids=["sample", "undated", "empty"])
@pytest.mark.parametrize("name", ["all", "group/bats", "wechat.zh"])
def test_nobody_complains(suffix: str, name: str, articles: tuple[Article, ...]) -> None:
    assert of(make_feed(*articles, name=name, hub="https://hub.example/"), suffix) == []


@EACH
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_complains_of_hostile_words_in_every_place(suffix: str, text: str) -> None:
    fields: dict[str, Any] = dict.fromkeys(("title", "summary", "author", "language", "date_text", "site"), text)
    fields |= {"platforms": (text,), "topics": (text,), "published_precision": "month"}
    links = {"image": f"https://hoy.example/{text}.jpg", "url": f"https://hoy.example/{text}"}
    article = make_article(guid=SAMPLE[1].guid, **fields, **links)
    source = Source(name=text, title=text, url=text, feed_url=text, images=True)
    feed = make_feed(article, SAMPLE[0], title=text, sources={text: source, **SOURCES}, labels={text: text}, hub=text)
    assert of(feed, suffix) == []
    assert of(make_feed(article, title=text, sources={}), suffix) == []


@EACH
@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "", "title_derived": True, "rights": ("nosnippet",)},
        {"title": "Solo un titular", "summary": ""},
        {"summary": "palabra " * 2000},
        {"summary": "没有空格的文字" * 2000},
        {"published": None, "date_text": "tomorrow, perhaps"},
        {"published": datetime(1970, 1, 1, tzinfo=UTC), "published_precision": "second"},
        {"published": datetime(2099, 1, 1, tzinfo=UTC), "published_precision": "second"},
        {"url": "https://hoy.example/100%/微信?a=[1]|2#«ñ»"},
        {"url": "https://bücher.example/"},
        {"language": "zh-Hant", "title": "微信小程序 🎉 👩‍👩‍👧", "author": "李 & 王"},
        {"author": "Ana <ana@hoy.example>"},
        {"author": "<@"},
        {"author": "R&D2 &copy; <3 <1@a.example>"},
        {"title": "Ã© «B&D2» &c. &#60;b&#62; &lt;i&gt; </p> <b"},
        {"title": "a", "summary": "1 < 2 && 3 > 2 &amp;&lt;p &nosuch; &#0; &#xd800;"},
        {"image": "javascript:alert(1)"},
    ],
)
def test_nobody_complains_of_what_is_odd(suffix: str, fields: dict[str, Any]) -> None:
    odd = make_article("odd", **{**on_day(18), **fields})
    sources = {"hoy": Source(name="hoy", title="Mercado & Hoy", url="https://hoy.example/", images=True)}
    assert of(make_feed(odd, *SAMPLE, sources=sources), suffix) == []


@EACH
@pytest.mark.slow
def test_nobody_complains_of_ten_thousand_entries(suffix: str) -> None:
    articles = [make_article(str(n), summary=f"微信 {n} & más", **on_day(1 + n % 20)) for n in range(10_000)]
    assert of(make_feed(*articles), suffix) == []


@pytest.mark.parametrize("path", sorted((ROOT / "feeds").rglob("*.[rja][sto][sor]*")), ids=lambda path: path.name)
def test_nobody_complains_of_the_feeds_of_the_repository(path: Path) -> None:
    url = f"http://127.0.0.1:8000/{path.relative_to(ROOT / 'feeds').as_posix()}"
    assert complaints(path.read_bytes(), url=url) == []


def test_the_repository_has_feeds_of_each_format() -> None:
    assert {path.suffix for path in (ROOT / "feeds").rglob("*.*")} >= set(FORMATS)


@EACH
@settings(max_examples=60)
@example("image")  # `&image` is no reference without its semicolon, but the validator takes it for one
@given(st.text(st.characters(codec=None, exclude_characters="\xc2\xc3"), min_size=1, max_size=40))
def test_nobody_complains_of_any_words(suffix: str, text: str) -> None:
    article = make_article(title=text, summary=text, author=text, platforms=(text,))
    assert of(make_feed(article, title=text, labels={text: f"{text}&{text}"}), suffix) == []

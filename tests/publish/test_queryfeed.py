"""The feed that is the answer to a query: no validator complains, whatever was asked."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from csm_crawler.publish.feed import Feed, feed_id
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.queryfeed import QueryFeed
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import BASE_URL, LABELS, SAMPLE, SOURCES
from tests.publish.strict import complaints

FORMATS: dict[str, Callable[[Feed], bytes]] = {".rss": to_rss, ".atom": to_atom, ".json": to_json}
WORDS = ("", "douyin", "小红书 -“live commerce”", "<b>&amp;</b>", "100% +1 #?/\\\"'", "\u202e‮\u0000")


def query_feed(words: str) -> QueryFeed:
    asked = urlencode({"q": words}) if words else ""
    return QueryFeed(
        name="feed",
        title=f"«{words}»",
        base_url=BASE_URL,
        articles=SAMPLE,
        sources=SOURCES,
        labels=LABELS,
        query=f"{asked}&limit=9" if asked else "",
        identity=asked,
    )


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
@pytest.mark.parametrize("suffix", FORMATS)
def test_nobody_complains(suffix: str, words: str) -> None:
    feed = query_feed(words)
    assert complaints(FORMATS[suffix](feed), url=feed.url(suffix)) == []


def test_its_address_carries_what_was_asked_and_its_id_not_how_much() -> None:
    feed = query_feed("小红书 a&b")
    asked = "q=%E5%B0%8F%E7%BA%A2%E4%B9%A6+a%26b"
    assert feed.url(".rss") == feed.address(".rss") == f"{BASE_URL}feed.rss?{asked}&limit=9"
    assert feed.id == feed_id(f"feed?{asked}")
    assert query_feed("").url(".atom") == f"{BASE_URL}feed.atom"

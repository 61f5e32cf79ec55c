"""All feeds in one file that readers import."""

import re

import pytest
from lxml import etree

from csm_crawler.publish.feed import FeedLink
from csm_crawler.publish.opml import to_opml
from tests.publish.examples import HOSTILE

FEEDS = [
    FeedLink(name="weibo", title="Weibo", count=3),
    FeedLink(name="all", title="All articles", count=9),
    FeedLink(name="topic/luxury", title="Luxury & <b>watches</b>", count=1),
    FeedLink(name="douyin.zh", title="Douyin in Chinese", count=1),
    FeedLink(name="douyin", title="Douyin", count=4),
    FeedLink(name="douyin.es", title="Douyin in Spanish", count=2),
    FeedLink(name="my-own", title="", count=2),
    FeedLink(name="site/one", title="One\x00", count=2),
]


def outlines(parent: etree._Element) -> list[object]:
    return [[one.get("text"), outlines(one)] if len(one) else one.get("xmlUrl") for one in parent]


def test_every_feed_stands_in_its_folder_by_title() -> None:
    root = etree.fromstring(to_opml(FEEDS, base_url="https://feeds.example/"))
    assert outlines(root.find("body")) == [
        "https://feeds.example/all.rss",
        [
            "Platforms and companies",
            [
                "https://feeds.example/my-own.rss",
                "https://feeds.example/douyin.rss",
                "https://feeds.example/douyin.es.rss",
                "https://feeds.example/douyin.zh.rss",
                "https://feeds.example/weibo.rss",
            ],
        ],
        ["Topics", ["https://feeds.example/topic/luxury.rss"]],
        ["Sites", ["https://feeds.example/site/one.rss"]],
    ]
    titles = {one.get("xmlUrl"): one.get("title") for one in root.iter("outline") if one.get("xmlUrl")}
    assert titles["https://feeds.example/topic/luxury.rss"] == "Luxury & <b>watches</b>"
    assert titles["https://feeds.example/my-own.rss"] == "my-own"
    assert titles["https://feeds.example/site/one.rss"] == "One"


def test_the_same_feeds_give_the_same_bytes_whatever_their_order_and_counts() -> None:
    other = [FeedLink(name=one.name, title=one.title, count=one.count + 5) for one in reversed(FEEDS)]
    assert to_opml(FEEDS, base_url="https://feeds.example/") == to_opml(other, base_url="https://feeds.example/")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(text: str) -> None:
    body = to_opml([FeedLink(name="mine", title=text, count=1)], base_url="https://feeds.example/")
    (outline,) = etree.fromstring(body).find("body/outline")
    assert outline.get("xmlUrl") == "https://feeds.example/mine.rss"
    assert 0 < len(outline.get("title")) <= 300
    assert not re.search("[\x00-\x08\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]", body.decode())


def test_no_feeds_are_a_file_all_the_same() -> None:
    assert outlines(etree.fromstring(to_opml([], base_url="https://feeds.example/")).find("body")) == []

"""How often a feed asks to be read, and where it says it is now."""

from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.extract import Page
from csm_crawler.extract.feed.pace import new_address, pace_of

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
ITEM = "<item><title>ttl</title><description>&lt;ttl&gt;9&lt;/ttl&gt;</description><ttl>9000</ttl></item>"


def feed(about: str) -> Page:
    body = f'<?xml version="1.0"?><rss version="2.0" {SY}><channel><title>t</title>{about}{ITEM}</channel></rss>'
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return Page(url="https://one.example/feed/", body=body.encode(), content_type="text/xml", fetched_at=now)


@pytest.mark.parametrize(
    ("about", "minutes"),
    [
        ("", 0),
        ("<ttl>60</ttl>", 60),
        ("<ttl> <![CDATA[ 15 ]]></ttl>", 15),
        ("<ttl>soon</ttl>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", 60),
        ("<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n<sy:updateFrequency>\n2 </sy:updateFrequency>", 30),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 1440),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 1440),
        ("<sy:updatePeriod>always</sy:updatePeriod>", 0),
        ("<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 90),
        ("<ttl>10</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(about: str, minutes: int) -> None:
    assert pace_of(feed(about)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("about", "address"),
    [
        ("", ""),
        ("<itunes:new-feed-url>https://new.example/feed?a=1&amp;b=2</itunes:new-feed-url>", "https://new.example/feed?a=1&b=2"),
        ("<itunes:new-feed-url>https://one.example/feed/</itunes:new-feed-url>", ""),
        ("<itunes:new-feed-url>javascript:alert(1)</itunes:new-feed-url>", ""),
        ("<itunes:new-feed-url><![CDATA[ https://new.example/ ]]></itunes:new-feed-url>", "https://new.example/"),
    ],
)  # fmt: skip
def test_a_feed_says_where_it_is_from_now_on(about: str, address: str) -> None:
    assert new_address(feed(about)) == address


def test_a_page_that_is_no_feed_says_nothing() -> None:
    page = Page(url="https://one.example/", body=b"<html><ttl>60</ttl>", fetched_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert (pace_of(page), new_address(page)) == (timedelta(), "")

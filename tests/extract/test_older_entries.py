"""Where a feed is asked for, and where its older entries are."""

from pathlib import Path

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.extract import Walk, feed
from csm_crawler.sites import Ask, Pages, Rule, Site
from tests.extract.feed_texts import JSON, RSS, SITE, URL, item, page, rss


def test_the_feed_is_asked_for_or_else_the_page() -> None:
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", feed="https://f.example/rss")
    assert [one.url for one in feed.first(site, Walk())] == ["https://f.example/rss"]
    assert [one.url for one in feed.first(SITE, Walk())] == [SITE.url]


OLDER = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{}" href="{}"/>'


@pytest.mark.parametrize(
    ("text", "older"),
    [
        (rss(item(1), head=OLDER.format("next", "/feed/?paged=2&amp;x=1")), ["https://one.example/feed/?paged=2&x=1"]),
        (rss(item(1), OLDER.format("prev-archive", "2019/11.xml")), ["https://one.example/feed/2019/11.xml"]),
        (rss(item(1), head=OLDER.format("next", "https://other.example/feed/?paged=2")), []),
        (rss(item(1), head=OLDER.format("next", URL)), []),
        (rss(item(1, OLDER.format("next", "/an/article/in/two/pages"))), []),
        (rss(item(1), head=OLDER.format("next", "file:///etc/passwd")), []),
        (JSON, ["https://one.example/feed.json?page=2"]),
        (RSS, []),
    ],
)
def test_older_entries_are_where_the_feed_says(text: str, older: list[str]) -> None:
    found = feed.further(page(text), SITE, Walk(number=3))
    assert [(one.url, one.number) for one in found] == [(url, 4) for url in older]
    assert feed.reach(SITE) == "links"


def test_older_entries_are_where_the_site_file_says() -> None:
    pages = Pages(url="https://one.example/feed/?paged={page}")
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=pages)
    found = feed.further(page(rss(item(1), head=OLDER.format("next", "/x"))), site, Walk(number=1))
    assert [(one.url, one.number) for one in found] == [("https://one.example/feed/?paged=2", 2)]
    assert feed.reach(site) == "pages"


def test_pages_that_only_limit_leave_it_to_the_links() -> None:
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=Pages(limit=2))
    found = feed.further(page(rss(item(1), head=OLDER.format("next", "/x"))), site, Walk(number=1))
    assert [one.url for one in found] == ["https://one.example/x"]
    assert feed.reach(site) == "links"


def test_a_template_in_the_request_counts_as_pages() -> None:
    ask = Ask(url="https://one.example/feed/?start={offset}")
    site = Site(
        name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", request=ask, pages=Pages(size=20)
    )
    assert [one.url for one in feed.first(site, Walk())] == ["https://one.example/feed/?start=0"]
    found = feed.further(page(RSS), site, Walk(number=2, cards=40))
    assert [one.url for one in found] == ["https://one.example/feed/?start=40"]


def test_a_selector_of_the_next_page_is_refused() -> None:
    pages = Pages(next=(Rule(at="a.next"),))
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=pages)
    with pytest.raises(ConfigError, match=r"one\.toml: pages\.next is not looked at by kind 'feed'"):
        feed.check(site)
    feed.check(SITE)

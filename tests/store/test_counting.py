"""What is counted of the stored articles, on each kind of database."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from csm_crawler.store import ArticleStore
from csm_crawler.store.counting import Overlap, Tally
from tests.store.builders import card, reading

SEEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
JULY, AUGUST, NOVEMBER = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 8, 11))
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def kept(store: ArticleStore, *articles: tuple[str, dict[str, Any]], seen: datetime = SEEN) -> None:
    """Articles in these feeds, each with other fields than usual; dated on a day where they say nothing else."""
    start = store.count("all")
    for number, (feeds, fields) in enumerate(articles, start + 1):
        site = fields.get("site", "gaceta")
        says = card(number, site=site, seen_at=seen, link=f"https://{site}.example/{number}")
        usual = {"published": datetime(2026, 7, number % 28 + 1, 12, tzinfo=UTC)}
        store.add([reading(number, says=says, feeds=f"all site/{site} {feeds}", **usual | fields)])


Told = tuple[str, str, str, str, int]


def july(store: ArticleStore, *feeds: str) -> list[Told]:
    return ordered(store.counting.tallies(feeds, since=JULY, until=AUGUST))


def ordered(tallies: Iterable[Tally]) -> list[Told]:
    """By feed, month, site and language."""
    return sorted(
        (feed, one.month, one.site, one.language, number) for one in tallies for feed, number in one.articles.items()
    )


def tally(feed: str, articles: int, *, month: str = "2026-07", site: str = "gaceta", language: str = "es") -> Told:
    return feed, month, site, language, articles


def test_articles_are_counted_by_feed_month_site_and_language(store: ArticleStore) -> None:
    kept(
        store,
        ("douyin", {}),
        ("douyin", {}),
        ("douyin", {"language": "zh-Hans"}),
        ("douyin", {"site": "letter", "language": None}),
        ("weibo", {}),
        ("douyin", {"published": AUGUST}),
    )
    assert july(store, "douyin", "nobody") == [
        tally("douyin", 2),
        tally("douyin", 1, language="zh-Hans"),
        tally("douyin", 1, site="letter", language=""),
    ]
    assert sum(number for *_key, number in july(store, "all")) == 5


def test_the_month_is_that_of_utc(store: ArticleStore) -> None:
    edge = datetime.fromisoformat("2026-08-01T07:59:59+08:00")
    kept(store, ("douyin", {"published": edge}), ("douyin", {"published": edge.replace(hour=8, minute=0, second=0)}))
    assert july(store, "douyin") == [tally("douyin", 1)]
    august = ordered(store.counting.tallies(["douyin"], since=AUGUST, until=DECEMBER))
    assert august == [tally("douyin", 1, month="2026-08")]


@pytest.mark.parametrize("published", [None, datetime(1970, 1, 1, tzinfo=UTC)])
@pytest.mark.parametrize("precision", ["day", "month"])
def test_an_article_without_a_date_is_in_no_month(
    store: ArticleStore, published: datetime | None, precision: str
) -> None:
    kept(store, ("douyin", {"published": published, "published_precision": precision}))
    assert july(store, "douyin") == []
    november = ordered(store.counting.tallies(["douyin"], since=NOVEMBER, until=DECEMBER))
    assert november == [tally("douyin", 1, month="")]


def test_an_article_dated_by_a_month_counts_in_that_and_not_where_it_was_first_seen(store: ArticleStore) -> None:
    kept(store, ("douyin", {"published": datetime(2026, 7, 15, 12, tzinfo=UTC), "published_precision": "month"}))
    assert july(store, "douyin") == [tally("douyin", 1)]
    assert store.counting.tallies(["douyin"], since=NOVEMBER, until=DECEMBER) == []


def test_articles_of_no_feed_count_nowhere(store: ArticleStore) -> None:
    hidden = reading(1, feeds="", rights=("noindex",), published=datetime(2026, 7, 2, tzinfo=UTC))
    store.add([hidden, reading(2, feeds="", off_topic=True, published=datetime(2026, 7, 2, tzinfo=UTC))])
    assert july(store, "all", "douyin") == []
    assert store.counting.first("all") is None


def test_pairs_are_told_once_whichever_is_asked_first(store: ArticleStore) -> None:
    kept(store, ("douyin weibo", {}), ("douyin weibo qq", {}), ("douyin", {}), ("qq", {"published": None}))
    names = ["douyin", "qq", "weibo"]
    asked = store.counting.together(names, names, since=JULY, until=DECEMBER)
    assert sorted(asked, key=lambda one: (one.feed, one.other)) == [
        Overlap(feed="douyin", other="qq", articles=1),
        Overlap(feed="douyin", other="weibo", articles=2),
        Overlap(feed="qq", other="weibo", articles=1),
    ]
    of_one = store.counting.together(["weibo"], names, since=JULY, until=DECEMBER)
    assert sorted(of_one, key=lambda one: one.other) == [
        Overlap(feed="weibo", other="douyin", articles=2),
        Overlap(feed="weibo", other="qq", articles=1),
    ]
    assert store.counting.together(names, names, since=AUGUST, until=DECEMBER) == []


def test_an_article_without_a_date_is_in_no_pair(store: ArticleStore) -> None:
    kept(store, ("douyin weibo", {"published": None, "published_precision": ""}))
    assert store.counting.together(["douyin"], ["weibo"], since=JULY, until=DECEMBER) == []


@pytest.mark.parametrize(
    "vague",
    [
        {"published": None, "published_precision": ""},
        {"published": datetime(2026, 6, 15, tzinfo=UTC), "published_precision": "month"},
    ],
)
def test_first_and_last_are_those_whose_day_is_known(store: ArticleStore, vague: dict[str, Any]) -> None:
    days = [datetime(2026, 7, day, 12, tzinfo=UTC) for day in (3, 2, 9)]
    kept(store, *(("douyin", {"published": day}) for day in days), ("douyin", vague))
    first, last = store.counting.first("douyin"), store.counting.last("douyin")
    assert first
    assert last
    assert (first.published, last.published) == (days[1], days[2])
    assert store.counting.first("nobody") is None


def test_a_site_arrives_with_the_first_article_that_was_stored_of_it(store: ArticleStore) -> None:
    kept(store, ("douyin", {}))
    kept(store, ("douyin", {}), ("weibo", {"site": "letter"}), seen=DECEMBER)
    assert store.counting.arrivals(["gaceta", "letter", "nobody"]) == {"gaceta": SEEN, "letter": DECEMBER}


def test_the_archive_began_with_the_first_article_that_was_stored(store: ArticleStore) -> None:
    assert store.counting.began() is None
    kept(store, ("douyin", {}), seen=DECEMBER)
    kept(store, ("douyin", {}), seen=SEEN)
    assert store.counting.began() == DECEMBER


def test_more_feeds_than_a_statement_takes_are_counted_in_lots(store: ArticleStore) -> None:
    kept(store, ("douyin", {}), ("weibo", {}))
    many = [f"nobody-{number}" for number in range(1200)]
    assert july(store, "douyin", "weibo", *many) == [tally("douyin", 1), tally("weibo", 1)]

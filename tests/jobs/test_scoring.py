"""How good a way of reading a site is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from csm_crawler.items import Card
from csm_crawler.jobs.scoring import Marks, mark, score, share
from csm_crawler.normalize.dates import ParsedDate

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def cards(count: int = 10, **fields: Any) -> list[Card]:
    whole = {"title": "Weibo opens a shop", "teaser": "It sells tea.", **fields}
    return [
        Card(site="", page_url="", position=n, seen_at=NOW, **{"link": f"https://one.example/{n}", **whole})
        for n in range(count)
    ]


def dates(count: int = 10, age: int = 0) -> list[ParsedDate | None]:
    return [ParsedDate(NOW - timedelta(days=age + n), "day", "iso") for n in range(count)]


FULL = mark(cards(), dates())


def test_marks_count_what_cards_have() -> None:
    some = cards(3, link="https://one.example/same?utm_source=x")
    assert mark(some, [None, *dates(2)]) == Marks(
        cards=3,
        titled=3,
        linked=1,
        dated=2,
        teasers=3,
        newest=NOW,
        links=frozenset({"/same?"}),
        titles=frozenset({"weibo opens a shop"}),
    )


def test_a_way_that_says_all_has_a_hundred_and_one_that_says_nothing_none() -> None:
    assert score(FULL, newest=NOW, visible=FULL) == 100
    assert score(FULL) == 100
    assert score(Marks()) == 0
    assert score(mark(cards(link="file:///etc/passwd"), dates())) == 0
    assert score(mark(cards(title="", teaser=" "), dates())) == 0


def test_what_is_missing_costs_its_worth() -> None:
    assert score(mark(cards(title=""), dates())) == 80
    assert score(mark(cards(teaser=""), dates())) == 95
    assert score(mark(cards(), [None] * 10), newest=NOW) == 70
    assert score(mark(cards(4), dates(4))) == 92


def test_a_way_that_is_no_longer_written_is_told_by_the_others() -> None:
    old = mark(cards(), dates(age=90))
    assert score(old, newest=NOW) == 90
    assert score(old, newest=old.newest) == 100


def test_a_way_that_shows_other_articles_than_the_page_is_worth_half() -> None:
    half = Marks(links=frozenset({"/0?", "/x?"}))
    assert score(FULL, visible=half) == 92
    other = Marks(links=frozenset({"/x?"}), titles=frozenset({"another title"}))
    assert score(FULL, visible=other) == 42


def test_articles_are_the_same_under_another_scheme_or_host_or_by_their_titles() -> None:
    plain = [replace(card, link=card.link.replace("https://", "http://www.") + "/?utm_source=rss") for card in cards()]
    assert score(mark(plain, dates()), visible=FULL) == 100
    counted = [replace(card, link=f"https://clicks.example/{card.position}-a") for card in cards()]
    assert share(mark(counted, dates()), FULL) == 1
    assert share(mark(counted, dates()), Marks()) == 1

"""What was counted is kept until something in it changes, and says what counting anew says."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine

from csm_crawler.store import ArticleStore, faults_in
from csm_crawler.store.counted import Span
from csm_crawler.store.counting import Counting
from tests.store.builders import card, reading, reread
from tests.store.lives import START, Life
from tests.store.test_counting import ordered
from tests.store.test_random_lives import Newsroom

FEEDS = ("all", "douyin", "wechat", "weibo", "bytedance", "tencent")
JULY, AUGUST, SEPTEMBER, OCTOBER = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 8, 9, 10))
MONTHS = ((JULY, AUGUST), (AUGUST, SEPTEMBER), (SEPTEMBER, OCTOBER))
DAY = timedelta(days=1)


def told(counting: Counting, since: datetime, until: datetime, feeds: Iterable[str] = FEEDS) -> list[Any]:
    names = [*feeds]
    halves = (names[:3], names[2:])
    return [
        *ordered(counting.tallies(names, since=since, until=until)),
        sorted(counting.totals(names, since=since, until=until).items()),
        *sorted(map(repr, counting.together(names, names, since=since, until=until))),
        *sorted(map(repr, counting.together(*halves, since=since, until=until))),
        *sorted(map(repr, counting.together(*halves[::-1], since=since, until=until))),
    ]


def kept_spans(store: ArticleStore, url: str) -> list[tuple[str, str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT since, until FROM counted ORDER BY since, until").all()
    engine.dispose()
    return [(str(row[0])[:10], str(row[1])[:10]) for row in rows]


def fill(store: ArticleStore) -> None:
    for number in range(40):
        feeds = " ".join(["all", *random.Random(number).sample(FEEDS[1:], 2)])
        site = ("gaceta", "letter")[number % 2]
        says = card(number, site=site, link=f"https://{site}.example/{number}")
        dated: dict[str, Any] = {"published": JULY + number * 2 * DAY}
        if number % 7 == 0:
            dated = {"published": JULY + number * 2 * DAY, "published_precision": "month"}
        elif number % 11 == 0:
            dated = {"published": None, "published_precision": ""}
        store.add([reading(number, says=says, feeds=feeds, language=("es", None, "zh-Hans")[number % 3], **dated)])


@pytest.mark.parametrize(
    "spans",
    [
        MONTHS,
        MONTHS[:1],
        MONTHS[1:],
        [*MONTHS, (AUGUST, AUGUST + 20 * DAY)],
        [(JULY, JULY + DAY), (JULY + 3 * DAY, AUGUST), (SEPTEMBER, SEPTEMBER + 9 * DAY)],
        [],
    ],
)
def test_what_is_kept_answers_as_counting_does(store: ArticleStore, spans: list[Span]) -> None:
    fill(store)
    counting = store.counted(FEEDS, spans)
    for since, until in [
        (JULY, OCTOBER),
        (JULY, AUGUST),
        (JULY, AUGUST + 20 * DAY),
        (AUGUST, AUGUST + 20 * DAY),
        (JULY + 5 * DAY, SEPTEMBER + 2 * DAY),
        (JULY - DAY, datetime(2027, 1, 1, tzinfo=UTC)),
    ]:
        assert told(counting, since, until) == told(store.counting, since, until)


def test_the_totals_of_feeds_are_those_of_their_dated_articles(store: ArticleStore) -> None:
    fill(store)
    dated = Counter(
        {
            feed: sum(number for name, month, *_key, number in ordered(tallies) if month and name == feed)
            for tallies in [store.counting.tallies(FEEDS, since=JULY, until=OCTOBER)]
            for feed in FEEDS
        }
    )
    assert dated["all"]
    assert store.counting.totals(FEEDS, since=JULY, until=OCTOBER) == dated


def test_other_feeds_than_those_that_were_counted_are_counted_when_they_are_asked_for(store: ArticleStore) -> None:
    fill(store)
    counting = store.counted(FEEDS[:3], MONTHS)
    assert told(counting, JULY, OCTOBER) == told(store.counting, JULY, OCTOBER)
    assert told(store.counted(FEEDS, MONTHS), JULY, OCTOBER) == told(store.counting, JULY, OCTOBER)


def test_what_changes_forgets_the_times_in_which_it_stands_and_no_others(store: ArticleStore, url: str) -> None:
    fill(store)
    spans = [*MONTHS, (JULY, JULY + 10 * DAY)]
    store.counted(FEEDS, spans)
    july, part, august, september = (
        ("2026-07-01", "2026-08-01"),
        ("2026-07-01", "2026-07-11"),
        ("2026-08-01", "2026-09-01"),
        ("2026-09-01", "2026-10-01"),
    )
    assert kept_spans(store, url) == [part, july, august, september]
    store.add([reading(100, feeds="all douyin", published=AUGUST - DAY / 2)])
    assert kept_spans(store, url) == [part, august, september]
    one = reading(101, feeds="all douyin", published=AUGUST + DAY)
    store.add([one])
    store.counted(FEEDS, spans)
    assert kept_spans(store, url) == [part, july, august, september]
    moved = {"published": SEPTEMBER + DAY, "date_text": "2 septiembre, 2026"}
    store.add([reread(one, words={"date_text": "2 septiembre, 2026"}, meaning=moved)])
    assert kept_spans(store, url) == [part, july]
    store.counted(FEEDS, MONTHS)
    assert kept_spans(store, url) == [july, august, september]


def test_an_article_that_leaves_every_feed_is_counted_no_more(store: ArticleStore) -> None:
    one = reading(1, feeds="all douyin", published=JULY + DAY)
    store.add([one])
    assert len(ordered(store.counted(FEEDS, MONTHS).tallies(FEEDS, since=JULY, until=AUGUST))) == 2
    (kept,) = store.kept_after(0)
    store.rewrite([(kept, kept.article, frozenset())])
    assert store.counted(FEEDS, MONTHS).tallies(FEEDS, since=JULY, until=AUGUST) == []


def test_articles_that_are_cleaned_away_are_counted_no_more(store: ArticleStore) -> None:
    store.add([reading(1, feeds="all douyin", published=JULY + DAY)])
    store.counted(FEEDS, MONTHS)
    store.clean_articles(before=datetime(2027, 1, 1, tzinfo=UTC))
    assert store.counted(FEEDS, MONTHS).tallies(FEEDS, since=JULY, until=AUGUST) == []


def test_what_is_kept_and_wrong_is_told(store: ArticleStore, url: str) -> None:
    fill(store)
    store.counted(FEEDS, MONTHS)
    assert [one for one in faults_in(url) if one.startswith("figures")] == []
    engine = create_engine(url)
    with engine.begin() as connection:
        august = "UPDATE counted SET counts = '{\"tallies\":[],\"pairs\":{}}' WHERE since < '2026-08-15'"
        connection.exec_driver_sql(f"{august} AND since > '2026-07-15'")
    engine.dispose()
    assert [one for one in faults_in(url) if one.startswith("figures")] == [
        "figures: from 2026-08-01 to before 2026-09-01 they count what is not there"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 16))])
def test_lives_full_of_changes_leave_nothing_kept_that_is_not_so(store: ArticleStore, url: str, seed: int) -> None:
    chance = random.Random(seed)
    room, life, day = Newsroom(chance), Life(store), START.date() - 30 * DAY
    first = datetime(day.year, day.month, 1, tzinfo=UTC)
    spans = [(first + n * 5 * DAY, first + (n + chance.randrange(1, 9)) * 5 * DAY) for n in range(12)]
    for number in range(40):
        day += timedelta(days=1)
        for _ in range(chance.randrange(4)):
            room.write(day)
        if room.articles:
            room.change()
            life.run(*room.page(12))
        if number % 9 == 8:
            kept = chance.choice(store.kept_after(0))
            feeds = frozenset(chance.sample(FEEDS, chance.randrange(4)))
            store.rewrite([(kept, kept.article, feeds)])
        if number == 30:
            store.clean_articles(before=START + 10 * DAY)
        counting, until = store.counted(FEEDS, spans), first + 70 * DAY
        assert told(counting, first, until) == told(store.counting, first, until)
    assert [one for one in faults_in(url) if one.startswith("figures")] == []

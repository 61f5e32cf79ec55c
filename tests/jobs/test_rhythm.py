"""When a site is asked again: learned from when its articles came, pure."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from csm_crawler.items import Article
from csm_crawler.jobs.rhythm import (
    Arrival,
    Rhythm,
    arrival_of,
    learn,
    next_visit,
    pauses,
    rate_of,
    read_rhythm,
    spread_of,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday."""
HALF_AN_HOUR, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
LAST = NOON - 6 * HOUR


def at(moment: datetime) -> Arrival:
    return Arrival(moment, moment)


def article(published: datetime | None, precision: str = "minute") -> Article:
    return Article(
        guid="g", url="u", site="s", title="t", published=published, published_precision=precision, first_seen=NOON
    )


def after(rhythm: Rhythm, now: datetime = NOON, **bounds: Any) -> timedelta:
    usual: dict[str, Any] = {"shortest": HALF_AN_HOUR, "longest": DAY, "spread": 0.0}
    return next_visit(rhythm, now=now, **usual | bounds) - now


@pytest.mark.parametrize(
    ("published", "precision", "last_read", "came"),
    [
        (NOON - HOUR, "minute", LAST, at(NOON - HOUR)),
        (NOON - HOUR, "day", LAST, Arrival(LAST, NOON)),
        (LAST - HOUR, "minute", LAST, Arrival(LAST, NOON)),
        (NOON + HOUR, "minute", LAST, Arrival(LAST, NOON)),
        (None, "", LAST, Arrival(LAST, NOON)),
        (LAST - 9 * DAY, "minute", None, at(LAST - 9 * DAY)),
        (
            datetime(2026, 11, 20, 12, tzinfo=UTC),
            "day",
            None,
            Arrival(NOON - 3.5 * DAY, NOON - 2.5 * DAY - timedelta(seconds=1)),
        ),
        (None, "", None, Arrival(datetime.min.replace(tzinfo=UTC), NOON)),
    ],
)
def test_an_article_came_when_it_says_where_that_can_be(
    published: datetime | None, precision: str, last_read: datetime | None, came: Arrival
) -> None:
    assert arrival_of(article(published, precision), last_read=last_read, now=NOON) == came


def test_ten_articles_a_day_ask_for_more_visits_than_one_and_fewer_than_ten_times_as_many() -> None:
    def by(rate: int) -> timedelta:
        backlog = [at(NOON - DAY / rate * number) for number in range(10)]
        return after(learn(Rhythm(), backlog, now=NOON))

    assert by(10) < by(1) < by(10) * 4
    assert by(1) < after(learn(Rhythm(), [at(NOON - 30 * DAY * n) for n in range(10)], now=NOON)) <= DAY


def test_a_site_of_working_hours_is_asked_in_them() -> None:
    days = [NOON - number * DAY for number in range(60)]
    backlog = [at(day + hour * HOUR) for day in days if day.weekday() < 5 for hour in range(-3, 6)]
    rhythm, now, hours = learn(Rhythm(), backlog[:400], now=NOON), NOON, []
    for _ in range(60):
        now = next_visit(rhythm, now=now, shortest=HALF_AN_HOUR, longest=DAY, spread=0.0)
        hours.append(now.hour)
    assert sum(9 <= hour < 20 for hour in hours) > 50


def test_what_is_not_known_is_neither_asked_all_the_time_nor_left_alone() -> None:
    assert 3 * HOUR < after(Rhythm()) < 9 * HOUR
    assert after(learn(Rhythm(), [], now=NOON)) == after(Rhythm())


@pytest.mark.parametrize("shortest", [HALF_AN_HOUR, 3 * HOUR, DAY])
@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_the_bounds_hold(shortest: timedelta, spread: float) -> None:
    busy = learn(Rhythm(), [at(NOON - HOUR / 100 * number) for number in range(4000)], now=NOON)
    assert after(busy, shortest=shortest, spread=spread) == shortest
    silent = after(busy, now=NOON + 900 * DAY, longest=2 * DAY, spread=spread)
    assert 1.7 * DAY <= silent <= 2 * DAY


def test_sites_of_one_rhythm_are_not_asked_at_one_time() -> None:
    rhythm = learn(Rhythm(), [at(NOON - DAY * number) for number in range(20)], now=NOON)
    names = [f"site{number}" for number in range(60)]
    times = [after(rhythm, spread=spread_of(name, NOON)) for name in names]
    assert len(set(times)) > 5
    assert spread_of("one", NOON) == spread_of("one", NOON + HOUR) != spread_of("one", NOON + DAY)


def test_a_rate_fades_with_silence_and_comes_back_with_articles() -> None:
    daily = learn(Rhythm(), [at(NOON - DAY * number) for number in range(20)], now=NOON)
    assert 0.9 < rate_of(daily, now=NOON) < 1.2
    assert rate_of(daily, now=NOON + 60 * DAY) < 0.5
    again = daily
    for number in range(1, 121):
        again = learn(again, [at(NOON + number * DAY / 2)], now=NOON + number * DAY / 2)
    assert 1.6 < rate_of(again, now=NOON + 60 * DAY) < 2.1


def test_one_old_entry_in_a_list_does_not_make_a_site_slow() -> None:
    list_ = [at(NOON - HOUR * number * 3) for number in range(9)] + [at(NOON - 900 * DAY)]
    assert rate_of(learn(Rhythm(), list_, now=NOON), now=NOON) > 4


def test_pauses_are_days_from_one_with_news_to_the_next() -> None:
    days = [40, 33, 32, 20, 20, 1, 0]
    rhythm = learn(Rhythm(), [at(NOON - day * DAY) for day in days], now=NOON)
    assert pauses(rhythm) == [7, 1, 12, 19, 1]
    later = learn(rhythm, [Arrival(NOON, NOON + 5 * DAY)], now=NOON + 5 * DAY)
    assert pauses(later) == [7, 1, 12, 19, 1, 5]


def test_what_was_learned_is_the_same_after_it_was_kept() -> None:
    rhythm = learn(Rhythm(), [at(NOON - DAY * number) for number in range(9)], now=NOON)
    kept = read_rhythm(rhythm.text())
    assert (kept.news_days, kept.until, kept.hours) == (rhythm.news_days, rhythm.until, rhythm.hours)
    assert abs(kept.count - rhythm.count) < 0.001
    assert read_rhythm("") == Rhythm()


def test_articles_that_came_between_two_visits_count_in_all_of_its_hours() -> None:
    rhythm = learn(Rhythm(), [Arrival(NOON - 4 * HOUR, NOON)] * 8, now=NOON)
    assert [round(one, 1) for one in rhythm.hours[7:13]] == [0.0, 1.8, 1.8, 1.8, 1.8, 0.0]
    assert rhythm.days[0] == pytest.approx(7), "the oldest of a list may be from long before"
    assert all(later >= earlier for earlier, later in pairwise(rhythm.news_days))

"""What a feed's own file holds: by when it came, never by a clock, and nothing old that a backfill brought."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.store import ArticleStore, Reading, Window
from tests.store.builders import NOON, card, reading, reread

START = datetime(2026, 5, 1, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def seen(number: int, at: datetime, *, age: timedelta = HOUR) -> Reading:
    said = card(number, seen_at=at)
    return reading(says=said, feeds="all", published=at - age, published_precision="minute")


def shown(store: ArticleStore, window: Window | None = None, *, name: str = "all") -> list[int]:
    """The numbers of the articles in the file, in order of membership."""
    ids = store.shelves([name], window or Window())[name].shown
    found = store.read(ids)
    return [int(found[one].url.rpartition("/")[2]) for one in ids]


def test_the_newest_fifty_by_first_sight(store: ArticleStore) -> None:
    store.add([seen(n, START + n * DAY) for n in range(70)])
    assert shown(store) == list(range(69, 19, -1))


def test_all_of_the_week_before_the_newest_where_that_is_more(store: ArticleStore) -> None:
    store.add([seen(n, START + n * HOUR) for n in range(300)])
    assert shown(store) == list(range(299, 130, -1))


def test_five_hundred_at_most(store: ArticleStore) -> None:
    store.add([seen(n, START + n * timedelta(minutes=1)) for n in range(600)])
    assert shown(store) == list(range(599, 99, -1))


def test_what_one_run_lists_came_at_once_and_the_latest_dated_of_it_is_the_newest(store: ArticleStore) -> None:
    """Else a first run of many sites would show whatever page came last."""
    pages = [seen(n, START + n * HOUR, age=(n * 37 % 10) * DAY) for n in range(10)]
    for page in pages:
        store.add([page], run_at=START)
    dated = sorted(range(10), key=lambda n: START + n * HOUR - (n * 37 % 10) * DAY, reverse=True)
    assert shown(store, Window(least=3, span=timedelta(0), most=4)) == dated[:4]
    store.add([seen(10, START + DAY, age=100 * DAY)], run_at=START + DAY)
    assert shown(store, Window(least=3, span=timedelta(0), most=4)) == [10, *dated[:2]]


def test_an_article_that_is_found_late_is_shown_whatever_its_date(store: ArticleStore) -> None:
    store.add([seen(n, START + n * HOUR) for n in range(100)])
    store.add([seen(100, START + 101 * HOUR, age=10 * DAY)])
    assert shown(store)[0] == 100


def test_what_a_backfill_brings_is_not_shown_also_when_it_is_listed_later(store: ArticleStore) -> None:
    old = [seen(n, START, age=(20 + n) * DAY) for n in range(3)]
    store.add(old, is_backfill=True)
    store.add([seen(3, START)])
    assert shown(store) == [3]
    store.add([reread(one, words={"teaser": "Otra entradilla."}) for one in old])
    assert (shown(store), store.count("all")) == ([3], 4)


def months(store: ArticleStore, name: str) -> list[tuple[str, int]]:
    """Those of the archive, with their numbers of articles."""
    return [(one.month, one.articles) for one in store.shelves([name])[name].months if one.articles]


def test_what_came_on_the_day_of_the_newest_is_not_in_the_archive_yet(store: ArticleStore) -> None:
    store.add([seen(n, START + n * HOUR, age=n * DAY) for n in range(30)])
    assert months(store, "all") == [("2026-04", 15), ("2026-05", 1)]
    store.add([seen(31, START + 30 * HOUR, age=DAY)])
    assert months(store, "all") == [("2026-04", 15), ("2026-05", 1)]
    store.add([seen(32, START + 2 * DAY, age=DAY)])
    assert months(store, "all") == [("2026-04", 29), ("2026-05", 2)]


def test_where_a_day_brought_more_than_a_file_holds_all_is_in_the_archive(store: ArticleStore) -> None:
    store.add([seen(n, START + n * timedelta(minutes=1)) for n in range(600)])
    assert months(store, "all") == [("2026-05", 600)]


def test_the_oldest_months_are_left_out_as_long_as_all_in_them_is_as_it_was_written(store: ArticleStore) -> None:
    few_only = Window(least=3, span=timedelta(0), most=4)
    store.add([seen(n, START, age=n * 20 * DAY) for n in range(60)], run_at=START)
    store.add([seen(60, START + DAY)], run_at=START + DAY)
    whole = store.shelves(["all"], few_only)["all"]
    assert (whole.before, whole.months[-1].month) == (None, "2026-05")
    store.mark_archived([replace(one, parts=1, stale_from=None) for one in whole.months], {"all": whole.until})
    few = store.shelves(["all"], few_only)["all"]
    assert getattr(few.before, "month", None) == "2026-04"
    assert [(one.month, one.articles) for one in few.months] == [("2026-05", 1)]  # without that of the newest day
    assert len(store.shelves(["all"], few_only, whole={"all"})["all"].months) == len(whole.months)
    store.add([seen(61, START + DAY, age=400 * DAY)], run_at=START + DAY)  # in the file alone, as long as it is today
    few = store.shelves(["all"], few_only)["all"]
    assert (getattr(few.before, "month", None), few.months[0].month) == ("2025-02", "2025-03")
    store.add([seen(62, START + 2 * DAY)], run_at=START + 2 * DAY)
    few = store.shelves(["all"], few_only)["all"]
    assert (few.months[0].month, few.months[0].stale_from, len(few.months)) == ("2025-03", START - 399 * DAY, 15)


@pytest.mark.parametrize(("age", "is_shown"), [(6 * DAY, True), (8 * DAY, False)])
def test_news_that_a_backfill_comes_upon_is_shown(store: ArticleStore, age: timedelta, is_shown: bool) -> None:
    store.add([seen(1, START, age=age)], is_backfill=True)
    assert shown(store) == [1] * is_shown


def test_of_what_has_no_date_a_backfill_cannot_tell_that_it_is_news(store: ArticleStore) -> None:
    store.add([reading(1, feeds="all", published=None, published_precision="")], is_backfill=True)
    november = datetime(2026, 11, 1, tzinfo=UTC)
    store.add([reading(2, feeds="all", published=november, published_precision="month")], is_backfill=True)
    assert (shown(store), store.count("all")) == ([], 2)


def test_a_feed_that_is_filled_from_the_archive_shows_what_came_last_and_no_backfill(store: ArticleStore) -> None:
    late, old = seen(1, START + DAY, age=30 * DAY), seen(2, START, age=30 * DAY)
    store.add([late, seen(3, START)])
    store.add([old], is_backfill=True)
    store.refill("mine", [one.guid for one in store.articles()])
    assert shown(store, name="mine") == [1, 3]
    assert months(store, "mine") == [("2026-04", 1), ("2026-05", 1)]  # without the newest of the day
    store.refill("mine", [old.article.guid])
    assert months(store, "mine") == [("2026-04", 1)]


def test_a_feed_of_backfilled_articles_shows_none(store: ArticleStore) -> None:
    store.add([seen(1, START, age=30 * DAY)], is_backfill=True)
    assert (shown(store), months(store, "all")) == ([], [("2026-04", 1)])


def test_the_newest_of_feeds_are_by_date_and_one_that_stands_in_both_is_the_same(store: ArticleStore) -> None:
    dates = {1: timedelta(days=3), 2: timedelta(days=1), 3: timedelta(days=2)}
    store.add([reading(number, published=NOON - age) for number, age in dates.items()])
    store.add([reading(4, feeds="all", published=NOON - timedelta(days=400))], is_backfill=True)
    found = store.newest_in(["weibo", "all", "none"], 2)
    assert {name: [one.title for one in articles] for name, articles in found.items()} == {
        "weibo": ["Noticia 2", "Noticia 3"],
        "all": ["Noticia 2", "Noticia 3"],
        "none": [],
    }
    assert found["all"][0] is found["weibo"][0]
    assert [one.title for one in store.newest_in(["all"], 20)["all"]][-1] == "Noticia 4"


def test_the_months_of_feeds_are_counted_with_what_their_files_alone_hold(store: ArticleStore) -> None:
    store.add([reading(number, published=NOON - timedelta(days=20 * number)) for number in range(3)])
    assert store.months(["weibo", "none"]) == {
        "weibo": {"2026-11": (1, 0), "2026-10": (2, 0)},
        "none": {},
    }

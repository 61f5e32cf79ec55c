"""What is written of an archive: the documents that changed, and what leads to them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csm_crawler.jobs.archives import PART, Document, Plan, plan
from csm_crawler.store import Month, Shelf

NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)


def month(name: str, articles: int, parts: int = 1, *, stale: bool = False) -> Month:
    return Month(feed="all", month=name, articles=articles, parts=parts, stale_from=NOON if stale else None)


def written(months: list[Month], *, unchanged: int = 0, is_whole: bool = False) -> tuple[list[str], Plan]:
    """The paths of what is written, each with the one that it leads to; and the whole plan."""
    shelf = Shelf(articles=2000, shown=(7,), until=NOON, months=tuple(months))
    made = plan(shelf, lambda one: unchanged if one.stale_from else one.articles, is_whole=is_whole)
    assert made.until == NOON
    return [f"{one.path} → {one.older}".replace("archive/all/", "") for one in made.documents], made


def test_what_did_not_change_is_not_written() -> None:
    months = [month("2026-05", 3), month("2026-06", 1200, 3)]
    assert written(months) == ([], Plan(shown=(7,), newest="archive/all/2026-06-3", until=NOON))


def test_what_follows_the_months_that_are_left_out_leads_to_the_last_of_them() -> None:
    before = month("2026-05", 700, 2)
    made = plan(Shelf(articles=2000, shown=(7,), until=NOON, months=(), before=before), lambda _one: 0)
    assert made == Plan(shown=(7,), newest="archive/all/2026-05-2", until=NOON)
    months = (month("2026-06", 3, 0, stale=True), month("2026-07", 4))
    made = plan(Shelf(articles=2000, shown=(7,), until=NOON, months=months, before=before), lambda _one: 0)
    assert [one.older for one in made.documents] == ["archive/all/2026-05-2", "archive/all/2026-06"]


def test_an_archive_that_was_never_written_is_written_whole_the_oldest_first() -> None:
    months = [month("2026-05", 3, 0, stale=True), month("2026-07", PART + 1, 0, stale=True)]
    paths, made = written(months)
    assert paths == ["2026-05 → ", "2026-07 → 2026-05", "2026-07-2 → 2026-07"]
    assert made.newest == "archive/all/2026-07-2"
    assert made.marks == (month("2026-05", 3), month("2026-07", PART + 1, 2))


def test_news_is_written_into_the_last_part_of_its_month_only() -> None:
    months = [month("2026-06", 900, 2), month("2026-07", 1010, 3, stale=True)]
    paths, made = written(months, unchanged=1000)
    assert paths == ["2026-07-3 → 2026-07-2"]
    assert made.marks == (month("2026-07", 1010, 3),)


def test_a_late_article_moves_what_stands_behind_it_in_its_month_and_no_other_month() -> None:
    months = [month("2026-06", 1400, 3, stale=True), month("2026-07", 20)]
    assert written(months, unchanged=499)[0] == ["2026-06 → ", "2026-06-2 → 2026-06", "2026-06-3 → 2026-06-2"]
    assert written(months, unchanged=500)[0] == ["2026-06-2 → 2026-06", "2026-06-3 → 2026-06-2"]


def test_the_month_behind_one_that_got_another_last_part_leads_to_that() -> None:
    months = [month("2026-06", 501, 1, stale=True), month("2026-07", 700, 2), month("2026-08", 5)]
    assert written(months, unchanged=500)[0] == ["2026-06-2 → 2026-06", "2026-07 → 2026-06-2"]


def test_a_month_that_opens_between_others_is_led_to() -> None:
    months = [month("2026-05", 5), month("2026-06", 1, 0, stale=True), month("2026-07", 5)]
    assert written(months)[0] == ["2026-06 → 2026-05", "2026-07 → 2026-06"]


def test_a_month_that_lost_all_its_articles_is_removed_and_passed_over() -> None:
    months = [month("2026-05", 5), month("2026-06", 0, 2, stale=True), month("2026-07", 5)]
    paths, made = written(months)
    assert paths == ["2026-07 → 2026-05"]
    assert made.surplus == ("archive/all/2026-06", "archive/all/2026-06-2")
    assert made.marks == (month("2026-06", 0, 0), month("2026-07", 5))


def test_documents_that_open_or_lead_elsewhere_are_noted_before_they_are_written() -> None:
    """A publishing that ends midway leaves them on the disk, and what they were made of may be gone by the next."""
    months = [month("2026-05", 5), month("2026-06", PART + 1, 1, stale=True), month("2026-07", 5)]
    ahead = [
        replace(month(name, held, parts), stale_from=datetime(2026, number, 1, tzinfo=UTC))
        for name, held, parts, number in (("2026-06", PART + 1, 2, 6), ("2026-07", 5, 1, 7))
    ]
    made = written(months, unchanged=PART)[1]
    assert [*made.ahead] == ahead
    assert made.marks == (month("2026-06", PART + 1, 2), month("2026-07", 5))
    assert written(ahead, unchanged=0)[1].ahead == (), "noted once"
    assert written([month("2026-06", 900, 2, stale=True)], unchanged=800)[1].ahead == ()


def test_a_part_that_is_not_needed_any_more_is_removed() -> None:
    paths, made = written([month("2026-07", 500, 2, stale=True)], unchanged=480)
    assert (paths, made.newest, made.surplus) == (["2026-07 → "], "archive/all/2026-07", ("archive/all/2026-07-2",))


def test_a_month_that_opens_and_the_first_one_that_goes_are_both_followed() -> None:
    months = [month("2026-05", 0, 1, stale=True), month("2026-06", 5), month("2026-08", 2, 0, stale=True)]
    paths, made = written(months)
    assert paths == ["2026-06 → ", "2026-08 → 2026-06"]
    assert (made.newest, made.surplus) == ("archive/all/2026-08", ("archive/all/2026-05",))


@pytest.mark.parametrize("parts", [1, 2])
def test_the_whole_archive_is_written_where_that_is_asked_for(parts: int) -> None:
    months = [month("2026-05", 600, parts), month("2026-06", 5)]
    paths, made = written(months, is_whole=True)
    assert paths == ["2026-05 → ", "2026-05-2 → 2026-05", "2026-06 → 2026-05-2"]
    assert made.surplus == ()


def test_a_document_is_named_by_feed_month_and_part() -> None:
    in_group = Month(feed="group/bats", month="2026-07", articles=9, parts=0, stale_from=None)
    paths = [Document(month=in_group, part=part, older="").path for part in (0, 1)]
    assert paths == ["archive/group/bats/2026-07", "archive/group/bats/2026-07-2"]

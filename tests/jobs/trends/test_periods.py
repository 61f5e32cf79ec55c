"""The time that figures are of, and the columns that its months become."""

from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.trends.columns import FIT, columns_of
from csm_crawler.jobs.trends.periods import Period, months_between, period_of
from csm_crawler.periods import read_period

NEWEST = datetime(2026, 11, 19, 12, tzinfo=UTC)


def period(since: str, until: str) -> Period:
    return Period(since=read_period(since, where="")[0], until=read_period(until, where="")[1])


def asked(since: str = "", until: str = "", newest: datetime = NEWEST) -> tuple[str, str]:
    start = read_period(since, where="")[0] if since else None
    end = read_period(until, where="")[1] if until else None
    whole, latest = period_of(start, end, newest=newest)
    return str(whole), str(latest)


@pytest.mark.parametrize(
    ("since", "until", "whole", "latest"),
    [
        ("", "", "2025-12-01 to 2026-11-30", "2026-09-01 to 2026-11-30"),
        ("2026-Q3", "2026-09", "2026-07-01 to 2026-09-30", "2026-07-01 to 2026-09-30"),
        ("2026-07-05", "", "2026-07-05 to 2026-11-30", "2026-07-05 to 2026-11-30"),
        ("", "2026-Q2", "2025-07-01 to 2026-06-30", "2025-07-01 to 2026-06-30"),
        ("2027", "", "2027-01-01 to 2027-01-31", "2027-01-01 to 2027-01-31"),
        ("", "0001-03", "0001-01-01 to 0001-03-31", "0001-01-01 to 0001-03-31"),
    ],
)
def test_what_is_not_asked_for_follows_from_the_newest_article(since: str, until: str, whole: str, latest: str) -> None:
    assert asked(since, until) == (whole, latest)


def test_a_period_that_ends_before_it_begins_is_a_slip() -> None:
    with pytest.raises(ConfigError, match="--until: ends before 2026-08-01, where --since begins"):
        asked("2026-08", "2026-07")


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        ("2026-07", "2026-09", ["2026-04-01 to 2026-06-30", "2026-01-01 to 2026-03-31", "2025-10-01 to 2025-12-31"]),
        ("2026-02", "2026-02", ["2026-01-01 to 2026-01-31", "2025-12-01 to 2025-12-31", "2025-11-01 to 2025-11-30"]),
        (
            "2026-07-06",
            "2026-07-12",
            ["2026-06-29 to 2026-07-05", "2026-06-22 to 2026-06-28", "2026-06-15 to 2026-06-21"],
        ),
        ("0001-02", "0001-02", ["0001-01-01 to 0001-01-31"]),
        ("0001", "0001", []),
    ],
)
def test_the_periods_before_are_as_long(since: str, until: str, before: list[str]) -> None:
    one = period(since, until)
    assert [str(earlier) for earlier in one.before(max(len(before), 1), whole=one)] == before


def test_a_period_that_is_not_over_is_compared_with_as_much_of_those_before() -> None:
    whole = period("2026-10", "2026-12")
    cut = whole.cut(NEWEST)
    assert str(cut) == "2026-10-01 to 2026-11-19"
    assert [str(one) for one in cut.before(2, whole=whole)] == ["2026-07-01 to 2026-08-19", "2026-04-01 to 2026-05-19"]
    assert period("2026-07", "2026-09").cut(NEWEST) == period("2026-07", "2026-09")
    assert str(period("2026-07", "2026-09").cut(NEWEST - timedelta(days=3660))) == "2026-07-01 to 2026-07-01"


def test_the_months_of_a_period_are_all_that_it_touches() -> None:
    assert period("2025-12-31", "2026-02-01").months == ("2025-12", "2026-01", "2026-02")
    assert months_between("2026-07", "2026-07") == ("2026-07",)


def test_a_year_or_less_is_shown_by_month_with_the_year_where_it_changes() -> None:
    shown = columns_of(months_between("2025-11", "2026-02"), first="2025-11")
    assert shown.place == {"2025-11": 0, "2025-12": 1, "2026-01": 2, "2026-02": 3}
    assert shown.labels == (("11", "2025"), ("12", ""), ("01", "2026"), ("02", ""))


def test_no_two_years_stand_beside_each_other() -> None:
    assert columns_of(("2025-12", "2026-01"), first="").labels == (("12", ""), ("01", "2026"))
    assert columns_of(("2026-01",), first="").labels == (("01", "2026"),)


def test_more_months_become_quarters_and_more_than_these_years() -> None:
    quarters = columns_of(months_between("2024-11", "2026-06"), first="2024-11")
    assert quarters.labels == (
        ("Q4", ""),
        ("Q1", "2025"),
        ("Q2", ""),
        ("Q3", ""),
        ("Q4", ""),
        ("Q1", "2026"),
        ("Q2", ""),
    )
    assert (quarters.place["2024-12"], quarters.place["2025-01"]) == (0, 1)
    years = columns_of(months_between("2019-01", "2026-06"), first="2019-01")
    assert years.labels == tuple((str(year), "") for year in range(2019, 2027))


def test_a_long_period_is_shown_from_its_first_article_on() -> None:
    shown = columns_of(months_between("1990-01", "2026-06"), first="2026-02")
    assert shown.labels == (("02", "2026"), ("03", ""), ("04", ""), ("05", ""), ("06", ""))
    assert len(columns_of(months_between("2025-01", "2026-06"), first="2026-06").labels) == FIT


def test_the_months_of_a_page_begin_with_its_first_article_but_are_never_fewer_than_it_asks_for() -> None:
    year = months_between("2025-12", "2026-11")
    assert columns_of(year, first="2026-03", least=6).names == year[3:]
    assert columns_of(year, first="2026-11", least=6).names == year[6:]
    assert columns_of(year, first="", least=6).names == year
    named = columns_of(year[:2], first="", least=6, name=lambda month: {"12": "Dec", "01": "Jan"}[month[5:]])
    assert named.labels == (("Dec", ""), ("Jan", "2026"))

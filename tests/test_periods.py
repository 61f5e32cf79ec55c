"""A day, month, quarter or year as people write it."""

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.periods import read_period


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2019-11-13", "2019-11-13", "2019-11-14"),
        ("2019-12-31", "2019-12-31", "2020-01-01"),
        ("2020-02", "2020-02-01", "2020-03-01"),
        ("2019-12", "2019-12-01", "2020-01-01"),
        ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026-Q3", "2026-07-01", "2026-10-01"),
        ("2026-q4", "2026-10-01", "2027-01-01"),
        (" 2019 ", "2019-01-01", "2020-01-01"),
    ],
)
def test_a_period_has_a_first_day_and_a_day_after(text: str, first: str, after: str) -> None:
    assert [moment.date().isoformat() for moment in read_period(text, where="--since")] == [first, after]


@pytest.mark.parametrize("text", ["", "soon", "2019-13", "2019-02-30", "2019-Q5", "19", "2019-11-13T10", "9999"])
def test_what_is_no_period_is_told_in_one_line(text: str) -> None:
    with pytest.raises(ConfigError, match=r"--since: is '.*'; it must be a day such as 2019-11-13"):
        read_period(text, where="--since")

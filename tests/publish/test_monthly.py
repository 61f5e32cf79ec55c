import pytest

from csm_crawler.publish.monthly import CHARTED, ByMonth, Chart, Column, Span, chart_of, rows_of
from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import words

W = words("en", "feed")


def heights(months: dict[str, int]) -> list[tuple[str, int, str]]:
    chart = chart_of(ByMonth(numbers=months), W)
    return [(one.label, one.height, one.number) for one in chart.columns] if chart else []


def test_each_month_between_the_first_and_the_last_has_a_column() -> None:
    assert chart_of(ByMonth(numbers={"2026-12": 4, "2026-10": 1, "2026-08": 0}), W) == Chart(
        told="October 2026 to December 2026: 5 articles; most in December 2026, 4.",
        columns=(
            Column(words="October 2026: 1 article", label="Oct", year="2026", number="1", height=25),
            Column(words="November 2026: 0 articles", label="Nov", year="", number="", height=0),
            Column(words="December 2026: 4 articles", label="Dec", year="", number="4", height=100),
        ),
    )


def test_one_month_is_no_chart() -> None:
    assert chart_of(ByMonth(numbers={"2026-12": 4, "2026-11": 0}), W) is None
    assert chart_of(ByMonth(numbers={}), W) is None


def test_the_chart_shows_two_years_and_only_its_highest_and_last_numbers() -> None:
    months = {f"{2020 + number // 12}-{number % 12 + 1:02}": 1 + number % 7 for number in range(80)}
    shown = heights(months)
    assert len(shown) == CHARTED
    assert [number for _label, _height, number in shown if number] == ["7", "3"]
    assert shown[-1] == ("Aug", 43, "3")


@pytest.mark.parametrize(
    ("first", "years"), [("2025-09", ["2025", "2026"]), ("2025-11", ["2026"]), ("2026-01", ["2026"])]
)
def test_years_stand_where_they_do_not_touch(first: str, years: list[str]) -> None:
    chart = chart_of(ByMonth(numbers={first: 1, "2026-04": 1}), W)
    assert chart
    assert [one.year for one in chart.columns if one.year] == years


def test_a_month_that_has_few_beside_many_is_still_seen() -> None:
    assert heights({"2026-01": 1, "2026-02": 5000}) == [("Jan", 1, "1"), ("Feb", 100, "5,000")]


def test_the_table_has_the_months_the_newest_first_and_where_their_archive_lies() -> None:
    months = {"2026-11": 2, "2026-12": 1234, "2026-10": 0, "2026-09": 0}
    archived = {"2026-12": ("archive/x/2026-12-2", 2), "2026-10": ("archive/x/2026-10", 1)}
    assert rows_of(ByMonth(numbers=months, archived=archived), W, Place(name="group/x", language="es")) == [
        ("December 2026", "1,234", "../../archive/x/2026-12-2", W.count("parts", 2)),
        ("November 2026", "2", "", ""),
        ("October 2026", "0", "../../archive/x/2026-10", ""),
    ]


def test_what_is_older_than_the_chart_stands_in_a_row_for_each_year() -> None:
    months = {f"{2010 + number // 12}-{number % 12 + 1:02}": number for number in range(192)}
    archived = {month: (f"archive/x/{month}", 1 + (month == "2023-12")) for month in months if month < "2026"}
    found = ByMonth(numbers=months, archived=archived).spans
    assert len(found) == CHARTED + 14
    assert found[0] == Span(name="2025-12", articles=191, last="archive/x/2025-12", documents=1)
    assert found[23].name == "2024-01"
    assert found[24] == Span(name="2023", articles=1938, last="archive/x/2023-12", documents=13)
    assert found[-1] == Span(name="2010", articles=66, last="archive/x/2010-12", documents=12)
    assert sum(span.articles for span in found) == sum(months.values())
    assert rows_of(ByMonth(numbers=months, archived=archived), W, Place(name="x"))[24][0] == "2023"

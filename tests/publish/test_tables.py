"""Figures as CSV."""

import csv
import io

import pytest

from csm_crawler.publish.tables import Table, to_csv


def table(*rows: tuple[str | int | float | None, ...]) -> Table:
    return Table(name="mentions", title="Mentions", columns=("platform", "articles", "share"), rows=rows)


def test_csv_begins_with_the_names_of_the_columns() -> None:
    assert to_csv(table()) == b"platform,articles,share\n"


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    body = to_csv(table(("douyin", 12, 0.0817), ("WeChat, 微信", -3, None)))
    assert body.decode() == 'platform,articles,share\ndouyin,12,0.0817\n"WeChat, 微信",-3,\n'


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1+1", "\t=1", "one;=2"])
def test_no_cell_is_a_formula(words: str) -> None:
    ((cell, *_),) = [
        row for number, row in enumerate(csv.reader(io.StringIO(to_csv(table((words,))).decode()))) if number
    ]
    assert not any(part.lstrip().startswith(("=", "+", "-", "@", "＝")) for part in cell.split(";"))
    assert words.strip().rpartition(";")[2] in cell


def test_a_cell_stands_on_one_line() -> None:
    assert to_csv(table(("one\r\ntwo\x00", 1, None))).decode() == "platform,articles,share\none two,1,\n"

"""Figures as tables, and the CSV of one."""

import csv
import io
import re
from dataclasses import dataclass

from csm_crawler.publish.clean import clean_line

Cell = str | int | float | None
"""None where there is nothing to say."""

_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One figure, for people and for programs."""

    name: str
    """Of its files and its chart: "mentions"."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rules: tuple[str, ...] = ()
    """What its numbers mean, a sentence or two each."""


def to_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8 with lines of Unix: the columns' names first. No cell is a formula to a spreadsheet."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(table.columns)
    lines.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode()


def harmless(text: str) -> str:
    """The text for a cell: what a spreadsheet would run as a formula is led by an apostrophe.

    Also behind a semicolon, where Excel begins a new cell in countries that write 1,5.
    """
    return _FORMULA.sub(r"\1'", text)


def _cell(value: Cell) -> Cell:
    return harmless(clean_line(value)) if isinstance(value, str) else value

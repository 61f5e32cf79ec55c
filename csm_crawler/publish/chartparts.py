"""Names, headings and legends of charts, placed so that none touches another."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from csm_crawler.publish.svg import (
    HEADING,
    LINE,
    SERIES,
    SMALL,
    TEXT,
    Frame,
    box,
    fitted,
    text,
    width_of,
    wrapped,
)

Label = tuple[str, str]
"""Two lines, either may be empty."""
GAP = 12
ROW = 30
HEADINGS = 2 * LINE * SMALL
"""How high two lines of them are."""
THIN = 12
"""How high a bar is below its name."""
ABOVE = 26
"""How high the line is that a narrow chart has above each row; its words stand so much above the row:"""
BASE = 5
UNDER = 17
"""How high a second line is between name and row."""
_NAME = 280
"""The widest of a row."""


def short(number: int) -> str:
    """12k for 12345: it must stand in a cell."""
    if number < 10_000:
        return str(number)
    return f"{number / 1000:.0f}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def beside(names: Iterable[str], frame: Frame) -> float:
    """Where the rows begin that have these names before them, or above them."""
    return frame.margin if frame.is_narrow else frame.margin + min(max(map(width_of, names)), _NAME) + GAP


def above(frame: Frame) -> float:
    """How much room is left for a name above each row."""
    return ABOVE if frame.is_narrow else 0


def row_name(name: str, frame: Frame, x: float, y: float, *, room: float = 0) -> Iterator[str]:
    """The name of the row that begins at y: it ends at x or, in a narrow chart, stands above it and leaves `room`."""
    if frame.is_narrow:
        words = fitted(name, frame.room - room - GAP)
        yield text(words, frame.margin, y - BASE, font_weight=500)
    else:
        yield from _name_beside(name, x - GAP, y)


def _name_beside(name: str, x: float, y: float) -> Iterator[str]:
    """In two smaller lines where it is too long for one."""
    middle = y + ROW / 2
    if width_of(name) <= _NAME:
        yield text(name, x, middle + TEXT * 0.35, text_anchor="end")
        return
    first, *more = _lines(name)
    yield text(first, x, middle - 2, size=SMALL, text_anchor="end")
    yield text(fitted(" ".join(more), _NAME, SMALL), x, middle + SMALL - 1, size=SMALL, text_anchor="end")


def _lines(name: str) -> list[str]:
    """Broken between two names, where it is of two that fit."""
    one, plus, other = name.partition(" + ")
    halves = [f"{one} +", other]
    fits = plus and all(width_of(half, SMALL) <= _NAME for half in halves)
    return halves if fits else wrapped(name, _NAME, SMALL)


def headings(labels: Sequence[Label], x: float, step: float, y: float, marks: Sequence[str] = ()) -> Iterator[str]:
    """In the middle of columns that begin at x, so many pixels each; the second lines end at y. Where they would touch,
    every second, third … is left out. `marks` stand above them, each."""
    every = ceil((max(width_of(words, SMALL) for label in labels for words in label) + 2) / step)
    for number in range(0, len(labels), every):
        # The year of one that is left out stands at the next.
        years = [year for _name, year in labels[max(number - every + 1, 0) : number + 1] if year]
        for line, words in enumerate((labels[number][0], *years[-1:])):
            base = y - (1 - line) * LINE * SMALL - 0.3 * SMALL
            middle = x + (number + 0.5) * step
            yield text(words, middle, base, size=SMALL, color="soft", text_anchor="middle")
    for number, mark in enumerate(marks):
        if mark:
            base, middle = y - 2.3 * LINE * SMALL, x + (number + 0.5) * step
            yield text(mark, middle, base, size=SMALL, color="two", text_anchor="middle", font_weight=600)


def legend(names: Sequence[str], frame: Frame, y: float) -> tuple[list[str], float]:
    """Which color is whose, and where the chart may begin; nothing where there is but one."""
    parts: list[str] = []
    if len(names) < 2:
        return parts, y
    x = float(frame.margin)
    for name, color in zip(names, SERIES, strict=False):
        words = fitted(name, frame.room / 2)
        wide = 18 + width_of(words) + GAP
        if x > frame.margin and x + wide > frame.right:
            x, y = float(frame.margin), y + LINE * TEXT
        parts += [box(x, y, 12, 12, color=color, rx=2), text(words, x + 18, y + 11)]
        x += wide
    return parts, y + LINE * HEADING

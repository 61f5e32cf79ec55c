"""Charts of a few numbers, each with the numbers written in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csm_crawler.publish.chartparts import GAP, HEADINGS, ROW, Label, beside, headings, legend, row_name, short
from csm_crawler.publish.svg import (
    LINE,
    MARGIN,
    SERIES,
    SMALL,
    TEXT,
    WIDTH,
    Frame,
    box,
    framed,
    text,
    top_of,
    width_of,
)

NOTHING = "There is nothing to show."
_ROOM = WIDTH - 2 * MARGIN
_HIGH = 200
"""The highest column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A name and its number in each month, or whatever else the columns are."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.values)

    @property
    def told(self) -> str:
        """It in words, for who does not see it."""
        return f"{self.label}: {self.total} ({', '.join(map(str, self.values))})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A name, how long its bar is (to the left, where that is less than 0), and the words that tell it."""

    label: str
    value: float
    words: str


def columns(frame: Frame, labels: Sequence[Label], series: Sequence[Series]) -> str:
    """A column for each label, of as many pieces as there are series, six at most; its sum stands on it."""
    if not any(one.total for one in series):
        return _nothing(frame)
    legends, top = legend([f"{one.label}: {short(one.total)}" for one in series], top_of(frame))
    base = top + TEXT * LINE + _HIGH
    step = _ROOM / len(labels)
    most = max(map(sum, zip(*(one.values for one in series), strict=True)))
    body = [*legends, box(MARGIN, base, _ROOM, 1, color="line")]
    body += headings(labels, MARGIN, step, base + HEADINGS)
    for number, label in enumerate(labels):
        pieces = [(one.label, one.values[number]) for one in series]
        body += _column(MARGIN + (number + 0.5) * step, base, step, " ".join(label[::-1]).strip(), pieces, most)
    return framed(frame, body, bottom=base + HEADINGS, told=" ".join(one.told for one in series))


def _column(
    middle: float, base: float, step: float, label: str, pieces: Sequence[tuple[str, int]], most: int
) -> Iterator[str]:
    y = base
    wide = min(step * 0.72, 56)
    for (name, value), color in zip(pieces, SERIES, strict=False):
        if value:
            high = _HIGH * value / most
            y -= high
            yield box(middle - wide / 2, y, wide, high, color=color, told=f"{name}, {label}: {value}")
    total = short(sum(value for _name, value in pieces))
    if y < base and width_of(total, SMALL) <= step:
        yield text(total, middle, y - 5, size=SMALL, text_anchor="middle")


def grid(frame: Frame, labels: Sequence[Label], rows: Sequence[Series]) -> str:
    """A row for each series with a cell for each label, its color the stronger the nearer to the row's largest number;
    its sum at the end."""
    if not rows:
        return _nothing(frame)
    top = top_of(frame) + HEADINGS
    left = beside(row.label for row in rows)
    right = WIDTH - MARGIN - max(width_of(short(row.total)) for row in rows) - GAP
    body = [*headings(labels, left, (right - left) / len(labels), top)]
    for number, row in enumerate(rows):
        body += _row(row, left, right, top + 8 + number * ROW)
    return framed(frame, body, bottom=top + 8 + len(rows) * ROW, told=" ".join(row.told for row in rows))


def _row(row: Series, left: float, right: float, y: float) -> Iterator[str]:
    step = (right - left) / len(row.values)
    base = y + ROW / 2 + TEXT * 0.35
    yield from row_name(row.label, left - GAP, y)
    for place, value in enumerate(row.values):
        x = left + place * step
        shade = 0.06 + 0.44 * value / max(row.values) if value else 0.03
        yield box(x + 1, y + 1, step - 2, ROW - 2, color="seal", rx=3, fill_opacity=f"{shade:.2f}")
        if value and width_of(short(value), SMALL) <= step:
            yield text(short(value), x + step / 2, base, size=SMALL, text_anchor="middle")
    yield text(short(row.total), WIDTH - MARGIN, base, text_anchor="end", font_weight=600)


def bars(frame: Frame, rows: Sequence[Bar]) -> str:
    """A bar for each, from a common line to the right, or to the left where its value is less than 0."""
    if not rows:
        return _nothing(frame)
    top = top_of(frame)
    left = beside(one.label for one in rows)
    right = WIDTH - MARGIN - max(width_of(one.words, SMALL) for one in rows) - GAP
    low, high = min(0.0, *(one.value for one in rows)), max(0.0, *(one.value for one in rows))
    scale = (right - left) / ((high - low) or 1)
    zero = left - low * scale
    body = [box(zero, top, 1, len(rows) * ROW, color="line")]
    for number, one in enumerate(rows):
        # Beside the bar, or in a column of their own where bars go both ways.
        words = right + GAP if low else zero + one.value * scale + GAP / 2
        body += _bar(one, left, zero, scale, words, top + number * ROW)
    told = " ".join(f"{one.label}: {one.words}." for one in rows)
    return framed(frame, body, bottom=top + len(rows) * ROW, told=told)


def _bar(one: Bar, left: float, zero: float, scale: float, words: float, y: float) -> Iterator[str]:
    long = abs(one.value) * scale
    yield from row_name(one.label, left - GAP, y)
    color, x = ("seal", zero) if one.value >= 0 else ("two", zero - long)
    yield box(x, y + 5, max(long, 1.0), ROW - 10, color=color, rx=2)
    yield text(one.words, words, y + ROW / 2 + TEXT * 0.35, size=SMALL, color="soft")


def _nothing(frame: Frame) -> str:
    top = top_of(frame)
    return framed(frame, [text(NOTHING, MARGIN, top + TEXT)], bottom=top + TEXT, told=NOTHING)

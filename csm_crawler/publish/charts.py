"""Charts of a few numbers, each with the numbers written in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from csm_crawler.publish.chartparts import (
    ABOVE,
    BASE,
    GAP,
    HEADINGS,
    ROW,
    THIN,
    UNDER,
    Label,
    above,
    beside,
    headings,
    legend,
    row_name,
    short,
)
from csm_crawler.publish.svg import LINE, SERIES, SMALL, TEXT, Frame, box, framed, text, top_of, width_of

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
    legends, top = legend([f"{one.label}: {short(one.total)}" for one in series], frame, top_of(frame))
    base = top + TEXT * LINE + _HIGH
    step = frame.room / len(labels)
    most = max(map(sum, zip(*(one.values for one in series), strict=True)))
    body = [*legends, box(frame.margin, base, frame.room, 1, color="line")]
    body += headings(labels, frame.margin, step, base + HEADINGS)
    for number, label in enumerate(labels):
        pieces = [(one.label, one.values[number]) for one in series]
        middle = frame.margin + (number + 0.5) * step
        body += _column(middle, base, step, " ".join(label[::-1]).strip(), pieces, most)
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


def grid(frame: Frame, labels: Sequence[Label], rows: Sequence[Series], marks: Sequence[str] = ()) -> str:
    """A row for each series with a cell for each label, its color the stronger the nearer to the row's largest number;
    its sum at the end. `marks`: what stands above the labels, empty where nothing does."""
    if not rows:
        return _nothing(frame)
    top = top_of(frame) + HEADINGS + (LINE * SMALL if any(marks) else 0)
    left = beside((row.label for row in rows), frame)
    sums = max(width_of(short(row.total)) for row in rows)
    right = frame.right if frame.is_narrow else frame.right - sums - GAP
    body = [*headings(labels, left, (right - left) / len(labels), top, marks)]
    top, pitch = top + 8, above(frame) + ROW
    for number, row in enumerate(rows):
        body += _row(row, frame, left, right, top + number * pitch + above(frame))
    return framed(frame, body, bottom=top + len(rows) * pitch, told=" ".join(row.told for row in rows))


def _row(row: Series, frame: Frame, left: float, right: float, y: float) -> Iterator[str]:
    yield from row_name(row.label, frame, left, y, room=width_of(short(row.total)))
    yield from _cells(row.values, left, right, y)
    at = y - BASE if frame.is_narrow else y + ROW / 2 + TEXT * 0.35
    yield text(short(row.total), frame.right, at, text_anchor="end", font_weight=600)


@lru_cache(maxsize=500)  # pages in other languages show the same
def _cells(values: tuple[int, ...], left: float, right: float, y: float) -> tuple[str, ...]:
    step, most = (right - left) / len(values), max(values)
    cells: list[str] = []
    for place, value in enumerate(values):
        x = left + place * step
        shade = 0.06 + 0.44 * value / most if value else 0.03
        cells.append(box(x + 1, y + 1, step - 2, ROW - 2, color="seal", rx=3, fill_opacity=f"{shade:.2f}"))
        if value and width_of(short(value), SMALL) <= step:
            base = y + ROW / 2 + TEXT * 0.35
            cells.append(text(short(value), x + step / 2, base, size=SMALL, text_anchor="middle"))
    return tuple(cells)


def bars(frame: Frame, rows: Sequence[Bar]) -> str:
    """A bar for each, from a common line to the right, or to the left where its value is less than 0."""
    if not rows:
        return _nothing(frame)
    left = beside((one.label for one in rows), frame)
    words = max(width_of(one.words, SMALL) for one in rows)
    right = frame.right if frame.is_narrow else frame.right - words - GAP
    low, high = min(0.0, *(one.value for one in rows)), max(0.0, *(one.value for one in rows))
    scale = (right - left) / ((high - low) or 1)
    zero = left - low * scale
    top, told = top_of(frame), " ".join(f"{one.label}: {one.words}." for one in rows)
    body: list[str] = []
    if frame.is_narrow:
        # Words that find no room beside a name stand below all names.
        apart = any(width_of(one.label) + width_of(one.words, SMALL) + GAP > frame.room for one in rows)
        pitch = ABOVE + THIN + (UNDER if apart else 0)
        for number, one in enumerate(rows):
            body += _thin(one, frame, zero, scale, top + number * pitch, apart=apart)
        return framed(frame, body, bottom=top + len(rows) * pitch, told=told)
    body.append(box(zero, top, 1, len(rows) * ROW, color="line"))
    for number, one in enumerate(rows):
        # Beside the bar, or in a column of their own where bars go both ways.
        at = right + GAP if low else zero + one.value * scale + GAP / 2
        body += _bar(one, frame, left, zero, scale, at, top + number * ROW)
    return framed(frame, body, bottom=top + len(rows) * ROW, told=told)


def _bar(one: Bar, frame: Frame, left: float, zero: float, scale: float, words: float, y: float) -> Iterator[str]:
    yield from row_name(one.label, frame, left, y)
    yield _drawn(one, zero, scale, y + 5, ROW - 10)
    yield text(one.words, words, y + ROW / 2 + TEXT * 0.35, size=SMALL, color="soft")


def _thin(one: Bar, frame: Frame, zero: float, scale: float, y: float, *, apart: bool) -> Iterator[str]:
    """The same below its name and its words."""
    words, below = width_of(one.words, SMALL), y + ABOVE
    yield from row_name(one.label, frame, zero, below, room=0 if apart else words)
    below += UNDER if apart else 0
    place: dict[str, object] = {} if apart else {"text_anchor": "end"}
    yield text(one.words, frame.margin if apart else frame.right, below - BASE, size=SMALL, color="soft", **place)
    yield box(frame.margin, below, frame.room, THIN, color="line", rx=2, fill_opacity="0.5")
    yield _drawn(one, zero, scale, below, THIN)


def _drawn(one: Bar, zero: float, scale: float, y: float, high: float) -> str:
    long = abs(one.value) * scale
    color, x = ("seal", zero) if one.value >= 0 else ("two", zero - long)
    return box(x, y, max(long, 1.0), high, color=color, rx=2)


def _nothing(frame: Frame) -> str:
    top = top_of(frame)
    return framed(frame, [text(frame.nothing, frame.margin, top + TEXT)], bottom=top + TEXT, told=frame.nothing)

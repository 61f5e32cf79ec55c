"""The days and months that a text names, in any order, language and spelling: one table of shapes."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from csm_crawler.normalize.dates.tokens import Tokens


class Day(NamedTuple):
    """A day as printed; `order` is empty where the shape itself says which part is which."""

    form: str
    year: int | None
    month: int
    day: int | None
    start: int
    end: int
    padded: bool = False
    """True where the first number has two digits."""
    swapped: bool = False
    """True where day and month are both 12 at most and only an order can tell them apart."""


N = "[12]"
MONTH = f"(?:{N}R|[MX])"
GAP = r"[d,./\-]*"
BORDER = r"(?<![12Y#][./\-])(?<![/+#!])"
STOP = r"(?![./\-][12Y#C]|[!%])"
NO_MONTH_NEXT = rf"(?![oT.]*{GAP}{MONTH})"

FORMS = (
    ("year month day", rf"(?:(Y)Q?|(2)Q|(J)){GAP}({MONTH}){GAP}({N})[oT]*(?![:h])"),
    ("day month year", rf"({N})[oT.]*{GAP}({MONTH})[t@]*{GAP}(Y)Q?"),
    ("day month year2", rf"({N})[oT.]*{GAP}({MONTH}){GAP}(2)(?![:hURT]|\.[12]|{GAP}[Y12])"),
    ("month day year", rf"({MONTH}){GAP}({N})[oT.]*[dt@,./\-]*(Y)"),
    ("numeric year first", rf"{BORDER}(Y)([./\-~])({N})\2({N})T?{STOP}"),
    ("numeric", rf"{BORDER}({N})([./\-~])({N})\2(Y|{N}){STOP}"),
    ("numeric spaced", rf"(?<![12Y#])({N})({N})(Y)(?![12Y#])"),
    ("numeric spaced first", r"(?<![12Y#])(Y)(2)(2)(?![12Y#./\-])"),
    ("compact", r"(?<![12Y#.\-/])(C)(?![./\-]?[12Y#])"),
    ("month's day", rf"(I)d*({N})T"),
    ("day month", rf"{BORDER}({N})[oT.]*{GAP}({MONTH})"),
    ("month day", rf"({MONTH})(?!-2){GAP}({N})[oT]*{NO_MONTH_NEXT}(?![.\-/:][12Y#])"),
    ("numeric no year", rf"{BORDER}({N})([./\-])({N})(?:\.(?![12Y#]))?{STOP}"),
    ("weekday day", rf"(W)[,.d]*({N})[oT]*{NO_MONTH_NEXT}(?![.,:/\-hp]?[12Y#hp])"),
    ("day weekday", rf"(?<![12Y#M])({N})[oT]*[,d]*(W)"),
    ("month year", rf"({MONTH}){GAP}(Y)(?![:\-./][12])"),
    ("year month", rf"(Y)Q?[d\-]*({MONTH})"),
    ("numeric month year", rf"{BORDER}({N})[/\-](Y){STOP}"),
    ("numeric year month", rf"{BORDER}(Y)[/\-]({N}){STOP}"),
)


@cache
def _grammar() -> re.Pattern[str]:
    """All the forms as one pattern; the longest stand first."""
    parts = []
    groups = 0
    for number, (_, form) in enumerate(FORMS):
        shifted = re.sub(r"\\2", rf"\\{groups + 2}", form)
        parts.append(f"{shifted}(?P<f{number}>)")
        groups += re.compile(form.replace(r"\2", "")).groups + 1
    return re.compile("|".join(parts))


class Reading(NamedTuple):
    """The days found in a text, and whether a look at them failed (the 31st of June)."""

    days: list[Day]
    broken: bool


PARTS: dict[str, tuple[int | None, int, int | None]] = {
    "year month day": (0, 1, 2),
    "day month year": (2, 1, 0),
    "day month year2": (2, 1, 0),
    "month day year": (2, 0, 1),
    "numeric year first": (0, 1, 2),
    "numeric": (2, 1, 0),
    "numeric spaced": (2, 1, 0),
    "numeric spaced first": (0, 1, 2),
    "month's day": (None, 0, 1),
    "day month": (None, 1, 0),
    "month day": (None, 0, 1),
    "numeric no year": (None, 1, 0),
    "weekday day": (None, 0, 1),
    "day weekday": (None, 1, 0),
    "month year": (1, 0, None),
    "year month": (0, 1, None),
    "numeric month year": (1, 0, None),
    "numeric year month": (0, 1, None),
}
"""Which of a form's parts is the year, the month, the day."""

SWAPPED = frozenset({"numeric", "numeric spaced", "numeric no year"})
NOT_MONTHS = {"month's day": 100, "weekday day": 200, "day weekday": 200}
"""What is added to the value that stands in the month's place where it is none: a month by name, a weekday."""
OTHER_YEARS = 10000
"""Added to a year that is given by its distance from this one (去年)."""


class Spot(NamedTuple):
    """Where a form matched a shape: the places of its parts, and its span."""

    form: str
    parts: tuple[int, ...]
    start: int
    end: int


@lru_cache(maxsize=2048)
def _spots(shape: str) -> tuple[Spot, ...]:
    """The forms in a shape. The dates of a site have few shapes, so these are kept."""
    found = []
    for match in _grammar().finditer(shape):
        form = FORMS[int((match.lastgroup or "f0")[1:])][0]
        parts = [match.start(i) for i in range(1, match.re.groups + 1) if match[i] and match[i] not in "./-~"]
        found.append(Spot(form, tuple(parts), match.start(), match.end()))
    return tuple(found)


def find_days(tokens: Tokens, shape: str) -> Reading:
    """Every day and month that is named, from left to right; parts are not yet checked against each other."""
    found = [_day(tokens, shape, spot) for spot in _spots(shape)]
    days = [day for day in found if day is not None]
    return Reading(days, len(days) < len(found))


def _day(tokens: Tokens, shape: str, spot: Spot) -> Day | None:
    form, parts, start, end = spot
    values = [tokens.values[at] for at in parts]
    if form == "compact":
        year, rest = divmod(values[0], 10000)
        return _named(form, year, rest // 100, rest % 100, start, end)
    which_year, which_month, which_day = PARTS[form]
    year_value = None if which_year is None else values[which_year]
    if year_value is not None and which_year is not None:
        if shape[parts[which_year]] == "J":
            year_value += OTHER_YEARS
        elif year_value < 100 and len(tokens.words[parts[which_year]]) < 2:
            return None
    month, day = values[which_month], None if which_day is None else values[which_day]
    if form in SWAPPED:
        name = "numeric" if form == "numeric spaced" else form
        return Day(name, year_value, month, day, start, end, len(tokens.words[parts[0]]) == 2, True)
    if form in NOT_MONTHS:
        return Day(form, None, month + NOT_MONTHS[form], day, start, end)
    return _named(form, year_value, month, day, start, end)


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _named(form: str, year: int | None, month: int, day: int | None, start: int, end: int) -> Day | None:
    """None where no year has such a day."""
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= LENGTHS[month - 1]):
        return None
    return Day(form, year, month, day, start, end)

"""The days and months that a text names, in any order, language and spelling: one table of shapes."""

import re
from functools import cache
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


def find_days(tokens: Tokens, shape: str) -> Reading:
    """Every day and month that is named, from left to right; parts are not yet checked against each other."""
    days = []
    broken = False
    for match in _grammar().finditer(shape):
        day = _day(tokens, match)
        if day is None:
            broken = True
        else:
            days.append(day)
    return Reading(days, broken)


def _day(tokens: Tokens, match: re.Match[str]) -> Day | None:
    name = match.lastgroup or "f0"
    form = FORMS[int(name[1:])][0]
    spots = [match.start(i) for i in range(1, match.re.groups + 1) if match[i] and match[i] not in "./-~"]
    values = [tokens.values[at] for at in spots]
    sizes = [len(tokens.words[at]) if tokens.words[at].isascii() else 2 for at in spots]
    start, end = match.span()
    if form == "year month day":
        year = values[0]
        if match[3] is not None:
            year = 10000 + year
        return _named(form, year if len(values) == 3 else None, values[1], values[2], start, end)
    if form in ("day month year", "day month year2", "numeric spaced"):
        if form == "day month year2" and sizes[2] != 2:
            return None
        if form == "numeric spaced":
            return Day("numeric", values[2], values[1], values[0], start, end, sizes[0] == 2, True)
        return _named(form, values[2], values[1], values[0], start, end)
    if form == "month day year":
        return _named(form, values[2], values[0], values[1], start, end)
    if form in ("numeric year first", "numeric spaced first"):
        return _named(form, values[0], values[1], values[2], start, end)
    if form == "numeric":
        if sizes[2] == 1 and values[2] < 1900:
            return None
        return Day(form, values[2], values[1], values[0], start, end, sizes[0] == 2, True)
    if form == "compact":
        year, rest = divmod(values[0], 10000)
        return _named(form, year, rest // 100, rest % 100, start, end)
    if form == "month's day":
        return Day(form, None, 100 + values[0], values[1], start, end)
    if form == "day month":
        return _named(form, None, values[1], values[0], start, end)
    if form == "month day":
        return _named(form, None, values[0], values[1], start, end)
    if form == "numeric no year":
        return Day(form, None, values[1], values[0], start, end, sizes[0] == 2, True)
    if form == "weekday day":
        return Day(form, None, 200 + values[0], values[1], start, end)
    if form == "day weekday":
        return Day(form, None, 200 + values[1], values[0], start, end)
    if form in ("month year", "numeric month year"):
        return _named(form, values[1], values[0], None, start, end)
    return _named(form, values[0], values[1], None, start, end)


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _named(form: str, year: int | None, month: int, day: int | None, start: int, end: int) -> Day | None:
    """None where no year has such a day."""
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= LENGTHS[month - 1]):
        return None
    return Day(form, year, month, day, start, end)

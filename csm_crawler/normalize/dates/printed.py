"""The printed days of a text → its one date: the chosen day, its year, its weekday, the time beside it."""

import re
from datetime import UTC, date, datetime, timedelta

from csm_crawler.normalize.dates import clock as clocks
from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.days import Day
from csm_crawler.normalize.dates.parsed import ParsedDate
from csm_crawler.normalize.dates.phrases import RANGE
from csm_crawler.normalize.dates.settleday import days_of
from csm_crawler.normalize.dates.tokens import Tokens
from csm_crawler.normalize.dates.wrapping import cover, stands_alone

PROSE = 10
"""More unknown words than this are an article that mentions a day, not the words around a date."""


def read_days(tokens: Tokens, timed: clocks.Timed, days: list[Day], context: Context) -> ParsedDate | None:
    """The one date that the printed days come to; None where they contradict each other or what stands beside them."""
    if len(days) > 1:
        days = _chosen(timed.shape, days)
    shape = timed.shape
    for day in days:
        shape = cover(shape, day.start, day.end)
    shape, named = _without_day_name(tokens, shape)
    full = [day for day in days if day.day is not None]
    if not full:
        return _month(days, shape, context)
    weekday = _weekday_beside(tokens, timed.shape, full[0]) if len(full) == 1 else None
    if not all(_is_date(day, tokens, timed, shape, weekday is not None, context) for day in full):
        return None
    found = {tuple(days_of(day, context, weekday)) for day in full}
    if len(found) != 1:
        return None
    settled = found.pop()
    if len(settled) != 1 or (named is not None and not _is_named(settled[0], named, shape, context)):
        return None
    return _with_clock(tokens, timed, shape, settled[0], full[0].form, context)


def _without_day_name(tokens: Tokens, shape: str) -> tuple[str, int | None]:
    """«Hoy, 24 de noviembre»: the shape without the day's name, and what the name says, as an offset from today."""
    at = shape.find("D")
    if at < 0:
        return shape, None
    return shape[:at] + "d" + shape[at + 1 :], tokens.values[at]


def _is_named(day: date, offset: int, shape: str, context: Context) -> bool:
    """Whether «hoy» is that day, where it is said of it and does not open another sentence."""
    return day == context.today + timedelta(days=offset) or not stands_alone(shape)


WEEKDAY_BEFORE = re.compile(r"W[d,.:()@t]*$")
WEEKDAY_AFTER = re.compile(r"[d,.:()@t]*W")


def _weekday_beside(tokens: Tokens, shape: str, day: Day) -> int | None:
    """The weekday that is named with the day, Monday 0."""
    if "W" not in shape:
        return None
    if match := WEEKDAY_BEFORE.search(shape[: day.start]):
        return tokens.values[match.start()]
    if match := WEEKDAY_AFTER.match(shape, day.end):
        return tokens.values[match.end() - 1]
    return None


def _with_clock(
    tokens: Tokens, timed: clocks.Timed, shape: str, day: date, form: str, context: Context
) -> ParsedDate | None:
    clock = timed.clock
    if clock is None and "." in shape:
        clock = clocks.read_dotted(tokens, shape).clock
    return context.on(day, clock, form)


def _chosen(shape: str, days: list[Day]) -> list[Day]:
    """Of several dates: the one that is said to be published, else those that are not said to be updated."""
    if any(day.year is not None for day in days):
        days = [day for day in days if day.form != "numeric no year"]
    published, other = [], []
    end = 0
    for day in days:
        before = shape[end : day.start]
        end = day.end
        if before.rfind("L") > before.rfind("l"):
            published.append(day)
        elif "l" not in before:
            other.append(day)
    if len(published) == 1:
        return published
    return other or days


def _is_date(day: Day, tokens: Tokens, timed: clocks.Timed, shape: str, weekday: bool, context: Context) -> bool:
    """Whether a day so written may be believed among the words around it."""
    before = timed.shape[: day.start]
    if before.count("w") + timed.shape[day.end :].count("w") > PROSE or _ends_span(day, tokens, before):
        return False
    if day.year is not None and day.year >= 1900 and day.form != "numeric spaced":
        return True
    if tokens.words[day.start : day.end] and day.form == "numeric no year" and not context.lenient:
        return _bare(day, tokens, timed, weekday, context) and stands_alone(shape)
    if day.form == "numeric spaced" and not context.lexicon.day_first:
        return False
    return stands_alone(shape)


def _ends_span(day: Day, tokens: Tokens, before: str) -> bool:
    """«del 3 al 5 de marzo», 3-5 March: the second day of two."""
    at = day.start - 1
    if at > 1 and before[at] == "d" and tokens.words[at] not in RANGE:
        at -= 1
    return at > 0 and before[at - 1] in "12" and (before[at] in "-/~" or tokens.words[at] in RANGE)


def _bare(day: Day, tokens: Tokens, timed: clocks.Timed, weekday: bool, context: Context) -> bool:
    """Two numbers and a mark: a date by its weekday, time, language or zeros; «11.11» and «24/7» are none."""
    mark = tokens.words[day.start + 1]
    closed = tokens.words[day.end - 1] == "."
    if weekday or closed:
        return True
    if mark == ".":
        return False
    if timed.clock is not None or context.order is not None:
        return True
    second = tokens.words[day.start + 2]
    padded = len(second) == 2 and (day.padded or second[0] == "0") and day.day != day.month
    if (context.language or "").startswith("zh"):
        return tokens.values[day.start] <= 12 and (padded or (mark == "/" and tokens.values[day.start + 2] > 12))
    return padded and context.lexicon.day_first and mark == "/"


def _month(days: list[Day], shape: str, context: Context) -> ParsedDate | None:
    months = {(day.year, day.month) for day in days}
    if len(months) != 1 or not stands_alone(shape):
        return None
    year, month = months.pop()
    if year is None or not 1900 < year < 5000:
        return None
    first = datetime(year, month, 1, tzinfo=context.zone)
    return context.at(first.astimezone(UTC), "month", days[0].form)

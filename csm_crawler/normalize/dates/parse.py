"""Text → ParsedDate: the order in which the readers are asked, and what none of them may do."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from csm_crawler.normalize.dates import clock as clocks
from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.days import Day, find_days
from csm_crawler.normalize.dates.fallback import read_last
from csm_crawler.normalize.dates.lexicon import day_first_words, lexicon
from csm_crawler.normalize.dates.machine import day_in_url, read_machine
from csm_crawler.normalize.dates.nearby import read_nearby
from csm_crawler.normalize.dates.parsed import ParsedDate
from csm_crawler.normalize.dates.relative import EXACT, Ago, find_ago
from csm_crawler.normalize.dates.settleday import days_of
from csm_crawler.normalize.dates.tokens import Tokens, tokenize
from csm_crawler.normalize.dates.words import RANGE
from csm_crawler.normalize.dates.wrapping import stands_alone

ORDERS = frozenset({"DMY", "MDY", "YMD"})


def parse_date(
    text: str, *, now: datetime, timezone: str = "UTC", language: str | None = None, order: str | None = None
) -> ParsedDate | None:
    """The moment that the text names, and how precisely; None where it names none, or more than one.

    `now` is aware: the moment of the crawl. `timezone` is the site's IANA zone, in which days begin. `language` is a
    hint, any BCP 47 tag (one that is not known counts as None). `order` says how the site prints numeric dates: DMY,
    MDY or YMD. The moment of a day alone is its 00:00 at the site; of a month alone, that of its first day. Nothing
    over two days ahead of `now` is a date here.
    """
    return read(text, context_of(now, timezone, language, order))


def context_of(
    now: datetime, timezone: str, language: str | None, order: str | None, *, lenient: bool = False
) -> Context:
    """The circumstances in which a text is read."""
    zone = _zone(timezone)
    order = order if order in ORDERS else None
    return Context(now.astimezone(zone), zone, lexicon(language), language, order, lenient=lenient)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def read(text: str, context: Context) -> ParsedDate | None:
    """`parse_date` for circumstances that many texts share."""
    stripped = text.strip()
    if not stripped:
        return None
    if parsed := read_machine(stripped, context):
        return parsed
    if "://" in stripped[:9]:
        day = day_in_url(stripped)
        return None if day is None else context.on(day, None, "url")
    tokens = tokenize(stripped, context.lexicon)
    return _read_tokens(tokens, context)


def _read_tokens(tokens: Tokens, context: Context) -> ParsedDate | None:
    shanghai = context.now.utcoffset() == timedelta(hours=8)
    timed = clocks.read_colons(tokens, shanghai=shanghai)
    if "U" in tokens.ago and ("G" in tokens.ago or "P" in tokens.ago or "F" in tokens.ago):
        ago = find_ago(tokens, context.now)
        if ago is not None:
            timed = timed._replace(shape=_cover(timed.shape, ago.start, ago.end))
            parsed = _read_ago(tokens, timed, ago, context)
            if parsed is not None:
                return parsed
    if timed.clock is None:
        marked = clocks.read_marks(tokens, timed.shape, shanghai=shanghai)
        timed = marked if marked.clock or marked.shape != timed.shape else timed
    found = find_days(tokens, timed.shape)
    if found.days:
        if context.language is None and context.order is None and any(day.swapped for day in found.days):
            if not day_first_words().isdisjoint(tokens.words):
                context = replace(context, order="DMY")
        return _read_days(tokens, timed, found.days, context)
    if found.broken:
        return None
    parsed = read_nearby(tokens, timed, context)
    if parsed is None and "Y" in tokens.shape and "M" in tokens.shape and "w" not in tokens.shape:
        return read_last(tokens.text, context)
    return parsed


def _read_ago(tokens: Tokens, timed: clocks.Timed, ago: Ago, context: Context) -> ParsedDate | None:
    if timed.clock is None:
        marked = clocks.read_marks(tokens, timed.shape, shanghai=False)
        timed = marked if marked.clock or marked.shape != timed.shape else timed
    shape = timed.shape
    if find_days(tokens, shape).days or not stands_alone(shape):
        return None
    rule = f"relative {ago.unit}"
    if ago.unit in EXACT:
        return None if "t" in shape else context.at(ago.moment, ago.unit, rule)
    return context.on(ago.moment.date(), timed.clock, rule)


def _cover(shape: str, start: int, end: int) -> str:
    return shape[:start] + "_" * (end - start) + shape[end:]


def _read_days(tokens: Tokens, timed: clocks.Timed, days: list[Day], context: Context) -> ParsedDate | None:
    if len(days) > 1:
        days = _chosen(timed.shape, days)
    shape = timed.shape
    for day in days:
        shape = _cover(shape, day.start, day.end)
    shape, named = _without_day_name(tokens, shape)
    full = [day for day in days if day.day is not None]
    if not full:
        return _month(tokens, days, shape, context)
    weekday = _weekday_beside(tokens, timed.shape, full[0]) if len(full) == 1 else None
    if not all(_is_date(day, tokens, timed, shape, weekday is not None, context) for day in full):
        return None
    found = {tuple(days_of(day, context, weekday)) for day in full}
    if len(found) != 1:
        return None
    settled = found.pop()
    if len(settled) != 1 or (named is not None and settled[0] != context.today + timedelta(days=named)):
        return None
    return _with_clock(tokens, timed, shape, settled[0], full[0].form, context)


def _without_day_name(tokens: Tokens, shape: str) -> tuple[str, int | None]:
    """«Hoy, 24 de noviembre»: the shape without the day's name, and what the name says, as an offset from today."""
    at = shape.find("D")
    if at < 0:
        return shape, None
    return shape[:at] + "d" + shape[at + 1 :], tokens.values[at]


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
    at = day.start - 1
    if at > 0 and before[at - 1] in "12" and (before[at] in "-/~" or tokens.words[at] in RANGE):
        return False
    if day.year is not None and day.year >= 1900 and day.form != "numeric spaced":
        return True
    if tokens.words[day.start : day.end] and day.form == "numeric no year" and not context.lenient:
        return _bare(day, tokens, timed, weekday, context) and stands_alone(shape)
    if day.form == "numeric spaced" and not context.lexicon.day_first:
        return False
    return stands_alone(shape)


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
    if (context.language or "").startswith("zh"):
        return mark == "/" or len(tokens.words[day.start + 2]) == 2
    padded = day.padded and len(tokens.words[day.start + 2]) == 2
    return padded and context.lexicon.day_first and mark == "/" and day.day != day.month


def _month(tokens: Tokens, days: list[Day], shape: str, context: Context) -> ParsedDate | None:
    months = {(day.year, day.month) for day in days}
    if len(months) != 1 or not stands_alone(shape):
        return None
    year, month = months.pop()
    if year is None or not 1900 < year < 5000:
        return None
    first = datetime(year, month, 1, tzinfo=context.zone)
    return context.at(first.astimezone(UTC), "month", days[0].form)


YEARLESS = frozenset({"day month", "month day", "numeric no year"})


def yearless(parsed: ParsedDate) -> bool:
    """True where the year of a date was not printed but concluded."""
    return parsed.rule.split(" by ")[0] in YEARLESS

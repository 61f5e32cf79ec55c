"""Text → ParsedDate: the order in which the readers are asked, and what none of them may do."""

from dataclasses import replace
from datetime import datetime, timedelta
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
from csm_crawler.normalize.dates.printed import read_days
from csm_crawler.normalize.dates.relative import EXACT, Ago, find_ago
from csm_crawler.normalize.dates.tokens import Tokens, tokenize
from csm_crawler.normalize.dates.wrapping import cover, stands_alone

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
            timed = timed._replace(shape=cover(timed.shape, ago.start, ago.end))
            parsed = _read_ago(tokens, timed, ago, context)
            if parsed is not None:
                return parsed
    if timed.clock is None:
        marked = clocks.read_marks(tokens, timed.shape, shanghai=shanghai)
        timed = marked if marked.clock or marked.shape != timed.shape else timed
    found = find_days(tokens, timed.shape)
    if found.days:
        parsed = read_days(tokens, timed, found.days, _told(tokens, found.days, context))
        return parsed or (read_last(tokens.text, context) if _is_unusual(timed.shape) else None)
    return None if found.broken else read_nearby(tokens, timed, context)


def _is_unusual(shape: str) -> bool:
    """One year in full, one month by name, one day and nothing else: a date in an order that the forms do not have."""
    numbers = shape.count("1") + shape.count("2")
    return (shape.count("Y"), shape.count("M"), numbers) == (1, 1, 1) and not shape.strip("YM12,.d/-t")


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


def _told(tokens: Tokens, days: list[Day], context: Context) -> Context:
    """The order that the words beside a numeric date tell, where neither the site nor the language does."""
    unknown = context.language is None and context.order is None and any(day.swapped for day in days)
    if unknown and not day_first_words().isdisjoint(tokens.words):
        return replace(context, order="DMY")
    return context


YEARLESS = frozenset({"day month", "month day", "numeric no year"})


def yearless(parsed: ParsedDate) -> bool:
    """True where the year of a date was not printed but concluded."""
    return parsed.rule.split(" by ")[0] in YEARLESS

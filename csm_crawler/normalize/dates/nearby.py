"""Days that are named by where they lie from today: hoy, ayer a las 9:15, el lunes pasado, 上周三, 刚刚."""

import re
from datetime import timedelta
from functools import cache

from csm_crawler.normalize.dates.clock import Clock, Timed
from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.parsed import ParsedDate
from csm_crawler.normalize.dates.tokens import Tokens
from csm_crawler.normalize.dates.wrapping import stands_alone

SOON = timedelta(minutes=5)
"""How far the site's clock may be ahead of ours."""


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("now", re.compile("N")),
        ("named day", re.compile("D")),
        ("last weekday", re.compile(r"K[d]*[WX]|[WX][.,d]*K")),
        ("weekday of this week", re.compile(r"k[WX]")),
        ("weekday and time", re.compile(r"W(?=[.,@d]*t)|(?<=t)[,d]*W")),
    )


def read_nearby(tokens: Tokens, timed: Timed, context: Context) -> ParsedDate | None:
    """The day that one such word or phrase means, with the time beside it; None where other words stand around."""
    for name, form in _forms():
        matches = list(form.finditer(timed.shape))
        if len(matches) != 1:
            continue
        start, end = matches[0].span()
        shape = timed.shape[:start] + "_" * (end - start) + timed.shape[end:]
        if not stands_alone(shape) or re.search("[NDMW12]", shape):
            return None
        at = next(i for i in range(start, end) if timed.shape[i] in "NDWX")
        if name == "now":
            return context.at(context.now, "minute", name) if timed.clock is None else None
        if name == "named day":
            return _named(tokens.values[at], timed, context)
        return _weekday(tokens, at, name, timed, context)
    return _today(timed, context)


def _named(value: int, timed: Timed, context: Context) -> ParsedDate | None:
    """A day by name; an evening's hours below 12 are after noon."""
    clock = timed.clock
    if value > 50:
        value -= 100
        if clock is not None and 5 <= clock.hour < 12:
            clock = clock._replace(hour=clock.hour + 12)
    if clock is None and "t" in timed.shape:
        return None
    return context.on(context.today + timedelta(days=value), clock, "named day")


def _weekday(tokens: Tokens, at: int, name: str, timed: Timed, context: Context) -> ParsedDate | None:
    weekday = tokens.values[at] if timed.shape[at] == "W" else 1
    back = (context.today.weekday() - weekday) % 7 or 7
    if tokens.words[at][0] >= "\u3400" and name == "last weekday":
        monday = context.today - timedelta(days=context.today.weekday())
        in_last_week = monday - timedelta(days=7 - weekday)
        if in_last_week != context.today - timedelta(days=back) and "個" in "".join(tokens.words):
            return None
        return context.on(in_last_week, timed.clock, name)
    if name == "weekday of this week":
        day = context.today + timedelta(days=weekday - context.today.weekday())
        chinese = tokens.words[at][0] >= "\u3400"
        return context.on(day, timed.clock, name) if chinese and day <= context.today else None
    day = context.today - timedelta(days=back)
    if name == "weekday and time" and back == 7 and timed.clock is not None and _past(timed.clock, context):
        day = context.today
    return context.on(day, timed.clock, name)


def _past(clock: Clock, context: Context) -> bool:
    return (clock.hour, clock.minute) <= (context.now.hour, context.now.minute)


def _today(timed: Timed, context: Context) -> ParsedDate | None:
    """A time with its half of the day and nothing else, where it has been: today's. «4:30» alone may be a film's."""
    if timed.clock is None or not stands_alone(timed.shape.replace("t", "_")) or re.search("[12MWX]", timed.shape):
        return None
    if not timed.halved:
        return None
    parsed = context.on(context.today, timed.clock, "time")
    return parsed if parsed and parsed.moment <= context.now + SOON else None

"""The time of day in a text: 18:30, 6:05 p. m., 18h30, 18.30 Uhr, 下午4点05分."""

import re
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from csm_crawler.normalize.dates.tokens import Tokens


class Clock(NamedTuple):
    """A time of day as printed."""

    hour: int
    minute: int
    second: int
    unit: str
    """second, minute or hour: the smallest that was printed."""
    offset: timedelta | None
    """East of UTC where the text names its zone, else None: the site's."""


class Timed(NamedTuple):
    """A text whose time has been read: `t` stands where it stood."""

    clock: Clock | None
    shape: str
    halved: bool = False
    """True where the text said am or pm, which only a time of day has."""


COLON = r"(P*)[,@d]*([12]):(2)(?::(2)(?:[.,][12#Y])?)?[@d]?(p?)h?(P?)"
MARKED = r"(?<![12]\.)(P*)[@]*([12])h(?:(2)(?![./\-]|[oT]*d*(?:[12]R|[MX]))u?(?:(2)s?)?|([12])u(?:([12])s)?)?"
NAMED = r"()(?:@+d?|(?<=D)d+)([12])(?:[.](2))?()(p?)h?(?![o.T]*[d]*[MX/\-])"
DOTTED_MARK = r"(?<![12]\.)()([12])\.(2)()()h"
HALVED = r"()([12])(?:[.](2))?()(p)"
RUN_TOGETHER = r"()(#|Y)()()(p)"


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(form))
        for name, form in (
            ("colon", COLON),
            ("dotted", DOTTED_MARK),
            ("marked", MARKED),
            ("named", NAMED),
            ("halved", HALVED),
            ("together", RUN_TOGETHER),
        )
    )


DOTTED = re.compile(r"(?<=_)[,~d]*([12])\.(2)(?![.\d])")
ZONE = re.compile(r"[,d]*\(?(z)?(?:([+-])(?:([12]):?(2)|(#)|([12])(?!:)))?(\))?")
LONE_OFFSET = re.compile(r"[(]?([+-])#\)?")
LARGEST_OFFSET = 14 * 60


def read_colons(tokens: Tokens, *, shanghai: bool) -> Timed:
    """The times written with a colon, which nothing else is."""
    if ":" not in tokens.shape:
        return Timed(None, tokens.shape)
    return _read(tokens, tokens.shape, 0, 1, shanghai)


def read_marks(tokens: Tokens, shape: str, *, shanghai: bool) -> Timed:
    """The times written with a mark or a half of the day: 18h30, at 7, 7pm, 下午4点."""
    if not ("h" in shape or "p" in shape or "@" in shape):
        return Timed(None, shape)
    return _read(tokens, shape, 1, 6, shanghai)


def _read(tokens: Tokens, shape: str, first: int, last: int, shanghai: bool) -> Timed:
    found: list[Clock] = []
    halved = False
    for name, form in _forms()[first:last]:
        for match in form.finditer(shape):
            clock = _clock(tokens, name, match)
            if clock is None and not _midnight(tokens, match):
                continue
            end, offset = _zone(tokens, shape, match.end(), shanghai)
            halved = halved or any(letter in match[0] for letter in "pP")
            start = match.start(1) if match[1] else match.start()
            shape = shape[:start] + "t" * (end - start) + shape[end:]
            if clock is not None:
                found.append(clock._replace(offset=offset))
    if not found:
        return Timed(None, shape, halved)
    if lone := LONE_OFFSET.search(shape):
        at = lone.start(1)
        offset = _offset(shape[at] == "-", tokens.words[at + 1])
        if offset is not None:
            shape = shape[: lone.start()] + "t" * len(lone[0]) + shape[lone.end() :]
            found = [clock._replace(offset=offset) for clock in found]
    return Timed(found[0] if len(set(found)) == 1 else None, shape, halved)


def _midnight(tokens: Tokens, match: re.Match[str]) -> bool:
    """24:00 is no time of that day: it is read over, and the day stands alone."""
    return tokens.values[match.start(2)] == 24 and not (match[3] and tokens.values[match.start(3)])


def _clock(tokens: Tokens, name: str, match: re.Match[str]) -> Clock | None:
    values = tokens.values
    hour = values[match.start(2)]
    if name == "together":
        size = len(tokens.words[match.start(2)])
        hour, minute = divmod(hour, 100)
        if size not in (3, 4):
            return None
        return _halved(hour, minute, 0, "minute", values[match.start(5)])
    minute_at = match.start(3) if match[3] else match.start(5) if name == "marked" and match[5] else -1
    second_at = match.start(4) if match[4] else match.start(6) if name == "marked" and match[6] else -1
    minute = values[minute_at] if minute_at >= 0 else 0
    second = values[second_at] if second_at >= 0 else 0
    unit = "second" if second_at >= 0 else "minute" if minute_at >= 0 else "hour"
    half = None
    if match[1]:
        half = values[match.start(1)]
    elif name != "marked" and match[5]:
        half = values[match.start(5)]
    elif name == "colon" and match[6]:
        half = values[match.start(6)]
    return _halved(hour, minute, second, unit, half)


def _halved(hour: int, minute: int, second: int, unit: str, half: int | None) -> Clock | None:
    """Hour 12 is noon or midnight by its half of the day; 中午 begins at 11."""
    if half == 0 and hour == 12:
        hour = 0
    elif (half == 12 and hour < 12) or (half == 11 and hour < 11):
        hour += 12
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(hour, minute, second, unit, None)


def read_dotted(tokens: Tokens, shape: str) -> Timed:
    """18.30 right after a date that has been read (`_`)."""
    match = DOTTED.search(shape)
    if match is None:
        return Timed(None, shape)
    clock = _halved(tokens.values[match.start(1)], tokens.values[match.start(2)], 0, "minute", None)
    end, offset = _zone(tokens, shape, match.end(), False)
    if clock is None:
        return Timed(None, shape)
    return Timed(clock._replace(offset=offset), shape[: match.start()] + "t" * (end - match.start()) + shape[end:])


def _zone(tokens: Tokens, shape: str, at: int, shanghai: bool) -> tuple[int, timedelta | None]:
    """Where the zone after a time ends, and its offset; None where there is none."""
    match = ZONE.match(shape, at)
    if match is None or not (match[1] or match[2]):
        return at, None
    minutes = 0
    if match[1]:
        minutes = tokens.values[match.start(1)]
        if shanghai and tokens.words[match.start(1)] == "cst":
            minutes = 480
    if not match[2]:
        return match.end(), timedelta(minutes=minutes)
    digits = "".join(tokens.words[i] for i in range(match.start(2) + 1, match.end()) if tokens.words[i].isdigit())
    if not match[1] and len(digits) < 4:
        return at, None
    offset = _offset(match[2] == "-", digits)
    return (at, None) if offset is None else (match.end(), offset)


def _offset(west: bool, digits: str) -> timedelta | None:
    """Digits of an offset, hhmm or hh; None where no zone has it."""
    hours, minutes = (int(digits[:2]), int(digits[2:])) if len(digits) == 4 else (int(digits), 0)
    total = hours * 60 + minutes
    if len(digits) > 4 or total > LARGEST_OFFSET or minutes % 15:
        return None
    return timedelta(minutes=-total if west else total)

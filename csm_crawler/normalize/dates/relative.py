"""How long ago: «hace 3 días», 3d ago, «il y a une heure», 3 小时前."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from csm_crawler.normalize.dates.tokens import Tokens

QUANTITY = r"(?:1?v|1?H1?|1)"
STEP = rf"(?:{QUANTITY}c*[U])"
ITEM = rf"{STEP}\.?"
BEFORE = rf"[PF][x,.]*({ITEM}(?:[,y+]*{ITEM})*)"
AFTER = rf"(?:x\.?)*({ITEM}(?:[,y+]*{ITEM})*)x?[GF]"
EXACT = {"second", "minute", "hour"}
UNITS = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}


class Ago(NamedTuple):
    """A length of time before now; `moment` is local and aware."""

    moment: datetime
    unit: str
    """The smallest unit that was named."""
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"{BEFORE}|{AFTER}")


def find_ago(tokens: Tokens, now: datetime) -> Ago | None:
    """The one length of time in the text that is said to lie before `now` (local time); None where there is none."""
    if "U" not in tokens.ago:
        return None
    matches = list(_pattern().finditer(tokens.ago))
    if len(matches) != 1:
        return None
    match = matches[0]
    start, end = match.span(1 if match[1] else 2)
    context = str(tokens.amounts[match.start() if match[1] else match.end() - 1]) + tokens.words[match.end() - 1]
    parts = _parts(tokens, start, end, context)
    if not parts:
        return None
    smallest = parts[-1][0]
    moment = _before(now, parts)
    return None if moment is None else Ago(moment, smallest, match.start(), match.end())


def _parts(tokens: Tokens, start: int, end: int, context: str) -> list[tuple[str, float]]:
    """Units and their amounts in the order of the text; empty where one of them is not certain."""
    parts: list[tuple[str, float]] = []
    amount, letters = 1.0, ""
    for at in range(start, end):
        letter = tokens.ago[at]
        if letter == "U":
            unit = _unit(str(tokens.amounts[at]), context, parts, tokens.ago[at + 1 : end])
            if unit is None or ("v" in letters and unit != "second"):
                return []
            number = 0.0 if "v" in letters else amount * (0.5 if "H" in letters else 1)
            if number != int(number) and unit not in ("hour", "minute"):
                return []
            parts.append((unit, number))
            amount, letters = 1.0, ""
        elif letter == "1":
            amount = float(tokens.amounts[at])
            letters += letter
        else:
            letters += letter
    return parts


def _unit(unit: str, context: str, before: list[tuple[str, float]], after: str) -> str | None:
    """`m` and `j` by their neighbors: 5m ago is minutes, 2a 3m months, and «hace 5 m» may be either."""
    if unit == "j":
        return "year" if context.startswith("de") else "day"
    if unit != "m":
        return unit
    if before:
        return {"year": "month", "hour": "minute", "day": "minute"}.get(before[-1][0])
    if context.startswith("de") or context.endswith("ago"):
        return "minute" if "U" not in after else None
    return None


def _before(now: datetime, parts: list[tuple[str, float]]) -> datetime | None:
    """Calendar units by the site's calendar, hours and less by the clock of the world."""
    exact, calendar = timedelta(), relativedelta()
    for unit, amount in parts:
        if amount > 100_000:
            return None
        if unit in EXACT:
            exact += timedelta(**{UNITS[unit]: amount})
        elif unit == "quarter":
            calendar += relativedelta(months=3 * int(amount))
        else:
            calendar += relativedelta(**{UNITS[unit]: int(amount)})  # type: ignore[arg-type]
    try:
        return ((now - calendar).astimezone(UTC) - exact).astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        return None

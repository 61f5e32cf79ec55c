"""What the order of a list says about its dates: lists of news run from the newest to the oldest, or back."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

ENOUGH = 4
"""Dates that must be read before their order is evidence."""


def order_by_sequence(readings: Sequence[tuple[date | None, ...]]) -> str | None:
    """DMY or MDY, where the list runs steadily under that order and not under the other."""
    steady = []
    for which, name in enumerate(("DMY", "MDY")):
        days = [pair[which] for pair in readings]
        dated = [day for day in days if day is not None]
        if len(dated) == len(days) >= ENOUGH and len(set(dated)) > 2 and _is_steady(dated):
            steady.append(name)
    return steady[0] if len(steady) == 1 else None


def year_between(day: date | None, known: Sequence[date | None], at: int) -> int | None:
    """The one year that puts a day between its nearest dated neighbors, in a list whose dated cards run one way."""
    dated = [other for other in known if other is not None]
    if day is None or len(dated) < 2 or not _is_steady(dated):
        return None
    before = next((other for other in reversed(known[:at]) if other), None)
    after = next((other for other in known[at + 1 :] if other), None)
    if before is None or after is None or before == after:
        return None
    low, high = min(before, after), max(before, after)
    years = []
    for year in range(low.year, high.year + 1):
        try:
            if low <= day.replace(year=year) <= high:
                years.append(year)
        except ValueError:
            continue
    return years[0] if len(years) == 1 else None


WRAP = timedelta(days=31)
"""A step up this long in a list that runs down is another year, not a list out of order."""


def years_known_until(days: Sequence[date | None]) -> int:
    """How many of the days that lack their year may be believed to lie in the last twelve months.

    A list that comes round to December again goes back more than a year: it prints its years elsewhere, in headings
    say, and the days after that are nobody knows how old. Where it does so twice, the first may be as old. One entry
    on top of the others is pinned there and proves nothing.
    """
    dated = [(at, day) for at, day in enumerate(days) if day is not None]
    wraps = [at for (_, earlier), (at, later) in pairwise(dated[1:]) if later - earlier > WRAP]
    if not wraps:
        return len(days)
    return 0 if len(wraps) > 1 else wraps[0]


def _is_steady(days: Sequence[date]) -> bool:
    """True of days that never rise, or never fall."""
    steps = [later - earlier for earlier, later in pairwise(days)]
    return all(step.days <= 0 for step in steps) or all(step.days >= 0 for step in steps)

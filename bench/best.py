"""The best schedule that there can be for sites whose true rhythm is known: the yardstick of `bench/year.py`.

It knows of each site what ours has to learn: how many articles come in each hour of the week, on average, and that
from the first day. It does not know when the next one comes (they come as chance has it, and one says nothing of the
next; of a weekly letter the daily visit is enough), so the best that it can do is to visit at fixed hours of the week;
dynamic programming finds these for a price of a visit in hours of waiting articles. Like ours, its visits are on a grid
of half hours, at least one a day, and never sooner than the site allows.
"""

from collections.abc import Callable, Sequence
from functools import cache

SLOT = 0.5
WEEK = 336
LONGEST = 48
PRICES = tuple(10 ** (power / 4) for power in range(-14, 15))

Point = tuple[float, float]
"""Visits a day, hours that an article waits on average."""


@cache
def best_at(price: float, hourly: tuple[float, ...], shortest: int = 1) -> Point:
    """The best schedule at a price: three weeks are planned, the one in the middle counts (ends do not matter there).

    `hourly`: articles by the hour of the week; `shortest`: slots between two visits.
    """
    slots = 3 * WEEK
    articles, moments = [0.0], [0.0]
    for slot in range(slots):
        coming = hourly[slot // 2 % 168] * SLOT
        articles.append(articles[-1] + coming)
        moments.append(moments[-1] + coming * (slot + 0.5) * SLOT)

    def waiting(since: int, until: int) -> float:
        return (articles[until] - articles[since]) * until * SLOT - (moments[until] - moments[since])

    costs, following = [0.0] * (slots + 1), [0] * (slots + 1)
    for slot in range(slots - 1, -1, -1):
        ends = range(min(slot + shortest, slots), min(slots, slot + LONGEST) + 1)
        costs[slot], following[slot] = min((price + waiting(slot, end) + costs[end], end) for end in ends)
    slot, visits, waited = 0, 0, 0.0
    while slot < slots:
        if WEEK <= slot < 2 * WEEK:
            visits, waited = visits + 1, waited + waiting(slot, following[slot])
        slot = following[slot]
    return visits / 7, waited / (sum(hourly) or 1.0)


def visits_for(hourly: tuple[float, ...], lag: float, shortest: int = 1) -> float:
    """The fewest visits a day to one site with which its articles wait no longer than that on average."""
    return _fewest(lambda price: best_at(price, hourly, shortest), lag)


def visits_together(sites: Sequence[tuple[tuple[float, ...], int]], lag: float) -> float:
    """The fewest visits a day to all sites with which all articles wait no longer than that on average: what one site
    is spared may be spent on another. A site is its articles by the hour of the week and its shortest pause."""
    articles = sum(sum(hourly) for hourly, _shortest in sites)

    def all_at(price: float) -> Point:
        points = [(sum(hourly), best_at(price, hourly, shortest)) for hourly, shortest in sites]
        return sum(point[0] for _, point in points), sum(some * point[1] for some, point in points) / articles

    return _fewest(all_at, lag)


def _fewest(point_at: Callable[[float], Point], lag: float) -> float:
    """Where the line through the points has that lag; the dearer a visit, the fewer and the later."""
    low, high = 0, len(PRICES) - 1
    if lag <= point_at(PRICES[low])[1]:
        return point_at(PRICES[low])[0]
    if lag >= point_at(PRICES[high])[1]:
        return point_at(PRICES[high])[0]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if point_at(PRICES[middle])[1] <= lag else (low, middle)
    (more, sooner), (fewer, later) = point_at(PRICES[low]), point_at(PRICES[high])
    return more + (fewer - more) * (lag - sooner) / ((later - sooner) or 1.0)

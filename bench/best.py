"""The best schedule that there can be for a site whose true rhythm is known: the yardstick of `bench/year.py`.

Visits are on a grid of half hours, at least one a day. Articles that come as chance has it say nothing of the next one,
so the best schedule is one of fixed hours of the week; dynamic programming finds it for a price of a visit in hours of
waiting articles.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

SLOT = 0.5
WEEK = 336
LONGEST = 48
PRICES = tuple(10 ** (power / 4) for power in range(-14, 15))


@cache
def schedules(hourly: tuple[float, ...], shortest: int = 1) -> tuple[tuple[float, float], ...]:
    """(Visits a day, hours that an article waits on average) at each price, from dear to cheap freshness.

    `hourly`: articles by the hour of the week; `shortest`: slots between two visits.
    """
    return tuple(_best(hourly, price, shortest) for price in PRICES)


def visits_for(hourly: Sequence[float], lag: float, shortest: int = 1) -> float:
    """The fewest visits a day with which articles wait no longer than that on average."""
    points = sorted(set(schedules(tuple(hourly), shortest)), key=lambda point: point[1])
    if lag <= points[0][1]:
        return points[0][0]
    for (more, sooner), (fewer, later) in pairwise(points):
        if sooner <= lag <= later:
            return more + (fewer - more) * (lag - sooner) / (later - sooner)
    return points[-1][0]


def _best(hourly: Sequence[float], price: float, shortest: int) -> tuple[float, float]:
    """Three weeks are planned, the one in the middle counts: ends do not matter there."""
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

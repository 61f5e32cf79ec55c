"""What `bench/year.py` counts of visits: how many there were, beside the fewest that keep articles as fresh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import fmean

from best import visits_for, visits_together
from figures import Log
from world import DAY, HOUR, START, Place


@dataclass(frozen=True, slots=True)
class Pace:
    """Visits to some sites beside the fewest with which their articles would wait no longer."""

    sites: int
    visits: float
    """A day and site, on days without trouble."""
    best: float
    """The best schedule of each site by itself."""
    lag: float
    """Hours that an article waited, on the mean of the sites."""
    worst: float = 0.0
    """Ratio of a site."""

    @property
    def ratio(self) -> float:
        """How many times the fewest."""
        return self.visits / self.best


def paces(places: Sequence[Place], logs: Mapping[str, Log], *, days: int) -> dict[float, Pace]:
    """By articles a day."""
    by_rate = {}
    for rate in sorted({place.rate for place in places}, reverse=True):
        rows = [_beside_best(place, logs[place.name], days) for place in places if place.rate == rate]
        visits, best, lag = (fmean(row[at] for row in rows) for at in (0, 1, 2))
        by_rate[rate] = Pace(len(rows), visits, best, lag, max(row[0] / row[1] for row in rows))
    return by_rate


def pace_of_all(places: Sequence[Place], by_rate: Mapping[float, Pace]) -> tuple[Pace, Pace]:
    """All sites, each beside the best schedule of its own; and beside the best for all their articles together."""
    sites = sum(one.sites for one in by_rate.values())
    visits, best, lag = (
        sum(getattr(one, name) * one.sites for one in by_rate.values()) / sites for name in ("visits", "best", "lag")
    )
    each = Pace(sites, visits, best, lag, max(one.worst for one in by_rate.values()))
    articles = sum(rate * one.sites for rate, one in by_rate.items())
    of_all = sum(rate * one.sites * one.lag for rate, one in by_rate.items()) / articles
    together = visits_together([(tuple(place.hourly()), _shortest(place)) for place in places], of_all) / sites
    return each, Pace(sites, visits, together, of_all)


def tell_visits(places: Sequence[Place], logs: Mapping[str, Log], *, days: int) -> None:
    """Print the visits a day of each rate of articles, beside the fewest with the same freshness."""
    by_rate = paces(places, logs, days=days)
    each, together = pace_of_all(places, by_rate)
    print(f"{'articles a day':>15}{'sites':>7}{'visits':>9}{'best':>8}{'hours waited':>14}{'ratio':>8}{'worst':>8}")
    for name, pace in [*by_rate.items(), ("all", each), ("all together", together)]:
        worst = f"{pace.worst:8.2f}" if pace.worst else ""
        print(f"{name:>15}{pace.sites:7}{pace.visits:9.2f}{pace.best:8.2f}{pace.lag:14.2f}{pace.ratio:8.2f}{worst}")


def _beside_best(place: Place, log: Log, days: int) -> tuple[float, float, float]:
    """Visits a day, the fewest with the same freshness, and the hours that articles waited; of the days without
    trouble: where there is nothing to be had no schedule is the best."""
    waits = [
        (seen - place.articles[number]) / HOUR
        for number, seen in log.seen.items()
        if place.articles[number] > START and not _is_hidden(place, place.articles[number], seen)
    ]
    lag = fmean(waits) if waits else 24.0
    sound = days - sum((min(one.end, START + days * DAY) - one.start) / DAY for one in place.troubles)
    visits = sum(place.trouble(one) is None for one in log.visits)
    return visits / sound, visits_for(tuple(place.hourly()), lag, _shortest(place)), lag


def _shortest(place: Place) -> int:
    """Half hours between two visits, as the site asks."""
    return max(1, ceil(max(place.max_age / 60, place.ttl) / 30))


def _is_hidden(place: Place, published: datetime, seen: datetime) -> bool:
    """Whether a trouble kept an article from being seen."""
    return any(one.start < seen and published < one.end for one in place.troubles)

"""What `bench/year.py` counts: troubles that were found, false alarms, entries, visits beside the best schedule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from statistics import fmean, median

from best import visits_for, visits_together
from troubles import EXPECTED, known_by
from world import DAY, HOUR, START, Place, Trouble

from csm_crawler.jobs.watch import Visit
from csm_crawler.store import Incident, SiteRecord

RUNS = 2
"""Visits in which a trouble is to be found."""
A_RUN = timedelta(minutes=20)
"""A run that began with a visit has judged it by then."""
AFTERMATH = 3 * DAY
"""After a trouble an incident may still open that tells of it."""


@dataclass(slots=True)
class Log:
    """What happened to one site."""

    visits: list[datetime] = field(default_factory=list)
    seen: dict[int, datetime] = field(default_factory=dict)
    """By an article's number: when it was first seen."""
    tag: str = ""
    whole_at: datetime | None = None
    """When its page came whole."""
    body: str = ""
    visit: Visit = field(default_factory=lambda: Visit(record=SiteRecord(site="")))
    """What came of that body."""


@dataclass(slots=True)
class Health:
    """What was found of troubles, and what was told for nothing."""

    all: Counter[str] = field(default_factory=Counter)
    """Troubles by kind, of those that lasted for two visits."""
    in_time: Counter[str] = field(default_factory=Counter)
    """Those that were told within two visits, as what they are."""
    late: list[str] = field(default_factory=list)
    """The others."""
    over: Counter[str] = field(default_factory=Counter)
    """Troubles that were over before two visits."""
    false: list[Incident] = field(default_factory=list)
    """What was told where nothing of the kind was wrong."""
    missed: list[float] = field(default_factory=list)
    """Of each silence that was told: how many articles should have come since the last one."""

    @property
    def share(self) -> float:
        """Of the troubles, how many were found in time."""
        return self.in_time.total() / max(1, self.all.total())


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


def health_of(places: Sequence[Place], logs: Mapping[str, Log], incidents: Sequence[Incident]) -> Health:
    """The incidents beside what was really wrong."""
    health = Health()
    for place in places:
        mine = [one for one in incidents if one.site == place.name]
        for trouble in place.troubles:
            since = known_by(place, trouble)
            visits = [one for one in logs[place.name].visits if since <= one < trouble.end]
            if len(visits) < RUNS:
                health.over[trouble.kind] += 1
            else:
                _look_for(health, place, trouble, mine, until=visits[RUNS - 1])
        health.false += [one for one in mine if not _explains(place, one)]
    return health


def entries_of(incidents: Sequence[Incident]) -> int:
    """How many entries the health feed should have had: two of each incident, one of those that go on."""
    return len(incidents) + sum(one.closed_at is not None for one in incidents)


def tell_health(health: Health, incidents: Sequence[Incident], entries: set[str], *, years: float) -> None:
    """Print it; `years`: of all sites together."""
    over = ", ".join(f"{kind} {number}" for kind, number in sorted(health.over.items())) or "none"
    print(f"troubles {health.all.total()} (over within two visits, or before they could be known: {over})")
    print(f"told within two visits, and as what they are: {health.share:.1%}")
    print("  " + ", ".join(f"{kind} {health.in_time[kind]}/{all_}" for kind, all_ in sorted(health.all.items())))
    print(f"  late: {' '.join(health.late) or 'none'}")
    if health.missed:
        print(f"  a silence was told when {median(health.missed):.1f} articles had not come (median)")
    print(f"false alarms {len(health.false)}: {len(health.false) / years:.2f} a site-year")
    for alarm in health.false:
        print(f"  {alarm.site} {alarm.state} {alarm.opened_at:%m-%d %H:%M} {alarm.reason}")
    print(f"incidents {len(incidents)}; entries of the health feed {len(entries)} of {entries_of(incidents)}")


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


def _look_for(
    health: Health, place: Place, trouble: Trouble, incidents: Sequence[Incident], *, until: datetime
) -> None:
    health.all[trouble.kind] += 1
    told = [
        one
        for one in incidents
        if one.state in EXPECTED[trouble.kind] and trouble.start <= one.opened_at <= until + A_RUN
    ]
    if not told:
        health.late.append(f"{place.name}/{trouble.kind}/{trouble.start:%m-%d}")
        return
    health.in_time[trouble.kind] += 1
    if trouble.kind == "silence":
        last = max(one for one in place.articles if one < trouble.start)
        health.missed.append((min(one.opened_at for one in told) - last) / DAY * place.rate)


def _explains(place: Place, incident: Incident) -> bool:
    """Whether some trouble of the site explains the incident."""
    return any(
        incident.state in EXPECTED[one.kind] and one.start <= incident.opened_at <= one.end + AFTERMATH
        for one in place.troubles
    )


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

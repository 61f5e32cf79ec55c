"""What `bench/year.py` counts: troubles that were found, false alarms, entries, visits beside the best schedule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from statistics import fmean, median

from best import visits_for
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
    """Those that were found within two visits."""
    rightly: int = 0
    """How many of these were named as what they are."""
    late: list[str] = field(default_factory=list)
    """The others."""
    skipped: int = 0
    """Troubles that were over before that."""
    false: list[Incident] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of the troubles, how many were found in time."""
        return self.in_time.total() / max(1, self.all.total())


def health_of(places: Sequence[Place], logs: Mapping[str, Log], incidents: Sequence[Incident]) -> Health:
    """The incidents beside what was really wrong."""
    health = Health()
    for place in places:
        mine = [one for one in incidents if one.site == place.name]
        for trouble in place.troubles:
            since = known_by(place, trouble)
            visits = [one for one in logs[place.name].visits if since <= one < trouble.end]
            if len(visits) < RUNS:
                health.skipped += 1
            else:
                _look_for(health, trouble, mine, until=visits[RUNS - 1], name=place.name)
        health.false += [one for one in mine if not _explains(place, one)]
    return health


def entries_of(incidents: Sequence[Incident]) -> int:
    """How many entries the health feed should have had: two of each incident, one of those that go on."""
    return len(incidents) + sum(one.closed_at is not None for one in incidents)


def tell_health(health: Health, incidents: Sequence[Incident], entries: set[str], *, years: float) -> None:
    """Print it; `years`: of all sites together."""
    print(f"troubles {health.all.total()} ({health.skipped} more were over within two visits)")
    rightly = health.rightly / max(1, health.in_time.total())
    print(f"found within two visits {health.share:.1%}, of these named rightly {rightly:.1%}")
    print("  " + ", ".join(f"{kind} {health.in_time[kind]}/{all_}" for kind, all_ in sorted(health.all.items())))
    print(f"  late: {' '.join(health.late) or 'none'}")
    print(f"false alarms {len(health.false)}: {len(health.false) / years:.2f} a site-year")
    for alarm in health.false:
        print(f"  {alarm.site} {alarm.state} {alarm.opened_at:%m-%d %H:%M} {alarm.reason}")
    print(f"incidents {len(incidents)}; entries of the health feed {len(entries)} of {entries_of(incidents)}")


def tell_visits(places: Sequence[Place], logs: Mapping[str, Log], *, days: int) -> None:
    """Print the visits a day of each rate of articles, beside the fewest with the same freshness."""
    ratios, ours_all, best_all = [], 0.0, 0.0
    print(f"{'articles a day':>15}{'sites':>7}{'visits':>9}{'best':>8}{'hours waited':>14}{'ratio':>8}")
    for rate in sorted({place.rate for place in places}, reverse=True):
        some = [place for place in places if place.rate == rate]
        rows = [_beside_best(place, logs[place.name], days) for place in some]
        ours, best, lag = (fmean(row[at] for row in rows) for at in (0, 1, 2))
        ratios += [row[0] / row[1] for row in rows]
        ours_all, best_all = ours_all + ours * len(some), best_all + best * len(some)
        print(f"{rate:15}{len(some):7}{ours:9.2f}{best:8.2f}{lag:14.2f}{ours / best:8.2f}")
    print(
        f"visits a day beside the best schedule, site by site: {ours_all / best_all:.2f}; "
        f"median of the sites {median(ratios):.2f}, the worst {max(ratios):.2f}"
    )


def _look_for(health: Health, trouble: Trouble, incidents: Sequence[Incident], *, until: datetime, name: str) -> None:
    health.all[trouble.kind] += 1
    told = [one for one in incidents if trouble.start <= one.opened_at <= until + A_RUN]
    told += [one for one in incidents if one.opened_at < trouble.start < (one.closed_at or until)]
    if told:
        health.in_time[trouble.kind] += 1
        health.rightly += any(one.state in EXPECTED[trouble.kind] for one in told)
    else:
        health.late.append(f"{name}/{trouble.kind}/{trouble.start:%m-%d}")


def _explains(place: Place, incident: Incident) -> bool:
    """Whether some trouble of the site explains the incident."""
    return any(one.start <= incident.opened_at <= one.end + AFTERMATH for one in place.troubles)


def _beside_best(place: Place, log: Log, days: int) -> tuple[float, float, float]:
    """Visits a day, the fewest with the same freshness, and the hours that articles waited."""
    waits = [
        (seen - place.articles[number]) / HOUR
        for number, seen in log.seen.items()
        if place.articles[number] > START and not _is_hidden(place, place.articles[number], seen)
    ]
    lag = fmean(waits) if waits else 24.0
    asked = max(place.max_age / 60, place.ttl)
    shortest = max(1, ceil(asked / 30))
    best = visits_for(tuple(place.hourly()), lag, shortest)
    return len(log.visits) / days, best, lag


def _is_hidden(place: Place, published: datetime, seen: datetime) -> bool:
    """Whether a trouble kept an article from being seen."""
    return any(one.start < seen and published < one.end for one in place.troubles)

"""What `bench/year.py` counts of health: troubles that were found, false alarms, entries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from troubles import EXPECTED, known_by
from world import DAY, Place, Trouble

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

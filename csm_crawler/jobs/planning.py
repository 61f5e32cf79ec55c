"""Which sites are due, and when each is the next time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from csm_crawler.bounds import Bounds
from csm_crawler.jobs.memory import Memory, rules_of
from csm_crawler.jobs.rhythm import next_visit, spread_of
from csm_crawler.sites import Site
from csm_crawler.store import SiteState

SOON = timedelta(hours=1)
"""After so long what a visit began to say is looked at again; it doubles with each failure that follows."""


def due(
    sites: Mapping[str, Site],
    states: Mapping[str, SiteState],
    left_alone: Mapping[str, datetime],
    *,
    bounds: Bounds,
    now: datetime,
) -> dict[str, Site]:
    """The sites that are to be asked now. Saved pages always are: nobody is asked for them.

    `left_alone`: servers that asked for it, until when.
    """
    return {
        name: site
        for name, site in sites.items()
        if site.saved or (host_of(site) not in left_alone and _is_due(site, states.get(name), bounds, now))
    }


def next_time(
    site: Site, memory: Memory, *, left_alone: datetime | None, bounds: Bounds, started: datetime, now: datetime
) -> datetime:
    """When the site is to be asked again: by its rhythm, sooner where a visit left something undecided, later the more
    often it failed, and never before it allows.

    From the run's start, so that cron's hours stay ours; what the site allows counts from its answer, which is here by
    now.
    """
    condition, shortest, longest = memory.condition, bounds.shortest, bounds.longest
    spread = spread_of(site.name, started)
    at = next_visit(memory.rhythm, now=started, shortest=shortest, longest=longest, spread=spread)
    if condition.is_undecided:
        at = min(at, started + max(SOON, shortest))
    elif condition.faults:
        at = started + max(shortest, min(SOON * 2 ** min(condition.faults - 1, 10), longest))
    return max(at, now + min(memory.pause, longest), left_alone or at)


def host_of(site: Site) -> str:
    """Where it is read from, with its port."""
    return urlsplit(site.request.url or (site.feed if site.kind == "feed" else "") or site.url).netloc


def _is_due(site: Site, state: SiteState | None, bounds: Bounds, now: datetime) -> bool:
    if state is None or state.next_at <= now:
        return True
    # A clock that was wrong, or bounds that were changed, shall not silence a site.
    is_overdue = now - state.visited_at >= bounds.longest or state.visited_at > now
    return is_overdue or state.rules != rules_of(site)

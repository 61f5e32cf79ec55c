"""Keeps watch over the sites: how each stands after a run, what began and what is over."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csm_crawler.bounds import USUAL, Bounds
from csm_crawler.items import Article
from csm_crawler.jobs.condition import Condition, after_visit, is_new_way
from csm_crawler.jobs.health import FINE, LOOKED_AT, SILENCES, Finding, examine, was_left_alone
from csm_crawler.jobs.memory import Memory, read_memory, rules_of, state_of
from csm_crawler.jobs.planning import SOON, host_of, next_time
from csm_crawler.jobs.rhythm import arrival_of, learn
from csm_crawler.masking import mask
from csm_crawler.sites import Site
from csm_crawler.store import HealthBook, Incident, SiteRecord, SiteState

OUR_NETWORK = 3
"""Sites of which none can be reached: then it is our own network."""
_UNREACHABLE = re.compile(r"CannotResolveHost|ConnectionRefused|DownloadTimeout|DownloadFailed|cannot be had")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One site in one run."""

    record: SiteRecord
    added: tuple[Article, ...] = ()
    """Its new articles."""
    pause: timedelta = timedelta()
    """How long the site asks to be left alone: its feed's ttl, or how long its page stays fresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a run changed in how sites stand."""

    records: tuple[SiteRecord, ...] = ()
    """What the sites gave, with what was found."""
    opened: tuple[Incident, ...] = ()
    closed: tuple[Incident, ...] = ()


NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What all visits of one run share."""

    started: datetime
    """Visits are planned from here, so that cron's hours stay theirs."""
    now: datetime
    """When all was read."""
    bounds: Bounds = USUAL


def keep_watch(
    book: HealthBook,
    visits: Sequence[Visit],
    sites: Mapping[str, Site],
    *,
    of: Round,
    enabled: Collection[str],
) -> Changes:
    """Judge the visits of a run, note how their sites stand and when they are due; StoreError.

    `enabled`: all sites that are collected; nobody waits for what becomes of another one, and its incident ends.
    """
    live = [one for one in visits if one.record.is_live and one.record.site in enabled]
    telling = [one for one in live if not was_left_alone(one.record)]
    if not live or is_our_network([one.record for one in telling]):
        return Changes(records=tuple(one.record for one in visits))
    before = book.states_of([one.record.site for one in live], but=FINE)
    left_alone = book.left_alone(of.now)
    records: dict[str, SiteRecord] = {}
    after: list[SiteState] = []
    for visit in telling:
        site = sites[visit.record.site]
        record, memory = _judge(book, visit, site, read_memory(before.get(site.name)), of)
        records[site.name] = record
        at = next_time(
            site,
            memory,
            left_alone=left_alone.get(host_of(site)),
            bounds=of.bounds,
            started=of.started,
            now=of.now,
        )
        after.append(state_of(site.name, memory, next_at=at, now=of.now))
    told = book.open_incidents() if any(one.state != FINE for one in before.values()) else {}
    opened, closed = _incidents(before, after, told, of.now)
    after += [
        replace(before[one.record.site], next_at=of.started + SOON)
        for one in live
        if was_left_alone(one.record) and one.record.site in before
    ]
    gone = _left_out(before, enabled, of.now)
    closed += [_ended(before[one.site], "collected no more", of.now) for one in gone if one.site in told]
    book.keep([*after, *gone], opened=opened, closed=closed)
    found = tuple(records.get(one.record.site, one.record) for one in visits)
    return Changes(records=found, opened=tuple(opened), closed=tuple(closed))


def is_our_network(records: Sequence[SiteRecord]) -> bool:
    """Whether several sites were asked and none could be reached."""
    return len(records) >= OUR_NETWORK and all(_UNREACHABLE.search(one.problem) for one in records)


def _judge(book: HealthBook, visit: Visit, site: Site, memory: Memory, of: Round) -> tuple[SiteRecord, Memory]:
    """The visit with what was found, and what is remembered of the site now."""
    record, rules = visit.record, rules_of(site)
    if memory.rules != rules:
        memory = replace(memory, rules=rules, usual_since=of.started, pause=timedelta(), strange=None)
    usual = book.visits(site.name, since=memory.usual_since, limit=LOOKED_AT) if record.is_whole else []
    finding = _masked(examine(record, usual))
    if record.is_whole:
        memory = replace(memory, strange=finding)
    elif not record.problem:
        finding = finding or memory.strange
    since = memory.condition.since
    if since and is_new_way(memory.condition, finding, now=of.now):
        book.forgive(site.name, since)
        memory, finding = replace(memory, usual_since=since, strange=None), None
    last_read, rhythm = memory.condition.last_success, memory.rhythm
    if visit.added or (rhythm.until is None and not record.problem):
        rhythm = learn(rhythm, [arrival_of(one, last_read=last_read, now=of.now) for one in visit.added], now=of.now)
    condition = after_visit(memory.condition, finding, rhythm, new=record.new, now=of.now)
    pause = visit.pause if record.is_whole else max(visit.pause, memory.pause)
    memory = replace(memory, condition=condition, rhythm=rhythm, pause=pause, visited_at=of.started)
    return replace(record, finding=finding.state if finding else ""), memory


def _masked(finding: Finding | None) -> Finding | None:
    """Everybody may read why a site is broken; the address of its page may hold a key."""
    return replace(finding, reason=mask(finding.reason)) if finding else None


def _left_out(before: Mapping[str, SiteState], collected: Collection[str], now: datetime) -> list[SiteState]:
    """Sites that are collected no more, as fine: nobody waits for what becomes of them."""
    states = []
    for name, state in before.items():
        if name not in collected and state.state != FINE:
            memory = read_memory(state)
            fine = Condition(state=FINE, since=now, last_success=state.last_success, last_new=state.last_new)
            states.append(state_of(name, replace(memory, condition=fine), next_at=state.next_at, now=now))
    return states


def _incidents(
    before: Mapping[str, SiteState], after: Sequence[SiteState], told: Collection[str], now: datetime
) -> tuple[list[Incident], list[Incident]]:
    """Those that open, and those that end; `told`: sites of which one is open."""
    opened, closed = [], []
    for state in after:
        old = before.get(state.site)
        was = old.state if old else FINE
        if state.state == was:
            continue
        if state.state != FINE and not (state.state in SILENCES and _was_silent(old, told)):
            opened.append(Incident(site=state.site, state=state.state, reason=state.reason, opened_at=now))
        if old and was != FINE and old.site in told:
            closed.append(
                _ended(old, "fine again" if state.state == FINE else f"{state.state} instead: {state.reason}", now)
            )
    return opened, closed


def _was_silent(old: SiteState | None, told: Collection[str]) -> bool:
    """Whether it may be the silence in which the site was added, which is no news; only an article ends that."""
    return old is None or (old.state in SILENCES and old.site not in told)


def _ended(old: SiteState, ending: str, now: datetime) -> Incident:
    """The incident of a site that was not fine, over."""
    return Incident(
        site=old.site, state=old.state, reason=old.reason, opened_at=old.since, closed_at=now, ending=ending
    )

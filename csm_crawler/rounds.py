"""One round over the sites, beside the crawl itself: who is due, what it showed of each, what is told of it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from scrapy.crawler import Crawler

from csm_crawler.config import Config
from csm_crawler.extensions import RunReport, SiteReport
from csm_crawler.items import Article
from csm_crawler.jobs.health import FAULTS
from csm_crawler.jobs.healthfeed import publish_health
from csm_crawler.jobs.planning import due
from csm_crawler.jobs.publish import PublishError
from csm_crawler.jobs.watch import Changes, Round, Visit, keep_watch
from csm_crawler.observing import Observer, Sight, most_frequent
from csm_crawler.outcome import Outcome
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, SiteRecord

FORGETS_EVERY, KEPT = 100, timedelta(days=400)
"""So many runs it takes until those of long ago are forgotten, and what sites gave in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a run is done, and how much of it is told."""

    only_due: bool = False
    """Ask only those sites that are due."""
    dry_run: bool = False
    """Write nothing."""
    offline: bool = False
    """Ask nobody: only saved pages are read."""
    incidents: bool = False
    """Tell of incidents that open and end."""
    is_brief: bool = False
    """Tell of nothing else, not of each failure and not how it went: for cron."""
    verbose: bool = False
    """Tell of incidents that go on, too."""
    json: bool = False
    """Tell it as one object of JSON."""
    others_stand: bool = False
    """Whether sites that are not due did well when they were last asked: then one that fails is not all of them."""


PLAIN = Manner()
"""All sites, and a line for each failure: `scrapy crawl csm`."""


def choose(
    store: ArticleStore, config: Config, sites: Mapping[str, Site], manner: Manner, *, now: datetime
) -> dict[str, Site]:
    """The sites of this round; StoreError."""
    if manner.offline:
        return {name: site for name, site in sites.items() if site.saved}
    if not manner.only_due:
        return dict(sites)
    return due(sites, store.health.states(), store.health.left_alone(now), bounds=config.bounds, now=now)


def any_stands(store: ArticleStore, waiting: Collection[str]) -> bool:
    """Whether any of the sites that were not due did well when it was last asked; StoreError."""
    states = store.health.states() if waiting else {}
    return any(states[name].state not in FAULTS for name in waiting if name in states)


@contextmanager
def opened(config: Config, manner: Manner) -> Iterator[ArticleStore]:
    """The home's store; of a dry run in a way that nothing stays. StoreError."""
    if not manner.dry_run:
        with ArticleStore.open(config.database) as store:
            yield store
        return
    from csm_crawler.store import rehearse  # here, not above: hardly any run needs it

    with rehearse(config.database) as store:
        yield store


def after_run(
    store: ArticleStore,
    config: Config,
    outcome: Outcome,
    crawler: Crawler,
    report: RunReport,
    manner: Manner,
    *,
    sites: Mapping[str, Site],
    started: datetime,
) -> Outcome:
    """The outcome with how the sites stand now, which is written to feeds/ where it changed; StoreError."""
    changes = _look_after(store, config, sites, crawler, report, started=started)
    told = set() if manner.is_brief else set(report.failed())
    outcome = replace(
        outcome,
        changes=changes,
        lines=tuple(_lines(changes, manner, store, told)) if manner.incidents else (),
        states=store.health.states(),
        added=_added(crawler) if manner.dry_run else (),
    )
    if manner.dry_run:
        from csm_crawler.jobs.comparing import compare_health  # here, not above: hardly any run needs it

        names = {one.name for one in compare_health(store, config, outcome.states)}
        return replace(outcome, would_write=tuple(sorted({*(outcome.would_write or ()), *names})))
    try:
        publish_health(store, config, outcome.states)
    except PublishError as error:
        return replace(outcome, exit_code=1, problems=(*outcome.problems, str(error)))
    return outcome


def forget_old_runs(store: ArticleStore, run_id: int, *, now: datetime) -> None:
    """Now and then; StoreError. How sites stand is remembered apart from them."""
    if run_id % FORGETS_EVERY == 0:
        store.health.forget_visits(now - KEPT)


def _lines(changes: Changes, manner: Manner, store: ArticleStore, told: set[str]) -> Iterator[tuple[str, str]]:
    """Site and line: a line for each incident that opened or ended; of those that go on too where that is asked for.

    `told`: sites whose failures were told already.
    """
    for one in changes.closed:
        was = f"it was {one.state} since {one.opened_at:%Y-%m-%d %H:%M} UTC"
        yield one.site, f"{one.site} is {one.ending} ({was})"
    fresh = {one.site for one in changes.opened}
    for one in changes.opened:
        if one.site not in told:
            yield one.site, f"{one.site} is {one.state}: {one.reason}"
    yield from ((name, line) for name, line in going_on(store, manner) if name not in fresh)


def going_on(store: ArticleStore, manner: Manner) -> Iterator[tuple[str, str]]:
    """Site and line of each incident that has not ended, where that is asked for; StoreError."""
    for name, one in store.health.open_incidents().items() if manner.verbose else ():
        yield name, f"{name} is {one.state} since {one.opened_at:%Y-%m-%d %H:%M} UTC: {one.reason}"


def _look_after(
    store: ArticleStore,
    config: Config,
    sites: Mapping[str, Site],
    crawler: Crawler,
    report: RunReport,
    *,
    started: datetime,
) -> Changes:
    """A backfill says nothing of how sites stand, nor does what an interrupted run left."""
    observer = crawler.get_extension(Observer)
    sights = observer.sites if observer else {}
    visits = [_visit(name, one, sights.get(name, Sight()), sites) for name, one in sorted(report.sites.items())]
    if report.interrupted or getattr(crawler.spider, "backfill", False):
        return Changes(records=tuple(one.record for one in visits))
    this = Round(started=started, now=datetime.now(UTC), bounds=config.bounds)
    return keep_watch(store.health, visits, sites, of=this, enabled=config.sites)


def _added(crawler: Crawler) -> tuple[Article, ...]:
    observer = crawler.get_extension(Observer)
    return tuple(one for sight in observer.sites.values() for one in sight.added) if observer else ()


def _visit(name: str, report: SiteReport, sight: Sight, sites: Mapping[str, Site]) -> Visit:
    record = SiteRecord(
        site=name,
        cards=report.cards,
        rejected=sum(report.rejected.values()),
        new=report.new,
        problem="; ".join(report.problems),
        is_live=name in sites and not sites[name].saved,
        is_whole=sight.is_whole,
        listed=sight.listed,
        undated=sight.undated,
        untitled=sight.untitled,
        unlinked=sight.unlinked,
        titles=len(sight.titles),
        languages=dict(sight.languages),
        hosts=most_frequent(sight.hosts),
        moved_to=sight.moved_to,
    )
    return Visit(record=record, added=tuple(sight.added), pause=sight.pause)

"""The main job, for both its doors: `scrapy crawl csm` and `csm run`."""

import gc
import logging
import sys
from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from csm_crawler.choosing import choose_sites
from csm_crawler.config import Config, load_config, over, real_home, user_agent
from csm_crawler.errors import ConfigError, CsmError, StoreError
from csm_crawler.extensions import RunReport
from csm_crawler.extract import kind_of
from csm_crawler.interrupt import Interruption
from csm_crawler.items import Card
from csm_crawler.jobs.clean import clean_bodies
from csm_crawler.jobs.healthfeed import publish_health
from csm_crawler.jobs.lock import hold
from csm_crawler.jobs.publish import Published, PublishError, publish
from csm_crawler.logformatter import dress_records
from csm_crawler.middlewares.conditional import ConditionalMiddleware
from csm_crawler.outcome import Outcome
from csm_crawler.rounds import PLAIN, Manner, after_run, any_stands, choose, forget_old_runs, going_on, opened
from csm_crawler.signals import page_lost, page_read, page_unchanged
from csm_crawler.sites import Site, load_sites
from csm_crawler.spiders.csm import CsmSpider
from csm_crawler.store import ArticleStore, PageRecord, RunRecord
from csm_crawler.telling import Voice, tell
from csm_crawler.walking import backfill_key, unfinished_key

FINE, FAILED, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit status beside those of the errors themselves; cron, systemd and shell scripts rely on them."""


TOLD_BY_THE_REPORT = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.robotstxt",
    "scrapy.extensions.feedexport",
)


class Watch(AbstractContextManager["Watch"]):
    """Shows a run while it goes on and when it is over; of what it is told it takes what it wants."""

    @abstractmethod
    def __call__(self, site: Site, number: int, cards: list[Card], is_whole: bool) -> None:
        """A page, or a part of a long one, was read: its site, its number and its cards."""

    def begun(self, spider: CsmSpider) -> None:
        """The crawl begins: its sites are known."""

    def heard(self, site: Site) -> None:
        """Of a site came a page without cards: one that did not change, or that is lost."""

    def done(self, outcome: Outcome) -> None:
        """The run is over."""


def collect(
    process: AsyncCrawlerProcess,
    crawler: Crawler,
    arguments: Mapping[str, str],
    watch: Watch | None = None,
    manner: Manner = PLAIN,
) -> int:
    """Crawl, store and publish; says in one line each what failed, and last what happened. Returns the exit status."""
    interruption = Interruption()
    voice = Voice(str(process.settings["CSM_LOG_FORMAT"]))
    try:
        config = configure(process.settings)
        dress_records(config.log_format)
        known = load_sites(config.home)
        sites = choose_sites(known, list(config.sites), dict(arguments))
        if not sites:
            raise ConfigError(config.file or "csm.toml", "sites", "is empty: no site is enabled")
        if "backfill" in arguments:
            sites = _that_go_back(sites, voice)
        _check_exports(process.settings)
        if config.queries or (config.home / "platforms.toml").is_file():
            from csm_crawler.jobs.queries import choosers  # here, not above: a run with nothing new does without it
            from csm_crawler.platforms import load_catalogue

            catalogue = load_catalogue(config.home / "platforms.toml")
            choosers(config.queries, catalogue, known, file=config.file or "csm.toml")
        if watch:
            _show(crawler, watch)
        with interruption.guard(), hold(config.home, leaves_file=not manner.dry_run), watch or nullcontext():
            outcome = _run(process, crawler, config, sites, arguments, interruption, manner)
    except KeyboardInterrupt:
        voice.say("interrupted")
        return INTERRUPTED
    except CsmError as error:
        voice.say(str(error))
        return error.exit_code
    tell(outcome, manner, voice, sys.stderr if _exports_to_stdout(process.settings) else sys.stdout)
    if watch:
        watch.done(outcome)
    return outcome.exit_code


def _show(crawler: Crawler, watch: Watch) -> None:
    """Have the watch told of what happens."""
    for method, signal in (
        (watch.begun, signals.spider_opened),
        (watch, page_read),
        (watch.heard, page_unchanged),
        (watch.heard, page_lost),
    ):
        crawler.signals.connect(method, signal)


def configure(settings: BaseSettings) -> Config:
    """What csm.toml, environment and command line say together; ConfigError where there is nothing to run."""
    config = load_config()
    if settings.getpriority("CSM_HOME") != SETTINGS_PRIORITIES["project"]:
        raise ConfigError(
            "-s CSM_HOME", "", "is no setting; the home is named by the variable CSM_HOME or `csm -C DIR`"
        )
    config = over(config, {key: settings[key] for key in settings if str(key).startswith("CSM_") and key != "CSM_HOME"})
    return real_home(config)


def _run(
    process: AsyncCrawlerProcess,
    crawler: Crawler,
    config: Config,
    sites: Mapping[str, Site],
    arguments: Mapping[str, str],
    interruption: Interruption,
    manner: Manner,
) -> Outcome:
    started = datetime.now(UTC)
    with opened(config, manner) as store:
        gc.freeze()  # what was imported stays; `csm run` looks for garbage only from here on
        gc.enable()
        asked = choose(store, config, sites, manner, now=started)
        waiting = tuple(sorted(set(sites) - set(asked))) if manner.only_due else ()
        manner = replace(manner, others_stand=any_stands(store, waiting))
        if not asked:
            outcome = _idle(store, config, manner)
        else:
            outcome = _crawl(process, crawler, store, config, asked, arguments, interruption, manner, started)
        return replace(outcome, waiting=waiting)


def _crawl(
    process: AsyncCrawlerProcess,
    crawler: Crawler,
    store: ArticleStore,
    config: Config,
    sites: Mapping[str, Site],
    arguments: Mapping[str, str],
    interruption: Interruption,
    manner: Manner,
    started: datetime,
) -> Outcome:
    run_id = store.start_run(started)
    hush(process.settings)
    crawler.settings.set("USER_AGENT", user_agent(config.contact), priority="project")
    process.crawl(crawler, store=store, chosen=sites, **arguments)
    interruption.start(process)
    report = None if process.bootstrap_failed else crawler.get_extension(RunReport)
    if report is None:
        return Outcome(exit_code=FAILED, problems=("the crawl did not start; -L DEBUG says why",))
    report.interrupted = interruption.came
    report.judge(sites)
    if not report.store_problem:
        store.keep_pages(report.failures)
    if report.reason == "finished" and not report.store_problem:
        conditional = crawler.get_downloader_middleware(ConditionalMiddleware)
        store.remember_pages([*(conditional.kept(report) if conditional else []), *_silent(crawler.spider)])
        _end_walks(store, crawler.spider, report)
    outcome = _publish_and_judge(store, config, report, sites, crawler, started, manner)
    if not report.store_problem:
        outcome = after_run(store, config, outcome, crawler, report, manner, sites=sites, started=started)
        store.finish_run(run_id, _record(outcome))
        forget_old_runs(store, run_id, now=started)
    return outcome


def _idle(store: ArticleStore, config: Config, manner: Manner) -> Outcome:
    """Nobody is to be asked: what an earlier run left stale is published all the same."""
    states = store.health.states()
    outcome = Outcome(exit_code=FINE, states=states, lines=tuple(going_on(store, manner)))
    if manner.dry_run:
        published, would_write = _rehearsed(store, config)
        return replace(outcome, published=published, would_write=would_write)
    try:
        outcome = replace(outcome, published=publish(store, config))
        publish_health(store, config, states)
    except PublishError as error:
        published = outcome.published or error.published
        return replace(outcome, exit_code=FAILED, problems=(str(error),), published=published)
    except StoreError as error:
        return replace(outcome, exit_code=FAILED, problems=(str(error),))
    return outcome


def _rehearsed(store: ArticleStore, config: Config) -> tuple[Published, tuple[str, ...]]:
    from csm_crawler.jobs.rehearsal import rehearse_publishing  # here, not above: hardly any run needs it

    return rehearse_publishing(store, config)


def _that_go_back(sites: Mapping[str, Site], voice: Voice) -> dict[str, Site]:
    """The sites whose older articles can be read; says of the others that and why they cannot."""
    back = {}
    for name, site in sites.items():
        reach = "" if site.saved else kind_of(site.kind).reach(site)
        if reach:
            back[name] = site
        if reach == "links" and site.kind == "sitemap":
            voice.say(f"{name} goes back as far as its sitemaps do", level="WARNING", site=name)
        elif reach != "pages":
            why = "it is read from saved pages" if site.saved else "its file has no [pages]"
            far = "goes back as far as its pages link to older ones" if reach else "cannot go back"
            voice.say(f"{name} {far}: {why}", level="WARNING", site=name)
    if not back:
        raise ConfigError("backfill", "", f"names no site that can go back: {', '.join(sites)}")
    return back


def _end_walks(store: ArticleStore, spider: Spider | None, report: RunReport) -> None:
    """Forget where walks stood that came to their end: the next one of each site begins anew."""
    if not isinstance(spider, CsmSpider):
        return
    for name, trail in spider.trails.items():
        if spider.backfill and name not in report.failed():  # one that failed goes on where it did
            store.set_meta(backfill_key(trail.site), "")
        elif trail.is_unfinished and trail.is_over:
            store.set_meta(unfinished_key(trail.site), "")


def _silent(spider: Spider | None) -> list[PageRecord]:
    return spider.silent if isinstance(spider, CsmSpider) else []


def _publish_and_judge(
    store: ArticleStore,
    config: Config,
    report: RunReport,
    sites: Mapping[str, Site],
    crawler: Crawler,
    started: datetime,
    manner: Manner,
) -> Outcome:
    failed = () if manner.is_brief else report.failed()
    problems = [f"{name}: {problem}" for name in failed for problem in report.sites[name].problems]
    published, would_write = None, None
    code = _exit_code(report, sites, others_stand=manner.others_stand)
    if report.store_problem:
        problems, code = [report.store_problem], FAILED
    elif report.interrupted:
        kept = "nothing was kept" if manner.dry_run else "what was read is kept, the next run publishes it"
        problems, code = [f"interrupted: {kept}"], INTERRUPTED
    elif manner.dry_run:
        published, would_write = _rehearsed(store, config)
    else:
        try:
            published = publish(store, config)
            clean_bodies(store, config.keep, now=datetime.now(UTC), since=started)
        except PublishError as error:
            published, problems, code = error.published, [*problems, str(error)], FAILED
        except StoreError as error:
            problems, code = [*problems, str(error)], FAILED
    stats = crawler.stats.get_stats() if crawler.stats else {}
    if any(key.startswith("feedexport/failed_count") for key in stats):
        problems, code = [*problems, "the export (-o, -O) could not be written; -L INFO says why"], FAILED
    return Outcome(
        exit_code=code,
        cards=sum(site.cards for site in report.sites.values()),
        new=stats.get("csm/new_articles", 0),
        changed=stats.get("csm/changed_articles", 0),
        published=published,
        failed=tuple(name for name in report.failed() if not (report.interrupted and name in report.unread)),
        problems=tuple(problems),
        would_write=would_write,
    )


def _exit_code(report: RunReport, sites: Mapping[str, Site], *, others_stand: bool) -> int:
    failed = report.failed()
    if not failed:
        return FINE
    return PARTLY if set(sites) - set(failed) or others_stand else FAILED


def _record(outcome: Outcome) -> RunRecord:
    return RunRecord(
        finished_at=datetime.now(UTC),
        exit_code=outcome.exit_code,
        cards=outcome.cards,
        new_articles=outcome.new,
        feeds=outcome.published.feeds if outcome.published else 0,
        written=outcome.published.written if outcome.published else 0,
        failed_sites=len(outcome.failed),
        sites=outcome.changes.records,
    )


def hush(settings: BaseSettings) -> None:
    """What Scrapy logs of a page that is lost (a server down: seventy lines) the report tells in one."""
    if settings["LOG_LEVEL"] not in ("DEBUG", "INFO"):
        for name in TOLD_BY_THE_REPORT:
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _check_exports(settings: BaseSettings) -> None:
    """ConfigError where a file of `-o` or `-O` cannot be: Scrapy would lose its rows and end with 0."""
    for uri in map(str, settings.getdict("FEEDS")):
        path = Path(uri.removeprefix("file://"))
        if "://" in uri.removeprefix("file://") or uri.startswith("stdout:") or uri == "-":
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ConfigError(f"-o {uri}", "", f"cannot be written: {problem.strerror}") from problem


def _exports_to_stdout(settings: BaseSettings) -> bool:
    return any(str(uri).startswith("stdout:") or str(uri) == "-" for uri in settings.getdict("FEEDS"))

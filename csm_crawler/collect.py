"""The main job, for both its doors: `scrapy crawl csm` and `csm run`."""

import logging
import sys
from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from scrapy import Spider
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
from csm_crawler.jobs.lock import hold
from csm_crawler.jobs.publish import Published, PublishError, publish
from csm_crawler.logformatter import dress_records
from csm_crawler.logs import json_line, told
from csm_crawler.middlewares.conditional import ConditionalMiddleware
from csm_crawler.signals import page_read
from csm_crawler.sites import Site, load_sites
from csm_crawler.spiders.csm import CsmSpider
from csm_crawler.store import ArticleStore, PageRecord, RunRecord, SiteRecord
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
    """Shows a run while it goes on; told of each page that was read."""

    @abstractmethod
    def __call__(self, site: Site, number: int, cards: list[Card], is_whole: bool) -> None:
        """A page, or a part of a long one, was read: its site, its number and its cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to."""

    exit_code: int
    cards: int = 0
    new: int = 0
    changed: int = 0
    published: Published | None = None
    failed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The last line of a run."""
        feeds, written = (self.published.feeds, self.published.written) if self.published else (0, 0)
        return (
            f"{self.cards} cards, {self.new} new articles, {feeds} feeds ({written} written), "
            f"{len(self.failed)} sites failed"
        )

    @property
    def eventful(self) -> bool:
        """Whether there is anything to tell where nobody is looking."""
        return bool(self.exit_code or self.new or self.changed or (self.published and self.published.written))


@dataclass(frozen=True, slots=True)
class Voice:
    """What a run says itself, whatever the log level."""

    format: str

    def say(self, line: str, *, level: str = "ERROR", site: str = "") -> None:
        """A line on stderr."""
        sys.stderr.write(told(line, self.format, level=level, site=site))

    def sum_up(self, outcome: Outcome, out: TextIO) -> None:
        """The last line of a run; in JSON with its numbers."""
        if self.format != "json":
            out.write(f"{outcome.summary}\n")
            return
        numbers = {name: getattr(outcome, name) for name in ("exit_code", "cards", "new", "changed")}
        numbers |= {"sites_failed": len(outcome.failed)}
        out.write(f"{json_line(outcome.summary, at=datetime.now(UTC), level='INFO', numbers=numbers)}\n")


def collect(
    process: AsyncCrawlerProcess, crawler: Crawler, arguments: Mapping[str, str], watch: Watch | None = None
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
            crawler.signals.connect(watch, page_read)
        with interruption.guard(), hold(config.home), watch or nullcontext():
            outcome = _run(process, crawler, config, sites, arguments, interruption)
    except KeyboardInterrupt:
        voice.say("interrupted")
        return INTERRUPTED
    except CsmError as error:
        voice.say(str(error))
        return error.exit_code
    for problem in (*outcome.problems, *(outcome.published.notes if outcome.published else ())):
        voice.say(problem, site=_site_of(problem, outcome))
    if outcome.eventful or sys.stdout.isatty():
        voice.sum_up(outcome, sys.stderr if _exports_to_stdout(process.settings) else sys.stdout)
    return outcome.exit_code


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
) -> Outcome:
    started = datetime.now(UTC)
    with ArticleStore.open(config.database) as store:
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
        outcome = _publish_and_judge(store, config, report, sites, crawler, started)
        if not report.store_problem:
            store.finish_run(run_id, _record(outcome, report))
        return outcome


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
) -> Outcome:
    problems = [f"{name}: {problem}" for name in report.failed() for problem in report.sites[name].problems]
    published = None
    code = _exit_code(report, sites)
    if report.store_problem:
        problems, code = [report.store_problem], FAILED
    elif report.interrupted:
        problems, code = ["interrupted: what was read is kept, the next run publishes it"], INTERRUPTED
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
    )


def _exit_code(report: RunReport, sites: Mapping[str, Site]) -> int:
    failed = report.failed()
    if not failed:
        return FINE
    return PARTLY if set(sites) - set(failed) else FAILED


def _record(outcome: Outcome, report: RunReport) -> RunRecord:
    return RunRecord(
        finished_at=datetime.now(UTC),
        exit_code=outcome.exit_code,
        cards=outcome.cards,
        new_articles=outcome.new,
        feeds=outcome.published.feeds if outcome.published else 0,
        written=outcome.published.written if outcome.published else 0,
        failed_sites=len(outcome.failed),
        sites=tuple(
            SiteRecord(
                site=name,
                cards=site.cards,
                rejected=sum(site.rejected.values()),
                new=site.new,
                problem="; ".join(site.problems),
            )
            for name, site in sorted(report.sites.items())
        ),
    )


def hush(settings: BaseSettings) -> None:
    """What Scrapy logs of a page that is lost (a server down: seventy lines) the report tells in one."""
    if settings["LOG_LEVEL"] not in ("DEBUG", "INFO"):
        for name in TOLD_BY_THE_REPORT:
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _site_of(problem: str, outcome: Outcome) -> str:
    """The site that a line of the outcome begins with; empty where it is about the run."""
    name = problem.partition(": ")[0]
    return name if name in outcome.failed else ""


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

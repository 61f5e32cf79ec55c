"""`csm run`: the main job, as `scrapy crawl csm` does it, for the sites that are due."""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from csm_crawler.cli.context import configuration, sites_named
from csm_crawler.logs import FORMATS

if TYPE_CHECKING:
    from csm_crawler.collect import Watch
    from csm_crawler.rounds import Manner


@click.command(epilog="Example: csm run, or csm run --dry-run technode, or csm run --backfill technode --since 2024-01")
@click.argument("named", metavar="[SITE]...", nargs=-1)
@click.option("--sites", metavar="NAME,NAME", help="Only these sites, enabled or not, due or not.")
@click.option("--all", "everything", is_flag=True, help="All enabled sites, due or not.")
@click.option("--dry-run", is_flag=True, help="Fetch and read, say what would be new and published, and keep nothing.")
@click.option("--offline", is_flag=True, help="Ask nobody: read saved pages, publish what is stale.")
@click.option("--backfill", is_flag=True, help="Walk the pages of the named sites back to their first article.")
@click.option("--since", metavar="DATE", help="End a backfill at this day, month or year.")
@click.option("--json", "as_json", is_flag=True, help="How it went, as one object of JSON.")
@click.option("--verbose", is_flag=True, help="Say how it went, and which incidents go on.")
@click.option("--log-format", type=click.Choice(FORMATS), help="Told as text or as JSON, an object a line.")
@click.option("-L", "--loglevel", metavar="LEVEL", help="How much is told on stderr (default: WARNING).")
def command(
    named: tuple[str, ...],
    sites: str | None,
    everything: bool,
    backfill: bool,
    since: str | None,
    log_format: str | None,
    loglevel: str | None,
    **told: bool,
) -> int:
    """Collect the enabled sites that are due (or each SITE), store their articles and publish the feeds that changed.

    When a site is due is learned from its own rhythm. Where nobody looks (cron), a good run says nothing, and a bad one
    a line when a site's trouble begins and one when it is over. A backfill says first which sites cannot go back;
    stopped by Ctrl-C, it goes on from there the next time.

    Exit status: 0 fine, 1 nothing succeeded, 2 usage or configuration, 3 some sites failed, 75 another run holds
    the lock, 130 interrupted.
    """
    gc.disable()  # until all is imported, see `collect`: looking through it again and again is a tenth of a run
    if loglevel:
        os.environ["CSM_LOG_LEVEL"] = loglevel
    if log_format:
        os.environ["CSM_LOG_FORMAT"] = log_format
    chosen = _chosen(named, sites)
    arguments = _arguments(chosen, since, backfill=backfill)
    if everything and arguments:
        raise click.UsageError("--all asks all enabled sites; it is called without names")
    if backfill and (told["dry_run"] or told["offline"]):
        raise click.UsageError("--backfill keeps what it reads from the network; it goes with neither of these")
    config = configuration()
    if chosen is not None:
        sites_named(config, _names(chosen), where="SITE" if named else "--sites")
    os.environ["SCRAPY_SETTINGS_MODULE"] = "csm_crawler.settings"
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from csm_crawler.collect import collect

    settings = get_project_settings()
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler("csm")
    is_told_all = bool(arguments) or settings["LOG_LEVEL"] in ("DEBUG", "INFO")
    manner = _manner(is_named=bool(arguments), is_told_all=is_told_all, everything=everything, **told)
    return collect(process, crawler, arguments, _watch(manner, is_backfill=backfill), manner)


def _manner(*, is_named: bool, is_told_all: bool, everything: bool, **told: Any) -> "Manner":
    """Who names sites, asks for words or a log, or looks at a terminal is told of each failure."""
    from csm_crawler.rounds import Manner

    is_asked = told["verbose"] or told["dry_run"] or told["as_json"]
    return Manner(
        only_due=not (is_named or everything or told["offline"]),
        incidents=True,
        is_brief=not (is_told_all or is_asked or sys.stderr.isatty()),
        dry_run=told["dry_run"],
        offline=told["offline"],
        verbose=told["verbose"],
        json=told["as_json"],
    )


def _watch(manner: "Manner", *, is_backfill: bool) -> "Watch | None":
    """What a terminal shows; None where there is none."""
    if manner.json or not sys.stderr.isatty():
        return None
    if is_backfill:
        from csm_crawler.cli.progress import Progress

        return Progress()
    from csm_crawler.cli.bar import Bar

    return Bar()


def _chosen(named: tuple[str, ...], sites: str | None) -> str | None:
    """The names of sites, as they were said; None where none is to be named. UsageError."""
    if named and sites is not None:
        raise click.UsageError("name the sites once: as SITE… or with --sites")
    if sites is not None and not _names(sites):
        raise click.UsageError("--sites names no site; call it with --sites NAME,NAME")
    return ",".join(named) if named else sites


def _names(chosen: str) -> list[str]:
    return [name.strip() for name in chosen.split(",") if name.strip()]


def _arguments(chosen: str | None, since: str | None, *, backfill: bool) -> dict[str, str]:
    """The spider's arguments; UsageError where the options contradict each other."""
    if backfill and not chosen:
        raise click.UsageError("--backfill needs the names of sites: csm run --backfill SITE…")
    if since is not None and not backfill:
        raise click.UsageError("--since says where a backfill ends; call it with --backfill SITE…")
    arguments = {} if chosen is None else {"backfill" if backfill else "sites": chosen}
    return arguments | ({"since": since} if since is not None else {})

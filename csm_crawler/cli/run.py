"""`csm run`: the main job, as `scrapy crawl csm` does it."""

import os
import sys

import click

from csm_crawler.cli.context import configuration
from csm_crawler.logs import FORMATS


@click.command(epilog="Example: csm run --sites chinasocialmedia, or csm run --backfill technode --since 2024-01")
@click.argument("named", metavar="[SITE]...", nargs=-1)
@click.option("--sites", metavar="NAME,NAME", help="Only these sites, enabled or not.")
@click.option("--backfill", is_flag=True, help="Walk the pages of the named sites back to their first article.")
@click.option("--since", metavar="DATE", help="End a backfill at this day, month or year.")
@click.option("--log-format", type=click.Choice(FORMATS), help="Told as text or as JSON, an object a line.")
@click.option("-L", "--loglevel", metavar="LEVEL", help="How much is told on stderr (default: WARNING).")
def command(
    named: tuple[str, ...],
    sites: str | None,
    backfill: bool,
    since: str | None,
    log_format: str | None,
    loglevel: str | None,
) -> int:
    """Collect the enabled sites (or only each SITE), store their articles and publish the feeds that changed.

    A backfill says first which sites cannot go back; stopped by Ctrl-C, it goes on from there the next time.

    Exit status: 0 fine, 1 nothing succeeded, 2 usage or configuration, 3 some sites failed, 75 another run holds
    the lock, 130 interrupted.
    """
    if loglevel:
        os.environ["CSM_LOG_LEVEL"] = loglevel
    if log_format:
        os.environ["CSM_LOG_FORMAT"] = log_format
    arguments = _arguments(named, sites, backfill, since)
    configuration()
    os.environ["SCRAPY_SETTINGS_MODULE"] = "csm_crawler.settings"
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from csm_crawler.collect import collect

    process = AsyncCrawlerProcess(get_project_settings())
    crawler = process.create_crawler("csm")
    if not (backfill and sys.stderr.isatty()):
        return collect(process, crawler, arguments)
    from csm_crawler.cli.progress import Progress

    progress = Progress()
    return collect(process, crawler, arguments, progress)


def _arguments(named: tuple[str, ...], sites: str | None, backfill: bool, since: str | None) -> dict[str, str]:
    """The spider's arguments; UsageError where the options contradict each other."""
    if named and sites is not None:
        raise click.UsageError("name the sites once: as SITE… or with --sites")
    chosen = ",".join(named) if named else sites
    if backfill and not chosen:
        raise click.UsageError("--backfill needs the names of sites: csm run --backfill SITE…")
    if since is not None and not backfill:
        raise click.UsageError("--since says where a backfill ends; call it with --backfill SITE…")
    arguments = {} if chosen is None else {"backfill" if backfill else "sites": chosen}
    return arguments | ({"since": since} if since is not None else {})

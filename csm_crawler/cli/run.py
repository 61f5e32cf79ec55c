"""`csm run`: the main job, as `scrapy crawl csm` does it."""

import os

import click

from csm_crawler.cli.context import configuration


@click.command(epilog="Example: csm run --sites chinasocialmedia")
@click.option("--sites", metavar="NAME,NAME", help="Only these sites, enabled or not.")
@click.option("-L", "--loglevel", metavar="LEVEL", help="How much is told on stderr (default: WARNING).")
def command(sites: str | None, loglevel: str | None) -> int:
    """Collect the enabled sites, store their articles and publish the feeds that changed.

    Exit status: 0 fine, 1 nothing succeeded, 2 usage or configuration, 3 some sites failed, 75 another run holds
    the lock, 130 interrupted.
    """
    if loglevel:
        os.environ["CSM_LOG_LEVEL"] = loglevel
    configuration()
    os.environ["SCRAPY_SETTINGS_MODULE"] = "csm_crawler.settings"
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from csm_crawler.collect import collect

    process = AsyncCrawlerProcess(get_project_settings())
    return collect(process, process.create_crawler("csm"), {"sites": sites} if sites is not None else {})

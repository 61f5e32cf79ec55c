"""`scrapy crawl csm`: the main job, with an exit status that tells what happened."""

import argparse
import sys

from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess

from csm_crawler.collect import USAGE, collect


class Command(crawl.Command):
    """Scrapy's own, but for the run itself."""

    def short_desc(self) -> str:
        """As `scrapy` lists it."""
        return "Collect the enabled sites, store their articles and publish the feeds that changed"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit status: 0 fine, 1 nothing succeeded, 2 usage, 3 some sites failed, 75 locked, 130 interrupted."""
        if args != ["csm"]:
            sys.stderr.write(f"csm: there is one spider, csm; {_advice(args)}\n")
            self.exitcode = USAGE
            return
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)  # what Scrapy makes for its default reactor
        self.exitcode = collect(self.crawler_process, self._create_crawler("csm"), opts.spargs)


def _advice(args: list[str]) -> str:
    sites = ",".join(name for name in args if name != "csm")
    return f"one site is collected by: scrapy crawl csm -a sites={sites}" if sites else "run: scrapy crawl csm"

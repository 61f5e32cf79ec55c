"""`scrapy shell FILE|URL`: as Scrapy's, which takes `fixtures/NAME/listing.html` for a page of the host `fixtures`."""

import argparse

from scrapy.commands import shell

from csm_crawler.commands.parse import as_url


class Command(shell.Command):
    """Scrapy's own, but for paths without `./`."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """A prompt with the page, where one is named."""
        super().run([as_url(one) for one in args], opts)

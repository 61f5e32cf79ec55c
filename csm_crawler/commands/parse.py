"""`scrapy parse FILE|URL`: as Scrapy's, and a path to a saved page will do."""

import argparse
from pathlib import Path

from scrapy.commands import parse
from scrapy.utils.url import guess_scheme


class Command(parse.Command):
    """Scrapy's own, but for paths."""

    def syntax(self) -> str:
        """As `scrapy parse -h` prints it."""
        return "[options] <url|file>"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """The cards of one page; nothing is stored."""
        super().run([as_url(one) for one in args], opts)


def as_url(named: str) -> str:
    """A file that is there is meant before a host of that name."""
    path = Path(named)
    return path.resolve().as_uri() if path.is_file() else guess_scheme(named)

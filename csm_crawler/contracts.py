"""`scrapy check csm`: saved pages and samples, replayed against their goldens."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.contracts import Contract

from csm_crawler.fixtures import saved_page
from csm_crawler.items import Card
from csm_crawler.jobs.golden import golden_of, read_golden, replay, understand
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import CsmSpider


class FixturesContract(Contract):
    """`@fixtures`: every saved page and sample of every site gives the articles that its golden tells.

    The first goes through the downloader and the callback, as in a crawl; the others are read beside it.
    """

    name = "fixtures"

    def __init__(self, method: Callable[..., Any], *args: Any) -> None:
        super().__init__(method, *args)
        spider = getattr(method, "__self__", None)
        self.pages = list(_pages(spider)) if isinstance(spider, CsmSpider) else []

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Ask for the first page; without one there is no request, so nothing is checked."""
        if not self.pages:
            return args
        site, path = self.pages[0]
        return args | {"url": path.as_uri(), "cb_kwargs": {"site": site.name}, "meta": {"download_slot": "saved"}}

    def post_process(self, output: list[Any]) -> None:
        """AssertionError names the page and the first article that differs."""
        cards = [card for card in output if isinstance(card, Card)]
        for number, (site, path) in enumerate(self.pages):
            golden = read_golden(golden_of(path))
            moment = datetime.fromisoformat(golden["fetched_at"])
            found = understand(cards, site, fetched_at=moment) if number == 0 else replay(path, site, fetched_at=moment)
            assert len(found["articles"]) == len(golden["articles"]), f"{path}: {len(found['articles'])} articles"
            for position, (one, other) in enumerate(zip(found["articles"], golden["articles"], strict=True)):
                assert one == other, f"{path}: article {position} is {one}, its golden says {other}"
            assert found == golden, f"{path}: rejected {found['rejected']}, its golden says {golden['rejected']}"


def _pages(spider: CsmSpider) -> Iterator[tuple[Site, Path]]:
    """Saved pages before samples: the first is what a crawl would read, too."""
    sites = spider.known.values()
    named = [(site, name) for site in sites for name in site.saved]
    named += [(site, name) for site in sites for name in site.samples]
    for site, name in named:
        path = saved_page(spider.home, site.name, name)
        if path is not None and golden_of(path).is_file():
            yield site, path

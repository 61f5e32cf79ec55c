"""What one crawl came to: counted while it runs, asked when it is over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from csm_crawler.errors import CardRejected, PageError, StoreError
from csm_crawler.extract import Page
from csm_crawler.failures import describe
from csm_crawler.items import Card
from csm_crawler.signals import page_kept, page_lost, page_read, page_unchanged, store_failed
from csm_crawler.sites import Site

if TYPE_CHECKING:
    from csm_crawler.store.snapshots import Snapshot


@dataclass(slots=True)
class SiteReport:
    """One site's part of a run."""

    cards: int = 0
    new: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """A page's URL → its name for people: a saved one's file."""
    pages: Counter[str] = field(default_factory=Counter)
    """By a page's URL, how many of its cards lead to an article of their own."""
    owing: set[str] = field(default_factory=set)
    """Pages that owe the site's `min_cards`: its first ones."""
    unchanged: int = 0
    """Pages that their server says are as they were: nothing new, and nothing wrong."""
    rejected: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    """Each a line for a person; a site with one has failed."""
    least: int = 0
    """So many cards a page owes."""
    held: dict[str, Page] = field(default_factory=dict)
    """By URL the pages that owe cards, until enough of these are kept."""


class RunReport:
    """Scrapy says 0 for nearly every failure; this says what really happened (see `collect.py` for the exit codes)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.sites: dict[str, SiteReport] = {}
        self.store_problem = ""
        self.interrupted = False
        self.unread: set[str] = set()
        """Names of the sites of which nothing was read, for no reason of their own; an interrupted run has such."""
        self.failures: list[Snapshot] = []
        """Pages that failed, as they came."""
        self.reason = ""
        """Scrapy's finish reason; empty where the crawl never ended properly."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listens to everything that can go wrong."""
        report = cls(crawler)
        for method, signal in (
            (report.page_read, page_read),
            (report.page_kept, page_kept),
            (report.page_unchanged, page_unchanged),
            (report.page_lost, page_lost),
            (report.store_failed, store_failed),
            (report.item_dropped, signals.item_dropped),
            (report.item_error, signals.item_error),
            (report.spider_error, signals.spider_error),
            (report.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(method, signal)
        return report

    def page_read(self, site: Site, page_url: str, name: str, cards: list[Card], page: Page, owes: bool = True) -> None:
        """Count what a page gave."""
        report = self._site(site.name)
        report.cards += len(cards)
        names = report.names.get(page_url, "").split(", ")
        report.names[page_url] = ", ".join(one for one in dict.fromkeys([*names, name]) if one)
        report.pages[page_url] += len({card.link for card in cards if card.link})
        if owes:
            report.owing.add(page_url)
            report.least = site.min_cards
            report.held[page_url] = page

    def page_kept(self, site: str, page_url: str) -> None:
        """Let go of a page that gave what it owes."""
        report = self._site(site)
        if report.pages[page_url] >= report.least:
            report.held.pop(page_url, None)

    def page_unchanged(self, site: Site) -> None:
        """Count a page that was not sent again."""
        self._site(site.name).unchanged += 1
        self._count(f"csm/site/{site.name}/pages_unchanged")

    def page_lost(self, site: Site, error: PageError, page: Page | None = None) -> None:
        """The page is lost, so the site has failed."""
        self._site(site.name).problems.append(str(error))
        self._keep(page, site, error.problem)
        self._count(f"csm/site/{site.name}/pages_lost")

    def item_dropped(self, item: object, exception: BaseException) -> None:
        """Count a rejected card by its reason."""
        cause = exception.__cause__
        if isinstance(item, Card) and isinstance(cause, CardRejected):
            report = self._site(item.site)
            report.rejected[cause.reason] += 1
            report.pages[item.page_url] -= bool(item.link)
            self._count(f"csm/rejected/{cause.reason}")

    def item_error(self, item: object, failure: Failure) -> None:
        """A pipeline raised: a fault of ours, named with its place."""
        if isinstance(item, Card):
            self._site(item.site).problems.append(f"card {item.position} of {item.page_url}: {describe(failure)}")

    def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """A callback raised."""
        request = getattr(response, "request", None)
        site = (request.cb_kwargs if request else {}).get("site", "")
        url = getattr(response, "url", "")
        if site:
            self._site(site).problems.append(f"{url}: {describe(failure)}")

    def store_failed(self, error: StoreError) -> None:
        """End the run: what comes after could not be kept."""
        self.store_problem = str(error)
        engine = self.crawler.engine
        if engine is not None:
            deferred_from_coro(engine.close_spider_async(reason="store_failed"))

    def spider_closed(self, reason: str) -> None:
        """Keep how it ended."""
        self.reason = reason

    def judge(self, sites: Mapping[str, Site]) -> None:
        """After the crawl: a page that gave fewer cards than its site promises fails the site."""
        for name, site in sites.items():
            report = self._site(name)
            if self.crawler.stats:
                report.new = self.crawler.stats.get_value(f"csm/site/{name}/new", 0)
            for url, cards in report.pages.items():
                if url in report.owing and cards < site.min_cards:
                    problem = f"{cards} cards, at least {site.min_cards} expected"
                    report.problems.append(f"{report.names[url]}: {problem}")
                    self._keep(report.held.get(url), site, problem)
            report.problems.extend(self._owed_together(site, report))
            asked_to_stop = self.reason.startswith("closespider_")  # by CLOSESPIDER_ITEMCOUNT and its like
            if not (report.pages or report.unchanged or report.problems or asked_to_stop):
                report.problems.append(f"{site.url}: was not read")
                self.unread.add(name)

    def _owed_together(self, site: Site, report: SiteReport) -> list[str]:
        """The parts of an index owe together what a listing owes alone; a backfill may begin anywhere."""
        cards = sum(report.pages.values())
        whole = report.pages and not (
            report.owing or report.unchanged or getattr(self.crawler.spider, "backfill", False)
        )
        return (
            [f"{site.url}: {cards} cards, at least {site.min_cards} expected"]
            if whole and cards < site.min_cards
            else []
        )

    def _keep(self, page: Page | None, site: Site, problem: str) -> None:
        """What failed, as it came: whoever mends a site's file wants to see it."""
        from csm_crawler.jobs.snapshots import snapshot_of

        if page is not None and (kept := snapshot_of(page, site.name, problem=problem)):
            self.failures.append(kept)

    def failed(self) -> list[str]:
        """Names of the sites that failed, sorted."""
        return sorted(name for name, report in self.sites.items() if report.problems)

    def _site(self, name: str) -> SiteReport:
        return self.sites.setdefault(name, SiteReport())

    def _count(self, key: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(key)

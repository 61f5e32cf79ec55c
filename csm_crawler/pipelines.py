"""Cards → articles → store, a page at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from csm_crawler.config import load_config
from csm_crawler.errors import CardRejected, StoreError
from csm_crawler.extract import Page
from csm_crawler.items import Article, Card
from csm_crawler.signals import articles_added, page_kept, page_read, store_failed
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import CsmSpider
from csm_crawler.store import Reading, fingerprint

if TYPE_CHECKING:
    from csm_crawler.jobs.queries import Chooser
    from csm_crawler.jobs.snapshots import Sources
    from csm_crawler.normalize.dates import ParsedDate
    from csm_crawler.platforms import Catalogue
    from csm_crawler.store.snapshots import Snapshot

logger = logging.getLogger(__name__)


class NormalizePipeline:
    """Card → Reading: the card and what it means. A card that is kept already → its stored Article, untouched.

    Dates are settled when a page was read, because its neighbours settle what a card alone leaves open.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.catalogue: Catalogue | None = None
        self.choosers: tuple[Chooser, ...] = ()
        self.kept: dict[Card, Article] = {}
        self.dates: dict[Card, ParsedDate | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listens for pages."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.page_read, page_read)
        return pipeline

    def page_read(self, site: Site, cards: Sequence[Card], page: Page, details: Sequence[Snapshot]) -> None:
        """Look up what is kept already, settle the dates of a page that brings something new."""
        store = self.crawler.get_item_pipeline(StorePipeline)
        kept = store.begin(cards, page, details) if store else {}
        self.kept |= kept
        if len(kept) < len(cards):
            # Here, not above: a page with nothing new needs none of what understands cards.
            from csm_crawler.normalize.dates import site_dates

            dates = site_dates(cards, site)
            self.dates |= {card: date for card, date in zip(cards, dates, strict=True) if card not in kept}

    def process_item(self, item: Card) -> Article | Reading:
        """DropItem where the card cannot become an article."""
        if item in self.kept:
            return self.kept.pop(item)
        from csm_crawler.jobs.membership import feeds_of
        from csm_crawler.normalize.article import normalize

        spider = _spider(self.crawler)
        if self.catalogue is None:
            from csm_crawler.jobs.queries import Chooser
            from csm_crawler.platforms import load_catalogue

            self.catalogue = load_catalogue(spider.home / "platforms.toml")
            self.choosers = tuple(Chooser(query, self.catalogue) for query in load_config(spider.home).queries)
        try:
            article = normalize(item, spider.known[item.site], self.dates.pop(item, None), self.catalogue)
        except CardRejected as rejected:
            logger.info("%s", rejected)
            raise DropItem(str(rejected)) from rejected
        return Reading(card=item, article=article, feeds=feeds_of(article, self.catalogue, self.choosers))


PageKey = tuple[str, str]
"""A page: its site's name and its URL."""


class StorePipeline:
    """Readings → store, one transaction a page; hands on the Article, also where there is no store (parse, check)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.awaited: dict[PageKey, int] = {}
        self.readings: dict[PageKey, list[Reading]] = {}
        self.present: dict[PageKey, set[str]] = {}
        """By page: fingerprints of its cards that are kept already."""
        self.sources: Sources | None = None
        """Of the pages with something that may be new; None where no page had any."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listens for cards that will not come."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.item_lost, signals.item_dropped)
        crawler.signals.connect(pipeline.item_lost, signals.item_error)
        return pipeline

    def begin(self, cards: Sequence[Card], source: Page, details: Sequence[Snapshot]) -> dict[Card, Article]:
        """The cards of one page that are kept word for word, with their articles; the others are awaited.

        `source` is what the page was read from, `details` are the articles' own pages that completed its cards.
        """
        store = _spider(self.crawler).store
        if store is None or not cards:
            return {}
        marks = [fingerprint(card) for card in cards]
        try:
            known = store.known(cards)
        except StoreError as error:
            self._fail(error)
            return {}
        kept = {card: known[mark] for card, mark in zip(cards, marks, strict=True) if mark in known}
        page = _page(cards[0])
        self.awaited[page] = self.awaited.get(page, 0) + len(cards) - len(kept)
        self.present.setdefault(page, set()).update(known)
        if self.awaited[page]:
            self._hold(page, source, details)
        else:
            self._write(page)
        return kept

    def process_item(self, item: Article | Reading) -> Article:
        """The page is written when its last reading has come."""
        if isinstance(item, Article):
            return item
        page = _page(item.card)
        if page in self.awaited:
            self.readings.setdefault(page, []).append(item)
            self._arrived(page)
        return item.article

    def item_lost(self, item: object) -> None:
        """A card that became no reading is no longer awaited."""
        if isinstance(item, Card) and _page(item) in self.awaited:
            self._arrived(_page(item))

    def close_spider(self) -> None:
        """Write the pages that were stopped half-way (`CLOSESPIDER_ITEMCOUNT`, a signal)."""
        for page in list(self.awaited):
            self._write(page, is_whole=False)

    def _arrived(self, page: PageKey) -> None:
        self.awaited[page] -= 1
        if self.awaited[page] <= 0:
            self._write(page)

    def _write(self, page: PageKey, *, is_whole: bool = True) -> None:
        self.awaited.pop(page, None)
        readings = self.readings.pop(page, [])
        present = self.present.pop(page, set())
        if readings and not self._add(page, readings, present):
            return
        if self.sources:
            self.sources.forget(page)
        if is_whole:
            self.crawler.signals.send_catch_log(page_kept, site=page[0], page_url=page[1])

    def _add(self, page: PageKey, readings: Sequence[Reading], present: set[str]) -> bool:
        """Whether the readings are kept now."""
        spider = _spider(self.crawler)
        if spider.store is None:
            return False
        try:
            sources = partial(self.sources.of, page, readings) if self.sources else tuple
            added = spider.store.add(
                readings,
                present=present,
                sources=sources,
                run_at=spider.started_at,
                is_backfill=spider.backfill,
            )
        except StoreError as error:
            self._fail(error)
            return False
        stats = self.crawler.stats
        if stats:
            stats.inc_value("csm/new_articles", len(added.new))
            stats.inc_value("csm/changed_articles", len(added.changed))
            stats.inc_value(f"csm/site/{page[0]}/new", len(added.new))
        if added.new:
            self.crawler.signals.send_catch_log(articles_added, site=page[0], articles=added.new)
        return True

    def _hold(self, page: PageKey, source: Page, details: Sequence[Snapshot]) -> None:
        if self.sources is None:
            from csm_crawler.jobs.snapshots import Sources

            self.sources = Sources()
        self.sources.hold(page, source, details)

    def _fail(self, error: StoreError) -> None:
        """Nothing after this page is kept: the report ends the run."""
        _spider(self.crawler).store = None
        self.crawler.signals.send_catch_log(store_failed, error=error)


def _page(card: Card) -> PageKey:
    return card.site, card.page_url


def _spider(crawler: Crawler) -> CsmSpider:
    spider = crawler.spider
    if not isinstance(spider, CsmSpider):
        raise TypeError(f"the pipelines of csm_crawler work for the spider csm, not for {spider!r}")
    return spider

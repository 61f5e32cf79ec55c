"""Articles' own pages, for what a listing lacks: each is fetched once ever, and only for articles that are new."""

import logging
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.misc import load_object

from csm_crawler.errors import PageError
from csm_crawler.extract import Page
from csm_crawler.extract.detail import complete, lacks
from csm_crawler.failures import describe_error
from csm_crawler.items import Card
from csm_crawler.normalize.urls import canonical_url
from csm_crawler.responses import page_of
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import TOLD_NOTHING, UNCONDITIONAL
from csm_crawler.store import PageRecord
from csm_crawler.store.snapshots import Snapshot

if TYPE_CHECKING:
    from csm_crawler.spiders.csm import CsmSpider

logger = logging.getLogger(__name__)

MOST_KEPT = 16 * 2**20
"""Bytes of articles' own pages, packed, that are held together until their cards are kept."""
GONE = (404, 410)
"""What answers so is not asked again."""


async def complete_cards(
    spider: "CsmSpider", cards: Sequence[Card], site: Site, unseen: AbstractSet[str]
) -> tuple[list[Card], list[Snapshot]]:
    """The cards, those of new articles completed by the articles' own pages, and the pages that told something.

    A page that cannot be had costs its card nothing but the missing field; one that several cards lead to is fetched
    once. `unseen`: links whose articles are new.
    """
    places = [
        canonical_url(card.link)
        if card.link in unseen and lacks(card, site) and is_same_site(card.link, site.url, card.page_url)
        else None
        for card in cards
    ]
    left = Counter(places)
    pages: dict[str, Page | None] = {}
    """Those that another card leads to as well."""
    done, told = [], _Telling(site)
    for card, place in zip(cards, places, strict=True):
        if place is None:
            done.append(card)
            continue
        page = pages[place] if place in pages else await _fetched(spider, card, site)
        completed = _completed(spider, card, site, page)
        done.append(completed)
        if page and completed.from_detail:
            told.add(page)
        left[place] -= 1
        pages[place] = page
        if not left[place]:
            del pages[place]
    return done, [*told.pages.values()]


class _Telling:
    """The pages that completed cards, packed, each once and no more of them than may be held."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[str, Snapshot] = {}
        self.held = 0

    def add(self, page: Page) -> None:
        if page.hash in self.pages or self.held > MOST_KEPT:
            return
        from csm_crawler.jobs.snapshots import snapshot_of

        if kept := snapshot_of(page, self.site.name):
            self.pages[page.hash] = kept
            self.held += len(kept.packed)


async def _fetched(spider: "CsmSpider", card: Card, site: Site) -> Page | None:
    """The article's own page; None where it cannot be had, or told nothing before."""
    record = spider.remembered(site).get(card.link)
    if spider.crawler.engine is None or (record and record.rules == TOLD_NOTHING):
        return None
    errors: tuple[type[Exception], ...] = (PageError, IgnoreRequest, *_failures(spider))
    meta = {UNCONDITIONAL: True, "dont_obey_robotstxt": site.own}
    # The site's name has the server's tdmrep.json asked too.
    asked = Request(card.link, dont_filter=True, cb_kwargs={"site": site.name}, meta=meta)
    try:
        response = await spider.crawler.engine.download_async(asked)
        if not is_same_site(response.url, site.url, card.page_url):
            raise PageError(response.url, "is another site's")
        if response.status in GONE and not (card.title or card.teaser):
            spider.silent.append(_record(site, card.link))
        if response.status != 200:
            raise PageError(card.link, f"answered {response.status}")
    except errors as error:
        _lost(spider, card, site, error)
        return None
    return page_of(response, encoding=site.encoding)


def _completed(spider: "CsmSpider", card: Card, site: Site, page: Page | None) -> Card:
    if page is None:
        return card
    try:
        completed = complete(card, page, site)
    except PageError as error:
        _lost(spider, card, site, error)
        return card
    _count(spider, site, "details")
    if not (completed.title or completed.teaser):
        spider.silent.append(_record(site, card.link))
    return completed


def _lost(spider: "CsmSpider", card: Card, site: Site, error: Exception) -> None:
    told = describe_error(error)
    logger.info("%s: card %d is not completed: %s", site.name, card.position, told, extra={"site": site.name})
    _count(spider, site, "details_lost")


def _failures(spider: "CsmSpider") -> tuple[type[Exception], ...]:
    """What a server or a network does to a request."""
    return tuple(load_object(one) for one in spider.crawler.settings.getlist("RETRY_EXCEPTIONS"))


def is_same_site(link: str, *urls: str) -> bool:
    """Whether a link leads to a host of one of the URLs, or to one above or below it (www.a.example, news.a.example).

    What a page links to elsewhere is not asked for: nobody described it.
    """
    host = _host(link)
    return any(host == one or host.endswith(f".{one}") or one.endswith(f".{host}") for one in map(_host, urls) if host)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _record(site: Site, url: str) -> PageRecord:
    now = datetime.now(UTC)
    return PageRecord(site=site.name, url=url, fetched_at=now, checked_at=now, rules=TOLD_NOTHING)


def _count(spider: "CsmSpider", site: Site, what: str) -> None:
    if spider.crawler.stats:
        spider.crawler.stats.inc_value(f"csm/site/{site.name}/{what}")

"""Articles' own pages, for what a listing lacks: each is fetched once ever, and only for articles that are new."""

import logging
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.misc import load_object

from csm_crawler.errors import PageError
from csm_crawler.extract.detail import complete, lacks
from csm_crawler.items import Card
from csm_crawler.responses import page_of
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import describe_error
from csm_crawler.store import PageRecord

if TYPE_CHECKING:
    from csm_crawler.spiders.csm import CsmSpider

logger = logging.getLogger(__name__)

RULES = "detail"
"""Of a page's record: it told nothing of a card without words, and is not asked again."""


async def complete_cards(
    spider: "CsmSpider", cards: Sequence[Card], site: Site, unseen: AbstractSet[str]
) -> list[Card]:
    """The cards, those of new articles completed by the articles' own pages.

    A page that cannot be had costs its card nothing but the missing field. `unseen`: links whose articles are new.
    """
    done = []
    for card in cards:
        wanted = card.link in unseen and lacks(card, site) and is_same_site(card.link, site.url, card.page_url)
        done.append(await _completed(spider, card, site) if wanted else card)
    return done


async def _completed(spider: "CsmSpider", card: Card, site: Site) -> Card:
    record = spider.remembered(site).get(card.link)
    if spider.crawler.engine is None or (record and record.rules == RULES):
        return card
    errors: tuple[type[Exception], ...] = (PageError, IgnoreRequest, *_failures(spider))
    try:
        asked = Request(card.link, meta={"dont_obey_robotstxt": site.own}, dont_filter=True)
        response = await spider.crawler.engine.download_async(asked)
        if response.status != 200:
            raise PageError(card.link, f"answered {response.status}")
        completed = complete(card, page_of(response, encoding=site.encoding), site)
    except errors as error:
        logger.info("%s: card %d is not completed: %s", site.name, card.position, describe_error(error))
        _count(spider, site, "details_lost")
        return card
    _count(spider, site, "details")
    if not (completed.title or completed.teaser):
        spider.silent.append(_record(site, card.link))
    return completed


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
    return PageRecord(site=site.name, url=url, fetched_at=now, checked_at=now, rules=RULES)


def _count(spider: "CsmSpider", site: Site, what: str) -> None:
    if spider.crawler.stats:
        spider.crawler.stats.inc_value(f"csm/site/{site.name}/{what}")

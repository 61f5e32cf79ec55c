"""What a crawl shows of the sites themselves, field by field: for those who judge how they stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from csm_crawler.freshness import fresh_for
from csm_crawler.items import Article, Card
from csm_crawler.responses import headers_of, page_of
from csm_crawler.signals import articles_added, page_read
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import CsmSpider

FOR_GOOD = (301, 308)
"""Redirects that say that a page is elsewhere from now on."""
MOST_HOSTS = 20


@dataclass(slots=True)
class Sight:
    """One site, as one run saw it."""

    is_whole: bool = False
    listed: int = 0
    untitled: int = 0
    unlinked: int = 0
    undated: int = 0
    titles: set[str] = field(default_factory=set)
    hosts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    moved_to: str = ""
    pause: timedelta = timedelta()
    added: list[Article] = field(default_factory=list)
    """What is new, by its name and its time."""


class Observer:
    """Counts what comes of each site; asked when the crawl is over."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.sites: dict[str, Sight] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listens to what is read, kept and answered."""
        observer = cls(crawler)
        for method, signal in (
            (observer.answered, signals.response_received),
            (observer.page_read, page_read),
            (observer.understood, signals.item_scraped),
            (observer.added, articles_added),
        ):
            crawler.signals.connect(method, signal)
        return observer

    def answered(self, response: Response, request: Request) -> None:
        """What the answer to the request for a site's first page says of the next visit, and of where to go then."""
        site, ask = self._site(request), request.cb_kwargs.get("ask")
        if site is None or ask is None or ask.number != 1 or ask.is_part:
            return
        sight = self.of(site.name)
        sight.pause = max(sight.pause, fresh_for(headers_of(response), now=datetime.now(UTC)))
        if response.status in (200, 304):
            sight.moved_to = sight.moved_to or _moved_to(request, response)
        if response.status == 200 and site.kind == "feed":
            from csm_crawler.extract.feed.pace import new_address, pace_of

            page = page_of(response, encoding=site.encoding)
            sight.pause = max(sight.pause, pace_of(page))
            sight.moved_to = sight.moved_to or new_address(page)

    def page_read(self, site: Site, cards: list[Card], owes: bool = True) -> None:
        """Count what is there in the words of the page."""
        sight = self.of(site.name)
        if owes:
            sight.is_whole = True
            sight.listed += len(cards)
        for card in cards:
            sight.untitled += not card.title
            sight.unlinked += not card.link
            sight.titles.add(card.title)
            sight.hosts[_host(card.link)] += bool(card.link)

    def understood(self, item: object) -> None:
        """Count what is there once it is understood."""
        if isinstance(item, Article):
            sight = self.of(item.site)
            sight.undated += item.published is None
            if item.language:
                sight.languages[item.language.partition("-")[0]] += 1

    def added(self, site: str, articles: Sequence[Article]) -> None:
        """Keep what is new, without its longer words: a first run of many sites brings ten thousands."""
        self.of(site).added += [replace(one, summary="", date_text="", image="", author="") for one in articles]

    def of(self, site: str) -> Sight:
        """What was seen of a site."""
        return self.sites.setdefault(site, Sight())

    def _site(self, request: Request) -> Site | None:
        spider = self.crawler.spider
        return spider.known.get(request.cb_kwargs.get("site", "")) if isinstance(spider, CsmSpider) else None


def most_frequent(hosts: Mapping[str, int]) -> dict[str, int]:
    """Those that count, the most frequent first."""
    some = sorted(((count, host) for host, count in hosts.items() if count), key=lambda one: (-one[0], one[1]))
    return {host: count for count, host in some[:MOST_HOSTS]}


def _moved_to(request: Request, response: Response) -> str:
    """Where a page is for good now; empty where it was not redirected, not for good, or within its own host."""
    urls = [*request.meta.get("redirect_urls", []), response.url]
    hops = zip(urls, urls[1:], request.meta.get("redirect_reasons", []), strict=False)
    is_for_good = any(reason in FOR_GOOD and _host(one) != _host(other) for one, other, reason in hops)
    return response.url if is_for_good and _host(urls[0]) != _host(response.url) else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

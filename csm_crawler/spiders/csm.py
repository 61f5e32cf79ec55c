"""The one spider: it fetches the pages of every chosen site and yields their cards."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import unquote

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from csm_crawler.choosing import choose_sites
from csm_crawler.errors import ConfigError, PageError, StoreError
from csm_crawler.extract import Page, PageRequest, Walk, kind_of, read_cards
from csm_crawler.extract.rights import forbids_following
from csm_crawler.failures import describe
from csm_crawler.fixtures import saved_page
from csm_crawler.items import Card
from csm_crawler.recall import Recall
from csm_crawler.responses import page_of
from csm_crawler.signals import page_kept, page_lost, page_read, page_unchanged, store_failed
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, PageRecord
from csm_crawler.walking import Trail, backfill_key, has_cursor, read_position, read_since, rules_of, unfinished_key

if TYPE_CHECKING:
    from csm_crawler.store.snapshots import Snapshot

logger = logging.getLogger(__name__)
T = TypeVar("T")

UNCONDITIONAL = "unconditional"
"""Key of a request's meta: fetch it whole whatever is remembered."""
TOLD_NOTHING = "detail"
"""Rules of the record of an article's own page that told nothing of a card without words: it is not asked again."""
DETAILS_AT_ONCE = 100
"""So many cards of a page are kept together where articles' own pages are fetched: a run that is stopped loses no more
of these. A listing, whose dates explain each other, is hardly longer."""
GONE = (400, 404, 410)
"""What a server answers past the last page: WordPress' API 400, its feeds and pages 404."""


class CsmSpider(Spider):
    """`scrapy crawl csm [-a sites=one,two]`."""

    name = "csm"

    def __init__(
        self,
        *,
        chosen: dict[str, Site],
        known: Mapping[str, Site],
        home: Path,
        store: ArticleStore | None,
        backfill: bool = False,
        since: datetime | None = None,
    ) -> None:
        super().__init__(self.name)
        self.sites, self.known, self.home, self.store = chosen, known, home, store
        self.backfill, self.since = backfill, since
        self.started_at = datetime.now(UTC)
        self.trails: dict[str, Trail] = {}
        """By site: how a run that keeps something goes through its pages."""
        self.silent: list[PageRecord] = []
        """Articles' own pages that told nothing of a card without words; not to be read again."""
        self._recall: Recall | None = None

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *_args: Any,
        store: ArticleStore | None = None,
        chosen: dict[str, Site] | None = None,
        **arguments: str,
    ) -> Self:
        """ConfigError where an argument or a site is not right; nothing was fetched by then.

        `store` and the `chosen` sites come from the commands that collect; without a store (parse, check) nothing is
        kept, and nothing but the named page is fetched.
        """
        home = Path(crawler.settings["CSM_HOME"])
        known = chosen or load_sites(home)
        if chosen is None:
            chosen = choose_sites(known, crawler.settings.getlist("CSM_SITES"), arguments)
        back, since = "backfill" in arguments, read_since(arguments.get("since", ""))
        spider = cls(chosen=chosen, known=known, home=home, store=store, backfill=back, since=since)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.page_kept, page_kept)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first pages of every chosen site; a saved page that is missing is told at once, not retried."""
        for site in self.sites.values():
            if not site.saved:
                for ask in self._first(site):
                    yield self._request(site, ask)
            for name in site.saved:
                path = saved_page(self.home, site.name, name)
                if path is None:
                    self._lose(site, PageError(f"fixtures/{site.name}/{name}", "is missing"))
                    continue
                yield Request(
                    path.as_uri(),
                    self.parse,
                    errback=self.lost,
                    cb_kwargs={"site": site.name},
                    meta={"dont_retry": True, "download_slot": "saved"},
                    dont_filter=True,
                )

    async def parse(
        self, response: Response, site: str = "", ask: PageRequest | None = None
    ) -> AsyncIterator[Card | Request]:
        """The cards of one page of a site, and the pages that come after it.

        @fixtures
        """
        described = self.known[site] if site else self._site_of(response)
        page = page_of(response, url=_url_of(response, described, ask), encoding=described.encoding)
        name = _name(response, described) or page.url
        try:
            cards = read_cards(page, described, kind=ask.kind if ask else "", backfill=self.backfill)
        except PageError as error:
            for instead in self._failed(described, ask, PageError(name, error.problem), page):
                yield instead
            return
        trail = self.trails.get(described.name) if ask else None
        unseen = self._unseen(cards, described) if trail else frozenset()
        everything = self._unfiltered(page, described, ask, cards) if trail and ask else cards
        # A page of which the site's file wants nothing says nothing of whether older ones hold something new.
        has_news = not cards and bool(everything)
        following: list[PageRequest] = []
        async for lot, details, is_last in self._lots(page, cards, described, unseen):
            # A card without words becomes no article: the store would not know it the next time either.
            has_news = has_news or any(card.link in unseen and (card.title or card.teaser) for card in lot)
            if ask and trail and is_last:
                following = self._after(page, trail, ask, everything, has_news=has_news)
            is_index = not cards and trail is not None and page.url in trail.indexes
            self.crawler.signals.send_catch_log(
                page_read,
                site=described,
                page_url=page.url,
                name=name,
                cards=lot,
                owes=not is_index and (ask is None or (ask.number == 1 and not ask.is_part)),
                number=ask.number if ask else 1,
                is_whole=is_last,
                page=page,
                details=details,
            )
            for card in lot:
                yield card
        for one in following:
            yield self._request(described, one)

    async def _lots(
        self, page: Page, cards: list[Card], site: Site, unseen: AbstractSet[str]
    ) -> "AsyncIterator[tuple[list[Card], list[Snapshot], bool]]":
        """The cards, those of new articles completed by the articles' own pages, these, and whether they are the last.

        All at once where no such page is fetched; one lot of none where there is no card.
        """
        if not (site.detail and unseen) or forbids_following(page):
            yield cards, [], True
            return
        from csm_crawler.details import complete_cards

        for start in range(0, len(cards), DETAILS_AT_ONCE):
            lot = cards[start : start + DETAILS_AT_ONCE]
            completed, details = await complete_cards(self, lot, site, unseen)
            yield completed, details, start + DETAILS_AT_ONCE >= len(cards)

    def _after(
        self, page: Page, trail: Trail, ask: PageRequest, cards: Sequence[Card], *, has_news: bool
    ) -> list[PageRequest]:
        """What comes after a page; noted, before its last card is kept, where a run has pages before it."""
        following = trail.after(page, ask, cards, has_news=has_news)
        if not (trail.is_over or trail.is_unfinished or self.backfill):
            trail.is_unfinished = True
            self._try(self._set_meta, unfinished_key(trail.site), "yes")
        return following

    def _unfiltered(self, page: Page, site: Site, ask: PageRequest, cards: list[Card]) -> list[Card]:
        """All cards of a page, also those that `keep` and `skip` leave out; asked only where more pages may follow."""
        if not (site.keep or site.skip) or not kind_of(ask.kind or site.kind).reach(site):
            return cards
        try:
            return read_cards(page, replace(site, keep="", skip=""), kind=ask.kind, backfill=self.backfill)
        except PageError:  # what is left out is no list of articles, such as links to one place
            return cards

    def lost(self, failure: Failure) -> Iterator[Request]:
        """What became of a page that was not fetched: it is past the last, or there is another way, or it is lost."""
        request = failure.request  # type: ignore[attr-defined]
        site, ask = self.known[request.cb_kwargs["site"]], request.cb_kwargs.get("ask")
        status = failure.value.response.status if isinstance(failure.value, HttpError) else 0
        if status in GONE and ask and ask.is_part:
            logger.info("%s: %s answered %d", site.name, request.url, status, extra={"site": site.name})
            return
        trail = self.trails.get(site.name)
        if status == 304 or (status in GONE and ask and ask.number > 1 and not has_cursor(site)):
            if trail and ask and not ask.is_part:
                trail.is_over = True
            self.crawler.signals.send_catch_log(page_unchanged, site=site, page_url=request.url)
            return
        if status in GONE and trail and trail.is_resumed_at(ask):  # a cursor is not good for ever
            self._try(self._set_meta, backfill_key(site), "")
        error = failure.value if isinstance(failure.value, PageError) else PageError(request.url, describe(failure))
        yield from self._failed(site, ask, error)

    def page_kept(self, site: str, page_url: str) -> None:
        """Note how far a backfill has come, now that this page cannot be lost any more."""
        trail = self.trails.get(site)
        if self.backfill and trail and page_url in trail.pending:
            self._try(self._set_meta, backfill_key(trail.site), trail.kept(page_url).text())

    def remembered(self, site: Site) -> dict[str, PageRecord]:
        """What the store remembers of a site's pages, by URL; asked once a run."""
        return self.recall.pages.get(site.name, {}) if self.recall else {}

    @property
    def recall(self) -> Recall | None:
        """What earlier runs left for this one; None without a store, and where it refuses, which ends the run."""
        if self.store is None:
            return None
        if self._recall is None:
            self._recall = self._try(Recall, self.store, self.sites.values())
        return self._recall

    def _first(self, site: Site) -> list[PageRequest]:
        """What is asked for first, and from then on remembered as a trail where there is a store."""
        rules = rules_of(site)
        # Not when it was last asked for: a first page that did not change hides edits of older posts.
        read = [one.fetched_at for one in self.remembered(site).values() if one.rules != TOLD_NOTHING]
        last_read = max(read, default=None)
        walk = Walk(backfill=self.backfill, since=self.since, last_read=last_read, now=datetime.now(UTC))
        if self.store is None:
            return kind_of(site.kind).first(site, walk)
        if not kind_of(site.kind).reach(site):
            kept = None
        else:
            key = backfill_key(site) if self.backfill else unfinished_key(site)
            kept = self._try(self.recall.get, key) if self.recall else None
        position = read_position(kept if self.backfill else None, rules)
        trail = Trail(site, walk, position, is_unfinished=bool(kept) and not self.backfill)
        self.trails[site.name] = trail
        return trail.first()

    def _failed(
        self, site: Site, ask: PageRequest | None, error: PageError, page: Page | None = None
    ) -> Iterator[Request]:
        """Another way to the newest articles, where the kind of the site knows one; else the page is lost.

        To a backfill, which is to go further, a feed in an API's place would look like the whole archive.
        """
        is_first = ask is not None and not ask.kind and ask.number == 1
        instead = kind_of(site.kind).fallback(ask, site) if ask and is_first and not self.backfill else None
        if instead is None:
            self._lose(site, error, page)
            return
        about = {"site": site.name}
        logger.info("%s: %s; asking for %s instead", site.name, error, instead.url, extra=about)
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"csm/site/{site.name}/fallbacks")
        yield self._request(site, instead)

    def _request(self, site: Site, ask: PageRequest) -> Request:
        return Request(
            ask.url,
            self.parse,
            method=ask.method,
            headers=dict(ask.headers),
            body=ask.body,
            errback=self.lost,
            cb_kwargs={"site": site.name, "ask": ask},
            meta={"dont_obey_robotstxt": site.own, **({UNCONDITIONAL: True} if self.backfill else {})},
            dont_filter=True,
        )

    def _unseen(self, cards: Sequence[Card], site: Site) -> frozenset[str]:
        """Links of the cards whose articles the store has not; asked only where something depends on it."""
        if self.store is None or not (site.detail or kind_of(site.kind).reach(site)):
            return frozenset()
        from csm_crawler.jobs.unseen import unseen_links

        return self._try(unseen_links, self.store, cards) or frozenset()

    def _try(self, ask: Callable[..., T], *arguments: Any) -> T | None:
        """What the store answers; None where it refuses, which ends the run."""
        try:
            return ask(*arguments)
        except StoreError as error:
            self.crawler.signals.send_catch_log(store_failed, error=error)
            return None

    def _set_meta(self, key: str, value: str) -> None:
        if self.store:
            self.store.set_meta(key, value)

    def _lose(self, site: Site, error: PageError, page: Page | None = None) -> None:
        self.crawler.signals.send_catch_log(page_lost, site=site, error=error, page=page)

    def _site_of(self, response: Response) -> Site:
        """For `scrapy parse`: the site whose saved or live page this is, else the only chosen one."""
        for site in self.known.values():
            saved = [
                path.as_uri()
                for name in (*site.saved, *site.samples)
                if (path := saved_page(self.home, site.name, name))
            ]
            if response.url in (site.url, *saved):
                return site
        if len(self.sites) == 1:
            return next(iter(self.sites.values()))
        raise ConfigError("-a sites", "", f"must name one site: {response.url} is a page of none that is known")


def _url_of(response: Response, site: Site, ask: PageRequest | None) -> str:
    """Of a saved page the site's; pages that differ in their request's body only differ in a fragment."""
    if response.url.startswith("file:"):
        return site.url
    return f"{response.url}#page={ask.number}" if ask and ask.body and ask.number > 1 else response.url


def _name(response: Response, site: Site) -> str:
    """Of a saved page, for people; empty for a live one."""
    if not response.url.startswith("file:"):
        return ""
    return f"fixtures/{site.name}/{unquote(response.url.rpartition('/')[2])}"

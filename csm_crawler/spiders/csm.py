"""The one spider: it fetches the pages of every chosen site and yields their cards."""

import traceback
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.python import to_unicode
from twisted.python.failure import Failure

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import Page, check_site, read_cards
from csm_crawler.fixtures import saved_page
from csm_crawler.items import Card
from csm_crawler.responses import headers_of
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore

page_read = object()
"""Signal: a page was read. Arguments: site (Site), page_url (of its cards), name (for people), cards (list of Card)."""
page_unchanged = object()
"""Signal: a server says that a page is as we know it. Arguments: site (Site), page_url (str)."""
page_lost = object()
"""Signal: a page was lost. Arguments: site (Site), error (PageError)."""
store_failed = object()
"""Signal: the store refused. Argument: error (StoreError)."""


class CsmSpider(Spider):
    """`scrapy crawl csm [-a sites=one,two]`."""

    name = "csm"

    def __init__(
        self, *, chosen: dict[str, Site], known: dict[str, Site], home: Path, store: ArticleStore | None
    ) -> None:
        super().__init__(self.name)
        self.sites, self.known, self.home, self.store = chosen, known, home, store

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
        kept.
        """
        home = Path(crawler.settings["CSM_HOME"])
        known = chosen or load_sites(home)
        if chosen is None:
            chosen = choose_sites(known, crawler.settings.getlist("CSM_SITES"), arguments)
        spider = cls(chosen=chosen, known=known, home=home, store=store)
        spider._set_crawler(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first pages of every chosen site; a saved page that is missing is told at once, not retried."""
        for site in self.sites.values():
            if not site.saved:
                yield Request(site.url, self.parse, errback=self.lost, cb_kwargs={"site": site.name}, dont_filter=True)
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

    def parse(self, response: Response, site: str = "") -> Iterator[Card]:
        """The cards of one page of a site.

        @fixtures
        """
        described = self.known[site] if site else self._site_of(response)
        page = Page(
            url=described.url if response.url.startswith("file:") else response.url,
            body=response.body,
            content_type=to_unicode(response.headers.get("Content-Type") or b"", "latin-1"),
            fetched_at=datetime.now(UTC),
            encoding=described.encoding,
            headers=headers_of(response),
        )
        saved = response.url.startswith("file:")
        name = f"fixtures/{described.name}/{unquote(response.url.rpartition('/')[2])}" if saved else page.url
        try:
            cards = read_cards(page, described)
        except PageError as error:
            self._lose(described, PageError(name, error.problem))
            return
        self.crawler.signals.send_catch_log(page_read, site=described, page_url=page.url, name=name, cards=cards)
        yield from cards

    def lost(self, failure: Failure) -> None:
        """What became of a page that was not fetched."""
        request = failure.request  # type: ignore[attr-defined]
        site = self.known[request.cb_kwargs["site"]]
        if isinstance(failure.value, HttpError) and failure.value.response.status == 304:
            self.crawler.signals.send_catch_log(page_unchanged, site=site, page_url=request.url)
            return
        error = failure.value if isinstance(failure.value, PageError) else PageError(request.url, describe(failure))
        self._lose(site, error)

    def _lose(self, site: Site, error: PageError) -> None:
        self.crawler.signals.send_catch_log(page_lost, site=site, error=error)

    def _site_of(self, response: Response) -> Site:
        """For `scrapy parse`: the site whose saved or live page this is, else the only chosen one."""
        for site in self.known.values():
            saved = [path.as_uri() for name in site.saved if (path := saved_page(self.home, site.name, name))]
            if response.url in (site.url, *saved):
                return site
        if len(self.sites) == 1:
            return next(iter(self.sites.values()))
        raise ConfigError("-a sites", "", f"must name one site: {response.url} is a page of none that is known")


def choose_sites(known: dict[str, Site], enabled: list[str], arguments: dict[str, str]) -> dict[str, Site]:
    """The sites that a run reads; ConfigError names what is unknown and what there is."""
    for key in arguments:
        if key != "sites":
            raise ConfigError(f"-a {key}", "", "is no argument; allowed is sites=NAME,NAME")
    named = [name.strip() for name in arguments.get("sites", "").split(",") if name.strip()]
    if "sites" in arguments and not named:
        raise ConfigError("-a sites", "", "is empty; it must be sites=NAME,NAME")
    for name in named or enabled:
        if name not in known:
            where = "-a sites" if named else "sites"  # of csm.toml, CSM_SITES or -s: whichever was the last to say it
            raise ConfigError(where, "", f"names {name!r}; known are {', '.join(known)}")
    chosen = {name: known[name] for name in named or enabled}
    for site in chosen.values():
        check_site(site)
    return chosen


def describe(failure: Failure) -> str:
    """A failure in a few words for the report."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    if isinstance(error, FileNotFoundError):
        return "is missing"
    if isinstance(error, IgnoreRequest):
        return "is not asked for: " + " ".join(str(error).split())
    if type(error).__module__.startswith(("scrapy.exceptions", "twisted.internet.error")):
        return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
    place = traceback.extract_tb(failure.getTracebackObject())  # type: ignore[no-untyped-call]
    words = " ".join(str(error).split()) or type(error).__name__
    return f"{type(error).__name__}: {words}"[:300] + (
        f" (at {Path(place[-1].filename).name}:{place[-1].lineno})" if place else ""
    )

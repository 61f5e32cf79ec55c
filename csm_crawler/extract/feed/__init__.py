"""Cards of a feed: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed."""

from urllib.parse import urlsplit

from csm_crawler.errors import ConfigError
from csm_crawler.extract import paging
from csm_crawler.extract.feed.json_feed import looks_like_json, read_feed, read_json_items
from csm_crawler.extract.feed.mend import before_root, outside_entries
from csm_crawler.extract.feed.not_a_feed import BridgeFailed, NotAFeed, without_failures
from csm_crawler.extract.feed.xml_feed import feed_links, read_entries
from csm_crawler.extract.naming import is_page, name_text
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rules import join
from csm_crawler.extract.unpack import unpack
from csm_crawler.items import Card
from csm_crawler.sites import Site

__all__ = ["BridgeFailed", "NotAFeed", "cards", "check", "fallback", "first", "further", "reach"]

_OLDER = ("next", "prev-archive")
"""Links of RFC 5005 to a feed's older entries: of one that is paged, and of one that keeps archives."""


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each entry, in the feed's order; NotAFeed where the page is something else.

    An entry that is broken is read as far as it goes, and the last one of a feed that is cut off left out. A feed
    without entries is one, and gives none.
    """
    if looks_like_json(page.text):
        found = read_json_items(page, site)
    else:
        found = None if is_page(before_root(page.text)) else read_entries(page, site)
    if found is None:
        name = name_text(page.text)
        raise NotAFeed(page.url, "begins as a feed and is none" if name == "is a feed" else f"{name}, not a feed")
    return without_failures(found, page)


def check(site: Site) -> None:
    """ConfigError where `[pages]` says how older pages are found in a way that a feed does not offer."""
    if site.pages and site.pages.next:
        raise ConfigError(
            site.file, "pages.next", "is not looked at by kind 'feed', which follows the feed's own links"
        )


def first(site: Site, _walk: Walk) -> list[PageRequest]:
    """The site's `feed`, or its `url` where that is empty."""
    number = site.pages.first if site.pages else 1
    values = {"page": str(number), "offset": "0", "cursor": ""}
    return [paging.request(site, site.request.url or site.feed or site.url, values)]


def further(page: Page, site: Site, walk: Walk) -> list[PageRequest]:
    """Older entries: by `[pages]`, else where the feed itself names them on its own host."""
    page = unpack(page)
    if _says_pages(site):
        return paging.further(page, site, walk)
    link = join(page.url, _older(page.text))
    if not link or link == page.url or not _host(link) or _host(link) != _host(page.url):
        return []
    return [paging.request(site, link, {}, number=walk.number + 1)]


def reach(site: Site) -> str:
    """ "pages" where the site's file says where older entries are, "links" where that is up to the feed."""
    return "pages" if _says_pages(site) else "links"


def _older(text: str) -> str:
    if looks_like_json(text):
        link = (read_feed(text) or {}).get("next_url")
        return link if isinstance(link, str) else ""
    links = dict(reversed([*feed_links(outside_entries(text))]))
    return next((links[rel] for rel in _OLDER if rel in links), "")


def _host(url: str) -> str:
    """Where a page is; http and https are one place."""
    parts = urlsplit(url)
    return parts.netloc.lower() if parts.scheme in ("http", "https") else ""


def _says_pages(site: Site) -> bool:
    """Whether the site's file says where older entries are; `[pages]` may as well only limit how many are followed."""
    ask = site.request
    texts = (site.pages.url if site.pages else "", ask.url, str(ask.json or ""), str(ask.form or ""))
    return site.pages is not None and any("{" in text for text in texts)

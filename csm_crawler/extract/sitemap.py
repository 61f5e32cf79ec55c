"""Cards of a sitemap: https://www.sitemaps.org/protocol.html, with the news and image extensions of Google."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from lxml import etree

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract.naming import name_text
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rules import join
from csm_crawler.extract.sitemap_index import Part, moment, parts_to_read
from csm_crawler.extract.told import Told, card_of, told_of
from csm_crawler.extract.unpack import unpack
from csm_crawler.extract.xml_text import mend_text
from csm_crawler.items import Card
from csm_crawler.sites import Pages, Site

__all__ = ["NotASitemap", "cards", "check", "fallback", "first", "further", "newest", "reach"]

MAX_CARDS = 50_000
"""As many addresses the protocol allows a file."""
NEWEST = 100
"""Cards that a run takes of one file where it is no backfill."""
MAX_LEVELS = 2
"""An index may name indexes, as some do against the protocol, but those no further ones."""

_ROOT = re.compile(r"<(?:[\w.-]+:)?(urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:[\w.-]+:)?(?:url|sitemap)\s*>\s*$", re.IGNORECASE)
_ADDRESSES = re.compile(r"\s*https?://\S+\s*(?:\n|$)")

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


class NotASitemap(PageError):
    """The page is something else than a sitemap or an index of sitemaps."""


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each address, in the file's order; none of an index; NotASitemap where the page is something else.

    A news sitemap tells title, date and keywords. Any other only when a page was last changed, which is no date of
    publication, and has no words: its articles need `[detail]`.
    """
    root = _root(unpack(page))
    if _name(root) != "urlset":
        return []
    told = [one for entry in islice(_children(root, "url"), MAX_CARDS) if (one := _told(entry, page.url)).link]
    return [card_of(one, page, site.name, position) for position, one in enumerate(told)]


def newest(cards: Sequence[Card]) -> list[Card]:
    """The newest hundred by their dates, in the file's order, which means nothing.

    Where no card has a date, the first and the last fifty: WordPress puts new articles last, others put them first.
    """
    if len(cards) <= NEWEST:
        return list(cards)
    dates = [moment(card.date_text) or moment(card.modified_text) for card in cards]
    if not any(dates):
        return [*cards[: NEWEST // 2], *cards[-NEWEST // 2 :]]
    ranked = sorted(range(len(cards)), key=lambda at: dates[at] or _NEVER, reverse=True)
    return [cards[at] for at in sorted(ranked[:NEWEST])]


def check(site: Site) -> None:
    """ConfigError where `[pages]` says how older pages are found: an index of sitemaps does."""
    if site.pages is not None and site.pages != Pages():
        raise ConfigError(site.file, "pages", "is not looked at by kind 'sitemap', which reads what its index names")


def further(page: Page, _site: Site, walk: Walk) -> list[PageRequest]:
    """The files that an index names on its own host, newest first; none of any other page.

    A run reads those that changed since the last one, or else the newest two; a backfill all, back to its day. Files
    that by their names list tags, authors or products are left out where others are there.
    """
    root = _root(unpack(page))
    if _name(root) != "sitemapindex" or walk.number > MAX_LEVELS:
        return []
    parts = [
        Part(url=join(page.url, _text(one, "loc")), changed=moment(_text(one, "lastmod")))
        for one in _children(root, "sitemap")
    ]
    chosen = parts_to_read(parts, page.url, walk)
    return [PageRequest(url=one.url, number=walk.number + 1, is_part=True) for one in chosen]


def reach(_site: Site) -> str:
    """ "links": a sitemap's index names all its files."""
    return "links"


def _root(page: Page) -> etree._Element:
    """The root element, as far as the file goes; an entry that is cut off is left out."""
    found = _ROOT.search(page.text)
    if not found:
        name = "is a list of addresses in text" if _ADDRESSES.match(page.text) else name_text(page.text)
        raise NotASitemap(page.url, f"{name}, not a sitemap in XML")
    # From the root on: without a document type there are no entities to expand.
    text = mend_text(page.text[found.start() :])
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise NotASitemap(page.url, "begins as a sitemap and is none")
    if f"</{found[0][1:]}" not in text and len(root) and not _CLOSED.search(text):
        root.remove(root[-1])
    return root


def _told(entry: etree._Element, url: str) -> Told:
    news = _child(entry, "news")
    image = _child(entry, "image")
    published, modified = _text(news, "publication_date"), _text(entry, "lastmod")
    keywords = tuple(word for one in _text(news, "keywords").split(",") if (word := one.strip()))
    return told_of(
        title=(_text(news, "title"), "news:title"),
        link=(join(url, _text(entry, "loc")), "loc"),
        date_text=(published, "news:publication_date"),
        modified_text=(modified, "lastmod"),
        image=(join(url, _text(image, "loc")), "image:loc"),
        categories=(keywords, "news:keywords"),
    )


def _name(element: etree._Element) -> str:
    """Without its namespace, which some forget to declare."""
    return str(element.tag).rsplit("}")[-1].rsplit(":")[-1].lower() if isinstance(element.tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (one for one in element if _name(one) == name)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next(_children(element, name), None)


def _text(element: etree._Element | None, name: str) -> str:
    child = None if element is None else _child(element, name)
    return "" if child is None else "".join(child.itertext()).strip()

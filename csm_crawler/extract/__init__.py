"""Page → cards: one module a kind of source, none of which knows Scrapy."""

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from csm_crawler.extract.check import check_cards, check_page
from csm_crawler.extract.page import Page
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rights import reserve
from csm_crawler.extract.rulecheck import check_shared
from csm_crawler.extract.unpack import unpack
from csm_crawler.items import Card
from csm_crawler.sites import Site

__all__ = ["KINDS", "Page", "PageRequest", "Walk", "check_page", "check_site", "kind_of", "read_cards"]


class Kind(Protocol):
    """What the module of a kind offers; all of it pure.

    One whose pages may hold a whole archive has besides `newest(cards) -> cards`: what a run looks at that is no
    backfill.
    """

    def cards(self, page: Page, site: Site) -> list[Card]:
        """The cards of a page, in its order; PageError where the page is not of this kind."""

    def check(self, site: Site) -> None:
        """ConfigError where the site's file asks for what cannot be."""

    def first(self, site: Site, walk: Walk) -> list[PageRequest]:
        """What a run fetches first."""

    def further(self, page: Page, site: Site, walk: Walk) -> list[PageRequest]:
        """What comes after a page: older articles, or the parts that an index names; none at the end."""

    def reach(self, site: Site) -> str:
        """How far back the site can be read: "pages" where its file says how, "links" where that depends on what its
        pages say, empty where there is no way."""

    def fallback(self, request: PageRequest, site: Site) -> PageRequest | None:
        """What is asked for instead of a first page that is refused or is not of this kind; None where nothing is."""


KINDS = {
    "selectors": "selectors",
    "feed": "feed",
    "wordpress": "wordpress",
    "json": "json_kind",
    "structured": "structured",
    "sitemap": "sitemap",
    "auto": "auto_kind",
}
"""Kind → module, imported when a site of that kind is read: a run pays for what it reads only."""


def kind_of(name: str) -> Kind:
    """The module of a kind."""
    return cast("Kind", import_module(f"{__name__}.{KINDS[name]}"))


def read_cards(page: Page, site: Site, *, kind: str = "", backfill: bool = False) -> list[Card]:
    """The cards of a page in its own order; PageError where the page cannot be read at all.

    `kind` where the page is not of the site's own kind. Of a page that holds a whole archive the newest cards only,
    where it is not read for a `backfill`.
    """
    page = unpack(page)
    check_page(page)
    module = kind_of(kind or site.kind)
    cards = _wanted(module.cards(page, site), site)
    if not backfill and hasattr(module, "newest"):
        cards = _numbered(module.newest(cards))
    check_cards(cards, page)
    return reserve(cards, page, site)


def check_site(site: Site) -> None:
    """ConfigError where the site's kind cannot work with what its file says."""
    kind_of(site.kind).check(site)
    if site.pages or site.detail or site.request.json is not None:
        check_shared(site)


def _wanted(cards: Sequence[Card], site: Site) -> list[Card]:
    """Those that `keep` and `skip` of the site's file leave, numbered anew."""
    if not (site.keep or site.skip):
        return list(cards)
    keep, skip = re.compile(site.keep), re.compile(site.skip or r"(?!)")
    return _numbered([card for card in cards if keep.search(card.link) and not skip.search(card.link)])


def _numbered(cards: Sequence[Card]) -> list[Card]:
    return [replace(card, position=position) for position, card in enumerate(cards)]

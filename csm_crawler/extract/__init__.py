"""Page → cards: one module a kind of source, none of which knows Scrapy."""

from collections.abc import Mapping
from typing import Protocol

from csm_crawler.extract import selectors
from csm_crawler.extract.check import check_page
from csm_crawler.extract.page import Page
from csm_crawler.extract.rights import reserve
from csm_crawler.items import Card
from csm_crawler.sites import Site

__all__ = ["KINDS", "Page", "check_page", "check_site", "read_cards"]


class Kind(Protocol):
    """What the module of a kind offers."""

    def cards(self, page: Page, site: Site) -> list[Card]:
        """The cards of a page."""

    def check(self, site: Site) -> None:
        """ConfigError where the site's file asks for what cannot be."""


KINDS: Mapping[str, Kind] = {"selectors": selectors}


def read_cards(page: Page, site: Site) -> list[Card]:
    """The cards of a page in its own order; PageError where the page cannot be read at all."""
    check_page(page)
    return reserve(KINDS[site.kind].cards(page, site), page, site)


def check_site(site: Site) -> None:
    """ConfigError where the site's kind cannot work with what its file says."""
    KINDS[site.kind].check(site)

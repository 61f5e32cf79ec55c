"""Page → cards: one module a kind of source, none of which knows Scrapy."""

from csm_crawler.extract import selectors
from csm_crawler.extract.check import check_page
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Site

KINDS = {"selectors": selectors}


def read_cards(page: Page, site: Site) -> list[Card]:
    """The cards of a page in its own order; PageError where the page cannot be read at all."""
    check_page(page)
    return KINDS[site.kind].cards(page, site)


def check_site(site: Site) -> None:
    """ConfigError where the site's kind cannot work with what its file says."""
    KINDS[site.kind].check(site)

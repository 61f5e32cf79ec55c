"""Cards of a page that nobody described, as a kind of site."""

from dataclasses import replace

from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first, further, reach
from csm_crawler.items import Card
from csm_crawler.sites import Site

__all__ = ["cards", "check", "fallback", "first", "further", "reach"]


def cards(page: Page, site: Site) -> list[Card]:
    """The main list of the page, see `auto.detect`."""
    return [replace(card, site=site.name) for card in detect(page)]


def check(_site: Site) -> None:
    """Nothing is described, so nothing can be wrong."""

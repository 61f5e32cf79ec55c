"""Cards that a page tells machines: JSON-LD, microdata, microformats, whichever says most."""

from collections.abc import Iterator

import parsel

from csm_crawler.errors import PageError
from csm_crawler.extract.elements import Element, base_url, plain_url
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first, further, reach
from csm_crawler.extract.semantic.jsonld import read_jsonld
from csm_crawler.extract.semantic.microdata import read_microdata
from csm_crawler.extract.semantic.microformats import read_entries, read_old_entries
from csm_crawler.extract.semantic.schema import lists_of
from csm_crawler.extract.told import Told, card_of, merged
from csm_crawler.items import Card
from csm_crawler.sites import Site

__all__ = ["cards", "check", "fallback", "first", "further", "reach"]

_OTHERS = 3
_WEIGHTS = {"title": 3, "date": 2, "teaser": 1, "image": 1, "author": 1, "categories": 1}
"""What a field is worth to a reader when two ways tell of the same articles."""


def cards(page: Page, site: Site) -> list[Card]:
    """The articles of the list that says most, in its order; PageError where the page offers none.

    What that list leaves open of an article is taken from the others; what the page says of itself is no card.
    """
    root = parsel.Selector(text=page.text, base_url=page.url, type="html").root
    lists = [others for one in _lists(root, base_url(root, page.url), page.text) if (others := _others(one, page.url))]
    if not lists:
        raise PageError(page.url, "offers no structured data (a list in JSON-LD, microdata, h-entry or hentry)")
    told = _completed(_richest(lists), lists)
    return [card_of(one, page, site.name, position) for position, one in enumerate(told)]


def check(_site: Site) -> None:
    """Nothing is described, so nothing can be wrong."""


def _lists(root: Element, base: str, text: str) -> Iterator[list[Told]]:
    yield from lists_of(read_jsonld(root), base, "JSON-LD")
    if "itemscope" in text.lower():
        yield from lists_of([*read_microdata(root)], base, "microdata")
    for entries in (read_entries(root, base), read_old_entries(root, base)):
        if any(one.link for one in entries):
            yield entries


def _others(told: list[Told], url: str) -> list[Told]:
    here = plain_url(url)
    return [one for one in told if plain_url(one.link) != here]


def _completed(told: list[Told], lists: list[list[Told]]) -> Iterator[Told]:
    known: dict[str, list[Told]] = {}
    for other in (one for several in lists if several is not told for one in several if one.link):
        known.setdefault(other.link, []).append(other)
    yield from (merged([one, *known.get(one.link, ())[:_OTHERS]]) for one in told)


def _richest(lists: list[list[Told]]) -> list[Told]:
    """The first of those that say most."""
    return lists[max(range(len(lists)), key=lambda at: (_worth(lists[at]), -at))]


def _worth(told: list[Told]) -> int:
    return sum(1 + sum(weight for name, weight in _WEIGHTS.items() if one.of(name)) for one in told)

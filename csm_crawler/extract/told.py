"""What a page tells of one article, before it is known which card that is."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Site

CARD_FIELDS = {
    "title": ("title",),
    "link": ("link",),
    "date": ("date_text", "date_attr"),
    "teaser": ("teaser",),
    "image": ("image",),
    "author": ("author",),
    "categories": ("categories",),
    "id": ("source_id",),
    "modified": ("modified_text",),
}
"""Field of a site file → the fields of a card that it fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Word for word; the names and promises are those of `Card`, and any may be empty."""

    title: str = ""
    link: str = ""
    teaser: str = ""
    date_text: str = ""
    date_attr: str = ""
    image: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()
    source_id: str = ""
    modified_text: str = ""

    def of(self, field: str) -> dict[str, Any]:
        """What is told of one field of a site file, as fields of a card; nothing where nothing is."""
        told = {name: getattr(self, name) for name in CARD_FIELDS[field]}
        return told if any(told.values()) else {}


def merged(sources: Iterable[Told]) -> Told:
    """Each field by the first source that says it; the words of a date and what is beside them stay together."""
    words: dict[str, Any] = {}
    for told in sources:
        for field, names in CARD_FIELDS.items():
            if not any(name in words for name in names):
                words |= told.of(field)
    return Told(**words)


_NAMES = tuple(one.name for one in fields(Told))


def card_of(told: Told, page: Page, site: Site, position: int) -> Card:
    """The card that a page tells of at a position."""
    words = {name: getattr(told, name) for name in _NAMES}
    return Card(site=site.name, page_url=page.url, position=position, seen_at=page.fetched_at, **words)


def names_of(where: Fields) -> tuple[str, ...]:
    """The fields that a table of a site file has rules for."""
    return tuple(name for name in CARD_FIELDS if getattr(where, name))

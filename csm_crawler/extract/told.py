"""What a page tells of one article, before it is known which card that is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Fields

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
    found_by: tuple[str, ...] = field(default=(), compare=False)

    def of(self, field: str) -> dict[str, Any]:
        """What is told of one field of a site file, as fields of a card; nothing where nothing is."""
        told = {name: getattr(self, name) for name in CARD_FIELDS[field]}
        return told if any(told.values()) else {}

    def rules_of(self, field: str) -> list[str]:
        """Those of `found_by` that found the fields of a card which one field of a site file fills."""
        return [rule for rule in self.found_by if rule.partition(" ")[0] in CARD_FIELDS[field]]


@lru_cache(maxsize=4096)
def note(name: str, where: str, way: str = "") -> str:
    """One of `found_by`: the field of a card and the rule that found it, after the way in which the page tells it."""
    return f"{name} {way} {where}" if way else f"{name} {where}"


@lru_cache(maxsize=4096)
def _notes(names: tuple[str, ...], places: tuple[str, ...], way: str) -> tuple[str, ...]:
    """The same for all cards of a page that say the same fields: made once, not for each."""
    return tuple(note(name, where, way) for name, where in zip(names, places, strict=True))


def told_of(way: str = "", /, **said: tuple[Any, str]) -> Told:
    """By field of a card, what is said and the rule that found it; of an empty one no rule is noted."""
    return Told(**_words_and_rules(way, said))


def _words_and_rules(way: str, said: dict[str, tuple[Any, str]]) -> dict[str, Any]:
    words: dict[str, Any] = {}
    places = []
    for name, (value, where) in said.items():
        if value:
            words[name] = value
            places.append(where)
    words["found_by"] = _notes((*words,), (*places,), way)
    return words


def merged(sources: Iterable[Told]) -> Told:
    """Each field by the first source that says it; the words of a date and what is beside them stay together."""
    words: dict[str, Any] = {}
    found_by: list[str] = []
    for told in sources:
        for asked, names in CARD_FIELDS.items():
            if not any(name in words for name in names) and (said := told.of(asked)):
                words |= said
                found_by += told.rules_of(asked)
    return Told(**words, found_by=tuple(found_by))


_NAMES = tuple(one.name for one in fields(Told))
_WORDS = attrgetter(*_NAMES)


def card_of(told: Told, page: Page, site: str, position: int) -> Card:
    """The card that a page tells of at a position; `site` is the name of the site."""
    return _card(page, site, position, dict(zip(_NAMES, _WORDS(told), strict=True)))


def read_card(page: Page, site: str, position: int, /, **said: tuple[Any, str]) -> Card:
    """The card at a position of a page that says nothing but this: as `told_of` and `card_of`, in one step."""
    return _card(page, site, position, _words_and_rules("", said))


def _card(page: Page, site: str, position: int, words: dict[str, Any]) -> Card:
    return Card(site=site, page_url=page.url, position=position, seen_at=page.fetched_at, page_hash=page.hash, **words)


def names_of(where: Fields) -> tuple[str, ...]:
    """The fields that a table of a site file has rules for."""
    return tuple(name for name in CARD_FIELDS if getattr(where, name))

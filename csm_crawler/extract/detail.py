"""What a listing lacks, taken from the article's own page."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import parsel

from csm_crawler.errors import PageError
from csm_crawler.extract.check import check_page
from csm_crawler.extract.elements import Element, base_url, join, plain_url
from csm_crawler.extract.page import Page
from csm_crawler.extract.rights import reserved
from csm_crawler.extract.selectors import tell
from csm_crawler.extract.semantic.article import read_article
from csm_crawler.extract.told import CARD_FIELDS, Told, names_of, note
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Rules, Site

STRUCTURED = "structured"
"""The word that stands for what the page tells machines, as selector or as fixed text: no element is called so."""


def lacks(card: Card, site: Site) -> bool:
    """Whether the article's own page is to be read: it has a link, and a field of `[detail]` is empty."""
    return bool(card.link) and any(_is_empty(card, name) for name in _wanted(site))


def complete(card: Card, page: Page, site: Site) -> Card:
    """The card with its empty fields as the article's page tells them by `[detail]`, and with what that page reserves.

    PageError where the page cannot be read, or is the listing or the front page: some sites send us there instead of
    saying that an article is gone, and its title would be that of every card. `from_detail` then names the fields
    that were filled, and the rights that the listing does not reserve, see `Card`.
    """
    check_page(page)
    _check_is_article(page, card, site)
    root = parsel.Selector(text=page.text, base_url=page.url, type="html").root
    base = base_url(root, page.url)
    structured = cache(lambda: read_article(root, page.url))
    words: dict[str, Any] = {}
    found_by = [*card.found_by]
    for name in _wanted(site):
        if _is_empty(card, name):
            told = _told(root, base, name, getattr(site.detail, name), structured)
            words |= told.of(name)
            found_by += [_in_detail(rule) for rule in told.rules_of(name)]
    filled = {name for name, value in words.items() if value}
    rights = reserved(page) - {*card.rights}
    named = {*card.from_detail, *filled, *(f"rights:{one}" for one in rights)}
    return replace(
        card,
        **words,
        rights=tuple(sorted({*card.rights, *rights})),
        from_detail=tuple(sorted(named)),
        detail_hash=page.hash,
        found_by=tuple(found_by),
    )


def _in_detail(rule: str) -> str:
    name, _, where = rule.partition(" ")
    return note(name, where, "detail")


def _check_is_article(page: Page, card: Card, site: Site) -> None:
    here = plain_url(page.url)
    if here != plain_url(card.link) and here in (plain_url(site.url), plain_url(join(page.url, "/"))):
        raise PageError(page.url, f"is not the article {card.link}, which leads there")


def _wanted(site: Site) -> list[str]:
    return [name for name in names_of(site.detail) if name != "link"] if site.detail else []


def _is_empty(card: Card, field: str) -> bool:
    return not any(getattr(card, name) for name in CARD_FIELDS[field])


def _told(root: Element, base: str, field: str, rules: Rules, structured: Callable[[], Told]) -> Told:
    """What the first alternative says that says anything of a field."""
    for rule in rules:
        told = structured() if STRUCTURED in (rule.at, rule.text) else tell(root, Fields(**{field: (rule,)}), base)
        if told.of(field):
            return told
    return Told()

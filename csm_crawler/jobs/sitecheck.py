"""A site's page against its file: which selector gives what, alternative by alternative."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csm_crawler.errors import PageError
from csm_crawler.extract import Page, kind_of, read_cards
from csm_crawler.extract.rules import written
from csm_crawler.extract.told import CARD_FIELDS
from csm_crawler.items import Card
from csm_crawler.normalize.dates import site_dates
from csm_crawler.normalize.text import plain_text
from csm_crawler.sites import Fields, Rule, Site

_LONGEST = 60
"""Of an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one selector, or one field of a kind without selectors, gives on a page."""

    field: str
    where: str = ""
    """The selector; empty for a field as a whole."""
    given: int = 0
    """Of how many cards it says something."""
    taken: int = 0
    """Of how many cards its word counts, because no alternative before it said anything."""
    cards: int = 0
    example: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """One page of a site."""

    page: str
    """Its name for people."""
    cards: int = 0
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()
    """Printed dates that were not understood."""
    problem: str = ""
    """Why the page fails its site; empty where it does not."""


def check_page_of(site: Site, page: Page, name: str, *, kind: str = "") -> PageCheck:
    """What the site's file makes of a page, `name` for people; a page that cannot be read is a finding too.

    `kind` where it is read as another than the site's own.
    """
    try:
        cards = read_cards(page, site, kind=kind)
    except PageError as error:
        return PageCheck(page=name, problem=error.problem)
    return PageCheck(
        page=name,
        cards=len(cards),
        findings=tuple(_findings(site, page, cards)),
        unread=tuple(_unread(site, cards)),
        problem=_problem(site, cards),
    )


def _problem(site: Site, cards: Sequence[Card]) -> str:
    if len(cards) < site.min_cards or not cards:
        return f"{len(cards)} cards, at least {max(1, site.min_cards)} expected"
    missing = [name for name in ("title", "link") if not any(_said(card, name) for card in cards)]
    return f"no card has a {' or a '.join(missing)}" if missing else ""


def _findings(site: Site, page: Page, cards: Sequence[Card]) -> Iterator[Finding]:
    """Each alternative alone, then fields as wholes; what no card has and no selector asks for is left out."""
    yield from _items(site, page)
    described: Fields = site.json if site.kind == "json" and not site.json.html else site.selectors
    for name in CARD_FIELDS:
        rules = getattr(described, name)
        if rules:
            yield from _alternatives(site, page, name, rules, is_json=described is site.json)
        elif any(_said(card, name) for card in cards):
            yield _whole(name, cards)


def _items(site: Site, page: Page) -> Iterator[Finding]:
    """How many elements each alternative of `item` selects, and how many cards get a date by each `day`."""
    for key in ("item", "day"):
        for one in getattr(site.selectors, key):
            cards, problem = _read(replace(site, selectors=replace(site.selectors, **{key: (one,)})), page)
            given = len(cards) if key == "item" else sum(bool(_said(card, "date")) for card in cards)
            yield Finding(field=key, where=one, given=given, cards=len(cards), problem=problem)


def _alternatives(site: Site, page: Page, name: str, rules: Sequence[Rule], *, is_json: bool) -> Iterator[Finding]:
    """Each rule is asked as if it stood alone in the file."""
    done: set[int] = set()
    for rule in rules:
        only: dict[str, Any] = {name: (rule,)}
        if is_json:
            alone = replace(site, json=replace(site.json, **only))
        else:
            alone = replace(site, selectors=replace(site.selectors, **only))
        cards, problem = _read(alone, page)
        said = {number: text for number, card in enumerate(cards) if (text := _said(card, name))}
        yield Finding(
            field=name,
            where=written(rule),
            given=len(said),
            taken=len(said.keys() - done),
            cards=len(cards),
            example=_shortened(next(iter(said.values()), "")),
            problem=problem,
        )
        done |= said.keys()


def _read(site: Site, page: Page) -> tuple[list[Card], str]:
    """All cards, also those that `keep` and `skip` would leave out."""
    try:
        return kind_of(site.kind).cards(page, site), ""
    except PageError as error:
        return [], error.problem


def _whole(name: str, cards: Sequence[Card]) -> Finding:
    said = [text for card in cards if (text := _said(card, name))]
    return Finding(field=name, given=len(said), taken=len(said), cards=len(cards), example=_shortened(said[0]))


def _said(card: Card, field: str) -> str:
    """What a card has of a field, as plain text; a date's words before its attribute."""
    for name in CARD_FIELDS[field]:
        value: Any = getattr(card, name)
        text = plain_text(", ".join(value) if isinstance(value, tuple) else value)
        if text:
            return text
    return ""


def _unread(site: Site, cards: Sequence[Card]) -> Iterator[str]:
    dates = site_dates(cards, site)
    for card, date in zip(cards, dates, strict=True):
        if date is None and (text := _said(card, "date")):
            yield _shortened(text)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

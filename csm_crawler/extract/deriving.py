"""A list that `auto` found → the `[selectors]` that describe it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import parsel

from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import base_url, join, text_of, to_xpath
from csm_crawler.items import Card
from csm_crawler.sites import Rule, Selectors

_PLAIN = re.compile(r"-?[_a-zA-Z][\w-]*")
"""A class that CSS takes as it is."""
_OF_ONE = re.compile(r"\d{2,}|^(first|last|odd|even|active|sticky|is-|js-)")
"""A class that tells one card from the others, as `post-2143` does."""
_BY_MEANING = ("article", "time", "h1", "h2", "h3", "h4", "h5", "h6")
"""Tags that say what they hold."""
_PLAIN_TAGS = ("p", "a")
"""Tags that are enough within a card, where no class says more."""
_AROUND = 60
"""Characters beside a date, such as an author's name; whether it is still read is for the caller to see."""


def derive_selectors(page: Page, cards: Sequence[Card]) -> Selectors | None:
    """Selectors for the list of these cards; None where no selector selects each of them, in their order.

    A field is left out where no one selector finds it on every card that has it. Whether the cards of the selectors
    are those of `auto` is for the caller to see.
    """
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    base = base_url(root, page.url)
    for selector in _item_selectors(root, base, cards):
        items = root.xpath(to_xpath(selector))
        link = _field(items, [card.link for card in cards], lambda node: join(base, node.attrib.get("href", "")))
        if not link:
            continue
        title, teaser = (
            _field(items, [getattr(card, name) for card in cards], text_of) for name in ("title", "teaser")
        )
        date = _date(items, cards)
        return Selectors(
            item=(selector,), title=_rules(title), link=_rules(link), date=_rules(date), teaser=_rules(teaser)
        )
    return None


def _rules(selector: str) -> tuple[Rule, ...]:
    return (Rule(at=selector),) if selector else ()


def _item_selectors(root: parsel.Selector, base: str, cards: Sequence[Card]) -> Iterator[str]:
    """Those that select one element a card, which holds its link and none of the others'; the outermost first."""
    places = {card.link: number for number, card in enumerate(cards)}
    if len(places) < len(cards):
        return
    owners = _owners(root, base, places)
    outside = next((one for one in owners if owners[one] == set(places.values())), None)
    first = [one for one, owned in owners.items() if owned == {0} and outside in one.iterancestors()]
    for element in first:
        for selector in _selectors_of(element):
            found = [node.root for node in root.xpath(to_xpath(selector))]
            if [owners.get(one) for one in found] == [{number} for number in range(len(cards))]:
                yield selector


def _owners(root: parsel.Selector, base: str, places: dict[str, int]) -> dict[Any, set[int]]:
    """Element → the cards whose links are in it, in the order of the page; outer ones before inner ones."""
    owned: dict[Any, set[int]] = {}
    for anchor in root.xpath("//a[@href]"):
        number = places.get(join(base, anchor.attrib["href"]))
        if number is not None:
            for one in (anchor.root, *anchor.root.iterancestors()):
                owned.setdefault(one, set()).add(number)
    return {one: owned[one] for one in root.root.iter() if one in owned}


def _selectors_of(element: Any) -> Iterator[str]:
    """By class, by the tag where that has a meaning, and below the parent's class."""
    own = list(_simple(element))
    yield from own
    parent = element.getparent()
    above = list(_simple(parent)) if parent is not None else []
    for outer in above:
        for inner in (*own, element.tag):
            yield f"{outer} > {inner}"


def _simple(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if element.tag in _BY_MEANING:
        yield element.tag
    for name in element.get("class", "").split():
        if _PLAIN.fullmatch(name) and not _OF_ONE.search(name):
            yield f"{element.tag}.{name}" if element.tag not in ("div", "span") else f".{name}"
    if element.tag in _PLAIN_TAGS:
        yield element.tag


def _date(items: Sequence[parsel.Selector], cards: Sequence[Card]) -> str:
    """Of the element that prints the date and little else, or has it for machines."""
    printed, stamped = [card.date_text for card in cards], [card.date_attr for card in cards]
    marked = _field(items, stamped, lambda node: node.attrib.get("datetime", ""))
    titled = "" if marked else _field(items, stamped, lambda node: node.attrib.get("title", ""))
    if titled not in ("", "."):  # `<span title="2026-11-25 09:00:00 +0000 UTC">`, as themes of Hugo have it
        return f"{titled}::attr(title)"
    return (
        _field(items, printed, text_of, inmost=True)
        or marked
        or _field(items, printed, text_of, inmost=True, around=_AROUND)
    )


def _field(
    items: Sequence[parsel.Selector], wanted: Sequence[str], said: Any, *, inmost: bool = False, around: int = 0
) -> str:
    """The first selector that finds on every card what is wanted there; empty where none does, or nothing is wanted.

    Up to `around` more characters may stand beside it.
    """
    asked = [(item, _norm(want)) for item, want in zip(items, wanted, strict=True) if want.strip()]
    if not asked:
        return ""

    def holds(node: parsel.Selector, want: str) -> bool:
        text = _norm(said(node))
        return text == want or (want in text and len(text) <= len(want) + around)

    first, want = asked[0]
    nodes = list(first.xpath(".//*"))
    for node in reversed(nodes) if inmost else nodes:
        if holds(node, want):
            for selector in _selectors_of(node.root):
                path = to_xpath(selector)
                if all(holds(found[0], one) if (found := item.xpath(path)) else False for item, one in asked):
                    return selector
    return "." if all(holds(item, one) for item, one in asked) else ""


def _norm(text: str) -> str:
    return " ".join(text.split())

"""Date headings above groups of cards, and what they add to the date words of the cards."""

import re
from collections.abc import Sequence

from csm_crawler.extract.auto.datewords import compose, find_date, whole_date
from csm_crawler.extract.elements import Element, text_of
from csm_crawler.extract.rules import nodes

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMERIC = re.compile(r"\d{4}\s?[-/.]\s?\d{1,2}|\d{1,2}\s?[-/.]\s?\d{4}")
"""A month and its year that a day cannot simply follow: 2019-11."""


def headings_above(root: Element, selectors: Sequence[str], items: Sequence[Element]) -> list[list[Element]]:
    """For each item the nearest heading of each level before it, the outermost level first.

    Each selector is a level: `["h2", "h3"]` for a year and its months. A heading ends those of the levels below it.
    What stands in a card or in another heading heads nothing.
    """
    cards = set(items)
    levels: dict[Element, int] = {}
    for level, selector in enumerate(selectors):
        for one in nodes(root, selector):
            levels.setdefault(one, level)
    levels = {one: level for one, level in levels.items() if not _is_inside(one, cards, levels)}
    now: list[Element | None] = [None] * len(selectors)
    above = {}
    for one in root.iter():
        if one in cards:
            above[one] = [heading for heading in now if heading is not None]
        elif (at := levels.get(one)) is not None:
            now[at:] = [one, *[None] * (len(selectors) - at - 1)]
    return [above[one] for one in items]


def _is_inside(heading: Element, cards: set[Element], levels: dict[Element, int]) -> bool:
    return heading in cards or any(one in cards or one in levels for one in heading.iterancestors())


def with_day(headings: Sequence[Element], text: str, attr: str) -> tuple[str, str]:
    """A card's date words and its machine-readable date, completed by the headings above it.

    Words that name their own day stay as they are: only a year is added to a month and a day without one. A time, a
    day, or what names no date at all comes after the words of the headings.
    """
    words = [part for one in headings if (part := _heading_words(one))]
    if not words:
        return text, attr
    own = text.strip()
    if not own:  # a heading's own machine-readable date knows no time, so it is no help to a card that has one
        return " ".join(words), attr or _attribute(headings[-1])
    return _completed(words, own) or text, attr


def _heading_words(heading: Element) -> str:
    """The words of a heading, without the count of articles that a month or a year may have beside it."""
    words = " ".join(text_of(heading).split())
    found = whole_date(words)
    return found.text if found and found.kind not in ("full", "relative", "monthday") else words


def _attribute(heading: Element) -> str:
    return next((one.get("datetime") for one in heading.iter("time") if one.get("datetime")), "")


def _completed(words: list[str], own: str) -> str:
    found = find_date(own)
    if found is None:
        return " ".join((*words, own))
    if found.kind in ("full", "relative", "monthyear"):
        return own
    if found.kind == "monthday":
        year = next((year[0] for one in words if (year := _YEAR.search(one))), "")
        return own.replace(found.text, compose({"monthday": found.text, "year": year}), 1)
    kinds = [heading.kind for one in words if (heading := whole_date(one))]
    if {"full", "relative", "monthday"}.intersection(kinds):
        return " ".join(words)  # the group's day says it all
    if _NUMERIC.fullmatch(words[-1]) and len(kinds) == len(words):
        return compose({**dict(zip(kinds, words, strict=True)), found.kind: own})
    return " ".join((*words, own))

"""Whether a page can be read at all."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from csm_crawler.errors import PageError
from csm_crawler.extract.markup import check_markup
from csm_crawler.extract.page import Page
from csm_crawler.extract.walls import check_wall
from csm_crawler.items import Card
from csm_crawler.normalize.urls import canonical_url

MAX_BYTES = 16 * 2**20
"""A listing has some tens of kilobytes; the fetcher refuses more than this too."""
MAX_CARDS = 50_000
"""As many as a sitemap may have entries (https://www.sitemaps.org/protocol.html); no other list has nearly so many."""
MAX_NESTED = 20
"""Cards around a card; each would be looked through for all that are in it."""

_OPENED = re.compile(r"<html[\s>]|<body[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(html|body)\s*>", re.IGNORECASE)
_NOT_TEXT = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))  # ESC begins a character in ISO-2022 and HZ pages


def check_page(page: Page) -> None:
    """PageError where the page is empty, too large, binary, a trap for parsers, cut off, or Walled: another page than
    the one that was asked for.

    A page of HTML is cut off where it opens `<html>` or `<body>` and closes neither: what it holds then ends in the
    middle of a card, and half a teaser would be kept as if it were whole. Where a feed or JSON ends knows its parser.
    """
    if len(page.body) > MAX_BYTES:
        raise PageError(page.url, f"is too large: {len(page.body) / 2**20:.1f} MB, at most {MAX_BYTES // 2**20} MB")
    if not page.body.strip():
        raise PageError(page.url, "is empty")
    if _is_binary(page.body):
        raise PageError(page.url, "is binary, not a page of text")
    if not page.is_html:
        return
    check_markup(page.text, page.url)
    check_wall(page)
    if _OPENED.search(page.text) and not _CLOSED.search(page.text):
        raise PageError(page.url, "is cut off: neither </body> nor </html> comes")


def _is_binary(body: bytes) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in body[:200] or b"\0<" in body[:200]:
        return False  # UTF-16
    start = body[:4096]
    return len(start) - len(start.translate(None, _NOT_TEXT)) > len(start) // 50


def check_cards(cards: Sequence[Card], page: Page) -> None:
    """PageError where there are more cards than any list has, or where three and more differently named ones all lead
    to one place: a login, an advertisement.

    One place is one canonical URL, because it names the article: anchors of one page, and links that differ only in
    how they are tracked, would all become the same.
    """
    _check_number(len(cards), page)
    titles = {card.title for card in cards if card.link}
    if len(titles) > 2 and (place := _only_place({card.link.partition("#")[0] for card in cards if card.link})):
        raise PageError(page.url, f"has {len(titles)} cards that all lead to {place[:200]}")


def _only_place(links: Iterable[str]) -> str:
    """Where all the links lead; empty where that is more than one place."""
    only = ""
    for link in links:
        place = canonical_url(link) or link
        if only and place != only:
            return ""
        only = place
    return only


def check_items(items: Sequence[Any], page: Page) -> None:
    """PageError where the elements of cards, in the page's order, are more than any list has or deep in each other."""
    _check_number(len(items), page)
    depths: dict[Any, int] = {}
    for item in items:
        outer = next((depths[one] for one in item.iterancestors() if one in depths), -1)
        depths[item] = outer + 1
        if depths[item] > MAX_NESTED:
            raise PageError(page.url, f"has cards in cards, over {MAX_NESTED} deep")


def _check_number(number: int, page: Page) -> None:
    if number > MAX_CARDS:
        raise PageError(page.url, f"has {number} cards, at most {MAX_CARDS} expected")

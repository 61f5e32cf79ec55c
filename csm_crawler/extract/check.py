"""Whether a page can be read at all."""

import re
from collections.abc import Sequence

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page
from csm_crawler.items import Card

MAX_BYTES = 16 * 2**20
"""A listing has some tens of kilobytes; the fetcher refuses more than this too."""

_OPENED = re.compile(rb"<html[\s>]|<body[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(html|body)\s*>", re.IGNORECASE)
_NOT_TEXT = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))  # ESC begins a character in ISO-2022 and HZ pages


def check_page(page: Page) -> None:
    """PageError where the page is empty, too large, binary or cut off.

    A page is cut off where it opens `<html>` or `<body>` and closes neither: what it holds then ends in the middle
    of a card, and half a teaser would be kept as if it were whole.
    """
    if len(page.body) > MAX_BYTES:
        raise PageError(page.url, f"is too large: {len(page.body) / 2**20:.1f} MB, at most {MAX_BYTES // 2**20} MB")
    if not page.body.strip():
        raise PageError(page.url, "is empty")
    if _is_binary(page.body):
        raise PageError(page.url, "is binary, not a page of text")
    if _OPENED.search(page.body) and not _CLOSED.search(page.body):
        raise PageError(page.url, "is cut off: neither </body> nor </html> comes")


def _is_binary(body: bytes) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in body[:200] or b"\0<" in body[:200]:
        return False  # UTF-16
    start = body[:4096]
    return len(start) - len(start.translate(None, _NOT_TEXT)) > len(start) // 50


def check_cards(cards: Sequence[Card], page: Page) -> None:
    """PageError where all of three and more differently named cards lead to one place: a login, an advertisement."""
    titles = {card.title for card in cards if card.link}
    links = {card.link for card in cards if card.link}
    if len(titles) > 2 and len(links) == 1:
        raise PageError(page.url, f"has {len(titles)} cards that all lead to {links.pop()}")

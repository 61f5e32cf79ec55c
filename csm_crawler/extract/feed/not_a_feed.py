"""A URL that answers 200 with something else than a feed, and a bridge that answers with its own failure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page
from csm_crawler.items import Card

_FAILED = re.compile(r"Bridge returned error -?\w+! \(\d+\)")
"""The title of the entry that RSS-Bridge writes in place of articles (its actions/DisplayAction.php)."""


class NotAFeed(PageError):
    """The page is something else than RSS, Atom or JSON Feed, such as a page for people or a sitemap."""


class BridgeFailed(PageError):
    """The feed is one that a bridge writes to say that it could not read its site."""


def without_failures(cards: Sequence[Card], page: Page) -> list[Card]:
    """The cards that are articles; BridgeFailed where a bridge's failure is all that there is."""
    kept = [card for card in cards if not _FAILED.fullmatch(card.title.strip())]
    kept = [replace(card, position=position) for position, card in enumerate(kept)]
    if cards and not kept:
        raise BridgeFailed(page.url, f"holds no article but the failure of a bridge: {cards[0].title.strip()}")
    return kept

"""How good a way of reading a site is: 0 to 100, by what its cards say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from csm_crawler.items import Card
from csm_crawler.normalize.dates import ParsedDate
from csm_crawler.normalize.text import plain_text
from csm_crawler.normalize.urls import canonical_url

ENOUGH = 8
"""A listing or feed has ten entries as a rule; with eight it has all points for their number."""
STALE = timedelta(days=30)
"""A way whose newest article is so much older than another's is no longer written."""

# What each property is worth; together 100.
_COUNT, _TITLE, _LINK, _DATE, _TEASER, _FRESH, _AGREES = 15, 20, 15, 20, 5, 10, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a score is made of."""

    cards: int = 0
    titled: int = 0
    linked: int = 0
    """Cards with a link of their own."""
    dated: int = 0
    """Cards whose date was read."""
    teasers: int = 0
    newest: datetime | None = None
    """The newest date."""
    links: frozenset[str] = frozenset()
    """Paths of canonical URLs: a feed may name another scheme or host than the page, and mean the same."""
    titles: frozenset[str] = frozenset()
    """In small letters: a feed's links may all be those of a counter of clicks."""


def mark(cards: Sequence[Card], dates: Iterable[ParsedDate | None]) -> Marks:
    """Count what the cards have."""
    links = frozenset(_path(url) for card in cards if (url := canonical_url(card.link)))
    moments = [date.moment for date in dates if date]
    return Marks(
        cards=len(cards),
        titled=sum(bool(card.title.strip()) for card in cards),
        linked=len(links),
        dated=len(moments),
        teasers=sum(bool(card.teaser.strip()) for card in cards),
        newest=max(moments, default=None),
        links=links,
        titles=frozenset(title.casefold() for card in cards if (title := plain_text(card.title))),
    )


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.rstrip('/')}?{parts.query}"


def score(marks: Marks, *, newest: datetime | None = None, visible: Marks | None = None) -> int:
    """0 to 100; 0 where no card has a link, or none has words.

    `newest` is the newest date that any way found. `visible` is the list that the page shows; a way that shares
    nothing with it reads something else: comments, or another part of the site.
    """
    if not marks.linked or not (marks.titled or marks.teasers):
        return 0
    shared = share(marks, visible)
    fresh = newest is None or (marks.newest is not None and newest - marks.newest < STALE)
    total = _COUNT * min(marks.cards, ENOUGH) / ENOUGH + _FRESH * fresh + _AGREES * shared
    for count, worth in (
        (marks.titled, _TITLE),
        (marks.linked, _LINK),
        (marks.dated, _DATE),
        (marks.teasers, _TEASER),
    ):
        total += worth * count / marks.cards
    return round(total if shared else total / 2)


def share(marks: Marks, visible: Marks | None) -> float:
    """How much of the shorter of two lists, a way's and the one that the page shows, is in both.

    By links or by titles, whichever agree more; 1 where there is nothing to compare with.
    """
    if visible is None or not visible.links or not marks.links:
        return 1.0
    pairs = ((marks.links, visible.links), (marks.titles, visible.titles))
    return max(len(one & other) / min(len(one), len(other)) for one, other in pairs if one and other)

"""What a kind of source asks for: the pages of a site, before anybody has fetched them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """One page to fetch."""

    url: str
    """Absolute, http or https."""
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    number: int = 1
    """Which page of the listing it is, from 1; only the first owes the site's `min_cards`."""
    kind: str = ""
    """How its answer is read where that is not the site's own kind (an API that falls back to a feed)."""
    is_part: bool = False
    """True for a part of the listing itself, such as a sitemap of an index: fetched whatever the page before held."""
    own: bool = False
    """True for a server of the user's own, whose robots.txt is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How a run goes through a site's pages, and how far it has come."""

    number: int = 1
    """Of the page just read."""
    cards: int = 0
    """How many cards came so far, of all pages."""
    backfill: bool = False
    """True where old articles are wanted."""
    since: datetime | None = None
    """Aware; where a backfill ends. None goes back to the first article."""
    last_read: datetime | None = None
    """Aware; when the site was last read before this run. None for the first time."""
    now: datetime | None = None
    """Aware; when this run began."""
    asked: frozenset[tuple[str, bytes]] = frozenset()
    """URL and body of every page asked for so far: none is asked for twice."""

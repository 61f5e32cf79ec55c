"""A site asked once: does it answer, and with articles?"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from csm_crawler.errors import PageError
from csm_crawler.extract import Page, PageRequest, Walk, kind_of, read_cards
from csm_crawler.extract.feed.not_a_feed import NotAFeed
from csm_crawler.extract.walls import Walled
from csm_crawler.fixtures import saved_page
from csm_crawler.items import Card
from csm_crawler.normalize.dates import site_dates
from csm_crawler.normalize.text import clean_teaser, clean_title, derive_title
from csm_crawler.sites import Site

Fetch = Callable[[PageRequest], Awaitable[Page]]
"""Fetches one page; PageError where it cannot be had."""

NEWEST = 3
"""Titles that show whether a site is what one thinks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking a site."""

    site: Site
    verdict: str
    """ok, walled, not a feed, gone, forbidden, too few cards, or failed."""
    problem: str = ""
    """In a line; empty where it is ok."""
    cards: int = 0
    newest: tuple[str, ...] = ()
    """Titles, the newest first."""

    @property
    def ok(self) -> bool:
        """Whether it can be collected."""
        return self.verdict == "ok"


async def ask(site: Site, fetch: Fetch, home: Path) -> Answer:
    """One site's answer: of its saved pages where it has some, else of its first page."""
    try:
        cards = _saved_cards(site, home) if site.saved else (await first_page(site, fetch)).cards
    except PageError as error:
        return Answer(site=site, verdict=verdict_of(error), problem=str(error))
    return judge(site, cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What a site's first page is, and what it gives."""

    page: Page
    kind: str
    """How it is read; empty for the site's own kind."""
    cards: tuple[Card, ...]


async def first_page(site: Site, fetch: Fetch) -> FirstPage:
    """What a site is asked for first, or what its kind falls back to, or the first part that an index names.

    PageError says why there is none.
    """
    request = kind_of(site.kind).first(site, Walk())[0]
    try:
        found = await _read(request, site, fetch)
    except PageError:
        other = kind_of(site.kind).fallback(request, site)
        if other is None:
            raise
        found = await _read(other, site, fetch)
    if not found.cards and not found.kind:
        parts = [one for one in kind_of(site.kind).further(found.page, site, Walk()) if one.is_part]
        if parts:
            found = await _read(parts[0], site, fetch)
    return found


async def _read(request: PageRequest, site: Site, fetch: Fetch) -> FirstPage:
    page = replace(await fetch(replace(request, own=site.own)), encoding=site.encoding)
    return FirstPage(page=page, kind=request.kind, cards=tuple(read_cards(page, site, kind=request.kind)))


def _saved_cards(site: Site, home: Path) -> Sequence[Card]:
    """Of the page that gives fewest, because each owes the site's `min_cards`."""
    pages = []
    for name in site.saved:
        path = saved_page(home, site.name, name)
        if path is None:
            raise PageError(f"fixtures/{site.name}/{name}", "is missing")
        page = Page(url=site.url, body=path.read_bytes(), fetched_at=datetime.now(UTC), encoding=site.encoding)
        pages.append(read_cards(page, site))
    return min(pages, key=len)


def judge(site: Site, cards: Sequence[Card]) -> Answer:
    """ok where as many cards as the site promises can become articles."""
    whole = [card for card in cards if card.link and (card.title.strip() or card.teaser.strip())]
    if len(whole) < max(1, site.min_cards):
        problem = f"{site.url}: {len(whole)} cards with link and words, at least {max(1, site.min_cards)} expected"
        return Answer(site=site, verdict="too few cards", problem=problem, cards=len(whole))
    return Answer(site=site, verdict="ok", cards=len(whole), newest=newest_titles(whole, site))


def newest_titles(cards: Sequence[Card], site: Site) -> tuple[str, ...]:
    """By date where all are dated, else in the page's order."""
    dates = site_dates(cards, site)
    order = list(range(len(cards)))
    if all(dates):
        order.sort(key=lambda n: date.moment.timestamp() if (date := dates[n]) else 0.0, reverse=True)
    return tuple(title_of(cards[n]) for n in order[:NEWEST])


def title_of(card: Card) -> str:
    """A card's title as it would be published."""
    return clean_title(card.title) or derive_title(clean_teaser(card.teaser), card.link)


_VERDICTS = (
    ("forbidden", re.compile(r"robots\.txt forbids")),
    ("gone", re.compile(r"answered (404|410)|CannotResolveHost|DNS lookup|is missing")),
    ("walled", re.compile(r"wall|captcha|answered (401|403|429|451)|left alone", re.IGNORECASE)),
)


def verdict_of(error: PageError) -> str:
    """The kind of a failure in a word or two."""
    if isinstance(error, Walled):
        return "walled"
    if isinstance(error, NotAFeed):
        return "not a feed"
    return next((word for word, pattern in _VERDICTS if pattern.search(error.problem)), "failed")


async def no_network(request: PageRequest) -> Page:
    """A Fetch for sites that read saved pages only."""
    raise PageError(request.url, "is not asked for: the sites read saved pages")

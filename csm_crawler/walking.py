"""From page to page of one site in one run: what is asked for next, and where a stopped backfill goes on."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csm_crawler import __version__
from csm_crawler.extract import Kind, Page, PageRequest, Walk, kind_of
from csm_crawler.items import Card
from csm_crawler.periods import read_period
from csm_crawler.sites import Pages, Site

LONGEST = 10_000
"""Pages of one walk: a site that always names another one is left at some time."""
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a backfill has come; kept with each page whose articles are kept."""

    rules: str
    """A digest of what the pages were read with: other rules begin anew."""
    next: PageRequest | None = None
    """The page to go on with."""
    cards: int = 0
    parts: tuple[str, ...] = ()
    """URLs of the parts of an index that were read whole."""

    def text(self) -> str:
        """For the store."""
        ask = self.next
        fields = ask and {
            "url": ask.url,
            "method": ask.method,
            "headers": [list(header) for header in ask.headers],
            "body": ask.body.decode(),
            "number": ask.number,
            "kind": ask.kind,
        }
        return json.dumps({"rules": self.rules, "cards": self.cards, "parts": list(self.parts), "next": fields})


def rules_of(site: Site) -> str:
    """A digest of what decides which cards come of a page: the site's file, and our version."""
    return hashlib.sha256(site.file.read_bytes() + __version__.encode()).hexdigest()


def backfill_key(site: Site) -> str:
    """Under which the store remembers how far a backfill has come."""
    return f"backfill/{site.name}"


def unfinished_key(site: Site) -> str:
    """Under which the store remembers that a run was stopped before it came to what an earlier one had read."""
    return f"unfinished/{site.name}"


def has_cursor(site: Site) -> bool:
    """Whether its pages name the next one: then none that was named lies past the last."""
    return bool(site.pages and site.pages.cursor)


def read_position(text: str | None, rules: str) -> Position:
    """The position that a store kept; the beginning where there is none, or where it was reached with other rules."""
    data = json.loads(text) if text else {}
    if data.get("rules") != rules:
        return Position(rules=rules)
    fields = data["next"]
    ask = fields and PageRequest(
        url=fields["url"],
        method=fields["method"],
        headers=tuple((name, value) for name, value in fields["headers"]),
        body=fields["body"].encode(),
        number=fields["number"],
        kind=fields["kind"],
    )
    return Position(rules=rules, next=ask, cards=data["cards"], parts=tuple(data["parts"]))


class Trail:
    """One site's pages in one run."""

    def __init__(self, site: Site, walk: Walk, position: Position, *, is_unfinished: bool = False) -> None:
        self.site, self.walk, self.position = site, walk, position
        self.resumed_at = position.next
        self.is_unfinished = is_unfinished
        """Whether a run, this one or one before, was stopped or failed on its way, so that behind pages without any
        news there may be some."""
        self.is_over = False
        """Whether the walk came to its end."""
        self.asked: set[tuple[str, bytes]] = set()
        self.links: set[str] = set()
        self.indexes: set[str] = set()
        """URLs of the pages that name parts, also where all of them were read before."""
        self.pending: dict[str, tuple[PageRequest, Position]] = {}
        """By a page's URL: how it was asked for and where the walk stands behind it, until its cards are kept."""

    @property
    def kind(self) -> Kind:
        """Of the site."""
        return kind_of(self.site.kind)

    def first(self) -> list[PageRequest]:
        """What the run begins with: the listing, or where a backfill was stopped."""
        if self.position.next:
            self.walk = replace(self.walk, cards=self.position.cards)
            return self._unasked([self.position.next])
        return self._unasked(self.kind.first(self.site, self.walk))

    def after(self, page: Page, ask: PageRequest, cards: Sequence[Card], *, has_news: bool) -> list[PageRequest]:
        """What comes after a page that was read: the parts that it names, and the next page where that is wanted.

        `cards` are all of the page, also those that the site's file leaves out: a page without a wanted one is no end,
        and a server counts all. A run goes on as long as pages hold what is new to the store; a backfill as long as
        they hold what is new to it, until its date. A part (a file of an index, a list of edits) is no step of the way.
        """
        before = self.walk.cards
        self.walk = replace(self.walk, number=ask.number, asked=frozenset(self.asked))
        if not ask.is_part:
            self.walk = replace(self.walk, cards=before + len(cards))
        wanted = kind_of(ask.kind or self.site.kind).further(page, self.site, self.walk)
        parts = [one for one in wanted if one.is_part]
        if parts:
            self.indexes.add(page.url)
        goes_on = not ask.is_part and self._goes_on(cards, has_news=has_news)
        chosen = wanted if goes_on else parts
        after = self._unasked([replace(one, kind=one.kind or ask.kind) for one in chosen])
        following = next((one for one in after if not one.is_part), None)
        self.is_over = self.is_over or not (following or ask.is_part)
        behind = replace(self.position, next=following or ask, cards=self.walk.cards if following else before)
        self.pending[page.url] = (ask, behind)
        return after

    def is_resumed_at(self, ask: PageRequest | None) -> bool:
        """Whether this is where a stopped backfill was to go on."""
        return ask is not None and ask == self.resumed_at

    def kept(self, page_url: str) -> Position:
        """Where the walk stands now that all cards of a page are in the store."""
        ask, behind = self.pending.pop(page_url)
        if ask.is_part:
            self.position = replace(self.position, parts=(*self.position.parts, ask.url))
        else:
            self.position = replace(self.position, next=behind.next, cards=behind.cards)
        return self.position

    def _goes_on(self, cards: Sequence[Card], *, has_news: bool) -> bool:
        links = {card.link for card in cards if card.link}
        unread, self.links = links - self.links, self.links | links
        if not unread or self.walk.number >= LONGEST:
            return False  # a server that does not know the number of the page gives the first again
        if self.walk.backfill:
            return not _is_older(cards, self.site, self.walk.since)
        return (has_news or self.is_unfinished) and self.walk.number < (self.site.pages or Pages()).limit

    def _unasked(self, wanted: Sequence[PageRequest]) -> list[PageRequest]:
        new = [one for one in wanted if (one.url, one.body) not in self.asked and one.url not in self.position.parts]
        self.asked.update((one.url, one.body) for one in new)
        return new


def _is_older(cards: Sequence[Card], site: Site, since: datetime | None) -> bool:
    """Whether all that is dated is from before the moment, or from before that day in the site's zone; a page without
    dates is not. Of a date that names a month alone, all of the month counts."""
    if since is None:
        return False
    from csm_crawler.normalize.dates import site_dates

    dates = [one for one in site_dates(cards, site) if one]
    latest = [one.moment + (_MONTH if one.precision == "month" else timedelta()) for one in dates]
    return bool(latest) and max(latest) < min(since, since.replace(tzinfo=site.zone))


def read_since(text: str) -> datetime | None:
    """The moment that `--since` names: the first of a day, month, quarter or year, in UTC; None for an empty text."""
    return read_period(text, where="--since")[0] if text else None

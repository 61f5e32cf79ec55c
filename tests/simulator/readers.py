"""How real readers tell a new entry from one that they know.

A poll takes the entries of a document and the time, and gives those that the reader shows as new.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.simulator.entries import Entry

Key = Callable[[Entry, datetime], Hashable]


def by_guid(entry: Entry, _now: datetime) -> Hashable:
    """Miniflux, FreshRSS, NetNewsWire: the id, else the link."""
    return entry.guid or entry.link


def by_link(entry: Entry, _now: datetime) -> Hashable:
    """Fluent Reader and many bots."""
    return entry.link


def by_guid_and_date(entry: Entry, now: datetime) -> Hashable:
    """Without a date, or with one that nobody can read, most readers take the time of the poll."""
    return entry.guid, entry.published or now


def by_link_and_date(entry: Entry, now: datetime) -> Hashable:
    """Newsboat, where there is no id."""
    return entry.link, entry.published or now


def by_title_and_date(entry: Entry, now: datetime) -> Hashable:
    """QuiteRSS, Papr, and what automations fall back to."""
    return entry.title, entry.published or now


@dataclass
class Remembering:
    """Knows for ever what it has seen."""

    name: str
    key: Key
    sees: frozenset[str] = frozenset()
    """What of an article makes it another to this reader when its site changes it: title, date, absence."""
    drops_future: bool = False
    """As NetNewsWire: an entry that is dated later than the poll is not there yet."""
    known: set[Hashable] = field(default_factory=set)

    def poll(self, entries: Sequence[Entry], now: datetime) -> list[Entry]:
        fresh = []
        for entry in entries:
            if self.drops_future and entry.published and entry.published > now:
                continue
            key = self.key(entry, now)
            if key not in self.known:
                self.known.add(key)
                fresh.append(entry)
        return fresh


@dataclass
class Forgetful(Remembering):
    """Knows only what stood in the last document, as scripts do."""

    def poll(self, entries: Sequence[Entry], now: datetime) -> list[Entry]:
        fresh = [entry for entry in entries if self.key(entry, now) not in self.known]
        self.known = {self.key(entry, now) for entry in entries}
        return fresh


@dataclass
class Rising:
    """Power Automate: what is dated later, not at the same time, than the latest that it took; it begins with what is
    there (https://learn.microsoft.com/connectors/rss, "Known issues")."""

    name: str
    sees: frozenset[str] = frozenset(["date"])
    latest: datetime | None = None

    def poll(self, entries: Sequence[Entry], now: datetime) -> list[Entry]:
        fresh = [one for one in entries if self.latest is None or (one.published or now) > self.latest]
        self.latest = max([one.published or now for one in fresh], default=self.latest)
        return fresh


Reader = Remembering | Rising


def all_readers() -> list[Reader]:
    """One of each, fresh."""
    date, both = frozenset(["date"]), frozenset(["title", "date"])
    return [
        Remembering("guid", by_guid),
        Remembering("link", by_link),
        Remembering("guid and date", by_guid_and_date, sees=date),
        Remembering("link and date", by_link_and_date, sees=date),
        Remembering("title and date", by_title_and_date, sees=both),
        Remembering("guid, no future", by_guid, drops_future=True),
        Forgetful("guid of the last file", by_guid, sees=frozenset(["absence"])),
        Rising("rising date"),
    ]

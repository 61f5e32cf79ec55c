"""What became of the entries of a feed in each reader, beside what the world really wrote."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.simulator.entries import Entry
from tests.simulator.readers import Reader


@dataclass(frozen=True, kw_only=True)
class Version:
    """How often a site changed what readers go by."""

    title: int = 0
    date: int = 0
    absence: int = 0
    """Times that it was withdrawn."""
    any: int = 0
    """Changes of whatever kind: title, date, teaser, link."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Numbers of articles, or of times that one was shown."""

    lost: int = 0
    """Never shown."""
    doubled: int = 0
    """Shown again, though their sites said nothing else of them since that the reader goes by."""
    bumped: int = 0
    """Dated later than before, or as changed since, though their sites changed nothing."""
    unasked: int = 0
    """Old, brought by a backfill, and shown as new."""
    retold: int = 0
    """Shown again because their sites changed the title or the date that the reader knows them by: that is how the
    reader works, with any feed."""


@dataclass
class Account:
    """One reader of one file."""

    reader: Reader
    shown: dict[str, Version] = field(default_factory=dict)
    """By article: how it was when it was last shown."""
    dates: dict[str, tuple[datetime | None, datetime | None, int]] = field(default_factory=dict)
    """By article: its dates in the last file, and how often its site had changed it."""
    counts: Counter[str] = field(default_factory=Counter)

    def poll(self, entries: Sequence[Entry], now: datetime, versions: Mapping[str, Version]) -> None:
        """Read a file; `versions`: how each article of the world stands now."""
        for entry in self.reader.poll(entries, now):
            version, before = versions[entry.mark], self.shown.get(entry.mark)
            if before is not None:
                changed = any(getattr(version, one) != getattr(before, one) for one in self.reader.sees)
                self.counts["retold" if changed else "doubled"] += 1
            self.shown[entry.mark] = version
        for entry in entries:
            self._compare(entry, versions[entry.mark].any)

    def _compare(self, entry: Entry, changes: int) -> None:
        published, updated, before = self.dates.get(entry.mark, (entry.published, entry.updated, changes))
        rises = any(
            old is not None and new is not None and new > old
            for old, new in ((published, entry.published), (updated, entry.updated))
        )
        self.counts["bumped"] += rises and changes == before
        self.dates[entry.mark] = entry.published, entry.updated, changes

    def verdict(self, *, listed: set[str], old: set[str]) -> Verdict:
        """`listed`: the articles that a reader must have been shown; `old`: those that only a backfill brought."""
        return Verdict(
            lost=len(listed - self.shown.keys()),
            unasked=len(old & self.shown.keys()),
            **{name: self.counts[name] for name in ("doubled", "bumped", "retold")},
        )

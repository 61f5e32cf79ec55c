"""Entries as earlier documents hold them: an article stands in a dozen feeds, run after run, in the same words."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from csm_crawler.items import Article
from csm_crawler.publish.feed import Feed, Source, entry_updated

AT_MOST = 2000
"""Entries that are remembered; of more, those go that were asked for longest ago."""
RSS, ATOM, JSON = "rss", "atom", "json"
"""The keys of an entry's bytes in each format, as they are where nothing beside it changes them."""


@dataclass(eq=False, kw_only=True)
class Entry:
    """An article as feeds show it: all that its bytes are made of but the names of platforms and topics."""

    article: Article
    source: Source
    pieces: dict[Hashable, bytes] = field(default_factory=dict)
    """Its bytes by format; what else they depend on is part of the key."""

    @cached_property
    def updated(self) -> datetime:
        """When its words last changed."""
        return entry_updated(self.article)

    @cached_property
    def stamp(self) -> datetime:
        """The same with a fraction of the second, which no site tells: it is made of the guid, so that it does not
        depend on what stands beside the entry."""
        return self.updated.replace(microsecond=uuid5(NAMESPACE_URL, self.article.guid).int % 1_000_000)


class Pieces:
    """The entries of earlier documents. One serves feeds that share their `labels`."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._entries: dict[Article, Entry] = {}
        self._recalled: dict[Article, Mapping[Hashable, bytes]] = {}
        self._last: tuple[Feed | None, list[Entry]] = (None, [])

    def of(self, feed: Feed) -> list[Entry]:
        """The entries of a feed, in their order; its formats ask for them one behind the other."""
        if self._last[0] is not feed:
            self._last = feed, [self._entry(article, feed.source_of(article)) for article in feed.entries]
            while len(self._entries) > self._at_most:
                del self._entries[next(iter(self._entries))]
        return self._last[1]

    def recall(self, article: Article, pieces: Mapping[Hashable, bytes]) -> None:
        """It was rendered before, of the same values and of the site that feeds name now."""
        self._recalled[article] = pieces

    def forget(self, article: Article) -> Mapping[Hashable, bytes]:
        """No feed that comes has it: the bytes that were known of it last."""
        known, recalled = self._entries.pop(article, None), self._recalled.pop(article, {})
        return known.pieces if known else recalled

    def _entry(self, article: Article, source: Source) -> Entry:
        entry = self._entries.pop(article, None)
        if entry is None:
            entry = Entry(article=article, source=source, pieces=dict(self._recalled.get(article, {})))
        elif entry.source is not source and entry.source != source:
            entry = Entry(article=article, source=source)
        self._entries[article] = entry  # now the last that was asked for
        return entry


def woven(
    entries: Sequence[Entry],
    keys: Sequence[Hashable],
    render: Callable[[Sequence[int]], bytes],
    begin: bytes,
    end: bytes,
) -> bytes:
    """The document with these entries in their order, as `render` writes it of those, told by their places, whose
    pieces with these keys are not known.

    Each entry that is written begins with `begin` and ends with `end`, which nothing else holds; they stand together.
    """
    pieces = [one.pieces.get(key) for one, key in zip(entries, keys, strict=True)]
    # Of a document without an entry nobody could tell where they belong.
    new = [place for place, piece in enumerate(pieces) if piece is None] or [*range(len(entries))][-1:]
    body = render(new)
    if not new:
        return body
    head, *written = body.split(begin)
    last, _, tail = written.pop().rpartition(end)
    for place, piece in zip(new, (*written, last + end), strict=True):
        pieces[place] = entries[place].pieces[keys[place]] = begin + piece
    return body if len(new) == len(entries) else b"".join([head, *filter(None, pieces), tail])

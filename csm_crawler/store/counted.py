"""What was counted of a time, kept until something in it changes: figures of a year cost a day then."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from csm_crawler.store.counting import Counting, Paired, Tallied, merged, paired, tallied
from csm_crawler.store.database import Database
from csm_crawler.store.schema import counted

Span = tuple[datetime, datetime]
"""From a moment to before another."""
_WITHIN = and_(counted.c.since <= bindparam("moment"), counted.c.until > bindparam("moment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What stands in a time: by month, site, language and feed, and by two feeds."""

    tallies: tuple[Tallied, ...]
    pairs: Mapping[str, Mapping[str, int]]
    """Feed → another one → how many stand in both; each pair once."""


class KeptCounting(Counting):
    """The same answers; times that were counted before are not counted again."""

    def __init__(self, database: Database, feeds: Iterable[str], counts: Mapping[Span, Counts]) -> None:
        """`ArticleStore.counted` is the way in. Other feeds than these are counted whenever they are asked for."""
        super().__init__(database)
        self._feeds, self._counts = frozenset(feeds), counts

    def _placed(
        self, connection: Connection, feeds: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Tallied]:
        wanted = frozenset(feeds)
        for span, counts in self._pieces(wanted, since, until):
            if counts:
                for key, articles in counts.tallies:
                    if not articles.keys() <= wanted:
                        articles = {feed: number for feed, number in articles.items() if feed in wanted}
                    yield key, articles
            else:
                yield from tallied(connection, feeds, *span)

    def _placed_pairs(
        self, connection: Connection, feeds: Sequence[str], others: Sequence[str], since: datetime, until: datetime
    ) -> Iterator[Paired]:
        wanted, beside = frozenset(feeds), frozenset(others)
        known: dict[str, dict[str, int]] = {}
        for span, counts in self._pieces(wanted | beside, since, until):
            if counts:
                _add(known, counts.pairs)
            else:
                yield from paired(connection, feeds, others, *span)
        yield from _turned(known, wanted, beside)

    def _pieces(self, feeds: frozenset[str], since: datetime, until: datetime) -> Iterator[tuple[Span, Counts | None]]:
        """A time in pieces, the earliest first: those that are counted, and what lies between them."""
        known = self._counts if feeds <= self._feeds else {}
        for span in sorted(known, key=lambda one: (one[0], -one[1].timestamp())):  # where two begin, the longer one
            if since <= span[0] and span[1] <= until:
                if since < span[0]:
                    yield (since, span[0]), None
                yield span, known[span]
                since = span[1]
        if since < until:
            yield (since, until), None


def forget(connection: Connection, moments: Iterable[datetime]) -> None:
    """What stands at these moments is no longer as it was counted."""
    days = {moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) for moment in moments}
    if days:
        connection.execute(delete(counted).where(_WITHIN), [{"moment": day} for day in sorted(days)])


def missing(connection: Connection, feeds: Sequence[str], spans: Sequence[Span]) -> list[Span]:
    """The times of which these feeds are not counted as they are now."""
    asked = select(counted.c.since, counted.c.until).where(counted.c.feeds == _names(feeds))
    return sorted({*spans}.difference((row.since, row.until) for row in connection.execute(asked)))


def keep(connection: Connection, feeds: Sequence[str], spans: Sequence[Span]) -> None:
    """Count what is missing of these times, which begin and end days of UTC, within the caller's transaction; and let
    go of all others."""
    lacking, known = missing(connection, feeds, spans), connection.execute(select(counted)).all()
    same = and_(counted.c.since == bindparam("from_"), counted.c.until == bindparam("to"))
    gone = [one for one in known if (one.since, one.until) not in spans or (one.since, one.until) in lacking]
    _many(connection, delete(counted).where(same), [{"from_": one.since, "to": one.until} for one in gone])
    rows = [
        {"since": one[0], "until": one[1], "feeds": _names(feeds), "counts": _packed(count(connection, feeds, *one))}
        for one in lacking
    ]
    _many(connection, insert(counted), rows)


def count(connection: Connection, feeds: Sequence[str], since: datetime, until: datetime) -> Counts:
    """A time, counted."""
    return Counts(
        tallies=tuple(merged(tallied(connection, feeds, since, until)).items()),
        pairs=_by_feed(paired(connection, feeds, feeds, since, until)),
    )


def kept(connection: Connection, feeds: Sequence[str]) -> dict[Span, Counts]:
    """All that is kept of these feeds."""
    asked = select(counted).where(counted.c.feeds == _names(feeds))
    return {(row.since, row.until): _unpacked(row.counts) for row in connection.execute(asked)}


def wrong(connection: Connection) -> Iterator[Span]:
    """The times that hold another number of something than is kept of them."""
    for row in connection.execute(select(counted).order_by(counted.c.since, counted.c.until)).all():
        now, then = count(connection, row.feeds.split(), row.since, row.until), _unpacked(row.counts)
        if (dict(now.tallies), now.pairs) != (dict(then.tallies), then.pairs):
            yield row.since, row.until


def _names(feeds: Iterable[str]) -> str:
    """All that were counted: with other ones a time is counted anew."""
    return " ".join(sorted(feeds))


def _by_feed(pairs: Iterable[Paired]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (one, other), number in pairs:
        found.setdefault(one, {})[other] = number
    return found


def _add(into: dict[str, dict[str, int]], pairs: Mapping[str, Mapping[str, int]]) -> None:
    for one, beside in pairs.items():
        found = into.setdefault(one, {})
        for other, number in beside.items():
            found[other] = found.get(other, 0) + number


def _turned(pairs: Mapping[str, Mapping[str, int]], feeds: frozenset[str], others: frozenset[str]) -> Iterator[Paired]:
    """Those that are asked for, as `summing.pairs` tells them."""
    for one, beside in pairs.items():
        for other, number in beside.items():
            if one in feeds and other in others:
                yield (one, other), number
            elif other in feeds and one in others and one not in feeds:
                yield (other, one), number


def _packed(counts: Counts) -> str:
    """Short, since there are thousands: feeds below what they share."""
    told = {"tallies": [[*key, articles] for key, articles in counts.tallies], "pairs": counts.pairs}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def _unpacked(text: str) -> Counts:
    told = json.loads(text)
    return Counts(
        tallies=tuple(((month, site, language), articles) for month, site, language, articles in told["tallies"]),
        pairs=told["pairs"],
    )


def _many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Once for all rows; SQLAlchemy takes an empty list for one row without values."""
    if rows:
        connection.execute(statement, rows)

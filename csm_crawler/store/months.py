"""The months of feeds: what their archives are made of, and which of it changed since it was written."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Text, Update, and_, bindparam, case, delete, func, insert, not_, select, update
from sqlalchemy.sql import ColumnElement

from csm_crawler.store.current import FAR, Current, Window, current
from csm_crawler.store.queries import CHUNK, rows_in
from csm_crawler.store.schema import feed, feed_article, feed_month

Changes = Mapping[tuple[str, str], tuple[int, datetime | None]]
"""Feed and month → by how many articles it grew, and the time of the first that is another than it was written."""
_SAME = and_(feed_month.c.feed == bindparam("of_feed"), feed_month.c.month == bindparam("of_month"))
_OF_BOTH = select(feed_month.c.feed, feed_month.c.month).where(
    feed_month.c.feed.in_(bindparam("names", expanding=True)),
    feed_month.c.month.in_(bindparam("months", expanding=True)),
)
Noted = tuple[str, int, int, datetime | None]
"""What is noted of a month of a feed: the month, its articles, its parts and from where on it is stale."""
_NOTED = [feed_month.c.month, feed_month.c.articles, feed_month.c.parts, feed_month.c.stale_from]
_NOTHING = and_(feed_month.c.articles == 0, feed_month.c.parts == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The articles of one feed that are dated in one month, without those that its own file alone holds today."""

    feed: str
    month: str
    """Of UTC: "2026-07"."""
    articles: int
    """0 for one that has none, or lost them all since it was written."""
    parts: int
    """In how many documents it was last written; 0 for one that never was."""
    stale_from: datetime | None
    """The time of the first article that is not as it was written; None where all are."""
    until: datetime = FAR
    """What was listed since is not among its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a feed holds, and what of it its files do."""

    articles: int
    shown: tuple[int, ...]
    """Ids of those that its own file holds, what came last first; of what came at once, in no order."""
    until: datetime
    """What was listed before belongs in its archive."""
    months: tuple[Month, ...]
    """The oldest first."""
    before: Month | None = None
    """The last of those that are left out: older ones, all as they were written."""


def month_of(moment: datetime) -> str:
    """The month of UTC that a moment is in."""
    moment = moment.astimezone(UTC)
    return f"{moment.year:04}-{moment.month:02}"


def start_of(month: str) -> datetime:
    """Its first moment."""
    year, number = map(int, month.split("-"))
    return datetime(year, number, 1, tzinfo=UTC)


def next_month(month: str) -> str:
    """The one after it."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def shelves(
    connection: Connection, names: Sequence[str], window: Window, whole: Collection[str] = ()
) -> dict[str, Shelf]:
    """How each of these feeds stands, and its archive; of the `whole` ones with the months, too, that are left out
    elsewhere: an archive has a hundred, and news changes the last."""
    columns = [feed.c.name, feed.c.articles, feed.c.archived_until]
    known = {row.name: row for row in rows_in(connection, columns, feed.c.name, names)}
    months: dict[str, list[Noted]] = {name: [] for name in names}
    rows: Iterator[Any] = rows_in(connection, [feed_month.c.feed, *_NOTED], feed_month.c.feed, names)
    for name, month, articles, parts, stale_from in rows:
        months[name].append((month, articles, parts, stale_from))
    found = {}
    for name, row in known.items():
        now = current(connection, name, window)
        has_all = name in whole or row.articles <= len(now.ids)
        before, others = _months(connection, name, months[name], now, row.archived_until, has_all=has_all)
        found[name] = Shelf(articles=row.articles, shown=now.ids, until=now.until, months=others, before=before)
    return found


def _months(
    connection: Connection,
    name: str,
    noted: list[Noted],
    now: Current,
    written_until: datetime | None,
    *,
    has_all: bool,
) -> tuple[Month | None, tuple[Month, ...]]:
    """The months of a feed as they are to be written now, and the last one that is left out before them."""
    apart = Counter(month_of(at) for at in now.fresh)
    came: dict[str, datetime] = {}
    if noted and written_until not in (None, now.until):
        for at in _listed_between(connection, name, written_until, now.until):
            came[month_of(at)] = min(at, came.get(month_of(at), at))
    touched = apart.keys() | came.keys()
    noted.sort()
    changed = (
        place
        for place, (month, _, parts, stale_from) in enumerate(noted)
        if not parts or stale_from is not None or month in touched
    )
    start = 0 if has_all else next(changed, len(noted))
    made = tuple(_month(name, one, apart, came, now.until) for one in noted[max(start - 1, 0) :])
    return (made[0], made[1:]) if start else (None, made)


def _month(name: str, noted: Noted, apart: Mapping[str, int], came: Mapping[str, datetime], until: datetime) -> Month:
    month, articles, parts, stale_from = noted
    times = [at for at in (stale_from, came.get(month)) if at is not None]
    return Month(
        feed=name,
        month=month,
        articles=articles - apart.get(month, 0),
        parts=parts,
        stale_from=min(times, default=None),
        until=until,
    )


def _listed_between(connection: Connection, name: str, one: datetime, other: datetime) -> list[datetime]:
    """The times of a feed's articles that its archive gains, or loses, as another moment divides it from the file."""
    place, (first, last) = feed_article.c, sorted((one, other))
    asked = select(place.sort_at).where(place.feed == name, place.listed_at >= first, place.listed_at < last)
    return list(connection.execute(asked).scalars())


def ids_of(connection: Connection, month: Month, *, start: int, limit: int) -> list[int]:
    """Ids of so many articles of a feed's month, the oldest first, behind the first `start`."""
    place = feed_article.c
    asked = select(place.article_id).where(_within(month)).order_by(place.sort_at, place.url.desc())
    return list(connection.execute(asked.offset(start).limit(limit)).scalars())


def unchanged(connection: Connection, month: Month) -> int:
    """How many articles of a month stand before the first that changed; all where none did."""
    if month.stale_from is None:
        return month.articles
    older = feed_article.c.sort_at < month.stale_from
    asked = select(func.count()).select_from(feed_article).where(_within(month), older)
    return connection.execute(asked).scalar_one()


def change(connection: Connection, changes: Changes) -> None:
    """Note that these months of feeds are others now."""
    known = _known(connection, changes)
    rows = [
        {"of_feed": name, "of_month": month, "gain": gain, "first": first}
        for (name, month), (gain, first) in changes.items()
        if (name, month) in known
    ]
    new = [
        {"feed": name, "month": month, "articles": gain, "parts": 0, "stale_from": first}
        for (name, month), (gain, first) in changes.items()
        if (name, month) not in known
    ]
    _many(connection, _grown(), rows)
    _many(connection, insert(feed_month), new)


@cache  # put together once, not for every page
def _grown() -> Update:
    """A month holds more articles, or fewer, and is stale from an earlier time on, or is not."""
    stale_from = feed_month.c.stale_from
    first = bindparam("first", type_=stale_from.type)
    earlier = case(
        (stale_from.is_(None), first), (first.is_(None), stale_from), (stale_from > first, first), else_=stale_from
    )
    grown = update(feed_month).where(_SAME)
    return grown.values(articles=feed_month.c.articles + bindparam("gain"), stale_from=earlier)


def _known(connection: Connection, changes: Changes) -> set[tuple[str, str]]:
    """Which of these feeds and months are noted. Others of the feeds are not read: a feed has a hundred of them."""
    names, numbers = (sorted({key[place] for key in changes}) for place in (0, 1))
    known: set[tuple[str, str]] = set()
    for start in range(0, len(names), CHUNK):
        values = {"names": names[start : start + CHUNK], "months": numbers}
        known.update((row.feed, row.month) for row in connection.execute(_OF_BOTH, values))
    return known


def count_anew(connection: Connection, name: str) -> None:
    """Note of a feed that was filled anew what its months hold, and that all of them changed."""
    known = connection.execute(select(feed_month.c.month).where(feed_month.c.feed == name)).scalars().all()
    emptied = update(feed_month).where(_SAME).values(articles=0, stale_from=bindparam("first"))
    _many(connection, emptied, [{"of_feed": name, "of_month": one, "first": start_of(one)} for one in known])
    change(connection, {(name, one): (number, start_of(one)) for one, number in held(connection, name).items()})
    connection.execute(delete(feed_month).where(feed_month.c.feed == name, _NOTHING))


def counted(connection: Connection, name: str) -> dict[str, int]:
    """By month: how many articles it is noted that a feed holds of it."""
    asked = select(feed_month.c.month, feed_month.c.articles).where(feed_month.c.feed == name)
    return {row.month: row.articles for row in connection.execute(asked) if row.articles}


def held(connection: Connection, name: str) -> dict[str, int]:
    """By month: how many articles a feed holds of it, counted."""
    month = _month_column(connection)
    asked = select(month.label("month"), func.count().label("articles")).where(feed_article.c.feed == name)
    return {row.month: row.articles for row in connection.execute(asked.group_by(month))}


def mark(connection: Connection, months: Sequence[Month], until: Mapping[str, datetime | None]) -> None:
    """Note in how many documents these months are written now, from where on they are stale, and what was listed before
    stands in the archive of each of these feeds."""
    written = update(feed_month).where(_SAME)
    written = written.values(parts=bindparam("now"), stale_from=bindparam("from_now"))
    same = [{"of_feed": one.feed, "of_month": one.month} for one in months]
    rows = [{**key, "now": one.parts, "from_now": one.stale_from} for key, one in zip(same, months, strict=True)]
    _many(connection, written, rows)
    _many(connection, delete(feed_month).where(_SAME, _NOTHING), same)
    divided = update(feed).where(feed.c.name == bindparam("of_feed")).values(archived_until=bindparam("moment"))
    _many(connection, divided, [{"of_feed": name, "moment": moment} for name, moment in until.items()])


def _within(month: Month) -> ColumnElement[bool]:
    start, end = start_of(month.month), start_of(next_month(month.month))
    place = feed_article.c
    is_apart = and_(place.listed_at.is_not(None), place.listed_at >= month.until)
    return and_(place.feed == month.feed, place.sort_at >= start, place.sort_at < end, not_(is_apart))


def _month_column(connection: Connection) -> ColumnElement[str]:
    """The month of a place in a feed; SQLite keeps times as text, in UTC."""
    if connection.dialect.name == "sqlite":
        return func.substr(feed_article.c.sort_at, 1, 7, type_=Text())
    return func.to_char(func.timezone("UTC", feed_article.c.sort_at), "YYYY-MM", type_=Text())


def _many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Once for all rows; SQLAlchemy takes an empty list for one row without values."""
    if rows:
        connection.execute(statement, rows)

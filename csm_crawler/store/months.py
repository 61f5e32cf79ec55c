"""The months of feeds: what their archives are made of, and which of it changed since it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Text, and_, bindparam, case, delete, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import feed_article, feed_month

Changes = Mapping[tuple[str, str], tuple[int, datetime]]
"""Feed and month → by how many articles it grew, and the time of the first that is another."""
_SAME = and_(feed_month.c.feed == bindparam("of_feed"), feed_month.c.month == bindparam("of_month"))
_NOTHING = and_(feed_month.c.articles == 0, feed_month.c.parts == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The articles of one feed that are dated in one month."""

    feed: str
    month: str
    """Of UTC: "2026-07"."""
    articles: int
    """0 for one that lost them all since it was written."""
    parts: int
    """In how many documents it was last written; 0 for one that never was."""
    stale_from: datetime | None
    """The time of its first article that changed since; None where it is up to date."""


def month_of(moment: datetime) -> str:
    """The month of UTC that a moment is in."""
    moment = moment.astimezone(UTC)
    return f"{moment.year:04}-{moment.month:02}"


def start_of(month: str) -> datetime:
    """Its first moment."""
    year, number = map(int, month.split("-"))
    return datetime(year, number, 1, tzinfo=UTC)


def months_of(connection: Connection, names: Sequence[str]) -> dict[str, list[Month]]:
    """The months of each of these feeds, the oldest first."""
    found: dict[str, list[Month]] = {name: [] for name in names}
    for row in rows_in(connection, list(feed_month.c), feed_month.c.feed, names):
        found[row.feed].append(Month(**row._mapping))
    return {name: sorted(months, key=lambda one: one.month) for name, months in found.items()}


def ids_of(connection: Connection, name: str, month: str, *, start: int, limit: int) -> list[int]:
    """Ids of so many articles of a feed's month, the oldest first, behind the first `start`."""
    place = feed_article.c
    asked = select(place.article_id).where(_within(name, month)).order_by(place.sort_at, place.url.desc())
    return list(connection.execute(asked.offset(start).limit(limit)).scalars())


def unchanged(connection: Connection, one: Month) -> int:
    """How many articles of a month stand before the first that changed; all where none did."""
    if one.stale_from is None:
        return one.articles
    older = feed_article.c.sort_at < one.stale_from
    asked = select(func.count()).select_from(feed_article).where(_within(one.feed, one.month), older)
    return connection.execute(asked).scalar_one()


def change(connection: Connection, changes: Changes) -> None:
    """Note that these months of feeds are others now."""
    names = sorted({name for name, _month in changes})
    columns = [feed_month.c.feed, feed_month.c.month]
    known = {(row.feed, row.month) for row in rows_in(connection, columns, feed_month.c.feed, names)}
    stale_from = feed_month.c.stale_from
    first = bindparam("first", type_=stale_from.type)
    earlier = case((stale_from.is_(None), first), (stale_from > first, first), else_=stale_from)
    grown = update(feed_month).where(_SAME)
    grown = grown.values(articles=feed_month.c.articles + bindparam("gain"), stale_from=earlier)
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
    _many(connection, grown, rows)
    _many(connection, insert(feed_month), new)


def count_anew(connection: Connection, name: str) -> None:
    """Note of a feed that was filled anew what its months hold, and that all of them changed."""
    known = months_of(connection, [name])[name]
    emptied = update(feed_month).where(_SAME).values(articles=0, stale_from=bindparam("first"))
    rows = [{"of_feed": name, "of_month": one.month, "first": start_of(one.month)} for one in known]
    _many(connection, emptied, rows)
    change(connection, {(name, one): (number, start_of(one)) for one, number in held(connection, name).items()})
    connection.execute(delete(feed_month).where(feed_month.c.feed == name, _NOTHING))


def held(connection: Connection, name: str) -> dict[str, int]:
    """By month: how many articles a feed holds of it, counted."""
    month = _month_column(connection)
    asked = select(month.label("month"), func.count().label("articles")).where(feed_article.c.feed == name)
    return {row.month: row.articles for row in connection.execute(asked.group_by(month))}


def mark(connection: Connection, months: Sequence[Month]) -> None:
    """Note in how many documents these months are written now, and from where on they are stale."""
    written = update(feed_month).where(_SAME)
    written = written.values(parts=bindparam("now"), stale_from=bindparam("from_now"))
    same = [{"of_feed": one.feed, "of_month": one.month} for one in months]
    rows = [{**key, "now": one.parts, "from_now": one.stale_from} for key, one in zip(same, months, strict=True)]
    _many(connection, written, rows)
    _many(connection, delete(feed_month).where(_SAME, _NOTHING), same)


def _within(name: str, month: str) -> ColumnElement[bool]:
    year, number = map(int, month.split("-"))
    start, end = start_of(month), start_of(f"{year + number // 12}-{number % 12 + 1}")
    place = feed_article.c
    return and_(place.feed == name, place.sort_at >= start, place.sort_at < end)


def _month_column(connection: Connection) -> ColumnElement[str]:
    """The month of a place in a feed; SQLite keeps times as text, in UTC."""
    if connection.dialect.name == "sqlite":
        return func.substr(feed_article.c.sort_at, 1, 7, type_=Text())
    return func.to_char(func.timezone("UTC", feed_article.c.sort_at), "YYYY-MM", type_=Text())


def _many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Once for all rows; SQLAlchemy takes an empty list for one row without values."""
    if rows:
        connection.execute(statement, rows)

"""What a feed's own file holds: what came to it last."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, and_, bindparam, func, select, type_coerce
from sqlalchemy.types import NullType

from csm_crawler.store.schema import feed_article

NEWS = timedelta(days=7)
"""What is not older than that is shown to whoever polls once in so long a time."""
LONG_AGO, FAR = datetime(1, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Nothing is listed earlier, or later."""
_PLACE = feed_article.c
_NEWEST = select(func.max(_PLACE.listed_at)).where(_PLACE.feed == bindparam("name"))
_SINCE = and_(_PLACE.feed == bindparam("name"), _PLACE.listed_at >= bindparam("since"))
# On SQLite an index has these, and no row of the table is looked up for them; the moment is only compared.
_LISTED = (
    select(_PLACE.article_id, type_coerce(_PLACE.listed_at, NullType()))
    .where(_SINCE)
    .order_by(_PLACE.listed_at.desc())
    .limit(bindparam("most"))
)
_IN_ORDER = (
    select(_PLACE.article_id)
    .where(_SINCE)
    .order_by(_PLACE.listed_at.desc(), _PLACE.sort_at.desc(), _PLACE.url)
    .limit(bindparam("most"))
)
_FRESH = select(_PLACE.sort_at).where(_SINCE).limit(bindparam("most"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How many articles, and how long."""

    least: int = 50
    """So many of the newest in any case."""
    span: timedelta = NEWS
    """And all that came in so long a time before the newest."""
    most: int = 500
    """But never more than these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What the file of a feed holds."""

    ids: tuple[int, ...] = ()
    until: datetime = FAR
    """What was listed before belongs in the archive: the first moment of the day (UTC) that the newest was listed on,
    as long as the file holds all that came since; else everything."""
    fresh: tuple[datetime, ...] = ()
    """The times at which stands what was listed since."""


def current(connection: Connection, name: str, window: Window) -> Current:
    """What the file of a feed holds: what was listed last, of one run that not all of fits in, the latest dated.

    What a backfill brought is not in it, unless it was news.
    """
    newest = connection.execute(_NEWEST, {"name": name}).scalar()
    if newest is None:
        return Current()
    ids = _since(connection, name, newest - window.span, window.most)
    most = window.most
    if len(ids) < window.least:
        ids, most = _in_order(connection, name, LONG_AGO, window.least), window.least
    day = datetime.combine(newest.date(), time(), UTC)
    fresh = connection.execute(_FRESH, {"name": name, "since": day, "most": most}).scalars().all()
    return Current(ids=ids) if len(fresh) == most else Current(ids=ids, until=day, fresh=tuple(fresh))


def _since(connection: Connection, name: str, since: datetime, most: int) -> tuple[int, ...]:
    """What was listed since, but for the oldest of more than so many."""
    rows = connection.execute(_LISTED, {"name": name, "since": since, "most": most + 1}).all()
    if len(rows) > most and rows[most - 1][1] == rows[most][1]:  # they were listed at once: some are in it, some not
        return _in_order(connection, name, since, most)
    return tuple(id_ for id_, _at in rows[:most])


def _in_order(connection: Connection, name: str, since: datetime, most: int) -> tuple[int, ...]:
    return tuple(connection.execute(_IN_ORDER, {"name": name, "since": since, "most": most}).scalars())

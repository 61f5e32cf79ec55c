"""What a feed's own file holds: what came to it last."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, bindparam, case, func, select

from csm_crawler.store.schema import feed_article

NEWS = timedelta(days=7)
"""What is not older than that is shown to whoever polls once in so long a time."""
LONG_AGO, FAR = datetime(1, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Nothing is listed earlier, or later."""
_PLACE = feed_article.c
_NEWEST = select(func.max(_PLACE.listed_at)).where(_PLACE.feed == bindparam("name"))
# Hardly any of them was listed since, and no more of the others is asked for than their ids.
_FRESH = case((_PLACE.listed_at >= bindparam("day", type_=_PLACE.listed_at.type), _PLACE.sort_at), else_=None)
_LISTED = (
    select(_PLACE.article_id, _FRESH.label("fresh"))
    .where(_PLACE.feed == bindparam("name"), _PLACE.listed_at >= bindparam("since"))
    .order_by(_PLACE.listed_at.desc(), _PLACE.sort_at.desc(), _PLACE.url)
    .limit(bindparam("most"))
)


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
    """What the file of a feed holds: by when it was listed, of one run the latest dated first.

    What a backfill brought is not in it, unless it was news.
    """
    newest = connection.execute(_NEWEST, {"name": name}).scalar()
    if newest is None:
        return Current()
    day = datetime.combine(newest.date(), time(), UTC)
    asked = {"name": name, "day": day, "since": newest - window.span, "most": window.most}
    rows = connection.execute(_LISTED, asked).all()
    if len(rows) < window.least:
        asked |= {"since": LONG_AGO, "most": window.least}
        rows = connection.execute(_LISTED, asked).all()
    ids = tuple(id_ for id_, _ in rows)
    fresh = tuple(at for _, at in rows if at is not None)
    return Current(ids=ids) if len(fresh) == asked["most"] else Current(ids=ids, until=day, fresh=fresh)

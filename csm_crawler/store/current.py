"""What a feed's own file holds: what came to it last."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from csm_crawler.store.schema import feed_article

NEWS = timedelta(days=7)
"""What is not older than that is shown to whoever polls once in so long a time."""
FAR = datetime(9000, 1, 1, tzinfo=UTC)
"""Nothing is listed later."""


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
    place = feed_article.c
    newest = connection.execute(select(func.max(place.listed_at)).where(place.feed == name)).scalar()
    if newest is None:
        return Current()
    asked = select(place.article_id, place.listed_at, place.sort_at).where(place.feed == name)
    asked = asked.order_by(place.listed_at.desc(), place.sort_at.desc(), place.url)
    limit, conditions = window.most, [place.listed_at >= newest - window.span]
    rows = connection.execute(asked.where(*conditions).limit(limit)).all()
    if len(rows) < window.least:
        limit, conditions = window.least, [place.listed_at.is_not(None)]
        rows = connection.execute(asked.where(*conditions).limit(limit)).all()
    ids, day = tuple(row.article_id for row in rows), datetime.combine(newest.date(), time(), UTC)
    fresh = tuple(row.sort_at for row in rows if row.listed_at >= day)
    return Current(ids=ids) if len(fresh) == limit else Current(ids=ids, until=day, fresh=fresh)

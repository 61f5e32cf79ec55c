"""What a feed's own file holds: what was given to it last."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select

from csm_crawler.store.schema import feed_article

NEWS = timedelta(days=7)
"""What is not older than that is shown to whoever polls once in so long a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How many articles, and how long."""

    least: int = 50
    """So many of the newest in any case."""
    span: timedelta = NEWS
    """And all that came in so long a time before the newest."""
    most: int = 500
    """But never more than these."""


def current(connection: Connection, name: str, window: Window) -> list[int]:
    """Ids of the articles in the file of a feed: by when they were listed, of one run the latest dated first.

    What a backfill brought is not among them, unless it was news.
    """
    place = feed_article.c
    asked = select(place.article_id, place.listed_at).where(place.feed == name, place.listed_at.is_not(None))
    asked = asked.order_by(place.listed_at.desc(), place.sort_at.desc(), place.url).limit(window.most)
    rows = connection.execute(asked).all()
    since = rows[0].listed_at - window.span if rows else None
    return [row.article_id for number, row in enumerate(rows) if number < window.least or row.listed_at >= since]

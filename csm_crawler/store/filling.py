"""A feed filled anew from the archive."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, literal, select, update

from csm_crawler.store.months import count_anew
from csm_crawler.store.queries import CHUNK
from csm_crawler.store.schema import article, feed, feed_article


def refill(connection: Connection, name: str, guids: Sequence[str]) -> None:
    """Have the feed hold these articles and no others; it is opened where there is an article for it."""
    is_open = connection.execute(select(feed.c.name).where(feed.c.name == name)).scalar() is not None
    if not is_open and not guids:
        return
    if not is_open:
        connection.execute(insert(feed).values(name=name, stale=True, articles=0))
    connection.execute(feed_article.delete().where(feed_article.c.feed == name))
    for start in range(0, len(guids), CHUNK):
        wanted = article.c.guid.in_(guids[start : start + CHUNK])
        copied = [article.c.sort_at, article.c.url, article.c.listed_at]
        rows = select(article.c.id, literal(name), *copied).where(wanted)
        names = ["article_id", "feed", *(column.name for column in copied)]
        connection.execute(insert(feed_article).from_select(names, rows))
    count = select(func.count()).select_from(feed_article).where(feed_article.c.feed == name).scalar_subquery()
    connection.execute(update(feed).where(feed.c.name == name).values(stale=True, articles=count))
    count_anew(connection, name)

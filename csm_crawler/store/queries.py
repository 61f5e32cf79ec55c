"""The questions that the store asks of its tables."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, FromClause, Row, Select, bindparam, false, or_, select, true

from csm_crawler.store.rows import ARTICLE_FIELDS
from csm_crawler.store.schema import article, feed_article

ARTICLE_COLUMNS = [article.c[name] for name in ARTICLE_FIELDS]

# SQLite before 3.32 took 999 parameters in a statement; more in one brings nothing.
CHUNK = 500


def by_time() -> Select[Any]:
    """All articles, latest first, by URL where the time is the same: no order of crawling shows in it."""
    return select(*ARTICLE_COLUMNS).order_by(article.c.sort_at.desc(), article.c.url)


def in_feed(name: str) -> Select[Any]:
    """The articles of one feed in that order, which is the order of an index: the first fifty are read, no more."""
    place = feed_article.c
    joined = feed_article.join(article, article.c.id == place.article_id)
    return (
        select(*ARTICLE_COLUMNS).select_from(joined).where(place.feed == name).order_by(place.sort_at.desc(), place.url)
    )


def newest_ids(name: str, limit: int) -> Select[Any]:
    """The ids of the first so many of these, from the index alone."""
    place = feed_article.c
    asked = select(place.article_id).where(place.feed == name)
    return asked.order_by(place.sort_at.desc(), place.url).limit(limit)


def chosen(
    feeds: Sequence[str],
    *,
    site: str | None,
    language: str | None,
    since: datetime | None,
    until: datetime | None,
    off_topic: bool,
    found: Select[Any] | None = None,
) -> Select[Any]:
    """The articles that fit all of this, for `matching.newest`; see `ArticleStore.articles`.

    `found`: those that have the words, where any are asked for.
    """
    if found is None:
        found = in_feed(feeds[0]) if feeds else by_time()
        feeds = feeds[1:]
    wanted = found
    for name in feeds:
        place = feed_article.alias()
        also = select(place.c.feed).where(place.c.article_id == article.c.id, place.c.feed == name)
        wanted = wanted.where(also.exists())
    conditions = [article.c.off_topic == (true() if off_topic else false())]
    if site is not None:
        conditions.append(article.c.site == site)
    if language is not None:
        finer = article.c.language.startswith(f"{language}-", autoescape=True)
        conditions.append(or_(article.c.language == language, finer))
    if since is not None:
        conditions.append(article.c.sort_at >= since)
    if until is not None:
        conditions.append(article.c.sort_at < until)
    return wanted.where(*conditions)


def rows_in(
    connection: Connection,
    columns: Sequence[Column[Any]],
    key: Column[Any],
    values: Sequence[Any],
    *,
    source: FromClause | None = None,
) -> Iterator[Row[Any]]:
    """The rows of the source (the columns' own table) whose key is one of the values, some hundred values a query."""
    if values:
        wanted = _wanted(tuple(columns), key, source)
        for start in range(0, len(values), CHUNK):
            yield from connection.execute(wanted, {"values": values[start : start + CHUNK]}).all()


@lru_cache(maxsize=128)  # a page asks a dozen of these, and to put one together takes as long as to answer it
def _wanted(columns: tuple[Column[Any], ...], key: Column[Any], source: FromClause | None) -> Select[Any]:
    wanted = select(*columns).where(key.in_(bindparam("values", expanding=True)))
    return wanted if source is None else wanted.select_from(source)

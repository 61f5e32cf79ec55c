"""The sums that the database makes of places in feeds, of one part of the articles at a time.

An article stands at its date or, without one, at its first sight. What is dated by a month alone stands at its first
sight too, but counts in its month: it is asked for apart, so that either question reads a range of an index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Text, and_, case, func, literal, or_, select

from csm_crawler.items import EARLIEST
from csm_crawler.store.schema import MONTH, article, feed_article

_IS_DATED = article.c.published >= datetime(EARLIEST, 1, 1, tzinfo=UTC)
"""False of None, too. What is dated before is not understood, see `items.is_dated`."""
_BY_MONTH = article.c.published_precision == MONTH
HAS_DAY = and_(_IS_DATED, article.c.published_precision != MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of the articles."""

    when: ColumnElement[datetime]
    """What tells their month."""
    among: ColumnElement[bool]
    named: ColumnElement[str]
    """A place's feed, as it is looked for."""


def placed(since: datetime, until: datetime) -> Part:
    """Those that stand from `since` to before `until`, but for those that are dated by a month alone."""
    place, published = feed_article.c, article.c.published
    others = or_(published.is_(None), article.c.published_precision != MONTH, ~_IS_DATED)
    return Part(when=place.sort_at, among=and_(place.sort_at >= since, place.sort_at < until, others), named=place.feed)


def by_month(since: datetime, until: datetime) -> Part:
    """Those that are dated by a month alone, in that time: an index has just them."""
    published = article.c.published
    among = and_(_BY_MONTH, _IS_DATED, published >= since, published < until)
    return Part(when=published, among=among, named=_looked_up_last())


def tallies(connection: Connection, feeds: Sequence[str], part: Part) -> Select[Any]:
    """How many of these feeds by feed, month, site and language; no month where they are not dated."""
    place = feed_article.c
    month = case((_IS_DATED, _month(connection, part.when)), else_="").label("month")
    language = func.coalesce(article.c.language, "").label("language")
    columns = (place.feed, month, article.c.site, language)
    asked = select(*columns, func.count().label("articles")).select_from(feed_article.join(article))
    return asked.where(part.named.in_(feeds), part.among).group_by(*columns)


def pairs(feeds: Sequence[str], others: Sequence[str], part: Part) -> Select[Any]:
    """How many dated ones stand in one of `feeds` and in one of `others`, each pair once: of two that are both among
    `feeds`, from the one that is first by alphabet."""
    place, beside = feed_article.c, feed_article.alias()
    columns = (place.feed, beside.c.feed.label("other"))
    joined = feed_article.join(article).join(beside, beside.c.article_id == place.article_id)
    # Not the bare column: both databases would look up each name in the index, a hundred times for every article.
    name = beside.c.feed + literal("")
    once = and_(name.in_(others), name != place.feed, or_(name.not_in(feeds), name > place.feed))
    asked = select(*columns, func.count().label("articles")).select_from(joined)
    return asked.where(part.named.in_(feeds), part.among, _IS_DATED, once).group_by(*columns)


def _looked_up_last() -> ColumnElement[str]:
    return feed_article.c.feed + literal("")


def _month(connection: Connection, when: ColumnElement[datetime]) -> ColumnElement[str]:
    """Year and month of UTC; SQLite keeps times as text, in UTC."""
    if connection.dialect.name == "sqlite":
        return func.substr(when.cast(Text), 1, 7, type_=String())
    return func.to_char(func.timezone("UTC", when), "YYYY-MM", type_=String())

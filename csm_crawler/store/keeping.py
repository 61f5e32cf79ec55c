"""What is kept, read again in the order in which it came: for rules that are better than those of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from csm_crawler.items import Article, Card
from csm_crawler.store.adding import Change, write_changes
from csm_crawler.store.queries import ARTICLE_COLUMNS, rows_in
from csm_crawler.store.rows import CARD_FIELDS, article_of, article_row
from csm_crawler.store.schema import article, card, feed_article

_NEAR = 250
"""Cards of one page were written together: so many rows around one of them hold all its neighbors."""
_ARTICLES = select(article.c.id, *ARTICLE_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article with all that is kept of it."""

    id: int
    """Of its row; grows with each article that came."""
    article: Article
    cards: tuple[tuple[int, Card], ...]
    """With the ids of their rows, in the order in which they were said: the first that was read first, and words that a
    page came back to where it did."""
    feeds: frozenset[str]


def kept_after(connection: Connection, id_: int, limit: int) -> list[Kept]:
    """The next articles by id, each with its cards and feeds; an empty list at the end."""
    return _kept(connection, _ARTICLES.where(article.c.id > id_).order_by(article.c.id).limit(limit))


def kept(connection: Connection, guid: str) -> Kept | None:
    """An article with its cards and feeds; None where there is none with this id."""
    return next(iter(_kept(connection, _ARTICLES.where(article.c.guid == guid))), None)


def _kept(connection: Connection, query: Select[Any]) -> list[Kept]:
    rows = {row.id: row for row in connection.execute(query)}
    cards: dict[int, list[tuple[datetime, int, Card]]] = {one: [] for one in rows}
    for row in rows_in(connection, list(card.c), card.c.article_id, list(rows)):
        cards[row.article_id].append((row.said_at, row.id, _card(row._mapping)))
    feeds: dict[int, set[str]] = {one: set() for one in rows}
    columns = [feed_article.c.article_id, feed_article.c.feed]
    for row in rows_in(connection, columns, feed_article.c.article_id, list(rows)):
        feeds[row.article_id].add(row.feed)
    return [
        Kept(
            id=one,
            article=article_of(row._mapping),
            cards=tuple((id_, said) for _at, id_, said in sorted(cards[one], key=lambda each: each[:2])),
            feeds=frozenset(feeds[one]),
        )
        for one, row in rows.items()
    ]


def neighbors(connection: Connection, id_: int, one: Card) -> list[Card]:
    """The kept cards of the same page as it was then, this one among them, in the page's order."""
    same = and_(card.c.site == one.site, card.c.page_url == one.page_url, card.c.seen_at == one.seen_at)
    near = card.c.id.between(id_ - _NEAR, id_ + _NEAR)
    rows = connection.execute(select(card).where(near, same).order_by(card.c.position, card.c.id))
    return [_card(row._mapping) for row in rows]


def rewrite(connection: Connection, changes: Sequence[tuple[Kept, Article, frozenset[str]]]) -> frozenset[str]:
    """Put other readings of kept articles in their place and in their feeds; the feeds that became stale by it."""
    return write_changes(connection, [Change(kept.id, article_row(after), feeds) for kept, after, feeds in changes])


def _card(row: Any) -> Card:
    return Card(**{name: row[name] for name in CARD_FIELDS})

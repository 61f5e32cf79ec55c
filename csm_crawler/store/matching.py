"""A search as each database is asked it, and its articles in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, Text, cast, func, literal, select

from csm_crawler.store import fulltext
from csm_crawler.store.columns import TsQuery
from csm_crawler.store.rows import ARTICLE_FIELDS
from csm_crawler.store.schema import article, article_words

if TYPE_CHECKING:  # what only a search needs is not imported by every run
    from csm_crawler.normalize.searching import Choice, Phrase, Search

_COLUMNS = [article.c[name] for name in ARTICLE_FIELDS]
_ROWS_AT_ONCE = 500
_FEW = 2000
"""So many articles are sorted sooner than they are met on a walk through a million."""


def matching(
    connection: Connection, search: "Search", *, since: datetime | None, until: datetime | None, limit: int | None
) -> Select[Any]:
    """The articles with these words, for `newest`; `limit`: how many of them will be read."""
    if connection.dialect.name == "sqlite":
        return _on_sqlite(search, since, until)
    return _on_postgresql(connection, search, limit)


def _on_sqlite(search: "Search", since: datetime | None, until: datetime | None) -> Select[Any]:
    """By day, the last first; `since` and `until` bound the days."""
    says = article_words.c.words.op("MATCH", is_comparison=True)(literal(fts5(search), Text))
    source = article_words.join(article, article.c.id == fulltext.ARTICLE_ID)
    found = select(*_COLUMNS, article.c.sort_at, fulltext.DAY.label("day")).select_from(source)
    return found.where(says, *fulltext.within(since, until)).order_by(fulltext.NUMBER.desc())


def _on_postgresql(connection: Connection, search: "Search", limit: int | None) -> Select[Any]:
    """By the index of words where all are read or few have them; else by time, until there are enough.

    PostgreSQL counts the commonest words only and takes all others for so frequent that it would walk through a
    million articles to find three. So we say ourselves that a word is rare.
    """
    says = article_words.c.words.op("@@", is_comparison=True)(cast(literal(tsquery(search)), TsQuery))
    having = select(article_words.c.article_id).where(says)
    some = select(func.count()).select_from(having.limit(_FEW + 1).subquery())
    if limit is None or connection.execute(some).scalar_one() <= _FEW:
        ids = having.cte("having").prefix_with("MATERIALIZED")
        found = select(*_COLUMNS).select_from(ids.join(article, article.c.id == ids.c.article_id))
    else:
        found = select(*_COLUMNS).select_from(article_words.join(article)).where(says)
    return found.order_by(article.c.sort_at.desc(), article.c.url)


def newest(connection: Connection, wanted: Select[Any], limit: int | None) -> Iterator[Row[Any]]:
    """The first rows of a query for articles, or all; some hundred in memory at a time."""
    options = {"yield_per": min(limit or _ROWS_AT_ONCE, _ROWS_AT_ONCE)}
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")  # all is read, not a tenth as of most cursors
    if "day" in wanted.selected_columns:
        return islice(_by_time(connection.execute(wanted, execution_options=options)), limit)
    return iter(connection.execute(wanted.limit(limit), execution_options=options))


def _by_time(rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Rows that come by day, in the order within it: the latest first, by URL where the time is the same."""
    for _, day in groupby(rows, key=lambda row: row.day):
        yield from sorted(sorted(day, key=lambda row: row.url), key=lambda row: row.sort_at, reverse=True)


def fts5(search: "Search") -> str:
    """The search as FTS5 reads it (https://sqlite.org/fts5.html#full_text_query_syntax).

    Each word is within quotes and holds none, so nothing in it is syntax.
    """

    def phrase(one: "Phrase") -> str:
        return f'"{" ".join(one.words)}"' + " *" * one.is_open

    wanted = " AND ".join(_either(choice, phrase, "OR") for choice in search.wanted)
    unwanted = " OR ".join(_either(choice, phrase, "OR") for choice in search.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def tsquery(search: "Search") -> str:
    """The search as PostgreSQL reads a tsquery (https://www.postgresql.org/docs/current/datatype-textsearch.html)."""

    def phrase(one: "Phrase") -> str:
        return " <-> ".join(f"'{word}'" for word in one.words) + ":*" * one.is_open

    wanted = " & ".join(_either(choice, phrase, "|") for choice in search.wanted)
    unwanted = " | ".join(_either(choice, phrase, "|") for choice in search.unwanted)
    return f"{wanted} & !({unwanted})" if unwanted else wanted


def _either(choice: "Choice", phrase: "Callable[[Phrase], str]", operator: str) -> str:
    return f"({f' {operator} '.join(phrase(one) for one in choice)})"

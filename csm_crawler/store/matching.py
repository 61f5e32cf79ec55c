"""A search as each database is asked it, and its articles in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, Text, cast, literal, select

from csm_crawler.store import fulltext
from csm_crawler.store.columns import TsQuery
from csm_crawler.store.rows import ARTICLE_FIELDS
from csm_crawler.store.schema import article, article_words

if TYPE_CHECKING:  # what only a search needs is not imported by every run
    from csm_crawler.normalize.searching import Choice, Phrase, Search

_ROWS_AT_ONCE = 500


def matching(search: "Search", dialect: str, *, since: datetime | None, until: datetime | None) -> Select[Any]:
    """The articles with these words, for `newest`.

    On SQLite they come by day, which `since` and `until` bound; PostgreSQL decides itself where to begin.
    """
    columns = [article.c[name] for name in ARTICLE_FIELDS]
    words = article_words.c.words
    if dialect == "sqlite":
        source = article_words.join(article, article.c.id == fulltext.ARTICLE_ID)
        found = select(*columns, article.c.sort_at, fulltext.DAY.label("day")).select_from(source)
        says = words.op("MATCH", is_comparison=True)(literal(fts5(search), Text))
        return found.where(says, *fulltext.within(since, until)).order_by(fulltext.NUMBER.desc())
    says = words.op("@@", is_comparison=True)(cast(literal(tsquery(search)), TsQuery))
    found = select(*columns).select_from(article_words.join(article)).where(says)
    return found.order_by(article.c.sort_at.desc(), article.c.url)


def newest(connection: Connection, wanted: Select[Any], limit: int | None) -> Iterator[Row[Any]]:
    """The first rows of a query for articles, or all; some hundred in memory at a time."""
    options = {"yield_per": min(limit or _ROWS_AT_ONCE, _ROWS_AT_ONCE)}
    if connection.dialect.name == "postgresql":
        # Of a cursor it plans for the first tenth, and would walk through all articles to find a rare word.
        connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")
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

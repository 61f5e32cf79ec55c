"""Column types that read and write the same values on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.types import UserDefinedType


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: in any zone on its way in, in UTC on its way out, and refused without a zone.

    SQLite has no type of its own for it and keeps the digits (in UTC); PostgreSQL answers in the zone of its session.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; TypeError where its zone is not known."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise TypeError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """The same at once for the text of SQLite: publishing reads ten thousands of them."""
        return _moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> list[str] | None:
        """The list that JSON knows."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[str, ...] | None:
        """The tuple again."""
        return None if value is None else tuple(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], tuple[str, ...] | None] | None:
        """The same at once for the text of SQLite, in which hardly any list stands once."""
        return _words if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


@lru_cache(maxsize=2_000)
def _words(text: str | None) -> tuple[str, ...] | None:
    told = None if text is None else json.loads(text)
    return None if told is None else tuple(told)


ORDERED_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point everywhere, so that a feed holds the same order on both databases.

SQLite does so by itself; PostgreSQL would sort by the language of its cluster.
"""


class TsVector(UserDefinedType[str]):
    """PostgreSQL's words with their places, as it writes them: 'campaña':1,7 'wechat':2.

    SQLAlchemy's own type costs the import of a whole dialect.
    """

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Its name in the database."""
        return "TSVECTOR"


class TsQuery(UserDefinedType[str]):
    """PostgreSQL's question to them."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Its name in the database."""
        return "TSQUERY"

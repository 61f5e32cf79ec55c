"""SQLite's full-text table: how it is made, and how a row of it is numbered so that the newest come first.

FTS5 gives its rows by number, and reads no more of them than are asked for. A number made of day and id therefore
finds the newest fifty of a million articles with a word as fast as those of a thousand; sorting them would read all.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, event, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable

_IDS = 2**27
"""Numbers of one day: so many ids an article may have. Each bit more makes the index larger."""
_FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC).toordinal()

NUMBER: Any = literal_column("article_words.rowid")
ARTICLE_ID: Any = NUMBER.op("&")(_IDS - 1)
DAY: Any = NUMBER.op(">>")(_IDS.bit_length() - 1)

# Our words hold letters, digits and signs of other scripts only, with a space between: `ascii` leaves them as they are.
TABLE = "CREATE VIRTUAL TABLE article_words USING fts5(words, tokenize='ascii', columnsize=0)"
"""With the words themselves, which makes it larger by half a kilobyte an article; without, FTS5 must be told word for
word what it is to forget."""
SETTING = "INSERT INTO article_words (article_words, rank) VALUES ('automerge', 8)"
"""How many pieces of the index are joined at once: the usual 4 made ten articles cost half as much again in a million
articles as in a thousand."""
TRIGGER = f"""CREATE TRIGGER article_words_forget AFTER DELETE ON article BEGIN
DELETE FROM article_words
WHERE rowid = CAST(julianday(date(old.sort_at)) - 2440587.5 AS INTEGER) * {_IDS} + old.id;
END"""  # noqa: S608, nothing foreign is in it
"""In place of a foreign key, which such a table cannot have. A migration that copies `article` must make it again."""
ITS_OWN = frozenset(f"article_words{kind}" for kind in ("", "_data", "_idx", "_content", "_config"))
"""The tables of which it consists."""


def number(sort_at: datetime, article_id: int) -> int:
    """The row of an article's words: greater for a later day."""
    return (sort_at.astimezone(UTC).toordinal() - _FIRST_DAY) * _IDS + article_id


def within(since: datetime | None, until: datetime | None) -> list[Any]:
    """Conditions on the number that hold for all articles of the days from `since` to `until`."""
    first = [NUMBER.op(">=")(number(since, 0))] if since else []
    return [*first, NUMBER.op("<")(number(until, _IDS))] if until else first


def of_sqlite(table: Table) -> None:
    """Have SQLite make its own kind in place of the table."""
    table.info["sqlite"] = TABLE
    event.listen(table, "after_create", _complete)


def _complete(_table: Table, connection: Connection, **_options: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(SETTING)
        connection.exec_driver_sql(TRIGGER)


@compiles(CreateTable, "sqlite")
def _create(element: CreateTable, compiler: Any, **options: Any) -> str:
    return str(element.element.info.get("sqlite") or compiler.visit_create_table(element, **options))

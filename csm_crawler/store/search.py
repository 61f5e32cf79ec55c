"""The words of articles, written where they are looked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, text

from csm_crawler.store.fulltext import number
from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import article, article_words

_Row = Mapping[str, Any] | RowMapping
_COLUMNS = [article.c[name] for name in ("id", "title", "summary", "sort_at")]
_LOT = 1000
_BREAK = "¦"
"""Between two stretches, where no phrase goes on: a word that nobody can ask for."""

_INSERT: Mapping[str, Any] = {
    "sqlite": text("INSERT OR REPLACE INTO article_words (rowid, words) VALUES (:number, :words)"),
    "postgresql": article_words.insert(),
}
_DELETE: Mapping[str, Any] = {
    "sqlite": text("DELETE FROM article_words WHERE rowid = :number"),
    "postgresql": article_words.delete().where(article_words.c.article_id == bindparam("of")),
}


def index(connection: Connection, rows: Iterable[_Row]) -> None:
    """Have articles found that were not; `rows` hold their id, title, summary and sort_at."""
    made: list[dict[str, Any]]
    if connection.dialect.name == "sqlite":
        # In their order, because FTS5 writes a piece of its index to the file whenever a number is smaller.
        made = [{"number": _number(row), "words": _line(_stretches(row))} for row in sorted(rows, key=_number)]
    else:
        made = [{"article_id": row["id"], "words": _vector(_stretches(row))} for row in rows]
    if made:
        connection.execute(_INSERT[connection.dialect.name], made)


def reindex(connection: Connection, rows: Sequence[_Row]) -> None:
    """Have articles found by other words, as they will be; to be called before their rows are written over."""
    stored = {row.id: row._mapping for row in rows_in(connection, _COLUMNS, article.c.id, [row["id"] for row in rows])}
    changed = {row["id"]: row for row in rows if any(row[key.name] != stored[row["id"]][key.name] for key in _COLUMNS)}
    if changed:
        old = [{"of": id_, "number": _number(stored[id_])} for id_ in changed]
        connection.execute(_DELETE[connection.dialect.name], old)
        index(connection, changed.values())


def index_all(connection: Connection) -> None:
    """Have all articles found, in a store where none is yet; a thousand are in memory at a time."""
    wanted = select(*_COLUMNS).order_by(article.c.sort_at)
    rows = connection.execute(wanted, execution_options={"yield_per": _LOT})
    for lot in rows.mappings().partitions():
        index(connection, lot)


def _stretches(row: _Row) -> list[list[str]]:
    from csm_crawler.normalize.folding import stretches  # a run without a new article does without

    return stretches(row["title"], row["summary"])


def _number(row: _Row) -> int:
    return number(row["sort_at"], row["id"])


def _line(found: list[list[str]]) -> str:
    """For FTS5: the words with spaces between."""
    return f" {_BREAK} ".join(" ".join(words) for words in found)


def _vector(found: list[list[str]]) -> str:
    """For PostgreSQL: each word with its places. No word holds a quote or a backslash."""
    places: dict[str, list[str]] = {}
    place = 0
    for words in found:
        for word in words:
            place += 1
            places.setdefault(word, []).append(str(place))
        place += 1
    return " ".join(f"'{word}':{','.join(numbers)}" for word, numbers in places.items())

"""Entries of feeds as they were last rendered: of a feed's hundreds a run changes ten."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import entry

AT_MOST = 5_000
"""So many are kept, those of the newest articles: 20 MB or so, and most of what the feeds of a hundred sites show."""
_SAME = entry.c.article_id == bindparam("of")
_OLDEST = select(entry.c.article_id).order_by(entry.c.article_id.desc()).offset(AT_MOST - 1).limit(1).scalar_subquery()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An article as an entry of a feed, in each format."""

    made_of: str
    """A digest of all that its bytes come from."""
    rss: bytes
    atom: bytes
    json: bytes


def read(connection: Connection, ids: Collection[int]) -> dict[int, Rendered]:
    """By id of its article's row: what is kept of these."""
    rows: Iterator[Any] = rows_in(connection, list(entry.c), entry.c.article_id, sorted(ids))
    return {id_: Rendered(made_of=made_of, rss=rss, atom=atom, json=json) for id_, made_of, rss, atom, json in rows}


def keep(connection: Connection, rendered: Mapping[int, Rendered]) -> None:
    """Keep these in the place of what was kept of their articles, and let go of the oldest where they are too many."""
    if rendered:
        connection.execute(delete(entry).where(_SAME), [{"of": id_} for id_ in rendered])
        connection.execute(insert(entry), [*_rows(rendered)])
        connection.execute(delete(entry).where(entry.c.article_id < _OLDEST))


def _rows(rendered: Mapping[int, Rendered]) -> Iterable[dict[str, object]]:
    for id_, one in rendered.items():
        yield {"article_id": id_, "made_of": one.made_of, "rss": one.rss, "atom": one.atom, "json": one.json}

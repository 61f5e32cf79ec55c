"""Entries of feeds as they were last rendered: of a feed's hundreds a run changes ten."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import article, entry

AT_MOST = 10_000
"""So many are kept, those of the articles that were seen last: 25 MB or so, most of what the feeds of fifty sites
show."""
_SAME = entry.c.article_id == bindparam("of")
_NEWEST_FIRST = select(entry.c.article_id).order_by(entry.c.seen_at.desc(), entry.c.article_id.desc())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An article as an entry of a feed, in each format."""

    seen_at: datetime
    """When the article was first seen."""
    made_of: str
    """A digest of the article as it was then, and of whatever else the bytes come from."""
    rss: bytes
    atom: bytes
    json: bytes


def read(connection: Connection, ids: Collection[int]) -> dict[int, Rendered]:
    """By id of its article's row: what is kept of these."""
    rows: Iterator[Any] = rows_in(connection, list(entry.c), entry.c.article_id, sorted(ids))
    return {
        id_: Rendered(seen_at=seen_at, made_of=made_of, rss=rss, atom=atom, json=json)
        for id_, seen_at, made_of, rss, atom, json in rows
    }


def keep(connection: Connection, rendered: Mapping[int, Rendered], at_most: int = AT_MOST) -> None:
    """Keep these, by id of their articles' rows, in the place of what was kept of them, as far as their articles are
    still there; and of all no more than so many."""
    there = [id_ for (id_,) in rows_in(connection, [article.c.id], article.c.id, sorted(rendered))]
    if there:
        connection.execute(delete(entry).where(_SAME), [{"of": id_} for id_ in there])
        connection.execute(insert(entry), [{"article_id": id_, **asdict(rendered[id_])} for id_ in there])
        surplus = _NEWEST_FIRST.offset(at_most).scalar_subquery()
        connection.execute(delete(entry).where(entry.c.article_id.in_(surplus)))


def forget(connection: Connection) -> None:
    """Keep none."""
    connection.execute(delete(entry))

"""Bodies of pages, packed: of those that gave something new and of those that failed."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from csm_crawler.store.rows import storable
from csm_crawler.store.schema import snapshot

MAX_BYTES = 2 * 2**20
"""A longer body is not kept: a listing has some tens of kilobytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A page as it was fetched once."""

    site: str
    url: str
    """As that of its cards."""
    hash: str
    """SHA-256 of its bytes, 64 hex digits: what its cards name it by."""
    fetched_at: datetime
    """When it was fetched last, where it came more than once."""
    content_type: str = ""
    """The header's value."""
    size: int
    """Bytes of the body."""
    packed: bytes
    """The body, see `pack`."""
    problem: str = ""
    """Why the page failed; empty where it did not."""

    @property
    def body(self) -> bytes:
        """As it was fetched."""
        return zlib.decompress(self.packed)


def pack(body: bytes) -> bytes:
    """The body as it is kept."""
    return zlib.compress(body)


def keep(connection: Connection, snapshots: Iterable[Snapshot]) -> None:
    """Keep these pages; of one that is kept already, when it came again and what it failed of."""
    for one in snapshots:
        url, problem, kind = storable(one.url), storable(one.problem), storable(one.content_type)
        same = and_(snapshot.c.site == one.site, snapshot.c.url == url, snapshot.c.hash == one.hash)
        again = update(snapshot).where(same).values(fetched_at=one.fetched_at, problem=problem)
        if connection.execute(again).rowcount == 0:
            row = {"site": one.site, "url": url, "hash": one.hash, "fetched_at": one.fetched_at, "content_type": kind}
            row |= {"size": one.size, "body": one.packed, "problem": problem}
            connection.execute(insert(snapshot).values(row))


def read(connection: Connection, hash_: str, *, site: str = "") -> Snapshot | None:
    """The page with this hash, of that site where one is named; None where its body is not kept."""
    asked = select(snapshot).where(snapshot.c.hash == hash_, *([snapshot.c.site == site] if site else ()))
    row = connection.execute(asked.order_by(snapshot.c.fetched_at.desc()).limit(1)).first()
    if row is None:
        return None
    return Snapshot(
        site=row.site,
        url=row.url,
        hash=row.hash,
        fetched_at=row.fetched_at,
        content_type=row.content_type,
        size=row.size,
        packed=row.body,
        problem=row.problem,
    )


def span(connection: Connection) -> tuple[datetime, datetime] | None:
    """When the oldest and the newest body came, by the index alone; None where none is kept."""
    ends = (select(one(snapshot.c.fetched_at)).scalar_subquery() for one in (func.min, func.max))
    oldest, newest = connection.execute(select(*ends)).one()
    return None if oldest is None else (oldest, newest)

"""What is kept too long or takes too much room is removed, in lots: each is a transaction and leaves a whole store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, select, update

from csm_crawler.store import history
from csm_crawler.store.aliases import ID, LINK
from csm_crawler.store.database import Database
from csm_crawler.store.placing import Places
from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import alias, article, feed, feed_article, gone, revision, snapshot
from csm_crawler.store.sighting import Sighting
from csm_crawler.store.tokens import is_told_by_path

_LOT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Bodies of pages."""

    number: int = 0
    bytes: int = 0
    """As they are stored, compressed."""


def bodies(connection: Connection) -> Bodies:
    """All that are kept."""
    row = connection.execute(select(func.count(), func.coalesce(func.sum(func.length(snapshot.c.body)), 0))).one()
    return Bodies(number=row[0], bytes=int(row[1]))


def surplus_of_bodies(database: Database, *, before: datetime, at_most: int) -> Bodies:
    """What `clean_bodies` would remove."""
    with database.reading() as connection:
        left = bodies(connection).bytes
        rows = connection.execute(_oldest(), execution_options={"yield_per": _LOT})
        sizes = [row.stored for row in _surplus(rows, left, before, at_most)]
    return Bodies(number=len(sizes), bytes=sum(sizes))


def clean_bodies(database: Database, *, before: datetime, at_most: int) -> Bodies:
    """Remove the bodies that came before that time, and the oldest until the others hold so many bytes at most."""
    with database.reading() as connection:
        kept = bodies(connection).bytes
    number = removed = 0
    while True:
        with database.writing() as connection:
            rows = connection.execute(_oldest().limit(_LOT)).all()
            lot = list(_surplus(rows, kept - removed, before, at_most))
            _remove_bodies(connection, lot)
        number, removed = number + len(lot), removed + sum(row.stored for row in lot)
        if len(lot) < _LOT:
            return Bodies(number=number, bytes=removed)


def count_articles(database: Database, *, before: datetime) -> int:
    """How many articles were first seen before that time."""
    with database.reading() as connection:
        asked = select(func.count()).select_from(article).where(article.c.first_seen < before)
        return connection.execute(asked).scalar_one()


def clean_articles(database: Database, *, before: datetime) -> int:
    """Remove the articles that were first seen before that time, with all that is kept of them; how many there were.

    The keys of their links and ids stay in `gone`, so that none comes back as new.
    """
    removed = last = 0
    while True:
        with database.writing() as connection:
            old = select(article.c.id, article.c.site).where(article.c.id > last, article.c.first_seen < before)
            lot = {row.id: row.site for row in connection.execute(old.order_by(article.c.id).limit(_LOT))}
            if lot:
                _remove_articles(connection, lot)
            if len(lot) < _LOT:
                _count_corrections(connection)
        removed, last = removed + len(lot), max(lot, default=last)
        if len(lot) < _LOT:
            return removed


def _oldest() -> Select[Any]:
    """All bodies, the oldest first, in the order of an index; their key and their size."""
    place = snapshot.c
    columns = [place.site, place.url, place.hash, place.fetched_at, func.length(place.body).label("stored")]
    return select(*columns).order_by(place.fetched_at, place.site, place.url, place.hash)


def _surplus(rows: Iterable[Row[Any]], kept: int, before: datetime, at_most: int) -> Iterator[Row[Any]]:
    """The first of these rows that are too old, or too much for what is allowed; `kept`: bytes of all bodies."""
    for row in rows:
        if row.fetched_at >= before and kept <= at_most:
            return
        kept -= row.stored
        yield row


def _remove_bodies(connection: Connection, lot: Sequence[Row[Any]]) -> None:
    if lot:
        same = and_(*(snapshot.c[name] == bindparam(f"of_{name}") for name in ("site", "url", "hash")))
        rows = [{"of_site": row.site, "of_url": row.url, "of_hash": row.hash} for row in lot]
        connection.execute(delete(snapshot).where(same), rows)


def _remove_articles(connection: Connection, lot: dict[int, str]) -> None:
    """Remove these articles (id → site), within the caller's transaction."""
    ids = list(lot)
    _remember(connection, lot)
    places = Places(connection)
    places.leave(ids)
    places.write()
    # Whatever else is kept of an article goes with its row: by its foreign key, or by a trigger.
    connection.execute(delete(article).where(article.c.id == bindparam("of")), [{"of": one} for one in ids])


def _remember(connection: Connection, lot: dict[int, str]) -> None:
    """Note what led to these articles and to no other."""
    keys: set[str] = set()
    columns = [alias.c.article_id, alias.c.kind, alias.c.value, alias.c.key]
    for row in rows_in(connection, columns, alias.c.article_id, list(lot)):
        keys.update(_sure_keys(row, lot[row.article_id]))
    led = rows_in(connection, [alias.c.key, alias.c.article_id], alias.c.key, sorted(keys))
    keys -= {row.key for row in led if row.article_id not in lot}
    keys -= {row.key for row in rows_in(connection, [gone.c.key], gone.c.key, sorted(keys))}
    if keys:
        connection.execute(insert(gone), [{"key": key} for key in sorted(keys)])


def _sure_keys(row: Row[Any], site: str) -> Iterator[str]:
    """What of an alias names one article for ever: its link, also where the path tells it and a token follows; a feed's
    id that is no mere place in a list, which leads to the next article tomorrow."""
    if row.kind == LINK:
        yield row.key
        if is_told_by_path(row.value) and (mask := Sighting(site=site, url=row.value).mask):
            yield mask
    elif row.kind == ID:
        site, _, source_id = row.value.partition(" ")
        if Sighting(site=site, url="", source_id=source_id).has_sure_id:
            yield row.key


def _count_corrections(connection: Connection) -> None:
    """Note how many revisions the feed of corrections holds now."""
    shown = select(feed_article.c.feed).where(feed_article.c.article_id == revision.c.article_id).exists()
    number = connection.execute(select(func.count()).select_from(revision).where(shown)).scalar_one()
    wrong = and_(feed.c.name == history.FEED, feed.c.articles != number)
    connection.execute(update(feed).where(wrong).values(articles=number, stale=True))

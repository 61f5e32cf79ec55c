"""Links, ids and titles → the articles that they led to: the memory behind `identity`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from csm_crawler.store.identity import NEW, Evidence, crowded, find
from csm_crawler.store.keys import id_key, link_key
from csm_crawler.store.queries import CHUNK, rows_in
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import alias, article, card, gone
from csm_crawler.store.sighting import Sighting, sighting_of

LINK, ID, TITLE, SUMMARY, MASK = "link", "id", "title", "summary", "mask"
MOST = 50
"""Aliases of a kind that are kept of one article: a link that is another at each visit would fill the store."""
_LOT = 1000
_BY_KEY = (
    select(alias.c.key, func.count().label("number"))
    .where(alias.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(alias.c.key)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where each sighting of a page belongs."""

    articles: list[int]
    """Ids; `identity.NEW` or `identity.GONE` where there is none."""
    rows: dict[int, RowMapping]
    """The stored rows of these articles."""


def look_up(connection: Connection, sightings: Sequence[Sighting]) -> Found:
    """The stored article of each sighting of one page, see `identity.find`."""
    keys = list(dict.fromkeys(key for one in sightings for key in (one.link, *one.ids)))
    led: dict[str, int] = {}
    for row in rows_in(connection, [alias.c.key, alias.c.article_id], alias.c.key, keys):
        led[row.key] = min(row.article_id, led.get(row.key, row.article_id))
    words = [key for one in sightings if one.link not in led for key in (one.mask, one.name, one.gist) if key]
    names = _names(connection, words)
    masks = [one.mask for one in sightings if one.mask]
    cleaned = frozenset(row.key for row in rows_in(connection, [gone.c.key], gone.c.key, [*keys, *masks]))
    rows = _rows(connection, {*led.values(), *(id_ for ids in names.values() for id_ in ids)})
    stored = {id_: sighting_of(article_of(row)) for id_, row in rows.items()}
    return Found(articles=find(sightings, Evidence(keys=led, names=names, gone=cleaned, stored=stored)), rows=rows)


def unknown(connection: Connection, sightings: Sequence[Sighting]) -> list[int]:
    """The places of the sightings that are of no article, stored or cleaned away."""
    return [place for place, one in enumerate(look_up(connection, sightings).articles) if one == NEW]


def record(connection: Connection, met: Sequence[tuple[int, Sighting, datetime]], *, known: Iterable[int]) -> None:
    """Keep what led to these articles (id, as it was met, when); `known` are those that had aliases before.

    An id that the page gives to several addresses is not kept: it would lead anywhere.
    """
    shared = crowded([one for _id, one, _at in met])
    had = _had(connection, sorted(set(known)))
    rows: dict[tuple[int, str, str], dict[str, Any]] = {}
    for id_, one, seen_at in met:
        for kind, value, key in _aliases(one, shared):
            kept = had[id_, kind]
            if value not in kept and len(kept) < MOST:
                kept.add(value)
                rows[id_, kind, value] = _row(id_, kind, value, key, seen_at)
    if rows:
        connection.execute(alias.insert(), list(rows.values()))


_TELLING = [article.c[name] for name in ("id", "site", "url", "title", "title_derived", "summary", "first_seen")]
"""No more than this is read of an article: a migration asks while later columns are not there yet."""


def index_all(connection: Connection) -> None:
    """Make the aliases of all stored articles anew, of what is kept of them."""
    connection.execute(alias.delete())
    last = 0
    while True:
        lot = select(*_TELLING).where(article.c.id > last).order_by(article.c.id).limit(_LOT)
        rows = connection.execute(lot).mappings().all()
        if not rows:
            return
        made = [
            _row(row["id"], *one, row["first_seen"]) for row in rows for one in _aliases(_sighting_of_row(row), set())
        ]
        ids = {row["id"]: row["site"] for row in rows}
        columns = [card.c.article_id, card.c.source_id, card.c.seen_at, card.c.site]
        for said in rows_in(connection, columns, card.c.article_id, list(ids)):
            if said.source_id:
                value, key = f"{said.site} {said.source_id}", id_key(said.site, said.source_id)
                made.append(_row(said.article_id, ID, value, key, said.seen_at))
        unique = {(one["article_id"], one["kind"], one["value"]): one for one in reversed(made)}
        connection.execute(alias.insert(), list(unique.values()))
        last = rows[-1]["id"]


def _sighting_of_row(row: Any) -> Sighting:
    title = "" if row["title_derived"] else row["title"]
    return Sighting(site=row["site"], url=row["url"], title=title, summary=row["summary"])


def _aliases(one: Sighting, shared: set[str]) -> list[tuple[str, str, str]]:
    """Kind, value and key of all that it can be met by again."""
    aliases = [(LINK, one.url, one.link)]
    if one.title:
        aliases.append((TITLE, one.title, one.name))
    aliases += [(kind, key, key) for kind, key in ((SUMMARY, one.gist), (MASK, one.mask)) if key]
    if one.ids and not shared.intersection(one.ids):
        aliases.append((ID, f"{one.site} {one.source_id}", one.ids[0]))
        if one.id_url:
            aliases.append((LINK, one.id_url, link_key(one.id_url)))
    return aliases


def _row(id_: int, kind: str, value: str, key: str, seen_at: datetime) -> dict[str, Any]:
    return {"article_id": id_, "kind": kind, "value": value, "key": key, "seen_at": seen_at}


def _had(connection: Connection, ids: Sequence[int]) -> defaultdict[tuple[int, str], set[str]]:
    had: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    columns = [alias.c.article_id, alias.c.kind, alias.c.value]
    for row in rows_in(connection, columns, alias.c.article_id, ids):
        had[row.article_id, row.kind].add(row.value)
    return had


def _names(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Key of a title or summary → its articles, where they are few."""
    few: list[str] = []
    keys = list(dict.fromkeys(keys))
    for start in range(0, len(keys), CHUNK):
        counted = connection.execute(_BY_KEY, {"keys": keys[start : start + CHUNK]})
        few += [row.key for row in counted if row.number <= MOST]
    names: dict[str, tuple[int, ...]] = {}
    for row in rows_in(connection, [alias.c.key, alias.c.article_id], alias.c.key, few):
        names[row.key] = (*names.get(row.key, ()), row.article_id)
    return names


def _rows(connection: Connection, ids: Iterable[int]) -> dict[int, RowMapping]:
    rows = rows_in(connection, tuple(article.c), article.c.id, sorted(set(ids)))
    return {row.id: row._mapping for row in rows}

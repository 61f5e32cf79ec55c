"""Keep what one page said: cards, new articles, changed articles, and the feeds they stand in."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam

from csm_crawler.items import Article
from csm_crawler.normalize.urls import address
from csm_crawler.store import aliases, history, identity, saying, search
from csm_crawler.store.current import NEWS
from csm_crawler.store.history import Revision, changes_of
from csm_crawler.store.placing import Places, mark_stale
from csm_crawler.store.queries import rows_in
from csm_crawler.store.revise import revise
from csm_crawler.store.rows import Reading, article_of, article_row, card_row, fingerprint, storable
from csm_crawler.store.schema import article, article_platform, card, feed_article
from csm_crawler.store.sighting import Sighting, sighting_of
from csm_crawler.store.tokens import is_same_but_for_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one page brought; the articles as they are stored now."""

    new: tuple[Article, ...] = ()
    changed: tuple[Article, ...] = ()
    """Known articles with other words, another date or other rights."""
    feeds: frozenset[str] = frozenset()
    """The feeds that became stale by it."""


@dataclass(slots=True)
class Change:
    """What becomes of one article; its id is 0 as long as it is new."""

    id: int
    row: dict[str, Any]
    feeds: frozenset[str]
    stays: bool = False
    """Whether the article stays also in the feeds that it is in."""
    is_news: bool = True
    """Whether there is anything to write of the article."""
    revision: Revision | None = None
    """What of it is a material change."""


@dataclass(slots=True)
class _Page:
    """The decisions about one page, before anything is written."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    cards: dict[str, tuple[Reading, Change]] = field(default_factory=dict)
    """By fingerprint."""
    met: list[tuple[Change, Sighting, datetime]] = field(default_factory=list)
    """Each sighting with the article that it is of."""
    said_again: list[tuple[Change, Reading]] = field(default_factory=list)
    """Readings of words that their page had left for others."""


def add(
    connection: Connection,
    readings: Sequence[Reading],
    *,
    present: Collection[str] = (),
    run_at: datetime | None = None,
    is_backfill: bool = False,
) -> Added:
    """Write all that is new in the readings of one page, within the caller's transaction; see `ArticleStore.add`."""
    page = _decide(connection, readings)
    for change in page.new:
        change.row["listed_at"] = (
            run_at or change.row["first_seen"] if not is_backfill or _is_news(change.row) else None
        )
    known = [change.id for change, _one, _at in page.met if change.id]
    _insert_articles(connection, page.new)
    _update_articles(connection, page.changed)
    touched = _place_in_feeds(connection, page) | _record_revisions(connection, page.changed)
    aliases.record(connection, [(change.id, one, seen_at) for change, one, seen_at in page.met], known=known)
    saying.supersede(connection, [(change.id, r) for r, change in page.cards.values() if change.id in known], present)
    saying.say_again(connection, [(change.id, reading) for change, reading in page.said_again], present)
    rows = [card_row(r.card, print_of_it=mark, article_id=change.id) for mark, (r, change) in page.cards.items()]
    _execute_many(connection, card.insert(), rows)
    return Added(
        new=tuple(article_of(change.row) for change in page.new),
        changed=tuple(article_of(change.row) for change in page.changed),
        feeds=frozenset(touched),
    )


def _is_news(row: Mapping[str, Any]) -> bool:
    """Whether an article is dated so short a time before its first sight that a run would have listed it soon."""
    published, first_seen = row["published"], row["first_seen"]
    return bool(published and published == row["sort_at"] and first_seen - published <= NEWS)


def write_changes(connection: Connection, changes: list[Change]) -> frozenset[str]:
    """Write changes of known articles; the names of the feeds that became stale by it."""
    _update_articles(connection, changes)
    return frozenset(_place_in_feeds(connection, _Page(changed=changes)))


def _decide(connection: Connection, readings: Sequence[Reading]) -> _Page:
    """What each reading does. Of two about one article the first decides; the other is kept as a card of it."""
    fresh, kept, left = _unread(connection, readings)
    rows = [article_row(reading.article) for reading in fresh.values()]
    met = [sighting_of(article_of(row), one.card) for row, one in zip(rows, fresh.values(), strict=True)]
    found = aliases.look_up(connection, met)
    told = saying.Told(connection, found.rows)
    page = _Page()
    decided: dict[int, Change] = {}
    """By id of a known article; by the place of a new one on this page, less than 0."""
    firsts = identity.twins(met)
    for place, (mark, reading) in enumerate(fresh.items()):
        id_ = found.articles[place]
        if id_ == identity.GONE:
            continue
        key = id_ if id_ != identity.NEW else -1 - firsts[place]
        if key not in decided:
            decided[key] = _change(page, reading, rows[place], found.rows.get(id_), told, is_left=mark in left)
        change = decided[key]
        page.met.append((change, met[place], reading.card.seen_at))
        if mark not in kept:
            if change.is_news or not told.knows(change.id, reading):
                page.cards[mark] = (reading, change)
        elif told.returns(change.id, reading, is_left=mark in left):
            page.said_again.append((change, reading))
    return page


def _change(
    page: _Page, reading: Reading, row: dict[str, Any], known: Any, told: "saying.Told", *, is_left: bool
) -> Change:
    """The decision about one article, noted on the page where there is something to write."""
    if known is None:
        change = Change(0, row, reading.feeds)
        page.new.append(change)
        return change
    before, read = article_of(known), article_of(row)
    returns = told.returns(known["id"], reading, is_left=is_left)
    if told.knows(known["id"], reading) and not returns:
        read = replace(read, title=before.title, summary=before.summary)
    has_moved = _has_moved(before, read) and (returns or not told.linked(known["id"], read.url))
    after = revise(before, Reading(card=reading.card, article=read, feeds=reading.feeds), has_moved=has_moved)
    if after == before:
        return Change(known["id"], dict(known), frozenset(), stays=True, is_news=False)
    reworded = (after.title, after.summary) != (before.title, before.summary)
    whole = reworded and (after.title, after.summary) == (read.title, read.summary)
    hidden_or_shown = ("noindex" in before.rights) != ("noindex" in after.rights)
    feeds = reading.feeds if reworded or hidden_or_shown else frozenset()
    change = Change(known["id"], article_row(after), feeds, stays=not (whole or hidden_or_shown))
    if changes := changes_of(before, after):
        change.revision = Revision(
            revised_at=reading.card.seen_at, page_url=storable(reading.card.page_url), changes=changes
        )
    page.changed.append(change)
    return change


def _has_moved(before: Article, read: Article) -> bool:
    """Whether a site shows its article at another address than the last one, which is no mere session."""
    last = before.moved_to or before.url
    return address(read.url) != address(last) and not is_same_but_for_token(read.url, last)


def _unread(
    connection: Connection, readings: Sequence[Reading]
) -> tuple[dict[str, Reading], AbstractSet[str], AbstractSet[str]]:
    """The readings by fingerprint, without those whose card is kept already and still holds; which of the others are
    kept, and which of these their page had left for other words."""
    prints: dict[str, Reading] = {}
    for reading in readings:
        prints.setdefault(fingerprint(reading.card), reading)
    columns = [card.c.fingerprint, *saying.STILL_HOLDS, article.c.site, article.c.rights]
    rows = rows_in(connection, columns, card.c.fingerprint, list(prints), source=saying.CARDS)
    known = {row.fingerprint: row for row in rows}
    left = {mark for mark, row in known.items() if saying.is_left(row, prints[mark].card)}
    fresh = {
        mark: one for mark, one in prints.items() if mark not in known or not saying.still_holds(known[mark], one.card)
    }
    return fresh, known.keys(), left


def _record_revisions(connection: Connection, changes: Sequence[Change]) -> set[str]:
    """Keep what of the changes is material; the feed that tells them, where one is of an article that feeds show."""
    revisions = [(change.id, change.revision) for change in changes if change.revision]
    history.record(connection, revisions)
    shown = {
        row.article_id
        for row in rows_in(
            connection, [feed_article.c.article_id], feed_article.c.article_id, [id_ for id_, _one in revisions]
        )
    }
    if not shown:
        return set()
    mark_stale(connection, Counter({history.FEED: len(shown)}))
    return {history.FEED}


def _insert_articles(connection: Connection, changes: list[Change]) -> None:
    if not changes:
        return
    by_url = {change.row["url"]: change for change in changes}
    returning = article.insert().returning(article.c.id, article.c.url)
    for made in connection.execute(returning, [change.row for change in changes]):
        by_url[made.url].id = made.id
    search.index(connection, [{**change.row, "id": change.id} for change in changes])
    _insert_platforms(connection, changes)


def _update_articles(connection: Connection, changes: list[Change]) -> None:
    if not changes:
        return
    search.reindex(connection, [{**change.row, "id": change.id} for change in changes])
    columns = [article.c[name] for name in changes[0].row]
    values: dict[Any, Any] = {column: bindparam(column.name) for column in columns}
    update = article.update().where(article.c.id == bindparam("article_id")).values(values)
    connection.execute(update, [{**change.row, "article_id": change.id} for change in changes])
    ids = [{"of": change.id} for change in changes]
    connection.execute(article_platform.delete().where(article_platform.c.article_id == bindparam("of")), ids)
    _insert_platforms(connection, changes)


def _insert_platforms(connection: Connection, changes: list[Change]) -> None:
    rows = [{"article_id": change.id, "slug": slug} for change in changes for slug in set(change.row["platforms"])]
    _execute_many(connection, article_platform.insert(), rows)


def _place_in_feeds(connection: Connection, page: _Page) -> set[str]:
    """Put the articles in their feeds, at their time; the names of the feeds that became stale by it."""
    places = Places(connection)
    ids = [change.id for change in page.changed]
    before = places.leave(ids)
    listed = {
        row.id: row.listed_at for row in rows_in(connection, [article.c.id, article.c.listed_at], article.c.id, ids)
    }
    listed |= {change.id: change.row["listed_at"] for change in page.new}
    for change in (*page.new, *page.changed):
        names = change.feeds.union(before.get(change.id, ()) if change.stays else ())
        row = change.row
        places.enter(names, id_=change.id, sort_at=row["sort_at"], url=row["url"], listed_at=listed[change.id])
    return places.write()


def _execute_many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Once for all rows; SQLAlchemy takes an empty list for one row without values."""
    if rows:
        connection.execute(statement, rows)

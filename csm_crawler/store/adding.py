"""Keep what one page said: cards, new articles, changed articles, and the feeds they stand in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam

from csm_crawler.items import Article
from csm_crawler.store.queries import rows_in
from csm_crawler.store.revise import revise
from csm_crawler.store.rows import Reading, article_of, article_row, card_row, fingerprint, is_reserved_alike
from csm_crawler.store.schema import article, article_platform, card, feed, feed_article


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


@dataclass(slots=True)
class _Page:
    """The decisions about one page, before anything is written."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    cards: dict[str, tuple[Reading, Change]] = field(default_factory=dict)
    """By fingerprint."""


def add(connection: Connection, readings: Sequence[Reading]) -> Added:
    """Write all that is new in the readings of one page, within the caller's transaction."""
    page = _decide(connection, readings)
    _insert_articles(connection, page.new)
    _update_articles(connection, page.changed)
    touched = _place_in_feeds(connection, page)
    rows = [card_row(r.card, print_of_it=mark, article_id=change.id) for mark, (r, change) in page.cards.items()]
    _execute_many(connection, card.insert(), rows)
    return Added(
        new=tuple(article_of(change.row) for change in page.new),
        changed=tuple(article_of(change.row) for change in page.changed),
        feeds=frozenset(touched),
    )


def unknown(connection: Connection, urls: Sequence[str]) -> frozenset[str]:
    """Those of the URLs that are no stored article's, by http or https."""
    asked = list(dict.fromkeys([*urls, *(_other_scheme(url) for url in urls)]))
    stored = {row.url for row in rows_in(connection, [article.c.url], article.c.url, asked)}
    return frozenset(url for url in urls if url not in stored and _other_scheme(url) not in stored)


def write_changes(connection: Connection, changes: list[Change]) -> frozenset[str]:
    """Write changes of known articles; the names of the feeds that became stale by it."""
    _update_articles(connection, changes)
    return frozenset(_place_in_feeds(connection, _Page(changed=changes)))


def _decide(connection: Connection, readings: Sequence[Reading]) -> _Page:
    """What each reading does. Of two about one article the first decides; the other is kept as a card of it."""
    fresh, kept = _unread(connection, readings)
    rows = {mark: article_row(reading.article) for mark, reading in fresh.items()}
    stored = _stored(connection, rows.values())
    said = _said(connection, stored)
    page = _Page()
    decided: dict[str, Change] = {}
    for mark, reading in fresh.items():
        row = rows[mark]
        change = decided.get(row["url"]) or decided.get(row["guid"])
        if change is None:
            known = stored.get(row["url"]) or stored.get(row["guid"])
            change = _change(page, reading, row, known, said)
            decided |= {row["url"]: change, row["guid"]: change, change.row["url"]: change, change.row["guid"]: change}
        if mark not in kept and (change.is_news or not _is_said(reading, change.id, said)):
            page.cards[mark] = (reading, change)
    return page


def _said(connection: Connection, stored: dict[str, Any]) -> set[tuple[int, str, str]]:
    """Id, title and teaser of every kept card of these articles.

    Two lists of one site may word one article differently, and words that were told once are no news again.
    """
    ids = sorted({row["id"] for row in stored.values()})
    columns = [card.c.article_id, card.c.title, card.c.teaser]
    return {(one.article_id, one.title, one.teaser) for one in rows_in(connection, columns, card.c.article_id, ids)}


def _is_said(reading: Reading, article_id: int, said: set[tuple[int, str, str]]) -> bool:
    row = card_row(reading.card, print_of_it="", article_id=article_id)
    return (article_id, row["title"], row["teaser"]) in said


def _change(page: _Page, reading: Reading, row: dict[str, Any], known: Any, said: set[tuple[int, str, str]]) -> Change:
    """The decision about one article, noted on the page where there is something to write."""
    if known is None:
        change = Change(0, row, reading.feeds)
        page.new.append(change)
        return change
    before = article_of(known)
    read = article_of(row)
    if _is_said(reading, known["id"], said):
        read = replace(read, title=before.title, summary=before.summary)
    after = revise(before, Reading(card=reading.card, article=read, feeds=reading.feeds))
    if after == before:
        return Change(known["id"], dict(known), frozenset(), stays=True, is_news=False)
    reworded = after.updated != before.updated
    whole = reworded and (after.title, after.summary) == (read.title, read.summary)
    hidden_or_shown = ("noindex" in before.rights) != ("noindex" in after.rights)
    feeds = reading.feeds if reworded or hidden_or_shown else frozenset()
    change = Change(known["id"], article_row(after), feeds, stays=not (whole or hidden_or_shown))
    page.changed.append(change)
    return change


def _unread(connection: Connection, readings: Sequence[Reading]) -> tuple[dict[str, Reading], set[str]]:
    """The readings by fingerprint, without those whose card is kept already and still holds; which others are kept."""
    prints: dict[str, Reading] = {}
    for reading in readings:
        prints.setdefault(fingerprint(reading.card), reading)
    columns = [card.c.fingerprint, card.c.from_detail, article.c.site, article.c.rights]
    known = list(rows_in(connection, columns, card.c.fingerprint, list(prints), source=card.join(article)))
    for one in known:
        again = prints[one.fingerprint].card
        if is_reserved_alike(again, site=one.site, rights=one.rights, from_detail=one.from_detail):
            del prints[one.fingerprint]
    return prints, {one.fingerprint for one in known}


def _stored(connection: Connection, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The stored rows of these articles, by url and by guid (which never look alike)."""
    rows = list(rows)
    found: dict[str, Any] = {}
    for key in (article.c.url, article.c.guid):
        wanted = list(dict.fromkeys(row[key.name] for row in rows if row["url"] not in found))
        for stored in rows_in(connection, list(article.c), key, wanted):
            found[stored.url] = found[stored.guid] = stored._mapping
    moved = {_other_scheme(row["url"]): row["url"] for row in rows if row["url"] not in found}
    for stored in rows_in(connection, list(article.c), article.c.url, list(moved)):
        found[moved[stored.url]] = stored._mapping
    return found


def _other_scheme(url: str) -> str:
    """The same address by http and https: a site that moves to https does not write its articles anew."""
    scheme, colon, rest = url.partition(":")
    return {"http": "https", "https": "http"}.get(scheme, scheme) + colon + rest


def _insert_articles(connection: Connection, changes: list[Change]) -> None:
    if not changes:
        return
    by_url = {change.row["url"]: change for change in changes}
    returning = article.insert().returning(article.c.id, article.c.url)
    for made in connection.execute(returning, [change.row for change in changes]):
        by_url[made.url].id = made.id
    _insert_platforms(connection, changes)


def _update_articles(connection: Connection, changes: list[Change]) -> None:
    if not changes:
        return
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
    gained: Counter[str] = Counter()
    ids = [change.id for change in page.changed]
    columns = [feed_article.c.feed, feed_article.c.article_id]
    before: dict[int, set[str]] = {}
    for left in rows_in(connection, columns, feed_article.c.article_id, ids):
        gained[left.feed] -= 1
        before.setdefault(left.article_id, set()).add(left.feed)
    if ids:
        leave = feed_article.delete().where(feed_article.c.article_id == bindparam("of"))
        connection.execute(leave, [{"of": one} for one in ids])
    rows = [
        {"article_id": change.id, "feed": name, "sort_at": change.row["sort_at"], "url": change.row["url"]}
        for change in (*page.new, *page.changed)
        for name in change.feeds.union(before.get(change.id, ()) if change.stays else ())
    ]
    gained.update(row["feed"] for row in rows)
    _mark_stale(connection, gained)
    _execute_many(connection, feed_article.insert(), rows)
    return set(gained)


def _mark_stale(connection: Connection, gained: Counter[str]) -> None:
    """Note that these feeds changed and by how many articles; open those that are not open yet."""
    opened = {row.name for row in rows_in(connection, [feed.c.name], feed.c.name, list(gained))}
    growth = feed.c.articles + bindparam("gain")
    update = feed.update().where(feed.c.name == bindparam("feed_name")).values(stale=True, articles=growth)
    _execute_many(connection, update, [{"feed_name": n, "gain": g} for n, g in gained.items() if n in opened])
    new = [{"name": n, "stale": True, "articles": g} for n, g in gained.items() if n not in opened]
    _execute_many(connection, feed.insert(), new)


def _execute_many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """Once for all rows; SQLAlchemy takes an empty list for one row without values."""
    if rows:
        connection.execute(statement, rows)

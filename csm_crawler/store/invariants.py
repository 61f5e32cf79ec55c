"""What our tables promise of each other, and where they break it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from csm_crawler.items import placed_at
from csm_crawler.store import counted, fulltext, history, months
from csm_crawler.store.aliases import LINK
from csm_crawler.store.keys import link_key
from csm_crawler.store.queries import rows_in
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import (
    alias,
    article,
    article_platform,
    article_words,
    card,
    feed,
    feed_article,
    gone,
    incident,
    site_state,
)

_LOT = 500


def broken_promises(connection: Connection) -> Iterator[str]:
    """Each as one line, as they are found: no table is held in memory."""
    for check in (_counts, _months, _counted, _copies, _cards, _gone, _words, _incidents, _articles):
        yield from check(connection)


def streamed(connection: Connection, asked: Select[Any]) -> Iterator[Row[Any]]:
    """The rows, some hundred in memory at a time."""
    yield from connection.execute(asked, execution_options={"yield_per": _LOT})


def _counts(connection: Connection) -> Iterator[str]:
    """Feeds whose number of articles is not that of their places; that of corrections counts changes."""
    places = func.count(feed_article.c.article_id)
    counted = (
        select(feed.c.name, feed.c.articles, places.label("places"))
        .select_from(feed.outerjoin(feed_article))
        .where(feed.c.name != history.FEED)
        .group_by(feed.c.name, feed.c.articles)
        .having(places != feed.c.articles)
        .order_by(feed.c.name)
    )
    for row in streamed(connection, counted):
        yield f"feed {row.name}: says that it holds {row.articles} articles and holds {row.places}"


def _months(connection: Connection) -> Iterator[str]:
    """Months of feeds whose number of articles is not that of their places."""
    for name in connection.execute(select(feed.c.name).order_by(feed.c.name)).scalars().all():
        said, held = months.counted(connection, name), months.held(connection, name)
        for month in sorted({*said, *held}):
            if said.get(month, 0) != held.get(month, 0):
                numbers = f"{said.get(month, 0)} articles and holds {held.get(month, 0)}"
                yield f"feed {name}: says that {month} holds {numbers}"


def _counted(connection: Connection) -> Iterator[str]:
    """Times that hold other articles than figures say."""
    for since, until in counted.wrong(connection):
        yield f"figures: from {since.date()} to before {until.date()} they count what is not there"


def _copies(connection: Connection) -> Iterator[str]:
    """Places in feeds whose time or address is not that of their article."""
    place = feed_article.c
    listed = place.listed_at.is_distinct_from(article.c.listed_at)
    differs = or_(place.sort_at != article.c.sort_at, place.url != article.c.url, listed)
    asked = select(place.feed, article.c.url).select_from(feed_article.join(article)).where(differs)
    for row in streamed(connection, asked):
        yield f"feed {row.feed}: {row.url} stands at another time or address than its own"


def _cards(connection: Connection) -> Iterator[str]:
    asked = select(article.c.url).where(~exists().where(card.c.article_id == article.c.id))
    for row in streamed(connection, asked.order_by(article.c.id)):
        yield f"article {row.url}: has no card"


def _gone(connection: Connection) -> Iterator[str]:
    """Articles that are there, though they were cleaned away."""
    mine = and_(alias.c.key == gone.c.key, alias.c.kind == LINK)
    for row in streamed(connection, select(article.c.url).select_from(gone.join(alias, mine).join(article)).distinct()):
        yield f"article {row.url}: is said to be cleaned away"


def _words(connection: Connection) -> Iterator[str]:
    """Words of articles that are not there; SQLite's full-text table knows no foreign key."""
    if connection.dialect.name == "sqlite":
        numbers = select(fulltext.NUMBER.label("number")).select_from(article_words)
        for row in streamed(connection, numbers.where(~exists().where(article.c.id == fulltext.ARTICLE_ID))):
            yield f"article_words: row {row.number} belongs to no article"


def _incidents(connection: Connection) -> Iterator[str]:
    """Incidents that go on of sites that do not stand so, and sites in trouble, which has a reason, without one."""
    goes_on = incident.c.closed_at.is_(None)
    stands = site_state.join(incident, and_(goes_on, incident.c.site == site_state.c.site), isouter=True)
    is_told = and_(incident.c.state.is_not_distinct_from(site_state.c.state), site_state.c.reason != "")
    is_fine = and_(incident.c.id.is_(None), site_state.c.reason == "")
    columns = [site_state.c.site, site_state.c.state, incident.c.state.label("told")]
    asked = select(*columns).select_from(stands).where(~or_(is_told, is_fine)).order_by(site_state.c.site)
    for row in streamed(connection, asked):
        yield f"site {row.site}: is {row.state}, and its incident says {row.told or 'nothing'}"
    several = select(incident.c.site).where(goes_on).group_by(incident.c.site).having(func.count() > 1)
    for row in streamed(connection, several.order_by(incident.c.site)):
        yield f"site {row.site}: has several incidents that go on"


def _articles(connection: Connection) -> Iterator[str]:
    """What an article says of itself, lot by lot."""
    last = 0
    while True:
        asked = select(article).where(article.c.id > last).order_by(article.c.id).limit(_LOT)
        rows = connection.execute(asked).all()
        if not rows:
            return
        last, ids = rows[-1].id, [row.id for row in rows]
        platforms, links, found = _platforms(connection, ids), _links(connection, ids), _found(connection, rows)
        for row in rows:
            yield from _of_article(row, platforms.get(row.id, set()), links.get(row.id, set()))
            if row.id not in found:
                yield f"article {row.url}: is not found by its words"


def _platforms(connection: Connection, ids: Sequence[int]) -> dict[int, set[str]]:
    """By article: what it is found by."""
    platforms: dict[int, set[str]] = {}
    columns = [article_platform.c.article_id, article_platform.c.slug]
    for one in rows_in(connection, columns, article_platform.c.article_id, ids):
        platforms.setdefault(one.article_id, set()).add(one.slug)
    return platforms


def _links(connection: Connection, ids: Sequence[int]) -> dict[int, set[str]]:
    """By article: the keys of the links that lead to it."""
    links: dict[int, set[str]] = {}
    columns = [alias.c.article_id, alias.c.key, alias.c.kind]
    for one in rows_in(connection, columns, alias.c.article_id, ids):
        if one.kind == LINK:
            links.setdefault(one.article_id, set()).add(one.key)
    return links


def _found(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """The ids of those whose words stand in the index, where they belong."""
    if connection.dialect.name == "sqlite":
        numbers = {fulltext.number(row.sort_at, row.id): row.id for row in rows}
        there = rows_in(connection, [fulltext.NUMBER], fulltext.NUMBER, list(numbers), source=article_words)
        return {numbers[one[0]] for one in there}
    key = article_words.c.article_id
    return {one.article_id for one in rows_in(connection, [key], key, [row.id for row in rows])}


def _of_article(row: Row[Any], platforms: set[str], links: set[str]) -> Iterator[str]:
    if platforms != set(row.platforms):
        yield f"article {row.url}: names {_list(row.platforms)} and is found by {_list(platforms)}"
    if row.sort_at != placed_at(article_of(row._mapping)):
        yield f"article {row.url}: stands at {row.sort_at.isoformat()}, which is neither its date nor its first sight"
    if link_key(row.url) not in links:
        yield f"article {row.url}: does not lead to itself"


def _list(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))

"""Articles enter feeds and leave them; every feed and month that is another by it is noted."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, update

from csm_crawler.store import counted, history, months
from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import feed, feed_article, revision


class Places:
    """Who leaves feeds and who enters them in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leaving: list[Row[Any]] = []
        self._entering: list[dict[str, Any]] = []
        self._were: dict[int, set[str]] = {}

    def leave(self, ids: Sequence[int]) -> dict[int, set[str]]:
        """Take these articles out of all feeds; by id, those that they were in."""
        place = feed_article.c
        columns = [place.feed, place.article_id, place.sort_at, place.listed_at]
        left = list(rows_in(self._connection, columns, place.article_id, ids))
        were: dict[int, set[str]] = {one: set() for one in ids}
        for row in left:
            were[row.article_id].add(row.feed)
        if left:
            same = place.article_id == bindparam("of")
            self._connection.execute(delete(feed_article).where(same), [{"of": one} for one in were])
        self._leaving += left
        self._were |= were
        return were

    def enter(
        self, names: Collection[str], *, id_: int, sort_at: datetime, url: str, listed_at: datetime | None
    ) -> None:
        """Put an article into these feeds, as soon as all is written."""
        for name in names:
            row = {"article_id": id_, "feed": name, "sort_at": sort_at, "url": url, "listed_at": listed_at}
            self._entering.append(row)

    def write(self) -> set[str]:
        """Write it; the names of the feeds that became stale by it, that of corrections too, which tells them of
        articles that are shown."""
        gained = Counter(row["feed"] for row in self._entering)
        gained.subtract(row.feed for row in self._leaving)
        self._count_corrections(gained)
        divided = mark_stale(self._connection, gained)
        months.change(self._connection, self._changes(divided))
        left = [row.sort_at for row in self._leaving]
        counted.forget(self._connection, [*left, *(row["sort_at"] for row in self._entering)])
        if self._entering:
            self._connection.execute(insert(feed_article), self._entering)
        return set(gained)

    def _changes(self, divided: Mapping[str, datetime | None]) -> months.Changes:
        """By feed and month. What is listed later than its archive reaches changes nothing that is written of it."""
        changes: dict[tuple[str, str], tuple[int, datetime | None]] = {}
        moves = [(row.feed, row.sort_at, row.listed_at, -1) for row in self._leaving]
        moves += [(row["feed"], row["sort_at"], row["listed_at"], 1) for row in self._entering]
        for name, sort_at, listed_at, gain in moves:
            key, until = (name, months.month_of(sort_at)), divided.get(name)
            grown, first = changes.get(key, (0, None))
            if until is not None and (listed_at is None or listed_at < until):
                first = sort_at if first is None else min(first, sort_at)
            changes[key] = grown + gain, first
        return changes

    def _count_corrections(self, gained: Counter[str]) -> None:
        shown = {row["article_id"] for row in self._entering}
        turned = {one: (one in shown) - bool(names) for one, names in self._were.items() if names or one in shown}
        for row in rows_in(self._connection, [revision.c.article_id], revision.c.article_id, sorted(turned)):
            gained[history.FEED] += turned[row.article_id]  # also by 0: its words are told as they are now


def mark_stale(connection: Connection, gained: Counter[str]) -> dict[str, datetime | None]:
    """Note that these feeds changed and by how many articles; open those that are not open yet.

    By name of those that were: what was listed before which moment stands in its archive.
    """
    columns = [feed.c.name, feed.c.archived_until]
    opened = {row.name: row.archived_until for row in rows_in(connection, columns, feed.c.name, list(gained))}
    growth = feed.c.articles + bindparam("gain")
    rows = [{"feed_name": name, "gain": gain} for name, gain in gained.items() if name in opened]
    if rows:
        grown = update(feed).where(feed.c.name == bindparam("feed_name")).values(stale=True, articles=growth)
        connection.execute(grown, rows)
    new = [{"name": name, "stale": True, "articles": gain} for name, gain in gained.items() if name not in opened]
    if new:
        connection.execute(insert(feed), new)
    return opened

"""Articles enter feeds and leave them; every feed and month that is another by it is noted."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from csm_crawler.store import history, months
from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import feed, feed_article, revision


class Places:
    """Who leaves feeds and who enters them in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gained: Counter[str] = Counter()
        self._months: dict[tuple[str, str], tuple[int, datetime]] = {}
        self._entering: list[dict[str, Any]] = []
        self._were: dict[int, set[str]] = {}

    def leave(self, ids: Sequence[int]) -> dict[int, set[str]]:
        """Take these articles out of all feeds; by id, those that they were in."""
        were: dict[int, set[str]] = {one: set() for one in ids}
        columns = [feed_article.c.feed, feed_article.c.article_id, feed_article.c.sort_at]
        for left in rows_in(self._connection, columns, feed_article.c.article_id, ids):
            self._note(left.feed, left.sort_at, -1)
            were[left.article_id].add(left.feed)
        if were:
            same = feed_article.c.article_id == bindparam("of")
            self._connection.execute(delete(feed_article).where(same), [{"of": one} for one in were])
        self._were |= were
        return were

    def enter(
        self, names: Collection[str], *, id_: int, sort_at: datetime, url: str, listed_at: datetime | None
    ) -> None:
        """Put an article into these feeds, as soon as all is written."""
        for name in names:
            self._note(name, sort_at, 1)
            row = {"article_id": id_, "feed": name, "sort_at": sort_at, "url": url, "listed_at": listed_at}
            self._entering.append(row)

    def write(self) -> set[str]:
        """Write it; the names of the feeds that became stale by it, that of corrections too, which tells them of
        articles that are shown."""
        self._note_corrections()
        mark_stale(self._connection, self._gained)
        months.change(self._connection, self._months)
        if self._entering:
            self._connection.execute(insert(feed_article), self._entering)
        return set(self._gained)

    def _note_corrections(self) -> None:
        shown = {row["article_id"] for row in self._entering}
        turned = {one: 1 if one in shown else -1 for one, names in self._were.items() if bool(names) != (one in shown)}
        for row in rows_in(self._connection, [revision.c.article_id], revision.c.article_id, sorted(turned)):
            self._gained[history.FEED] += turned[row.article_id]

    def _note(self, name: str, sort_at: datetime, gain: int) -> None:
        self._gained[name] += gain
        key = name, months.month_of(sort_at)
        before, first = self._months.get(key, (0, sort_at))
        self._months[key] = before + gain, min(first, sort_at)


def mark_stale(connection: Connection, gained: Counter[str]) -> None:
    """Note that these feeds changed and by how many articles; open those that are not open yet."""
    opened = {row.name for row in rows_in(connection, [feed.c.name], feed.c.name, list(gained))}
    growth = feed.c.articles + bindparam("gain")
    rows = [{"feed_name": name, "gain": gain} for name, gain in gained.items() if name in opened]
    if rows:
        grown = update(feed).where(feed.c.name == bindparam("feed_name")).values(stale=True, articles=growth)
        connection.execute(grown, rows)
    new = [{"name": name, "stale": True, "articles": gain} for name, gain in gained.items() if name not in opened]
    if new:
        connection.execute(insert(feed), new)

"""What the pages of a site said of an article before: words that were told once are no news, and may come back."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, update

from csm_crawler.items import Card
from csm_crawler.store.queries import rows_in
from csm_crawler.store.rows import Reading, is_reserved_alike, storable
from csm_crawler.store.schema import alias, article, card

STILL_HOLDS = [card.c.page_url, card.c.is_current, card.c.from_detail]
"""Columns that `still_holds` asks for, beside the article's site and rights."""
CARDS = card.join(article)
"""The cards, each with its article."""


def still_holds(kept: Row[Any], again: Card) -> bool:
    """Whether a card that is read again is kept as what holds of its article: nothing is to be done about it.

    It does not where its own page has said something else since: then the site took an edit back. Another page of the
    site that never changed its words takes nothing back.
    """
    return not is_left(kept, again) and is_reserved_alike(
        again, site=kept.site, rights=kept.rights, from_detail=kept.from_detail
    )


def is_left(kept: Row[Any], again: Card) -> bool:
    """Whether the page that shows a kept card again said something else of the article since."""
    return not kept.is_current and kept.page_url == storable(again.page_url)


class Told:
    """The cards and links of some known articles."""

    def __init__(self, connection: Connection, known: Collection[int]) -> None:
        self._connection = connection
        ids = sorted(known)
        columns = [card.c.article_id, card.c.title, card.c.teaser, card.c.page_url, card.c.is_current]
        self._words: dict[tuple[int, str, str], list[tuple[str, bool]]] = {}
        for row in rows_in(connection, columns, card.c.article_id, ids):
            words = (row.article_id, row.title, row.teaser)
            self._words.setdefault(words, []).append((row.page_url, row.is_current))
        columns = [alias.c.article_id, alias.c.kind, alias.c.value]
        rows = rows_in(connection, columns, alias.c.article_id, ids)
        self._links = {(row.article_id, row.value) for row in rows if row.kind == "link"}

    def knows(self, article_id: int, reading: Reading) -> bool:
        """Whether some card of the article said these words before.

        Two lists of one site may word one article differently, and words that were told once are no news again.
        """
        return _words(article_id, reading) in self._words

    def returns(self, article_id: int, reading: Reading, *, is_left: bool) -> bool:
        """Whether the page of this reading left these words for others and now comes back to them, for the first time.

        `is_left` says so of its card; another card may have said the same words, with another link.
        """
        pages = self._words.get(_words(article_id, reading), [])
        own = storable(reading.card.page_url)
        if not is_left and (not pages or any(current or page != own for page, current in pages)):
            return False
        from csm_crawler.store import history  # here, not above: a page with nothing new is read without it

        return not history.has_returned(self._connection, article_id)

    def linked(self, article_id: int, url: str) -> bool:
        """Whether the article was met at this URL before."""
        return (article_id, url) in self._links


def supersede(connection: Connection, said: Sequence[tuple[int, Reading]], present: Collection[str]) -> None:
    """Note that pages say these words of known articles, and no longer what they said of them before.

    `present`: fingerprints of cards that the pages show beside them.
    """
    if not said:
        return
    old = and_(
        card.c.article_id == bindparam("of"),
        card.c.page_url == bindparam("page"),
        card.c.fingerprint.not_in(bindparam("present", expanding=True)),
    )
    for id_, reading in said:
        values = {"of": id_, "page": storable(reading.card.page_url), "present": sorted(present)}
        connection.execute(update(card).where(old).values(is_current=False), values)


def say_again(connection: Connection, said: Sequence[tuple[int, Reading]], present: Collection[str]) -> None:
    """Note that pages came back to these words of known articles."""
    supersede(connection, said, present)
    for id_, reading in said:
        words = {"of": id_, "page": storable(reading.card.page_url)}
        same = and_(
            card.c.article_id == bindparam("of"),
            card.c.page_url == bindparam("page"),
            card.c.title == storable(reading.card.title),
            card.c.teaser == storable(reading.card.teaser),
        )
        values: Mapping[str, Any] = {"is_current": True, "said_at": reading.card.seen_at}
        connection.execute(update(card).where(same).values(values), words)


def _words(article_id: int, reading: Reading) -> tuple[int, str, str]:
    return article_id, storable(reading.card.title), storable(reading.card.teaser)

"""Cards and articles as rows of the tables, and back."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import RowMapping

from csm_crawler.items import Article, Card, listed_rights, placed_at

ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
CARD_FIELDS = tuple(field.name for field in fields(Card))
# Where and when a card was seen, and how its words were found, says nothing about what it says.
_HOW = {"page_url", "position", "seen_at", "from_detail", "page_hash", "detail_hash", "found_by"}
_WORDS = tuple(name for name in CARD_FIELDS if name not in _HOW)
_EMPTY = {field.name: field.default for field in fields(Card)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of one card."""

    card: Card
    article: Article
    feeds: frozenset[str]
    """Names of all feeds that the article belongs in, such as `all`, `taobao`, `group/bats`."""


def fingerprint(card: Card) -> str:
    """64 hex digits that are the same for two cards exactly where all the words of their listing are.

    What the article's own page told is left out: the listing lacks it at the next run too, and that page is not read
    again. JSON keeps the borders between the fields and escapes whatever UTF-8 cannot hold.
    """
    words = {name: _EMPTY[name] if name in card.from_detail else getattr(card, name) for name in _WORDS}
    words["rights"] = card.listed_rights
    return hashlib.sha256(json.dumps([*words.values()]).encode("ascii")).hexdigest()


def is_reserved_alike(card: Card, *, site: str, rights: Iterable[str], from_detail: Collection[str]) -> bool:
    """Whether a kept card still says what holds of its article (of that site, with those rights).

    `from_detail` is of the card as it is kept: what the article's own page reserved then, the listing does not repeat.
    Rights that are reserved for a day and then given back leave cards of both kinds. Of another site's article a card
    says nothing, see `revise`.
    """
    return card.site != site or card.listed_rights == listed_rights(rights, from_detail)


def article_row(article: Article) -> dict[str, Any]:
    """The article's columns, without its id."""
    row = {name: storable(getattr(article, name)) for name in ARTICLE_FIELDS}
    row["sort_at"] = placed_at(article)
    return row


def card_row(card: Card, *, print_of_it: str, article_id: int) -> dict[str, Any]:
    """The card's columns, without its id."""
    row = {name: storable(getattr(card, name)) for name in CARD_FIELDS}
    row |= {"is_current": True, "said_at": card.seen_at}
    return {**row, "fingerprint": print_of_it, "article_id": article_id}


def article_of(row: RowMapping | dict[str, Any]) -> Article:
    """The article of a row that has at least its columns."""
    return Article(**{name: row[name] for name in ARTICLE_FIELDS})


def storable(value: Any) -> Any:
    """The value; a text without what no database takes: NUL (PostgreSQL) and halves of surrogate pairs (UTF-8)."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")

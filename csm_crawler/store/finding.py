"""What people call an article by → the article: its id, the beginning of one, or any link that led to it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from csm_crawler.errors import ConfigError
from csm_crawler.items import Article
from csm_crawler.normalize.urls import canonical_url
from csm_crawler.store.keys import link_key
from csm_crawler.store.queries import ARTICLE_COLUMNS
from csm_crawler.store.rows import article_of
from csm_crawler.store.schema import alias, article

LEAST_DIGITS = 6
"""Of an id: a million articles have some sixteen million beginnings of that length."""
MOST = 100
"""So many articles with one beginning are found; nobody asks for more."""
_ID = re.compile(r"(?:urn:uuid:)?([0-9a-f-]*)", re.IGNORECASE)
_GROUPS = re.compile(r"(.{8})(.{0,4})(.{0,4})(.{0,4})(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One thing that led to an article."""

    kind: str
    """link, id, title or summary."""
    value: str
    """A canonical URL; a site's name, a space and its feed's id; a title as printed; a digest of a summary."""
    seen_at: datetime
    """When it first did."""


def find(connection: Connection, text: str) -> list[Article]:
    """The articles that a text names, in the order of their ids: mostly one, none where nothing stored is called so.

    A guid with or without `urn:uuid:`, the first six or more of its hex digits, or a URL that led to the article.
    ConfigError for a text that is neither.
    """
    text = text.strip()
    if url := canonical_url(text):
        return _by_url(connection, url)
    found = _ID.fullmatch(text)
    digits = found[1].replace("-", "").lower() if found else ""
    if len(digits) < LEAST_DIGITS:
        what = f"is neither the id of an article, of which {LEAST_DIGITS} hex digits are enough, nor an address"
        raise ConfigError(repr(text), "", what)
    start = f"urn:uuid:{_grouped(digits)}"
    return _articles(connection, article.c.guid >= start, article.c.guid < f"{start}g")


def aliases_of(connection: Connection, guid: str) -> list[Alias]:
    """What led to an article, the first first."""
    asked = select(alias).join(article, article.c.id == alias.c.article_id).where(article.c.guid == guid)
    rows = connection.execute(asked.order_by(alias.c.seen_at, alias.c.kind, alias.c.value))
    return [Alias(kind=row.kind, value=row.value, seen_at=row.seen_at) for row in rows]


def _by_url(connection: Connection, url: str) -> list[Article]:
    """By the address that readers know, else by all that led to an article: by http and https, with and without www."""
    if own := _articles(connection, article.c.url == url):
        return own
    met = select(alias.c.article_id).where(alias.c.key == link_key(url))
    return _articles(connection, article.c.id.in_(met))


def _articles(connection: Connection, *conditions: ColumnElement[Any]) -> list[Article]:
    rows = connection.execute(select(*ARTICLE_COLUMNS).where(*conditions).order_by(article.c.guid).limit(MOST))
    return [article_of(row._mapping) for row in rows]


def _grouped(digits: str) -> str:
    """With the hyphens of a UUID: `6f1d3c5e-6d0b-…`."""
    groups = _GROUPS.fullmatch(digits)
    return "-".join(filter(None, groups.groups())) if groups else digits

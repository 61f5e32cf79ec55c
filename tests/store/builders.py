"""Cards, articles and readings to keep, with invented words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from csm_crawler.items import Article, Card
from csm_crawler.store import Reading

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def card(number: int = 1, **fields: Any) -> Card:
    usual: dict[str, Any] = {
        "site": "gaceta",
        "page_url": "https://gaceta.example/noticias",
        "position": number,
        "seen_at": NOON,
        "title": f"Noticia {number}",
        "link": f"https://gaceta.example/{number}",
        "teaser": "Una entradilla.",
        "date_text": "19 noviembre, 2026",
    }
    return Card(**usual | fields)


def article(of: Card, **fields: Any) -> Article:
    usual: dict[str, Any] = {
        "guid": f"urn:uuid:{uuid5(NAMESPACE_URL, of.link)}",
        "url": of.link,
        "site": of.site,
        "title": of.title,
        "summary": of.teaser,
        "published": NOON - timedelta(days=1),
        "published_precision": "day",
        "published_rule": "day_month_year",
        "date_text": of.date_text,
        "language": "es",
        "platforms": ("weibo",),
        "first_seen": of.seen_at,
    }
    return Article(**usual | fields)


def reading(number: int = 1, *, feeds: str = "all weibo", says: Card | None = None, **fields: Any) -> Reading:
    read = says or card(number)
    return Reading(card=read, article=article(read, **fields), feeds=frozenset(feeds.split()))


def reread(first: Reading, *, words: dict[str, Any], meaning: dict[str, Any] | None = None, days: int = 3) -> Reading:
    """The same link read again some days later, with other words on its card and what was made of them."""
    later = first.card.seen_at + timedelta(days=days)
    again = replace(first.card, seen_at=later, **words)
    means: dict[str, Any] = {
        "title": again.title,
        "summary": again.teaser,
        "date_text": again.date_text,
        "first_seen": later,
    }
    return replace(first, card=again, article=replace(first.article, **means | (meaning or {})))

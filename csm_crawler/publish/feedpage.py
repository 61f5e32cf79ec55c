"""What is known of a feed → its page: what it is, its articles by month, the newest of them, where to subscribe."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csm_crawler.items import Article
from csm_crawler.normalize.text import shorten
from csm_crawler.publish.cards import Card, Shown, by_day, cards_of
from csm_crawler.publish.clean import clean_line, web_url
from csm_crawler.publish.feed import FeedLink, Source, feed_url
from csm_crawler.publish.monthly import ByMonth, chart_of, rows_of
from csm_crawler.publish.place import Place
from csm_crawler.publish.profile import Profile
from csm_crawler.publish.website import render
from csm_crawler.publish.wording import Words, words

TEASER = 400
"""Characters."""
FORMATS = {".rss": "RSS", ".atom": "Atom", ".json": "JSON"}
WORDS = ("cards", "feed", "kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """What is told of one feed, in the language of the page."""

    feed: FeedLink
    parts: tuple[FeedLink, ...]
    """The feeds of its articles in one language."""
    profile: Profile
    articles: tuple[Article, ...]
    """Its newest."""
    by_month: ByMonth


def to_feed_page(
    page: FeedPage,
    *,
    language: str,
    sources: Mapping[str, Source],
    labels: Mapping[str, str],
    names: Collection[str],
    base_url: str,
    has_status: bool = False,
) -> bytes:
    """The HTML page in UTF-8, to lie beside the feed's files. `names` are those of all feeds, which it may lead to.

    The same arguments give the same bytes.
    """
    place, w = Place(name=page.feed.name, language=language), words(language, *WORDS)
    profile = page.profile.cleaned()
    shown = Shown(place=place, w=w, sources=sources, labels=labels, names=names)
    return render(
        "feed.html",
        place,
        words_of=WORDS,
        base_url=base_url,
        has_status=has_status,
        feed=page.feed,
        title=clean_line(page.feed.title) or page.feed.name,
        profile=profile,
        kinds=_sentence([w.get(kind, kind) for kind in profile.kinds], w),
        domains=[(one, url) for one in profile.domains if (url := web_url(f"https://{one}/"))],
        parts=[_addresses(feed, place, base_url) for feed in page.parts],
        main=_addresses(page.feed, place, base_url),
        days=by_day(_shorter(cards_of(page.articles, shown)), w),
        chart=chart_of(page.by_month, w),
        rows=rows_of(page.by_month, w, place),
        archived=bool(page.by_month.archived),
        **_span(page.by_month.held, w),
    )


def _sentence(kinds: Sequence[str], w: Words) -> str:
    """«E-commerce, live streaming»; empty where nothing is known."""
    told = w.listed(kinds)
    return told[:1].upper() + told[1:]


def _span(held: Sequence[str], w: Words) -> dict[str, str]:
    """The first and the last of its months."""
    return {"first": w.month(held[0]) if held else "", "last": w.month(held[-1]) if held else ""}


def _shorter(cards: Sequence[Card]) -> Iterator[Card]:
    return (replace(card, teaser=shorten(card.teaser, TEASER)) for card in cards)


def _addresses(feed: FeedLink, place: Place, base_url: str) -> dict[str, Any]:
    return {
        "title": clean_line(feed.title) or feed.name,
        "count": feed.count,
        "address": feed_url(base_url, feed.name, ".rss"),
        "formats": [
            (label, place.file(f"{feed.name}{suffix}"), feed_url(base_url, feed.name, suffix))
            for suffix, label in FORMATS.items()
        ],
    }

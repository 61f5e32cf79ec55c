"""Feeds and newest articles → index.html, the page for people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from csm_crawler.items import Article
from csm_crawler.normalize.folding import variants_in
from csm_crawler.publish.cards import Card, Shown, by_day, cards_of, fitting, site_label
from csm_crawler.publish.clean import clean_line
from csm_crawler.publish.feed import FeedLink, Source, feed_url
from csm_crawler.publish.filters import Known, filters
from csm_crawler.publish.folders import in_folders
from csm_crawler.publish.place import DEFAULT, INDEX, Place, has_page
from csm_crawler.publish.website import render
from csm_crawler.publish.wording import Words, words

LARGEST = 295_000
"""Bytes of the page: what comes is read on telephones."""
SCRIPTS = ("index.js",)
WORDS = ("cards", "index")


def to_index(
    feeds: Sequence[FeedLink],
    articles: Iterable[Article],
    *,
    sources: Mapping[str, Source],
    labels: Mapping[str, str],
    base_url: str,
    has_status: bool = False,
    language: str = DEFAULT,
    above: Mapping[str, Collection[str]] | None = None,
) -> bytes:
    """The HTML page in UTF-8: what this is, `articles` (all that are given) newest first, and where each feed lies.

    `above`: slug of a platform → the feeds that an article stands in which names it, by roll-up; its own alone where
    it is not given. The same arguments, in whatever order, give the same bytes.
    """
    place, w = Place(name=INDEX, language=language), words(language, *WORDS)
    articles, titles = tuple(articles), {feed.name: clean_line(feed.title) or feed.name for feed in feeds}
    cards = cards_of(articles, Shown(place=place, w=w, sources=sources, labels=labels, names=titles.keys()))
    called = {article.site: site_label(article.site, sources) for article in articles}
    main = next((feed for feed in feeds if feed.name == "all"), None)
    values: dict[str, Any] = {
        "words_of": WORDS,
        "scripts": SCRIPTS,
        "base_url": base_url,
        "has_status": has_status,
        "main": {**_feed(main, place), "parts": []} if main else None,
        "main_url": feed_url(base_url, "all", ".rss"),
        "total": max(main.count if main else 0, len(cards)),
        "filters": filters(articles, w, Known(titles=titles, sites=called, above=above or {})),
        "variants": variants_in("".join(f"{card.title}{card.teaser}" for card in cards)),
        "sections": _sections(feeds, place, w),
        # Not all of `sources`, most of which nobody may have enabled.
        "sites": sorted(set(called.values())),
    }

    def page(cards: Sequence[Card]) -> bytes:
        return render("index.html", place, days=by_day(cards, w), number=len(cards), **values)

    return page(fitting(cards, LARGEST - len(page(cards[:1]))))


def _sections(feeds: Sequence[FeedLink], place: Place, w: Words) -> list[dict[str, Any]]:
    """The feeds but "all" in their folders; in each the fullest first, then by title."""
    fullest_first = sorted(feeds, key=lambda feed: (-feed.count, feed.title.casefold(), feed.name))
    return [
        {
            "title": w.get(f"folder_{folder.name}", folder.title),
            "feeds": [{**_feed(whole, place), "parts": _parts(parts, place)} for whole, parts in folder.feeds],
        }
        for folder in in_folders(fullest_first)
    ]


def _parts(feeds: Sequence[FeedLink], place: Place) -> list[dict[str, Any]]:
    """Feeds in one language, with the tag of their language."""
    return [{**_feed(feed, place), "tag": feed.name.rpartition(".")[2]} for feed in feeds]


def _feed(feed: FeedLink, place: Place) -> dict[str, Any]:
    return {
        "name": feed.name,
        "title": clean_line(feed.title) or feed.name,
        "count": feed.count,
        "page": place.page(feed.name) if has_page(feed.name) else "",
        "file": place.file(feed.name),
    }

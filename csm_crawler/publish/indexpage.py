"""Feeds and newest articles → index.html, the page for people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from csm_crawler.items import Article
from csm_crawler.publish.cards import Shown, by_day, cards_of, has_page
from csm_crawler.publish.clean import clean_line
from csm_crawler.publish.feed import FeedLink, Source, feed_url
from csm_crawler.publish.folders import in_folders
from csm_crawler.publish.place import DEFAULT, Place
from csm_crawler.publish.website import render
from csm_crawler.publish.wording import words

INDEX = "index"
MOST = 500
"""Cards: whoever chooses the articles cuts here."""
WORDS = ("cards", "index")


def to_index(
    feeds: Sequence[FeedLink],
    articles: Iterable[Article],
    *,
    sources: Mapping[str, Source],
    labels: Mapping[str, str],
    base_url: str,
    language: str = DEFAULT,
    above: Mapping[str, Collection[str]] | None = None,
) -> bytes:
    """The HTML page in UTF-8: what this is, `articles` (all that are given) newest first, and where each feed lies.

    `above`: slug of a platform → the feeds that an article stands in which names it, by roll-up; its own alone where
    it is not given. The same arguments, in whatever order, give the same bytes.
    """
    place, w = Place(name=INDEX, language=language), words(language, *WORDS)
    names = {feed.name for feed in feeds}
    articles = tuple(articles)
    shown = Shown(place=place, w=w, sources=sources, labels=labels, names=names)
    cards = cards_of(articles, shown)
    main = next((feed for feed in feeds if feed.name == "all"), None)
    return render(
        "index.html",
        place,
        words_of=WORDS,
        scripts=("index.js",),
        base_url=base_url,
        main={**_feed(main, place), "parts": []} if main else None,
        main_url=feed_url(base_url, "all", ".rss"),
        days=by_day(cards, w),
        number=len(cards),
        total=max(main.count if main else 0, len(cards)),
        filters=[],
        variants="",
        sections=_sections(feeds, place),
        # Not all of `sources`, most of which nobody may have enabled.
        sites=sorted({card.site for card in cards}),
    )


def _sections(feeds: Sequence[FeedLink], place: Place) -> list[dict[str, Any]]:
    """The feeds but "all" in their folders; in each the fullest first, then by title."""
    w = words(place.language, *WORDS)
    fullest_first = sorted(feeds, key=lambda feed: (-feed.count, feed.title.casefold(), feed.name))
    return [
        {
            "title": w[f"folder_{folder.name}"] if f"folder_{folder.name}" in w else folder.title,
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
        "anchor": f"feed-{feed.name.replace('/', '-')}",
        "page": place.page(feed.name) if has_page(feed.name) else "",
        "file": place.file(feed.name),
    }

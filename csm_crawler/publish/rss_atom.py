"""Feed → RSS 2.0 and Atom 1.0, through feedgen and the extensions of `elements.py`.

The aim is the W3C feed validator without an error or a warning. One generator a format: their self links differ.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, clean_name, language_tag, may_be_markup, web_url
from csm_crawler.publish.elements import AtomEntry, AtomFeed, FeedExtension, RssEntry, RssFeed, as_html
from csm_crawler.publish.feed import Feed, entry_date, entry_summary, entry_tags, entry_title, entry_updated
from csm_crawler.publish.images import entry_image
from csm_crawler.publish.stylesheet import CSS

AUTHOR = "csm_crawler"
TTL = 60
"""Minutes; readers poll at most that often, and NetNewsWire trusts no more than five hours."""
OWN_LANGUAGE = "en"
"""Of what we say ourselves, in a feed whose articles do not tell theirs."""

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&#?\w+;?")
_PLAIN_ELEMENT = re.compile(rb"(?<=>)[^<>]*(?=</(?:title|category|source)>)")


def to_rss(feed: Feed) -> bytes:
    """RSS 2.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed."""
    generator = _generator(feed, "rss", "application/rss+xml")
    generator.register_extension("csm", RssFeed, RssEntry, atom=False, rss=True)
    entries = feed.entries
    _extend(generator.csm, feed, entries)
    generator.lastBuildDate(feed.updated)
    generator.ttl(TTL)
    for article in entries:
        _add_item(generator.add_entry(order="append"), article, feed)
    body: bytes = generator.rss_str(pretty=True)
    return _PLAIN_ELEMENT.sub(_hexadecimal, body)


def to_atom(feed: Feed) -> bytes:
    """Atom 1.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed."""
    generator = _generator(feed, "atom", "application/atom+xml")
    generator.register_extension("csm", AtomFeed, AtomEntry, atom=True, rss=False)
    entries = feed.entries
    _extend(generator.csm, feed, entries)
    newest = feed.updated
    for article, stamp in _stamps(entries):
        _add_entry(generator.add_entry(order="append"), article, feed, stamp)
        newest = max(newest, stamp)
    generator.updated(newest)
    body: bytes = generator.atom_str(pretty=True)
    return body


def _generator(feed: Feed, suffix: str, media_type: str) -> FeedGenerator:
    """What both formats say of the feed itself."""
    generator = FeedGenerator()
    title = clean_line(feed.title) or feed.name
    generator.id(feed.id)
    generator.title(_for_html_readers(title) if suffix == "rss" else title)
    generator.description(feed.description)
    generator.author(name=AUTHOR)
    generator.generator(AUTHOR)
    generator.language(feed.language or OWN_LANGUAGE)
    generator.link(href=feed.url(f".{suffix}"), rel="self", type=media_type)
    # The last link becomes the <link> of the RSS channel: it must be the page for people.
    generator.link(href=feed.home, rel="alternate", type="text/html")
    return generator


def _extend(extension: FeedExtension, feed: Feed, entries: tuple[Article, ...]) -> None:
    extension.stylesheet = "../" * feed.name.count("/") + CSS
    extension.hub = web_url(feed.hub)
    extension.has_images = any(entry_image(article, feed.source_of(article)) for article in entries)


def _add_item(item: FeedEntry, article: Article, feed: Feed) -> None:
    item.guid(article.guid, permalink=False)
    item.title(_for_html_readers(entry_title(article)))
    item.link(href=web_url(article.url))
    item.pubDate(entry_date(article))
    if summary := entry_summary(article):
        # Readers take it for HTML; escaped, our plain text shows as it is.
        item.description(as_html(summary))
    for slug, label in entry_tags(article, feed.labels):
        item.category(term=slug, label=label)
    source = feed.source_of(article)
    item.csm.creator, item.csm.language = clean_name(article.author), language_tag(article.language)
    item.csm.image = entry_image(article, source)
    if feed_url := web_url(source.feed_url):
        item.source(url=feed_url, title=source.label)
    else:
        # <source url> must be a feed; a site without one is named by Dublin Core (both at once are one too many).
        item.csm.source = source.label


def _add_entry(entry: FeedEntry, article: Article, feed: Feed, stamp: datetime) -> None:
    entry.id(article.guid)
    entry.title(entry_title(article))
    entry.link(href=web_url(article.url), rel="alternate")
    entry.published(entry_date(article))
    entry.updated(stamp)
    # Atom wants words in an entry: one that has none repeats its title.
    entry.summary(entry_summary(article) or entry_title(article))
    if author := clean_name(article.author):
        entry.author(name=author)
    for slug, label in entry_tags(article, feed.labels):
        entry.category(term=slug, label=label)
    entry.csm.links = entry.link()
    entry.csm.source, entry.csm.updated = feed.source_of(article), entry_updated(article)
    entry.csm.language, entry.csm.image = language_tag(article.language), entry_image(article, entry.csm.source)


def _stamps(articles: tuple[Article, ...]) -> Iterator[tuple[Article, datetime]]:
    """Each article with its `updated` for Atom, where no two entries may have the same one.

    A day's articles are all of its noon, a page's undated ones all of one fetch. The fraction of the second, which no
    site tells, is made of the guid: it is the same whatever stands beside the entry.
    """
    taken: set[datetime] = set()
    for article in articles:
        stamp = entry_updated(article).replace(microsecond=_fraction(article.guid))
        while stamp in taken:
            stamp += timedelta(microseconds=1)
        taken.add(stamp)
        yield article, stamp


@lru_cache(maxsize=4096)
def _fraction(guid: str) -> int:
    """Microseconds."""
    return uuid5(NAMESPACE_URL, guid).int % 1_000_000


def _for_html_readers(title: str) -> str:
    """RSS titles have no type and most readers take them for HTML: what would be markup there is escaped once more."""
    return _MARKUP.sub(_escaped, title) if may_be_markup(title) else title


def _escaped(match: re.Match[str]) -> str:
    return html.escape(match[0]) if match[0] == "<" or may_be_markup(match[0]) else match[0]


def _hexadecimal(match: re.Match[bytes]) -> bytes:
    """`&` and `<` as the RSS Profile wants them in plain text: more readers decode these once and not twice."""
    return match[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")

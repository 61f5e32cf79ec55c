"""Feed → RSS 2.0 and Atom 1.0, through feedgen and an extension of our own.

What feedgen 1.0.0 does not do, or does wrong, is done in the extensions, by its own interface for them. The aim is the
W3C feed validator without an error or a warning; where a rule below seems odd, it is that validator's. One generator a
format: their self links differ.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, language_tag, web_url
from csm_crawler.publish.feed import (
    Feed,
    Source,
    entry_date,
    entry_summary,
    entry_tags,
    entry_title,
    entry_updated,
    feed_id,
)
from csm_crawler.publish.paging import add_pages

AUTHOR = "csm_crawler"
TTL = 60
"""Minutes; readers poll at most that often, and NetNewsWire trusts no more than five hours."""

_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A `<` or `&` that a reader who takes a plain title for HTML would read as markup.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_PLAIN_ELEMENT = re.compile(rb"(?<=>)[^<>]*(?=</(?:title|category|source)>)")


def to_rss(feed: Feed) -> bytes:
    """RSS 2.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed."""
    generator = _generator(feed, "rss", "application/rss+xml")
    generator.register_extension("csm", _DublinCoreFeed, _DublinCoreEntry, atom=False, rss=True)
    generator.lastBuildDate(feed.updated)
    generator.ttl(TTL)
    if language := feed.language:
        generator.language(language)
    for article in feed.entries:
        _add_item(generator.add_entry(order="append"), article, feed)
    body: bytes = generator.rss_str(pretty=True)
    return _PLAIN_ELEMENT.sub(_hexadecimal, body)


def to_atom(feed: Feed) -> bytes:
    """Atom 1.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed."""
    generator = _generator(feed, "atom", "application/atom+xml")
    generator.register_extension("csm", _AtomFeed, _AtomEntry, atom=True, rss=False)
    if language := feed.language:
        generator.language(language)
    newest = feed.updated
    for article, stamp in _stamps(feed.entries):
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
    generator.link(href=f"{feed.base_url}{feed.path}.{suffix}", rel="self", type=media_type)
    # The last link becomes the <link> of the RSS channel: it must be the page for people.
    generator.link(href=feed.home, rel="alternate", type="text/html")
    add_pages(generator, feed, suffix, media_type)
    return generator


def _add_item(item: FeedEntry, article: Article, feed: Feed) -> None:
    item.guid(article.guid, permalink=False)
    item.title(_for_html_readers(entry_title(article)))
    item.link(href=web_url(article.url))
    item.pubDate(entry_date(article))
    if summary := entry_summary(article):
        # Readers take it for HTML; escaped, our plain text shows as it is.
        item.description(_as_html(summary))
    for slug, label in entry_tags(article, feed.labels):
        item.category(term=slug, label=label)
    item.csm.creator, item.csm.language = clean_line(article.author), language_tag(article.language)
    if source := feed.sources.get(article.site):
        title, feed_url = clean_line(source.title) or source.name, web_url(source.feed_url)
        if feed_url:
            item.source(url=feed_url, title=title)
        else:
            # <source url> must be a feed; a site without one is named by Dublin Core (both at once are one too many).
            item.csm.source = title


def _add_entry(entry: FeedEntry, article: Article, feed: Feed, stamp: datetime) -> None:
    entry.id(article.guid)
    entry.title(entry_title(article))
    entry.link(href=web_url(article.url), rel="alternate")
    entry.published(entry_date(article))
    entry.updated(stamp)
    # Atom wants words in an entry: one that has none repeats its title.
    entry.summary(_as_html(entry_summary(article) or entry_title(article)), type="html")
    # A name with markup would not be shown as such by anybody.
    if author := clean_line(re.sub(r"<[^>]*>?", "", article.author)):
        entry.author(name=author)
    for slug, label in entry_tags(article, feed.labels):
        entry.category(term=slug, label=label)
    entry.csm.links = entry.link()
    entry.csm.source, entry.csm.updated = feed.sources.get(article.site), entry_updated(article)
    entry.csm.language = language_tag(article.language)


class _DublinCoreFeed(BaseExtension):  # type: ignore[misc]
    """Declares the namespace on the root: declared on each item it is a warning."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC}


class _DublinCoreEntry(BaseEntryExtension):  # type: ignore[misc]
    """What RSS has no element for: the author without a mail address, the language, a source without a feed."""

    creator = language = source = ""

    def extend_rss(self, item: etree._Element) -> etree._Element:
        for name in ("creator", "language", "source"):
            if text := getattr(self, name):
                etree.SubElement(item, f"{{{_DC}}}{name}").text = text
        return item


class _AtomFeed(BaseExtension):  # type: ignore[misc]
    """The feed's own title."""

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        _declare_type(feed)
        return feed


class _AtomEntry(BaseEntryExtension):  # type: ignore[misc]
    """Gives links back their attributes, which feedgen drops (its issue 135), and adds language and source."""

    links: tuple[dict[str, str], ...] = ()
    language = ""
    source: Source | None = None
    updated: datetime

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        for element, link in zip(entry.findall("link"), self.links, strict=True):
            for key, value in link.items():
                element.set(key, value)
        # Empty where it is not known: the entry must not inherit the feed's.
        entry.set(_XML_LANG, self.language)
        _declare_type(entry)
        if self.source is not None:
            _add_source(entry, self.source, self.updated)
        return entry


def _declare_type(parent: etree._Element) -> None:
    """A plain title with what might be markup becomes escaped HTML, and says so: nobody has to guess."""
    for title in parent.findall("title"):
        text = title.text or ""
        if "<" in text or "&" in text:
            title.set("type", "html")
            title.text = _as_html(text)


def _add_source(entry: etree._Element, source: Source, updated: datetime) -> None:
    """The site; its date is the entry's own, for feedgen's (none) is an error and a clock's would change every run."""
    element = etree.SubElement(entry, "source")
    etree.SubElement(element, "id").text = feed_id(f"site/{source.name}")
    etree.SubElement(element, "title").text = clean_line(source.title) or source.name
    etree.SubElement(element, "updated").text = updated.isoformat()
    for rel, url in (("alternate", web_url(source.url)), ("self", web_url(source.feed_url))):
        if url:
            etree.SubElement(element, "link", rel=rel, href=url)
    _declare_type(element)


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


def _as_html(text: str) -> str:
    return html.escape(text, quote=False)


def _for_html_readers(title: str) -> str:
    """RSS titles have no type and most readers take them for HTML: what would be markup there is escaped once more."""
    return _MARKUP.sub(lambda match: html.escape(match[0]), title)


def _hexadecimal(match: re.Match[bytes]) -> bytes:
    """`&` and `<` as the RSS Profile wants them in plain text: more readers decode these once and not twice."""
    return match[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")

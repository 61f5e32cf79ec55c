"""Feed → RSS 2.0 and Atom 1.0, through feedgen and the extensions of `elements.py`.

The aim is the W3C feed validator without an error or a warning. One generator a format: their self links differ.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, clean_name, language_tag, may_be_markup, web_url
from csm_crawler.publish.elements import AtomEntry, AtomFeed, FeedExtension, RssEntry, RssFeed, as_html
from csm_crawler.publish.feed import Feed, Source, entry_date, entry_summary, entry_tags, entry_title
from csm_crawler.publish.images import entry_image
from csm_crawler.publish.paging import add_pages
from csm_crawler.publish.pieces import ATOM, RSS, Entry, Pieces, woven
from csm_crawler.publish.stylesheet import CSS

AUTHOR = "csm_crawler"
TTL = 60
"""Minutes; readers poll at most that often, and NetNewsWire trusts no more than five hours."""
OWN_LANGUAGE = "en"
"""Of what we say ourselves, in a feed whose articles do not tell theirs."""

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&#?\w+;?")
# It begins with a sign that is rare, so that the search is fast.
_IN_PLAIN_TEXT = re.compile(rb"&(amp|lt);(?=[^<]*</(?:title|category|source)>)")
# An entry as a document holds it; in its texts no `<` is left.
_ITEM = b"    <item>\n", b"\n    </item>\n"
_ENTRY = b"  <entry ", b"\n  </entry>\n"
_HEXADECIMAL = {b"amp": b"&#x26;", b"lt": b"&#x3C;"}


def to_rss(feed: Feed, known: Pieces | None = None) -> bytes:
    """RSS 2.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed.

    Entries that are `known` from other feeds are not made again.
    """
    entries = (Pieces() if known is None else known).of(feed)
    return woven(entries, [RSS] * len(entries), lambda new: _rss(feed, [entries[place] for place in new]), *_ITEM)


def _rss(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The document with some of its entries."""
    generator = _generator(feed, "rss", "application/rss+xml")
    generator.register_extension("csm", RssFeed, RssEntry, atom=False, rss=True)
    _extend(generator.csm, feed)
    generator.lastBuildDate(feed.updated)
    generator.ttl(TTL)
    for one in entries:
        _add_item(generator.add_entry(order="append"), one.article, one.source, feed.labels)
    body: bytes = generator.rss_str(pretty=True)
    # As the RSS Profile wants `&` and `<` in plain text: more readers decode these once and not twice.
    return _IN_PLAIN_TEXT.sub(lambda match: _HEXADECIMAL[match[1]], body)


def to_atom(feed: Feed, known: Pieces | None = None) -> bytes:
    """Atom 1.0 of all the feed's entries: UTF-8, one element a line, the same bytes for the same feed.

    Entries that are `known` from other feeds are not made again.
    """
    entries = (Pieces() if known is None else known).of(feed)
    stamps = list(_stamps(entries))
    newest = max([feed.updated, *stamps])
    keys = [ATOM if stamp == one.stamp else stamp for one, stamp in zip(entries, stamps, strict=True)]
    return woven(
        entries, keys, lambda new: _atom(feed, [(entries[place], stamps[place]) for place in new], newest), *_ENTRY
    )


def _atom(feed: Feed, entries: Sequence[tuple[Entry, datetime]], newest: datetime) -> bytes:
    """The document with some of its entries, each with its `updated` for Atom."""
    generator = _generator(feed, "atom", "application/atom+xml")
    generator.register_extension("csm", AtomFeed, AtomEntry, atom=True, rss=False)
    _extend(generator.csm, feed)
    generator.updated(newest)
    for one, stamp in entries:
        entry = generator.add_entry(order="append")
        entry.updated(stamp)
        entry.csm.updated = one.updated
        _add_entry(entry, one.article, one.source, feed.labels)
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
    add_pages(generator, feed, f".{suffix}", media_type)
    return generator


def _extend(extension: FeedExtension, feed: Feed) -> None:
    extension.stylesheet = "../" * feed.path.count("/") + CSS
    extension.hub = web_url(feed.hub)
    if any(source.images for source in feed.sources.values()):
        extension.has_images = any(entry_image(article, feed.source_of(article)) for article in feed.entries)


def _add_item(item: FeedEntry, article: Article, source: Source, labels: Mapping[str, str]) -> None:
    item.guid(article.guid, permalink=False)
    item.title(_for_html_readers(entry_title(article)))
    item.link(href=web_url(article.url))
    if summary := entry_summary(article):
        # Readers take it for HTML; escaped, our plain text shows as it is.
        item.description(as_html(summary))
    ours = item.csm
    ours.published, ours.tags = entry_date(article), entry_tags(article, labels)
    ours.image = entry_image(article, source)
    ours.creator, ours.language = clean_name(article.author), language_tag(article.language)
    if feed_url := web_url(source.feed_url):
        item.source(url=feed_url, title=source.label)
    else:
        # <source url> must be a feed; a site without one is named by Dublin Core (both at once are one too many).
        ours.source = source.label


def _add_entry(entry: FeedEntry, article: Article, source: Source, labels: Mapping[str, str]) -> None:
    title = entry_title(article)
    entry.id(article.guid)
    entry.title(title)
    entry.link(href=web_url(article.url))
    entry.published(entry_date(article))
    # Atom wants words in an entry: one that has none repeats its title.
    summary = entry_summary(article) or title
    if may_be_markup(summary):
        entry.summary(as_html(summary), type="html")
    else:
        entry.summary(summary)
    if author := clean_name(article.author):
        entry.author(name=author)
    ours = entry.csm
    ours.has_marked_title, ours.tags = may_be_markup(title), entry_tags(article, labels)
    ours.source, ours.image, ours.language = source, entry_image(article, source), language_tag(article.language)


def _stamps(entries: Iterable[Entry]) -> Iterator[datetime]:
    """Each entry's `updated` for Atom, where no two may have the same one.

    A day's articles are all of its noon, a page's undated ones all of one fetch: `Entry.stamp` tells most apart.
    """
    taken: set[datetime] = set()
    for one in entries:
        stamp = one.stamp
        while stamp in taken:
            stamp += timedelta(microseconds=1)
        taken.add(stamp)
        yield stamp


def _for_html_readers(title: str) -> str:
    """RSS titles have no type and most readers take them for HTML: what would be markup there is escaped once more."""
    return _MARKUP.sub(_escaped, title) if may_be_markup(title) else title


def _escaped(match: re.Match[str]) -> str:
    return html.escape(match[0]) if match[0] == "<" or may_be_markup(match[0]) else match[0]

"""What feedgen 1.0.0 does not write, or writes wrongly, as extensions of it: by its own interface for them.

Where a rule below seems odd, it is the W3C feed validator's.
"""

import html
import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from csm_crawler.publish.clean import clean_line, may_be_markup, web_url
from csm_crawler.publish.feed import Source, feed_id
from csm_crawler.publish.images import image_type

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An `&` before a space is one in HTML, too.
_NOT_HTML = re.compile(r"<|&(?=\S)")


def as_html(text: str) -> str:
    """Plain text for a place where HTML is read, still legible where it is not."""
    return _NOT_HTML.sub(lambda match: html.escape(match[0]), text) if "<" in text or "&" in text else text


class FeedExtension(BaseExtension):  # type: ignore[misc]
    """The stylesheet for browsers, the hub, and the namespaces of the entries: declared on them they are a warning."""

    stylesheet = ""
    """Relative URL."""
    hub = ""
    has_images = False

    def extend_ns(self) -> dict[str, str]:
        """The prefix of Media RSS, where an entry uses it."""
        return {"media": _MEDIA} if self.has_images else {}

    def _add_stylesheet(self, root: etree._Element) -> None:
        root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{self.stylesheet}"'))


class RssFeed(FeedExtension):
    """An RSS document."""

    def extend_ns(self) -> dict[str, str]:
        """All prefixes of the items."""
        return {"dc": _DC, **super().extend_ns()}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        """Before the items come."""
        self._add_stylesheet(rss)
        if self.hub:
            etree.SubElement(rss[0], f"{{{_ATOM}}}link", rel="hub", href=self.hub)
        return rss


class AtomFeed(FeedExtension):
    """An Atom document."""

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Before the entries come."""
        self._add_stylesheet(feed)
        _declare_type(feed)
        if self.hub:
            etree.SubElement(feed, "link", rel="hub", href=self.hub)
        return feed


class RssEntry(BaseEntryExtension):  # type: ignore[misc]
    """What RSS has no element for (the author without a mail address, the language, a source without a feed), and what
    feedgen writes slowly: its dates ask for the locale three times, its categories for their keys."""

    creator = language = source = image = ""
    tags: Sequence[tuple[str, str]] = ()
    """Slug and name for people."""
    published: datetime

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """The item as feedgen made it, and more."""
        for _, label in self.tags:
            etree.SubElement(item, "category").text = label
        etree.SubElement(item, "pubDate").text = format_datetime(self.published)
        for name in ("creator", "language", "source"):
            if text := getattr(self, name):
                etree.SubElement(item, f"{{{_DC}}}{name}").text = text
        _add_image(item, self.image)
        return item


class AtomEntry(BaseEntryExtension):  # type: ignore[misc]
    """Gives the link back its relation, which feedgen drops (its issue 135), and adds tags, language and source."""

    language = image = ""
    tags: Sequence[tuple[str, str]] = ()
    has_marked_title = False
    source: Source
    updated: datetime

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """The entry as feedgen made it, mended."""
        next(entry.iterchildren("link")).set("rel", "alternate")
        # BCP 47 for "not known": the entry must not inherit the feed's.
        entry.set(_XML_LANG, self.language or "und")
        if self.has_marked_title:
            _declare_type(entry)
        for slug, label in self.tags:
            etree.SubElement(entry, "category", term=slug, label=label)
        # The date is the entry's own: feedgen's source has none, an error, and a clock's would change every run.
        source = deepcopy(_source(self.source))
        source[2].text = self.updated.isoformat()
        entry.append(source)
        _add_image(entry, self.image)
        return entry


def _declare_type(parent: etree._Element) -> None:
    """A plain title with what might be markup becomes escaped HTML, and says so: nobody has to guess."""
    title = parent.find("title")
    if may_be_markup(title.text):
        title.set("type", "html")
        title.text = as_html(title.text)


@lru_cache(maxsize=256)
def _source(source: Source) -> etree._Element:
    """The site, with an empty date."""
    element = etree.Element("source")
    etree.SubElement(element, "id").text = feed_id(f"site/{clean_line(source.name)}")
    etree.SubElement(element, "title").text = source.label
    etree.SubElement(element, "updated")
    for rel, url in (("alternate", web_url(source.url)), ("self", web_url(source.feed_url))):
        if url:
            etree.SubElement(element, "link", rel=rel, href=url)
    _declare_type(element)
    return element


def _add_image(entry: etree._Element, url: str) -> None:
    """Media RSS without its group, which asks for several versions; size and length are not known."""
    if url:
        known = {"type": image_type(url)} if image_type(url) else {}
        etree.SubElement(entry, f"{{{_MEDIA}}}content", url=url, medium="image", **known)

"""The documents of a feed as RFC 5005, section 4, ties them: the current one, and from each to the one before it.

No document says which one comes after it: so a closed month does not change when the next one opens.
"""

from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from csm_crawler.publish.feed import Feed, feed_url

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


def add_pages(generator: FeedGenerator, feed: Feed, suffix: str, media_type: str) -> None:
    """Have the feed lead to its archive, and an archived document say that it is one; nothing without an archive."""
    if not (feed.document or feed.older):
        return
    generator.register_extension("pages", _Pages, BaseEntryExtension, atom=True, rss=True)
    pages = generator.pages
    pages.is_archive = bool(feed.document)
    paths = {"current": feed.name if feed.document else "", "prev-archive": feed.older}
    pages.links = [
        {"rel": rel, "href": feed_url(feed.base_url, path, suffix), "type": media_type}
        for rel, path in paths.items()
        if path
    ]


class _Pages(BaseExtension):  # type: ignore[misc]
    """The links, and the mark of an archived document."""

    is_archive = False
    links: list[dict[str, str]]

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY} if self.is_archive else {}

    def extend_rss(self, root: etree._Element) -> etree._Element:
        self._extend(root[0], f"{{{_ATOM}}}link")
        return root

    def extend_atom(self, root: etree._Element) -> etree._Element:
        self._extend(root, "link")
        return root

    def _extend(self, parent: etree._Element, link: str) -> None:
        for one in self.links:
            attributes: dict[str, Any] = one
            etree.SubElement(parent, link, attributes)
        if self.is_archive:
            etree.SubElement(parent, f"{{{_HISTORY}}}archive")

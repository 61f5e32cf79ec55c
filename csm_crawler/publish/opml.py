"""All feeds → feeds.opml, which readers import (http://opml.org/spec2.opml)."""

from collections.abc import Sequence

from lxml import etree

from csm_crawler.publish.clean import clean_line
from csm_crawler.publish.feed import FeedLink, feed_url
from csm_crawler.publish.folders import in_folders


def to_opml(feeds: Sequence[FeedLink], *, base_url: str) -> bytes:
    """OPML 2.0 in UTF-8: every feed as RSS, in folders, by title; the same feeds give the same bytes.

    How many articles a feed has is not told: the file changes only where a feed opens.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "China's platforms in the news"
    body = etree.SubElement(root, "body")
    by_title = sorted(feeds, key=lambda feed: (feed.title.casefold(), feed.name))
    for feed in by_title:
        if feed.name == "all":
            _add(body, feed, base_url)
    for folder in in_folders(by_title):
        outline = etree.SubElement(body, "outline", text=folder.title, title=folder.title)
        for whole, parts in folder.feeds:
            for feed in (whole, *parts):
                _add(outline, feed, base_url)
    etree.indent(root)
    body_bytes: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return body_bytes + b"\n"


def _add(parent: etree._Element, feed: FeedLink, base_url: str) -> None:
    title = clean_line(feed.title) or feed.name
    addresses = {"xmlUrl": feed_url(base_url, feed.name, ".rss"), "htmlUrl": feed_url(base_url, "index", ".html")}
    etree.SubElement(parent, "outline", {"type": "rss", "text": title, "title": title, **addresses})

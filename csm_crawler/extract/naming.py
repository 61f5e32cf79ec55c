"""What a text is that is not what was asked for, in words for an error."""

import html
import re

_DECLARED = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->|<!doctype\s[^\[>]*(?:\[.*?\]\s*)?>)", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_TITLE = re.compile(r"<title[^>]*>([^<]{0,500})", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_HEAD = 20_000
_KINDS = {
    "rss": "a feed",
    "feed": "a feed",
    "rdf:rdf": "a feed",
    "urlset": "a sitemap",
    "sitemapindex": "an index of sitemaps",
    "opml": "a list of feeds (OPML)",
}


def name_text(text: str) -> str:
    """Such as `is a page titled 'Not found'`, `is a sitemap`, `is JSON`; to be put after a page's URL."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not head:
        return "is empty"
    if head[0] in "{[":
        return "is JSON"
    root = root_name(head)
    if root.lower() in _KINDS:
        return f"is {_KINDS[root.lower()]}"
    if _HTML.search(head):
        title = _TITLE.search(text[: 5 * _HEAD])
        words = " ".join(html.unescape(title[1]).split()) if title else ""
        return f"is a page titled {words[:80]!r}" if words else "is a page without a title"
    return f"is XML that begins with <{root}>" if root else f"begins with {' '.join(head[:200].split())[:40]!r}"


def is_page(text: str) -> bool:
    """Whether it is HTML, for people to look at."""
    return _HTML.search(text[:_HEAD]) is not None


def root_name(text: str) -> str:
    """The name of the root element as it is written; empty where the text is no XML."""
    at = 0
    while found := _DECLARED.match(text, at):
        at = found.end()
    root = _ROOT.match(text[at : at + _HEAD].lstrip())
    return root[1] if root else ""

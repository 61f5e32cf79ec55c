"""What one element of a page says: its words, its link, its image."""

import re
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import parsel
from lxml import etree

Element = Any
"""An element of lxml, which has no types; or a text, such as an attribute's."""

_BLOCKS = """
article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section
table td th tr ul
"""
_BREAKS = frozenset(_BLOCKS.split())
"""A reader sees a new line or a gap there."""
_HIDDEN = frozenset(["script", "style", "template"])
MAX_TEXT = 100_000
MAX_NODES = 10_000
"""What is longer is no field of a card, and thousands of elements in each other would have us copy it as often."""
_SPECIAL = (*_BREAKS, *_HIDDEN)
_STRING = etree.XPath("string()", smart_strings=False)
_LINKS = etree.XPath("(descendant::a[@href])[1]")
_AROUND = etree.XPath("ancestor::a[@href][1]")
_IMAGES = etree.XPath("(descendant::img)[1]")
_BASE = etree.XPath("string((//base/@href)[1])", smart_strings=False)
_LEADS_ON = re.compile(r"\s*(?:https?:|(?![a-z][a-z0-9+.-]*:|#)\S)", re.IGNORECASE)
"""A URL of the web as written, absolute or not: no `javascript:`, `data:`, nor a place on the same page."""
_IMAGE_URLS = ("data-src", "data-original", "data-lazy-src", "src", "content", "poster", "href")
"""Of an image that is loaded late `src` is a placeholder."""


def root_of(item: Any) -> Element:
    """The element of a parsel Selector; an element as it is."""
    return item.root if isinstance(item, parsel.Selector) else item


def text_of(node: Any) -> str:
    """The words of an element as they stand, a line break where its parts stand below each other; of a `<meta>` its
    content; of an attribute its value."""
    node = root_of(node)
    if node is None:
        return ""
    if isinstance(node, str):
        return node
    if node.tag == "meta":
        return str(node.get("content", ""))
    if len(node) == 0:
        return node.text or ""
    if next(node.iterdescendants(*_SPECIAL), None) is None:
        return str(_STRING(node))[:MAX_TEXT]
    return _lines(node)


def _lines(node: Element) -> str:
    parts: list[str] = []
    hidden = 0
    walk = etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, one in islice(walk, MAX_NODES):
        if event == "start":
            hidden += hidden > 0 or one.tag in _HIDDEN
            if not hidden:
                parts += ("\n" if one.tag in _BREAKS else "", one.text or "")
            continue
        if event == "end":
            parts.append("\n" if one.tag in _BREAKS and not hidden else "")
            hidden -= hidden > 0
        if not hidden and one is not node:
            parts.append(one.tail or "")
    return "".join(parts).strip("\n")[:MAX_TEXT]


def href_of(node: Any) -> str:
    """Where an element leads to, as written: its own `href`, that of the first link in it, or of the link around it."""
    node = root_of(node)
    if node is None or isinstance(node, str):
        return node or ""
    for others in (None, _LINKS, _AROUND):
        for one in (node,) if others is None else others(node):
            if _LEADS_ON.match(link := one.get("href", "")):
                return str(link)
    return ""


def src_of(node: Any) -> str:
    """The URL of an image as written, also of one that is loaded late; of the first image in an element."""
    node = root_of(node)
    if node is None or isinstance(node, str):
        return node or ""
    if node.tag not in ("img", "source", "meta", "link", "video"):
        node = next(iter(_IMAGES(node)), node)
    urls = [node.get(name, "") for name in _IMAGE_URLS if name != "href" or node.tag == "link"]
    urls += [node.get(name, "").strip().split(" ", 1)[0].rstrip(",") for name in ("data-srcset", "srcset")]
    return next((url for url in urls if _LEADS_ON.match(url)), "")


def base_url(root: Any, url: str) -> str:
    """What the links of a page are joined to."""
    return join(url, str(_BASE(root_of(root)))) or url


def join(base: str, link: str) -> str:
    """Absolute; empty where the link is empty or no URL at all."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""


def plain_url(url: str) -> str:
    """A URL without what may differ between two names of one page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def web_url(base: str, link: str) -> str:
    """Absolute; empty where it leads to no page of the web (`javascript:`, `mailto:`, `data:`)."""
    url = join(base, link)
    return url if url[:8].lower().startswith(("http://", "https://")) else ""

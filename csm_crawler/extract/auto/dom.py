"""A parsed page as flat lists in document order, so that every question of containment is a comparison of numbers."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page


def word_set(words: str) -> frozenset[str]:
    """The words that blanks part."""
    return frozenset(words.split())


MAX_BYTES = 5_000_000
"""A listing page is well under a megabyte; what is much more is no listing, and costs seconds."""

UNSEEN = word_set("""
    audio canvas iframe map math noscript object option script select style svg template textarea title
    video
""")
INLINE = word_set("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s
    samp small span strike strong sub sup time tt u var wbr
""")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

BORDER = "\x1f"
"""The run between two blocks of text: white space that no page has in its text."""

_NAME, _CLASSES = 40, 200
"""Characters of a tag, and of the classes beside it, that a node is called by."""
_CLASS = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")
_SPACE = re.compile(r"[\s\u00a0\u200b-\u200d\ufeff\u3000]+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LINK_TAG = re.compile(r"<(/?)a(?=[\s>])", re.IGNORECASE)
_FOR_EARS = re.compile(r"\b(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|assistive-text)\b")


@dataclass(slots=True)
class Dom:
    """Node i begins at i and its subtree ends before `end[i]`; its words are `runs[first_run[i]:last_run[i]]`."""

    base: str
    """What links are joined to: the page's URL, or its `<base href>`."""
    nodes: list[etree._Element] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    """Pieces of text as they stand; the border between blocks is the run `BORDER`."""
    owner: list[int] = field(default_factory=list)
    """The node that each run stands in directly."""
    first_run: list[int] = field(default_factory=list)
    last_run: list[int] = field(default_factory=list)
    label: list[int] = field(default_factory=list)
    """The innermost link or heading that each node is or stands in; -1 in none."""
    chars: list[int] = field(default_factory=lambda: [0])
    """How many characters there are before each run."""
    prose: list[int] = field(default_factory=lambda: [0])
    """How many of those stand in no link and no heading."""

    def text(self, node: int) -> str:
        """All words of the node, white space collapsed."""
        return clean("".join(self.runs[self.first_run[node] : self.last_run[node]]))

    def text_beside_links(self, node: int) -> str:
        """The node's words without those of links and headings in it."""
        runs = range(self.first_run[node], self.last_run[node])
        words = ""
        for run in runs:
            if self.owner[run] < 0 or self.label[self.owner[run]] <= node:
                words += " " * _touch(words, self.runs[run]) + self.runs[run]
        return clean(words)

    def length(self, node: int) -> int:
        """How many characters the node's words have, about."""
        return self.chars[self.last_run[node]] - self.chars[self.first_run[node]]

    def get(self, node: int, name: str) -> str:
        """The attribute, stripped; empty where there is none."""
        return (self.nodes[node].get(name) or "").strip()

    def words(self, node: int) -> frozenset[str]:
        """The lower-case words that class, id and role are made of: `postTitle`, `post-title` → post, title."""
        named = f"{self.get(node, 'class')} {self.get(node, 'id')} {self.get(node, 'role')}"
        return frozenset(word.lower() for word in _WORD.findall(named))

    def selector(self, node: int) -> str:
        """The node in CSS, for people: its tag and its first classes."""
        return _selector(self.tags[node][:_NAME], self.get(node, "class")[:_CLASSES])

    def inside(self, node: int, outer: int) -> bool:
        """Whether the node is the outer one or stands in it."""
        return outer <= node < self.end[outer]

    def up(self, node: int) -> list[int]:
        """The node and its ancestors, innermost first."""
        chain = []
        while node >= 0:
            chain.append(node)
            node = self.parent[node]
        return chain

    def add_run(self, owner: int, text: str) -> None:
        """Append words that stand directly in the owner."""
        self.runs.append(text)
        self.owner.append(owner)
        size = len(text.strip())
        self.chars.append(self.chars[-1] + size)
        self.prose.append(self.prose[-1] + (size if owner < 0 or self.label[owner] < 0 else 0))


@lru_cache(maxsize=1024)
def _selector(tag: str, classes: str) -> str:
    named = [one for one in classes.split() if _CLASS.fullmatch(one)]
    return ".".join((tag if _CLASS.fullmatch(tag) else "*", *named[:2]))


def _touch(before: str, after: str) -> bool:
    """Whether two pieces of text would run together, as `<b>13</b><i>nov</i>` do; not so `13<sup>th</sup>`."""
    return before[-1:].isalnum() and after[:1].isalnum() and after.strip() not in ("st", "nd", "rd", "th", "er")


def clean(text: str) -> str:
    """The text in one line."""
    return _SPACE.sub(" ", text).strip()


def visible_width(text: str) -> int:
    """How wide the text prints: a Chinese character counts for two."""
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def read_dom(page: Page) -> Dom | None:
    """The page's body in flat lists; None where there is nothing to read.

    Raises PageError for a page over `MAX_BYTES`. Broken markup is mended as libxml2 does, which also cuts what is
    nested deeper than it allows.
    """
    if len(page.body) > MAX_BYTES:
        raise PageError(
            page.url, f"has {len(page.body)} bytes; a page of up to {MAX_BYTES} is looked through for cards"
        )
    markup = _close_links(page.text.replace("\x00", "")).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(markup, parser) if markup.strip() else None
    except etree.XMLSyntaxError:
        root = None  # libxml2 gives up on text without a single element
    return None if root is None else _flatten(root, page.url)


def _close_links(html: str) -> str:
    """The markup with each link closed before the next one opens, as HTML says and libxml2 does not."""
    is_open = False

    def close(tag: re.Match[str]) -> str:
        nonlocal is_open
        was_open, is_open = is_open, tag[1] == ""
        return f"</a>{tag[0]}" if was_open and is_open else tag[0]

    return _LINK_TAG.sub(close, html)


def _flatten(root: etree._Element, url: str) -> Dom:
    dom = Dom(base=_base(root, url))
    here = -1
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        unseen = not tag or tag in UNSEEN or bool(_FOR_EARS.search(element.get("class") or ""))
        if event == "start":
            if unseen:
                walker.skip_subtree()
                continue
            here = _enter(dom, element, tag, here)
        else:
            if not unseen:
                here = _leave(dom, tag, here)
            if element.tail and here >= 0:
                dom.add_run(here, element.tail)
    return dom


def _enter(dom: Dom, element: etree._Element, tag: str, parent: int) -> int:
    if tag not in INLINE:
        dom.add_run(parent, BORDER)
    node = len(dom.nodes)
    dom.nodes.append(element)
    dom.tags.append(tag)
    dom.parent.append(parent)
    dom.end.append(node + 1)
    dom.label.append(node if tag == "a" or tag in HEADINGS else (dom.label[parent] if parent >= 0 else -1))
    dom.first_run.append(len(dom.runs))
    dom.last_run.append(len(dom.runs))
    if element.text:
        dom.add_run(node, element.text)
    return node


def _leave(dom: Dom, tag: str, node: int) -> int:
    dom.end[node] = len(dom.nodes)
    dom.last_run[node] = len(dom.runs)
    if tag not in INLINE:
        dom.add_run(dom.parent[node], BORDER)
    return dom.parent[node]


def _base(root: etree._Element, url: str) -> str:
    for base in root.iter("base"):
        href = (base.get("href") or "").strip()
        if href:
            return join(url, href) or url
    return url


def join(base: str, href: str) -> str:
    """The absolute http(s) URL, or an empty text where it is none."""
    try:
        url = urljoin(base, href.strip())
    except ValueError:  # such as an unclosed [ of an IPv6 address
        return ""
    return url if url.startswith(("http://", "https://")) else ""

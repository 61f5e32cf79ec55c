"""The text of an XML feed → XML that any parser reads, with all the entries that can be saved."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.parsers import expat

from csm_crawler.extract.xml_text import mend_text

MAX_ENTRIES = 2000
"""Of one feed, the first ones: most have ten to fifty, a blog's whole archive some hundreds."""
MAX_LENGTH = 500_000
"""Characters of an entry, and of one field; of a longer one so much is read."""
MAX_WEIGHT = 1_000_000
"""Of all entries together, see `weigh`: some seconds. A hundred articles with all their markup have a tenth of it."""
MAX_FIELDS = 60
"""Of a broken entry; as many attributes an element may have."""
MAX_DEPTH = 200
"""Elements in elements; XHTML in Atom has some twenty."""

_ROOT = re.compile(r"<((?:[\w.-]+:)?(rss|feed|rdf))(?=[\s>])[^<>]{0,20000}>", re.IGNORECASE)
_ENTRY = re.compile(r"<(/?)((?:[\w.-]+:)?(?:item|entry))(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<([A-Za-z_][\w.:-]*)[^<>]*>")
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_]")
_DECLARED = re.compile(r"\sxmlns:([\w.-]+)\s*=")
_EMPTY_LINK = re.compile(r"<link\s*+/>|<link>\s*+(?:<!\[CDATA\[\s*+\]\]>\s*+)?+</link>")
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
"""What prefixes mean that a feed uses and does not declare."""


def mend(text: str) -> str:
    """Well-formed XML without a document type; empty where the text has no feed's root.

    Put right are: junk before and after the root, ampersands and "<" that mean themselves, HTML's entities,
    characters that XML forbids, undeclared prefixes. An end that is missing is closed after the last whole entry.
    Where one entry is broken beyond that, the others are taken one by one and it is saved as far as it can be read.
    """
    root = _ROOT.search(text)
    if not root:
        return ""
    body = mend_text(text[root.end() : _end(text, root)])
    # In RSS an empty link hides the guid that is one; dc:date says when an article was made, not changed.
    body = _EMPTY_LINK.sub("", body).replace("<dc:date>", "<created>").replace("</dc:date>", "</created>")
    start = _declaring(root[0], body)
    whole = f"{start}{body}</{root[1]}>"
    pieces = list(islice(_pieces(body), MAX_ENTRIES + 1))
    if len(pieces) <= MAX_ENTRIES and all(len(one) <= MAX_LENGTH for one in pieces) and weigh(whole):
        return whole
    inner = ("<channel>", "</channel>") if root[2].lower() == "rss" else ("", "")
    entries = "".join(_entries(pieces[:MAX_ENTRIES], start, f"</{root[1]}>"))
    return f"{start}{inner[0]}{entries}{inner[1]}</{root[1]}>"


def before_root(text: str) -> str:
    """What stands before a feed's root; the whole text where it has none."""
    root = _ROOT.search(text)
    return text[: root.start()] if root else text


def outside_entries(text: str) -> str:
    """What a feed says of itself: its text from the root on, without its entries."""
    root = _ROOT.search(text)
    entry = _ENTRY.search(text)
    if not root or not entry:
        return text[root.start() :] if root else ""
    closed = text.rfind(f"</{entry[2]}")
    return text[root.start() : entry.start()] + (text[closed:] if closed > entry.start() else "")


def single_entries(xml: str) -> Iterator[str]:
    """Each entry of mended XML as a feed of its own."""
    root = _ROOT.search(xml)
    if root:
        for piece in _pieces(xml):
            yield f"{root[0]}{piece}</{root[1]}>"


def weigh(xml: str) -> int:
    """How much work feedparser has with it: some microseconds for each. 0 where that is more than `MAX_WEIGHT`, where
    it would not get to the end of the text, and where elements are nested deeper than `MAX_DEPTH`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    weight, depth = xml.count("&"), 0

    def open_element(_name: str, attributes: dict[str, str]) -> None:
        nonlocal weight, depth
        weight, depth = weight + 20, depth + 1
        if depth > MAX_DEPTH or weight > MAX_WEIGHT or len(attributes) > MAX_FIELDS:
            raise OverflowError

    def close_element(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = open_element, close_element
    try:
        parser.Parse(xml.encode("utf-8", "replace"), True)
    except (expat.ExpatError, OverflowError):
        return 0
    return weight


def _end(text: str, root: re.Match[str]) -> int:
    """Where the root is closed; of a feed that is cut off, the end of its last whole entry."""
    closed = text.rfind(f"</{root[1]}")
    if closed >= root.end():
        return closed
    ends = [one.end() for one in _ENTRY.finditer(text) if one[1] or one[0].endswith("/>")]
    begun = _ENTRY.search(text)
    return ends[-1] if ends else begun.start() if begun else len(text)


def _declaring(start: str, body: str) -> str:
    """The root's tag with a meaning for every prefix that is used below it."""
    missing = set(_PREFIX.findall(start + body)) - set(_DECLARED.findall(start)) - {"xml", "xmlns"}
    added = "".join(f' xmlns:{one}="{_NAMESPACES.get(one.lower(), f"urn:{one}")}"' for one in sorted(missing)[:100])
    return start.rstrip("/>") + added + ">"


def _entries(pieces: Iterable[str], start: str, end: str) -> Iterator[str]:
    """The entries one by one, as far as each can be read; of a broken one the fields that can."""
    left = MAX_WEIGHT
    for piece in pieces:
        weight = weigh(f"{start}{piece}{end}") if len(piece) <= MAX_LENGTH else 0
        entry = piece if weight else _saved(piece, start, end)
        left -= weight or 4 * weigh(f"{start}{entry}{end}")
        if left < 0:
            return
        yield entry


def _pieces(body: str) -> Iterator[str]:
    """From the start of each entry to its end, or to the start of the next where its end is missing."""
    begun = -1
    for tag in _ENTRY.finditer(body):
        if begun >= 0:
            yield body[begun : tag.end() if tag[1] else tag.start()]
        begun = -1 if tag[1] or tag[0].endswith("/>") else tag.start()
    if begun >= 0:
        yield body[begun:]


def _saved(piece: str, start: str, end: str) -> str:
    """A broken entry of those fields that have an end; what is in one that cannot be parsed becomes its text."""
    entry = _ENTRY.match(piece)
    if not entry:
        return ""
    fields = "".join(islice(_fields(piece, entry.end(), start, end), MAX_FIELDS))
    name = entry[2]
    return f"<{name}>{fields}</{name}>" if fields else ""


def _fields(piece: str, at: int, start: str, end: str) -> Iterator[str]:
    endless: set[str] = set()
    while tag := _TAG.search(piece, at):
        at, name = tag.end(), tag[1]
        field = tag[0]
        if not field.endswith("/>"):
            closed = -1 if name in endless else piece.find(f"</{name}", at)
            if closed < 0:
                endless.add(name)
                continue
            field = _field(field, piece[at:closed], f"</{name}>", start, end)
            at = closed + len(name) + 2
        if weigh(f"{start}{field}{end}"):
            yield field


def _field(tag: str, inner: str, closing: str, start: str, end: str) -> str:
    """A field as it is, or with all that is in it as its text."""
    if len(inner) <= MAX_LENGTH and weigh(f"{start}{tag}{inner}{closing}{end}"):
        return f"{tag}{inner}{closing}"
    text = inner[:MAX_LENGTH].replace("<![CDATA[", "").replace("]]>", "")
    return f"{tag}<![CDATA[{text}]]>{closing}"

"""OPML → the feeds that it lists, word for word (http://opml.org/spec2.opml)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from csm_crawler.extract.encoding import decode
from csm_crawler.extract.xml_text import mend_text

MAX_OUTLINES = 20_000
MAX_VALUE = 10_000
"""Characters of an attribute; the longest expression that anybody wrote has some hundreds."""
FRESHRSS = "https://freshrss.org/opml"
"""Namespace of what FreshRSS adds: its scraping, its filters, its requests."""
OURS = "https://github.com/csm-crawler/csm_crawler/opml"
"""Namespace of what our own export adds."""

_ROOT = re.compile(r"<opml\b", re.IGNORECASE)
_PREFIXES = {"frss": FRESHRSS, "csm": OURS}
"""Taken for what they mean also where a file does not declare them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One entry that leads somewhere; each field as it is written, and any may be empty."""

    type: str = ""
    """In lower case; `link` where it leads to a page or to another list, and to no feed."""
    title: str = ""
    url: str = ""
    home: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()
    """The titles of what it stands in, the outermost first."""
    freshrss: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """What could be read of a file."""

    outlines: tuple[Outline, ...]
    problem: str = ""
    """Where it is broken or too long, and was read to there only."""


def read_opml(body: bytes) -> Opml | None:
    """The outlines that lead somewhere, in their order; None where there is no OPML in it.

    The parser gets the text from the root on: no document type reaches it, so there are no entities to expand. It asks
    for no other file, and ends where elements are nested in each other more than 256 deep.
    """
    text = decode(body, "", "")
    root = _ROOT.search(text)
    if not root:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        opml = etree.fromstring(mend_text(text[root.start() :]).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if opml is None:
        return None
    broken = next((one for one in parser.error_log if one.level_name == "FATAL"), None)
    problem = ""
    if broken:
        line = broken.line + text.count("\n", 0, root.start())
        problem = f"is broken in line {line}, and was read to there: {broken.message}"
    outlines: list[Outline] = []
    for element in opml.iter("{*}outline", "outline"):
        if len(outlines) >= MAX_OUTLINES:
            return Opml(outlines=tuple(outlines), problem=f"has over {MAX_OUTLINES} entries; the first were read")
        outline = _outline(element)
        if outline:
            outlines.append(outline)
    return Opml(outlines=tuple(outlines), problem=problem)


def _outline(element: etree._Element) -> Outline | None:
    """None for a folder, and for a text that leads nowhere."""
    plain: dict[str, str] = {}
    added: dict[str, dict[str, str]] = {FRESHRSS: {}, OURS: {}}
    for name, value in element.attrib.items():
        namespace, local = _name(str(name))
        if namespace:
            added.setdefault(namespace, {})[local] = str(value)[:MAX_VALUE]
        else:
            plain[local.lower()] = str(value)[:MAX_VALUE].strip()
    url = plain.get("xmlurl") or plain.get("url", "")
    if not url:
        return None
    type_ = plain.get("type", "").lower().replace("link", "")
    return Outline(
        type=type_ if plain.get("xmlurl") else "link",
        title=plain.get("text") or plain.get("title", ""),
        url=url,
        home=plain.get("htmlurl", ""),
        language=plain.get("language", ""),
        folders=tuple(_folders(element)),
        freshrss=added[FRESHRSS],
        ours=added[OURS],
    )


def _name(name: str) -> tuple[str, str]:
    """Namespace and local name of an attribute; the namespace is empty for those of OPML itself."""
    if name.startswith("{"):
        namespace, _, local = name[1:].partition("}")
        return namespace, local
    prefix, colon, local = name.partition(":")
    return (_PREFIXES.get(prefix, prefix), local) if colon else ("", name)


def _folders(element: etree._Element) -> list[str]:
    above = [one.get("text") or one.get("title") or "" for one in element.iterancestors("{*}outline", "outline")]
    return [str(title).strip() for title in reversed(above) if str(title).strip()]

"""JSON-LD of a page as plain nodes, also where it is not quite JSON.

https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from csm_crawler.extract.elements import Element
from csm_crawler.extract.rules import nodes

MAX_SCRIPTS = 200
_SCRIPTS = "//script[contains(translate(@type, 'JLDSON', 'jldson'), 'ld+json')]/text()"
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)")
_OPENING = re.compile(r"[\[{]")
_STRING_OR_WASTE = re.compile(
    r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|/\*.*?(?:\*/|\Z)|(?<![:\w])//[^\n]*|,(?=\s*[}\]])', re.DOTALL
)


def read_jsonld(root: Element) -> list[Any]:
    """What each script of JSON-LD says, in order; one that cannot be understood costs no other."""
    found = []
    for text in nodes(root, _SCRIPTS)[:MAX_SCRIPTS]:
        found += list(_values(text))
    return found


def _values(text: str) -> Iterator[Any]:
    text = _WRAPPING.sub("", text).strip()
    values, is_whole = _decoded(text)
    if not is_whole:
        values, is_whole = _decoded(_without_waste(text))
    if not is_whole and "&" in text:
        values, is_whole = _decoded(_without_waste(html.unescape(text)))
    yield from values


def _decoded(text: str) -> tuple[list[Any], bool]:
    """The values that stand one after another, and whether nothing else does."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while (start := _OPENING.search(text, at)) and not text[at : start.start()].strip(" \t\r\n;,"):
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
    return values, bool(values)


def _without_waste(text: str) -> str:
    """Without comments and commas before a closing bracket, as far as they stand outside of texts."""
    return _STRING_OR_WASTE.sub(lambda found: found[1] or "", text)

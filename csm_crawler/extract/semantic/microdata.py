"""Microdata of a page as nodes of the shape that JSON-LD has.

https://html.spec.whatwg.org/multipage/microdata.html
"""

from typing import Any

from lxml import etree

from csm_crawler.extract.elements import Element, text_of

MAX_VALUES = 10_000
"""A list has no more entries; a property that an article has oftener is none of an article."""
MAX_DEPTH = 16
"""Of properties in each other: each is read with all the words in it."""
_URLS = {"a": "href", "area": "href", "link": "href", "object": "data"}
_SOURCES = ("audio", "embed", "iframe", "img", "source", "track", "video")
_NO_TEXT = frozenset(["articlebody", "text", "comment"])
"""Properties whose words nobody asks for: an article's whole text."""


def read_microdata(root: Element) -> list[dict[str, Any]]:
    """The items that stand in no other, in the page's order; each value is a text, an item, or as `_value` says."""
    tops: list[dict[str, Any]] = []
    scopes: list[tuple[Element, dict[str, Any]]] = []
    within = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        names = element.get("itemprop", "").split()
        within += bool(names) if event == "start" else -bool(names)
        if event == "end":
            if scopes and scopes[-1][0] is element:
                scopes.pop()
            continue
        if within > MAX_DEPTH:
            continue
        scope = _scope(element) if element.get("itemscope") is not None else None
        if names and scopes:
            _add(scopes[-1][1], names, element, scope)
        elif scope is not None:
            tops.append(scope)
        if scope is not None:
            scopes.append((element, scope))
    return tops


def _scope(element: Element) -> dict[str, Any]:
    types = [one.rstrip("/").rpartition("/")[2] for one in element.get("itemtype", "").split()]
    scope: dict[str, Any] = {"@type": types}
    if own := element.get("itemid"):
        scope["@id"] = own
    return scope


def _add(scope: dict[str, Any], names: list[str], element: Element, inner: dict[str, Any] | None) -> None:
    for name in names:
        values = scope.setdefault(name, [])
        if name.lower() not in _NO_TEXT and len(values) < MAX_VALUES:
            values.append(_value(element) if inner is None else inner)


def _value(element: Element) -> Any:
    """A text; `{"@value": …, "text": …}` where words are printed beside what is for machines; with `href` where the
    words are, or are in, a link."""
    if (content := element.get("content")) is not None:
        printed = text_of(element) if element.tag != "meta" else ""
        return {"@value": content, "text": printed} if printed.strip() else content
    if name := _URLS.get(element.tag):
        url = element.get(name, "")
        return {"@value": url, "text": text_of(element), "href": url} if element.tag == "a" else url
    if element.tag in _SOURCES:
        return element.get("src") or element.get("data-src", "")
    if element.tag in ("data", "meter"):
        return element.get("value", "")
    if element.tag == "time" and element.get("datetime"):
        return {"@value": element.get("datetime"), "text": text_of(element)}
    return {"text": text_of(element), "href": _link_beside(element)}


def _link_beside(element: Element) -> str:
    inner = next(element.iter("a"), None)
    around = next(element.iterancestors("a"), None) if inner is None else inner
    return "" if around is None else around.get("href", "")

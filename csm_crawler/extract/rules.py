"""Rules of a site file applied to an element: CSS or XPath, then pattern, template or fixed text."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import parsel
from lxml import etree

from csm_crawler.extract.elements import Element, base_url, href_of, join, root_of, src_of, text_of, web_url
from csm_crawler.sites import Rule, Rules

__all__ = [
    "all_texts",
    "base_url",
    "check_selector",
    "date_words",
    "first_text",
    "href_of",
    "image_url",
    "is_attribute",
    "join",
    "link_url",
    "nodes",
    "shape",
    "text_of",
    "to_xpath",
    "value",
    "web_url",
    "written",
]

Found = tuple[str, str]
"""What a rule says, and the rule as its file has it; both empty where none says anything."""
_NOTHING: Found = ("", "")

_PROBE = "<html><body><article class='a'><h2><a href='b'>c</a></h2><time>d</time><p>e</p></article></body></html>"
"""Every selector is tried on it before the first request: on an empty page a wrong function is never called."""
MAX_MATCHES = 200
"""So many matches of one rule are looked at in one element: no card has more categories."""
_XPATH = ("/", "./", "..", "(", "@")
_EVERYWHERE = re.compile(r"(^|\|)(\s*\(*\s*)//")
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_NAMESPACES = {"re": "http://exslt.org/regular-expressions", "set": "http://exslt.org/sets"}


def check_selector(selector: str) -> None:
    """SelectorError or ValueError where it is neither CSS nor XPath, or gives no elements or texts."""
    found = parsel.Selector(text=_PROBE, type="html").xpath(to_xpath(selector))
    if not all(isinstance(one.root, str | etree._Element) for one in found):
        raise ValueError("it gives a number or a truth, no elements")


@lru_cache(maxsize=4096)
def to_xpath(selector: str) -> str:
    """XPath as it is, CSS translated; both search below the element only. `.` is the element itself."""
    if selector == ".":
        return selector
    if selector.startswith(_XPATH):
        return _EVERYWHERE.sub(r"\1\2.//", selector)
    return parsel.css2xpath(selector)


@lru_cache(maxsize=4096)
def is_attribute(selector: str) -> bool:
    """Whether it takes an attribute, which a page writes for machines, and no words."""
    if not selector.startswith(_XPATH):
        return "::attr(" in selector
    while (bare := _PREDICATE.sub("", selector)) != selector:
        selector = bare
    return "@" in selector or "attribute::" in selector


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> Callable[[Element], Any]:
    path: Callable[[Element], Any] = etree.XPath(to_xpath(selector), namespaces=_NAMESPACES, smart_strings=False)
    return path


def nodes(item: Any, selector: str) -> list[Element]:
    """The elements or texts that a selector finds in an element, in the page's order."""
    found = _compiled(selector)(root_of(item))
    return found if isinstance(found, list) else [found]


def value(item: Any, rule: Rule, read: Callable[[Element], str] = text_of) -> str:
    """What one rule finds, after its pattern, template or fixed text; `read` says what an element says.

    The first match speaks; where there is a pattern, the first that fits it.
    """
    if rule.text:
        return rule.text
    return next(_values(item, rule, read), "") if rule.at else ""


def _values(item: Any, rule: Rule, read: Callable[[Element], str], *, several: bool = False) -> Iterator[str]:
    for node in nodes(item, rule.at)[:MAX_MATCHES]:
        text = shape(read(node), rule)
        if text.strip():
            yield text
        elif not rule.regex and not several:
            return


def shape(text: str, rule: Rule) -> str:
    """A found text after the rule's patterns and template; empty where it is empty."""
    if rule.regex:
        found = re.search(rule.regex, text)
        text = next((one for one in found.groups() if one is not None), found[0]) if found else ""
    if rule.remove:
        text = re.sub(rule.remove, "", text)
    return rule.template.replace("{}", text.strip()) if rule.template and text.strip() else text


@lru_cache(maxsize=4096)
def written(rule: Rule) -> str:
    """A rule as its file has it, in short."""
    more = [(name, getattr(rule, name)) for name in ("regex", "remove", "template", "text")]
    return " · ".join(filter(None, (rule.at, *(f"{name} {said!r}" for name, said in more if said))))


def first_text(item: Any, rules: Rules) -> Found:
    """What the first alternative says that says something."""
    return next(((text, written(rule)) for rule in rules if (text := value(item, rule))), _NOTHING)


def all_texts(item: Any, rules: Rules) -> tuple[tuple[str, ...], str]:
    """All that the first alternative with any says, and that rule."""
    for rule in rules:
        if rule.text:
            return (rule.text,), written(rule)
        if rule.at and (found := tuple(text.strip() for text in _values(item, rule, text_of, several=True))):
            return found, written(rule)
    return (), ""


def link_url(item: Any, rules: Rules, base: str) -> Found:
    """The absolute URL that the first alternative leads to; of an element its link is meant, see `href_of`."""
    return _first_url(item, rules, base, href_of)


def image_url(item: Any, rules: Rules, base: str) -> Found:
    """The absolute URL of the image that the first alternative shows, see `src_of`."""
    return _first_url(item, rules, base, src_of)


def _first_url(item: Any, rules: Rules, base: str, read: Callable[[Element], str]) -> Found:
    return next(((url, written(rule)) for rule in rules if (url := web_url(base, value(item, rule, read)))), _NOTHING)


def date_words(item: Any, rules: Rules) -> tuple[Found, Found]:
    """The printed words of a date and the machine-readable date beside them, of the first alternative with either.

    An attribute is for machines, and so is `<meta>`; an element's text is its words and its `datetime` beside them. A
    pattern is for what the rule selects: where it does not fit, the rule says nothing.
    """
    for rule in rules:
        if rule.text:
            return (rule.text, written(rule)), _NOTHING
        for node in nodes(item, rule.at)[:MAX_MATCHES] if rule.at else ():
            words = shape(text_of(node), rule)
            for_machines = is_attribute(rule.at) if isinstance(node, str) else node.tag == "meta"
            attr = "" if isinstance(node, str) or (rule.regex and not words) else node.get("datetime", "")
            if words.strip() or attr.strip():
                said = (words, written(rule))
                return (_NOTHING, said) if for_machines else (said, (attr, f"{rule.at}@datetime"))
            if not rule.regex:
                break
    return _NOTHING, _NOTHING

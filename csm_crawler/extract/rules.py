"""Rules of a site file applied to an element: CSS or XPath, then pattern, template or fixed text."""

import re
from functools import lru_cache
from urllib.parse import urljoin

import parsel
from lxml import etree

from csm_crawler.sites import Rule, Rules

_PROBE = "<html><body><article class='a'><h2><a href='b'>c</a></h2><time>d</time><p>e</p></article></body></html>"
"""Every selector is tried on it before the first request: on an empty page a wrong function is never called."""


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
    if selector.startswith(("/", "./", "(", "@")):
        return re.sub(r"^(\(*)//", r"\1.//", selector)
    return parsel.css2xpath(selector)


@lru_cache(maxsize=4096)
def to_first(selector: str) -> str:
    """XPath of the first that is found: of cards nested in cards, each would otherwise look at all that are in it."""
    xpath = to_xpath(selector)
    return xpath if re.match(r"\(*[a-z-]+\(", xpath) else f"({xpath})[1]"  # a text has no first


def find(item: parsel.Selector, rules: Rules) -> parsel.Selector | None:
    """The first match that says something, else the first match: an empty heading is no reason to look on past it."""
    found = [one for rule in rules if rule.at for one in item.xpath(to_first(rule.at))[:1]]
    return next((one for one in found if text_of(one).strip()), found[0] if found else None)


def is_attribute(node: parsel.Selector | None) -> bool:
    """Whether it is a text, such as an attribute's, and no element."""
    return node is not None and isinstance(node.root, str)


def text_of(node: parsel.Selector | None) -> str:
    """The words of an element or attribute, as they stand."""
    if node is None:
        return ""
    return node.root if isinstance(node.root, str) else str(node.root.xpath("string()"))


def base_url(root: parsel.Selector, url: str) -> str:
    """What the links of a page are joined to."""
    return join(url, root.xpath("string(//base/@href)").get(default="")) or url


def join(base: str, link: str) -> str:
    """Absolute; empty where the link is empty or no URL at all."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""


def value(item: parsel.Selector, rule: Rule) -> str:
    """What one rule finds, after its pattern, template or fixed text."""
    if rule.text:
        return rule.text
    return shape(text_of(next(iter(item.xpath(to_first(rule.at))), None)) if rule.at else "", rule)


def shape(text: str, rule: Rule) -> str:
    """A found text after the rule's patterns and template; empty where it is empty."""
    if rule.regex:
        found = re.search(rule.regex, text)
        text = next((one for one in found.groups() if one is not None), found[0]) if found else ""
    if rule.remove:
        text = re.sub(rule.remove, "", text)
    return rule.template.replace("{}", text.strip()) if rule.template and text.strip() else text

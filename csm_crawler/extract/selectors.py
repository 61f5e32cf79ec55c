"""Cards by CSS or XPath: the kind of site whose file says where each field is."""

import re
from functools import lru_cache
from urllib.parse import urljoin

import parsel
from cssselect import SelectorError
from lxml import etree

from csm_crawler.errors import ConfigError
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Site

_PROBE = "<html><body><article class='a'><h2><a href='b'>c</a></h2><time>d</time><p>e</p></article></body></html>"
"""Every selector is tried on it before the first request: on an empty page a wrong function is never called."""


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each `item` of the page, in the page's order; a field that is not there is empty."""
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    base = _base_url(root, page.url)
    items = next((found for one in site.selectors.item if (found := root.xpath(_xpath(one)))), ())
    return [_card(item, page, site, base, position) for position, item in enumerate(items)]


def check(site: Site) -> None:
    """ConfigError names the first selector that is neither CSS nor XPath."""
    empty = parsel.Selector(text=_PROBE, type="html")
    for one in site.selectors.item:
        if "::" in one or re.search(r"/@[\w-]+$|text\(\)$", one):
            raise ConfigError(site.file, "selectors.item", f"is {one!r}; it must select an element for each card")
    for field in site.selectors.__dataclass_fields__:
        for one in getattr(site.selectors, field):
            try:
                if not all(isinstance(found.root, str | etree._Element) for found in empty.xpath(_xpath(one))):
                    raise ValueError("it gives a number or a truth, no elements")
            except (SelectorError, ValueError) as problem:
                raise ConfigError(site.file, f"selectors.{field}", f"is {one!r}; no selector: {problem}") from problem


def _card(item: parsel.Selector, page: Page, site: Site, base: str, position: int) -> Card:
    where = site.selectors
    date = _first(item, where.date)
    return Card(
        site=site.name,
        page_url=page.url,
        position=position,
        seen_at=page.fetched_at,
        title=_text(_first(item, where.title)),
        link=_join(base, _text(_first(item, _links(where.link)))),
        teaser=_text(_first(item, where.teaser)),
        date_text="" if _is_attribute(date) else _text(date),
        date_attr=_text(date) if _is_attribute(date) else _attribute(date, "datetime"),
        image=_join(base, _text(_first(item, where.image))),
        author=_text(_first(item, where.author)),
        categories=tuple(text for one in _all(item, where.categories) if (text := _text(one).strip())),
    )


@lru_cache(maxsize=4096)
def _xpath(selector: str) -> str:
    """XPath as it is, CSS translated; both search below the card only."""
    if selector.startswith(("/", "./", "(", "@")):
        return re.sub(r"^(\(*)//", r"\1.//", selector)
    return parsel.css2xpath(selector)


def _links(selectors: tuple[str, ...]) -> tuple[str, ...]:
    """A link's selector may name the element alone: its `href` is meant."""
    return tuple(one if "::attr" in one or "@" in one else _href(one) for one in selectors)


def _href(selector: str) -> str:
    return f"{selector}/@href" if selector.startswith(("/", "./", "(")) else f"{selector}::attr(href)"


def _first(item: parsel.Selector, selectors: tuple[str, ...]) -> parsel.Selector | None:
    """The first match that says something, else the first match: an empty heading is no reason to look on past it."""
    found = [one for selector in selectors for one in item.xpath(_xpath(selector))[:1]]
    return next((one for one in found if _text(one).strip()), found[0] if found else None)


def _all(item: parsel.Selector, selectors: tuple[str, ...]) -> list[parsel.Selector]:
    return next((list(found) for one in selectors if (found := item.xpath(_xpath(one)))), [])


def _is_attribute(node: parsel.Selector | None) -> bool:
    return node is not None and isinstance(node.root, str)


def _text(node: parsel.Selector | None) -> str:
    """The words of an element or attribute, as they stand."""
    if node is None:
        return ""
    return node.root if isinstance(node.root, str) else str(node.root.xpath("string()"))


def _attribute(node: parsel.Selector | None, name: str) -> str:
    return "" if node is None or _is_attribute(node) else str(node.root.get(name, ""))


def _base_url(root: parsel.Selector, url: str) -> str:
    return _join(url, root.xpath("string(//base/@href)").get(default="")) or url


def _join(base: str, link: str) -> str:
    """Absolute; empty where the link is empty or no URL at all."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""

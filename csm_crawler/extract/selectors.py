"""Cards by CSS or XPath: the kind of site whose file says where each field is."""

import re

import parsel
from cssselect import SelectorError

from csm_crawler.errors import ConfigError
from csm_crawler.extract.check import check_items
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first, further, reach
from csm_crawler.extract.rules import base_url, check_selector, find, is_attribute, join, text_of, to_xpath
from csm_crawler.items import Card
from csm_crawler.sites import Rule, Rules, Site

__all__ = ["cards", "check", "fallback", "first", "further", "reach"]


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each `item` of the page, in the page's order; a field that is not there is empty."""
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    base = base_url(root, page.url)
    items = next((found for one in site.selectors.item if (found := root.xpath(to_xpath(one)))), ())
    check_items([item.root for item in items], page)
    return [_card(item, page, site, base, position) for position, item in enumerate(items)]


def check(site: Site) -> None:
    """ConfigError names the first selector that is neither CSS nor XPath."""
    for one in site.selectors.item:
        if "::" in one or re.search(r"/@[\w-]+$|text\(\)$", one):
            raise ConfigError(site.file, "selectors.item", f"is {one!r}; it must select an element for each card")
        _check(site, "item", one)
    for field in site.selectors.__dataclass_fields__:
        for rule in getattr(site.selectors, field):
            if isinstance(rule, Rule) and rule.at:
                _check(site, field, rule.at)


def _check(site: Site, field: str, selector: str) -> None:
    try:
        check_selector(selector)
    except (SelectorError, ValueError) as problem:
        raise ConfigError(site.file, f"selectors.{field}", f"is {selector!r}; no selector: {problem}") from problem


def _card(item: parsel.Selector, page: Page, site: Site, base: str, position: int) -> Card:
    where = site.selectors
    date = find(item, where.date)
    return Card(
        site=site.name,
        page_url=page.url,
        position=position,
        seen_at=page.fetched_at,
        title=text_of(find(item, where.title)),
        link=join(base, text_of(find(item, _links(where.link)))),
        teaser=text_of(find(item, where.teaser)),
        date_text="" if is_attribute(date) else text_of(date),
        date_attr=text_of(date) if is_attribute(date) else _attribute(date, "datetime"),
        image=join(base, text_of(find(item, where.image))),
        author=text_of(find(item, where.author)),
        categories=tuple(text for one in _all(item, where.categories) if (text := text_of(one).strip())),
    )


def _links(rules: Rules) -> Rules:
    """A link's selector may name the element alone: its `href` is meant."""
    return tuple(one if "::attr" in one.at or "@" in one.at else Rule(at=_href(one.at)) for one in rules)


def _href(selector: str) -> str:
    return f"{selector}/@href" if selector.startswith(("/", "./", "(")) else f"{selector}::attr(href)"


def _all(item: parsel.Selector, rules: Rules) -> list[parsel.Selector]:
    return next((list(found) for rule in rules if (found := item.xpath(to_xpath(rule.at)))), [])


def _attribute(node: parsel.Selector | None, name: str) -> str:
    return "" if node is None or is_attribute(node) else str(node.root.get(name, ""))

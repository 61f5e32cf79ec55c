"""Cards by CSS or XPath: the kind of site whose file says where each field is."""

import re
from dataclasses import replace

import parsel

from csm_crawler.errors import ConfigError
from csm_crawler.extract.check import check_items
from csm_crawler.extract.elements import Element, base_url, href_of, web_url
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first, further, reach
from csm_crawler.extract.rulecheck import check_fields, check_one
from csm_crawler.extract.rules import all_texts, date_words, first_text, image_url, link_url, nodes
from csm_crawler.extract.told import Told, card_of, note, told_of
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Selectors, Site

__all__ = ["cards", "check", "fallback", "first", "further", "reach", "tell"]


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each `item` of the page, in the page's order; a field that is not there is empty."""
    root = parsel.Selector(text=page.text, base_url=page.url, type="html").root
    base = base_url(root, page.url)
    where = site.selectors
    items = next((found for one in where.item if (found := nodes(root, one))), [])
    check_items(items, page)
    told = [tell(item, where, base) for item in items]
    told = _with_links(told, items, where, base) if not where.link else told
    told = _with_days(told, root, items, where) if where.day else told
    return [card_of(one, page, site.name, position) for position, one in enumerate(told)]


def tell(item: Element, where: Fields, base: str) -> Told:
    """What an element says by the rules of a site file; its URLs are joined to `base`."""
    date_text, date_attr = date_words(item, where.date)
    modified_text, modified_attr = date_words(item, where.modified)
    return told_of(
        title=first_text(item, where.title),
        link=link_url(item, where.link, base),
        teaser=first_text(item, where.teaser),
        date_text=date_text,
        date_attr=date_attr,
        image=image_url(item, where.image, base),
        author=first_text(item, where.author),
        categories=all_texts(item, where.categories),
        source_id=first_text(item, where.id),
        modified_text=modified_text if modified_text[0] else modified_attr,
    )


def check(site: Site) -> None:
    """ConfigError names the first selector that is neither CSS nor XPath, or does not select what it should."""
    for key in ("item", "day"):
        for one in getattr(site.selectors, key):
            if re.search(r"::(attr|text)\b|/@[\w-]+$|text\(\)$", one):
                raise ConfigError(site.file, f"selectors.{key}", f"is {one!r}; it must select elements, no texts")
            check_one(site, f"selectors.{key}", one)
    check_fields(site, "selectors", site.selectors)


def _with_links(told: list[Told], items: list[Element], where: Selectors, base: str) -> list[Told]:
    """Without a rule the link is that of the item itself, of its title (in it or around it), or the item's first."""
    linked = []
    for one, item in zip(told, items, strict=True):
        titles = [(node, rule.at) for rule in where.title if rule.at for node in nodes(item, rule.at)[:1]]
        own = [(item, ".")] if item.tag == "a" else []
        places = [(node, at) for node, at in (*own, *titles, (item, ".")) if not isinstance(node, str)]
        links = ((url, at) for node, at in places if (url := web_url(base, href_of(node))))
        link, at = next(links, ("", ""))
        linked.append(replace(one, link=link, found_by=(*one.found_by, *([note("link", at)] if link else ()))))
    return linked


def _with_days(told: list[Told], root: Element, items: list[Element], where: Selectors) -> list[Told]:
    # Only sites with headings pay for the many shapes of dates.
    from csm_crawler.extract.dayheadings import headings_above, with_day

    completed = []
    for one, headings in zip(told, headings_above(root, where.day, items), strict=True):
        date_text, date_attr = with_day(headings, one.date_text, one.date_attr)
        found_by = (*_under_days("date_text", one, date_text, where), *_under_days("date_attr", one, date_attr, where))
        others = (rule for rule in one.found_by if not rule.startswith(("date_text ", "date_attr ")))
        completed.append(replace(one, date_text=date_text, date_attr=date_attr, found_by=(*others, *found_by)))
    return completed


def _under_days(name: str, own: Told, date: str, where: Selectors) -> list[str]:
    """The rule that found a part of a date: the card's own, that of the headings above it, or both together."""
    rules = [rule.partition(" ")[2] for rule in own.found_by if rule.startswith(f"{name} ")]
    if date != getattr(own, name):
        rules = ["day " + " > ".join(where.day), *rules]
    return [note(name, " + ".join(rules))] if date else []

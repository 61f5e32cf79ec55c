"""Cards of JSON: the kind of site whose file says where each field is in an answer or in a page's state."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import selectors
from csm_crawler.extract.markup import check_markup
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import fallback, first, further, reach
from csm_crawler.extract.rulecheck import check_expression
from csm_crawler.extract.rules import join, shape, written
from csm_crawler.extract.state import as_text, ask_json, complaint, describe, read_state
from csm_crawler.extract.told import read_card
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Json, Rule, Rules, Site

__all__ = ["cards", "check", "fallback", "first", "further", "reach"]

MAX_ITEMS = 10_000
"""Of a longer list its beginning is read: that is an archive, whose newest articles come first."""

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_NAMES = ("name", "title", "label", "text")
"""What an object in a list of categories or authors is called by."""
# What is written for programs: a day or moment in digits, seconds and milliseconds since 1970, ISO 8601 with a time.
_MACHINE = re.compile(
    r"\d{8,19}(?:\.\d+)?|\d{8}T\d{4,6}Z?|\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:[Zz]|[+-]\d\d:?\d\d)?"
)


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each object of the list, in its order; PageError where the answer has no such list.

    Links are joined to the site's `url`, for an API lies elsewhere. A field that is not there is empty.
    """
    data = read_state(page, site.json.embedded)
    if site.json.html:
        return _cards_of_html(_texts_of_html(data, page, site.json.html), page, site)
    items = _items(data, page, site.json.items)
    return [_card(item, page, site, position) for position, item in enumerate(items)]


def check(site: Site) -> None:
    """ConfigError names the first expression that is no JMESPath, and what would not be looked at."""
    where = site.json
    paths = [("json.items", where.items), ("json.html", where.html)]
    if site.pages is not None and not where.embedded:
        _check_rules(site, "pages.next", site.pages.next)
    for key, path in paths:
        if path:
            check_expression(site, key, path)
    for field in Fields.__dataclass_fields__:
        _check_rules(site, f"json.{field}", getattr(where, field))
    if where.html:
        _check_html(site)
    elif not where.link:
        raise ConfigError(site.file, "json.link", "is missing; it says where an item's article is")


def _items(data: Any, page: Page, path: str) -> list[Any]:
    """The objects (or rows) of the list; what else stands between them is left out."""
    found = ask_json(data, path) if path else data
    if not isinstance(found, list):
        raise PageError(page.url, _missing(data, path, describe(found), "a list is"))
    items = [one for one in found[:MAX_ITEMS] if isinstance(one, dict | list)]
    if found and not items:
        raise PageError(page.url, _missing(data, path, f"{describe(found)} with {describe(found[0])}", "objects are"))
    return items


def _texts_of_html(data: Any, page: Page, path: str) -> list[str]:
    found = ask_json(data, path)
    several = found[:MAX_ITEMS] if isinstance(found, list) else [found]
    texts = [as_text(one) for one in several if isinstance(one, str)]
    if not texts and found != []:
        raise PageError(page.url, _missing(data, path, describe(found), "HTML is"))
    return texts


def _cards_of_html(texts: list[str], page: Page, site: Site) -> list[Card]:
    """The cards of each text by `[selectors]`; each is a page of its own, so that a broken one spoils no other."""
    found: list[Card] = []
    for text in texts:
        if text.strip():
            check_markup(text, page.url)
            part = Page(url=site.url, body=text.encode(), encoding="utf-8", fetched_at=page.fetched_at)
            found += selectors.cards(replace(part, fetched_hash=page.hash), site)
    return [replace(card, page_url=page.url, position=position) for position, card in enumerate(found)]


def _missing(data: Any, path: str, found: str, expected: str) -> str:
    """What was found where the cards should be, what else is there, and what the API says of it."""
    answer = f"; the answer is {describe(data)}" if path else ""
    said = f"; it says «{words}»" if (words := complaint(data)) else ""
    return f"{path or 'the answer'} is {found}; {expected} expected{answer}{said}"


def _card(item: Any, page: Page, site: Site, position: int) -> Card:
    where: Json = site.json
    date, dated_by = _date(item, where.date)
    is_machine = _MACHINE.fullmatch(date.strip()) is not None
    authors, named_by = _values(item, where.author)
    categories, filed_by = _values(item, where.categories)
    return read_card(
        page,
        site.name,
        position,
        title=_first(item, where.title),
        link=_url(item, where.link, site),
        teaser=_first(item, where.teaser),
        date_text=("" if is_machine else date, dated_by),
        date_attr=(date.strip() if is_machine else "", dated_by),
        image=_url(item, where.image, site),
        author=(", ".join(dict.fromkeys(authors)), named_by),
        categories=(tuple(text.strip() for text in categories), filed_by),
        source_id=_first(item, where.id),
        modified_text=_first(item, where.modified),
    )


def _date(item: Any, rules: Rules) -> tuple[str, str]:
    """Words or digits; 0 and 0000-00-00 are what a database writes for none."""
    date, dated_by = _first(item, rules)
    return date if date.strip("0-:.TZ ") else "", dated_by


def _url(item: Any, rules: Rules, site: Site) -> tuple[str, str]:
    """Absolute; an API that speaks HTML writes `&` as `&amp;` in its URLs too."""
    url, found_by = _first(item, rules)
    return join(site.url, url.replace("&amp;", "&")), found_by


def _first(item: Any, rules: Rules) -> tuple[str, str]:
    texts, found_by = _values(item, rules)
    return next(iter(texts), ""), found_by


def _values(item: Any, rules: Rules) -> tuple[list[str], str]:
    """All that the first alternative with any says, and that rule."""
    for rule in rules:
        if found := [one for one in _by_rule(item, rule) if one.strip()]:
            return found, written(rule)
    return [], ""


def _by_rule(item: Any, rule: Rule) -> Iterator[str]:
    if rule.text:
        yield rule.text
        return
    template = _filled(rule.template, item)
    if template is None:
        return
    if rule.at:
        yield from (shape(text, replace(rule, template=template)) for text in _texts(ask_json(item, rule.at)))
    else:
        yield template


def _filled(template: str, item: Any) -> str | None:
    """The template with all but `{}` put in place; None where one of its placeholders finds nothing."""
    found = {path: next(iter(_texts(ask_json(item, path))), "").strip() for path in _PLACEHOLDER.findall(template)}
    return _PLACEHOLDER.sub(lambda one: found[one[1]], template) if all(found.values()) else None


def _texts(value: Any) -> list[str]:
    """The texts and numbers of a value; of an object in a list, what it is called by."""
    if not isinstance(value, list):
        return [text] if (text := as_text(value)) else []
    return [text for one in value if (text := _name(one) if isinstance(one, dict) else as_text(one))]


def _name(value: dict[str, Any]) -> str:
    return next((text for key in _NAMES if (text := as_text(value.get(key)))), "")


def _check_rules(site: Site, key: str, rules: Rules) -> None:
    for rule in rules:
        for path in (rule.at, *_PLACEHOLDER.findall(rule.template)):
            if path:
                check_expression(site, key, path)
        if not rule.at and (rule.regex or rule.remove or "{}" in rule.template):
            raise ConfigError(site.file, key, "has a regex, remove or {} and no at whose value it is for")


def _check_html(site: Site) -> None:
    """Where the cards are HTML, `[selectors]` alone says where their fields are."""
    for key in ("items", *Fields.__dataclass_fields__):
        if getattr(site.json, key):
            raise ConfigError(site.file, f"json.{key}", "is not looked at beside json.html; write it in [selectors]")
    selectors.check(site)

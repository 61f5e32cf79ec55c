"""From page to page of a listing: by link, template, offset or cursor, as `[pages]` and `[request]` say."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import parsel

from csm_crawler.extract.page import Page
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rules import base_url, join, value
from csm_crawler.extract.state import ask_json, read_state
from csm_crawler.sites import Ask, Pages, Rule, Site

_REL_NEXT = (
    Rule(at="//link[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"),
    Rule(at="//a[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"),
)


def first(site: Site, _walk: Walk) -> list[PageRequest]:
    """The listing itself, asked for as `[request]` says."""
    pages = site.pages or Pages()
    return [request(site, site.request.url or site.url, {"page": str(pages.first), "offset": "0", "cursor": ""})]


def further(page: Page, site: Site, walk: Walk) -> list[PageRequest]:
    """The next page; none where the page names none, or where `[pages]` says nothing."""
    pages = site.pages
    if pages is None:
        return []
    if pages.next:
        url = _linked(page, pages)
        return [request(site, url, {}, number=walk.number + 1)] if url and url != page.url else []
    cursor = _cursor(page, site, pages)
    if pages.cursor and not cursor:
        return []
    offset = walk.number * pages.size if pages.size else walk.cards
    values = {"page": str(pages.first + walk.number), "offset": str(offset), "cursor": cursor}
    return [request(site, pages.url or site.request.url or site.url, values, number=walk.number + 1)]


def reach(site: Site) -> str:
    """ "pages" where the site's file says where older articles are."""
    return "pages" if site.pages else ""


def fallback(_request: PageRequest, _site: Site) -> PageRequest | None:
    """Nothing but the listing itself."""
    return None


def request(site: Site, url: str, values: dict[str, str], *, number: int = 1) -> PageRequest:
    """`[request]` filled in: `{page}`, `{offset}` and `{cursor}` in URL and body."""
    ask = site.request
    body, kind = _body(ask, values)
    headers = {**({"Content-Type": kind} if kind else {}), **ask.headers}
    return PageRequest(
        url=_filled(url, values), method=ask.method, headers=tuple(headers.items()), body=body, number=number
    )


def _body(ask: Ask, values: dict[str, str]) -> tuple[bytes, str]:
    """A body and its media type; both empty where nothing is sent."""
    if ask.json is not None:
        return json.dumps(_filled_json(ask.json, values), ensure_ascii=False).encode(), "application/json"
    if ask.form is not None:
        form = {key: _filled(text, values) for key, text in ask.form.items()}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    return b"", ""


def _filled(text: str, values: dict[str, str]) -> str:
    for name, one in values.items():
        text = text.replace(f"{{{name}}}", one)
    return text


def _filled_json(value_: Any, values: dict[str, str]) -> Any:
    if isinstance(value_, str):
        filled = _filled(value_, values)
        return int(filled) if filled != value_ and filled.isdecimal() and value_[1:-1] in values else filled
    if isinstance(value_, Mapping):
        return {key: _filled_json(one, values) for key, one in value_.items()}
    return [_filled_json(one, values) for one in value_] if isinstance(value_, list) else value_


def _linked(page: Page, pages: Pages) -> str:
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    for rule in pages.next:
        for one in _REL_NEXT if rule.at == "rel" else (rule,):
            if url := join(base_url(root, page.url), value(root, _of_link(one))):
                return url
    return ""


def _of_link(rule: Rule) -> Rule:
    """A rule that names an element means its `href`."""
    if "::" in rule.at or "@" in rule.at:
        return rule
    return Rule(at=f"{rule.at}/@href" if rule.at.startswith(("/", "./", "(")) else f"{rule.at}::attr(href)")


def _cursor(page: Page, site: Site, pages: Pages) -> str:
    if not pages.cursor:
        return ""
    found = ask_json(read_state(page, site.json.embedded), pages.cursor)
    return "" if found is None or isinstance(found, dict | list | bool) else str(found)

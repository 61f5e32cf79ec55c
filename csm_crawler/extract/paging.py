"""From page to page of a listing: by link, template, offset or cursor, as `[pages]` and `[request]` say."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urldefrag, urlencode, urlsplit

import parsel

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rules import base_url, href_of, nodes, shape, web_url
from csm_crawler.sites import Ask, Pages, Rule, Site

MAX_PAGES = 10_000
"""A backfill ends there: a list that never ends is made by a machine."""
_LONGEST_CURSOR = 4000
_PLACEHOLDER = re.compile(r"\{(page|offset|cursor)\}")
_REL_NEXT = (
    Rule(at="//link[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"),
    Rule(at="//a[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"),
)
_LINK_HEADER = re.compile(r"<([^<>]*)>((?:\s*;[^,<>]*)*)")
_IS_NEXT = re.compile(r";\s*rel\s*=\s*(?:\"(?:[^\"]*\s)?next(?:\s[^\"]*)?\"|next\b)", re.IGNORECASE)


def first(site: Site, _walk: Walk) -> list[PageRequest]:
    """The listing itself, asked for as `[request]` says."""
    pages = site.pages or Pages()
    return [request(site, site.request.url or site.url, {"page": pages.first, "offset": 0, "cursor": ""})]


def further(page: Page, site: Site, walk: Walk) -> list[PageRequest]:
    """The next page; none where the page names none that was not read before, at the end of the run's `limit`, or where
    `[pages]` says nothing."""
    pages = site.pages
    if pages is None or walk.number >= (MAX_PAGES if walk.backfill else pages.limit):
        return []
    following = _linked(page, site, pages, walk) if pages.next else _counted(page, site, pages, walk)
    return [following] if following and (following.url, following.body) not in _asked(page, site, walk) else []


def reach(site: Site) -> str:
    """ "pages" where the site's file says where older articles are."""
    return "pages" if site.pages else ""


def fallback(_request: PageRequest, _site: Site) -> PageRequest | None:
    """Nothing but the listing itself."""
    return None


def request(site: Site, url: str, values: Mapping[str, str | int], *, number: int = 1) -> PageRequest:
    """`[request]` filled in: `{page}`, `{offset}` and `{cursor}` in URL and body."""
    ask = site.request
    body, kind = _body(ask, values)
    headers = dict(ask.headers)
    if kind and "content-type" not in map(str.lower, headers):
        headers = {"Content-Type": kind, **headers}
    in_url = {name: quote(str(one), safe="", errors="replace") for name, one in values.items()}
    return PageRequest(
        url=_filled(url, in_url), method=ask.method, headers=tuple(headers.items()), body=body, number=number
    )


def _asked(page: Page, site: Site, walk: Walk) -> set[tuple[str, bytes]]:
    """URL and body of what was asked for before; of a GET the first page and this one are known in any case."""
    asked = set(walk.asked)
    if site.request.method == "GET":
        asked |= {(page.url, b""), *((one.url, one.body) for one in first(site, walk))}
    return asked


def _counted(page: Page, site: Site, pages: Pages, walk: Walk) -> PageRequest | None:
    """What the templates of `[pages]` and `[request]` make of the page's number, its offset or its cursor."""
    cursor = _cursor(page, site, pages)
    if pages.cursor and cursor is None:
        return None
    offset = walk.number * pages.size if pages.size else walk.cards
    values = {"page": pages.first + walk.number, "offset": offset, "cursor": "" if cursor is None else cursor}
    return request(site, pages.url or site.request.url or site.url, values, number=walk.number + 1)


def _body(ask: Ask, values: Mapping[str, str | int]) -> tuple[bytes, str]:
    """A body and its media type; both empty where nothing is sent."""
    if ask.json is not None:
        return json.dumps(_filled_json(ask.json, values)).encode("ascii"), "application/json"
    if ask.form is not None:
        form = {key: _filled(text, values) for key, text in ask.form.items()}
        return urlencode(form, errors="replace").encode("ascii"), "application/x-www-form-urlencoded"
    return b"", ""


def _filled(text: str, values: Mapping[str, str | int]) -> str:
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def _filled_json(value: Any, values: Mapping[str, str | int]) -> Any:
    """A text that is a placeholder and nothing else becomes the value itself: a number stays one."""
    if isinstance(value, str):
        whole = _PLACEHOLDER.fullmatch(value)
        return values.get(whole[1], value) if whole else _filled(value, values)
    if isinstance(value, Mapping):
        return {key: _filled_json(one, values) for key, one in value.items()}
    return [_filled_json(one, values) for one in value] if isinstance(value, list) else value


def _linked(page: Page, site: Site, pages: Pages, walk: Walk) -> PageRequest | None:
    """The first link of `next` that leads to a page of the same server which was not read before; a plain GET."""
    asked = {url for url, _ in _asked(page, site, walk)} | {page.url}
    for url in _told_urls(page, pages) if answers_in_json(site) else _next_urls(page, pages):
        if url not in asked and _is_at_home(url, page, site):
            return PageRequest(url=url, headers=tuple(site.request.headers.items()), number=walk.number + 1)
    return None


def answers_in_json(site: Site) -> bool:
    """Whether what is fetched is JSON, where rules are JMESPath, and no page that may hold some."""
    return site.kind == "json" and not site.json.embedded


def _told_urls(page: Page, pages: Pages) -> Iterator[str]:
    from csm_crawler.extract.state import as_text, ask_json, read_state

    try:
        answer = read_state(page)
    except PageError:  # was refused when its cards were read
        return
    for rule in pages.next:
        if url := web_url(page.url, shape(as_text(ask_json(answer, rule.at)), rule)) if rule.at else "":
            yield url


def _next_urls(page: Page, pages: Pages) -> Iterator[str]:
    root = parsel.Selector(text=page.text, base_url=page.url, type="html").root
    base = base_url(root, page.url)
    for rule in pages.next:
        if "rel" in (rule.at, rule.text):
            yield from _header_urls(page)
        for one in _REL_NEXT if "rel" in (rule.at, rule.text) else (rule,):
            found = (web_url(base, shape(href_of(node), one)) for node in nodes(root, one.at))
            yield from (urldefrag(url).url for url in found if url)


def _header_urls(page: Page) -> Iterator[str]:
    """rel=next of the header Link, RFC 8288."""
    for link in _LINK_HEADER.finditer(page.headers.get("link", "")[:10_000]):
        if _IS_NEXT.search(link[2]) and (url := web_url(page.url, link[1])):
            yield url


def _is_at_home(url: str, page: Page, site: Site) -> bool:
    """Whether it is on a server that the site's file names, or on that of the page: a page that others can write to
    sends us nowhere else. `www.` and other names below the same one are one server; another port is not."""
    there = _server(url)
    named = (page.url, site.url, site.request.url, site.pages.url if site.pages else "")
    return any(_is_same(there, _server(one)) for one in named if one)


def _is_same(one: tuple[str, int | None], other: tuple[str, int | None]) -> bool:
    host, known = one[0].removeprefix("www."), other[0].removeprefix("www.")
    below = host.endswith(f".{known}") and "." in known
    return bool(host) and one[1] == other[1] and (host == known or below)


def _server(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port if parts.port not in (80, 443) else None
    except ValueError:
        return "", None


def _cursor(page: Page, site: Site, pages: Pages) -> str | int | None:
    """What the answer says of its next page; None at the end, and where it says nothing that can be asked with."""
    if not pages.cursor:
        return None
    from jmespath.exceptions import JMESPathError

    from csm_crawler.extract.state import ask_json, read_state

    try:
        found = ask_json(read_state(page, site.json.embedded), pages.cursor)
    except (JMESPathError, PageError):  # what is no JSON was refused when its cards were read
        return None
    if isinstance(found, float) and math.isfinite(found):
        found = int(found) if found.is_integer() else str(found)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    return found if 0 < len(str(found)) <= _LONGEST_CURSOR else None

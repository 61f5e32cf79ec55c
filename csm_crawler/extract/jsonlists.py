"""Lists of articles in JSON that nobody described, found by their shape."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import parsel

from csm_crawler.extract.jsonfields import describe_items, join_path
from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import join
from csm_crawler.extract.state import read_state
from csm_crawler.sites import Json

LEAST = 3
"""Fewer items are no list of articles."""
MOST_STATES, MOST_NODES, DEPTH = 12, 20_000, 10
"""How much is looked through; a state of some megabytes holds its list near its beginning."""

_ASSIGNED = re.compile(
    r"(?:^|[;\s{}(])([A-Za-z_$][\w$.]{2,60})\s{0,9}=\s{0,9}(?=([\[{]\s{0,99}[\"{\[])|[\[{]|JSON\.parse\()"
)


def embedded_names(page: Page) -> list[str]:
    """Ids of scripts, and variables, that a page gives data to: what looks like JSON first, small ones never."""
    root = parsel.Selector(text=page.text, type="html")
    names: list[str] = []
    others: list[str] = []
    for script in root.xpath("//script[not(@src)]"):
        kind, text = script.attrib.get("type", ""), script.xpath("string()").get() or ""
        if len(text) < 200 or "ld+json" in kind:
            continue
        if "id" in script.attrib and text.lstrip().startswith(("{", "[")):
            names.append(script.attrib["id"])
        elif "json" not in kind:
            for found in _ASSIGNED.finditer(text[:2_000_000]):
                (names if found[2] else others).append(found[1])
    return list(dict.fromkeys([*names, *others]))[:MOST_STATES]


def find_lists(page: Page, embedded: str = "") -> list[Json]:
    """The `[json]` tables that the lists of a page's JSON suggest, the fullest first; none where it has no list.

    PageError where the page is no JSON. A list counts where its items have a title and a link, or an id with which
    links of the page itself are made.
    """
    lists = list(_lists(read_state(page, embedded)))
    links = _links(page) if embedded and lists else []
    found = []
    for path, items in lists:
        table = describe_items(items, links=links, now=page.fetched_at)
        if table is not None:
            fields = sum(bool(one) for one in (table.date, table.teaser, table.image, table.author))
            found.append(
                (bool(table.date), min(len(items), 10) + fields, replace(table, items=path, embedded=embedded))
            )
    return [table for *_, table in sorted(found, key=lambda one: one[:2], reverse=True)]


def _lists(data: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of objects with its JMESPath, breadth first."""
    queue: list[tuple[str, Any, int]] = [("", data, 0)]
    for seen, (path, value, depth) in enumerate(queue):
        if seen > MOST_NODES or depth > DEPTH:
            return
        if isinstance(value, dict):
            queue += [
                (join_path(path, key), one, depth + 1) for key, one in value.items() if isinstance(one, dict | list)
            ]
        elif isinstance(value, list):
            items = [one for one in value if isinstance(one, dict)]
            if len(items) >= LEAST and len(items) == len(value):
                yield path, items
            queue += [(f"{path}[{n}]", one, depth + 1) for n, one in enumerate(value[:5]) if isinstance(one, dict)]


def _links(page: Page) -> list[str]:
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    urls = (one.strip() for one in root.xpath("//a/@href").getall()[:3000])
    absolute = (join(page.url, one) for one in urls)
    return [one for one in dict.fromkeys(absolute) if one.startswith(("http://", "https://")) and "{" not in one]

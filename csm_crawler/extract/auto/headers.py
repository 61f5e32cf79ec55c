"""Date headings above groups of cards: `2019`, `Agosto`, `sábado 24 de noviembre de 2012`."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from csm_crawler.extract.auto.dates import says_changed
from csm_crawler.extract.auto.dateshapes import Kind
from csm_crawler.extract.auto.datewords import DateWords, whole_date
from csm_crawler.extract.auto.dom import Dom
from csm_crawler.extract.auto.scopes import Scope

LONGEST = 40
_LOOK_BACK = 400
"""So many headings above a card are looked at: a year of days, and then some."""
_ENDS: dict[Kind, frozenset[Kind]] = {
    "full": frozenset(["day", "month", "monthday"]),
    "relative": frozenset(["day", "month", "monthday"]),
    "monthday": frozenset(["day", "month"]),
    "monthyear": frozenset(["month", "monthday"]),
    "day": frozenset(["month", "monthday"]),
    "month": frozenset(["monthday"]),
    "year": frozenset(),
}
"""The kinds that, where they stand nearer to a card, leave a heading of this kind nothing to say."""


@dataclass(frozen=True, slots=True)
class Header:
    """Words that are a date and nothing else, standing above what they date."""

    node: int
    """Of the block that is nothing but the heading, or of the node whose own first words it is."""
    reach: int
    """The node whose cards it may date."""
    words: DateWords


def find_headers(dom: Dom, scopes: list[Scope]) -> list[Header]:
    """All date headings, in order: what stands above links of the list and holds none of them."""
    links = [scope.link.node for scope in scopes]
    headers: list[Header] = []
    for run, text in enumerate(dom.runs):
        node = dom.owner[run]
        if not text.strip() or node < 0 or len(text) > 2 * LONGEST:
            continue
        header = None if _in_link(dom, node, links) else _header(dom, node, text, links)
        if header and says_changed(dom.text(header.node) if header.node != header.reach else text, header.words):
            continue
        if header and not (headers and headers[-1].node == header.node):
            headers.append(header)
    return headers


def _holds_link(dom: Dom, node: int, links: list[int]) -> bool:
    at = bisect_left(links, node)
    return at < len(links) and links[at] < dom.end[node]


def _in_link(dom: Dom, node: int, links: list[int]) -> bool:
    """Whether the node is in one of the links: a title that begins with a date heads nothing."""
    at = bisect_right(links, node) - 1
    return at >= 0 and node < dom.end[links[at]]


def _header(dom: Dom, node: int, text: str, links: list[int]) -> Header | None:
    if _holds_link(dom, node, links):  # <li>2017 <ul>…</ul></li>
        words = whole_date(text.strip())
        return Header(node, node, words) if words else None
    while dom.parent[node] >= 0 and not _holds_link(dom, dom.parent[node], links):
        node = dom.parent[node]
    words = whole_date(dom.text(node)) if dom.length(node) <= LONGEST else None
    return Header(node, dom.parent[node], words) if words and dom.parent[node] >= 0 else None


def parts_above(dom: Dom, headers: list[Header], scopes: list[Scope]) -> list[dict[Kind, str]]:
    """For each card and each kind of heading the words of the nearest one above it that reaches it.

    A new year ends the month before it, a new month the day: `2019 / Agosto / 20` then `2018` is a year alone.
    """
    found = []
    stack: list[Header] = []
    at = 0
    for scope in scopes:
        place = scope.link.node
        while at < len(headers) and headers[at].node <= place:
            stack.append(headers[at])
            at += 1
        stack = [header for header in stack if place < dom.end[header.reach]]
        found.append(_nearest(dom, stack[-_LOOK_BACK:], place))
    return found


def _nearest(dom: Dom, headers: list[Header], place: int) -> dict[Kind, str]:
    parts: dict[Kind, str] = {}
    for header in reversed(headers):
        kind = header.words.kind
        if dom.inside(place, header.reach) and kind not in parts and not (_ENDS[kind] & parts.keys()):
            parts[kind] = header.words.plain
        if parts.keys() & {"year", "full", "monthyear", "relative"}:
            break
    return parts

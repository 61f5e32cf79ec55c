"""Date headings above groups of cards: `2019`, `Agosto`, `sábado 24 de noviembre de 2012`."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from csm_crawler.extract.auto.datewords import DateWords, Kind, whole_date
from csm_crawler.extract.auto.dom import Dom
from csm_crawler.extract.auto.scopes import Scope

LONGEST = 40


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
    headers = []
    for run, text in enumerate(dom.runs):
        node = dom.owner[run]
        if not text.strip() or node < 0 or len(text) > 2 * LONGEST:
            continue
        header = _header(dom, node, text, links)
        if header and not (headers and headers[-1].node == header.node):
            headers.append(header)
    return headers


def _holds_link(dom: Dom, node: int, links: list[int]) -> bool:
    at = bisect_left(links, node)
    return at < len(links) and links[at] < dom.end[node]


def _header(dom: Dom, node: int, text: str, links: list[int]) -> Header | None:
    if _holds_link(dom, node, links):  # <li>2017 <ul>…</ul></li>
        words = whole_date(text.strip())
        return Header(node, node, words) if words else None
    while dom.parent[node] >= 0 and not _holds_link(dom, dom.parent[node], links):
        node = dom.parent[node]
    words = whole_date(dom.text(node)) if dom.length(node) <= LONGEST else None
    return Header(node, dom.parent[node], words) if words and dom.parent[node] >= 0 else None


def parts_above(dom: Dom, headers: list[Header], scope: Scope) -> dict[Kind, str]:
    """For each kind of heading the nearest one above the card that reaches it; a nearer year ends the month before it."""
    parts: dict[Kind, str] = {}
    at = bisect_right([header.node for header in headers], scope.link.node)
    for header in reversed(headers[:at]):
        kind = header.words.kind
        if dom.inside(scope.link.node, header.reach) and kind not in parts and not _ended(kind, parts):
            parts[kind] = header.words.text
        if "year" in parts or "full" in parts or "monthyear" in parts:
            break
    return parts


def _ended(kind: Kind, parts: dict[Kind, str]) -> bool:
    """Whether what was found nearer already says what this heading would."""
    return kind == "day" and "month" in parts or kind in ("month", "day") and "monthday" in parts

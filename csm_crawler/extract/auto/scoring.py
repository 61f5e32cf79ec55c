"""How much a group of links is like the list of articles of a page."""

import math
import statistics
from bisect import bisect_left
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from csm_crawler.extract.auto.dates import DateMark
from csm_crawler.extract.auto.dateshapes import RANK
from csm_crawler.extract.auto.datewords import find_date
from csm_crawler.extract.auto.dom import HEADINGS, Dom, visible_width
from csm_crawler.extract.auto.links import Link, TitlePlace
from csm_crawler.extract.auto.regions import FOREIGN_FACTOR
from csm_crawler.extract.auto.scopes import Scope, find_scopes

TITLE_WORDS = frozenset(["title", "headline", "heading", "tit", "titulo", "titre", "subject", "name", "biaoti"])
_MORE = 0.34
"""Where fewer of a group's texts than this part differ, they are `read more`."""
_HEADED = 0.8
"""Of cards whose links say nothing, so many have a heading that says it."""
_PROSE = 40
"""So many characters beside its links make a scope a card."""
_UNTITLED_MASS = 0.3
"""Links that are dates lead to untitled notes where so much of the page's words stand with them."""
_AWAY = 0.15
"""How much less links to other sites count: in cards with a text they are what it mentions."""
_DATED_LIST = 0.55
"""How much a list of long dated links counts at least, wherever it stands: the only list may be called anything."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group of links that may be the list, with what belongs to each."""

    scopes: list[Scope]
    score: float
    dated: float = 0.0
    """The part of its scopes that hold a date."""


def score_group(dom: Dom, group: list[Link], marks: list[DateMark], factor: list[float]) -> Candidate:
    """The group with its score: 0 for what is no list; about 1 is a list of short links, 3 and more one of articles."""
    scopes = find_scopes(dom, group)
    texts = [dom.text(link.node) for link in group]
    dated = _dated(scopes, marks)
    headed = statistics.fmean(bool(heading_tag(dom, link.node)) for link in group)
    title, telling = _find_titles(dom, scopes, texts, bool(headed))
    if not telling:
        return Candidate(scopes, 0.0)
    scopes = [replace(scope, link=replace(scope.link, title=title)) for scope in scopes]
    likeness = _card_likeness(dom, scopes) + 1.2 * max(headed, 0.9 * (title == "heading")) + 1.2 * dated
    likeness += _title_length(texts) + 0.6 * min(1.0, math.log2(len(group)) / 5)
    nature = statistics.fmean(factor[max(0, dom.parent[scope.top])] for scope in scopes)
    if nature > FOREIGN_FACTOR and dated >= 0.8 and len(group) >= 4 and _title_length(texts) >= 0.5:
        nature = max(nature, _DATED_LIST)
    plain = statistics.fmean(link.plain for link in group)
    away = statistics.fmean(_host(link.url) != _host(dom.base) for link in group)
    return Candidate(scopes, likeness * nature * (0.2 + 0.8 * plain) * (1 - _AWAY * away) * telling, dated)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _find_titles(dom: Dom, scopes: list[Scope], texts: list[str], headed: bool) -> tuple[TitlePlace, float]:
    """Where the titles of such cards are, and how far it may be believed that they are titles, 0 to 1."""
    if _are_dates(texts):
        return "none", 0.5 if _mass(dom, scopes) > _UNTITLED_MASS else 0.0
    told = len({text for text in texts if text})
    if (told > 1 and told >= _MORE * len(texts)) or told == len(texts):
        return "link", told / len(texts)
    beside = 0.0 if headed else statistics.fmean(has_heading(dom, scope.start, scope.stop) for scope in scopes)
    return "heading", beside if beside >= _HEADED else 0.0


def _card_likeness(dom: Dom, scopes: list[Scope]) -> float:
    """How much the scopes are like cards, 0 to 2.7: the page's words are in them, prose too, and they are named so."""
    marker = statistics.fmean(_marked(dom, scope.link.node) for scope in scopes)
    prose = statistics.fmean(has_prose(dom, scope) for scope in scopes)
    return 1.5 * _mass(dom, scopes) + 0.6 * marker + 0.6 * prose


def heading_tag(dom: Dom, node: int) -> str:
    """The tag of the heading that the link stands in or holds; empty where there is none."""
    around = (*dom.up(node)[:4], *range(node + 1, dom.end[node]))
    return next((dom.tags[one] for one in around if dom.tags[one] in HEADINGS), "")


def has_heading(dom: Dom, start: int, stop: int) -> bool:
    """Whether one of the first nodes is a heading, or is called a title and has words."""
    return any(
        dom.tags[node] in HEADINGS or (bool(TITLE_WORDS & dom.words(node)) and dom.length(node) > 0)
        for node in range(start, min(stop, start + 200))
    )


def has_prose(dom: Dom, scope: Scope) -> bool:
    """Whether the scope says more than links and headings: a card, not a line of a menu."""
    return dom.prose[dom.last_run[scope.stop - 1]] - dom.prose[dom.first_run[scope.start]] >= _PROSE


def _marked(dom: Dom, node: int) -> bool:
    """Whether the link or what is around it is called a title or an article."""
    rel = dom.get(node, "rel").lower()
    around = dom.words(node) | (dom.words(dom.parent[node]) if dom.parent[node] >= 0 else frozenset())
    return (
        "bookmark" in rel or bool(TITLE_WORDS & around) or any(dom.tags[above] == "article" for above in dom.up(node))
    )


def telling_nodes(marks: list[DateMark]) -> list[int]:
    """Where the marks stand that name a month at least, or a machine's date."""
    return [mark.node for mark in marks if mark.words is None or RANK[mark.words.kind] >= RANK["monthyear"]]


def says_date(scope: Scope, telling: list[int]) -> bool:
    """Whether a date stands in the scope, or right before it in a flat list."""
    return bisect_left(telling, scope.stop) > bisect_left(telling, scope.back)


def _dated(scopes: list[Scope], marks: list[DateMark]) -> float:
    """The part of the scopes that hold a date."""
    telling = telling_nodes(marks)
    return statistics.fmean(says_date(scope, telling) for scope in scopes)


def _mass(dom: Dom, scopes: list[Scope]) -> float:
    """The part of the page's words that stand in the scopes."""
    held = sum(dom.length(scope.top) for scope in scopes)
    return min(1.0, held / max(1, dom.chars[-1]))


def _are_dates(texts: list[str]) -> bool:
    """Whether the links are the dates of the articles, or of an archive by months."""
    found = [find_date(text) for text in texts]
    return sum(date is not None and date.share >= 0.75 for date in found) >= 0.5 * len(texts)


def _title_length(texts: list[str]) -> float:
    """1 for texts as long as titles are, less for menus' words and for paragraphs."""
    width = statistics.median(visible_width(text) for text in texts)
    return 0.4 if width > 200 else max(0.0, min(1.0, (width - 6) / 24))

"""What belongs to each link of a group: the largest part of the page that holds no other one."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from csm_crawler.extract.auto.dom import HEADINGS, Dom
from csm_crawler.extract.auto.links import Link

_THIN = HEADINGS | {"a", "dt", "b", "strong", "span", "header", "p", "tr"}
"""What holds a title and seldom more."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the page that is about one article."""

    link: Link
    top: int
    """The outermost node that holds this link and no other of the group."""
    start: int
    stop: int
    """Nodes from start up to stop: those of `top`, and in a flat list its siblings up to the next title."""
    back: int
    """Where the siblings before `top` begin that follow the previous scope; = start in a list that is not flat."""


def find_scopes(dom: Dom, group: list[Link]) -> list[Scope]:
    """One scope a link, in order."""
    places = [link.node for link in group]
    tops = _level(dom, places, [_climb(dom, place, places) for place in places])
    flat = _is_flat(dom, tops)
    scopes = []
    for at, (link, top) in enumerate(zip(group, tops, strict=True)):
        start, stop, back = top, dom.end[top], top
        if flat:
            above = dom.parent[top]
            after = tops[at + 1] if at + 1 < len(tops) and dom.parent[tops[at + 1]] == above else dom.end[above]
            before = dom.end[tops[at - 1]] if at and dom.parent[tops[at - 1]] == above else above + 1
            stop, back = after, before
        scopes.append(Scope(link, top, start, stop, back))
    return scopes


def _climb(dom: Dom, place: int, places: list[int]) -> int:
    top = place
    while True:
        above = dom.parent[top]
        if above < 0 or dom.tags[above] in ("body", "head", "html", "main"):
            return top
        first = bisect_left(places, above)
        if len(places) == 1 and (dom.tags[top] in ("article", "li", "tr") or dom.length(above) > 3000):
            return top
        if len(places) > 1 and bisect_left(places, dom.end[above]) - first > 1:
            return top
        top = above


def _level(dom: Dom, places: list[int], tops: list[int]) -> list[int]:
    """The tops, of which those that climbed out of a group of one article are set back to the level of most."""
    depths = [len(dom.up(top)) for top in tops]
    (depth, tag), _ = Counter(zip(depths, (dom.tags[top] for top in tops), strict=True)).most_common(1)[0]
    level = []
    for place, top, own in zip(places, tops, depths, strict=True):
        usual = dom.up(place)[-depth] if own < depth <= len(dom.up(place)) else top
        level.append(usual if dom.tags[usual] == tag else top)
    return level


def _is_flat(dom: Dom, tops: list[int]) -> bool:
    """Whether titles and what belongs to them are siblings: thin tops, and other siblings between most of them."""
    thin = [top for top in tops if dom.tags[top] in _THIN]
    if len(tops) < 2 or len(thin) < 0.8 * len(tops):
        return False
    pairs = [(one, two) for one, two in pairwise(tops) if dom.parent[one] == dom.parent[two]]
    return sum(two > dom.end[one] for one, two in pairs) >= 0.5 * max(1, len(pairs)) and bool(pairs)

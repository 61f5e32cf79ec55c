"""Dates that stand bare in the line of a link: `2020-01-31 <a>…</a><br>`, with no element of their own."""

from bisect import bisect_left

from csm_crawler.extract.auto.dates import DateMark
from csm_crawler.extract.auto.dateshapes import RANK
from csm_crawler.extract.auto.datewords import DateWords, find_date
from csm_crawler.extract.auto.dom import BORDER, Dom
from csm_crawler.extract.auto.scopes import Scope

_MOSTLY = 0.6
"""In so many lines of a list a date stands on the same side of the link."""


def dated_lines(dom: Dom, scopes: list[Scope]) -> tuple[list[Scope], list[DateMark | None]]:
    """The scopes with the dates in their lines, without the undated lines that begin or end the page: a menu, friends.

    All dates are None, and all scopes are kept, unless most lines have one.
    """
    marks = _line_marks(dom, scopes)
    dated = [at for at, mark in enumerate(marks) if mark]
    if not dated:
        return scopes, marks
    return scopes[dated[0] : dated[-1] + 1], marks[dated[0] : dated[-1] + 1]


def _line_marks(dom: Dom, scopes: list[Scope]) -> list[DateMark | None]:
    """For each card the date before its link or after it, on the side where most have one."""
    tops = sorted(scope.top for scope in scopes)
    if sum(_is_bare(dom, scope, tops) for scope in scopes) < _MOSTLY * len(scopes):
        return [None] * len(scopes)
    sides = [[_mark(dom, scope, side) for scope in scopes] for side in (-1, 1)]
    best = max(sides, key=lambda found: sum(mark is not None for mark in found))
    return best if sum(mark is not None for mark in best) >= _MOSTLY * len(scopes) else [None] * len(scopes)


def _is_bare(dom: Dom, scope: Scope, tops: list[int]) -> bool:
    """Whether the link stands directly in the block that holds the other links too."""
    above = dom.parent[scope.link.node]
    inner = bisect_left(tops, dom.end[above]) - bisect_left(tops, above)
    return scope.top == scope.link.node and inner > 1


def _mark(dom: Dom, scope: Scope, side: int) -> DateMark | None:
    words = _date(_beside(dom, scope.link.node, side))
    if not words:
        return None
    return DateMark(dom.parent[scope.link.node], words, "", changed=False, called_changed=False, hinted=False)


def _date(text: str) -> DateWords | None:
    found = find_date(text)
    return found if found and RANK[found.kind] >= RANK["monthday"] else None


def _beside(dom: Dom, node: int, side: int) -> str:
    """The bare words between the node and the next element or end of the line, on one side of it."""
    run = dom.first_run[node] - 1 if side < 0 else dom.last_run[node]
    words = ""
    while 0 <= run < len(dom.runs) and dom.owner[run] == dom.parent[node] and dom.runs[run] != BORDER:
        words = dom.runs[run] + words if side < 0 else words + dom.runs[run]
        run += side
    if any(dom.tags[above] == "pre" for above in dom.up(node)):
        lines = words.split("\n")
        return lines[-1] if side < 0 else lines[0]
    return words

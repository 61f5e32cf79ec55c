"""Which of the dates in a card is the day when the article was published."""

from bisect import bisect_left
from collections import Counter

from csm_crawler.extract.auto.dates import DateMark, tells
from csm_crawler.extract.auto.dom import HEADINGS, Dom
from csm_crawler.extract.auto.scopes import Scope

_LEAST = -10.0
"""Lower than any mark's value: one that is only called a change is taken where there is no other."""


def choose_marks(dom: Dom, scopes: list[Scope], marks: list[DateMark]) -> list[DateMark | None]:
    """The mark of each scope: the place in the card that most cards have it at, else one that says it is a date."""
    nodes = [mark.node for mark in marks]
    inside = [marks[bisect_left(nodes, s.start) : bisect_left(nodes, s.stop)] for s in scopes]
    before = [marks[bisect_left(nodes, s.back) : bisect_left(nodes, s.start)] for s in scopes]
    if sum(map(bool, before)) > sum(map(bool, inside)):
        inside = before
    votes: Counter[tuple[object, ...]] = Counter()
    weight: dict[tuple[object, ...], float] = {}
    for found, scope in zip(inside, scopes, strict=True):
        ranks: dict[tuple[object, ...], float] = {}
        for mark in found:  # two in one place: `updated on …` beside `published on …`
            place = _place(dom, mark, scope)
            ranks[place] = max(mark.rank, ranks.get(place, mark.rank))
        for place, rank in ranks.items():
            votes[place] += 1
            weight[place] = weight.get(place, 0.0) + rank
    return [_choose(dom, found, scope, votes, weight, len(scopes)) for found, scope in zip(inside, scopes, strict=True)]


def _choose(
    dom: Dom,
    found: list[DateMark],
    scope: Scope,
    votes: Counter[tuple[object, ...]],
    weight: dict[tuple[object, ...], float],
    count: int,
) -> DateMark | None:
    best: DateMark | None = None
    best_value = _LEAST
    for mark in found:
        place = _place(dom, mark, scope)
        common = votes[place] / count
        likely = common >= 0.5 or (mark.hinted and tells(mark) >= 4)
        loose = mark.words is not None and mark.words.share < 0.25 and not mark.hinted and common < 0.8
        if mark.changed or not likely or loose or _only_number(mark):
            continue
        value = common * weight[place] / votes[place] + 0.1 * mark.rank
        if value > best_value:
            best, best_value = mark, value
    return best


def _only_number(mark: DateMark) -> bool:
    """A lone day, month or year is a date only beside its heading."""
    return not mark.attr and mark.words is not None and mark.words.kind in ("year", "month") and not mark.hinted


def _place(dom: Dom, mark: DateMark, scope: Scope) -> tuple[object, ...]:
    """Where the mark stands in its card, in a form that is the same for all cards of one layout."""
    depth = len(dom.up(mark.node)) - len(dom.up(scope.top))
    tag = dom.tags[mark.node]
    in_title = any(dom.tags[node] in HEADINGS for node in dom.up(mark.node)[: max(0, depth)])
    return (depth, tag, dom.get(mark.node, "class"), in_title)

"""Groups of links that are one list although its cards are called by turns: `left` and `right`, `has-image` and not."""

from bisect import bisect_left
from collections import defaultdict

from csm_crawler.extract.auto.dom import Dom
from csm_crawler.extract.auto.links import Link, class_key, is_in_prose
from csm_crawler.extract.auto.scopes import find_scopes

_MOST_GROUPS = 20
"""Cards called in more ways are not called by turns; comparing all pairs of them would cost seconds."""


def merge_alternating(dom: Dom, groups: list[list[Link]], telling: list[int]) -> list[list[Link]]:
    """The groups, of which those are one whose cards are siblings and stand among each other."""
    alike: dict[tuple[object, ...], list[list[Link]]] = defaultdict(list)
    for group in groups:
        node = group[0].node
        path = tuple(dom.tags[above] for above in dom.up(node))
        alike[(path, class_key(dom, node), is_in_prose(dom, node))].append(group)
    return [
        merged
        for same in alike.values()
        for merged in (_merged(dom, same, telling) if len(same) <= _MOST_GROUPS else same)
    ]


def _merged(dom: Dom, groups: list[list[Link]], telling: list[int]) -> list[list[Link]]:
    done: list[list[Link]] = []
    for group in sorted(groups, key=len, reverse=True):
        at = next((at for at, other in enumerate(done) if _is_one_list(dom, other, group, telling)), -1)
        if at < 0:
            done.append(group)
        else:
            done[at] = sorted([*done[at], *group], key=lambda link: link.node)
    return done


def _is_one_list(dom: Dom, one: list[Link], two: list[Link], telling: list[int]) -> bool:
    if _is_pinned(dom, two, one):
        return True
    return _meet(one, two) and (_alternate(dom, one, two) or _are_dated(dom, [*one, *two], telling))


def _is_pinned(dom: Dom, first: list[Link], others: list[Link]) -> bool:
    """Whether the first is one card right before the others that is called as they are, and more: `post sticky`."""
    if len(first) > 1 or len(others) < 2 or first[0].node > others[0].node or not _alternate(dom, others, first):
        return False
    top = find_scopes(dom, others)[0].top
    lead = dom.up(first[0].node)[-len(dom.up(top))]
    names = class_key(dom, top)
    alike = bool(names) or dom.tags[top] in ("article", "li")
    fresh = first[0].key not in {link.key for link in others}
    return fresh and alike and dom.end[lead] == top and names <= class_key(dom, lead)


def _meet(one: list[Link], two: list[Link]) -> bool:
    """Whether the groups stand among each other and lead to different pages."""
    among = len(one) > 1 and one[0].node < two[-1].node and two[0].node < one[-1].node
    return among and not {link.key for link in one} & {link.key for link in two}


def _alternate(dom: Dom, one: list[Link], two: list[Link]) -> bool:
    """Whether no card of one holds a link of two, and all cards are of one tag in the same blocks."""
    tops = [scope.top for scope in find_scopes(dom, one)]
    depth = len(dom.up(tops[0]))
    places = [link.node for link in two]
    if any(bisect_left(places, dom.end[top]) > bisect_left(places, top) for top in tops):
        return False
    blocks = {dom.parent[top] for top in tops}
    theirs = [dom.up(place)[-depth] for place in places if len(dom.up(place)) >= depth]
    alone = len(set(theirs)) == len(places)
    return alone and all(dom.tags[top] == dom.tags[tops[0]] and dom.parent[top] in blocks for top in theirs)


def _are_dated(dom: Dom, links: list[Link], telling: list[int]) -> bool:
    """Whether the links of both are cards of one tag and level, each with a date of its own."""
    tops = [scope.top for scope in find_scopes(dom, sorted(links, key=lambda link: link.node))]
    places = {(dom.tags[top], len(dom.up(top))) for top in tops}
    dated = [bisect_left(telling, dom.end[top]) > bisect_left(telling, top) for top in tops]
    return len(places) == 1 and sum(dated) >= 0.9 * len(dated)

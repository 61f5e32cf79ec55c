"""Groups of links that are one list although its cards are called by turns: `left` and `right`, `has-image` and not."""

from bisect import bisect_left
from collections import defaultdict

from csm_crawler.extract.auto.dom import Dom
from csm_crawler.extract.auto.links import Link, class_key
from csm_crawler.extract.auto.scopes import find_scopes


def merge_alternating(dom: Dom, groups: list[list[Link]]) -> list[list[Link]]:
    """The groups, of which those are one whose cards are siblings and stand among each other."""
    alike: dict[tuple[object, ...], list[list[Link]]] = defaultdict(list)
    for group in groups:
        node = group[0].node
        path = tuple(dom.tags[above] for above in dom.up(node))
        alike[(path, class_key(dom, node))].append(group)
    return [merged for same in alike.values() for merged in _merged(dom, same)]


def _merged(dom: Dom, groups: list[list[Link]]) -> list[list[Link]]:
    done: list[list[Link]] = []
    for group in sorted(groups, key=len, reverse=True):
        at = next((at for at, other in enumerate(done) if _alternate(dom, other, group)), -1)
        if at < 0:
            done.append(group)
        else:
            done[at] = sorted([*done[at], *group], key=lambda link: link.node)
    return done


def _alternate(dom: Dom, one: list[Link], two: list[Link]) -> bool:
    """Whether no card of either holds a link of the other, all are of one tag in the same blocks, and the ranges meet."""
    if len(one) < 2 or one[0].node > two[-1].node or two[0].node > one[-1].node:
        return False
    tops = [scope.top for scope in find_scopes(dom, one)]
    depth = len(dom.up(tops[0]))
    places = [link.node for link in two]
    if any(bisect_left(places, dom.end[top]) > bisect_left(places, top) for top in tops):
        return False
    blocks = {dom.parent[top] for top in tops}
    theirs = [dom.up(place)[-depth] for place in places if len(dom.up(place)) >= depth]
    alone = len(set(theirs)) == len(places)
    return alone and all(dom.tags[top] == dom.tags[tops[0]] and dom.parent[top] in blocks for top in theirs)

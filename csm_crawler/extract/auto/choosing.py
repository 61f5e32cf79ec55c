"""Which of a page's groups of links is its list, completed by the cards beside it that are marked up otherwise."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from csm_crawler.extract.auto.dates import DateMark
from csm_crawler.extract.auto.dom import Dom, visible_width
from csm_crawler.extract.auto.joining import join_lead, joined, nested, titled, whole
from csm_crawler.extract.auto.links import Link, class_key, find_links, group_links
from csm_crawler.extract.auto.merging import merge_alternating
from csm_crawler.extract.auto.regions import find_regions
from csm_crawler.extract.auto.scopes import Scope, find_scopes
from csm_crawler.extract.auto.scoring import (
    TITLE_WORDS,
    Candidate,
    has_heading,
    heading_tag,
    says_date,
    score_group,
    telling_nodes,
)

_Shape = tuple[int, str, frozenset[str], frozenset[str]]

LEAST_SCORE = 1.0
"""What scores lower is a menu, a cloud of tags or a page without any list."""
_ALIKE = 0.5
"""The part of their classes that cards of one list have in common at least."""
_TWIN = 2.0
"""The likeness of what has the very classes of a card: it is one, though it says no date."""
_MOST_LOOKS = 50
"""So many different looks of cards are remembered in a block: classes may number them all."""
_MOSTLY = 0.75
"""Where fewer of a group are plain, the others are no exceptions but something else."""
LONE_PART = 0.6
"""The part of a single article's score with which a list is rather what the page is about."""
LONE_SCORE = 2.5
"""A single article has to look much more like one."""


def choose_scopes(dom: Dom, page_url: str, marks: list[DateMark]) -> list[Scope]:
    """The scopes of the page's list in order; none where there is no list."""
    region, factor = find_regions(dom)
    links = find_links(dom, page_url)
    groups = merge_alternating(dom, group_links(dom, links, region), telling_nodes(marks))
    groups = [part for group in groups for pure in _sift(group) for part in _split(dom, pure, marks)]
    candidates = [score_group(dom, group, marks, factor) for group in groups]
    likely = [c for c in candidates if c.score >= LEAST_SCORE and _is_card(dom, c)]
    fit = [c for c in likely if len(c.scopes) > 1 or c.score >= LONE_SCORE]
    if not fit:
        return []
    best = whole(nested(titled(dom, _best(fit), candidates), fit), fit)
    best = _without_folders(dom, join_lead(dom, joined(dom, best, fit), likely), telling_nodes(marks))
    return _completed(dom, best, links, telling_nodes(marks))


def _best(fit: list[Candidate]) -> Candidate:
    """The candidate with the highest score; a single article only where no list comes near it."""
    best = max(fit, key=lambda candidate: candidate.score)
    lists = [c for c in fit if len(c.scopes) > 1 and c.score >= LONE_PART * best.score]
    return best if len(best.scopes) > 1 or not lists else max(lists, key=lambda candidate: candidate.score)


def _is_card(dom: Dom, candidate: Candidate) -> bool:
    """Whether a single article has a heading and a date; always true of more."""
    return len(candidate.scopes) > 1 or (candidate.dated > 0 and bool(heading_tag(dom, candidate.scopes[0].link.node)))


def _without_folders(dom: Dom, best: Candidate, telling: list[int]) -> Candidate:
    """The dated list without undated links that lead to no article: `all posts` with the markup of a title."""
    if best.dated < 0.8:
        return best
    links = [s.link for s in best.scopes if s.link.plain or says_date(s, telling)]
    return best if len(links) == len(best.scopes) else replace(best, scopes=find_scopes(dom, links))


def _sift(group: list[Link]) -> list[list[Link]]:
    """The group, or where titles and tags are marked up alike, its articles' links and the others."""
    plain = [link for link in group if link.plain]
    if len(plain) < 2 or len(plain) > _MOSTLY * len(group):
        return [group]
    return [plain, [link for link in group if not link.plain]] if len(plain) < len(group) else [group]


def _split(dom: Dom, group: list[Link], marks: list[DateMark]) -> list[list[Link]]:
    """The group by what the blocks around its cards are called and by whether the cards in a block say dates.

    `list` and `ranking` hold lists of the same markup; so do a menu and an archive.
    """
    scopes = find_scopes(dom, group)
    last = max(scope.top for scope in scopes)
    common = next((node for node in dom.up(dom.parent[scopes[0].top]) if dom.inside(last, node)), -1)
    chains = [[node for node in dom.up(scope.top)[1:] if node > common] for scope in scopes]
    if len({len(chain) for chain in chains}) > 1:  # a tree: what is above its leaves differs by their number
        return [group]
    telling = telling_nodes(marks)
    blocks: dict[int, list[bool]] = defaultdict(list)
    for scope in scopes:
        blocks[dom.parent[scope.top]].append(says_date(scope, telling))
    dated = {block for block, says in blocks.items() if sum(says) >= 0.8 * len(says)}
    parts: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for scope, chain in zip(scopes, chains, strict=True):
        parts[(dom.parent[scope.top] in dated, *(class_key(dom, node) for node in chain))].append(scope.link)
    return list(parts.values())


def _completed(dom: Dom, best: Candidate, links: list[Link], telling: list[int]) -> list[Scope]:
    """The candidate's scopes and those of siblings that look the same and have an article's link of their own."""
    taken = {scope.link.key for scope in best.scopes}
    places = [link.node for link in links]
    shapes = {_shape(dom, scope.top, scope.link.node) for scope in best.scopes}
    more: list[Link] = []
    for node, likeness in _siblings(dom, best.scopes):
        dated = bisect_left(telling, node) < bisect_left(telling, dom.end[node])
        if best.dated >= 0.8 and not dated and likeness < _TWIN:
            continue
        inner = links[bisect_left(places, node) : bisect_left(places, dom.end[node])]
        free = [one for one in inner if one.plain and one.key not in taken]
        if best.scopes[0].link.title == "heading":
            link = replace(free[0], title="heading") if free and has_heading(dom, node, dom.end[node]) else None
        else:
            link = _main_link(dom, node, free, shapes, sure=dated and likeness > _ALIKE)
        if link:
            more.append(link)
            taken.add(link.key)
    if not more:
        return best.scopes
    return find_scopes(dom, sorted([*(scope.link for scope in best.scopes), *more], key=lambda link: link.node))


def _siblings(dom: Dom, scopes: list[Scope]) -> Iterator[tuple[int, float]]:
    """The nodes beside the cards that look like them and hold none, each with how much: up to 1, and `_TWIN`."""
    looks: dict[int, set[frozenset[str]]] = defaultdict(set)
    for scope in scopes:
        if len(looks[dom.parent[scope.top]]) < _MOST_LOOKS:
            looks[dom.parent[scope.top]].add(_look(dom, scope.top))
    tops = sorted(scope.top for scope in scopes)
    for node, above in enumerate(dom.parent):
        if above in looks:
            look = _look(dom, node)
            likeness = _likeness(look, looks[above])
            if likeness >= _ALIKE and not _holds(dom, node, tops):
                yield node, _TWIN if likeness == 1 and len(look) > 1 else likeness


def _look(dom: Dom, node: int) -> frozenset[str]:
    return frozenset([dom.tags[node], *dom.get(node, "class").split()])


def _likeness(one: frozenset[str], others: set[frozenset[str]]) -> float:
    """How much the look has in common with the nearest of the others, 0 to 1."""
    return max((_share(one, other) for other in others), default=0.0)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _holds(dom: Dom, node: int, tops: list[int]) -> bool:
    at = bisect_left(tops, node)
    return at < len(tops) and tops[at] < dom.end[node]


def _shape(dom: Dom, top: int, place: int) -> _Shape:
    """How deep in its card a link stands, in what heading, where there is none, in what, and its own classes."""
    heading = heading_tag(dom, place)
    above = dom.parent[place]
    around = frozenset() if heading else frozenset(["its card"]) if above == top else class_key(dom, above)
    return len(dom.up(place)) - len(dom.up(top)), heading, around, class_key(dom, place)


def _is_near(one: _Shape, usual: _Shape) -> bool:
    """Whether a link stands where the titles do: in the same heading or nearly so named, or of the same class."""
    near = one[1] == usual[1] and abs(one[0] - usual[0]) <= bool(one[1])
    named = one[2] == usual[2] or _share(one[2], usual[2]) >= _ALIKE
    return (near and named) or (one[0] == usual[0] and _share(one[3], usual[3]) >= _ALIKE)


def _main_link(dom: Dom, top: int, links: list[Link], shapes: set[_Shape], *, sure: bool) -> Link | None:
    """The link that stands where the others' titles do.

    Where those stand in headings or in something named, a card that is surely one and has no such link has no title:
    its first link stands for it.
    """
    for link in links:
        shape = _shape(dom, top, link.node)
        named = bool(shape[1]) or any(shape[3] & own for _, _, _, own in shapes) or _is_called_title(dom, link.node)
        shortest = 1 if named else 8
        if any(_is_near(shape, usual) for usual in shapes) and visible_width(dom.text(link.node)) >= shortest:
            return link
    untitled = sure and bool(links) and all(tag or name for _, tag, name, _ in shapes)
    return replace(links[0], title="none") if untitled else None


def _is_called_title(dom: Dom, node: int) -> bool:
    return any(TITLE_WORDS & dom.words(inner) for inner in range(node, dom.end[node]))

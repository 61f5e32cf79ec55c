"""Which other groups of links are part of the list that was found: what holds it, goes on with it, or leads it."""

import re
from collections import Counter

from csm_crawler.extract.auto.dom import HEADINGS, Dom, visible_width
from csm_crawler.extract.auto.links import Link
from csm_crawler.extract.auto.scopes import find_scopes
from csm_crawler.extract.auto.scoring import Candidate, has_prose, heading_tag

_NEARLY = 0.5
"""The part of the best score that a candidate needs to be the same list."""
_TITLES = 0.6
"""The part of the best score that the links need that stand before its own in the same cards."""
_NEARLY_ALL = 0.8
_SHORTEST = 8
"""As wide are half of a list's titles at least."""
_ALL = 0.8
"""So many links of a list lie in one folder of the site, where it has one."""


def nested(best: Candidate, fit: list[Candidate]) -> Candidate:
    """The dated list that stands whole inside one of a few larger blocks: what leads there is a heading, no card."""
    if len(best.scopes) > 3:
        return best
    inner = [
        c
        for c in fit
        if c.dated >= 0.8
        and len(c.scopes) >= 2 * len(best.scopes)
        and any(all(scope.start < one.link.node < scope.stop for one in c.scopes) for scope in best.scopes)
    ]
    return max(inner, key=lambda candidate: candidate.score, default=best)


def whole(best: Candidate, fit: list[Candidate]) -> Candidate:
    """The largest candidate that holds nearly all of the best one's articles: one tab shows ten, another all."""
    keys = {scope.link.key for scope in best.scopes}
    larger = [c for c in fit if c.score >= _NEARLY * best.score and len(c.scopes) >= 1.5 * len(best.scopes)]
    holding = [c for c in larger if len(keys & {scope.link.key for scope in c.scopes}) >= 0.9 * len(keys)]
    return max(holding, key=lambda candidate: len(candidate.scopes), default=best)


def titled(dom: Dom, best: Candidate, candidates: list[Candidate]) -> Candidate:
    """The candidate whose links are the titles of the same cards: they come first in them, before teaser and button."""
    if any(heading_tag(dom, scope.link.node) for scope in best.scopes):
        return best
    links = {scope.top: scope.link for scope in best.scopes}
    fit = [c for c in candidates if c.score >= _TITLES * best.score and c.scopes[0].link.title == "link"]
    first = [c for c in fit if c is not best and _come_first(dom, c, links, best)]
    return min(first, key=lambda candidate: candidate.scopes[0].link.node, default=best)


def _come_first(dom: Dom, other: Candidate, links: dict[int, Link], best: Candidate) -> bool:
    """Whether nearly all of the other's links stand before those of the same cards, and say as much as titles do."""
    heads = best.scopes[0].link.title == "heading"
    before = 0
    for scope in other.scopes:
        link = links.get(scope.top)
        if link and heads:
            place = next((n for n in range(scope.start, scope.stop) if dom.tags[n] in HEADINGS), -1)
            before += link.key == scope.link.key and scope.link.node < place
        elif link:
            before += scope.link.plain and scope.link.node < link.node
    wide = [visible_width(dom.text(scope.link.node)) >= _SHORTEST for scope in other.scopes]
    return before >= _NEARLY_ALL * max(len(links), len(wide)) and sum(wide) >= 0.5 * len(wide)


def joined(dom: Dom, best: Candidate, fit: list[Candidate]) -> Candidate:
    """The best candidate with those that lead it or go on: links of other headings to the same folder of the site."""
    keys = {scope.link.key for scope in best.scopes}
    links = [scope.link for scope in best.scopes]
    folder, count = Counter(_folder(link.key) for link in links).most_common(1)[0]
    if count < _ALL * len(links) or not all(heading_tag(dom, link.node) for link in links):
        return best
    for other in fit:
        theirs = [scope.link for scope in other.scopes]
        if other.score < _NEARLY * best.score or keys & {link.key for link in theirs} or _trails(best, other):
            continue
        if all(_folder(link.key) == folder and heading_tag(dom, link.node) for link in theirs):
            keys |= {link.key for link in theirs}
            links += theirs
    return _with_links(dom, best, links)


def join_lead(dom: Dom, best: Candidate, likely: list[Candidate]) -> Candidate:
    """The best candidate with the one article that leads it in a block of its own, however that is called.

    More than one, or titles without a text, are a banner that repeats what is in the list.
    """
    keys = {scope.link.key for scope in best.scopes}
    folders = Counter(_folder(key) for key in keys)
    first = best.scopes[0].link.node
    leads = [
        c.scopes[0].link
        for c in likely
        if len(c.scopes) == 1
        and c.scopes[0].link.node < first
        and c.scopes[0].link.key not in keys
        and folders[_folder(c.scopes[0].link.key)] >= _ALL * len(keys)
        and any(dom.tags[node] == "article" for node in dom.up(c.scopes[0].link.node))
        and has_prose(dom, c.scopes[0])
    ]
    return _with_links(dom, best, [*(scope.link for scope in best.scopes), *leads]) if len(leads) == 1 else best


def _with_links(dom: Dom, best: Candidate, links: list[Link]) -> Candidate:
    if len(links) == len(best.scopes):
        return best
    return Candidate(find_scopes(dom, sorted(links, key=lambda link: link.node)), best.score, best.dated)


def _trails(best: Candidate, other: Candidate) -> bool:
    """Whether the other stands behind a dated list and has no dates itself: the recent posts of a sidebar."""
    return best.dated >= 0.8 and other.dated < 0.5 and other.scopes[-1].link.node > best.scopes[0].link.node


def _folder(url: str) -> str:
    """The URL up to its last part, with any number as 0: `…/2019/11/some-title/` and `…/2018/02/other/` are in one."""
    return re.sub(r"\d+", "0", url.rstrip("/").rpartition("/")[0])

"""The links of a page that may lead to articles, gathered into groups that are marked up alike."""

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from csm_crawler.extract.auto.dom import Dom, join, visible_width

MAX_LINKS = 10_000
"""Of a page with more, the first so many are looked at."""

_NOT_ARTICLE_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|[ií]as?|ie|ias)|etiquetas?|authors?|autor(?:es)?|users?|topics?|temas?|search|login|register"
    r"|signup|wp-admin|wp-login\.php|feed|rss|privacy|cookies?|about|contact|contacto)(?:/|\.\w+$|$)"
    r"|^/(?:blog|posts?|archives?|articles?|news)/?$|/page/\d+/?$|/(?:19|20)\d\d(?:/\d\d)?/?$|^/?(?:index\.\w+)?$|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|xml|rss)$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|pinterest|reddit|tumblr|whatsapp|instagram|youtube|t\.me|telegram|weibo|wa|addtoany)\.\w+$"
)
_NOT_ARTICLE_REL = frozenset(
    ["tag", "category", "author", "next", "prev", "license", "privacy-policy", "search", "home"]
)


_OFTEN = 2
"""An article is linked so often by links of one markup: by its title and its image."""
_PROSE = 30
"""Wider words before a link are a sentence, not a date."""

_TALK = re.compile(r"comment|coment|kommentar|respond|reply|disqus", re.IGNORECASE)
"""Fragments of what is below an article."""

TitlePlace = Literal["link", "heading", "none"]


@dataclass(frozen=True, slots=True)
class Link:
    """An `<a href>`, or an element that says its href the same way."""

    node: int
    url: str
    """Absolute, as found."""
    key: str
    """The URL without its fragment: what tells two articles apart."""
    plain: bool
    """Whether nothing about it says tag, category, author, pager, file or another site's share button."""
    title: TitlePlace = "link"
    """Where the article's title is: in the link, in a heading beside it (`read more`), or nowhere."""


def find_links(dom: Dom, page_url: str) -> list[Link]:
    """All http(s) links in order, without those to the page itself."""
    here = urldefrag(page_url).url.rstrip("/")
    links: list[Link] = []
    for node, tag in enumerate(dom.tags):
        if tag != "a" or len(links) >= MAX_LINKS:
            continue
        url = join(dom.base, dom.get(node, "href")) if dom.get(node, "href")[:1] not in ("", "#") else ""
        key = _key(url) if url else ""
        if key and key.rstrip("/") != here:
            links.append(Link(node, url, key, _is_plain(dom, node, url)))
    return links


def _key(url: str) -> str:
    try:
        return urldefrag(url).url if urlsplit(url).hostname else ""
    except ValueError:
        return ""


def _is_plain(dom: Dom, node: int, url: str) -> bool:
    parts = urlsplit(url)
    rel = set(dom.get(node, "rel").lower().split())
    if _ELSEWHERE.search(parts.hostname or "") or _TALK.match(parts.fragment) or _NOT_ARTICLE_REL & rel:
        return False
    return not _NOT_ARTICLE_PATH.search(parts.path) or bool(
        parts.query and re.search(r"(?:^|&)(?:p|id|aid)=\d", parts.query)
    )


def group_links(dom: Dom, links: list[Link], region: list[int]) -> list[list[Link]]:
    """Links with one path of tags, the same classes on and around them and one region; each URL once a group.

    Of two links to one URL the first that has words is taken: the other is an image.
    """
    paths = _path_numbers(dom)
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for link in links:
        node, parent = link.node, dom.parent[link.node]
        key = (
            paths[node],
            class_key(dom, node),
            class_key(dom, parent),
            paths[region[node]] if region[node] >= 0 else -1,
            is_in_prose(dom, node),
        )
        groups[key].append(link)
    return [_each_once(dom, group) for group in groups.values()]


def _each_once(dom: Dom, group: list[Link]) -> list[Link]:
    """One link a URL, in order, without what far more links lead to than to the others: an author, a category."""
    counts = Counter(link.key for link in group)
    most = max(_OFTEN, 2 * statistics.median(counts.values()))
    chosen: dict[str, Link] = {}
    for link in group:
        known = chosen.get(link.key)
        if counts[link.key] <= most and (not known or (not dom.length(known.node) and dom.length(link.node))):
            chosen[link.key] = link
    return sorted(chosen.values(), key=lambda link: link.node)


def is_in_prose(dom: Dom, node: int) -> bool:
    """Whether the link stands in a paragraph, behind so many words that it is no title."""
    above = dom.parent[node]
    if above < 0 or dom.tags[above] != "p":
        return False
    return visible_width("".join(dom.runs[dom.first_run[above] : dom.first_run[node]])) > _PROSE


def _path_numbers(dom: Dom) -> list[int]:
    """For each node a number that it shares with those that have the same tags above them."""
    known: dict[tuple[int, str], int] = {}
    numbers: list[int] = []
    for node, tag in enumerate(dom.tags):
        above = dom.parent[node]
        numbers.append(known.setdefault((numbers[above] if above >= 0 else -1, tag), len(known)))
    return numbers


def class_key(dom: Dom, node: int) -> frozenset[str]:
    """The node's classes without those that number it or tell its state."""
    if node < 0:
        return frozenset()
    return frozenset(
        name for name in dom.get(node, "class").split() if not re.search(r"\d|active|current|first|last|odd|even", name)
    )

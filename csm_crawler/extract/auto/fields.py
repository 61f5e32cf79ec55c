"""What a card says besides its date: title, teaser, image, author, categories."""

import re
from collections.abc import Callable, Iterator

from csm_crawler.extract.auto.dates import LONGEST, DateMark
from csm_crawler.extract.auto.datewords import find_date
from csm_crawler.extract.auto.dom import BORDER, HEADINGS, INLINE, Dom, clean, join, visible_width, word_set
from csm_crawler.extract.auto.scopes import Scope
from csm_crawler.extract.auto.scoring import TITLE_WORDS

Found = tuple[str, str]
"""Words, and the node that says them, in CSS; both empty where there are none."""
NOTHING: Found = ("", "")
LONGEST_TEASER = 600
_TEASER_WORDS = word_set("abstract desc description entradilla excerpt intro lead resumen summary teaser")
_META_WORDS = word_set("""
    author btn button byline caption categories category comments date footer meta more readmore share
    tag tags
""")
_AUTHOR_WORDS = frozenset(["author", "byline", "autor", "auteur"])
_TOPIC_PATH = re.compile(r"/(?:tags?|categor(?:y|ies|[ií]as?|ie|ias)|etiquetas?|topics?)/", re.IGNORECASE)
_SHORTEST_TEASER = 24


def title_node(dom: Dom, scope: Scope) -> int:
    """The node whose words are the title: in the link, else the heading of the card; -1 where there is neither."""
    link = scope.link.node
    if scope.link.title == "none":
        return -1
    if scope.link.title == "link" and dom.length(link):
        return _title_in_link(dom, link)
    heading = _first(dom, scope.start, scope.stop, lambda node: dom.tags[node] in HEADINGS and dom.length(node) > 0)
    if heading >= 0:
        return heading
    return _first(
        dom, scope.start, scope.stop, lambda node: bool(TITLE_WORDS & dom.words(node)) and dom.length(node) > 0
    )


def _title_in_link(dom: Dom, link: int) -> int:
    """The heading in the link, else what is called a title, else its first piece that is no label, else the link."""
    inner = range(link + 1, dom.end[link])
    headings = (node for node in inner if dom.tags[node] in HEADINGS and dom.length(node))
    called = (node for node in inner if TITLE_WORDS & dom.words(node) and dom.length(node))
    found = next(headings, next(called, -1))
    if found >= 0:
        return found
    blocks = [node for node in inner if dom.tags[node] not in INLINE and dom.length(node) and _is_leaf(dom, node)]
    pieces = blocks or [node for node in inner if dom.parent[node] == link and dom.length(node)]
    if len(pieces) < 2 or any(dom.owner[run] == link and dom.runs[run].strip() for run in _runs(dom, link)):
        return blocks[0] if len(blocks) > 1 else link
    told = [node for node in pieces if not _is_label(dom, node)]
    if not told or (not blocks and len(told) == len(pieces)):  # spans may be the words of one title
        return link
    return next((node for node in told if visible_width(dom.text(node)) >= 12), told[0]) if blocks else told[0]


def _is_label(dom: Dom, node: int) -> bool:
    """Whether a piece of a link is a date, or called something else than a title."""
    date = find_date(dom.text(node)) if dom.length(node) <= LONGEST else None
    dated = date is not None and date.share >= 0.6 and date.kind in ("full", "relative", "monthday")
    return dated or bool((_META_WORDS | _TEASER_WORDS) & dom.words(node))


def read_title(dom: Dom, scope: Scope, node: int, mark: DateMark | None) -> Found:
    """The title's words without the date among them; where it has none, what the link's attributes or image say."""
    if scope.link.title == "none":
        return NOTHING
    if node < 0:
        return _title_attr(dom, scope)
    text = _without(dom, node, mark) if mark else dom.text(node)
    full = dom.get(scope.link.node, "title")
    if re.search(r"(?:…|\.\.\.)$", text) and full.startswith(text.rstrip(".… ")):
        return full, f"{dom.selector(scope.link.node)}@title"
    return text, dom.selector(node)


def _without(dom: Dom, node: int, mark: DateMark) -> str:
    """The node's words without those of the mark inside it; where it is all that there is, with them."""
    if node < mark.node and dom.inside(mark.node, node):
        cut = range(dom.first_run[mark.node], dom.last_run[mark.node])
        words = clean("".join(dom.runs[run] for run in _runs(dom, node) if run not in cut))
    elif dom.inside(node, mark.node) and mark.words and mark.words.text in dom.text(node):
        before, _, after = dom.text(node).partition(mark.words.text)
        words = clean(after if not before.strip() else before if not after.strip() else dom.text(node))
    else:
        return dom.text(node)
    return words.strip(" -–—·|:") if words != dom.text(node) and words.strip(" -–—·|:") else dom.text(node)


def _title_attr(dom: Dom, scope: Scope) -> Found:
    link = scope.link.node
    images = ((node, "alt") for node in range(link, dom.end[link]) if dom.tags[node] == "img")
    places = ((link, "title"), (link, "aria-label"), *images)
    found = ((said, node, name) for node, name in places if (said := dom.get(node, name)))
    said, node, name = next(found, ("", link, ""))
    return clean(said), f"{dom.selector(node)}@{name}"


def read_teaser(dom: Dom, scope: Scope, title: int, mark: DateMark | None) -> Found:
    """What the page calls the summary, else the first block of prose after the title; empty where there is none."""
    for node in range(scope.start, scope.stop):
        apart = title < 0 or not (dom.inside(node, title) or dom.inside(title, node))
        if (
            apart
            and dom.words(node) & _TEASER_WORDS
            and dom.length(node) >= 4
            and not (mark and dom.inside(mark.node, node))
        ):
            return dom.text(node)[:LONGEST_TEASER], dom.selector(node)
    first = dom.last_run[title] if title >= 0 else dom.first_run[scope.start]
    block: list[int] = []
    for run in range(first, dom.last_run[scope.stop - 1] + 1):
        if run < len(dom.runs) and dom.runs[run] != BORDER:
            block.append(run)
            continue
        text = _prose(dom, scope, block, mark) if block else ""
        if text:
            return text[:LONGEST_TEASER], dom.selector(dom.owner[block[0]])
        block = []
    return NOTHING


def _prose(dom: Dom, scope: Scope, block: list[int], mark: DateMark | None) -> str:
    """The words of a block of runs, unless they are few, a date, mostly links or called something else."""
    text = clean("".join(dom.runs[run] for run in block))
    if visible_width(text) < _SHORTEST_TEASER or not scope.start <= dom.owner[block[0]] < scope.stop:
        return ""
    if mark and mark.words and mark.words.text in text and len(text) < LONGEST:
        return ""
    linked = sum(len(dom.runs[run]) for run in block if _in_link(dom, dom.owner[run], scope))
    place = scope.link.node
    around = [node for node in dom.up(dom.owner[block[0]]) if node >= scope.start and not dom.inside(place, node)]
    named = [dom.words(node) & _META_WORDS for node in around]
    return "" if linked > 0.6 * len(text) or any(named) else text


def _in_link(dom: Dom, node: int, scope: Scope) -> bool:
    """Whether the node stands in a link to somewhere else than the article."""
    return any(dom.tags[above] == "a" and not dom.inside(scope.link.node, above) for above in dom.up(node)[:6])


def _is_leaf(dom: Dom, node: int) -> bool:
    """Whether the node is a block without blocks of words in it."""
    if dom.tags[node] in INLINE:
        return False
    return not any(dom.tags[inner] not in INLINE and dom.length(inner) for inner in range(node + 1, dom.end[node]))


def read_image(dom: Dom, scope: Scope) -> Found:
    """The absolute URL of the first image, also of one that is loaded late; empty where there is none."""
    for node in range(scope.start, scope.stop):
        if dom.tags[node] == "img":
            for name in ("data-src", "data-original", "data-lazy-src", "src"):
                url = join(dom.base, dom.get(node, name)) if dom.get(node, name) else ""
                if url:
                    return url, f"{dom.selector(node)}@{name}"
    return NOTHING


def read_author(dom: Dom, scope: Scope) -> Found:
    """The words of the innermost node that is called the author."""
    for node in range(scope.start, scope.stop):
        is_author = "author" in (dom.get(node, "rel"), dom.get(node, "itemprop")) or _AUTHOR_WORDS & dom.words(node)
        if is_author and 0 < dom.length(node) <= 60:
            inner = (n for n in range(node + 1, dom.end[node]) if dom.tags[n] == "a" and dom.length(n))
            named = next(inner, node)
            return dom.text(named), dom.selector(named)
    return NOTHING


def read_categories(dom: Dom, scope: Scope) -> tuple[tuple[str, ...], str]:
    """The words of the links to categories and tags, in order, each once."""
    found: dict[str, str] = {}
    for node in range(scope.start, scope.stop):
        if dom.tags[node] == "a" and dom.length(node) <= 60:
            rel = set(dom.get(node, "rel").lower().split())
            if rel & {"tag", "category"} or _TOPIC_PATH.search(dom.get(node, "href")):
                found.setdefault(dom.text(node).lstrip("#"), dom.selector(node))
    found.pop("", None)
    return tuple(found), next(iter(found.values()), "")


def _runs(dom: Dom, node: int) -> Iterator[int]:
    yield from range(dom.first_run[node], dom.last_run[node])


def _first(dom: Dom, start: int, stop: int, wanted: Callable[[int], bool]) -> int:
    return next((node for node in range(start, min(stop, len(dom.tags))) if wanted(node)), -1)

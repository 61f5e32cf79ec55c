"""The parts of a page that are not its main list: menus, sidebars, footers, comments, what is related."""

import re

from csm_crawler.extract.auto.dom import HEADINGS, Dom, word_set

_ASIDE_TAGS = frozenset(["nav", "aside", "footer"])
_ASIDE_ROLES = frozenset(["navigation", "complementary", "contentinfo", "menu", "menubar", "dialog"])
_ASIDE_WORDS = word_set("""
    aside banner blogroll breadcrumb breadcrumbs colophon cookie cookies dropdown footer marquee menu
    modal nav navbar navigation newsletter pager pagination paginator popup share sharing sidebar
    sidenav social submenu tagcloud ticker toc topbar widget widgets
""")
_FOREIGN_WORDS = frozenset(["comments", "commentlist", "recommend", "recommended", "recommendations", "related"])
_SOFT_WORDS = frozenset(["recent", "popular", "trending", "random", "hot", "ranking", "rank"])
_FOREIGN_TITLE = re.compile(
    r"popular|most (?:read|viewed)|trending|related|recommended|(?:may|might) also like"
    r"|m[áa]s (?:le[íi]d|visto)|mais (?:lid|vist)"
    r"|relacionad|recomendad|puede interesar|leia também|plus lus|populaires|à lire aussi|similaires|più letti|potrebbe"
    r"|correlati|meistgelesen|beliebt|ähnliche|könnte dich|popul[äa]r|популярн|похожие|читайте также|рекоменд"
    r"|热门|熱門|推荐|推薦|相关文章|相關文章|猜你喜欢|排行|热文|人気|おすすめ|関連記事|ランキング|인기|추천|관련",
    re.IGNORECASE,
)
_LONGEST_TITLE = 30
FOREIGN_FACTOR = 0.15
"""Of what belongs to another article: its comments, what is related to it. No list of dated links redeems it."""
_ASIDE_FACTOR = 0.3
_SOFT_FACTOR = 0.6
_MOST = 0.5
"""What holds more than this part of the page's words frames the page, however it is called (`content-sidebar-wrap`)."""


def find_regions(dom: Dom) -> tuple[list[int], list[float]]:
    """For each node the innermost aside that it stands in (-1: none), and how likely a list is there, from 0 to 1."""
    region: list[int] = []
    factor: list[float] = []
    whole = max(1, dom.chars[-1])
    foreign = _foreign_blocks(dom, whole)
    for node in range(len(dom.tags)):
        above = dom.parent[node]
        own = 1.0 if dom.length(node) > _MOST * whole else _own_factor(dom, node)
        if node in foreign and own > FOREIGN_FACTOR:
            own = FOREIGN_FACTOR
        region.append(node if own < 1 else (region[above] if above >= 0 else -1))
        factor.append(min(own, factor[above] if above >= 0 else 1.0))
    return region, factor


def _foreign_blocks(dom: Dom, whole: int) -> set[int]:
    """The blocks that begin with a heading such as `Most read`, and are no large part of the page."""
    blocks = set()
    for node, tag in enumerate(dom.tags):
        above = dom.parent[node]
        if tag in HEADINGS and above >= 0 and 0 < dom.length(node) <= _LONGEST_TITLE:
            first = dom.chars[dom.first_run[node]] == dom.chars[dom.first_run[above]]
            if first and dom.length(above) <= _MOST * whole and _FOREIGN_TITLE.search(dom.text(node)):
                blocks.add(above)
    return blocks


def _own_factor(dom: Dom, node: int) -> float:
    if dom.tags[node] in _ASIDE_TAGS or dom.get(node, "role") in _ASIDE_ROLES:
        return _ASIDE_FACTOR
    if dom.tags[node] in ("article", "a", "html", "body") or not (dom.get(node, "class") or dom.get(node, "id")):
        return 1.0
    words = dom.words(node)
    if "hentry" in words:  # its classes name the article's own tags
        return 1.0
    if words & _FOREIGN_WORDS:
        return FOREIGN_FACTOR
    if words & _ASIDE_WORDS:
        return _ASIDE_FACTOR
    return _SOFT_FACTOR if words & _SOFT_WORDS else 1.0

"""Articles and lists of articles among nodes of schema.org, from JSON-LD and microdata alike.

https://schema.org/Article, https://schema.org/ItemList
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from csm_crawler.extract.elements import web_url
from csm_crawler.extract.told import Told, told_of

Node = dict[str, Any]

_TYPES = """
Article AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle BlogPosting
DiscussionForumPosting LiveBlogPosting MedicalScholarlyArticle NewsArticle OpinionNewsArticle Report
ReportageNewsArticle ReviewNewsArticle SatiricalArticle ScholarlyArticle SocialMediaPosting TechArticle
"""
ARTICLES = frozenset(_TYPES.split())
_VAGUE = frozenset(["", "ListItem", "WebPage", "CreativeWork", "Thing", "VideoObject"])
"""What an entry of a list may be beside an article: a list of products or of a menu's links is none of articles."""
_OTHER_LISTS = frozenset(["BreadcrumbList", "OfferCatalog", "HowToSection", "FAQPage"])
_HOLDERS = ("itemListElement", "blogPost", "blogPosts", "hasPart", "mainEntity", "dataFeedElement")
_OTHERS = "breadcrumb comment isPartOf mentions about citation publisher author isBasedOn"
_ASIDE = frozenset(_OTHERS.split())
"""What an article says of others is no list of articles."""
MAX_NODES = 100_000


def lists_of(values: list[Any], base: str, way: str) -> list[list[Told]]:
    """Every list of articles that the nodes hold, and last those articles that are in none of them; all with links.

    `way` is how the page tells the nodes, for `found_by`: JSON-LD, microdata.
    """
    known = _by_id(values)
    lists, listed = [], set()
    for node in _nodes(values):
        for name in _HOLDERS:
            found = _held(node, name, known)
            listed |= _ids(found, known)
            lists.append([_entry(one, known, base, way) for one in found])
    lists.append([article_of(one, known, base, way) for one in _articles(values) if id(one) not in listed])
    return [linked for one in lists if (linked := _each_once(one))]


def articles_of(values: list[Any], base: str, way: str) -> list[Told]:
    """The articles that are in no list: on an article's own page that is the article itself."""
    known = _by_id(values)
    listed = set()
    for node in _nodes(values):
        for name in _HOLDERS:
            if name != "mainEntity":
                listed |= _ids(_held(node, name, known), known)
    return [article_of(one, known, base, way) for one in _articles(values) if id(one) not in listed]


def _articles(values: list[Any]) -> list[Node]:
    """The articles that are no part of another."""
    return [node for node in _nodes(values, into_articles=False) if _types(node) & ARTICLES]


def _held(node: Node, name: str, known: dict[str, Node]) -> list[Node]:
    """The entries that a property of a node lists, without those that are no articles."""
    if name not in node or _types(node) & _OTHER_LISTS:
        return []
    vague = frozenset() if name in ("hasPart", "mainEntity") else _VAGUE
    entries = [_resolved(one, known) for one in _many(node[name])]
    return _in_order([one for one in entries if one and (_types(one) & ARTICLES or _types(one) <= vague)])


def _ids(entries: list[Node], known: dict[str, Node]) -> set[int]:
    return {id(one) for one in entries} | {id(_inner(one, known)) for one in entries}


def _inner(entry: Node, known: dict[str, Node]) -> Node:
    """The article of a ListItem; the entry itself where it is no more than that."""
    item = _first(entry.get("item"))
    return entry if item is None else _resolved(item, known)


def article_of(node: Node, known: dict[str, Node], base: str, way: str) -> Told:
    """What a node says of its article."""
    printed, machine, dated_by = _date(node, "datePublished", "dateCreated", "uploadDate")
    changed_text, changed, _ = _date(node, "dateModified")
    named_by = "author" if _names(node, known, "author") else "creator"
    sections, keywords = _names(node, known, "articleSection"), _keywords(node, known)
    filed_by = [name for name, said in (("articleSection", sections), ("keywords", keywords)) if said]
    return told_of(
        way,
        title=_text(node, known, "headline", "name"),
        link=_link(node, base),
        teaser=_text(node, known, "description", "abstract"),
        date_text=(printed, dated_by),
        date_attr=(machine, dated_by),
        image=_image(node, known, base),
        author=(", ".join(dict.fromkeys(_names(node, known, named_by))), named_by),
        categories=(tuple(dict.fromkeys((*sections, *keywords))), ", ".join(filed_by)),
        source_id=_text(node, known, "identifier"),
        modified_text=(changed or changed_text, "dateModified"),
    )


def _entry(node: Node, known: dict[str, Node], base: str, way: str) -> Told:
    """An entry of a list: the article in it, with what the entry itself says where the article does not."""
    inner = _inner(node, known)
    is_one = _types(inner) & ARTICLES or _types(inner) <= _VAGUE
    return article_of({**node, **inner}, known, base, way) if is_one else Told()


def _in_order(entries: list[Node]) -> list[Node]:
    """By position where each entry says its own, else as they stand."""
    positions = [_number(one.get("position")) for one in entries]
    if None in positions or len(set(positions)) < len(positions):
        return entries
    return [entries[at] for at in sorted(range(len(entries)), key=lambda at: positions[at] or 0)]


def _number(value: Any) -> int | None:
    text = _plain(next(iter(_many(value)), None))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _each_once(told: list[Told]) -> list[Told]:
    first: dict[str, Told] = {}
    for one in told:
        if one.link:
            first.setdefault(one.link, one)
    return [*first.values()]


def _nodes(values: list[Any], aside: frozenset[str] = _ASIDE, *, into_articles: bool = True) -> Iterator[Node]:
    """All nodes in the page's order, an outer one before those in it, but for those that stand `aside`."""
    stack = [*reversed(values)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(one for one in reversed(value) if isinstance(one, dict | list))
        elif isinstance(value, dict):
            yield value
            if not into_articles and _types(value) & ARTICLES:
                continue
            inner = (one for key, one in reversed(value.items()) if key not in aside)
            stack.extend(one for one in inner if isinstance(one, dict | list))


def _by_id(values: list[Any]) -> dict[str, Node]:
    """The nodes that others refer to; of two with one id the one that says more."""
    known: dict[str, Node] = {}
    for node in _nodes(values, frozenset()):
        own = node.get("@id")
        if isinstance(own, str) and len(node) > len(known.get(own, ())):
            known[own] = node
    return known


def _resolved(value: Any, known: dict[str, Node]) -> Node:
    """The node that a value is or refers to; an empty one where it is none. A text is the URL of one."""
    if isinstance(value, str):
        return known.get(value, {"url": value})
    if not isinstance(value, dict):
        return {}
    return known.get(value.get("@id", ""), value) if set(value) <= {"@id", "@type"} else value


def _types(node: Node) -> frozenset[str]:
    names = (one for one in _many(node.get("@type")) if isinstance(one, str))
    return frozenset(re.split(r"[/:#]", one)[-1] for one in names) or frozenset([""])


def _many(value: Any) -> list[Any]:
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    return value if isinstance(value, list) else [] if value is None else [value]


def _plain(value: Any) -> str:
    """The words of a value that is a text, a number, or a typed one; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("text") or value.get("@value") or ""
    if isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _words(value: Any, known: dict[str, Node]) -> str:
    node = _resolved(value, known) if isinstance(value, dict) else value
    for one in (node, *(_first(node.get(name)) for name in ("name", "headline", "value") if isinstance(node, dict))):
        if (words := _plain(one)).strip():
            return words
    return ""


def _first(value: Any) -> Any:
    return next(iter(_many(value)), None)


def _names(node: Node, known: dict[str, Node], name: str) -> list[str]:
    return [words for one in _many(node.get(name)) if (words := _words(one, known))]


def _text(node: Node, known: dict[str, Node], *names: str) -> tuple[str, str]:
    """The words of the first of these properties that has any, and which one that is."""
    return next(((words, name) for name in names for words in _names(node, known, name)), ("", ""))


def _keywords(node: Node, known: dict[str, Node]) -> list[str]:
    """A text of keywords is separated by commas."""
    said = _names(node, known, "keywords")
    return [word for one in said for part in re.split("[,，;；]", one) if (word := part.strip())]


def _date(node: Node, *names: str) -> tuple[str, str, str]:
    """The printed words and the machine-readable date, of the first of these properties that has either; which one."""
    for name, value in ((one, value) for one in names for value in _many(node.get(one))):
        if isinstance(value, dict):
            machine, printed = value.get("@value", ""), value.get("text", "")
            if isinstance(machine, str) and isinstance(printed, str) and (machine or printed):
                return printed, machine, name
        elif _plain(value):
            return "", _plain(value), name
    return "", "", ""


def _link(node: Node, base: str) -> tuple[str, str]:
    """`url`, else the page that it is the main thing of, else what its title leads to, else its own id; and which."""
    said = [(_url(one), name) for name in ("url", "mainEntityOfPage") for one in _many(node.get(name))]
    titles = [(one, name) for name in ("headline", "name") for one in _many(node.get(name))]
    said += [(_url(one), name) for one, name in titles if isinstance(one, dict)]
    own = node.get("@id")
    said += [(own.partition("#")[0], "@id")] if isinstance(own, str) else []
    return _first_url(said, base)


def _first_url(said: Iterable[tuple[str, str]], base: str) -> tuple[str, str]:
    """The first that is a URL, and the property that says it."""
    return next(((url, name) for one, name in said if (url := web_url(base, html.unescape(one)))), ("", ""))


def _url(value: Any) -> str:
    """The URL that a value is, or that the thing has which it stands for."""
    if isinstance(value, dict):
        said = (_first(value.get(key)) for key in ("href", "@value", "url", "contentUrl", "@id"))
        value = next((_url(one) if isinstance(one, dict) else one for one in said if one), "")
    return value if isinstance(value, str) else ""


def _image(node: Node, known: dict[str, Node], base: str) -> tuple[str, str]:
    values = [(name, one) for name in ("image", "thumbnailUrl", "thumbnail") for one in _many(node.get(name))]
    said = ((_url(one if isinstance(one, str) else _resolved(one, known)), name) for name, one in values)
    return _first_url(said, base)

"""Atom 1.0 (RFC 4287), with Media RSS."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tests.publish.strict import values
from tests.publish.strict.nodes import Node, Rule, check_node
from tests.publish.strict.rss import _MEDIA, check_self

_RELATIONS = ("alternate", "self", "hub", "via", "related", "enclosure", "current", "prev-archive", "next-archive")


def _text(node: Node) -> Iterator[str]:
    """A text construct, of the type that it says."""
    if not node.text.strip():
        yield f"NotBlank: {node.where}"
    kind = node.attributes.get("type", "text")
    if kind == "html":
        yield from values.escaped(node)
    elif kind == "text":
        yield from values.plain("ContainsUndeclaredHTML")(node)
    else:
        yield f"InvalidTextType: {node.where} {kind}"
    if not node.language:
        yield f"MissingDCLanguage: {node.where}"


def _link(node: Node) -> Iterator[str]:
    if node.text:
        yield f"AtomLinkNotEmpty: {node.where}"


def _no_mail(node: Node) -> Iterator[str]:
    if "@" in node.text and "<" in node.text:
        yield f"ContainsEmail: {node.where}"


_NAME = values.not_blank(values.anything(values.plain(), _no_mail))
_PERSON = Rule(children={"name": Rule(check=_NAME), "uri": Rule(check=values.web)}, many=True)
_TEXT = Rule(check=_text, attributes={"type": None})
_LINK = Rule(
    check=_link,
    attributes={
        "href": values.web,
        "rel": values.one_of(*_RELATIONS, name="UnregisteredAtomLinkRel"),
        "type": values.mime,
        "hreflang": values.language,
        "title": values.not_blank(values.plain(), "AttrNotBlank"),
        "length": values.count,
    },
    needs=("href",),
    many=True,
)
_CATEGORY = Rule(
    attributes={
        "term": values.not_blank(values.characters),
        "label": values.not_blank(values.plain()),
        "scheme": values.uri,
    },
    needs=("term",),
    many=True,
)
_LANG = {"xml:lang": values.language}


def check_atom(root: Node, *, url: str, now: datetime) -> Iterator[str]:
    moment, identity = values.trimmed(values.rfc3339(now)), values.trimmed(values.not_blank(values.uri))
    common = {
        "id": Rule(check=identity),
        "title": _TEXT,
        "updated": Rule(check=moment),
        "author": _PERSON,
        "contributor": _PERSON,
        "category": _CATEGORY,
        "link": _LINK,
        "rights": _TEXT,
    }
    feed = {
        **common,
        "subtitle": _TEXT,
        "generator": Rule(check=_NAME, attributes={"uri": values.web, "version": None}),
        "icon": Rule(check=values.web),
        "logo": Rule(check=values.web),
    }
    entry = {
        **common,
        "published": Rule(check=moment),
        "summary": _TEXT,
        "source": Rule(children=feed),
        "media:content": _MEDIA,
    }
    top = {
        **feed,
        "entry": Rule(children=entry, attributes=_LANG, many=True),
        "fh:archive": Rule(),
        "fh:complete": Rule(),
    }
    yield from check_node(root, Rule(children=top, attributes=_LANG))
    yield from _check_feed(root, url)


def _check_feed(feed: Node, url: str) -> Iterator[str]:
    yield from _missing(feed, "MissingElement", "id", "title", "updated")
    yield from check_self(feed.all("link"), url, "MissingSelf", "application/atom+xml")
    yield from _check_links(feed)
    names = [child.name for child in feed.children]
    if "entry" in names and set(names[names.index("entry") :]) != {"entry"}:
        yield f"MisplacedMetadata: {feed.where}"
    entries = feed.all("entry")
    if not feed.has("author") and not (entries and all(entry.has("author") for entry in entries)):
        yield f"MissingElement: {feed.where} author"
    for entry in entries:
        yield from _check_entry(entry)
    yield from _repeated(entries, "id", "DuplicateEntries")
    yield from _repeated(entries, "updated", "DuplicateUpdated")


def _check_entry(entry: Node) -> Iterator[str]:
    yield from _missing(entry, "MissingElement", "id", "title", "updated")
    yield from _missing(entry, "MissingTextualContent", "summary")
    if not any(link.attributes.get("rel", "alternate") == "alternate" for link in entry.all("link")):
        yield f"MissingContentOrAlternate: {entry.where}"
    yield from _check_links(entry)
    for source in entry.all("source"):
        yield from _missing(source, "MissingSourceElement", "id", "title", "updated")
        yield from _check_links(source)


def _missing(node: Node, complaint: str, *names: str) -> Iterator[str]:
    yield from (f"{complaint}: {node.where} {name}" for name in names if not node.has(name))


def _check_links(node: Node) -> Iterator[str]:
    """One alternate for each type and language."""
    alternates = Counter(
        (link.attributes.get("type"), link.attributes.get("hreflang"))
        for link in node.all("link")
        if link.attributes.get("rel", "alternate") == "alternate"
    )
    if any(times > 1 for times in alternates.values()):
        yield f"DuplicateAtomLink: {node.where}"


def _repeated(entries: list[Node], name: str, complaint: str) -> Iterator[str]:
    values_of = Counter(child.text for entry in entries for child in entry.all(name))
    yield from (f"{complaint}: {value}" for value, times in values_of.items() if times > 1)

"""RSS 2.0, with the modules that we use."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tests.publish.strict import values
from tests.publish.strict.nodes import Node, Rule, check_node

_TWINS = (
    ("guid", "atom:id"),
    ("pubDate", "dc:date"),
    ("pubDate", "atom:published"),
    ("author", "dc:creator"),
    ("category", "dc:subject"),
    ("source", "dc:source"),
    ("language", "dc:language"),
)
"""Elements that say the same: one of them is enough."""
_PLAIN = values.not_blank(values.plain(profile=True))
_LINK = Rule(
    attributes={
        "href": values.web,
        "rel": values.one_of(
            "self", "hub", "alternate", "prev-archive", "next-archive", "current", name="UnregisteredAtomLinkRel"
        ),
        "type": values.mime,
    },
    needs=("href",),
    many=True,
)
_MEDIA = Rule(
    attributes={
        "url": values.web,
        "type": values.mime,
        "medium": values.one_of("image", name="InvalidMediaMedium"),
        "width": values.positive,
        "height": values.positive,
        "fileSize": values.positive,
    },
    needs=("url",),
    many=True,
)


def _item(now: datetime) -> Rule:
    return Rule(
        many=True,
        children={
            "title": Rule(check=_PLAIN),
            "link": Rule(check=values.web),
            "description": Rule(check=values.escaped),
            "guid": Rule(
                check=values.not_blank(values.uri),
                attributes={"isPermaLink": values.one_of("true", "false", name="InvalidBooleanAttribute")},
            ),
            "category": Rule(check=_PLAIN, attributes={"domain": None}, many=True),
            "pubDate": Rule(check=values.rfc2822(now)),
            "source": Rule(check=_PLAIN, attributes={"url": values.web}, needs=("url",)),
            "author": Rule(check=values.mail),
            "comments": Rule(check=values.web),
            "enclosure": Rule(
                attributes={"url": values.web, "length": values.count, "type": values.mime},
                needs=("url", "length", "type"),
            ),
            "dc:creator": Rule(check=values.not_blank(values.plain(profile=True)), many=True),
            "dc:language": Rule(check=values.language),
            "dc:source": Rule(check=_PLAIN),
            "dc:date": Rule(check=values.rfc3339(now)),
            "dc:subject": Rule(check=_PLAIN, many=True),
            "atom:id": Rule(check=values.uri),
            "atom:published": Rule(check=values.rfc3339(now)),
            "media:content": _MEDIA,
        },
    )


def _channel(now: datetime) -> Rule:
    return Rule(
        children={
            "title": Rule(check=_PLAIN),
            "link": Rule(check=values.web),
            "description": Rule(check=_PLAIN),
            "atom:link": _LINK,
            "docs": Rule(check=values.web),
            "generator": Rule(check=_PLAIN),
            "language": Rule(check=values.language),
            "dc:language": Rule(check=values.language),
            "lastBuildDate": Rule(check=values.rfc2822(now)),
            "pubDate": Rule(check=values.rfc2822(now)),
            "ttl": Rule(check=values.positive),
            "managingEditor": Rule(check=values.mail),
            "webMaster": Rule(check=values.mail),
            "category": Rule(check=_PLAIN, attributes={"domain": None}, many=True),
            "fh:archive": Rule(),
            "fh:complete": Rule(),
            "item": _item(now),
        }
    )


def check_rss(root: Node, *, url: str, now: datetime) -> Iterator[str]:
    version = values.one_of("2.0", name="InvalidRSSVersion")
    rule = Rule(attributes={"version": version}, needs=("version",), children={"channel": _channel(now)})
    yield from check_node(root, rule)
    for channel in root.all("channel"):
        yield from _check_channel(channel, url)


def _check_channel(channel: Node, url: str) -> Iterator[str]:
    for name, complaint in (("title", "MissingTitle"), ("link", "MissingLink"), ("description", "MissingDescription")):
        if not channel.has(name):
            yield f"{complaint}: {channel.where}"
    if not (channel.has("language") or channel.has("dc:language")):
        yield f"MissingDCLanguage: {channel.where}"
    yield from check_self(channel.all("atom:link"), url, "MissingAtomSelfLink", "application/rss+xml")
    yield from _check_twins(channel, "DuplicateSemantics")
    names = [child.name for child in channel.children]
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield f"MisplacedItem: {channel.where}"
    for item in channel.all("item"):
        yield from _check_item(item)
    guids = Counter(guid.text for item in channel.all("item") for guid in item.all("guid"))
    yield from (f"DuplicateValue: guid {guid}" for guid, times in guids.items() if times > 1)


def _check_item(item: Node) -> Iterator[str]:
    if not (item.has("title") or item.has("description")):
        yield f"ItemMustContainTitleOrDescription: {item.where}"
    if not item.has("guid"):
        yield f"MissingGuid: {item.where}"
    if not item.has("link"):
        yield f"MissingLink: {item.where}"
    for guid in item.all("guid"):
        if guid.attributes.get("isPermaLink") != "false" and not guid.text.startswith("http"):
            yield f"InvalidPermalink: {guid.where}"
    yield from _check_twins(item, "DuplicateItemSemantics")


def _check_twins(node: Node, name: str) -> Iterator[str]:
    for one, other in _TWINS:
        if node.has(one) and node.has(other):
            yield f"{name}: {node.where} has {one} and {other}"


def check_self(links: list[Node], url: str, missing: str, kind: str) -> Iterator[str]:
    """A feed says where it is, and of which type."""
    own = [link for link in links if link.attributes.get("rel") == "self"]
    if not own:
        yield f"{missing}: no link"
    for link in own:
        if link.attributes.get("href") != url:
            yield f"SelfDoesntMatchLocation: {link.where} {link.attributes.get('href')}"
        if link.attributes.get("type") != kind:
            yield f"SelfNotAtom: {link.where} {link.attributes.get('type')}"

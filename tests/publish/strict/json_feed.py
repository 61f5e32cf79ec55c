"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), without what it has deprecated."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.publish.strict import values
from tests.publish.strict.nodes import Check, Node

_ANY: Check = values.not_blank(values.characters)


def check_json(body: bytes, *, url: str, now: datetime) -> Iterator[str]:
    repeated: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        repeated.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return dict(pairs)

    try:
        feed = json.loads(body.decode("utf-8"), object_pairs_hook=once)
    except ValueError as problem:
        yield f"NotJson: {problem}"
        return
    yield from (f"DuplicateKey: {key}" for key in repeated)
    yield from _check_object(feed, "feed", _FEED, ("version", "title", "items"))
    if feed.get("feed_url") != url:
        yield f"SelfDoesntMatchLocation: {feed.get('feed_url')}"
    items = feed.get("items")
    if not isinstance(items, list):
        yield "InvalidValue: items"
        return
    for place, item in enumerate(items):
        yield from _check_item(item, f"item {place}", now)
    ids = Counter(str(item.get("id")) for item in items)
    yield from (f"DuplicateValue: {one}" for one, times in ids.items() if times > 1)


def _check_item(item: dict[str, Any], where: str, now: datetime) -> Iterator[str]:
    date = values.rfc3339(now)
    keys = _ITEM | {"date_published": date, "date_modified": date}
    yield from _check_object(item, where, keys, ("id", "url"))
    if not item.get("content_text") and not item.get("content_html"):
        yield f"MissingContent: {where}"


def _check_object(found: Any, where: str, keys: dict[str, Any], needs: tuple[str, ...]) -> Iterator[str]:
    """Complaints about an object whose keys are these; a check is of a string, a function of two of another value."""
    if not isinstance(found, dict):
        yield f"InvalidValue: {where} is no object"
        return
    yield from (f"MissingKey: {where} {key}" for key in needs if key not in found)
    for key, value in found.items():
        place = f"{where} {key}"
        if key.startswith("_") and key[1:2].isalpha():
            yield from _check_extension(value, place)
        elif key not in keys:
            yield f"UndefinedKey: {place}"
        elif keys[key] in (_authors, _tags, _hubs, _list):
            yield from keys[key](value, place)
        elif not isinstance(value, str):
            yield f"InvalidValue: {place} is no string"
        else:
            yield from keys[key](Node(place, {}, 0, text=value))


def _check_extension(value: Any, where: str) -> Iterator[str]:
    """An object of our own, whose strings are as clean as the others."""
    if not isinstance(value, dict) or not value:
        yield f"InvalidValue: {where} is no object"
        return
    for key, text in value.items():
        check = values.web if key.endswith("url") else _ANY
        yield from check(Node(f"{where} {key}", {}, 0, text=text))


def _list(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"InvalidValue: {where} is no list"


def _authors(value: Any, where: str) -> Iterator[str]:
    yield from _list(value, where)
    for one in value:
        yield from _check_object(one, where, {"name": _ANY, "url": values.web, "avatar": values.web}, ())
        if not one:
            yield f"MissingKey: {where} of nobody"


def _tags(value: Any, where: str) -> Iterator[str]:
    yield from _list(value, where)
    for one in value:
        yield from _ANY(Node(where, {}, 0, text=one))


def _hubs(value: Any, where: str) -> Iterator[str]:
    yield from _list(value, where)
    for one in value:
        yield from _check_object(one, where, {"type": _ANY, "url": values.web}, ("type", "url"))


_FEED: dict[str, Any] = {
    "version": values.one_of("https://jsonfeed.org/version/1.1", name="InvalidVersion"),
    "title": _ANY,
    "home_page_url": values.web,
    "feed_url": values.web,
    "description": _ANY,
    "user_comment": _ANY,
    "next_url": values.web,
    "icon": values.web,
    "favicon": values.web,
    "authors": _authors,
    "language": values.language,
    "hubs": _hubs,
    "items": _list,
}
_ITEM: dict[str, Any] = {
    "id": values.not_blank(values.uri),
    "url": values.web,
    "external_url": values.web,
    "title": _ANY,
    "content_html": values.escaped,
    "content_text": _ANY,
    "summary": _ANY,
    "image": values.web,
    "banner_image": values.web,
    "authors": _authors,
    "tags": _tags,
    "language": values.language,
}

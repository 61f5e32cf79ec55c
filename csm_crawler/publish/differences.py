"""Two versions of a feed → what its subscribers would see of the change."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SEEN_AS = {"title": "title", "content_text": "summary", "url": "link", "date_published": "published"}
_SEEN_AS |= {"date_modified": "updated", "authors": "author", "_source": "source"}
"""Key of JSON Feed → our word, where they differ."""
_DATES = {"published", "updated"}
_ID = re.compile(rb"urn:uuid:[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """What becomes of an entry."""

    guid: str
    title: str
    url: str
    fields: tuple[str, ...] = ()
    """What is said otherwise; empty of a new one."""

    @property
    def kind(self) -> str:
        """`new`; `bumped` where its dates move, so that readers may show it again; `changed` where only words do."""
        if not self.fields:
            return "new"
        return "bumped" if not _DATES.isdisjoint(self.fields) else "changed"


def changes_of(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[EntryChange, ...]:
    """The entries that are new or different, in the new order; entries that only leave the feed are no news.

    Both are bodies by suffix; JSON tells the fields, and where there was none the ids of the other formats tell what
    is new.
    """
    old, known = _items(before.get(".json", b"")), {one for body in before.values() for one in _ID.findall(body)}
    changes = []
    for guid, item in _items(after[".json"]).items():
        if guid in old:
            fields = _fields(old[guid], item)
            if not fields:
                continue
        elif guid.encode() in known:
            continue
        else:
            fields = ()
        changes.append(EntryChange(guid=guid, title=item["title"], url=item["url"], fields=fields))
    return tuple(changes)


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    keys = [key for key in {**new, **old} if old.get(key) != new.get(key)]
    return tuple(_SEEN_AS.get(key, key) for key in keys)


def _items(body: bytes) -> dict[str, dict[str, Any]]:
    """The items of a JSON Feed of ours by id; none of what is no such feed."""
    try:
        return {item["id"]: item for item in json.loads(body)["items"]}
    except (ValueError, LookupError, TypeError):
        return {}

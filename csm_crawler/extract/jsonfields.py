"""Which fields of the items of a list in JSON are title, link, date …: by their names, and by what stands in them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from csm_crawler.normalize.dates import parse_date
from csm_crawler.sites import Json, Rule

ITEMS = 40
"""So many items are looked at."""

_TITLE = re.compile(r"title|headline|subject|^name$|标题", re.IGNORECASE)
_LINK = re.compile(r"link|url|href|permalink|canonical", re.IGNORECASE)
_ID = re.compile(r"(^|\.|_)(id|slug|uuid|code|key)$|[a-z]Id$|slug", re.IGNORECASE)
_DATE = re.compile(r"date|time|publish|created|posted|_at$|At$", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|chang|edit", re.IGNORECASE)
_TEASER = re.compile(r"summary|excerpt|desc|digest|abstract|intro|teaser|brief|dek|standfirst", re.IGNORECASE)
_IMAGE = re.compile(r"image|img|cover|thumb|pic|photo|banner", re.IGNORECASE)
_AUTHOR = re.compile(r"author|writer|byline", re.IGNORECASE)
_OTHER_TITLE = re.compile(r"sub_?title|image|img|cover|author|categor|tag", re.IGNORECASE)
_WEB = re.compile(r"(https?:)?//[^\s/]+\S*|/[^\s/]\S*")
_PICTURE = re.compile(r"\.(jpe?g|png|gif|webp|svg|avif)([?!@#]|$)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]\w*")

Values = dict[str, list[Any]]
"""Path of a field → its value in each item, None where it has none."""


def describe_items(items: Sequence[dict[str, Any]], *, links: Sequence[str], now: datetime) -> Json | None:
    """The `[json]` table, without its `items`, that suits a list of objects; None where they are no articles.

    A link is a field's, or made of an id where `links`, those of the page, show how.
    """
    values = _fields(items[:ITEMS])
    title = _title(values)
    link = _link(values) or _template(values, links)
    if not title or link is None:
        return None
    rest = {key: one for key, one in values.items() if key not in (title, link.at)}
    dates = [key for key in rest if _is_date(key, rest[key], now)]
    date = _nearest([key for key in dates if not _CHANGED.search(key)], title)
    modified = _nearest([key for key in dates if _CHANGED.search(key)], title)
    return Json(
        title=(Rule(at=title),),
        link=(link,),
        date=_rules(date or modified),
        modified=_rules(modified if date else ""),
        teaser=_rules(_text(rest, _TEASER, title)),
        image=_rules(_picture(rest, title)),
        author=_rules(_text(rest, _AUTHOR, title)),
    )


def _rules(path: str) -> tuple[Rule, ...]:
    return (Rule(at=path),) if path else ()


def _fields(items: Sequence[dict[str, Any]]) -> Values:
    """The plain values of the items, those of objects within them too."""
    values: Values = defaultdict(lambda: [None] * len(items))
    for number, item in enumerate(items):
        for path, value in _plain(item, "", 0):
            values[path][number] = value
    return values


def _plain(item: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, value in list(item.items())[:80]:
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            yield join_path(path, key), value
        elif isinstance(value, dict) and depth < 3:
            yield from _plain(value, join_path(path, key), depth + 1)


def _title(values: Values) -> str:
    """The shallowest field of that name whose values differ from each other and are words."""
    named = [key for key in values if _TITLE.search(_last(key)) and not _OTHER_TITLE.search(key)]
    return _nearest([key for key in named if _is_words(values[key]) and _differ(values[key], 0.6)], "")


def _is_words(values: list[Any]) -> bool:
    texts = [one for one in values if isinstance(one, str) and not _WEB.fullmatch(one.strip())]
    return _most(texts, values) and sum(map(len, texts)) / len(texts) >= 5


def _link(values: Values) -> Rule | None:
    """The field that holds an address of its own for each item, and no picture."""
    webs = [key for key, one in values.items() if _is_address(one) and not _IMAGE.search(key)]
    named = [key for key in webs if _LINK.search(_last(key))] or webs
    path = _nearest(named, "")
    return Rule(at=path) if path else None


def _is_address(values: list[Any]) -> bool:
    webs = [one for one in values if isinstance(one, str) and _WEB.fullmatch(one.strip()) and not _PICTURE.search(one)]
    return _most(webs, values) and _differ(values, 0.9)


def _template(values: Values, links: Sequence[str]) -> Rule | None:
    """A template that makes of each item's id a link that stands in the page."""
    for key in sorted((key for key in values if _ID.search(_last(key))), key=lambda key: key.count(".")):
        ids = [str(one) for one in values[key] if one is not None]
        if not _most(ids, values[key]) or not _differ(ids, 1.0):
            continue
        votes: dict[str, int] = defaultdict(int)
        for one in ids:
            pattern = re.compile(rf"(?<=[/=_-]){re.escape(one)}(?![\w-])")
            for template in {pattern.sub("{}", link, count=1) for link in links if pattern.search(link)}:
                votes[template] += 1
        best = max(votes, key=lambda template: votes[template], default="")
        if best and votes[best] >= max(2, len(ids) // 3):
            return Rule(at=key, template=best)
    return None


def _is_date(key: str, values: list[Any], now: datetime) -> bool:
    """Named like a date and read as one, or a text in the form of ISO 8601 under whatever name."""
    known = [one for one in values if one is not None]
    iso = all(isinstance(one, str) and re.match(r"20\d\d-\d\d-\d\d", one) for one in known)
    if not _most(known, values) or not (iso or _DATE.search(_last(key))):
        return False
    read = [one for one in known if parse_date(str(one), now=now) is not None]
    return _most(read, values)


def _text(values: Values, name: re.Pattern[str], title: str) -> str:
    keys = [key for key, one in values.items() if name.search(_last(key)) or name.search(key.split(".")[0])]
    return _nearest([key for key in keys if _is_words_or_few(values[key]) and not _IMAGE.search(key)], title)


def _is_words_or_few(values: list[Any]) -> bool:
    texts = [one for one in values if isinstance(one, str) and not _WEB.fullmatch(one.strip())]
    return len(texts) * 2 >= len(values) and not all(re.fullmatch(r"[\w-]*\d[\w-]*", one) for one in texts)


def _picture(values: Values, title: str) -> str:
    keys = [
        key
        for key, ones in values.items()
        if _IMAGE.search(key)
        and sum(isinstance(one, str) and bool(_WEB.fullmatch(one)) for one in ones) * 2 > len(ones)
    ]
    return _nearest(keys, title)


def _nearest(paths: list[str], other: str) -> str:
    """The path that shares most of its way with another, then the shortest, then the first."""
    way = other.rpartition(".")[0]
    return min(paths, key=lambda path: (path.rpartition(".")[0] != way, path.count("."), len(path)), default="")


def _most(some: Sequence[Any], of: Sequence[Any]) -> bool:
    return bool(some) and len(some) >= 0.8 * len(of)


def _differ(values: Sequence[Any], share: float) -> bool:
    known = [one for one in values if one is not None]
    return bool(known) and len(set(known)) >= share * len(known)


def _last(path: str) -> str:
    """The name of a field; WordPress has its words in `title.rendered`."""
    return path.removesuffix(".rendered").rpartition(".")[2].strip('"')


def join_path(path: str, key: str) -> str:
    """JMESPath; a key that is no plain name is quoted (https://jmespath.org/specification.html, identifiers)."""
    name = key if _NAME.fullmatch(key) and key.isascii() else json.dumps(key, ensure_ascii=False)
    return f"{path}.{name}" if path else name

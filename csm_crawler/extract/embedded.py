"""The state that a page embeds for its own scripts: where it is, by a name."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import parsel

from csm_crawler.extract.literals import load, unescape

_TRIES = 4
"""A name stands in a page as often as scripts use it; its value is at one of the first."""
_LOOKS = 10_000
_ASSIGNED = re.compile(
    r"(?<![\w$.])((?:window|self|globalThis)\.[\w$]{1,80}|(?:(?<=var )|(?<=let )|(?<=const ))[\w$]{1,80})"
    r"\s{0,9}=\s{0,9}[\[{]"
)
_GLANCE = 2**20
"""So many characters are searched for what a message may name."""
_LONGEST = 2**22
"""Characters of an object that is packed in a string."""
_ASSIGNING = re.compile(r"(?<![\w$.])(?:(?:window|self|globalThis)(?:\.|\[[\"']))?$")
_ASSIGNMENT = re.compile(r"(?:[\"']\])?\s*=\s*(?=[\[{\"'`]|(?:window\.)?JSON\.parse\s*\(|decodeURIComponent\s*\()")
_KEY = re.compile(r"(?<!\\)[\"']$|[{,\s]$")
_COLON = re.compile(r"[\"']?\s*:\s*(?=[\[{])")
_PACKED = re.compile(r'\\"\s*:\s*((?=[\[{])(?:[^"\\]|\\.)*+)')


def find_embedded(text: str, name: str) -> Any:
    """The value that a page holds under `name`; LookupError where it holds none, ValueError where it is not JSON.

    In this order: the `<script>` of that id, the attribute of that name (`data-page`), the variable that it is
    assigned to (`window.NAME = …`, `var NAME = …`), the key of a larger object (`"NAME": {…}`). Of several the first
    that is not empty.
    """
    if (held := _held(text, name)) is not None:
        return load(held)
    problem: ValueError | None = None
    empty: list[Any] = []
    for number, start in enumerate(_places(text, name)):
        if number == _TRIES:
            break
        try:
            value = load(start)
        except ValueError as one:
            problem = problem or one
            continue
        if value or isinstance(value, int | float):
            return value
        empty.append(value)
    if empty:
        return empty[0]
    raise problem or LookupError(name)


def names_of(text: str) -> list[str]:
    """The names under which a page embeds something: ids of scripts that are data, variables."""
    text = text[:_GLANCE]
    root = parsel.Selector(text=text, type="html")
    ids = root.xpath("//script[@id and contains(@type, 'json')]/@id").getall()
    return list(dict.fromkeys([*ids, *(found[1] for found in _ASSIGNED.finditer(text))]))


def _held(text: str, name: str) -> str | None:
    """The text of a script of that id, or of an attribute of that name."""
    is_attribute = "-" in name or ":" in name  # a variable's name has none of them
    if not re.search(rf"id\s*=\s*[\"']?{re.escape(name)}" + (rf"|{re.escape(name)}\s*=" if is_attribute else ""), text):
        return None  # most pages are spared a second parsing by it
    root = parsel.Selector(text=text, type="html")
    script = next(iter(root.xpath("//script[@id=$name]/text()", name=name).getall()), None)
    if script is not None:
        inside = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)", "", script)
        assigned = re.match(r"[^\[{\"'`=]{0,200}=\s*", inside)
        return inside[assigned.end() :] if assigned else inside
    found = root.xpath("//@*[name()=$name]", name=name).getall() if is_attribute else ()
    return next(iter(found), None)


def _places(text: str, name: str) -> Iterator[str]:
    """What follows where a value is given to the name: assignments first, then keys, then keys in a packed object."""
    assigned: list[int] = []
    keys: list[int] = []
    packed: list[re.Match[str]] = []
    for found in islice(re.finditer(re.escape(name), text), _LOOKS):
        before = text[max(0, found.start() - 20) : found.start()]
        if _ASSIGNING.search(before) and (after := _ASSIGNMENT.match(text, found.end())):
            assigned.append(after.end())
        elif _KEY.search(before) and (after := _COLON.match(text, found.end())):
            keys.append(after.end())
        elif before.endswith('\\"') and len(packed) < _TRIES:
            packed += filter(None, [_PACKED.match(text, found.end(), found.end() + _LONGEST)])
        if len(assigned) == _TRIES:
            break
    yield from (text[start:] for start in (*assigned, *keys[:_TRIES]))
    yield from (unescape(one[1]) for one in packed)

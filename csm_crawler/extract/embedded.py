"""The state that a page embeds for its own scripts: where it is, by a name."""

import re
from collections.abc import Iterator
from typing import Any

import parsel

from csm_crawler.extract.literals import load, unescape

_TRIES = 8
"""A name stands in a page as often as scripts use it; its value is at one of the first."""
_ASSIGNED = re.compile(
    r"(?<![\w$.])((?:window|self|globalThis)\.[\w$]{1,80}|(?:(?<=var )|(?<=let )|(?<=const ))[\w$]{1,80})"
    r"\s{0,9}=\s{0,9}[\[{]"
)
_STARTS = r"(?=[\[{\"'`]|(?:window\.)?JSON\.parse\s*\(|decodeURIComponent\s*\()"


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
    root = parsel.Selector(text=text, type="html")
    ids = root.xpath("//script[@id and contains(@type, 'json')]/@id").getall()
    return list(dict.fromkeys([*ids, *(found[1] for found in _ASSIGNED.finditer(text))]))


def _held(text: str, name: str) -> str | None:
    """The text of a script of that id, or of an attribute of that name."""
    if name not in text:
        return None
    root = parsel.Selector(text=text, type="html")
    script = next(iter(root.xpath("//script[@id=$name]/text()", name=name).getall()), None)
    if script is not None:
        inside = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)", "", script)
        assigned = re.match(r"[^\[{\"'`=]{0,200}=\s*", inside)
        return inside[assigned.end() :] if assigned else inside
    if "-" not in name and ":" not in name:
        return None  # no attribute that holds data, but a variable
    return next(iter(root.xpath("//@*[name()=$name]", name=name).getall()), None)


def _places(text: str, name: str) -> Iterator[str]:
    """What follows each place where a value is given to the name."""
    own = re.escape(name)
    whole = rf"(?<![\w$.])(?:(?:window|self|globalThis)(?:\.|\[[\"']))?{own}(?:[\"']\])?\s*=\s*{_STARTS}"
    key = rf"(?:(?<=[{{,\s])|(?<=[\"'])){own}[\"']?\s*:\s*(?=[\[{{])"
    for pattern in (whole, key):
        for found in re.finditer(pattern, text):
            yield text[found.end() :]
    for found in re.finditer(rf'\\"{own}\\"\s*:\s*((?=[\[{{])(?:[^"\\]|\\.)*+)', text):
        yield unescape(found[1])

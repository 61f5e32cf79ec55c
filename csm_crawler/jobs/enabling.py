"""Which sites a home collects: its csm.toml changed, with every comment where it was."""

import codecs
import re
import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from csm_crawler.errors import ConfigError
from csm_crawler.publish.files import write_changed

ON_A_LINE = 4
"""With more names than that, each has a line of its own."""


def change_enabled(file: Path, *, add: Sequence[str] = (), remove: Collection[str] = ()) -> bool:
    """Whether `sites` of a csm.toml was changed: names are added at its end, or taken out; all else stays as it is.

    ConfigError where the file cannot be read or written, or would not say what it shall.
    """
    try:
        body = file.read_bytes()
        text = body.decode("utf-8-sig")
        document = tomlkit.parse(text)
    except (TOMLKitError, UnicodeDecodeError) as problem:
        raise ConfigError(file, "", f"is not TOML: {problem}") from problem
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be read: {problem.strerror}") from problem
    before = document.unwrap()
    names = before.get("sites", [])
    wanted = [name for name in dict.fromkeys([*names, *add]) if name not in remove]
    if wanted == names:
        return False
    if isinstance(document.get("sites"), Array):
        _edit(document["sites"], wanted)
        after = tomlkit.dumps(document)
    else:
        after = _with_sites(text, wanted)
    if "\r\n" in text:
        after = re.sub(r"(?<!\r)\n", "\r\n", after)
    if not _says(after, {**before, "sites": wanted}):
        raise ConfigError(file, "sites", f"cannot be changed here; make it sites = {wanted} yourself")
    bom = codecs.BOM_UTF8 if body.startswith(codecs.BOM_UTF8) else b""
    try:
        file = file.resolve()  # where it is a link, what it leads to is written
        write_changed(file, bom + after.encode())
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be written: {problem.strerror}") from problem
    return True


def _edit(array: Array, wanted: Sequence[str]) -> None:
    """Take out and add names, in the form that the list has."""
    for number in reversed(range(len(array))):
        if array[number] not in wanted or array[number] in list(array)[:number]:
            del array[number]
    fresh = [name for name in wanted if name not in array]
    if fresh and len(wanted) > ON_A_LINE and "\n" not in array.as_string():
        array.multiline(True)
        array.extend(fresh)
        return
    indent = re.search(r"\n([ \t]*)[\"'#]", array.as_string())
    for name in fresh:
        if "\n" in array.as_string():
            array.add_line(name, indent=indent[1] if indent else "    ")
        else:
            array.append(name)


def _with_sites(text: str, wanted: Sequence[str]) -> str:
    """The key after the last one above all tables, where TOML wants it."""
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if line.startswith("[")), len(lines))
    if end < len(lines):  # a comment above a table is the table's
        while end and re.match(r"\s*(#|$)", lines[end - 1]):
            end -= 1
    array = tomlkit.array()
    array.extend(wanted)
    array.multiline(len(wanted) > ON_A_LINE)
    before = "".join(lines[:end])
    gap = "" if not before or before.endswith("\n") else "\n"
    return f"{before}{gap}sites = {array.as_string()}\n{''.join(lines[end:])}"


def _says(text: str, values: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == values
    except tomllib.TOMLDecodeError:
        return False

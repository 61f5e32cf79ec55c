"""JSON that a server answers, or that a page embeds, and what JMESPath finds in it."""

import math
import re
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions

from csm_crawler.errors import PageError
from csm_crawler.extract.embedded import find_embedded, names_of
from csm_crawler.extract.literals import load
from csm_crawler.extract.page import Page

_GUARD = re.compile(
    r"(?:\s|\ufeff|\)\]\}'?,?|while\s*\(1\);|for\s*\(;;\);|\{\}\s*&&|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/|//[^\n]*\n)*+"
)
"""What servers write before JSON so that no other page can run it as a script."""
_CALLBACK = re.compile(r"[^(){}\[\]\"]{0,200}(?:\[[^\[\]()]{0,100}\][^(){}\[\]\"]{0,100})?\(\s*(?=[\[{\"'])")
"""JSONP: `callback(…)`, `window["cb"](…)`, `cb && cb(…)`, and a bare `(…)`."""
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_CODES = ("code", "errcode", "error_code", "errno", "status", "ret")
_MESSAGES = ("msg", "message", "errmsg", "error_msg", "error_message", "error_description", "detail", "error")
_KEYS = 5


def read_state(page: Page, embedded: str = "") -> Any:
    """The JSON of an answer, or what a page embeds under `embedded`; PageError where it is none.

    Of a key that comes twice the last counts; NaN and Infinity are None; a whole number of twenty and more digits is
    a text.
    """
    try:
        return _embedded(page, embedded) if embedded else _answer(page)
    except RecursionError:
        raise PageError(page.url, "is JSON nested too deeply to be read") from None


def ask_json(data: Any, path: str) -> Any:
    """What a JMESPath expression finds; None where it finds nothing, or compares and calls what cannot be."""
    try:
        return jmespath.search(path, data)
    except (JMESPathError, TypeError, ValueError, ArithmeticError, RecursionError):
        return None


def check_path(path: str) -> None:
    """ValueError, in one line, where it is no JMESPath expression or calls a function that there is not."""
    try:
        nodes = [jmespath.compile(path).parsed]
    except JMESPathError as problem:
        raise ValueError(str(problem).splitlines()[0].partition(", for expression")[0].rstrip(":")) from None
    while nodes:
        node = nodes.pop()
        nodes += [one for one in node["children"] if isinstance(one, dict)]
        if node["type"] == "function_expression":
            _check_call(node["value"], len(node["children"]))


def as_text(value: Any) -> str:
    """A text as it is, a number in its digits; empty for anything else.

    Half a surrogate pair, which no encoding can write, becomes U+FFFD.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float):
        return "" if not math.isfinite(value) else str(int(value) if value.is_integer() and value < 1e18 else value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def describe(value: Any) -> str:
    """What a value is, for people: «null», «an object with code, msg», «a list of 3»."""
    if isinstance(value, dict):
        return f"an object with {_keys(value)}" if value else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, str):
        return f"the text {shorten(value, 40)!r}"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else f"the number {value}"


def complaint(data: Any) -> str:
    """What an API says of what went wrong, shortened: «40001: token is missing»; empty where it says nothing."""
    if not isinstance(data, dict):
        return ""
    code = next((text for key in _CODES if (text := as_text(data.get(key)))), "")
    message = next((text for key in _MESSAGES if (text := as_text(data.get(key)))), "")
    if not message and isinstance(data.get("error"), dict):
        return complaint({"code": code, **{key: one for key, one in data["error"].items() if key != "error"}})
    return shorten(": ".join(one for one in (code, message) if one), 120)


def shorten(text: str, limit: int) -> str:
    """Foreign words for one line of a message."""
    plain = "".join(one for one in " ".join(text[: 4 * limit].split()) if one.isprintable())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _check_call(name: str, given: int) -> None:
    if name not in Functions.FUNCTION_TABLE:
        raise ValueError(f"it has no function {name}()")
    wanted = Functions.FUNCTION_TABLE[name]["signature"]
    is_open = bool(wanted) and bool(wanted[-1].get("variadic"))
    if given < len(wanted) or (given > len(wanted) and not is_open):
        raise ValueError(f"{name}() takes {len(wanted)} values, {given} are given")


def _keys(data: dict[str, Any]) -> str:
    names = [shorten(as_text(key), 30) for key in list(data)[:_KEYS]]
    return ", ".join([*names, "…"] if len(data) > _KEYS else names)


def _answer(page: Page) -> Any:
    text = page.text
    start = _GUARD.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    if text.startswith("<", start):
        title = _TITLE.search(text)
        name = f" («{shorten(title[1], 60)}»)" if title else ""
        raise PageError(page.url, f"is a page of HTML or XML{name}; JSON is expected")
    if (called := _CALLBACK.match(text, start)) is not None:
        start = called.end()
    try:
        return load(text[start:])
    except ValueError as problem:
        raise PageError(page.url, f"is not JSON: {problem}") from problem


def _embedded(page: Page, name: str) -> Any:
    try:
        return find_embedded(page.text, name)
    except LookupError:
        others = ", ".join(shorten(one, 40) for one in names_of(page.text)[:_KEYS])
        raise PageError(page.url, f"embeds no {name}; it embeds {others or 'no state at all'}") from None
    except ValueError as problem:
        raise PageError(page.url, f"embeds {name}, but not as JSON: {problem}") from problem

"""Literals of JSON and JavaScript → values."""

import html
import json
import re
from typing import Any
from urllib.parse import unquote

_ROUNDS = 3
"""A text that is JSON itself is read too; nobody packs more often than this."""
_JAVASCRIPT = 2**20
"""Characters of an object that is no JSON; to read them costs a second."""
_STRING = r'"(?:[^"\\]|\\.)*+"?|' + r"'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?"
# Each alternative takes all that it has looked at, closed or not, so that no text is looked at twice.
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})"
    r"|(?P<comment>/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+)"
    r"|(?P<comma>,\s*+(?=[}\]]))"
    r"|(?P<flag>![01]\b)"
    r"|(?P<nothing>\bvoid\s++0\b)"
    r"|new\s++Date\(\s*+(?P<date>\d{1,15}|\"[^\"\\]{0,40}\"|'[^'\\]{0,40}')\s*+\)"
    r"|(?P<key>[A-Za-z_$][\w$]*+(?=\s*+:)|\d++(?=\s*+:))"
    r"|(?P<word>-?[A-Za-z_$][\w$]*+|\d++)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "", "\r\n": ""}
_CALL = re.compile(r"(?:(?:window\.)?(JSON\.parse|decodeURIComponent|decodeURI|unescape)\s*\(\s*)")
_LITERAL = re.compile(_STRING, re.DOTALL)
_ENTITY_JSON = re.compile(r"[\[{][\[{\s]*&(?:quot|#34|#x22);")


def load(text: str) -> Any:
    """The value that `text` begins with; ValueError where it begins with none.

    JSON, JSON whose quotes are HTML entities, an object as JavaScript writes it (`{a: 'b', c: undefined}`), a string
    that holds one of these, and `JSON.parse("…")`. What follows the value is not looked at.
    """
    for _ in range(_ROUNDS):
        packed = _unpacked(text)
        if packed is None:
            break
        text = packed
    if _ENTITY_JSON.match(text.lstrip()):
        text = html.unescape(text[: 4 * _JAVASCRIPT])
    text = text.lstrip("\ufeff \t\r\n")
    try:
        return _decode(text)
    except ValueError as problem:
        return _load_javascript(text, problem)


def unescape(literal: str) -> str:
    """What the inside of a string of JavaScript or JSON stands for."""
    return _ESCAPE.sub(_sign, literal)


def _load_javascript(text: str, problem: ValueError) -> Any:
    """An object or list as JavaScript writes it; where it is none, the problem that JSON has with it."""
    if not text.startswith(("{", "[")):
        raise problem
    try:
        return _decode(_TOKEN.sub(_as_json, text[:_JAVASCRIPT]))
    except ValueError:
        raise problem from None


def _decode(text: str) -> Any:
    try:
        return json.JSONDecoder(parse_int=_whole, parse_constant=lambda _: None).raw_decode(text)[0]
    except json.JSONDecodeError as problem:
        end = ", where it ends" if problem.pos >= len(text.rstrip()) else ""
        raise ValueError(f"{problem.msg} at character {problem.pos + 1}{end}") from None


def _whole(digits: str) -> int | str:
    """Ids longer than any machine's number stay texts; Python refuses to read the longest."""
    return int(digits) if len(digits) < 20 else digits


def _unpacked(text: str) -> str | None:
    """The text in a string that holds JSON, as `JSON.parse("…")` does; None where it is no such string."""
    text = text.lstrip()
    calls: list[str] = []
    while len(calls) < _ROUNDS and (call := _CALL.match(text)):
        calls.append(call[1])
        text = text[call.end() :]
    literal = _LITERAL.match(text)
    if literal is None:
        return None
    inside = unescape(literal[0][1:].removesuffix(literal[0][0]))
    if any(one != "JSON.parse" for one in calls):
        inside = unquote(inside)
    return inside if re.match(r"\s*[\[{\"]", inside) else None


def _as_json(token: re.Match[str]) -> str:
    kind, text = token.lastgroup, token[0]
    if kind == "string":
        return json.dumps(unescape(text[1:].removesuffix(text[0])))
    if kind == "date":
        return token["date"].replace("'", '"')
    if kind == "key":
        return json.dumps(text)
    if kind == "flag":
        return "true" if text == "!0" else "false"
    if kind == "word":
        return "null" if text.lstrip("-") in ("undefined", "NaN", "Infinity") else text
    return "null" if kind == "nothing" else ""


def _sign(escape: re.Match[str]) -> str:
    wide, unit, byte, plain = escape.groups()
    if plain is not None:
        return _SIGNS.get(plain, plain)
    number = int(wide or unit or byte, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"

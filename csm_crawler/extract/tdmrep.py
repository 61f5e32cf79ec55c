"""What a server reserves for all its pages: `/.well-known/tdmrep.json`.

Source: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/, "TDM File on the Origin Server".
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 512 * 1024
MAX_RULES = 1000
_MAX_LOCATION = 2000
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


class TdmRule(NamedTuple):
    """One rule of the file."""

    location: str
    """A pattern for paths, as in robots.txt: `*` is anything, `$` at its end the end."""
    reserved: bool


def read_rules(body: bytes) -> list[TdmRule]:
    """The rules of a file in its order, at most 1,000; none of what is no such file.

    A rule without a location, or whose reservation is neither 0 nor 1, is an error of its own and counts for nothing.
    """
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return []
    found = [_rule(one) for one in (data if isinstance(data, list) else [])[:MAX_RULES]]
    return [rule for rule in found if rule]


def _rule(one: Any) -> TdmRule | None:
    if not isinstance(one, dict):
        return None
    location, value = one.get("location"), str(one.get("tdm-reservation")).strip()
    if not isinstance(location, str) or not 0 < len(location) <= _MAX_LOCATION or value not in ("0", "1"):
        return None
    return TdmRule(location, value == "1")


def says(rules: Sequence[TdmRule], url: str) -> bool | None:
    """Whether a page is reserved by the first rule that matches it; None where none does."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    octets = _octets(path).replace("*", "%2A").replace("$", "%24")
    return next((rule.reserved for rule in rules if _matches(rule.location, octets)), None)


def _matches(location: str, path: str) -> bool:
    """Piece by piece, so that no pattern is slow."""
    pattern = _octets(location if location.startswith(("/", "*")) else f"/{location}")
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if is_whole and rest else None
    for piece in rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if not is_whole:
        return True
    return path.endswith(last) and len(path) - len(last) >= at if last is not None else at == len(path)


def _octets(text: str) -> str:
    """Comparable: what needs no escape has none, what needs one has it in capitals."""
    escaped = quote(text, safe="%/?&=+,;:@!'()*$~[]|")
    return _ESCAPED.sub(_plain, escaped)


def _plain(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    return sign if _UNRESERVED.fullmatch(sign) else escape[0].upper()

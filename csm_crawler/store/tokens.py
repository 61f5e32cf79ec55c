"""What a URL holds anew at each visit: sessions, signatures, times."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from csm_crawler.normalize.urls import address

_LENGTH = 16
_MIXED = re.compile(r"(?=[^\d]*\d)(?=[^a-z]*[a-z])\w+", re.IGNORECASE)
_CACHE_BUSTERS = frozenset(["_", "t", "r", "ts", "time", "timestamp", "rnd", "rand", "random", "nocache", "cb"])


def is_same_but_for_token(one: str, other: str) -> bool:
    """Whether two URLs differ, as addresses, in their tokens only."""
    first, second = _parts(one), _parts(other)
    if [name for name, _value in first] != [name for name, _value in second]:
        return False
    pairs = [(name, a, b) for (name, a), (_name, b) in zip(first, second, strict=True) if a != b]
    return bool(pairs) and all(_is_token(name, a) and _is_token(name, b) for name, a, b in pairs)


@lru_cache(maxsize=1024)  # a page asks for each a few times
def masked(url: str) -> str:
    """The address with a mask for each token; empty where it has none, or nothing but tokens tell it from others."""
    parts = _parts(url)
    hidden = [(name, "*" if _is_token(name, value) else value) for name, value in parts]
    return "\0".join(f"{name}={value}" for name, value in hidden) if hidden != parts else ""


def is_told_by_path(url: str) -> bool:
    """Whether the path of a URL tells its article, whatever token follows: a slug of some words, or a number."""
    steps = [value for name, value in _parts(url)[1:] if not name and value and not _is_token(name, value)]
    return bool(steps) and (any(sign.isdigit() for sign in steps[-1]) or len(re.split(r"[-_]", steps[-1])) > 1)


def _is_token(name: str, value: str) -> bool:
    if name.lower() in _CACHE_BUSTERS and value.replace(".", "").isdigit():
        return True
    # The words of a slug are letters or numbers; a token's parts are mostly both.
    mixed = sum(len(part) for part in re.split(r"[\W_]+", value) if _MIXED.fullmatch(part))
    return len(value) >= _LENGTH and 2 * mixed >= len(value)


def _parts(url: str) -> list[tuple[str, str]]:
    """Host, steps of the path (without a name) and parameters, in order: name and value."""
    bare = urlsplit(f"//{address(url)}")
    steps = [("", step) for step in (bare.netloc, *bare.path.split("/"))]
    parameters = [pair.partition("=") for pair in sorted(bare.query.split("&"))]
    return [*steps, *((name, value) for name, _equals, value in parameters)]

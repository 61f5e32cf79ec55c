"""Regular expressions that mean the same to every Python that we promise: the oldest in use is 3.11.2, of Debian 12."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import csm_crawler

POSSESSIVE = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}
LOOKING = {_constants.ASSERT, _constants.ASSERT_NOT}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """All that stand in a module, by their names."""
    for module in pkgutil.walk_packages(csm_crawler.__path__, "csm_crawler."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


def parts(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """The steps of a pattern, each before those within it."""
    if isinstance(parsed, _parser.SubPattern):
        for kind, within in parsed:
            yield kind, within
            yield from parts(within)
    elif isinstance(parsed, (list, tuple)):
        for one in parsed:
            yield from parts(one)


def loses(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether something looks ahead or back within what gives nothing back: before 3.11.5 Python loses it there."""
    return any(
        kind in POSSESSIVE and any(inner in LOOKING for inner, _within in parts(within))
        for kind, within in parts(_parser.parse(pattern, flags))
    )


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a(?:b|(?!cd).)*+e", True),
        (r"(?>a(?=b)|c)", True),
        (r"(x(?:(y(?<=a))|z)++)?", True),
        (r"(?=a)(?:b|c)*+(?!d)", False),
        (r"(?:b|(?!cd).)*e", False),
    ],
)
def test_such_patterns_are_recognized(pattern: str, expected: bool) -> None:
    assert loses(pattern) == loses(pattern.encode()) == expected


def test_none_of_ours_is_one_that_older_pythons_read_otherwise() -> None:
    found = dict(patterns())
    assert len(found) > 100
    assert [name for name, pattern in found.items() if loses(pattern.pattern, pattern.flags)] == []

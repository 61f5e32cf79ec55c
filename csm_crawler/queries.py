"""`[[feed]]` of csm.toml → queries: the feeds that a user describes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csm_crawler.errors import ConfigError

TYPE_NAMES: dict[type[Any], str] = {str: "a string", list: "a list of strings"}
DATED = ("published", "found")
FEED_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A `[[feed]]` of csm.toml: a feed of its own choice. Lists are joined by "and", the members of one by "or"."""

    name: str
    """Of its files: feeds/NAME.rss."""
    title: str = ""
    """For people; its name where it is empty."""
    platforms: tuple[str, ...] = ()
    """Slugs; an owner's takes in its platforms."""
    groups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """BCP 47 tags: zh takes in zh-Hans."""
    sites: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Words of which title or summary must hold one."""
    exclude: tuple[str, ...] = ()
    """Words of which neither may hold one."""
    dated: str = "published"
    """What its entries are dated by: when they were published, or when we found them, for readers that take only what
    is dated later than the last."""


def read_queries(file: Path, tables: list[Any]) -> tuple[Query, ...]:
    """The `[[feed]]` tables; what they name is looked up where the catalogue is known."""
    queries: dict[str, Query] = {}
    for table in tables:
        query = _query(file, table)
        if query.name in queries:
            raise ConfigError(file, "feed.name", f"is {query.name!r} twice")
        queries[query.name] = query
    return tuple(queries.values())


_TEXTS = ("name", "title", "dated")


def _query(file: Path, table: Any) -> Query:
    fields = Query.__dataclass_fields__
    if not isinstance(table, dict):
        raise ConfigError(file, "feed", f"holds {table!r}; each feed is a table: [[feed]]")
    for key, value in table.items():
        if key not in fields:
            raise ConfigError(file, f"feed.{key}", f"is no key; allowed are {', '.join(fields)}")
        words = value if isinstance(value, list) and key not in _TEXTS else [value]
        if not all(isinstance(one, str) and one for one in words) or (key in _TEXTS) != isinstance(value, str):
            kind = "a string" if key in _TEXTS else "a list of strings"
            raise ConfigError(file, f"feed.{key}", f"is {value!r}; it must be {kind}")
    if not FEED_NAME.fullmatch(table.get("name", "")):
        problem = f"is {table.get('name', '')!r}; it must be of lower-case letters, digits and hyphens, 200 at most"
        raise ConfigError(file, "feed.name", problem)
    if table.get("dated", DATED[0]) not in DATED:
        raise ConfigError(file, "feed.dated", f"is {table['dated']!r}; one of {', '.join(DATED)}")
    if not table.keys() - {*_TEXTS}:
        raise ConfigError(file, "feed", f"{table['name']} chooses nothing; name platforms, topics, languages, words …")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Query(**values)

"""The catalogue of platforms.toml, with a home's own laid over it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from csm_crawler.errors import ConfigError
from csm_crawler.matcher import Matcher, Name

BUILT_IN = Path(__file__).parent / "platforms.toml"
RESERVED = frozenset(
    {"all", "index", "trends", "status", "health", "corrections", "feeds", "feed", "group", "topic", "language", "site"}
    | {"archive", "assets"}
)
"""Names of pages and folders in feeds/: no slug may take them."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SCOPES = ("china", "asian", "western")
PLATFORM_KEYS: Mapping[str, type[Any]] = {
    "name": str,
    "zh_hans": str,
    "zh_hant": str,
    "owner": str,
    "kinds": list,
    "scope": str,
    "domains": list,
    "strong": list,
    "guarded": dict,
    "weak": list,
    "deny": list,
    "company": list,
    "comparator": bool,
    "since": str,
    "until": str,
}
WEAK_KEYS: Mapping[str, type[Any]] = {"alias": str, "case": bool, "context": bool}
TYPE_NAMES = {str: "a string", list: "a list", dict: "a table", bool: "true or false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A platform or company, and the words that name it."""

    slug: str
    name: str
    zh_hans: str = ""
    zh_hant: str = ""
    owner: str = ""
    """Slug of whoever it belongs to; empty at the root."""
    kinds: tuple[str, ...] = ()
    scope: str = "china"
    """china: opens feeds. asian, western: recognized, opens none."""
    domains: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    guarded: Mapping[str, str] = field(default_factory=dict)
    weak: tuple[Mapping[str, Any], ...] = ()
    deny: tuple[str, ...] = ()
    """Patterns over folded text: no name of this platform counts inside them."""
    company: tuple[str, ...] = ()
    """Slugs beside its own family that vouch for its weak names."""
    comparator: bool = False
    """Others are likened to it: «the Chinese X» does not name it."""
    since: str = ""
    """ISO date from which its present name holds."""
    until: str = ""
    """ISO date of its end or renaming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Companies that are spoken of together, such as BATS."""

    slug: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All platforms and groups, and the index of their names."""

    version: str
    platforms: Mapping[str, Platform]
    groups: Mapping[str, Group]
    aggregates: Mapping[str, tuple[str, ...]]
    """A name that stands for several: 抖快 → douyin, kuaishou."""
    fold: Mapping[int, str]
    """Traditional → simplified characters, for `str.translate`."""

    @cached_property
    def matcher(self) -> Matcher:
        """Made at first use: a run with nothing new needs none."""
        return Matcher(self._names(), fold=self.fold)

    @cached_property
    def deny(self) -> Mapping[str, re.Pattern[str]]:
        """By slug, where its names do not count."""
        return {slug: re.compile("|".join(one.deny)) for slug, one in self.platforms.items() if one.deny}

    def chain(self, slug: str) -> Iterator[str]:
        """A platform and its owners, upward."""
        while slug in self.platforms:
            yield slug
            slug = self.platforms[slug].owner

    def root(self, slug: str) -> str:
        """Who owns it in the end."""
        return list(self.chain(slug))[-1]

    def feed_names(self, slugs: Iterable[str]) -> frozenset[str]:
        """The feeds of articles that name these: their own, their owners', their groups'; none outside China."""
        named = {one for slug in slugs for one in self.chain(slug) if self.platforms[slug].scope == "china"}
        groups = {f"group/{group.slug}" for group in self.groups.values() if named & set(group.members)}
        return frozenset(named | groups)

    def label(self, name: str) -> str:
        """A feed's or platform's name for people; an unknown one stands for itself."""
        known = self.groups.get(name.removeprefix("group/")) if name.startswith("group/") else self.platforms.get(name)
        return known.name if known else name

    def _names(self) -> Iterator[Name]:
        for slug, one in self.platforms.items():
            means: tuple[str, ...] = (slug,)
            for text in one.strong:
                yield Name(text=text, means=means)
            for text, guard in one.guarded.items():
                yield Name(text=text, means=means, guard=guard)
            for weak in one.weak:
                yield Name(
                    text=weak["alias"],
                    means=means,
                    case=weak.get("case", False),
                    weak=True,
                    context=weak.get("context", True),
                )
        for text, several in self.aggregates.items():
            yield Name(text=text, means=several, case=text.isascii())


def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The built-in catalogue, and a home's `platforms.toml` over it where that file exists.

    ConfigError names file, key, what was found and what is allowed.
    """
    if extra is None or not extra.is_file():
        return _built_in()
    return _read(extra, _built_in())


@lru_cache(maxsize=1)
def _built_in() -> Catalogue:
    return _read(BUILT_IN, Catalogue(version="", platforms={}, groups={}, aggregates={}, fold={}))


def _read(path: Path, base: Catalogue) -> Catalogue:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(path, "", f"is not TOML: {problem}") from problem
    allowed = ("version", "platforms", "groups", "aggregates", "traditional", "simplified")
    for key in data:
        if key not in allowed:
            raise ConfigError(path, key, f"is no key; allowed are {', '.join(allowed)}")
    platforms = dict(base.platforms)
    for slug, table in data.get("platforms", {}).items():
        platforms[slug] = _platform(path, slug, table, platforms.get(slug))
    groups = {**base.groups, **{slug: _group(path, slug, one) for slug, one in data.get("groups", {}).items()}}
    aggregates = {**base.aggregates, **{text: tuple(means) for text, means in data.get("aggregates", {}).items()}}
    fold = dict(base.fold)
    fold.update(_fold(path, data.get("traditional", ""), data.get("simplified", "")))
    version = data.get("version") or f"{base.version}+home"
    catalogue = Catalogue(version=version, platforms=platforms, groups=groups, aggregates=aggregates, fold=fold)
    _check_references(path, catalogue)
    return catalogue


def _platform(path: Path, slug: str, table: Any, known: Platform | None) -> Platform:
    """A new platform, or a known one with more names."""
    where = f"platforms.{slug}"
    if not SLUG.fullmatch(slug) or slug in RESERVED:
        raise ConfigError(path, where, "is no slug: lower-case letters, digits and hyphens, and no name of a page")
    values = _typed(path, where, table, PLATFORM_KEYS)
    for weak in values.get("weak", ()):
        _typed(path, f"{where}.weak", weak, WEAK_KEYS)
    if values.get("scope", "china") not in SCOPES:
        raise ConfigError(path, f"{where}.scope", f"is {values['scope']!r}; one of {', '.join(SCOPES)}")
    for pattern in (*values.get("guarded", {}).values(), *values.get("deny", ())):
        try:
            re.compile(pattern)
        except (re.error, TypeError) as problem:
            raise ConfigError(path, where, f"has a pattern that is none: {pattern!r}: {problem}") from problem
    if known is None:
        if "name" not in values:
            raise ConfigError(path, f"{where}.name", "is missing; a new platform needs a name")
        return Platform(slug=slug, **{"strong": (values["name"],), **values})
    lists = ("strong", "weak", "deny", "domains", "company")
    added: dict[str, Any] = {key: (*getattr(known, key), *values[key]) for key in lists if key in values}
    guarded: dict[str, str] = {**known.guarded, **values.get("guarded", {})}
    return replace(known, **{**values, **added, "guarded": guarded})


def _fold(path: Path, traditional: str, simplified: str) -> Iterator[tuple[int, str]]:
    if len(traditional) != len(simplified):
        raise ConfigError(path, "traditional", f"has {len(traditional)} characters, simplified {len(simplified)}")
    return ((ord(one), other) for one, other in zip(traditional, simplified, strict=True))


def _typed(path: Path, where: str, table: Any, keys: Mapping[str, type[Any]]) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise ConfigError(path, where, f"is {table!r}; it must be a table")
    for key, value in table.items():
        if key not in keys:
            raise ConfigError(path, f"{where}.{key}", f"is no key; allowed are {', '.join(keys)}")
        if not isinstance(value, keys[key]):
            raise ConfigError(path, f"{where}.{key}", f"is {value!r}; it must be {TYPE_NAMES[keys[key]]}")
        if key in ("kinds", "domains", "strong", "deny", "company") and not all(
            isinstance(one, str) and one for one in value
        ):
            raise ConfigError(path, f"{where}.{key}", f"is {value!r}; it must be a list of strings")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _group(path: Path, slug: str, table: Any) -> Group:
    values = _typed(path, f"groups.{slug}", table, {"name": str, "members": list})
    if set(values) != {"name", "members"} or not SLUG.fullmatch(slug):
        raise ConfigError(path, f"groups.{slug}", "needs a slug, name and members")
    return Group(slug=slug, **values)


def _check_references(path: Path, catalogue: Catalogue) -> None:
    platforms = catalogue.platforms
    for slug, one in platforms.items():
        if one.owner and one.owner not in platforms:
            raise ConfigError(path, f"platforms.{slug}.owner", f"is {one.owner!r}, which is no platform")
        seen = {slug}
        for owner in list(_owners(platforms, one)):
            if owner in seen:
                raise ConfigError(path, f"platforms.{slug}.owner", "leads in a circle")
            seen.add(owner)
    lists = [(f"groups.{group.slug}.members", group.members) for group in catalogue.groups.values()]
    lists += [(f"platforms.{slug}.company", one.company) for slug, one in platforms.items()]
    lists += [(f"aggregates.{text}", means) for text, means in catalogue.aggregates.items()]
    for where, members in lists:
        for member in members:
            if member not in platforms:
                raise ConfigError(path, where, f"names {member!r}, which is no platform")


def _owners(platforms: Mapping[str, Platform], one: Platform) -> Iterator[str]:
    for _ in range(len(platforms)):
        if not one.owner or one.owner not in platforms:
            return
        yield one.owner
        one = platforms[one.owner]

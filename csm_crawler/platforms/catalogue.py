"""The catalogue of platforms.toml, with a home folder's own laid over it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from csm_crawler.errors import ConfigError
from csm_crawler.matcher import Matcher, Name
from csm_crawler.platforms.entries import Group, Platform, read_group, read_platform, strings

BUILT_IN = Path(__file__).parent / "platforms.toml"
KEYS = ("version", "traditional", "simplified", "groups", "several", "about", "platforms")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All platforms and groups, and the index of their names."""

    version: str
    """Of the built-in file; `+` and eight digits more where a home folder adds to it."""
    platforms: Mapping[str, Platform]
    groups: Mapping[str, Group]
    several: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Company that is needed (`strong` for none) → name → the slugs that it stands for: 抖快 is Douyin and Kuaishou."""
    about: Mapping[str, tuple[str, ...]]
    """Site → slugs that all it writes is about: they need not be named there for a weak name to count."""
    simplified: Mapping[int, str]
    """Traditional → simplified characters, for `str.translate`."""

    @cached_property
    def matcher(self) -> Matcher:
        """The index of all names, made at first use: a run with nothing new needs none."""
        return Matcher(self.names(), simplified=self.simplified)

    def names(self) -> Iterator[Name]:
        """What the matcher looks for."""
        for slug, one in self.platforms.items():
            means: tuple[str, ...] = (slug,)
            for text in one.strong:
                yield Name(text=text, means=means)
            for text in one.cased:
                yield Name(text=text, means=means, cased=True)
            for text, guard in one.guarded.items():
                yield Name(text=text, means=means, guard=guard)
            for company, names in one.weak.items():
                for text in names:
                    yield Name(text=text, means=means, cased=text != text.lower(), company=company)
        for company, meanings in self.several.items():
            for text, means in meanings.items():
                needed = "" if company == "strong" else company
                yield Name(text=text, means=means, cased=text != text.lower(), company=needed)

    @cached_property
    def denied(self) -> "Patterns":
        """By slug, where its names do not count."""
        return Patterns({slug: one.deny for slug, one in self.platforms.items() if one.deny})

    @cached_property
    def foes(self) -> "Patterns":
        """By slug, what takes its weak names away."""
        return Patterns({slug: one.foes for slug, one in self.platforms.items() if one.foes})

    @cached_property
    def kin(self) -> Mapping[str, frozenset[str]]:
        """By slug, whose being named makes its weak names count: owner, sisters, all it owns, what is `near` it."""
        kin = {slug: {slug, *one.near} for slug, one in self.platforms.items()}
        sisters: dict[str, set[str]] = {}
        for slug, one in self.platforms.items():
            for owner in list(self.chain(slug))[1:]:
                kin[owner].add(slug)
            if one.owner:
                sisters.setdefault(one.owner, {one.owner}).add(slug)
        return {slug: frozenset(near | sisters.get(self.platforms[slug].owner, set())) for slug, near in kin.items()}

    def chain(self, slug: str) -> Iterator[str]:
        """A platform and its owners, upward; nothing for an unknown slug."""
        while slug in self.platforms:
            yield slug
            slug = self.platforms[slug].owner

    def feed_names(self, slugs: Iterable[str]) -> frozenset[str]:
        """The feeds of an article that names these: their own, their owners' and those of groups that hold any of them.

        Platforms outside China open none; an unknown slug (an older catalogue's) none either.
        """
        named = {one for slug in slugs for one in self.chain(slug) if self.platforms[slug].scope == "china"}
        groups = {f"group/{slug}" for slug, group in self.groups.items() if not named.isdisjoint(group.members)}
        return frozenset(named | groups)

    def label(self, feed_name: str) -> str:
        """Its name for people; an unknown one stands for itself."""
        slug = feed_name.removeprefix("group/")
        known = self.groups.get(slug) if slug != feed_name else self.platforms.get(slug)
        return known.name if known else feed_name


class Patterns(dict[str, re.Pattern[str]]):
    """Patterns by slug, compiled when first asked for: a run meets few of them."""

    def __init__(self, sources: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.sources = dict(sources)

    def __missing__(self, slug: str) -> re.Pattern[str]:
        """A pattern that matches nowhere where there is none."""
        self[slug] = compiled = re.compile("|".join(self.sources.get(slug, ())) or r"(?!)")
        return compiled


def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The built-in catalogue, and over it a home folder's `platforms.toml` where there is one.

    ConfigError names its file and key, what was found and what is allowed.
    """
    return _extended(extra, extra.read_bytes()) if extra is not None and extra.is_file() else _built_in()


@lru_cache(maxsize=1)
def _extended(path: Path, body: bytes) -> Catalogue:
    """Read once as long as the file says the same: a run asks for it several times, and its index is slow to make."""
    return _read(path, body, _built_in())


@lru_cache(maxsize=1)
def _built_in() -> Catalogue:
    nothing = Catalogue(version="", platforms={}, groups={}, several={}, about={}, simplified={})
    return _read(BUILT_IN, BUILT_IN.read_bytes(), nothing)


def _read(path: Path, body: bytes, base: Catalogue) -> Catalogue:
    data = _toml(path, body)
    platforms = dict(base.platforms)
    for slug, table in _sub(path, data, "platforms").items():
        platforms[slug] = read_platform(path, slug, table, platforms.get(slug))
    groups = {slug: read_group(path, slug, table) for slug, table in _sub(path, data, "groups").items()}
    about = {site: strings(path, f"about.{site}", slugs) for site, slugs in _sub(path, data, "about").items()}
    catalogue = Catalogue(
        version=f"{base.version}+{sha256(body).hexdigest()[:8]}" if base.version else str(data.get("version", "")),
        platforms=platforms,
        groups={**base.groups, **groups},
        several=_several(path, data, base),
        about={**base.about, **about},
        simplified={**base.simplified, **_simplified(path, data)},
    )
    if base.version:
        check_catalogue(path, catalogue)
    return catalogue


def _toml(path: Path, body: bytes) -> dict[str, Any]:
    try:
        data = tomllib.loads(body.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ConfigError(path, "", f"is not TOML: {problem}") from problem
    for key in data:
        if key not in KEYS:
            raise ConfigError(path, key, f"is no key; allowed are {', '.join(KEYS)}")
    return data


def _sub(path: Path, data: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise ConfigError(path, key, f"is {table!r}; a table")
    return table


def _several(path: Path, data: Mapping[str, Any], base: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    merged = {company: dict(names) for company, names in base.several.items()}
    for company, names in _sub(path, data, "several").items():
        if not isinstance(names, dict):
            raise ConfigError(path, f"several.{company}", f"is {names!r}; a table of names and slugs")
        read = {name: strings(path, f"several.{company}.{name}", slugs) for name, slugs in names.items()}
        merged.setdefault(company, {}).update(read)
    return merged


def _simplified(path: Path, data: Mapping[str, Any]) -> dict[int, str]:
    traditional, simplified = data.get("traditional", ""), data.get("simplified", "")
    if not isinstance(traditional, str) or not isinstance(simplified, str) or len(traditional) != len(simplified):
        raise ConfigError(path, "traditional", "must be a string as long as `simplified`, character for character")
    return {ord(one): other for one, other in zip(traditional, simplified, strict=True)}


def check_catalogue(path: Path, catalogue: Catalogue) -> None:
    """What one table alone cannot say; the built-in file is checked by the suite, so that a run does not pay for it."""
    from csm_crawler.platforms.lint import problems

    for key, problem in problems(catalogue):
        raise ConfigError(path, key, problem)

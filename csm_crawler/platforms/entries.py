"""The entries of a platforms.toml as values, and the gate that guards what people write in one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from csm_crawler.errors import ConfigError

RESERVED = frozenset(
    "all,archive,assets,corrections,feed,feeds,group,health,index,language,site,status,style,topic,trends".split(",")  # noqa: SIM905
)
"""Names of pages and folders in feeds/: no slug may take one."""
SCOPES = ("china", "asian", "western")
COMPANY = ("list", "kin", "beside", "word", "china", "han", "name")
"""What a weak name needs about it; `platforms.company` says what each means."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 200
"""A file bears its name, and more behind it."""
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A platform or company, and the words that name it. Its fields but `slug` are the keys of its table."""

    slug: str
    """The name of its feed: once published, it never changes."""
    name: str
    zh_hans: str = ""
    zh_hant: str = ""
    owner: str = ""
    """Slug of whom it belongs to; empty at the top."""
    kinds: tuple[str, ...] = ()
    scope: str = "china"
    """china: opens feeds; asian, western: recognized, opens none."""
    domains: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    """Names that count wherever they stand, in any case."""
    cased: tuple[str, ...] = ()
    """Names that count wherever they stand in just this case."""
    guarded: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Name → pattern that says where it counts, for words that also live inside others."""
    weak: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    """Company that is needed → ordinary words."""
    near: tuple[str, ...] = ()
    """Slugs beyond its family that are kin to its weak names."""
    deny: tuple[str, ...] = ()
    """Patterns over folded text: no name of this platform counts where one overlaps it."""
    foes: tuple[str, ...] = ()
    """Patterns that, anywhere in the text, take all weak names away."""
    ordinary_in: tuple[str, ...] = ()
    """Languages in which its weak names are everyday words (Spanish «red»): there a text about China is not enough."""
    abroad: bool = False
    """A Chinese platform that others are likened to: «the Chinese TikTok» names another."""
    since: str = ""
    """Date, YYYY-MM or YYYY-MM-DD, since when it bears this name; only where a source was checked."""
    until: str = ""
    """Date of its closing or renaming; only where a source was checked."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name, strongest first."""
        weak = (one for names in self.weak.values() for one in names)
        return (*self.strong, *self.cased, *self.guarded, *weak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Companies that are spoken of together, such as BATS."""

    slug: str
    name: str
    members: tuple[str, ...]


_TEXTS = ("name", "zh_hans", "zh_hant", "owner", "scope", "since", "until")
_LISTS = ("kinds", "domains", "strong", "cased", "near", "deny", "foes", "ordinary_in")
PLATFORM_KEYS = (*_TEXTS, *_LISTS, "guarded", "weak", "abroad")
GROUP_KEYS = ("name", "members")


def read_platform(path: Path, slug: str, table: object, known: Platform | None) -> Platform:
    """A new platform, or a known one with what the table adds: lists grow, single values replace."""
    where = f"platforms.{slug}"
    check_slug(path, where, slug)
    values = {key: _value(path, f"{where}.{key}", key, one) for key, one in _table(path, where, table).items()}
    if values.get("scope", "china") not in SCOPES:
        raise ConfigError(path, f"{where}.scope", f"is {values['scope']!r}; one of {', '.join(SCOPES)}")
    for key in ("since", "until"):
        if key in values and not _DATE.fullmatch(values[key]):
            raise ConfigError(path, f"{where}.{key}", f"is {values[key]!r}; a date like 2019-03 or 2019-03-30")
    if known is None:
        if not values.get("name"):
            raise ConfigError(path, f"{where}.name", "is missing; a new platform needs one")
        if not any(values.get(key) for key in ("strong", "cased", "guarded", "weak")):
            values["strong"] = tuple(one for one in (values["name"], values.get("zh_hans", "")) if one)
        return Platform(slug=slug, **values)
    return _grown(known, values)


def _grown(known: Platform, values: Mapping[str, Any]) -> Platform:
    merged = {key: getattr(known, key) for key in ("slug", *PLATFORM_KEYS)} | dict(values)
    for key in _LISTS:
        merged[key] = tuple(dict.fromkeys((*getattr(known, key), *values.get(key, ()))))
    merged["guarded"] = {**known.guarded, **values.get("guarded", {})}
    added = values.get("weak", {})
    merged["weak"] = {
        company: (*known.weak.get(company, ()), *added.get(company, ())) for company in {**known.weak, **added}
    }
    return Platform(**merged)


def read_group(path: Path, slug: str, table: object) -> Group:
    """A group of several platforms."""
    where = f"groups.{slug}"
    check_slug(path, where, slug)
    if not isinstance(table, dict) or set(table) != set(GROUP_KEYS):
        raise ConfigError(path, where, f"is {table!r}; a table of {' and '.join(GROUP_KEYS)}")
    members = strings(path, f"{where}.members", table["members"])
    if len(members) < 2:
        raise ConfigError(path, f"{where}.members", f"is {list(members)!r}; a group has two members or more")
    return Group(slug=slug, name=_text(path, f"{where}.name", table["name"]), members=members)


def check_slug(path: Path, where: str, slug: str) -> None:
    """ConfigError where a feed could not bear this name."""
    if slug in RESERVED:
        raise ConfigError(path, where, "is the name of a page or folder of the feeds; choose another")
    if not SLUG.fullmatch(slug):
        raise ConfigError(path, where, "is no slug; lower-case letters and digits, with single hyphens between")
    if len(slug) > LONGEST_SLUG:
        raise ConfigError(path, where, f"is too long a slug; {LONGEST_SLUG} characters at most")


def strings(path: Path, where: str, value: object) -> tuple[str, ...]:
    """A list of words."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ConfigError(path, where, f"is {value!r}; a list of strings")
    return tuple(value)


def _table(path: Path, where: str, table: object) -> dict[str, object]:
    if not isinstance(table, dict):
        raise ConfigError(path, where, f"is {table!r}; a table")
    for key in table:
        if key not in PLATFORM_KEYS:
            raise ConfigError(path, f"{where}.{key}", f"is no key; allowed are {', '.join(PLATFORM_KEYS)}")
    return table


def _value(path: Path, where: str, key: str, value: object) -> Any:
    if key in _LISTS:
        return strings(path, where, value)
    if key == "guarded":
        return _guards(path, where, value)
    if key == "weak":
        return _weak(path, where, value)
    if key == "abroad":
        if not isinstance(value, bool):
            raise ConfigError(path, where, f"is {value!r}; true or false")
        return value
    return _text(path, where, value)


def _text(path: Path, where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(path, where, f"is {value!r}; a string")
    return value


def _guards(path: Path, where: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ConfigError(path, where, f"is {value!r}; a table of names and patterns")
    return {name: _text(path, f"{where}.{name}", pattern) for name, pattern in value.items()}


def _weak(path: Path, where: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigError(path, where, f"is {value!r}; a table with any of {', '.join(COMPANY)}")
    for company in value:
        if company not in COMPANY:
            raise ConfigError(path, f"{where}.{company}", f"is no key; allowed are {', '.join(COMPANY)}")
    return {company: strings(path, f"{where}.{company}", names) for company, names in value.items()}

"""Site files → sites: the gate for what people write."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from csm_crawler.errors import ConfigError
from csm_crawler.sites.site import Selectors, Site

KINDS = ("selectors",)
ORDERS = ("DMY", "MDY", "YMD")
FIELDS = tuple(Selectors.__dataclass_fields__)
KEYS: Mapping[str, type] = {
    "title": str,
    "url": str,
    "kind": str,
    "language": str,
    "timezone": str,
    "date_order": str,
    "encoding": str,
    "feed": str,
    "saved": list,
    "min_cards": int,
    "selectors": dict,
}
TYPE_NAMES = {str: "a string", int: "a whole number", list: "a list of strings", dict: "a table"}
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def site_folders(home: Path) -> tuple[Path, ...]:
    """Where site files lie: the built-in ones, and the home's own over them."""
    return (Path(__file__).parent, home / "sites")


def load_sites(home: Path) -> dict[str, Site]:
    """Every site by its name, sorted; ConfigError at the first file that is not right."""
    files: dict[str, Path] = {}
    for folder in site_folders(home):
        if folder.is_dir():
            files |= {path.stem: path for path in folder.glob("*.toml")}
    return {name: read_site(path) for name, path in sorted(files.items())}


def read_site(path: Path) -> Site:
    """The site that a file describes; ConfigError names file, key, what was found and what is allowed."""
    if not NAME.fullmatch(path.stem):
        raise ConfigError(path, "", f"the name {path.stem!r} is not of lower-case letters, digits and hyphens")
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(path, "", f"is not TOML: {problem}") from problem
    except OSError as problem:
        raise ConfigError(path, "", f"cannot be read: {problem.strerror}") from problem
    _check_types(path, data)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    values["selectors"] = _read_selectors(path, data["selectors"])
    site = Site(name=path.stem, file=path, **values)
    _check_values(path, site)
    return site


def _check_types(path: Path, data: dict[str, Any]) -> None:
    for key, value in data.items():
        if key not in KEYS:
            raise ConfigError(path, key, f"is no key; allowed are {', '.join(KEYS)}")
        if value == [] and key == "saved":
            raise ConfigError(path, key, "is empty; leave it out to read the site live")
        if type(value) is not KEYS[key]:
            raise ConfigError(path, key, f"is {value!r}; it must be {TYPE_NAMES[KEYS[key]]}")
    for key in ("title", "url", "kind", "selectors"):
        if not data.get(key):
            raise ConfigError(path, key, "is missing; a site needs title, url, kind and [selectors]")


def _read_selectors(path: Path, table: dict[str, Any]) -> Selectors:
    fields: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if key not in FIELDS:
            raise ConfigError(path, f"selectors.{key}", f"is no field; allowed are {', '.join(FIELDS)}")
        alternatives = [value] if isinstance(value, str) else value
        if not isinstance(alternatives, list) or not all(isinstance(one, str) and one for one in alternatives):
            raise ConfigError(path, f"selectors.{key}", f"is {value!r}; it must be a selector or a list of selectors")
        fields[key] = tuple(alternatives)
    if not fields.get("item"):
        raise ConfigError(path, "selectors.item", "is missing; it selects one element for each card")
    return Selectors(**fields)


def _check_values(path: Path, site: Site) -> None:
    if site.kind not in KINDS:
        raise ConfigError(path, "kind", f"is {site.kind!r}; one of {', '.join(KINDS)}")
    for key, url in (("url", site.url), ("feed", site.feed)):
        if url and not _is_web_url(url):
            raise ConfigError(path, key, f"is {url!r}; it must begin with http:// or https:// and name a host")
    if site.date_order and site.date_order not in ORDERS:
        raise ConfigError(path, "date_order", f"is {site.date_order!r}; one of {', '.join(ORDERS)}")
    if site.language and not LANGUAGE.fullmatch(site.language):
        raise ConfigError(path, "language", f"is {site.language!r}; it must be a BCP 47 tag such as es or zh-Hans")
    if site.encoding and not _is_encoding(site.encoding):
        raise ConfigError(path, "encoding", f"is {site.encoding!r}; it must be an encoding such as utf-8 or gb18030")
    if not _is_zone(site.timezone):
        raise ConfigError(path, "timezone", f"is {site.timezone!r}; it must be an IANA zone such as Europe/Madrid")
    if site.min_cards < 0:
        raise ConfigError(path, "min_cards", f"is {site.min_cards}; it must be 0 or more")
    for file in site.saved:
        if (
            not isinstance(file, str)
            or Path(file).name != file
            or file in ("", ".", "..")
            or site.saved.count(file) > 1
        ):
            raise ConfigError(path, "saved", f"names {file!r}; it must be a file in fixtures/{site.name}/")


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises where it is none
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def _is_encoding(name: str) -> bool:
    try:
        return b"a".decode(name) == "a"
    except (LookupError, UnicodeDecodeError):
        return False


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a folder such as "Europe"
        return False
    return True

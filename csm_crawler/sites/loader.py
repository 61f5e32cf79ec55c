"""Site files → sites: the gate for what people write."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from csm_crawler.errors import ConfigError
from csm_crawler.sites.site import Json, Selectors, Site
from csm_crawler.sites.tables import PLACEHOLDER, read_detail, read_json, read_pages, read_request, read_selectors

KINDS = ("selectors", "feed", "wordpress", "json", "structured", "sitemap", "auto")
ORDERS = ("DMY", "MDY", "YMD")
SCOPES = ("china", "filter")
VERIFIED = ("feed", "page")
KEYS: Mapping[str, tuple[type, ...]] = {
    "title": (str,),
    "url": (str,),
    "kind": (str,),
    "language": (str,),
    "timezone": (str,),
    "date_order": (str,),
    "encoding": (str,),
    "feed": (str,),
    "keep": (str,),
    "skip": (str,),
    "scope": (str,),
    "topics": (list,),
    "verified": (str,),
    "seen": (str,),
    "own": (bool,),
    "images": (bool,),
    "saved": (list,),
    "samples": (list,),
    "min_cards": (int,),
    "selectors": (dict,),
    "json": (dict,),
    "request": (dict,),
    "pages": (dict,),
    "detail": (dict, list),
}
TABLES: Mapping[str, Callable[[Path, Any], Any]] = {
    "selectors": read_selectors,
    "json": read_json,
    "request": read_request,
    "pages": read_pages,
    "detail": read_detail,
}
TYPE_NAMES = {str: "a string", bool: "true or false", int: "a whole number", list: "a list of strings", dict: "a table"}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
"""Of a site or topic: files bear it, with more behind it."""
LETTERS = "lower-case letters, digits and hyphens, 200 at most"
SEEN = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def site_folders(home: Path) -> tuple[Path, ...]:
    """Where site files lie: the built-in ones, and the home's own over them."""
    return (Path(__file__).parent, home / "sites")


def read_site(path: Path) -> Site:
    """The site that a file describes; ConfigError names file, key, what was found and what is allowed."""
    try:
        found = path.stat()
    except OSError as problem:
        raise ConfigError(path, "", f"cannot be read: {problem.strerror}") from problem
    return _read_site(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1024)
def _read_site(path: Path, _changed: int, _size: int) -> Site:
    """A run asks for its sites twice, to collect and to publish."""
    if not NAME.fullmatch(path.stem):
        raise ConfigError(path, "", f"the name {path.stem!r} is not of {LETTERS}")
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ConfigError(path, "", f"is not TOML: {problem}") from problem
    except OSError as problem:
        raise ConfigError(path, "", f"cannot be read: {problem.strerror}") from problem
    _check_types(path, data)
    values = {key: _value(path, key, value) for key, value in data.items()}
    site = Site(name=path.stem, file=path, **values)
    _check_values(path, site)
    return site


def _value(path: Path, key: str, value: Any) -> Any:
    if key in TABLES:
        return TABLES[key](path, value)
    return tuple(value) if isinstance(value, list) else value


def _check_types(path: Path, data: dict[str, Any]) -> None:
    for key, value in data.items():
        if key not in KEYS:
            raise ConfigError(path, key, f"is no key; allowed are {', '.join(KEYS)}")
        if value == [] and key == "saved":
            raise ConfigError(path, key, "is empty; leave it out to read the site live")
        if type(value) not in KEYS[key]:
            allowed = " or ".join(TYPE_NAMES[one] for one in KEYS[key])
            raise ConfigError(path, key, f"is {value!r}; it must be {allowed}")
    for key in ("title", "url", "kind"):
        if not data.get(key):
            raise ConfigError(path, key, "is missing; a site needs title, url and kind")


def _check_values(path: Path, site: Site) -> None:
    if site.kind not in KINDS:
        raise ConfigError(path, "kind", f"is {site.kind!r}; one of {', '.join(KINDS)}")
    _check_kind(path, site)
    _check_urls(path, site)
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
    if site.scope not in SCOPES:
        raise ConfigError(path, "scope", f"is {site.scope!r}; one of {', '.join(SCOPES)}")
    if site.verified and site.verified not in VERIFIED:
        raise ConfigError(path, "verified", f"is {site.verified!r}; one of {', '.join(VERIFIED)}")
    if site.seen and not SEEN.fullmatch(site.seen):
        raise ConfigError(path, "seen", f"is {site.seen!r}; it must be a month such as 2026-08")
    for topic in site.topics:
        if not isinstance(topic, str) or not NAME.fullmatch(topic):
            raise ConfigError(path, "topics", f"names {topic!r}; it must be of {LETTERS}")
    _check_patterns(path, site)
    for key, files in (("saved", site.saved), ("samples", site.samples)):
        for file in files:
            if not isinstance(file, str) or Path(file).name != file or file in ("", ".", "..") or files.count(file) > 1:
                raise ConfigError(path, key, f"names {file!r}; it must be a file in fixtures/{site.name}/")


def _check_kind(path: Path, site: Site) -> None:
    """Each kind has what it needs, and nothing that it would not look at."""
    needs_selectors = site.kind == "selectors" or bool(site.json.html)
    if needs_selectors and not site.selectors.item:
        raise ConfigError(path, "selectors.item", "is missing; it selects one element for each card")
    if site.selectors != Selectors() and not needs_selectors:
        raise ConfigError(path, "selectors", f"is not looked at by kind {site.kind!r}")
    if site.json != Json() and site.kind != "json":
        raise ConfigError(path, "json", f"is not looked at by kind {site.kind!r}")
    if site.kind == "json" and not (site.json.title or site.json.html):
        raise ConfigError(path, "json.title", "is missing; [json] needs title and link, or html and [selectors]")


def _check_urls(path: Path, site: Site) -> None:
    templates = (("request.url", site.request.url), ("pages.url", site.pages.url if site.pages else ""))
    for key, url in (("url", site.url), ("feed", site.feed), *templates):
        if url and not _is_web_url(PLACEHOLDER.sub("1", url)):
            raise ConfigError(path, key, f"is {url!r}; it must begin with http:// or https:// and name a host")

    asked = site.request.url or (site.feed if site.kind == "feed" else "") or site.url
    if site.own and not _is_at_home(urlsplit(PLACEHOLDER.sub("1", asked)).hostname or ""):
        raise ConfigError(path, "own", f"is true, but {asked} is on no server of this machine or of a network of yours")


def _is_at_home(host: str) -> bool:
    """Whether it is a name without a dot (`localhost`, a container) or a private address (RFC 1918, RFC 4193)."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host


def _check_patterns(path: Path, site: Site) -> None:
    for key, pattern in (("keep", site.keep), ("skip", site.skip)):
        try:
            re.compile(pattern)
        except re.error as problem:
            raise ConfigError(path, key, f"is {pattern!r}; no pattern: {problem}") from problem


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

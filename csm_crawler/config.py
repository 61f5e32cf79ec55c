"""What the home folder and the environment say: where things lie, what is enabled."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csm_crawler import __version__
from csm_crawler.bounds import USUAL, Bounds, read_bounds
from csm_crawler.errors import ConfigError
from csm_crawler.logs import FORMATS
from csm_crawler.queries import Query, read_queries
from csm_crawler.retention import Keep, read_keep

FILE = "csm.toml"
PROJECT = "https://github.com/csm-crawler/csm_crawler"
DEMONSTRATION = ("chinasocialmedia",)
BASE_URL = "http://127.0.0.1:8000/"
"""Until it is set: `csm serve` answers there."""
LOG_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
KEYS: Mapping[str, type[Any]] = {
    "base_url": str,
    "contact": str,
    "database": str,
    "feeds": str,
    "hub": str,
    "log_level": str,
    "log_format": str,
    "sites": list,
    "schedule": dict,
    "feed": list,
    "keep": dict,
}
TABLES = ("feed", "keep", "schedule")
"""Keys of csm.toml that no variable can say."""
ENVIRONMENT = {f"CSM_{key.upper()}": key for key in KEYS if key not in TABLES}
TYPE_NAMES: Mapping[type[Any], str] = {str: "a string", list: "a list of site names"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The layers below the command line, put together: csm.toml, then the environment."""

    home: Path
    """Absolute."""
    file: Path | None
    """The csm.toml that was read; None in the demonstration and where there is none."""
    demonstration: bool
    """A checkout without csm.toml."""
    base_url: str = BASE_URL
    """Where `feeds/` is served; ends with a slash."""
    contact: str = ""
    """A mail address or page that the User-Agent names beside the project."""
    database: str = ""
    """SQLAlchemy URL."""
    feeds: Path = Path("feeds")
    """Absolute."""
    hub: str = ""
    """The WebSub hub that is told of changes."""
    log_level: str = "WARNING"
    log_format: str = "text"
    """Of what is logged: text or json, see `logs.py`."""
    sites: tuple[str, ...] = ()
    """Enabled sites."""
    bounds: Bounds = USUAL
    """How often sites are asked at most and at least: `[schedule]`."""
    queries: tuple[Query, ...] = ()
    """Feeds of the user's own choice."""
    keep: Keep = field(default_factory=Keep)
    """How long what is stored is kept."""


def find_home(directory: Path | None = None) -> Path:
    """The folder of csm.toml: `directory`, else `CSM_HOME`, else the working folder or the checkout it lies in."""
    named = directory or (Path(os.environ["CSM_HOME"]) if os.environ.get("CSM_HOME") else None)
    if named is not None:
        if not named.is_dir():
            raise ConfigError(named, "", "is no folder; `csm init DIR` makes one")
        return named.resolve()
    here = Path.cwd()
    if not (here / FILE).exists():
        for folder in here.parents:
            if is_checkout(folder):
                return folder
    return here


def is_checkout(folder: Path) -> bool:
    """Whether the folder holds this project's source, with its demonstration."""
    return (folder / "scrapy.cfg").is_file() and (folder / "csm_crawler" / "sites" / "chinasocialmedia.toml").is_file()


def load_config(home: Path | None = None) -> Config:
    """The configuration of a home folder; ConfigError names file or variable, key, and what is allowed."""
    home = home or find_home()
    file = home / FILE
    values: dict[str, Any] = {}
    if file.is_file():
        values = _read_file(file)
    for variable, key in ENVIRONMENT.items():
        if os.environ.get(variable):
            text = os.environ[variable]
            values[key] = [name.strip() for name in text.split(",") if name.strip()] if key == "sites" else text
            _check(variable, "", key, values[key])
    _refuse_unknown_variables()
    demonstration = not file.is_file() and is_checkout(home)
    values.setdefault("sites", list(DEMONSTRATION) if demonstration else [])
    return Config(
        home=home,
        file=file if file.is_file() else None,
        demonstration=demonstration,
        base_url=values.get("base_url", BASE_URL).rstrip("/") + "/",
        contact=values.get("contact", ""),
        database=_database(home, values.get("database") or "sqlite:///csm.sqlite3"),
        feeds=home / values.get("feeds", "feeds"),
        hub=values.get("hub", ""),
        log_level=values.get("log_level", "WARNING").upper(),
        log_format=values.get("log_format", "text"),
        sites=tuple(values["sites"]),
        bounds=read_bounds(file, values.get("schedule", {})),
        queries=read_queries(file, values.get("feed", [])),
        keep=read_keep(file, values.get("keep", {})),
    )


def _database(home: Path, url: str) -> str:
    """The URL, with the path of an SQLite file taken from the home, wherever the command is called."""
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)(?!/|file:|:memory:)(.+)", url)
    return f"{found[1]}{home}/{found[2]}" if found else url


def real_home(config: Config) -> Config:
    """The configuration, of a home or of the demonstration; ConfigError where the folder is neither."""
    if config.file is None and not config.demonstration:
        problem = "holds no csm.toml; `csm init` makes one here, `csm -C DIR` runs another home"
        raise ConfigError(config.home, "", problem)
    return config


def user_agent(contact: str) -> str:
    """Who visits: name, version, the project's page, and whom to write to."""
    return f"csm_crawler/{__version__} (+{'; '.join(filter(None, (PROJECT, contact)))})"


def over(config: Config, settings: Mapping[str, Any]) -> Config:
    """The configuration with `CSM_…` settings of Scrapy (`-s NAME=…`) laid over it; ConfigError as in csm.toml."""
    values: dict[str, Any] = {}
    for name, value in settings.items():
        key = ENVIRONMENT.get(name)
        if key is None or key == "log_level":  # Scrapy has a name of its own for that: LOG_LEVEL
            allowed = ", ".join(one for one in ENVIRONMENT if one != "CSM_LOG_LEVEL")
            raise ConfigError(f"-s {name}", "", f"is no setting; allowed are {allowed}")
        if key == "sites" and isinstance(value, str):
            value = [one.strip() for one in value.split(",") if one.strip()]
        _check(f"-s {name}", "", key, value)
        values[key] = value
    values["base_url"] = values.get("base_url", config.base_url).rstrip("/") + "/"
    values["database"] = _database(config.home, values.get("database", config.database))
    values["feeds"] = config.home / values.get("feeds", config.feeds)
    values["sites"] = tuple(values.get("sites", config.sites))
    return replace(config, **values)


def _refuse_unknown_variables() -> None:
    for name in os.environ:
        if name.startswith("CSM_") and not name.startswith("CSM_TEST_") and name not in (*ENVIRONMENT, "CSM_HOME"):
            raise ConfigError(name, "", f"is no variable; allowed are CSM_HOME, {', '.join(ENVIRONMENT)}")


def _read_file(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ConfigError(file, "", f"is not TOML: {problem}") from problem
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be read: {problem.strerror}") from problem
    for key, value in values.items():
        if key not in KEYS:
            raise ConfigError(file, key, f"is no key; allowed are {', '.join(KEYS)}")
        _check(file, key, key, value)
    return values


def _check(where: Path | str, shown: str, key: str, value: Any) -> None:
    if key == "schedule":
        return  # `read_bounds` looks at it
    if key == "feed":
        if not isinstance(value, list):
            raise ConfigError(where, shown, f"is {value!r}; each feed is a table: [[feed]]")
        return
    if key == "keep":
        if not isinstance(value, dict):
            raise ConfigError(where, shown, f"is {value!r}; it must be a table: [keep]")
        return
    if not isinstance(value, KEYS[key]) or (key == "sites" and not all(isinstance(name, str) for name in value)):
        raise ConfigError(where, shown, f"is {value!r}; it must be {TYPE_NAMES[KEYS[key]]}")
    if key == "base_url":
        check_base_url(where, shown, value)
    if key == "hub" and value and not _is_web_url(value):
        raise ConfigError(where, shown, f"is {value!r}; it must be the URL of a WebSub hub")
    if key == "log_level" and value.upper() not in LOG_LEVELS:
        raise ConfigError(where, shown, f"is {value!r}; one of {', '.join(LOG_LEVELS)}")
    if key == "log_format" and value not in FORMATS:
        raise ConfigError(where, shown, f"is {value!r}; one of {', '.join(FORMATS)}")
    if key == "database" and not re.match(r"(sqlite|postgres|postgresql)(\+\w+)?://", value):
        raise ConfigError(
            where, shown, f"is {value!r}; it must be a URL such as sqlite:////srv/csm/csm.sqlite3 or postgresql://…"
        )
    if key == "feeds" and not value:
        raise ConfigError(where, shown, "is empty; it must be a folder")
    if key == "contact" and not value.isprintable():
        raise ConfigError(where, shown, f"is {value!r}; it must be a mail address or URL")


def check_base_url(where: Path | str, key: str, value: str) -> None:
    """ConfigError unless feeds can be linked below the URL."""
    if not _is_web_url(value) or "?" in value:
        raise ConfigError(where, key, f"is {value!r}; it must be a URL such as https://example.org/feeds/")


def _is_web_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "#" not in value
        good = good and parts.port != 0  # reading it raises where it is no port
    except ValueError:
        return False
    return good and not any(c.isspace() for c in value)

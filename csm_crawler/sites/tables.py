"""The tables of a site file → their values; ConfigError names file, key, what was found and what is allowed."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from csm_crawler.errors import ConfigError
from csm_crawler.sites.site import Ask, Fields, Json, Pages, Rule, Rules, Selectors

STRUCTURED = Rule(text="structured")
"""Of `[detail]`: the article's page says it in its structured data."""

RULE_KEYS = tuple(field.name for field in fields(Rule))
FIELDS = tuple(field.name for field in fields(Fields))
METHODS = ("GET", "POST")
PLACEHOLDER = re.compile(r"\{(page|offset|cursor)\}")


def read_selectors(file: Path, table: Mapping[str, Any]) -> Selectors:
    """`[selectors]`; whether an item is asked for depends on the kind."""
    _refuse_others(file, "selectors", table, ("item", *FIELDS, "day"))
    values: dict[str, Any] = {
        key: _words(file, f"selectors.{key}", table[key]) for key in ("item", "day") if key in table
    }
    return Selectors(**values, **_read_fields(file, "selectors", table))


def read_json(file: Path, table: Mapping[str, Any]) -> Json:
    """`[json]`."""
    own = ("items", "embedded", "html")
    _refuse_others(file, "json", table, (*own, *FIELDS))
    values: dict[str, Any] = {key: _text(file, f"json.{key}", table[key]) for key in own if key in table}
    return Json(**values, **_read_fields(file, "json", table))


def read_detail(file: Path, table: Mapping[str, Any] | list[Any]) -> Fields:
    """`[detail]`, or its short form: a list of the fields that the structured data of an article's page tells."""
    if isinstance(table, list):
        for name in table:
            if name not in FIELDS:
                raise ConfigError(file, "detail", f"names {name!r}; allowed are {', '.join(FIELDS)}")
        return Fields(**dict.fromkeys(table, (STRUCTURED,)))
    _refuse_others(file, "detail", table, FIELDS)
    return Fields(**_read_fields(file, "detail", table))


def read_request(file: Path, table: Mapping[str, Any]) -> Ask:
    """`[request]`."""
    _refuse_others(file, "request", table, tuple(field.name for field in fields(Ask)))
    values: dict[str, Any] = {
        key: _text(file, f"request.{key}", table[key]) for key in ("url", "method") if key in table
    }
    for key in ("headers", "form"):
        if key in table:
            values[key] = _strings(file, f"request.{key}", table[key])
    if "json" in table:
        if not isinstance(table["json"], dict):
            raise ConfigError(file, "request.json", f"is {table['json']!r}; it must be a table")
        values["json"] = MappingProxyType(table["json"])
    ask = Ask(**values)
    if ask.method not in METHODS:
        raise ConfigError(file, "request.method", f"is {ask.method!r}; one of {', '.join(METHODS)}")
    if ask.json is not None and ask.form is not None:
        raise ConfigError(file, "request", "has a body of json and one of form; one is allowed")
    if ask.method == "GET" and (ask.json is not None or ask.form is not None):
        raise ConfigError(file, "request.method", "is GET, which has no body; write method = 'POST'")
    _check_headers(file, ask.headers)
    return ask


def read_pages(file: Path, table: Mapping[str, Any]) -> Pages:
    """`[pages]`."""
    _refuse_others(file, "pages", table, tuple(field.name for field in fields(Pages)))
    values: dict[str, Any] = {key: _text(file, f"pages.{key}", table[key]) for key in ("url", "cursor") if key in table}
    for key, least in (("first", 0), ("size", 1), ("limit", 1)):
        if key in table:
            if type(table[key]) is not int or table[key] < least:
                raise ConfigError(file, f"pages.{key}", f"is {table[key]!r}; it must be a whole number from {least} on")
            values[key] = table[key]
    if "next" in table:
        values["next"] = _rules(file, "pages.next", table["next"])
    pages = Pages(**values)
    if pages.url and not PLACEHOLDER.search(pages.url):
        raise ConfigError(file, "pages.url", f"is {pages.url!r}; it must hold {{page}}, {{offset}} or {{cursor}}")
    return pages


def _read_fields(file: Path, name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _rules(file, f"{name}.{key}", table[key]) for key in FIELDS if key in table}


def _rules(file: Path, key: str, value: Any) -> Rules:
    alternatives = value if isinstance(value, list) else [value]
    if not alternatives:
        raise ConfigError(file, key, "is empty")
    return tuple(_rule(file, key, one) for one in alternatives)


def _rule(file: Path, key: str, value: Any) -> Rule:
    if isinstance(value, str) and value.strip():
        return Rule(at=value)
    if not isinstance(value, dict):
        raise ConfigError(
            file, key, f"is {value!r}; it must be a selector or a list of selectors, each a text or a table"
        )
    _refuse_others(file, key, value, RULE_KEYS)
    rule = Rule(**{name: _text(file, f"{key}.{name}", one) for name, one in value.items()})
    if not (rule.at or rule.text or rule.template):
        raise ConfigError(file, key, "says nothing of where the value is; it needs at, template or text")
    for name in ("regex", "remove"):
        try:
            re.compile(getattr(rule, name))
        except re.error as problem:
            raise ConfigError(file, f"{key}.{name}", f"is {getattr(rule, name)!r}; no pattern: {problem}") from problem
    return rule


def _refuse_others(file: Path, name: str, table: Any, allowed: tuple[str, ...]) -> None:
    if not isinstance(table, dict):
        raise ConfigError(file, name, f"is {table!r}; it must be a table")
    for key in table:
        if key not in allowed:
            raise ConfigError(file, f"{name}.{key}", f"is no field; allowed are {', '.join(allowed)}")


def _text(file: Path, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ConfigError(file, key, f"is {value!r}; it must be a string")
    return value


def _words(file: Path, key: str, value: Any) -> tuple[str, ...]:
    alternatives = [value] if isinstance(value, str) else value
    if not isinstance(alternatives, list) or not all(isinstance(one, str) and one for one in alternatives):
        raise ConfigError(file, key, f"is {value!r}; it must be a selector or a list of selectors")
    return tuple(alternatives)


def _strings(file: Path, key: str, value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ConfigError(file, key, f"is {value!r}; it must be a table of strings")
    return MappingProxyType(value)


# What would make another visitor of us, or breaks a request in two.
_FORBIDDEN = {"cookie", "user-agent", "host", "authorization", "content-length", "proxy-authorization", "from"}


def _check_headers(file: Path, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", name) or not value.isprintable() or not value.isascii():
            raise ConfigError(file, f"request.headers.{name}", f"is {value!r}; it must be a header of plain text")
        if name.lower() in _FORBIDDEN:
            raise ConfigError(
                file, f"request.headers.{name}", "is not ours to set: we visit as who we are, without cookies"
            )

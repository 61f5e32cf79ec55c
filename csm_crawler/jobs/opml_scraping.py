"""What FreshRSS adds to an outline → rules of a site file (https://freshrss.github.io/FreshRSS/en/developers/OPML.html)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csm_crawler.errors import ConfigError
from csm_crawler.extract.rulecheck import check_expression, check_one
from csm_crawler.sites import Fields, Json, Rule, Selectors, Site

SCRAPED = {
    "Title": "title",
    "Uri": "link",
    "Content": "teaser",
    "Author": "author",
    "Timestamp": "date",
    "Thumbnail": "image",
    "Categories": "categories",
    "Uid": "id",
}
"""The end of a key (`xPathItemTitle`, `jsonItemTitle`) → the field of a card."""
MAX_EXPRESSION = 1000
"""Characters of an expression."""

_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_FUNCTION_OF_OTHERS = re.compile(r"[\w.-]+:[\w.-]+\s*\(")
_STEP = re.compile(r"([^.\[\]\s&\"']+)|\[(-?\d+)\]")
_PARTS = {"d": "D", "j": "D", "m": "M", "n": "M", "M": "M", "F": "M", "Y": "Y", "y": "Y"}
"""Letters of a date's format in PHP."""


def scraped(site: Site, said: Mapping[str, str], kind: str) -> tuple[Site, list[str]]:
    """The site with the rules that the keys of a kind (xPath, json) are, and which of these cannot be.

    ConfigError where it cannot be said where the items are.
    """
    translate = _xpath if kind == "xPath" else _jmespath
    items = translate(said[f"{kind}Item"], f"{kind}Item", site).at if said.get(f"{kind}Item", "").strip() else ""
    rules: dict[str, Any] = {}
    lost = []
    for end, field in SCRAPED.items():
        key = f"{kind}Item{end}"
        if said.get(key, "").strip():
            try:
                rules[field] = (translate(said[key], key, site),)
            except ConfigError as error:
                lost.append(f"{key} {error.problem}")
    if kind == "xPath":
        return replace(site, selectors=Selectors(item=(items,) if items else (), **rules)), lost
    return replace(site, json=Json(items=items, **rules)), lost


def _xpath(expression: str, key: str, site: Site) -> Rule:
    """An expression of XPath 1.0 on an item as a rule; ConfigError where it gives neither elements nor a text.

    Somebody else wrote it: it is held short, and to XPath 1.0, whose functions know no patterns.
    """
    expression = " ".join(expression.split())
    if literal := _LITERAL.fullmatch(expression):
        return Rule(text=literal[1] or literal[2] or " ")
    if len(expression) > MAX_EXPRESSION or _FUNCTION_OF_OTHERS.search(_LITERAL.sub("", expression)):
        raise ConfigError(site.file, key, "is too long, or has functions that XPath 1.0 has not")
    rule = Rule(at=expression if expression == "." else f"({expression})")
    check_one(site, key, rule.at)
    return rule


def _jmespath(path: str, key: str, site: Site) -> Rule:
    """`meta.links[0]` as JMESPath; ConfigError where it is more than names and numbers."""
    path = re.sub(r"^\$?\.?", "", path.strip())
    if len(path) > MAX_EXPRESSION or _STEP.sub("", path).strip("."):
        raise ConfigError(site.file, key, f"is {path[:80]!r}; names and numbers are understood, no more")
    said = ""
    for name, number in _STEP.findall(path):
        step = f"[{number}]" if number else _quoted(name)
        said += step if number or not said else f".{step}"
    check_expression(site, key, said)
    return Rule(at=said)


def _quoted(name: str) -> str:
    if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def further(site: Site, said: Mapping[str, str]) -> tuple[Site, list[str]]:
    """The other options of FreshRSS: two have a like in a site file, each of the rest is named as lost."""
    lost = []
    for key, value in sorted(said.items()):
        if not value.strip() or re.fullmatch(rf"(xPath|json)Item({'|'.join(SCRAPED)})?", key):
            continue
        if key.endswith("TimeFormat"):
            order = _order(value)
            site = replace(site, date_order=order or site.date_order)
            lost.append(f"{key} (dates are read as they are printed{f', {order}' if order else ''})")
        elif key == "cssFullContent" and _is_selector(value, site):
            site = replace(site, detail=Fields(teaser=(Rule(at=value),)))
            lost.append(f"{key} (read only where the list has no teaser, as [detail])")
        else:
            lost.append(key)
    return site, lost


def _is_selector(value: str, site: Site) -> bool:
    """Whether it is one of CSS."""
    if len(value) > MAX_EXPRESSION or value.startswith(("/", "(", "@", "./", "..")):
        return False
    try:
        check_one(site, "detail.teaser", value)
    except ConfigError:
        return False
    return True


def _order(format_: str) -> str:
    """DMY, MDY or YMD of a format of PHP; empty where it does not say."""
    letters = re.sub(r"\\.", "", format_)
    order = "".join(dict.fromkeys(_PARTS[letter] for letter in letters if letter in _PARTS))
    return order if order in ("DMY", "MDY", "YMD") else ""

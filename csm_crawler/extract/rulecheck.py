"""Whether the rules of a site file can work, told before the first request."""

from cssselect import SelectorError

from csm_crawler.errors import ConfigError
from csm_crawler.extract.rules import check_selector
from csm_crawler.extract.told import names_of
from csm_crawler.sites import Fields, Rules, Site

_READ_BY_FILE = ("selectors", "structured", "auto", "json")
"""Kinds that know no other way to older articles than the one that the file says."""


def check_shared(site: Site) -> None:
    """ConfigError where `[pages]`, `[request]` or `[detail]`, which any kind may have, ask for what cannot be."""
    check_request(site)
    if site.pages:
        check_pages(site)
    if site.detail:
        if site.detail.link:
            raise ConfigError(site.file, "detail.link", "is never lacking: without a link there is no page to read")
        check_fields(site, "detail", site.detail)


def check_fields(site: Site, table: str, where: Fields) -> None:
    """ConfigError names the first rule of a page that is neither CSS nor XPath."""
    for name in names_of(where):
        _check_rules(site, f"{table}.{name}", getattr(where, name))


def check_one(site: Site, key: str, selector: str) -> None:
    """ConfigError where it is no selector."""
    try:
        check_selector(selector)
    except (SelectorError, ValueError) as problem:
        raise ConfigError(site.file, key, f"is {selector!r}; no selector: {problem}") from problem


def check_request(site: Site) -> None:
    """ConfigError where the body cannot be sent as JSON."""
    if site.request.json is None:
        return
    from csm_crawler.extract.paging import first
    from csm_crawler.extract.request import Walk

    try:
        first(site, Walk())
    except TypeError as problem:
        raise ConfigError(site.file, "request.json", f"is no JSON: {problem}") from problem


def check_pages(site: Site) -> None:
    """ConfigError where `[pages]` names no way, or one that the kind cannot go."""
    pages = site.pages
    if pages is None:
        return
    from csm_crawler.extract.paging import answers_in_json

    for rule in pages.next if answers_in_json(site) else ():
        check_expression(site, "pages.next", rule.at)
    links = () if answers_in_json(site) else pages.next
    _check_rules(site, "pages.next", tuple(rule for rule in links if "rel" not in (rule.at, rule.text)))
    for rule in pages.next:
        if rule.text and rule.text != "rel":
            raise ConfigError(site.file, "pages.next", f"has the text {rule.text!r}; the only one is rel")
    if pages.cursor:
        if site.kind != "json":
            raise ConfigError(site.file, "pages.cursor", f"is not looked at by kind {site.kind!r}")
        check_expression(site, "pages.cursor", pages.cursor)
    if site.kind in _READ_BY_FILE and not (pages.next or pages.url or _has_placeholder(site)):
        problem = "names no way to older articles; it needs next, url, or {page}, {offset} or {cursor} in [request]"
        raise ConfigError(site.file, "pages", problem)


def check_expression(site: Site, key: str, path: str) -> None:
    """ConfigError where it is no JMESPath."""
    from csm_crawler.extract.state import check_path

    try:
        check_path(path)
    except ValueError as problem:
        raise ConfigError(site.file, key, f"is {path!r}; no JMESPath: {problem}") from problem


def _has_placeholder(site: Site) -> bool:
    ask = site.request
    said = f"{ask.url} {dict(ask.json or {})} {dict(ask.form or {})}"
    return any(f"{{{name}}}" in said for name in ("page", "offset", "cursor"))


def _check_rules(site: Site, key: str, rules: Rules) -> None:
    for rule in rules:
        if not (rule.at or rule.text):
            raise ConfigError(site.file, key, "says nothing of where the value is; it needs at or text")
        if rule.at:
            check_one(site, key, rule.at)

"""A way that works → its site file and its saved page, written only where none is yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit
from tomlkit.items import Item

from csm_crawler.errors import ConfigError
from csm_crawler.extract import Page, check_site
from csm_crawler.extract.encoding import decode
from csm_crawler.extract.forms import form_of
from csm_crawler.extract.unpack import unpack
from csm_crawler.jobs.probe import Way
from csm_crawler.sites import Fields, Rule, Site, read_site, site_folders
from csm_crawler.sites.loader import LETTERS, NAME

_SUFFIXES = {"html": ".html", "json": ".json"}
_SECOND_LEVEL = ("ac", "co", "com", "edu", "gob", "gov", "net", "or", "org")
"""Before a country: `.com.cn`, `.co.uk`."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a new site lies."""

    site: Site
    """As it was read back."""
    page: Path
    """The saved page."""


def name_of(url: str) -> str:
    """A site's name by its host: `www.example-news.com` → `example-news`; empty where no name comes of it."""
    host = (urlsplit(url).hostname or "").lower()
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return re.sub(r"[^a-z0-9]+", "-", host).strip("-")
    labels = [one for one in host.split(".") if one]
    if len(labels) > 1:
        labels = labels[: -2 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -1]
    if len(labels) > 1 and labels[0] in ("www", "m"):
        labels = labels[1:]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(labels)).strip("-")[:_LONGEST_NAME].strip("-")


def check_name(name: str) -> None:
    """ConfigError where no site can be called so."""
    if not NAME.fullmatch(name):
        raise ConfigError("--name", "", f"is {name!r}; it must be of {LETTERS}")


def write_site(way: Way, name: str, *, home: Path, sites: Path, fixtures: Path, today: datetime) -> Written:
    """The site's file in `sites` and its page in `fixtures`/NAME; ConfigError where it cannot be or is there already.

    The file is read back by the loader before it stays, so that no run is ever ended by it.
    """
    check_name(name)
    file = sites / f"{name}.toml"
    assert way.page is not None
    saved = unpack(way.page)
    page = fixtures / name / f"listing{_SUFFIXES.get(form_of(saved), '.xml')}"
    for path in (*(folder / file.name for folder in (*site_folders(home), sites)), page):
        if path.exists():
            raise ConfigError(path, "", "is there already; --name gives the new site another name")
    site = replace(way.site, name=name, file=file, samples=(page.name,), encoding=_encoding(saved))
    text = compose(site, way, today)
    made: list[Path] = []
    try:
        for path, body in ((page, saved.body), (file, text.encode())):
            _write(path, body)
            made.append(path)
        site = read_site(file)
        check_site(site)
    except (ConfigError, OSError) as problem:
        for path in made:
            path.unlink()
        if isinstance(problem, OSError):
            raise ConfigError(problem.filename or file, "", f"cannot be written: {problem.strerror}") from problem
        raise
    return Written(site=site, page=page)


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        out.write(body)


def _encoding(page: Page) -> str:
    """Of a page that says it in its header only, which a saved page does not have."""
    found = re.search(r"charset=[\"']?([\w.:-]+)", page.content_type, re.IGNORECASE)
    return found[1].lower() if found and decode(page.body, "", "") != page.text else ""


def compose(site: Site, way: Way, today: datetime) -> str:
    """The shortest file that says it all, with a word on where it comes from."""
    document = _document(
        replace(site, verified="feed" if site.kind == "feed" else "page", seen=f"{today:%Y-%m}"),
        f"Found by csm add on {today:%Y-%m-%d}: {way.found}; score {way.score}.",
        f"It gave {len(way.cards)} cards, of which {way.marks.dated} were dated.",
    )
    if site.timezone != "UTC":
        document["timezone"].comment(f"guessed: {_plain(way.evidence.why)}")
    return tomlkit.dumps(document)


def text_of(site: Site, *comments: str) -> str:
    """The shortest file that says what is known of a site, below lines of comment."""
    return tomlkit.dumps(_document(site, *comments))


def _document(site: Site, *comments: str) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    for comment in comments:
        document.add(tomlkit.comment(_plain(comment)))
    for key, value in _values(site):
        document.add(key, value)
    if site.request.url:
        document.add("request", tomlkit.item({"url": site.request.url}))
    for name, table in (("json", site.json), ("selectors", site.selectors), ("detail", site.detail or Fields())):
        lines = dict(_table(table))
        if lines:
            document.add(name, tomlkit.item(lines))
    return document


def _values(site: Site) -> Iterator[tuple[str, Item]]:
    values = {
        "title": site.title,
        "url": site.url,
        "kind": site.kind,
        "feed": site.feed,
        "language": site.language,
        "timezone": site.timezone if site.timezone != "UTC" else "",
        "date_order": site.date_order,
        "encoding": site.encoding,
        "scope": site.scope if site.scope != "china" else "",
        "topics": list(site.topics),
        "verified": site.verified,
        "seen": site.seen,
        "samples": list(site.samples),
        "min_cards": site.min_cards if site.min_cards != 1 else 0,
    }
    yield from ((key, tomlkit.item(value)) for key, value in values.items() if value)


def _table(table: Fields) -> Iterator[tuple[str, object]]:
    common = {field.name for field in fields(Fields)}
    for field in sorted(fields(table), key=lambda field: field.name in common):  # where the cards are comes first
        value = getattr(table, field.name)
        if isinstance(value, str) and value:
            yield field.name, value
        elif isinstance(value, tuple) and value:
            written = [_rule(one) if isinstance(one, Rule) else one for one in value]
            yield field.name, written[0] if len(written) == 1 else written


def _rule(rule: Rule) -> object:
    """Its short form where it has one."""
    said = {field.name: value for field in fields(rule) if (value := getattr(rule, field.name))}
    if set(said) == {"at"}:
        return rule.at
    line = tomlkit.inline_table()
    line.update(said)
    return line


def _plain(text: str) -> str:
    """On one line, as a comment needs it."""
    return "".join(one if one.isprintable() else " " for one in text)[:200]

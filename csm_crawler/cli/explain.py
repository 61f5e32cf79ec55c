"""`csm explain`: where an article comes from, field by field."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, one_article, opened
from csm_crawler.cli.rows import Row, moment, print_rows, shown

if TYPE_CHECKING:
    from csm_crawler.jobs.explain import Explanation, Field, Source
    from csm_crawler.jobs.naming import Naming

_HASH = 12


@click.command(epilog="Example: csm explain https://news.example/weibo/  (or the first six digits of its id)")
@click.argument("article", metavar="ID|URL")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
def command(article: str, as_json: bool) -> None:
    """Say of one article from which page, selector and words each field came, and what was made of them.

    Besides: which words name its platforms and topics, in which feeds it stands, what led to it and how it changed;
    last, whether its kept cards read the same by today's rules. ID is its guid or the beginning of it, at least six
    hex digits; URL is any link that led to it.
    """
    config = configuration()
    from csm_crawler.jobs.explain import explain
    from csm_crawler.jobs.queries import choosers
    from csm_crawler.jobs.reprocess import Reader
    from csm_crawler.platforms import load_catalogue
    from csm_crawler.sites import load_sites

    with opened(config) as store:
        kept = store.kept(one_article(store, article).guid)
        assert kept is not None  # it was just found
        catalogue, sites = load_catalogue(config.home / "platforms.toml"), load_sites(config.home)
        chosen = choosers(config.queries, catalogue, sites, file=config.file or "csm.toml")
        found = explain(store, kept, Reader(store, sites, catalogue, chosen), sites, catalogue)
    _json(found) if as_json else print_rows(_rows(found))


def _json(found: "Explanation") -> None:
    row = asdict(found) | {"is_same": not (found.unread or found.differs)}
    sys.stdout.write(json.dumps(row, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n")


def _rows(found: "Explanation") -> Iterator[Row]:
    yield from _of_itself(found)
    for one in found.fields:
        yield from _of_field(one)
    yield from _headed("platforms", _namings(found.platforms))
    yield from _headed("topics", _namings(found.topics))
    yield from _headed("off-topic", filter(None, [found.off_topic]))
    yield "feeds", ", ".join(found.feeds) or "none"
    met = ((one.kind, one.value, one.seen_at) for one in found.links if one.kind in ("link", "id", "title"))
    yield from _headed("led by", (f"{kind} {shown(value)} since {moment(at)}" for kind, value, at in met))
    yield from _headed("changed", _changes(found))
    yield from _headed("pages", (_page(number, one) for number, one in enumerate(found.pages, start=1)))
    yield "replayed", _replayed(found)


def _of_itself(found: "Explanation") -> Iterator[Row]:
    yield "article", f"{found.guid}, minted from {found.minted_from or 'an address that is not kept'}"
    changed = f", changed {moment(found.updated)}" if found.updated else ""
    yield "", f"{found.site}, first seen {moment(found.first_seen)}{changed}"


def _of_field(one: "Field") -> Iterator[Row]:
    """Its value and how it came about; below them the words of the card, the rule that found them, the page."""
    value = _value(one.value)
    yield one.name, f"{value}, {one.how}" if value and one.how else value or one.how or "none"
    for said in one.words:
        rule = f"by {said.rule}" if said.rule else "by a rule that was not noted"
        yield "", f"  {said.field} «{shown(said.text)}» {rule}, page {said.page}"


def _namings(found: "Iterable[Naming]") -> Iterator[str]:
    """A line for each word that names something, with all the places where it stands."""
    places: dict[Naming, list[str]] = {}
    for one in found:
        places.setdefault(replace(one, at=0), []).append(str(one.at))
    for one, at in places.items():
        if not one.alias:
            yield f"{one.slug}: no word names it today"
            continue
        role = f"{one.role}, " if one.role else ""
        missing = "" if one.is_stored or one.role == "comparison" else "; not stored"
        yield f"{one.slug}: {role}«{one.words}» at {', '.join(at)} of the {one.field} (as {one.alias}){missing}"


def _changes(found: "Explanation") -> Iterator[str]:
    for one in found.revisions:
        for name, (before, after) in one.changes.items():
            yield f"{moment(one.revised_at)} {name} «{shown(before)}» → «{shown(after)}», told by {one.page_url}"


def _page(number: int, one: "Source") -> str:
    body = "body kept" if one.is_kept else "body not kept"
    return f"{number}  {one.url}  {one.hash[:_HASH] or 'no hash'}  {moment(one.seen_at)}  {body}"


def _replayed(found: "Explanation") -> str:
    if found.unread:
        return f"not at all: {found.unread}"
    if not found.differs:
        return "today's rules make the same article of its cards"
    pairs = (f"{name} ({_value(before)} → {_value(after)})" for name, (before, after) in found.differs.items())
    return f"today's rules differ in {', '.join(pairs)}"


def _headed(heading: str, lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines):
        yield (heading if number == 0 else ""), line


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return shown(", ".join(value))
    if isinstance(value, datetime):
        return moment(value)
    return "" if value is None else shown(str(value))

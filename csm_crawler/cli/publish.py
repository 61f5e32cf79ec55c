"""`csm publish`: the feeds again, from the store."""

import json
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, opened
from csm_crawler.masking import mask

if TYPE_CHECKING:
    from csm_crawler.jobs.comparing import Difference

NAMED = 6
"""Pages or documents that a line names."""


@click.command(epilog="Example: csm publish --check")
@click.option("--check", is_flag=True, help="Write nothing; say what subscribers would see.")
@click.option("--json", "as_json", is_flag=True, help="With --check: as JSON.")
def command(check: bool, as_json: bool) -> int:
    """Render every feed from the store and write those whose bytes differ.

    --check renders all and compares with what is on disk: of each feed that would be written, the entries that would
    be new, changed (other words) or bumped (other dates, so that readers may show them again); and which documents of
    archives and which pages would be new, changed or removed. Exit status of it: 0 where nothing would be written, 1
    where something would.
    """
    if as_json and not check:
        raise click.UsageError("--json goes with --check")
    config = configuration()
    from csm_crawler.jobs.comparing import compare, compare_health
    from csm_crawler.jobs.healthfeed import publish_health
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.publish import publish
    from csm_crawler.platforms import load_catalogue

    load_catalogue(config.home / "platforms.toml")
    with hold(config.home), opened(config) as store:
        if not check:
            published = publish(store, config, everything=True)
            publish_health(store, config, store.health.states())
            click.echo(f"{published.feeds} feeds ({published.written} written)")
            for note in published.notes:
                click.echo(f"csm: {mask(note)}", err=True)
            return 0
        feeds, found = compare(store, config, for_people=True)
        written = sum(one.is_feed for one in found)
        found += compare_health(store, config, store.health.states())
    if as_json:
        click.echo(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=2))
    else:
        lines = [line for one in found if one.is_feed for line in _lines(one)]
        lines += _group("archives", [one for one in found if one.is_archived])
        lines += _group("pages", [one for one in found if one.is_page])
        click.echo("\n".join([*lines, f"{feeds} feeds ({written} would be written)"]))
    return 1 if found else 0


def _lines(one: "Difference") -> list[str]:
    """What would become of it, then a line an entry."""
    kinds = [entry.kind for entry in one.entries]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("new", "changed", "bumped") if kind in kinds)
    if one.problem:
        told = f"cannot be rendered: {one.problem}"
    elif one.unfilled:
        told = "would be filled anew, as csm.toml says now"
    entries = [f"  {entry.kind:8}{_entry(entry.title, entry.url, entry.fields)}" for entry in one.entries]
    return [f"{one.name}: {told or 'other bytes, no entry that is new or different'}", *entries]


def _group(what: str, some: "list[Difference]") -> list[str]:
    """What would become of files, then a line a kind that names the first of them: there may be thousands."""
    by_kind: dict[str, list[str]] = {"new": [], "changed": [], "removed": []}
    for one in some:
        by_kind["removed" if one.is_surplus else "new" if one.is_new else "changed"].append(one.name)
    told = {kind: names for kind, names in by_kind.items() if names}
    lines = [f"{what}: {', '.join(f'{len(names)} {kind}' for kind, names in told.items())}"] if told else []
    for kind, names in told.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        lines.append(f"  {kind:8}{', '.join(names[:NAMED])}{more}")
    return lines


def _entry(title: str, url: str, fields: tuple[str, ...]) -> str:
    told = f" ({', '.join(fields)})" if fields else ""
    return f"{title} <{url}>{told}"


def _row(one: "Difference") -> dict[str, object]:
    entries = [
        {"guid": entry.guid, "kind": entry.kind, "title": entry.title, "url": entry.url, "fields": entry.fields}
        for entry in one.entries
    ]
    return {
        "name": one.name,
        "files": one.files,
        "is_new": one.is_new,
        "is_surplus": one.is_surplus,
        "entries": entries,
        "problem": one.problem or None,
        "unfilled": one.unfilled,
    }

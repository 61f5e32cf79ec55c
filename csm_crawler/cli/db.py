"""`csm db …`: the database itself."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.clean import megabytes
from csm_crawler.cli.context import configuration, opened

if TYPE_CHECKING:
    from csm_crawler.store import Standing


@click.group(name="db", epilog="Example: csm db status")
def command() -> None:
    """The database: how it stands, its upgrade, its soundness."""


@command.command("status", epilog="Example: csm db status --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; sizes in bytes.")
def status(as_json: bool) -> None:
    """Say where the database is, how old and how large it is, and what it holds. Nothing is made or changed by it."""
    from csm_crawler.store import standing_of

    standing = standing_of(configuration().database)
    if as_json:
        click.echo(json.dumps(_values(standing), ensure_ascii=False, indent=1))
        return
    for heading, value in _told(standing).items():
        click.echo(f"{heading + ':':12}{value}")


@command.command("upgrade", epilog="Example: csm db upgrade")
def upgrade() -> None:
    """Bring the database to the newest revision; an SQLite file is copied first. Every command that opens an older one
    does so too."""
    config = configuration()
    from csm_crawler.jobs.lock import hold
    from csm_crawler.store import standing_of

    name = standing_of(config.database).database
    with hold(config.home), opened(config) as store:
        done = store.upgraded
    if done.before is None:
        click.echo(f"{name}: is made, of revision {done.after}")
    elif done.before == done.after:
        click.echo(f"{name}: is of revision {done.after}, the newest: nothing to do")
    else:
        was = f"; as it was: {done.backup}" if done.backup else ""
        click.echo(f"{name}: upgraded from revision {done.before} to {done.after}{was}")


@command.command("check", epilog="Example: csm db check")
def check() -> int:
    """Look for what is broken in the database: its pages and indexes, its references, and what its tables promise of
    each other. A fault a line; exit status 1 where there is one."""
    from csm_crawler.store import faults_in

    config = configuration()
    number = 0
    for fault in faults_in(config.database):
        number += 1
        click.echo(fault)
    if not number:
        click.echo("no fault found")
    return 1 if number else 0


def _values(standing: "Standing") -> dict[str, object]:
    values = asdict(standing)
    rows = values.pop("rows")
    names = {"article": "articles", "card": "cards", "alias": "aliases", "revision": "revisions", "snapshot": "bodies"}
    counts = {plural: rows[name] for name, plural in names.items()}
    return {**values, **counts, "backups": [str(path) for path in standing.backups]}


def _told(standing: "Standing") -> dict[str, str]:
    """Heading → what is said of it."""
    rows = standing.rows
    told = {"database": standing.database, "revision": _age(standing)}
    if standing.revision is None:
        return told
    return told | {
        "articles": f"{rows['article']:,}",
        "cards": f"{rows['card']:,}",
        "aliases": f"{rows['alias']:,}",
        "revisions": f"{rows['revision']:,}",
        "bodies": f"{rows['snapshot']:,} ({megabytes(standing.body_bytes)})",
        "size": megabytes(standing.file_bytes),
        "backups": ", ".join(map(_backup, standing.backups)) or "none",
    }


def _age(standing: "Standing") -> str:
    if standing.revision is None:
        return "none yet: csm run makes it"
    if standing.is_newer:
        return f"{standing.revision}, of a newer csm_crawler: this one knows {standing.newest}"
    if standing.revision == standing.newest:
        return f"{standing.revision}, the newest"
    return f"{standing.revision}, older than {standing.newest}: csm db upgrade"


def _backup(path: Path) -> str:
    return f"{path.name} ({megabytes(path.stat().st_size)})"

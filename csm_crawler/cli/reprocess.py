"""`csm reprocess`: today's rules for the whole archive."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, opened

if TYPE_CHECKING:
    from csm_crawler.jobs.reprocess import Rederived


@click.command(epilog="Example: csm reprocess --dry-run")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def command(dry_run: bool) -> None:
    """Derive every stored article anew from its kept cards: dates, language, platforms, topics.

    Each change is told, a line an article, before it is written. Ids, addresses and the times of edits stay, so no
    reader shows anything as new. Stopped, it goes on where it was the next time. The feeds that change are published.
    """
    config = configuration()
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.publish import publish
    from csm_crawler.jobs.queries import choosers
    from csm_crawler.jobs.reprocess import reprocess
    from csm_crawler.platforms import load_catalogue
    from csm_crawler.sites import load_sites

    catalogue, sites = load_catalogue(config.home / "platforms.toml"), load_sites(config.home)
    chosen = choosers(config.queries, catalogue, sites, file=config.file or "csm.toml")
    fields: Counter[str] = Counter()
    with hold(config.home), opened(config) as store:
        for batch in reprocess(store, sites, catalogue, choosers=chosen, dry_run=dry_run):
            for one in batch:
                fields.update({"articles": 1, **dict.fromkeys(one.changes, 1)})
                click.echo(_line(one))
        published = None if dry_run else publish(store, config)
    told = ", ".join(f"{name} {count}" for name, count in fields.items() if name != "articles")
    would = "would change" if dry_run else "changed"
    click.echo(f"{fields['articles']} articles {would}{f' ({told})' if told else ''}")
    if published:
        click.echo(f"{published.feeds} feeds ({published.written} written)")
        for note in published.notes:
            click.echo(f"csm: {note}", err=True)


def _line(one: "Rederived") -> str:
    changes = (f"{name} {_word(before)} → {_word(after)}" for name, (before, after) in one.changes.items())
    return f"{one.article.url}: {'; '.join(changes)}"


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value) or "none"
    if isinstance(value, datetime):
        return value.isoformat()
    return "none" if value in ("", None) else str(value)

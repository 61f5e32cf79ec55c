"""`csm clean`: what csm.toml does not keep any longer."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, opened

if TYPE_CHECKING:
    from csm_crawler.jobs.clean import Cleaned


@click.command(epilog="Example: csm clean --dry-run")
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
def command(dry_run: bool) -> None:
    """Remove what [keep] in csm.toml keeps no longer: bodies of pages, and articles where it names a number of days.

    Bodies go when they are older than bodies_days, then the oldest until bodies_mb holds all; a run does that too.
    Articles go with all that is kept of them, and never come back as new; the feeds that held them are published.
    """
    config = configuration()
    from csm_crawler.jobs.clean import clean
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.publish import publish

    with hold(config.home), opened(config) as store:
        cleaned = clean(store, config.keep, now=datetime.now(UTC), dry_run=dry_run)
        click.echo(_line(cleaned, dry_run=dry_run))
        published = publish(store, config) if cleaned.articles and not dry_run else None
    if published:
        click.echo(f"{published.feeds} feeds ({published.written} written)")


def _line(cleaned: "Cleaned", *, dry_run: bool) -> str:
    bodies, space = cleaned.bodies, cleaned.space
    if not bodies.number and not cleaned.articles:
        what = "nothing to remove"
    else:
        removed = "would remove" if dry_run else "removed"
        what = f"{removed} {bodies.number} bodies ({megabytes(bodies.bytes)}), {cleaned.articles} articles"
    if space is None:
        return what
    rest = f", {megabytes(space.unused)} of it unused" if space.unused else ""
    given = f", {megabytes(space.freed)} given back to the disk" if space.freed else ""
    return f"{what}; the database has {megabytes(space.file)}{rest}{given}"


def megabytes(size: int) -> str:
    """For people: to a tenth of a million bytes."""
    return f"{size / 1_000_000:,.1f} MB"

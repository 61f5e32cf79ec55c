"""`csm import`: the feeds of another reader."""

from datetime import UTC, datetime
from pathlib import Path

import click

from csm_crawler.cli.context import configuration
from csm_crawler.errors import ConfigError

NONE, SOME = 1, 3
"""Exit status where nothing could be imported, and where something was left out."""


@click.command(epilog="Example: csm import subscriptions.opml")
@click.argument("file", metavar="FILE.opml", type=click.Path(path_type=Path))
@click.option("--enable", is_flag=True, help="Let runs collect them; nobody is asked before.")
@click.option("--filter", "filtered", is_flag=True, help="They write of everything: only what is about China counts.")
def command(file: Path, enable: bool, filtered: bool) -> int:
    """Write a site file for each feed of an OPML file, and for what FreshRSS scrapes by XPath or JSON.

    What a site reads already is left as it is, and what cannot be kept of an entry is told. Exit status: 0 all were
    imported or known, 3 some were left out, 1 all were.
    """
    config = configuration()
    if config.file is None:
        raise ConfigError(config.home, "", "holds no csm.toml; `csm init DIR` makes a home")
    from csm_crawler.jobs.enabling import change_enabled
    from csm_crawler.jobs.opml_import import import_opml

    scope = "filter" if filtered else "china"
    imported = import_opml(file, config.home, today=datetime.now(UTC), scope=scope)
    for one in imported.results:
        told = f": {'; '.join(one.told)}" if one.state == "left out" else ""
        click.echo(f"{one.state:8} {one.name}{told}")
        if one.state == "new" and one.told:
            click.echo(f"{'':8} {'':>{len(one.name)}} not kept: {'; '.join(one.told)}")
    if imported.problem:
        click.echo(f"csm: {file}: {imported.problem}", err=True)
    fresh, there = imported.names("new"), imported.names("new", "known")
    if enable and there:
        change_enabled(config.file, add=there)
    left_out = len(imported.names("left out"))
    click.echo(f"{len(fresh)} new sites, {len(there) - len(fresh)} known, {left_out} left out" + _next(enable, fresh))
    return (SOME if there else NONE) if left_out or imported.problem else 0


def _next(enable: bool, fresh: list[str]) -> str:
    if enable or not fresh:
        return ""
    return f"; csm sites enable {' '.join(fresh[:3])}{' …' if len(fresh) > 3 else ''}"

"""`csm sites …`: what can be collected, and what is."""

import click

from csm_crawler.cli import sites_check, sites_enable, sites_export
from csm_crawler.cli.add import KINDS
from csm_crawler.cli.context import home_folder
from csm_crawler.cli.sites_filter import filters, matching


@click.group(name="sites", epilog="Example: csm sites list --topic luxury")
def command() -> None:
    """The sites that can be collected."""


command.add_command(sites_check.command)
command.add_command(sites_enable.enable)
command.add_command(sites_enable.disable)
command.add_command(sites_export.command)


@command.command("list", epilog="Example: csm sites list --language es --topic luxury")
@filters
@click.option("--kind", type=click.Choice(KINDS), help="Only sites of this kind.")
@click.option("--enabled", is_flag=True, help="Only sites that are enabled.")
def list_sites(language: str | None, topic: str | None, verified: bool, kind: str | None, enabled: bool) -> None:
    """Every site, built-in or of the home folder; `on` where it is enabled, `saved` where no network is asked."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from csm_crawler.config import load_config
    from csm_crawler.sites import load_sites

    home = home_folder()
    chosen = set(load_config(home).sites)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("name", "on", "kind", "language", "title", "topics"):
        table.add_column(heading, no_wrap=heading not in ("title", "topics"), overflow="fold")
    known = load_sites(home)
    for site in matching(known.values(), language=language, topic=topic, verified=verified):
        if (kind and site.kind != kind) or (enabled and site.name not in chosen):
            continue
        kind_of_it = f"{site.kind} (saved)" if site.saved else site.kind
        mark = "yes" if site.name in chosen else ""
        row = (site.name, mark, kind_of_it, site.language, site.title, ", ".join(site.topics))
        table.add_row(*(Text(cell) for cell in row))
    if not table.row_count:
        click.echo("csm: no site is meant by that", err=True)
        return
    Console().print(table)

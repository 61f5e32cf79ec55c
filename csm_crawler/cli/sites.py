"""`csm sites …`: what can be collected."""

import click

from csm_crawler.cli.context import home_folder


@click.group(name="sites", epilog="Example: csm sites list")
def command() -> None:
    """The sites that can be collected."""


@command.command("list", epilog="Example: csm sites list")
def list_sites() -> None:
    """Every site, built-in or of the home folder, and whether it is enabled."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from csm_crawler.config import load_config
    from csm_crawler.sites import load_sites

    home = home_folder()
    enabled = load_config(home).sites
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("name", "enabled", "kind", "language", "reads", "title"):
        table.add_column(heading)
    for name, site in load_sites(home).items():
        reads = "saved pages" if site.saved else site.url
        row = (name, "yes" if name in enabled else "", site.kind, site.language, reads, site.title)
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)

"""`csm sites check`: what each selector of a site file gives."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import home_folder
from csm_crawler.cli.sites_filter import named
from csm_crawler.cli.visits import visited

if TYPE_CHECKING:
    from pathlib import Path

    from csm_crawler.extract import Page
    from csm_crawler.jobs.sitecheck import PageCheck
    from csm_crawler.sites import Site


@click.command(name="check", epilog="Example: csm sites check chinasocialmedia")
@click.argument("name")
@click.option("--live", is_flag=True, help="Ask the site for its page, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a page.")
def command(name: str, live: bool, as_json: bool) -> int:
    """Say what each selector of the site NAME gives on its saved pages, alternative by alternative.

    Exit status 1 where a page gives fewer cards than the site promises, or none has a title or a link.
    """
    home = home_folder()
    from csm_crawler.extract import check_site
    from csm_crawler.jobs.sitecheck import check_page_of
    from csm_crawler.sites import load_sites

    (site,) = named(load_sites(home), [name])
    check_site(site)
    pages = _saved(site, home)
    if not pages and not live:
        raise click.UsageError(f"{name} has no saved page; --live asks the site for its page.")
    checks = [check_page_of(site, page, label) for label, page in pages]
    if live:
        checks.append(_live(site))
    for one in checks:
        _json(one) if as_json else _table(one, site)
    return int(any(one.problem for one in checks))


def _saved(site: "Site", home: "Path") -> "list[tuple[str, Page]]":
    """With their names for people; PageError where one is missing."""
    from csm_crawler.errors import PageError
    from csm_crawler.extract import Page
    from csm_crawler.fixtures import saved_page

    pages = []
    for file in dict.fromkeys((*site.saved, *site.samples)):
        path, label = saved_page(home, site.name, file), f"fixtures/{site.name}/{file}"
        if path is None:
            raise PageError(label, "is missing")
        page = Page(url=site.url, body=path.read_bytes(), fetched_at=datetime.now(UTC), encoding=site.encoding)
        pages.append((label, page))
    return pages


def _live(site: "Site") -> "PageCheck":
    from csm_crawler.errors import PageError
    from csm_crawler.jobs.asking import first_page
    from csm_crawler.jobs.sitecheck import PageCheck, check_page_of

    try:
        found = visited(lambda fetch: first_page(site, fetch), f"asking {site.name} …")
    except PageError as error:
        return PageCheck(page=error.url, problem=error.problem)
    return check_page_of(site, found.page, found.page.url, kind=found.kind)


def _json(check: "PageCheck") -> None:
    sys.stdout.write(json.dumps(asdict(check), ensure_ascii=False) + "\n")


def _table(check: "PageCheck", site: "Site") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    click.echo(f"{check.page}: {check.problem or f'{check.cards} cards'}")
    if not check.findings:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("field", "selector", "gives", "taken", "example"):
        right = heading in ("gives", "taken")
        table.add_column(heading, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for one in check.findings:
        counts = (f"{one.given}/{one.cards}", str(one.taken) if one.field not in ("item", "day") else "")
        style = "" if one.given else "red"
        cells = (one.field, one.where, *counts, one.problem or one.example)
        table.add_row(*(Text(cell, style=style) for cell in cells))
    Console().print(table)
    _tell_dates(check.unread)
    if site.detail is not None:
        click.echo("[detail] is for the articles' own pages, which are not asked here.")


def _tell_dates(unread: Sequence[str]) -> None:
    if unread:
        click.echo(f"dates not understood: {len(unread)}, such as {'; '.join(dict.fromkeys(unread[:3]))}")

"""`csm add`: a site in one command."""

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, home_folder
from csm_crawler.cli.visits import visited, web_address
from csm_crawler.config import PROJECT, is_checkout
from csm_crawler.errors import ConfigError, CsmError

if TYPE_CHECKING:
    from csm_crawler.jobs.probe import Findings, Way
    from csm_crawler.jobs.sitefile import Written

KINDS = ("feed", "wordpress", "structured", "json", "sitemap", "auto", "selectors")


@click.command(epilog="Example: csm add https://news.example/china/")
@click.argument("url")
@click.option("--kind", type=click.Choice(KINDS), help="Take this way, not the best one.")
@click.option("--name", metavar="NAME", help="Of the new site (default: of its host).")
@click.option("--builtin", is_flag=True, help="Into the package, in a checkout: for a site that everybody may enable.")
def command(url: str, kind: str | None, name: str | None, builtin: bool) -> None:
    """Find out how the articles of URL can be read, and write the site file.

    Looks for a feed, a WordPress API, structured data, embedded state and a list, shows how good each is, and writes
    sites/NAME.toml for the best one, with the page in fixtures/NAME/. The site is not enabled.
    """
    home = _home(builtin)
    url = web_address(url)
    name = name or _name(url)
    from csm_crawler.jobs.probe import probe
    from csm_crawler.jobs.sitefile import check_name
    from csm_crawler.sites import load_sites

    check_name(name)
    known = load_sites(home)
    if name in known:
        raise ConfigError(known[name].file, "", "is there already; --name gives the new site another name")
    findings = visited(lambda fetch: probe(url, fetch), f"asking {url} …")
    print_ways(findings.ways)
    way = _chosen(findings, kind)
    written = _write(way, name, home, builtin)
    _show(way, written, home, builtin)
    site = written.site
    for one in known.values():
        if {one.url, one.feed} & {site.url, site.feed} - {""}:
            click.echo(f"note: {one.name} reads this address too", err=True)


def _home(builtin: bool) -> Path:
    """Where the site goes; ConfigError where there is no such place."""
    if builtin:
        home = home_folder()
        if not is_checkout(home):
            raise ConfigError(home, "", f"is no checkout of csm_crawler, which --builtin needs; see {PROJECT}")
        return home
    config = configuration()
    if config.file is None:
        raise ConfigError(config.home, "", "holds no csm.toml; `csm init DIR` makes a home, --builtin adds to this one")
    return config.home


def _name(url: str) -> str:
    from csm_crawler.jobs.sitefile import name_of

    name = name_of(url)
    if not name:
        raise click.BadParameter(f"{url!r} gives the site no name; --name does", param_hint="URL")
    return name


def _chosen(findings: "Findings", kind: str | None) -> "Way":
    if kind == "selectors":
        from csm_crawler.jobs.deriving import with_selectors

        return with_selectors(findings)
    way = findings.best(kind or "")
    if way is not None:
        return way
    others = ", ".join(dict.fromkeys(one.site.kind for one in findings.ways if one.works))
    if others:
        raise CsmError(f"{findings.url}: cannot be read by kind {kind}; it can be by {others}")
    raise CsmError(f"{findings.url}: nothing in it is like a list of articles")


def _write(way: "Way", name: str, home: Path, builtin: bool) -> "Written":
    from csm_crawler.jobs.sitefile import write_site

    sites = home / "csm_crawler" / "sites" if builtin else home / "sites"
    return write_site(way, name, home=home, sites=sites, fixtures=home / "fixtures", today=datetime.now(UTC))


def print_ways(ways: "Sequence[Way]") -> None:
    """A row a way, the best first."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("kind", "score", "cards", "dated", "newest", "what"):
        table.add_column(
            heading, overflow="fold", justify="right" if heading in ("score", "cards", "dated") else "left"
        )
    for way in ways:
        marks, at = way.marks, way.site.feed or way.site.request.url
        newest = marks.newest.date().isoformat() if marks.newest else ""
        counts = (str(way.score), str(marks.cards), str(marks.dated)) if way.cards else ("", "", "")
        what = ": ".join(filter(None, (f"{way.found}, {at}" if at else way.found, way.problem)))
        style = "" if way.works else "dim"
        table.add_row(*(Text(cell, style=style) for cell in (way.site.kind, *counts, newest, what)))
    Console().print(table)


def _show(way: "Way", written: "Written", home: Path, builtin: bool) -> None:
    """What was written, what comes of it, and what to do next."""
    from csm_crawler.cli.forms import print_table
    from csm_crawler.jobs.preview import preview
    from csm_crawler.platforms import load_catalogue

    site = written.site
    click.echo(f"\n{site.name}: kind {site.kind}, written to {written.site.file}\nits page: {written.page}\n")
    articles, rejected = preview(way.cards, site, load_catalogue(home / "platforms.toml"))
    print_table(articles)
    for refusal in rejected:
        click.echo(f"rejected: card {refusal.position + 1}: {refusal.reason.replace('_', ' ')}")
    if builtin:
        click.echo(
            "\nIt is not enabled. The page holds other people's texts: write its sentences anew before you commit it,\n"
            "then `pytest tests/test_fixtures.py` writes its golden."
        )
        return
    where = f"-C {shlex.quote(str(home))} " if home.resolve() != Path.cwd() else ""
    click.echo(f"\nIt is not enabled; this does it: csm {where}sites enable {site.name}")

"""`csm sites enable` and `disable`: what a run collects, asked first whether it answers."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration
from csm_crawler.cli.sites_filter import filters, matching, named, near
from csm_crawler.cli.visits import visited
from csm_crawler.config import Config
from csm_crawler.errors import ConfigError

if TYPE_CHECKING:
    from csm_crawler.jobs.asking import Answer, Fetch
    from csm_crawler.sites import Site

NONE, SOME = 1, 3
"""Exit status where no site answered, and where some did not."""


@click.command(epilog="Example: csm sites enable --language es --verified")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@filters
@click.option("--no-check", is_flag=True, help="Enable them without asking.")
def enable(names: tuple[str, ...], language: str | None, topic: str | None, verified: bool, no_check: bool) -> int:
    """Ask each site once whether it answers, and let runs collect those that do.

    Sites by name, or all for which the options hold; with both, the named ones for which they hold. Exit status: 0
    all answered, 3 some did not, 1 none did.
    """
    config = _home_of_its_own()
    from csm_crawler.extract import check_site
    from csm_crawler.sites import load_sites

    known = load_sites(config.home)
    _refuse_everything(names, language, topic, verified)
    sites = matching(named(known, names) or known.values(), language=language, topic=topic, verified=verified)
    if not sites:
        raise click.UsageError("no site is meant by that; see csm sites list")
    for site in sites:
        check_site(site)
    if no_check:
        _change(config, add=[site.name for site in sites])
        return 0
    answers = _asked(sites, config)
    _print(answers)
    good = [answer.site.name for answer in answers if answer.ok]
    _change(config, add=good)
    return 0 if len(good) == len(answers) else SOME if good else NONE


@click.command(epilog="Example: csm sites disable jingdaily")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@filters
def disable(names: tuple[str, ...], language: str | None, topic: str | None, verified: bool) -> None:
    """Let runs leave these sites out. What was collected of them stays."""
    config = _home_of_its_own()
    from csm_crawler.sites import load_sites

    known = load_sites(config.home)
    _refuse_everything(names, language, topic, verified)
    for name in names:
        if name not in known and name not in config.sites:
            known_names = (*known, *config.sites)
            raise click.BadParameter(f"{name!r} is no site{near(name, known_names)}", param_hint="NAME")
    meant = {site.name for site in matching(known.values(), language=language, topic=topic, verified=verified)}
    gone = set(names) - set(known) if not (language or topic or verified) else set()
    chosen = (set(names) & meant) | gone if names else meant
    if not chosen:
        raise click.UsageError("no site is meant by that; see csm sites list")
    _change(config, remove=sorted(chosen))


def _home_of_its_own() -> Config:
    """The configuration of a home with a csm.toml, in which it stands what is enabled."""
    config = configuration()
    if config.file is None:
        raise ConfigError(config.home, "", "holds no csm.toml to write into; `csm init DIR` makes a home")
    return config


def _refuse_everything(names: Sequence[str], language: str | None, topic: str | None, verified: bool) -> None:
    if not (names or language or topic or verified):
        raise click.UsageError("which sites? Name them, or say --language, --topic or --verified.")


def _asked(sites: "Sequence[Site]", config: Config) -> "list[Answer]":
    """All of them at once; the requests to one host still come one after another."""
    import asyncio

    from csm_crawler.jobs.asking import ask, no_network

    async def ask_all(fetch: "Fetch") -> "list[Answer]":
        return list(await asyncio.gather(*(ask(site, fetch, config.home) for site in sites)))

    if all(site.saved for site in sites):
        return asyncio.run(ask_all(no_network))
    return visited(ask_all, f"asking {len(sites)} sites …")


def _print(answers: "Sequence[Answer]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("site", "answer", "cards", "newest, or why not"):
        table.add_column(heading, no_wrap=heading != "newest, or why not", overflow="fold")
    for answer in answers:
        style = "" if answer.ok else "red"
        cells = (answer.site.name, answer.verdict, str(answer.cards or ""))
        said = "\n".join(answer.newest) if answer.ok else answer.problem
        table.add_row(*(Text(cell, style=style) for cell in cells), Text(said))
    Console().print(table)


def _change(config: Config, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
    """Write csm.toml, and say in a line what changed."""
    from csm_crawler.jobs.enabling import change_enabled

    assert config.file is not None
    done, names = ("enabled", add) if add else ("disabled", remove)
    changed = change_enabled(config.file, add=add, remove=remove) if names else False
    if changed:
        click.echo(f"{done}: {', '.join(names)}")
    elif names:
        click.echo(f"{config.file} says so already: {done} {', '.join(names)}")
    if os.environ.get("CSM_SITES"):
        click.echo("note: CSM_SITES is set in the environment, and goes before csm.toml", err=True)

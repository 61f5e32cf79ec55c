"""`csm trends`: figures of the stored articles."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration
from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.drawing import CHARTS, draw
from csm_crawler.jobs.trends.paths import NAMES
from csm_crawler.jobs.trends.report import document, summary, tables
from csm_crawler.jobs.trends.values import DIMENSIONS, Trends
from csm_crawler.periods import read_period
from csm_crawler.publish.tables import to_csv

if TYPE_CHECKING:
    from csm_crawler.platforms import Catalogue

RULES = "\n\n".join((rules.COUNTED, rules.DATED, rules.ADDED, rules.SHARE, rules.CHANGE, rules.LIFT))
EXAMPLE = """\b
Example: csm trends --platform douyin --since 2026-Q3 --by month,language
         csm trends --show changes --format svg > changes.svg
"""


def _read_by(_context: click.Context, _option: click.Parameter, words: str) -> tuple[str, ...]:
    asked = [one.strip() for one in words.split(",") if one.strip()]
    for one in asked:
        if one not in DIMENSIONS:
            raise click.BadParameter(f"{one!r} is none; there are {', '.join(DIMENSIONS)}")
    return tuple(one for one in DIMENSIONS if one in asked)


@click.command(name="trends", epilog=f"{RULES}\n\n{EXAMPLE}")
@click.option(
    "--platform", "platforms", metavar="SLUG", multiple=True, help="Only this one; may be given several times."
)
@click.option("--since", metavar="DATE", help="From this day, month (2026-07), quarter (2026-Q3) or year on.")
@click.option("--until", metavar="DATE", help="Up to the end of this day, month, quarter or year.")
@click.option(
    "--by", metavar="NAMES", default="month", show_default=True, callback=_read_by,
    help=f"What mentions are told by, joined by commas: {', '.join(DIMENSIONS)}.",
)  # fmt: skip
@click.option("--top", type=click.IntRange(1, 1000), default=20, show_default=True, help="So many platforms and pairs.")
@click.option("--show", type=click.Choice(NAMES), help="Only this figure (csv and svg: mentions, if none is named).")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "svg"]), default="table", show_default=True
)
@click.option("--excel", is_flag=True, help="With csv: mark the file as UTF-8, which Excel asks for.")
def command(
    platforms: tuple[str, ...],
    since: str | None,
    until: str | None,
    by: tuple[str, ...],
    top: int,
    show: str | None,
    form: str,
    excel: bool,
) -> None:
    """Say which platforms are written about, by month, language and site: mentions, shares of voice, risers and
    fallers, first and last article, who is named together.

    Without --since and --until the figures are of the twelve months up to that of the newest article, and changes are
    those of the last three months.
    """
    if form == "svg" and show not in (None, *CHARTS):
        raise click.UsageError(f"{show} has no chart; there are {', '.join(CHARTS)}")
    if excel and form != "csv":
        raise click.UsageError("--excel is for --format csv")
    config = configuration()
    from csm_crawler.jobs.trends.asking import ask
    from csm_crawler.platforms import load_catalogue
    from csm_crawler.store.opening import opened_to_read

    catalogue = load_catalogue(config.home / "platforms.toml")
    start = read_period(since, where="--since")[0] if since else None
    end = read_period(until, where="--until")[1] if until else None
    wanted = _checked(platforms, catalogue)
    with opened_to_read(config.database) as store:
        trends = ask(store, catalogue, platforms=wanted, since=start, until=end, by=by, top=top)
    if trends is None:
        click.echo("csm: no article with a date is stored yet; `csm run` collects the enabled sites", err=True)
        return
    _write(trends, form, show, excel=excel)


def _checked(platforms: Sequence[str], catalogue: "Catalogue") -> tuple[str, ...]:
    """Each once; a name that there is none of is a slip, not an empty figure."""
    for slug in platforms:
        one = catalogue.platforms.get(slug)
        if one is None:
            raise click.BadParameter(f"{slug!r} is none; see csm platforms list", param_hint="--platform")
        if one.scope != "china":
            raise click.BadParameter(f"{slug!r} is recognized only: it has no feed", param_hint="--platform")
    return tuple(dict.fromkeys(platforms))


def _write(trends: Trends, form: str, show: str | None, *, excel: bool) -> None:
    if form == "svg":
        sys.stdout.write(f"{draw(trends, show or 'mentions')}\n")
    elif form == "csv":
        sys.stdout.write("\ufeff" if excel else "")
        sys.stdout.write(to_csv(tables(trends)[show or "mentions"]).decode())
    elif form == "json":
        told = document(trends)
        told["figures"] = {name: one for name, one in told["figures"].items() if show in (None, name)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        from csm_crawler.cli.figures import print_figures

        click.echo(summary(trends))
        print_figures([one for name, one in tables(trends).items() if show in (None, name)])

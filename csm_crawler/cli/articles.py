"""`csm articles`: what is stored."""

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from csm_crawler.cli.context import configuration, opened
from csm_crawler.config import Config
from csm_crawler.items import COLUMNS, Article


@click.command(epilog="Example: csm articles --platform douyin --format csv > douyin.csv")
@click.option(
    "--platform", metavar="SLUG", help="Only articles of this platform's feed (an owner's holds its platforms')."
)
@click.option("--site", metavar="NAME", help="Only articles of this site.")
@click.option("--language", metavar="TAG", help="Only articles in this language (es, en, zh-Hans …).")
@click.option("--off-topic", is_flag=True, help="Those that a site with scope = 'filter' wrote of other things.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N, newest first.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def command(
    platform: str | None, site: str | None, language: str | None, off_topic: bool, limit: int | None, form: str
) -> None:
    """List the stored articles, newest first."""
    config = configuration()
    _check(config, platform, site)
    with opened(config) as store:
        articles = store.articles(feed=platform, site=site, language=language, off_topic=off_topic, limit=limit)
        {"table": print_table, "json": _json, "csv": _csv}[form](articles)


def _check(config: Config, platform: str | None, site: str | None) -> None:
    """A name that there is none of is a slip, not an empty list."""
    from csm_crawler.platforms import load_catalogue
    from csm_crawler.sites import load_sites

    catalogue = load_catalogue(config.home / "platforms.toml")
    feeds = {"all", *catalogue.platforms, *(f"group/{slug}" for slug in catalogue.groups)}
    if platform is not None and platform not in feeds:
        raise click.BadParameter(f"{platform!r} is none; see csm platforms list", param_hint="--platform")
    if site is not None and site not in load_sites(config.home):
        raise click.BadParameter(f"{site!r} is none; see csm sites list", param_hint="--site")


def _row(article: Article) -> dict[str, Any]:
    values = asdict(article)
    return {name: value.isoformat() if isinstance(value := values[name], datetime) else value for name in COLUMNS}


def _json(articles: Iterable[Article]) -> None:
    """One array, an object a line: as readable as NDJSON, and one document."""
    rows = [json.dumps(_row(article), ensure_ascii=False) for article in articles]
    sys.stdout.write("[" + ",\n ".join(rows) + "]\n")


def _csv(articles: Iterable[Article]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for article in articles:
        out.writerow([_cell(value) for value in _row(article).values()])


def _cell(value: Any) -> Any:
    """Lists joined; a cell that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def print_table(articles: Iterable[Article]) -> None:
    """A row an article, for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, options in (
        ("published", {"no_wrap": True}),
        ("site", {"no_wrap": True}),
        ("title", {"ratio": 2}),
        ("platforms", {"ratio": 1}),
    ):
        table.add_column(heading, **options)
    for article in articles:
        table.add_row(
            printed_date(article),
            Text(article.site),
            Text(article.title),
            Text(" ".join(article.platforms), style="cyan"),
        )
    Console().print(table)


def printed_date(article: Article) -> str:
    """As precisely as it is known: a day, a month, or the words that were not understood."""
    if article.published is None:
        return article.date_text or "undated"
    return article.published.date().isoformat()[: 7 if article.published_precision == "month" else 10]

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
from csm_crawler.periods import read_period


@click.command(epilog="Example: csm articles --platform douyin --since 2026-Q3 --format csv --excel > douyin.csv")
@click.option(
    "--platform", metavar="SLUG", help="Only articles of this platform's feed (an owner's holds its platforms')."
)
@click.option("--group", metavar="SLUG", help="Only articles about a company of this group (bats …).")
@click.option("--topic", metavar="SLUG", help="Only articles about this topic (luxury, live-commerce …).")
@click.option("--site", metavar="NAME", help="Only articles of this site.")
@click.option("--language", metavar="TAG", help="Only articles in this language (es, en, zh, zh-Hans …).")
@click.option("--since", metavar="DATE", help="Not before this day, month (2026-07), quarter (2026-Q3) or year.")
@click.option("--until", metavar="DATE", help="Not after this day, month, quarter or year.")
@click.option("--off-topic", is_flag=True, help="Those that a site with scope = 'filter' wrote of other things.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N, newest first.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "ndjson", "csv"]), default="table", show_default=True
)
@click.option("--excel", is_flag=True, help="With csv: mark the file as UTF-8, which Excel asks for.")
def command(
    platform: str | None,
    group: str | None,
    topic: str | None,
    site: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    off_topic: bool,
    limit: int | None,
    form: str,
    excel: bool,
) -> None:
    """List the stored articles, newest first. What is asked for must all hold of each.

    An article without a date counts by when it was first seen.
    """
    config = configuration()
    feeds = _feeds(config, platform, group, topic)
    if site is not None:
        _check_site(config, site)
    if excel and form != "csv":
        raise click.UsageError("--excel is for --format csv")
    with opened(config) as store:
        articles = store.articles(
            feeds=feeds,
            site=site,
            language=language,
            since=read_period(since, where="--since")[0] if since else None,
            until=read_period(until, where="--until")[1] if until else None,
            off_topic=off_topic,
            limit=limit,
        )
        sys.stdout.write("\ufeff" if excel else "")
        {"table": print_table, "json": _json, "ndjson": _ndjson, "csv": _csv}[form](articles)


def _feeds(config: Config, platform: str | None, group: str | None, topic: str | None) -> list[str]:
    """The feeds that hold what is asked for; a name that there is none of is a slip, not an empty list."""
    from csm_crawler.platforms import load_catalogue, topic_names

    catalogue = load_catalogue(config.home / "platforms.toml")
    grouped = {f"group/{slug}" for slug in catalogue.groups}
    topics = {f"topic/{slug}" for slug in topic_names()}
    asked = (
        ("--platform", platform, "", {"all", *catalogue.platforms, *grouped}, "see csm platforms list"),
        ("--group", group, "group/", grouped, f"there are {', '.join(catalogue.groups)}"),
        ("--topic", topic, "topic/", topics, f"there are {', '.join(topic_names())}"),
    )
    feeds = []
    for option, slug, folder, known, more in asked:
        if slug is None:
            continue
        if f"{folder}{slug}" not in known:
            raise click.BadParameter(f"{slug!r} is none; {more}", param_hint=option)
        feeds.append(f"{folder}{slug}")
    return feeds


def _check_site(config: Config, site: str) -> None:
    from csm_crawler.sites import load_sites

    if site not in load_sites(config.home):
        raise click.BadParameter(f"{site!r} is none; see csm sites list", param_hint="--site")


def _row(article: Article) -> dict[str, Any]:
    values = asdict(article)
    return {name: value.isoformat() if isinstance(value := values[name], datetime) else value for name in COLUMNS}


def _json(articles: Iterable[Article]) -> None:
    """One array, an object a line: as readable as NDJSON, and one document."""
    rows = [json.dumps(_row(article), ensure_ascii=False) for article in articles]
    sys.stdout.write("[" + ",\n ".join(rows) + "]\n")


def _ndjson(articles: Iterable[Article]) -> None:
    """An object a line, each written as it is read."""
    for article in articles:
        sys.stdout.write(json.dumps(_row(article), ensure_ascii=False) + "\n")


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

"""Articles as people and programs read them."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from typing import Any

import click

from csm_crawler.items import COLUMNS, Article
from csm_crawler.publish.tables import harmless


def _row(article: Article) -> dict[str, Any]:
    values = asdict(article)
    return {name: value.isoformat() if isinstance(value := values[name], datetime) else value for name in COLUMNS}


def _json(articles: Iterable[Article]) -> None:
    """One array, an object a line: as readable as NDJSON, and one document."""
    border = "["
    for article in articles:
        sys.stdout.write(border + json.dumps(_row(article), ensure_ascii=False))
        border = ",\n "
    sys.stdout.write("]\n" if border != "[" else "[]\n")


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
    """Lists joined; no cell is a formula to a spreadsheet."""
    if isinstance(value, tuple):
        return ", ".join(_cell(one) for one in value)
    return harmless(value) if isinstance(value, str) else value


def _table(articles: Iterator[Article]) -> None:
    """For people: with the beginning of its id, by which other commands know an article."""
    first = next(articles, None)
    if first is None:
        click.echo("csm: no stored article is like that", err=True)
        return
    print_table(chain([first], articles), ids=True)


def print_table(articles: Iterable[Article], *, ids: bool = False) -> None:
    """A row an article, for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (*(["id"] if ids else []), "published", "site"):
        table.add_column(heading, no_wrap=True)
    table.add_column("title", ratio=2)
    table.add_column("platforms", ratio=1, style="cyan")
    for article in articles:
        first = [short_id(article)] if ids else []
        cells = (*first, printed_date(article), article.site, article.title, " ".join(article.platforms))
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


def short_id(article: Article) -> str:
    """The first eight hex digits of its guid, which are enough to name one of some ten thousand."""
    return article.guid.removeprefix("urn:uuid:")[:8]


def printed_date(article: Article) -> str:
    """As precisely as it is known: a day, a month, or the words that were not understood."""
    if article.published is None:
        return article.date_text or "undated"
    return article.published.date().isoformat()[: 7 if article.published_precision == "month" else 10]


FORMS: Mapping[str, Callable[[Iterator[Article]], None]] = {
    "table": _table,
    "json": _json,
    "ndjson": _ndjson,
    "csv": _csv,
}
"""Each writes the articles to standard output, what is none too."""

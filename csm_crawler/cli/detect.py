"""`csm detect`: the articles of a page that no site file describes."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from csm_crawler.cli.visits import visited, web_address
from csm_crawler.items import Card

if TYPE_CHECKING:
    from csm_crawler.extract.page import Page

_NOWHERE = "http://page.invalid/"
"""Where a file is from of which nobody says it: its links are shown as they stand below their host."""


@click.command(epilog="Example: csm detect listing.html --url https://news.example/china/ --language es")
@click.argument("page", metavar="FILE|URL")
@click.option("--url", metavar="URL", help="Where a file is from: its links are joined to it.")
@click.option("--language", metavar="TAG", help="Of its dates: es, en, zh …; 03/04 is read by its custom.")
@click.option("--timezone", metavar="ZONE", default="UTC", show_default=True, help="Of its dates.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a card.")
def command(page: str, url: str | None, language: str | None, timezone: str, as_json: bool) -> None:
    """Show the cards of the list of articles in FILE or at URL, without menus, sidebars, related posts and comments.

    A URL is asked once, after its robots.txt. Nothing is stored.
    """
    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(
            f"{timezone!r} is no IANA zone such as Europe/Madrid", param_hint="--timezone"
        ) from None
    read = _fetched(page, url) if "://" in page else _saved(page, url)
    from csm_crawler.extract.auto import detect
    from csm_crawler.extract.check import check_page
    from csm_crawler.normalize.dates import settle_dates

    check_page(read)
    cards = detect(replace(read, url=_NOWHERE) if read.url.startswith("file:") else read)
    if not cards:
        click.echo(f"csm: {page}: nothing in it is like a list of articles", err=True)
        return
    cards = [replace(card, link=card.link.removeprefix(_NOWHERE.rstrip("/"))) for card in cards]
    settled = settle_dates(cards, timezone=zone.key, language=language)
    dates = [one.moment.astimezone(zone).isoformat() if one else "" for one in settled]
    precisions = [one.precision if one else "" for one in settled]
    if as_json:
        _json(cards, dates, precisions)
    else:
        _table(cards, [_short(date, precision) for date, precision in zip(dates, precisions, strict=True)])


def _fetched(address: str, url: str | None) -> "Page":
    from csm_crawler.extract.request import PageRequest

    if url is not None:
        raise click.UsageError("--url is for a file: a page that is asked for says itself where it is from.")
    asked = PageRequest(url=web_address(address, hint="FILE|URL"))
    return visited(lambda fetch: fetch(asked), f"asking {address} …")


def _saved(name: str, url: str | None) -> "Page":
    from csm_crawler.extract.page import Page

    file = Path(name)
    if not file.is_file():
        raise click.BadParameter(f"{name!r} is neither a file nor a URL", param_hint="FILE|URL")
    try:
        body = file.read_bytes()
    except OSError as problem:
        raise click.BadParameter(f"{name!r} cannot be read: {problem.strerror}", param_hint="FILE|URL") from problem
    return Page(url=url or file.resolve().as_uri(), body=body, fetched_at=datetime.now(UTC))


def _json(cards: Sequence[Card], dates: Sequence[str], precisions: Sequence[str]) -> None:
    for card, date, precision in zip(cards, dates, precisions, strict=True):
        row = {"title": card.title, "link": card.link, "date": date, "precision": precision}
        row |= {"date_text": card.date_text, "teaser": card.teaser}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _table(cards: Sequence[Card], dates: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("date", "title", "link"):
        table.add_column(heading, no_wrap=heading == "date", overflow="fold")
    for card, date in zip(cards, dates, strict=True):
        table.add_row(Text(date or card.date_text.strip() or "undated"), Text(card.title.strip()), Text(card.link))
    Console().print(table)


def _short(date: str, precision: str) -> str:
    """As precisely as it is known."""
    return date[: {"month": 7, "day": 10}.get(precision, 16)].replace("T", " ")

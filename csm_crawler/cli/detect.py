"""`csm detect`: the articles of a page that no site file describes."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from csm_crawler.items import Card


@click.command(epilog="Example: csm detect listing.html --url https://news.example/china/ --language es")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", metavar="URL", help="Where the page is from: its links are joined to it (default: the file).")
@click.option("--language", metavar="TAG", help="Of its dates: es, en, zh …; 03/04 is read by its custom.")
@click.option("--timezone", metavar="ZONE", default="UTC", show_default=True, help="Of its dates.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a card.")
def command(file: Path, url: str | None, language: str | None, timezone: str, as_json: bool) -> None:
    """Show the cards of the list of articles in FILE, without menus, sidebars, related posts and comments.

    Nothing is fetched and nothing is stored.
    """
    from csm_crawler.extract.auto import detect
    from csm_crawler.extract.check import check_page
    from csm_crawler.extract.page import Page
    from csm_crawler.normalize.dates import settle_dates

    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(
            f"{timezone!r} is no IANA zone such as Europe/Madrid", param_hint="--timezone"
        ) from None
    page = Page(url=url or file.resolve().as_uri(), body=file.read_bytes(), fetched_at=datetime.now(UTC))
    check_page(page)
    cards = detect(page)
    read = settle_dates(cards, timezone=zone.key, language=language)
    dates = [one.moment.astimezone(zone).isoformat() if one else "" for one in read]
    precisions = [one.precision if one else "" for one in read]
    if as_json:
        _json(cards, dates, precisions)
    else:
        _table(cards, [_short(date, precision) for date, precision in zip(dates, precisions, strict=True)])


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

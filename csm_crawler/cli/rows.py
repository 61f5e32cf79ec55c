"""Headings with lines beside them: how a command tells of one thing at length."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

Row = tuple[str, str]
"""A heading, and a line beside it; the heading is empty where the line goes on with the one before."""
_LONGEST = 300
"""Characters of a card's words that are shown; --json has all."""


def print_rows(rows: Iterable[Row]) -> None:
    """On a terminal two columns that wrap; elsewhere a line a row."""
    if not sys.stdout.isatty():
        for heading, line in rows:
            click.echo(f"{heading:12}{line}".rstrip())
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for heading, line in rows:
        inner = Padding(Text(line.strip(), style="dim"), (0, 0, 0, 2)) if line.startswith(" ") else Text(line)
        table.add_row(Text(heading), inner)
    Console().print(table)


def moment(at: datetime) -> str:
    """To the minute, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def shown(text: str) -> str:
    """In one line, not too long; what would speak to the terminal is written out."""
    text = " ".join(text.split())
    text = text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

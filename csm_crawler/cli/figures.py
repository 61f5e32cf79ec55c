"""Tables of figures on a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table as RichTable
from rich.text import Text

from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.columns import columns_of
from csm_crawler.jobs.trends.periods import months_between
from csm_crawler.publish.tables import Cell, Table

_LEFT_OUT = {
    "mentions": ("name",),
    "undated": ("name",),
    "changes": ("name",),
    "seen": ("name", "first_title", "first_url", "last_title", "last_url"),
    "pairs": ("name", "with_name"),
}
"""Columns that CSV and JSON have: a terminal is narrow, and each name stands beside its slug in the shares of voice."""
_MONTHS = 12
"""So many stand beside each other."""


def print_figures(tables: Iterable[Table]) -> None:
    """Each with its title and its rules, a rule once; without those that have nothing to say."""
    console = Console(highlight=False)
    told: set[str] = set()
    for table in tables:
        if not table.rows and table.name != "changes":
            continue
        console.print()
        console.print(Text(table.title, style="bold"))
        beside = _months_beside(table, console.width)
        if table.rows:
            console.print(beside or _rows(table))
        for rule in table.rules:
            if rule not in told and not (beside and rule == rules.SHARE):
                console.print(Text(rule, style="dim"))
                told.add(rule)


def _rows(table: Table) -> RichTable:
    left_out = {*_LEFT_OUT.get(table.name, ())}
    kept = [number for number, name in enumerate(table.columns) if name not in left_out]
    # Hardly ever anything else than 0.
    kept = [one for one in kept if table.columns[one] != "of_new_sites" or any(row[one] for row in table.rows)]
    made = _table()
    for number in kept:
        numeric = any(isinstance(row[number], int | float) for row in table.rows)
        made.add_column(table.columns[number].replace("_", " "), justify="right" if numeric else "left")
    for row in table.rows:
        made.add_row(*(Text(_shown(table.columns[number], row[number])) for number in kept))
    return made


def _months_beside(table: Table, width: int) -> RichTable | None:
    """Mentions by month alone with a column for each; None for other tables, and where there is no room."""
    if not table.rows or table.columns != ("platform", "name", "month", "articles", "of_new_sites", "share"):
        return None
    counts: dict[str, dict[str, int]] = {}
    for platform, _name, month, articles, *_more in table.rows:
        counts.setdefault(str(platform), {})[str(month)] = int(articles or 0)
    told = [month for found in counts.values() for month in found]
    months = months_between(min(told), max(told))
    if len(months) > _MONTHS:
        return None
    heads = [f"{year or ' '}\n{month}" for month, year in columns_of(months, first="").labels]
    rows = [[*(found.get(month, 0) for month in months), sum(found.values())] for found in counts.values()]
    made = _table(padding=(0, 1, 0, 0))
    made.add_column("\nplatform", no_wrap=True)
    for head in [*heads, " \nall"]:
        made.add_column(head, justify="right", no_wrap=True)
    for platform, row in zip(counts, rows, strict=True):
        made.add_row(Text(platform), *(str(number or "·") for number in row))
    wide = Console(width=10_000)
    has_room = Measurement.get(wide, wide.options, made).maximum <= width
    return made if has_room else None


def _table(padding: tuple[int, int, int, int] = (0, 1, 0, 1)) -> RichTable:
    return RichTable(box=None, pad_edge=False, padding=padding, header_style="bold")


def _shown(column: str, value: Cell) -> str:
    if value is None:
        return ""

    if column == "share" and isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:.2f}" if isinstance(value, float) else str(value)

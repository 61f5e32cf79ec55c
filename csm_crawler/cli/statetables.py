"""How sites stand and what they gave, as tables for people."""

from collections.abc import Mapping
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from csm_crawler.cli.statecells import next_cell, state_cell, time_cell
from csm_crawler.jobs.fields import SHARES, Field, Given, Value
from csm_crawler.sites import Site
from csm_crawler.store import SiteState

_MOST_NAMES = 3
"""Languages and hosts of which a cell tells."""


def print_states(sites: Mapping[str, Site], states: Mapping[str, SiteState], *, now: datetime) -> None:
    """A row a site, and below a line for each that is not fine."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site", overflow="fold")
    for heading in ("state", "since", "last success", "last new", "next visit"):
        table.add_column(heading, no_wrap=True)
    for name, site in sites.items():
        state = states.get(name)
        if site.saved:
            table.add_row(name, Text("saved", style="dim"), "", "", "", "any time")
            continue
        if state is None:
            table.add_row(name, Text("unasked", style="dim"), "", "", "", "now")
            continue
        times = [time_cell(moment, now=now) for moment in (state.since, state.last_success, state.last_new)]
        table.add_row(name, state_cell(state), *times, next_cell(state, now=now))
    console = Console(highlight=False, markup=False)
    console.print(table)
    for name in sites:
        if name in states and states[name].reason:
            console.print(f"{name} is {states[name].state}: {states[name].reason}", soft_wrap=True)


def print_fields(name: str, given: Given | None, *, now: datetime, unasked: str = "") -> None:
    """What a site gave when its page last came whole: a row a field; `unasked`: what is told of one without a state."""
    console = Console(highlight=False, markup=False)
    if given is None:
        console.print(f"\n{name}: {unasked or 'its page never came whole'}", soft_wrap=True)
        return
    before = f", beside {given.visits} good visit{'s' if given.visits > 1 else ''} before" if given.visits else ""
    console.print(f"\n{name} at {time_cell(given.at, now=now)} UTC{before}", soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field", no_wrap=True)
    for heading in ("last", "usual"):
        table.add_column(heading, overflow="fold")
    for field in given.fields:
        table.add_row(field.name, _cell(field, field.last), "–" if field.usual is None else _cell(field, field.usual))
    console.print(table)


def _cell(field: Field, value: Value) -> str:
    if isinstance(value, Mapping):
        some = list(value.items())[:_MOST_NAMES]
        more = f" and {len(value) - len(some)} more" if len(value) > len(some) else ""
        return (", ".join(f"{name} {share:.0%}" for name, share in some) or "–") + more
    return f"{value:.0%}" if field.name in SHARES else f"{round(value, 1):g}"

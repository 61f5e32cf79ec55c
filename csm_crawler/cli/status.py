"""`csm status`: how the sites stand."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from csm_crawler.cli.context import configuration, opened

if TYPE_CHECKING:
    from csm_crawler.sites import Site
    from csm_crawler.store import SiteState

TROUBLE = 3


@click.command(epilog="Example: csm status --json | jq '.[] | select(.state == \"broken\")'")
@click.option("--json", "as_json", is_flag=True, help="As an array of JSON, an object a site.")
def command(as_json: bool) -> int:
    """Say of each enabled site how it stands and since when, when it was last read, and when it is due.

    States: fine; broken (nothing that can be trusted comes of it); walled (something stands in front of it); moved;
    quiet (longer silent than its own rhythm explains); dormant (silent for very long).

    Exit status: 0, or 3 where a site is broken or walled.
    """
    from csm_crawler.jobs.health import FAULTS
    from csm_crawler.sites import load_sites

    config = configuration()
    known = load_sites(config.home)
    sites = {name: known[name] for name in config.sites if name in known}
    with opened(config) as store:
        states = store.health.states()
    if as_json:
        rows = [json.dumps(_row(site, states.get(name)), ensure_ascii=False) for name, site in sites.items()]
        click.echo("[" + ",\n ".join(rows) + "]")
    else:
        _print(sites, states)
    return TROUBLE if any(name in states and states[name].state in FAULTS for name in sites) else 0


def _row(site: "Site", state: "SiteState | None") -> dict[str, Any]:
    """Without a state where the site was never asked; one that is read from saved pages never is."""
    row: dict[str, Any] = {"site": site.name, "title": site.title, "is_saved": bool(site.saved)}
    row |= {"state": state.state if state else "", "reason": state.reason if state else ""}
    for name in ("since", "last_success", "last_new", "next_at"):
        moment = getattr(state, name, None)
        row[name] = moment.isoformat() if moment else None
    return row


def _print(sites: Mapping[str, "Site"], states: Mapping[str, "SiteState"]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from csm_crawler.cli.statecells import next_cell, state_cell, time_cell

    now = datetime.now(UTC)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site", overflow="fold")
    for heading in ("state", "since", "last success", "last new", "next visit"):
        table.add_column(heading, no_wrap=True)
    for name, site in sites.items():
        state = states.get(name)
        if site.saved or state is None:
            table.add_row(name, Text("saved pages" if site.saved else "not asked yet", style="dim"))
            continue
        times = [time_cell(moment, now=now) for moment in (state.since, state.last_success, state.last_new)]
        table.add_row(name, state_cell(state), *times, next_cell(state, now=now))
    Console().print(table)
    for name in sites:
        if name in states and states[name].reason:
            click.echo(f"{name} is {states[name].state}: {states[name].reason}")

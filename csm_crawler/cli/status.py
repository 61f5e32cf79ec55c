"""`csm status`: how the sites stand."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from csm_crawler.cli.context import configuration, opened, sites_named

if TYPE_CHECKING:
    from csm_crawler.config import Config
    from csm_crawler.jobs.fields import Given
    from csm_crawler.sites import Site
    from csm_crawler.store import SiteState

TROUBLE = 3


@click.command(epilog="Example: csm status --json | jq '.[] | select(.state == \"broken\")'")
@click.argument("named", metavar="[SITE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As an array of JSON, an object a site.")
def command(named: tuple[str, ...], as_json: bool) -> int:
    """Say of each enabled site how it stands and since when, when it was last read, and when it is due.

    Of each SITE that is named also what it gave last, field by field, beside what it usually gives.

    States: fine; broken (nothing that can be trusted comes of it); walled (something stands in front of it); moved;
    quiet (longer silent than its own rhythm explains); dormant (silent for very long).

    Exit status: 0, or 3 where a site is broken or walled.
    """
    from csm_crawler.jobs.health import FAULTS

    config = configuration()
    sites = _sites(config, named)
    given: dict[str, Given | None] = {}
    with opened(config) as store:
        states = store.health.states()
        if named:
            from csm_crawler.jobs.fields import what_it_gave

            given = {name: what_it_gave(store.health, name) for name in sites}
    if as_json:
        rows = [_row(site, states.get(name)) | _fields(name, given) for name, site in sites.items()]
        click.echo("[" + ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "]")
    else:
        from csm_crawler.cli.statetables import print_fields, print_states

        now = datetime.now(UTC)
        print_states(sites, states, now=now)
        for name, one in given.items():
            print_fields(name, one, now=now, unasked="" if name in states else _who_asks(sites[name], config))
    return TROUBLE if any(name in states and states[name].state in FAULTS for name in sites) else 0


def _sites(config: "Config", named: tuple[str, ...]) -> "dict[str, Site]":
    """Those that are named, else those that are enabled and there; ConfigError for a name that is none."""
    from csm_crawler.sites import load_sites

    if named:
        return sites_named(config, named, where="SITE")
    known = load_sites(config.home)
    return {name: known[name] for name in config.sites if name in known}


def _who_asks(site: "Site", config: "Config") -> str:
    """Which run asks a site that has no state; one that is not enabled may have been tried, and gets none."""
    if site.name not in config.sites:
        return f"not enabled, so only csm run {site.name} asks it"
    if site.saved:
        return "its saved pages are not read yet; the next csm run reads them"
    return "not asked yet; the next csm run asks it"


def _row(site: "Site", state: "SiteState | None") -> dict[str, Any]:
    """Without a state where the site was never asked; one that is read from saved pages never is."""
    row: dict[str, Any] = {"site": site.name, "title": site.title, "is_saved": bool(site.saved)}
    row |= {"state": state.state if state else "", "reason": state.reason if state else ""}
    for name in ("since", "last_success", "last_new", "next_at"):
        moment = getattr(state, name, None)
        row[name] = moment.isoformat() if moment else None
    return row


def _fields(name: str, given: "Mapping[str, Given | None]") -> dict[str, Any]:
    """What a site that is named gave last; nothing of the others."""
    if name not in given:
        return {}
    one = given[name]
    if one is None:
        return {"read_at": None, "usual_of": 0, "fields": {}}
    fields = {each.name: {"last": each.last, "usual": each.usual} for each in one.fields}
    return {"read_at": one.at.isoformat(), "usual_of": one.visits, "fields": fields}

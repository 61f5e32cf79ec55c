"""How sites stand, as cells of a table for people."""

from datetime import UTC, datetime

from rich.text import Text

from csm_crawler.store import SiteState

STYLES = {"fine": "green", "broken": "bold red", "walled": "bold red"}
NEVER = "never"


def state_cell(state: SiteState | None) -> Text:
    """The state in its color; of a site that was never visited a dash."""
    return Text(state.state, style=STYLES.get(state.state, "yellow")) if state else Text("–", style="dim")


def time_cell(moment: datetime | None, *, now: datetime) -> str:
    """A moment of today by its time, of any other day by its date; in UTC."""
    if moment is None:
        return NEVER
    moment = moment.astimezone(UTC)
    return f"{moment:%H:%M}" if moment.date() == now.astimezone(UTC).date() else f"{moment:%Y-%m-%d %H:%M}"


def next_cell(state: SiteState | None, *, now: datetime) -> str:
    """When the site is due."""
    return "now" if state is None or state.next_at <= now else time_cell(state.next_at, now=now)

"""How sites stand, as cells of a table for people."""

from datetime import UTC, datetime, timedelta

from rich.text import Text

from csm_crawler.store import SiteState

STYLES = {"fine": "green", "broken": "bold red", "walled": "bold red"}
NEVER = "never"
RECENT = timedelta(days=180)
"""So near a day and a month name one year only."""


def state_cell(state: SiteState | None) -> Text:
    """The state in its color; of a site that was never visited a dash."""
    return Text(state.state, style=STYLES.get(state.state, "yellow")) if state else Text("–", style="dim")


def time_cell(moment: datetime | None, *, now: datetime) -> str:
    """A moment of today by its time, of the months around by day and time, any other by its date; in UTC."""
    if moment is None:
        return NEVER
    moment, now = moment.astimezone(UTC), now.astimezone(UTC)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if abs(moment - now) < RECENT else f"{moment:%Y-%m-%d}"


def next_cell(state: SiteState | None, *, now: datetime) -> str:
    """When the site is due."""
    return "now" if state is None or state.next_at <= now else time_cell(state.next_at, now=now)

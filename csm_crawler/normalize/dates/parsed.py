"""The value that a date becomes."""

from dataclasses import dataclass
from datetime import datetime

RELATIVE = (
    "relative",
    "now",
    "named day",
    "last weekday",
    "weekday of this week",
    "weekday and time",
    "weekday day",
    "day weekday",
    "month's day",
    "time",
)
"""How the rules begin that reckon from the moment of reading."""


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A moment, and how much of it the page really said."""

    moment: datetime
    """Aware, UTC. Of a day or month alone: its first instant in the site's zone (noon is for whoever publishes it)."""
    precision: str
    """second, minute, hour, day or month: the smallest unit that was named."""
    rule: str
    """What read it, for people: `day month year`, `relative day`, `iso`, `numeric by list order` …"""
    conflict: str = ""
    """The machine-readable date beside the printed words, where it names another day (the printed day won)."""

    @property
    def is_relative(self) -> bool:
        """Whether the words reckon from the moment of reading («ayer», 3天前): read later, they mean another."""
        return self.rule.startswith(RELATIVE)

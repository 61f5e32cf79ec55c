"""`[schedule]` of csm.toml: between which bounds sites are asked again."""

from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from csm_crawler.errors import ConfigError

LONGEST = 24 * 30
"""Hours: who wants to be asked once a month takes the site out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How often `csm run` asks a site at most and at least."""

    min_minutes: int = 30
    max_hours: int = 24

    @property
    def shortest(self) -> timedelta:
        """Between two visits; a minute less than it says, for cron does not start on the second."""
        return timedelta(minutes=max(0, self.min_minutes - 1))

    @property
    def longest(self) -> timedelta:
        """Between two visits."""
        return timedelta(hours=self.max_hours)


USUAL = Bounds()


def read_bounds(file: Path, table: Any) -> Bounds:
    """The `[schedule]` table; ConfigError names the key and what is allowed."""
    names = [field.name for field in fields(Bounds)]
    if not isinstance(table, dict):
        raise ConfigError(file, "schedule", f"is {table!r}; it must be a table: [schedule]")
    for key, value in table.items():
        if key not in names:
            raise ConfigError(file, f"schedule.{key}", f"is no key; allowed are {', '.join(names)}")
        most = LONGEST if key == "max_hours" else LONGEST * 60
        if type(value) is not int or not 1 <= value <= most:
            raise ConfigError(file, f"schedule.{key}", f"is {value!r}; it must be a whole number from 1 to {most}")
    read = Bounds(**table)
    if read.min_minutes > read.max_hours * 60:
        problem = f"is {read.min_minutes}, which is longer than max_hours ({read.max_hours})"
        raise ConfigError(file, "schedule.min_minutes", problem)
    return read

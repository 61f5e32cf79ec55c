"""Whether the machine has what csm stands on: Python, SQLite, time zones, a clock."""

import platform
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csm_crawler.jobs.doctor.finding import Finding, ok, wrong

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35)
"""From then on it says which row an INSERT made."""
ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Europe/Madrid", "America/New_York")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock of a machine that has this version can be right and be before that."""


def findings() -> Iterator[Finding]:
    """All but the clock, which needs to know what is stored."""
    yield python(sys.version_info[:2])
    yield sqlite(sqlite3.sqlite_version_info, has_fts5=_has_fts5())
    yield zones(ZONES)


def python(version: tuple[int, ...]) -> Finding:
    """Whether the interpreter is new enough."""
    if version < OLDEST_PYTHON:
        return wrong("python", f"{'.'.join(map(str, version))} is too old", "install Python 3.11 or later")
    return ok("python", f"{platform.python_version()}, {sys.executable}")


def sqlite(version: tuple[int, ...], *, has_fts5: bool) -> Finding:
    """Whether the library that Python brings knows what the store asks of it."""
    said = ".".join(map(str, version))
    if version < OLDEST_SQLITE:
        return wrong("sqlite", f"{said} is too old", "use a Python whose sqlite3 has 3.35 or later, or PostgreSQL")
    if not has_fts5:
        return wrong("sqlite", f"{said} is made without FTS5", "use a Python whose sqlite3 has it, for the search")
    return ok("sqlite", f"{said} with FTS5")


def _has_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
        except sqlite3.OperationalError:
            return False
    return True


def zones(names: tuple[str, ...]) -> Finding:
    """Whether times of other places are known."""
    for name in names:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return wrong("time zones", f"{name} is unknown", "pip install --upgrade tzdata")
    return ok("time zones", "known")


def clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether the time can be right; `newest` is when an article was last seen for the first time."""
    said = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    advice = "set the clock, and have it kept by NTP: what is collected now would be dated wrongly"
    if now < MADE:
        return wrong("clock", f"{said} is before this version was made", advice)
    if newest and now < newest:
        return wrong("clock", f"{said} is before an article was collected, at {newest:%Y-%m-%d %H:%M} UTC", advice)
    return ok("clock", said)

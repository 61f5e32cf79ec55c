"""`csm …` at other hours, in a home of sites on loopback: what tests of schedule and health share."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.clock import HURRY, VARIABLE
from tests.conftest import listing, run
from tests.server import Server

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
At = Callable[..., subprocess.CompletedProcess[str]]


def csm_at(home: Path) -> At:
    """`csm …` so many hours after the start."""

    def call(hours: float, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {VARIABLE: (START + hours * HOUR).isoformat(), HURRY: "1"}
        return run("tests.clock", *arguments, cwd=home, env=env)

    return call


def enable(home: Path, *names: str, more: str = "") -> None:
    (home / "csm.toml").write_text(f"sites = {json.dumps(names)}\n{more}", "utf-8")


def page(*numbers: int) -> bytes:
    return listing(*((f"Weibo opens shop {n}", f"/{n}", "13 noviembre, 2019", "Weibo sells.") for n in numbers))


def asked(server: Server) -> list[str]:
    """The pages that were asked for since the last time."""
    return [path for path in server.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def states(at: At, hours: float) -> dict[str, dict[str, Any]]:
    return {row["site"]: row for row in json.loads(at(hours, "status", "--json").stdout)}


def entries(home: Path) -> list[str]:
    """Titles in the health feed, the newest first."""
    return [item["title"] for item in json.loads((home / "feeds" / "health.json").read_text("utf-8"))["items"]]

"""What `csm run` and `csm status` show on a terminal."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from csm_crawler.cli.bar import outcome_table
from csm_crawler.cli.statecells import next_cell, time_cell
from csm_crawler.jobs.watch import Changes
from csm_crawler.outcome import Outcome
from csm_crawler.store import SiteRecord, SiteState
from tests.conftest import environment, listing
from tests.server import Answer, Server

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATE = SiteState(site="one", state="broken", since=NOON, visited_at=NOON, next_at=NOON + HOUR)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (None, "never"),
        (NOON - 3 * HOUR, "09:00"),
        (NOON + DAY, "11-24 12:00"),
        (NOON - 100 * DAY, "08-15 12:00"),
        (NOON - 200 * DAY, "2026-05-07"),
        (NOON + 200 * DAY, "2027-06-11"),
    ],
)
def test_a_moment_is_as_short_as_it_can_be(moment: datetime | None, shown: str) -> None:
    assert time_cell(moment, now=NOON) == shown


def test_who_was_never_asked_is_due_now() -> None:
    assert next_cell(None, now=NOON) == next_cell(STATE, now=NOON + HOUR) == "now"
    assert next_cell(STATE, now=NOON) == "13:00"


def test_the_table_has_a_row_for_each_site_that_was_asked() -> None:
    records = (
        SiteRecord(site="one", is_live=True, problem="u: answered 503"),
        SiteRecord(site="saved", cards=10, new=2),
        SiteRecord(site="tried", is_live=True, cards=3, new=3),
    )
    outcome = Outcome(exit_code=3, changes=Changes(records=records), states={"one": STATE})
    out = io.StringIO()
    Console(file=out, width=80).print(outcome_table(outcome, now=NOON))
    assert [line.split() for line in out.getvalue().splitlines()] == [
        ["site", "cards", "new", "state", "next", "visit"],
        ["one", "0", "0", "broken", "13:00"],
        ["saved", "10", "2", "–", "any", "time"],
        ["tried", "3", "3", "–", "–"],
    ]


def test_the_site_that_is_due_next_is_the_first_of_those_that_wait() -> None:
    later = replace(STATE, site="two", next_at=NOON + 2 * HOUR)
    outcome = Outcome(exit_code=0, waiting=("one", "three", "two"), states={"one": STATE, "two": later})
    assert outcome.next_visit == ("one", NOON + HOUR)
    assert replace(outcome, waiting=("three",)).next_visit is None


def on_terminal(home: Path, *arguments: str) -> str:
    """All that a terminal of eighty columns shows, without its colors, as lines."""
    above, terminal = os.openpty()
    env = environment(home) | {"TERM": "xterm", "COLUMNS": "80", "LINES": "30"}
    command = [sys.executable, "-m", "csm_crawler", *arguments]
    shown = b""
    with subprocess.Popen(command, cwd=home, env=env, stdin=terminal, stdout=terminal, stderr=terminal):
        os.close(terminal)
        while chunk := _read(above):
            shown += chunk
    os.close(above)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode()).replace("\r", "\n")


def _read(above: int) -> bytes:
    try:
        return os.read(above, 10_000)
    except OSError:  # so Linux says that the other end is closed
        return b""


@pytest.mark.slow
def test_a_run_shows_a_bar_then_a_table_and_then_who_is_next(
    serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    server, name = serve(), "a-site-of-which-the-name-is-quite-long"
    server.answers = {"/": Answer(listing(("Weibo opens a shop", "/1", "13 noviembre, 2019", "Weibo sells.")))}
    live(name, f"{server.url}/")
    (home / "csm.toml").write_text(f'sites = ["{name}"]\n', "utf-8")
    lines = on_terminal(home, "run").splitlines()
    assert any(re.search(r"━ +0/1 sites, 0 cards$", line) for line in lines)
    assert any(re.search(r"━ +1/1 sites, 1 cards$", line) for line in lines)
    shown = [line for line in lines if line.strip() and "━" not in line]
    assert re.fullmatch(r"1 cards, 1 new articles, \d+ feeds \(\d+ written\), 0 sites failed", shown[0])
    assert [line.split()[:4] for line in shown[1:]] == [["site", "cards", "new", "state"], [name, "1", "1", "fine"]]
    again = [line for line in on_terminal(home, "run").splitlines() if line.strip()]
    assert again[0].startswith("0 cards, 0 new articles, ")
    assert re.fullmatch(rf"1 site is not due; next is {name}, .*\d\d:\d\d UTC \(--all asks all\)", again[1])
    status = [line for line in on_terminal(home, "status").splitlines() if line.strip()]
    assert "".join(line.split()[0] for line in status[1:]) == name, "the name is folded, not cut"
    assert "…" not in "".join(status)

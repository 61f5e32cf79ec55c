"""kill -9 at any moment: every page is in the store whole or not at all."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csm_crawler.store import ArticleStore

PAGE = 40
WRITER = f"""
import sys
from csm_crawler.store import ArticleStore
from tests.store.builders import reading
print("ready", flush=True)
with ArticleStore.open(sys.argv[1]) as store:
    first = store.count("all")
    while True:
        store.add([reading(first + number) for number in range({PAGE})])
        first += {PAGE}
        print(first, flush=True)
"""


def kill_a_writer(path: Path, *, after: float) -> int:
    """How many articles it had said to be kept when it was killed, so many seconds after its imports."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, f"sqlite:///{path}"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(after)
        os.kill(writer.pid, signal.SIGKILL)
        said = writer.stdout.read().split()
    assert writer.returncode == -signal.SIGKILL
    return int(said[-1]) if said else 0


@pytest.mark.parametrize("times", [5, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_writer_leaves_whole_pages(tmp_path: Path, times: int) -> None:
    path, kept = tmp_path / "csm.sqlite3", 0
    chance, longest = random.Random(times), 0.12
    for _ in range(times):
        said = kill_a_writer(path, after=chance.uniform(0, longest))
        with ArticleStore.open(f"sqlite:///{path}") as store:
            before, kept = max(kept, said), store.count("all")
        assert kept >= before
        longest = longest if kept else 2 * longest  # a busy machine has written nothing yet
        check_whole(path, kept)
    assert kept > 0


def check_whole(path: Path, articles: int) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = "SELECT count(*), (SELECT count(*) FROM card), (SELECT count(*) FROM article_platform)"
        assert connection.execute(f"{counts} FROM article").fetchone() == (articles,) * 3
        placed = connection.execute("SELECT count(*) FROM feed_article GROUP BY feed").fetchall()
    connection.close()
    assert placed == ([(articles,)] * 2 if articles else [])
    assert articles % PAGE == 0

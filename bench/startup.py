"""What cron pays each time, as ratios: the start of `csm`, and a whole `scrapy crawl csm` beside a bare Scrapy spider.

Run: python bench/startup.py [ROUNDS]      (default 7; from a checkout, with the dependencies installed)

Every comparison runs its two commands in turn, A B A B …; a ratio is the median of the ratios of the pairs, so that
the drift of a shared machine cancels. Wall seconds of the whole process; memory is its peak.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "fixtures" / "chinasocialmedia" / "listing.html"
BARE = """\
import scrapy
class Bare(scrapy.Spider):
    name = "bare"
    start_urls = [%r]
    def parse(self, response):
        pass
"""
Prepare = Callable[[], None]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        empty, home = Path(folder, "empty"), Path(folder, "home")
        empty.mkdir()
        home.mkdir()
        (home / "csm.toml").write_text('sites = ["chinasocialmedia"]\n', "utf-8")
        (empty / "bare.py").write_text(BARE % PAGE.as_uri(), "utf-8")
        nothing = [sys.executable, "-c", "pass"]
        bare = [sys.executable, "-m", "scrapy", "runspider", "bare.py"]
        crawl = [sys.executable, "-m", "scrapy", "crawl", "csm"]
        csm = [sys.executable, "-c", "from csm_crawler.cli import main; main()"]
        print(f"{'':34}{'wall s':>9}{'beside':>9}{'ratio':>8}{'at most':>9}{'peak MB':>9}{'beside':>9}")
        compare("csm --version / python -c pass", [*csm, "--version"], home, nothing, empty, 3.0, rounds)
        compare("csm --help / python -c pass", [*csm, "--help"], home, nothing, empty, 8.0, rounds)
        compare("ten new cards / bare spider", crawl, home, bare, empty, 1.4, rounds, lambda: forget(home))
        compare("nothing new / bare spider", crawl, home, bare, empty, 1.1, rounds)


def forget(home: Path) -> None:
    """A home as it was before its first run."""
    shutil.rmtree(home / "feeds", ignore_errors=True)
    for path in home.glob("csm.sqlite3*"):
        path.unlink()


def compare(
    name: str,
    one: list[str],
    in_one: Path,
    other: list[str],
    in_other: Path,
    bound: float,
    rounds: int,
    prepare: Prepare = lambda: None,
) -> None:
    """Print one row; the first round warms the caches and does not count."""
    pairs = []
    for number in range(rounds + 1):
        prepare()
        pair = (measure(one, in_one), measure(other, in_other))
        pairs += [pair] if number else []
    wall = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
    peak = [max(pair[side][1] for pair in pairs) for side in (0, 1)]
    ratio = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
    print(f"{name:34}{wall[0]:9.3f}{wall[1]:9.3f}{ratio:8.2f}{bound:9.1f}{peak[0]:9.0f}{peak[1]:9.0f}", flush=True)


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak MB of one process; it must succeed."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    if folder.name == "home":
        environment["SCRAPY_SETTINGS_MODULE"] = "csm_crawler.settings"
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()

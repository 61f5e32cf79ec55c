"""What a growing store costs: adding, a feed's newest, a search and a run's memory at 1,000 and at 1,000,000 articles.

Run: python bench/store.py [ROUNDS] [SIZE …]      (default 61 rounds, sizes 1000 100000 1000000; a checkout on Linux)

The stores are made once, and again after a change of csm_crawler/store: a quarter of an hour for a million, some 5 GB
in the folder for temporary files, and as much for a copy. Each round asks every size in turn; figures are medians, a
ratio is the median of the rounds' ratios to the first size, so that the drift of a shared machine cancels. The exit
status is 1 where a bound is broken.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from homes import make_home
from made import SITES, Maker, maker
from stores import ROOT, store_of

from csm_crawler.normalize.searching import read_search
from csm_crawler.store import ArticleStore

SIZES = (1_000, 100_000, 1_000_000)
ADD, NEWEST, SEARCH, MEMORY = 1.5, 1.5, None, 1.3
"""How much more the last size may cost than the first."""
RUNS = 5
ASKED = tuple(read_search(words, where="--query") for words in ("museum campaign", "campana", "春天"))
"""Words that many articles hold, at every size."""
CARD = (
    "<article><h2><a href='/{number}'>Weibo {number} opens a shop</a></h2><time>2026-11-19</time><p>Text.</p></article>"
)
# A process counts the memory of the one that started it as its own peak: this one is small.
LAUNCH = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
said = process.stdout.read().decode()
_pid, status, usage = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, said]))
"""


@dataclass(slots=True)
class Grown:
    """A copy of a store of some size, in a home of its own."""

    size: int
    home: Path
    store: ArticleStore
    make: Maker
    next: int = field(init=False)

    def __post_init__(self) -> None:
        self.next = self.size

    def add(self) -> float:
        """Milliseconds for a page of ten new articles of one site."""
        numbers = [self.next + SITES * place for place in range(10)]
        self.next += SITES * 10 + 1
        page = [self.make.reading(number, self.next) for number in numbers]
        started = time.perf_counter()
        added = self.store.add(page)
        taken = time.perf_counter() - started
        assert len(added.new) == 10
        return 1000 * taken

    def newest(self, names: list[str]) -> float:
        """Milliseconds for the newest fifty of a feed, on the average of these."""
        started = time.perf_counter()
        for name in names:
            assert len(self.store.newest(name, 50)) == 50
        return 1000 * (time.perf_counter() - started) / len(names)

    def current(self, names: list[str]) -> float:
        """Milliseconds for what the file of a feed holds, on the average of these."""
        started = time.perf_counter()
        for name in names:
            ids = self.store.shelves([name])[name].shown
            assert len(self.store.read(ids)) >= 50
        return 1000 * (time.perf_counter() - started) / len(names)

    def search(self) -> float:
        """Milliseconds for the newest fifty that hold some words, on the average of three languages."""
        started = time.perf_counter()
        for words in ASKED:
            assert len(list(self.store.articles(query=words, limit=50))) == 50
        return 1000 * (time.perf_counter() - started) / len(ASKED)

    def run(self) -> float:
        """Peak megabytes of `csm run` with ten new cards."""
        cards = "".join(CARD.format(number=f"{self.next}-{place}") for place in range(10))
        self.next += 1
        page = f"<!doctype html><html><meta charset=utf-8><body>{cards}</body></html>"
        (self.home / "fixtures" / "one" / "listing.html").write_text(page, "utf-8")
        code, peak, said = self._launch("run", "--verbose")
        if code or not said.startswith("10 cards, 10 new articles, "):
            raise SystemExit(f"csm run at {self.size} articles ended with {code}: {said}")
        return peak

    def _launch(self, *words: str) -> tuple[int, float, str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", LAUNCH, sys.executable, "-m", "csm_crawler", *words]
        done = subprocess.run(command, cwd=self.home, env=environment, capture_output=True, text=True, check=True)
        code, peak, said = json.loads(done.stdout)
        return code, peak, said


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 61
    sizes = [int(size) for size in sys.argv[2:]] or list(SIZES)
    make = maker()
    for size in sizes:
        store_of(size)
    with tempfile.TemporaryDirectory() as folder:
        grown = [_home(Path(folder), size, make) for size in sizes]
        names = _names(grown[0].store)
        print(f"{'':22}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>9}{'at most':>9}")
        held = [
            measured("ms to add ten", grown, Grown.add, ADD, rounds),
            measured("ms for newest fifty", grown, lambda one: one.newest(names), NEWEST, rounds),
            measured("ms for a feed's file", grown, lambda one: one.current(names), NEWEST, rounds),
            measured("ms for a search", grown, Grown.search, SEARCH, rounds),
        ]
        for one in grown:
            one.store.close()
            one.run()  # the first writes what a new day moves into the archives
        held.append(measured("MB of csm run", grown, Grown.run, MEMORY, RUNS))
    raise SystemExit(0 if all(held) else 1)


def _names(store: ArticleStore) -> list[str]:
    """Feeds of platforms that hold five hundred articles at every size, which is the most that a file does."""
    return [name for name, number in store.counts().items() if number >= 500 and "/" not in name and "." not in name]


def _home(folder: Path, size: int, make: Maker) -> Grown:
    config = make_home(folder / str(size), size, make)
    return Grown(size, config.home, ArticleStore.open(config.database), make)


def measured(name: str, grown: list[Grown], ask: Callable[[Grown], float], bound: float | None, rounds: int) -> bool:
    """Print one row; the first round warms the caches and does not count. Whether the bound holds."""
    taken = [[ask(one) for one in grown] for _ in range(rounds + 1)][1:]
    medians = [statistics.median(each[place] for each in taken) for place in range(len(grown))]
    ratio = statistics.median(each[-1] / each[0] for each in taken)
    cells = "".join(f"{median:12.2f}" for median in medians)
    print(f"{name:22}{cells}{ratio:9.2f}{f'{bound:9.1f}' if bound else f'{chr(8211):>9}'}", flush=True)
    return bound is None or ratio <= bound


if __name__ == "__main__":
    main()

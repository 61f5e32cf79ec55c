"""What publishing costs as the archive grows: after ten new articles, at 1,000 and at 1,000,000 stored.

Run: python bench/publish.py [ROUNDS] [SIZE …]      (default 21 rounds, sizes 1000 1000000; from a checkout)

The stores are those of bench/store.py: an article every five minutes, so that a thousand are three days and a million
nine and a half years. Nothing of them is written before: their feeds and months are marked as if it were, and the
store keeps the entries that it would keep then. Each round adds ten articles of ten sites and writes what changed by
them. Each round asks every size in turn; a ratio is the median of the rounds' ratios to the first size, so that the
drift of a shared machine cancels. Exit status 1 where the bound is broken.

The feeds of a thousand articles are not full yet: of three days they hold less than a week. So the last row tells what
an entry costs: what grows with the archive itself shows there.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from homes import make_home
from made import Maker, maker
from stores import store_of

from csm_crawler.config import Config
from csm_crawler.jobs.publish import publish
from csm_crawler.store import ArticleStore

SIZES = (1_000, 1_000_000)
AT_MOST = 1.5
NEW = 10


@dataclass(slots=True)
class Grown:
    """A copy of a store of some size, in a home of its own."""

    size: int
    store: ArticleStore
    config: Config
    make: Maker
    next: int = field(init=False)
    entries: list[int] = field(default_factory=list)
    """By round: of all files that it wrote, in one format."""

    def __post_init__(self) -> None:
        self.next = self.size

    def publish(self) -> float:
        """Milliseconds to publish after ten new articles."""
        readings = [self.make.reading(number, self.size) for number in range(self.next, self.next + NEW)]
        self.next += NEW
        self.store.add(readings)
        before = time.time()
        started = time.perf_counter()
        publish(self.store, self.config)
        taken = time.perf_counter() - started
        written = [path for path in self.config.feeds.rglob("*.json") if path.stat().st_mtime >= before]
        self.entries.append(sum(path.read_bytes().count(b'\n{"id": ') for path in written))
        return 1000 * taken


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    sizes = [int(size) for size in sys.argv[2:]] or list(SIZES)
    make = maker()
    for size in sizes:
        store_of(size)
    with tempfile.TemporaryDirectory() as folder:
        grown = [_home(Path(folder), size, make) for size in sizes]
        taken = [[one.publish() for one in grown] for _ in range(rounds + 1)][1:]  # the first warms the caches
        entries = list(zip(*(one.entries[1:] for one in grown), strict=True))
        pairs = [zip(*both, strict=True) for both in zip(taken, entries, strict=True)]
        print(f"{'':26}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>9}{'at most':>9}")
        tell("entries written, a format", entries)
        tell("µs an entry", [[1000 * ms / number for ms, number in each] for each in pairs])
        ratio = tell("ms to publish", taken, AT_MOST)
    raise SystemExit(ratio > AT_MOST)


def tell(name: str, rounds: Sequence[Sequence[float]], bound: float | None = None) -> float:
    """Print a row: the medians, and that of the rounds' ratios of the last size to the first, which it returns."""
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    ratio = statistics.median(one[-1] / one[0] for one in rounds)
    cells = "".join(f"{median:12.0f}" for median in medians)
    print(f"{name:26}{cells}{ratio:9.2f}{f'{bound:9.1f}' if bound else ''}", flush=True)
    return ratio


def _home(folder: Path, size: int, make: Maker) -> Grown:
    config = make_home(folder / str(size), size, make)
    return Grown(size, ArticleStore.open(config.database), config, make)


if __name__ == "__main__":
    main()

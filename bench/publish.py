"""What publishing costs as the archive grows: after ten new articles, at 1,000 and at 1,000,000 stored.

Run: python bench/publish.py [ROUNDS] [SIZE …]      (default 21 rounds, sizes 1000 1000000; from a checkout)

An article came every quarter of an hour: a thousand are ten days, so that the week which feeds show is among them, a
million are 28 years. Nothing of a store is written before: its feeds and months are marked as if it were; each round
adds ten articles of ten sites and writes what changed by them. Each round asks every size in turn; a ratio is the
median of the rounds' ratios to the first size, so that the drift of a shared machine cancels. Exit status 1 where the
bound is broken.
"""

import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from made import END, SITES, Maker, maker
from stores import FIRST, store_of

from csm_crawler.config import Config
from csm_crawler.jobs.archives import PART
from csm_crawler.jobs.publish import WRITTEN_WITH, publish
from csm_crawler.jobs.rendering import SUFFIXES
from csm_crawler.publish.files import feed_file
from csm_crawler.store import ArticleStore

SIZES = (1_000, 1_000_000)
EVERY = timedelta(minutes=15)
AT_MOST = 1.5
SITE = """\
title = "The {name}"
url = "https://{name}.example/"
feed = "https://{name}.example/feed/"
kind = "feed"
"""
NEW = 10


@dataclass(slots=True)
class Grown:
    """A copy of a store of some size, in a home of its own."""

    size: int
    store: ArticleStore
    config: Config
    make: Maker
    next: int = field(init=False)
    of: int = field(init=False)
    """What the maker of articles is told, so that the next one comes behind the newest."""
    entries: int = 0
    """Of all files that the last round wrote, in one format."""

    def __post_init__(self) -> None:
        self.next = min(self.size, FIRST)
        (newest,) = self.store.newest("all", 1)
        self.of = self.next - 1 + (END - newest.first_seen) // EVERY

    def publish(self) -> float:
        """Milliseconds to publish after ten new articles."""
        readings = [self.make.reading(number, self.of) for number in range(self.next, self.next + NEW)]
        self.next += NEW
        self.store.add(readings)
        before = time.time()
        started = time.perf_counter()
        publish(self.store, self.config)
        taken = time.perf_counter() - started
        written = [path for path in self.config.feeds.rglob("*.json") if path.stat().st_mtime >= before]
        self.entries = sum(path.read_bytes().count(b'\n{"id": ') for path in written)
        return 1000 * taken


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    sizes = [int(size) for size in sys.argv[2:]] or list(SIZES)
    made, make = {size: store_of(size, EVERY) for size in sizes}, maker(EVERY)
    with tempfile.TemporaryDirectory() as folder:
        grown = [_home(Path(folder), size, path, make) for size, path in made.items()]
        taken = [[one.publish() for one in grown] for _ in range(rounds + 1)][1:]  # the first warms the caches
        medians = [statistics.median(each[place] for each in taken) for place in range(len(grown))]
        ratio = statistics.median(each[-1] / each[0] for each in taken)
        print(f"{'':26}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>9}{'at most':>9}")
        print(f"{'entries written, a format':26}" + "".join(f"{one.entries:12}" for one in grown))
        print(f"{'ms to publish':26}" + "".join(f"{each:12.0f}" for each in medians) + f"{ratio:9.2f}{AT_MOST:9.1f}")
    raise SystemExit(ratio > AT_MOST)


def _home(folder: Path, size: int, path: Path, make: Maker) -> Grown:
    home = folder / str(size)
    (home / "sites").mkdir(parents=True)
    for number in range(SITES):
        name = f"site{number:02}"
        (home / "sites" / f"{name}.toml").write_text(SITE.format(name=name), "utf-8")
    shutil.copyfile(path, home / "csm.sqlite3")
    config = Config(home=home, file=None, demonstration=False, feeds=home / "feeds")
    with ArticleStore.open(f"sqlite:///{folder}/{size}-small.sqlite3") as small:
        small.add([make.reading(0, size)])
        publish(small, config)
        published_with = small.get_meta(WRITTEN_WITH) or ""
    _pretend(home / "csm.sqlite3")
    store = ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}")
    store.set_meta(WRITTEN_WITH, published_with)
    for name in store.feed_names():
        for suffix in SUFFIXES:
            file = feed_file(config.feeds, name, suffix)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
    return Grown(size, store, config, make)


def _pretend(path: Path) -> None:
    """Mark all that a store holds as written."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE feed SET stale = 0")
    connection.execute(f"UPDATE feed_month SET stale_from = NULL, parts = (articles + {PART - 1}) / {PART}")
    connection.close()


if __name__ == "__main__":
    main()

"""How long the figures of `csm trends` and the feeds of `csm serve` take over a large store.

Run: python bench/trends.py [ARTICLES] [POSTGRESQL URL]      (default 100,000; of an empty database, which is filled)

Seconds of each question, the second time it is asked: of this process' processor, which another's work does not
stretch, and of the clock, which counts the work of PostgreSQL too; and how long the answer is. The store's articles
come every five minutes: 100,000 of them are of a year.
"""

import sys
import time
from collections.abc import Callable, Sized
from datetime import timedelta
from functools import partial
from pathlib import Path

from made import SITES
from sqlalchemy import create_engine, insert, select
from stores import store_of

from csm_crawler.config import Config
from csm_crawler.jobs.serving.answering import Resource
from csm_crawler.jobs.serving.querying import Queries
from csm_crawler.platforms import load_catalogue
from csm_crawler.store import ArticleStore
from csm_crawler.store.counting import Counting
from csm_crawler.store.database import Database
from csm_crawler.store.schema import article, feed, feed_article

QUERIES = (
    "platform=wechat",
    "platform=wechat&language=zh&limit=500",
    "platform=tencent&topic=luxury&language=es",
    "q=museum+campaign",
    "q=%E6%98%A5%E5%A4%A9&platform=weibo",
)
LOT = 5_000


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    url = f"sqlite:///{store_of(size)}"
    if len(sys.argv) > 2:
        copy(url, sys.argv[2])
        url = sys.argv[2]
    with ArticleStore.open(url) as store:
        print(f"{store.count('all'):,} articles")
        figures(store.counting, sorted({*store.feed_names()} & {*load_catalogue().platforms}))
    if url.startswith("sqlite"):  # the words of the others are not copied
        ask = Queries(Config(home=Path.cwd(), file=None, demonstration=True, database=url)).feed
        for query in QUERIES:
            told(query, partial(_body, partial(ask, ".json", query, base_url="http://127.0.0.1:8000/")))


def figures(counting: Counting, platforms: list[str]) -> None:
    newest = counting.last("all")
    assert newest
    assert newest.published
    end = newest.published + timedelta(days=1)
    for name, days in (("a quarter", 91), ("a year", 365), ("ten years", 3660)):
        since = end - timedelta(days=days)
        tallies, together = (partial(ask, since=since, until=end) for ask in (counting.tallies, counting.together))
        told(f"one platform, {name}", partial(tallies, ["all", "douyin"]))
        told(f"all, {name}", partial(tallies, ["all", *platforms]))
        told(f"pairs of one, {name}", partial(together, ["douyin"], platforms))
        told(f"pairs of all, {name}", partial(together, platforms, platforms))
    told("first and last of all", lambda: [(counting.first(one), counting.last(one)) for one in platforms])
    told("arrivals", lambda: counting.arrivals([f"site{number:02}" for number in range(SITES)]))


def _body(ask: Callable[[], Resource]) -> bytes:
    return ask().body


def told(name: str, ask: Callable[[], Sized]) -> None:
    ask()
    start, worked = time.perf_counter(), time.process_time()
    answer = ask()
    worked, took = time.process_time() - worked, time.perf_counter() - start
    print(f"{name:42} {worked:7.2f} s {took:7.2f} s {len(answer):9,}", flush=True)


def copy(source: str, target: str) -> None:
    """What figures are made of, into an empty database."""
    with ArticleStore.open(target) as store:
        if store.feed_names():
            return
    into, out = Database(target), create_engine(source).connect()
    with into.writing() as connection:
        for table in (article, feed, feed_article):
            for rows in out.execute(select(table), execution_options={"yield_per": LOT}).mappings().partitions():
                connection.execute(insert(table), [dict(row) for row in rows])
    into.close()


if __name__ == "__main__":
    main()

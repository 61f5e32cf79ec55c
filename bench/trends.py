"""How long the figures of `csm trends` take over a large store: ten years of made-up articles of ninety sites.

Run: python bench/trends.py [ARTICLES] [DATABASE URL]      (default 100,000 in a file of SQLite, removed at the end)

Seconds of each question, the second time it is asked: of the processor, which another's work does not stretch, and of
the clock; and how large the answer is. PostgreSQL's own work is in those of the clock only.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from csm_crawler.items import Article
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.platforms import Catalogue, load_catalogue
from csm_crawler.store import ArticleStore
from csm_crawler.store.counting import Counting
from csm_crawler.store.rows import article_row
from csm_crawler.store.schema import article, feed, feed_article

NOW = datetime(2026, 11, 20, tzinfo=UTC)
YEARS = 10
SITES = 90
LANGUAGES = ("en", "es", "zh-Hans", "zh-Hans", "zh-Hant", None)
LOT = 5_000
SUMMARY = "Lo que un sitio dice de su artículo en unas líneas. " * 8


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{Path(folder, 'csm.sqlite3')}"
        with ArticleStore.open(url) as store:
            catalogue = load_catalogue()
            if not store.feed_names():
                fill(store, catalogue, count)
            print(f"{store.count('all'):,} articles")
            measure(store.counting, sorted({*store.feed_names()} & {*catalogue.platforms}))


def measure(counting: Counting, platforms: list[str]) -> None:
    for name, days in (("a quarter", 91), ("a year", 365), ("ten years", 3660)):
        since = NOW - timedelta(days=days)
        tallies, together = (partial(ask, since=since, until=NOW) for ask in (counting.tallies, counting.together))
        told(f"one platform, {name}", partial(tallies, ["all", "douyin"]))
        told(f"all, {name}", partial(tallies, ["all", *platforms]))
        told(f"pairs of one, {name}", partial(together, ["douyin"], platforms))
        told(f"pairs of all, {name}", partial(together, platforms, platforms))
    told("first and last of all", lambda: [(counting.first(one), counting.last(one)) for one in platforms])
    told("arrivals", lambda: counting.arrivals([f"site{number}" for number in range(SITES)]))


def told(name: str, ask: Callable[[], Any]) -> None:
    ask()
    start, worked = time.perf_counter(), time.process_time()
    answer = ask()
    worked, took = time.process_time() - worked, time.perf_counter() - start
    print(f"{name:24} {worked:7.2f} s {took:7.2f} s {len(answer):9,}")


def fill(store: ArticleStore, catalogue: Catalogue, count: int) -> None:
    with store._database.writing() as connection:
        opened: set[str] = set()
        for start in range(0, count, LOT):
            made = [*articles(catalogue, start, min(start + LOT, count), count)]
            rows = [{**article_row(one), "id": start + number + 1} for number, one in enumerate(made)]
            connection.execute(insert(article), rows)
            places = [
                {"feed": name, "article_id": row["id"], "sort_at": row["sort_at"], "url": row["url"]}
                for row, one in zip(rows, made, strict=True)
                for name in sorted(feeds_of(one, catalogue))
            ]
            new = {place["feed"] for place in places} - opened
            if new:
                connection.execute(insert(feed), [{"name": name, "stale": False, "articles": count} for name in new])
                opened |= new
            connection.execute(insert(feed_article), places)


def articles(catalogue: Catalogue, start: int, end: int, count: int) -> Iterator[Article]:
    slugs = [slug for slug, one in catalogue.platforms.items() if one.scope == "china"]
    weights = [1 / (rank + 2) for rank in range(len(slugs))]
    for number in range(start, end):
        chance = random.Random(number)
        seen = NOW - timedelta(days=365 * YEARS * (1 - number / count), seconds=chance.randrange(86_400))
        site = min(int(chance.expovariate(0.05)), SITES - 1)
        undated, monthly = chance.random() < 0.02, chance.random() < 0.01
        yield Article(
            guid=f"urn:uuid:{number}",
            url=f"https://site{site}.example/{seen:%Y/%m}/an-article-about-platforms-{number}/",
            site=f"site{site}",
            title=f"An article about platforms, number {number}",
            summary=SUMMARY,
            published=None if undated else seen - timedelta(hours=chance.randrange(48)),
            published_precision="" if undated else "month" if monthly else "day",
            language=LANGUAGES[site % len(LANGUAGES)],
            platforms=tuple(sorted({*chance.choices(slugs, weights, k=chance.randrange(4))})),
            topics=("e-commerce",),
            first_seen=seen,
        )


if __name__ == "__main__":
    main()

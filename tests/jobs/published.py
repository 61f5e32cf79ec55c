"""A store that lives on, and the folder that it is published into."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from csm_crawler.config import Config
from csm_crawler.jobs.publish import publish
from csm_crawler.store import ArticleStore, Reading
from tests.crawls import bytes_in
from tests.pages import FIGURES
from tests.publish.reading import BASE_URL
from tests.store.builders import card, reading, reread

START = datetime(2026, 5, 1, 8, tzinfo=UTC)
SUFFIXES = (".rss", ".atom", ".json")


class Life:
    """A store, and the folder that it is published into."""

    def __init__(self, folder: Path) -> None:
        self.store = ArticleStore.open(f"sqlite:///{folder}/csm.sqlite3")
        self.home = folder
        self.feeds = folder / "feeds"
        self.number = 0

    def new(
        self, seen_at: datetime, *, age: timedelta = timedelta(hours=1), feeds: str = "all weibo", **fields: Any
    ) -> Reading:
        """A reading of an article that nobody saw before, published so long before."""
        self.number += 1
        said = card(self.number, seen_at=seen_at, image=f"https://gaceta.example/{self.number}.jpg")
        return reading(
            says=said, image=said.image, feeds=feeds, published=seen_at - age, published_precision="minute", **fields
        )

    def run(self, *readings: Reading, is_backfill: bool = False) -> set[str]:
        """Keep these, publish; the files that were written, made or removed, but for figures."""
        self.store.add(readings, is_backfill=is_backfill)
        return self.publish()

    def publish(self, *, everything: bool = False) -> set[str]:
        before = self.stamps()
        publish(self.store, self.config(self.feeds), everything=everything)
        after = self.stamps()
        return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} - FIGURES

    def config(self, feeds: Path) -> Config:
        return Config(home=self.home, file=None, demonstration=False, base_url=BASE_URL, feeds=feeds)

    def stamps(self) -> dict[str, tuple[int, int]]:
        stats = {path: path.stat() for path in self.feeds.rglob("*.*") if path.is_file()}
        return {path.relative_to(self.feeds).as_posix(): (one.st_ino, one.st_mtime_ns) for path, one in stats.items()}

    def months(self, name: str = "all") -> list[str]:
        return sorted(path.stem for path in (self.feeds / "archive" / name).glob("*.rss"))

    def guids(self, name: str) -> set[str]:
        return {article.guid for article in self.store.articles(feeds=[name])}


def changed(before: Reading, happening: str, now: datetime, chance: random.Random) -> Reading:
    """The article as its site shows it now."""
    rights: tuple[str, ...] = ("noindex",) if happening == "withdraw" else ()
    words: dict[str, Any] = {"rights": rights}
    meaning: dict[str, Any] = {"rights": rights}
    if happening == "edit":
        words["title"] = f"Titular {now.isoformat()}"
    if happening == "date":
        words["date_text"] = f"{now.isoformat()}"
        meaning["published"] = before.card.seen_at - timedelta(days=chance.randint(1, 100))
    again = reread(before, words=words, meaning=meaning, days=(now - before.card.seen_at).days + 1)
    return replace(again, feeds=frozenset() if rights else frozenset(["all", "weibo"]))


def from_scratch(life: Life) -> dict[str, bytes]:
    """All files as they are written into an empty folder."""
    folder = life.home / "again"
    publish(life.store, life.config(folder), everything=True)
    return bytes_in(folder)

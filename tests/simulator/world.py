"""Some sites, our store and our files, and the readers of those: a day after the other."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from csm_crawler.config import Config
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.publish import publish
from csm_crawler.jobs.queries import Chooser
from csm_crawler.queries import Query
from csm_crawler.store import ArticleStore
from tests.simulator.entries import Entry, entries_of
from tests.simulator.newsrooms import Newsroom, Written
from tests.simulator.readers import all_readers
from tests.simulator.verdicts import Account, Version
from tests.store.lives import CATALOGUE, START, Life

FILES = ("all.rss", "all.atom", "all.json", "site/gaceta.rss", "found.rss", "found.atom")
FOUND = Query(name="found", languages=("es",), dated="found")
FEEDS = frozenset(["all", "site/gaceta", FOUND.name])
"""Those that are written."""
EVERY = (1, 5)
"""Days between two polls of a reader."""
HISTORY = 60
"""Articles that each site has written before."""


@dataclass
class World:
    """Everything, and what is true of it."""

    folder: Path
    seed: int
    rooms: dict[str, Newsroom] = field(init=False)
    listed: dict[str, set[str]] = field(default_factory=dict)
    """By file: the articles that its readers must have been shown."""
    old: set[str] = field(default_factory=set)
    """Those that only a backfill brought."""
    read: dict[str, Version] = field(default_factory=dict)
    """By article: how it was when we last read it."""

    def __post_init__(self) -> None:
        chance, counter = random.Random(self.seed), [0]
        rooms = [
            Newsroom("gaceta", chance, "day", counter=counter),
            Newsroom("diario", chance, "minute", ids="https://{}.example/?p={}", counter=counter),
            Newsroom("boletin", chance, "", counter=counter),
            Newsroom("portal", chance, "day", has_tokens=True, counter=counter),
            Newsroom("revista", chance, "relative", counter=counter),
        ]
        self.rooms = {room.name: room for room in rooms}
        self.chance = chance
        self.store = ArticleStore.open(f"sqlite:///{self.folder}/csm.sqlite3")
        choosers = [Chooser(FOUND, CATALOGUE)]
        self.life = Life(self.store, now=START, feeds=lambda one: feeds_of(one, CATALOGUE, choosers) & FEEDS)
        self.config = Config(
            home=self.folder, file=None, demonstration=False, feeds=self.folder / "feeds", queries=(FOUND,)
        )
        self.accounts = {(file, every): [Account(one) for one in all_readers()] for file in FILES for every in EVERY}
        self.listed = {file: set() for file in FILES}
        self.parsed: dict[str, tuple[bytes, tuple[Entry, ...]]] = {}
        for room in rooms:
            for number in range(HISTORY):
                room.write(START.date() - timedelta(days=HISTORY - number))

    def days(self, number: int) -> Iterator[int]:
        """Morning after morning."""
        for day in range(number):
            self.life.now = datetime.combine(START.date() + timedelta(days=day), time(6), UTC)
            yield day

    def today(self) -> date:
        return self.life.now.date()

    def write(self) -> None:
        """Have each site write a little and change something."""
        for room in self.rooms.values():
            for _ in range(self.chance.randrange(3)):
                room.write(self.today())
            room.edit(self.today())

    def run(self, *, down: frozenset[str] = frozenset(), long: frozenset[str] = frozenset()) -> None:
        """Read the sites that are not down, and publish; those with a `long` page show 320 articles, the others 15."""
        self.life.now += timedelta(hours=self.chance.randrange(1, 5))
        run_at = self.life.now
        for name, room in self.rooms.items():
            if name not in down:
                self._read(room, 0, 320 if name in long else 15, run_at, is_backfill=False)
        self.publish()

    def backfill(self, name: str, *, size: int = 15) -> None:
        """Walk a site's pages to its first article, and publish."""
        run_at = self.life.now
        for start in count(step=size):
            if not self._read(self.rooms[name], start, size, run_at, is_backfill=True):
                break
        self.publish()

    def publish(self) -> None:
        self.life.now += timedelta(minutes=5)
        publish(self.store, self.config)

    def poll(self, day: int = 0) -> None:
        """Have the readers whose day it is read their files; all of them on day 0."""
        self.life.now += timedelta(minutes=25)
        for (file, every), accounts in self.accounts.items():
            if day % every == 0:
                for account in accounts:
                    account.poll(self._entries(file), self.life.now, self.read)

    def withdraw(self, one: Written) -> None:
        """Have a site ask that an article be shown nowhere."""
        one.withdraw()
        for listed in self.listed.values():
            listed.discard(str(one.number))

    def _read(self, room: Newsroom, start: int, size: int, run_at: datetime, *, is_backfill: bool) -> int:
        shown = room.page(size, self.life.now, start=start)
        page = f"https://{room.name}.example/noticias{f'?from={start}' if start else ''}"
        cards = [card for _one, card in shown]
        self.life.run(*cards, page=page, later=timedelta(seconds=40), run_at=run_at, is_backfill=is_backfill)
        for one, _card in shown:
            mark = str(one.number)
            self.read[mark] = one.version
            if one.is_withdrawn:
                continue
            if is_backfill and (not room.dates or run_at.date() - one.day > timedelta(days=6)):
                self.old |= {mark} - self.listed["all.rss"]
            elif mark not in self.old:
                for file, listed in self.listed.items():
                    if "/" not in file or room.name in file:
                        listed.add(mark)
        return len(shown)

    def _entries(self, file: str) -> tuple[Entry, ...]:
        body = (self.config.feeds / file).read_bytes()
        if self.parsed.get(file, (b"",))[0] != body:
            self.parsed[file] = body, entries_of(body, Path(file).suffix)
        return self.parsed[file][1]

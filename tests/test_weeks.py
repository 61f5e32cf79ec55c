"""Two weeks of sixty made-up sites, through real `csm run` processes and a server on loopback (see bench/year.py)."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from answers import answer
from figures import Log, entries_of, health_of, tell_health
from troubles import Fate, add_troubles
from world import DAY, HOUR, START, Place, make_places
from year import site_file

from csm_crawler.store import ArticleStore
from tests.clock import VARIABLE
from tests.conftest import run

DAYS, EVERY = 14, 2 * HOUR


class World:
    """Every site at an address of its own on loopback, and one more where it may move to."""

    def __init__(self, places: list[Place]) -> None:
        self.now = START
        self.places = {f"127.0.2.{number}": place for number, place in enumerate(places, 1)}
        self.moved = {address.replace("127.0.2.", "127.0.3."): place for address, place in self.places.items()}
        self.logs = {place.name: Log() for place in places}
        with socket.socket() as one:
            one.bind((next(iter(self.places)), 0))
            self.port: int = one.getsockname()[1]
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.ready = threading.Event()

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        hosts = [*self.places, *self.moved]
        self.loop.run_until_complete(asyncio.start_server(self._answer, hosts, self.port))
        self.ready.set()
        self.loop.run_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer."""
        host = writer.get_extra_info("sockname")[0]
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        status, body, more = self._reply(host, path, headers.get("if-none-match", ""))
        if status:
            lines = [f"HTTP/1.1 {status} -", f"Content-Length: {len(body)}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in more.items()]
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
            await writer.drain()
        writer.close()

    def _reply(self, host: str, path: str, tag: str) -> tuple[int, bytes, dict[str, str]]:
        """The page, and what is beside it at every site: robots.txt."""
        if path == "/robots.txt":
            return 200, b"User-agent: *\nAllow: /\n", {}
        if path != "/news/":
            return 404, b"", {}
        if host in self.moved:
            place = replace(self.moved[host], troubles=[])
        else:
            place, log = self.places[host], self.logs[self.places[host].name]
            if not log.visits or log.visits[-1] != self.now:  # who is down is asked several times in a run
                log.visits.append(self.now)
        reply = answer(place, self.now, tag=tag)
        return reply.status, reply.body.encode(), reply.headers


@pytest.fixture
def world(loopback: None) -> Iterator[World]:
    places = make_places(days=DAYS)
    fate = Fate(warm_up=4, rest=1.5, scale=0.4, has_silences=False)
    add_troubles(places, fate, days=DAYS)
    made = World(places)
    for address, place in made.moved.items():
        place.moved_url = f"http://{address}:{made.port}/news/"
    made.thread.start()
    assert made.ready.wait(10)
    yield made
    made.loop.call_soon_threadsafe(made.loop.stop)
    made.thread.join(10)


@pytest.fixture
def csm_at(home: Path, world: World) -> Callable[[datetime], tuple[int, str]]:
    """Cron's line at a moment, in a home that collects all sites: exit status and what it said."""
    (home / "sites").mkdir()
    for number, (address, place) in enumerate(world.places.items()):
        file = home / "sites" / f"{place.name}.toml"
        own = "" if number % 10 == 0 else "own = true\n"  # some are asked for their robots.txt, as strangers are
        file.write_text(own + site_file(place, f"http://{address}:{world.port}/news/"), "utf-8")
    names = json.dumps([place.name for place in world.places.values()])
    (home / "csm.toml").write_text(f"sites = {names}\n", "utf-8")

    def call(now: datetime) -> tuple[int, str]:
        world.now = now
        done = run("tests.clock", "run", cwd=home, env={VARIABLE: now.isoformat()}, timeout=120)
        assert done.stdout == ""
        return done.returncode, done.stderr

    return call


@pytest.mark.slow
def test_two_weeks_of_sixty_sites(world: World, csm_at: Callable[[datetime], tuple[int, str]], home: Path) -> None:
    entries: set[str] = set()
    lines: list[str] = []
    for tick in range(DAYS * DAY // EVERY):
        code, told = csm_at(START + tick * EVERY + timedelta(minutes=1))
        assert code in (0, 1, 3), told
        lines += told.splitlines()
        items = json.loads((home / "feeds" / "health.json").read_text("utf-8"))["items"]
        entries |= {item["id"] for item in items}
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        incidents = store.health.incidents()
    places = list(world.places.values())
    health = health_of(places, world.logs, incidents)
    tell_health(health, incidents, entries, years=len(places) * DAYS / 365)  # with -s
    assert health.all.total() > 60, "there is something to find"
    assert health.share >= 0.95, health.late
    assert len(health.false) <= len(places) * DAYS / 365, health.false
    assert len(entries) == len(lines) == entries_of(incidents)
    visits = sum(len(log.visits) for log in world.logs.values())
    assert visits / len(places) / DAYS < 8, "who is read every two hours is asked twelve times a day"
    assert max(len({one.hour for one in log.visits}) for log in world.logs.values()) > 3
    busiest = max(sum(when in log.visits for log in world.logs.values()) for when in _runs()[1:])
    assert busiest < len(places) / 2, "never all at once"
    assert urlsplit(places[0].moved_url).hostname in world.moved


def _runs() -> list[datetime]:
    return [START + tick * EVERY + timedelta(minutes=1) for tick in range(DAYS * DAY // EVERY)]

"""Readers of every kind, through a long life of sites: no entry is lost, doubled or bumped."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.simulator.verdicts import Verdict
from tests.simulator.world import World

pytestmark = pytest.mark.slow

DAYS = 45


def live(world: World, *, burst: int) -> None:
    """Days with all that sites, we and readers do; on one of them a site brings 300 articles."""
    gaceta, diario = world.rooms["gaceta"], world.rooms["diario"]
    withdrawn = []
    for day in world.days(DAYS):
        if day == 12:
            diario.ids = "tag:{}.example,2026:{}"
        if day == 15:  # a relaunch: every address is another
            gaceta.scheme = "https"
            for one in gaceta.articles:
                one.change(path=f"noticias/{one.path}")
        if day == 18:
            gaceta.on_top = [gaceta.write(world.today() - timedelta(days=10))]
        if day == 22:  # old ones are put on top again: as they were, and with the day in date and address
            diario.on_top = [diario.articles[3]]
            reprint = gaceta.articles[0]
            reprint.change(day=world.today(), path=reprint.path.replace("2026/", "2027/"))
            gaceta.on_top = [reprint]
        if day == 25:  # its feed is gone, its page prints the day only
            diario.dates, diario.ids = "day", ""
        if day == burst:
            for _ in range(300):
                gaceta.write(world.today())
        if day == 31:
            withdrawn = [one for one in diario.newest(8) if one.version.any == 0][:2]
            for one in withdrawn:
                world.withdraw(one)
        if day == 34:
            for one in withdrawn:
                one.is_withdrawn = False
        if day == 37:
            diario.dates, diario.ids = "minute", "https://{}.example/?p={}"
        if day == 39:
            gaceta.write(world.today() + timedelta(days=1))
        world.write()
        if day == 20:
            world.backfill("gaceta")
        if not 5 <= day <= 8:  # our own outage
            down, long = (frozenset({"gaceta"} if on else ()) for on in (10 <= day <= 13, day == burst))
            for _ in range(1 + world.chance.randrange(3)):
                world.run(down=down, long=long)
                world.poll(1)
        gaceta.on_top = diario.on_top = []
        world.poll(day or 1)
    world.poll()


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 7))])
def test_no_entry_is_lost_doubled_or_bumped_in_any_reader(tmp_path: Path, seed: int) -> None:
    """But for one: who takes only what is dated later than the last needs a feed that is dated by when we found it."""
    world = World(tmp_path, seed)
    live(world, burst=42 if seed == 1 else 28)  # the earlier, the longer its many entries are read
    edits = world.read.values()
    changes = {"title": sum(one.title for one in edits), "date": sum(one.date for one in edits), "absence": 2}
    for (file, every), accounts in world.accounts.items():
        for account in accounts:
            verdict = account.verdict(listed=world.listed[file], old=world.old)
            assert verdict.retold <= sum(changes[one] for one in account.reader.sees)
            faults = replace(verdict, retold=0)
            if account.reader.name == "rising date" and not file.startswith("found"):
                assert 0 < faults.lost < len(world.listed[file])
                faults = replace(faults, lost=0)
            assert (file, every, account.reader.name, faults) == (file, every, account.reader.name, Verdict())

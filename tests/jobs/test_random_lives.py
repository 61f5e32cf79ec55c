"""Lives of chance: whatever comes, goes, changes or fails, step by step gives the files that all at once does."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from csm_crawler.jobs.comparing import compare
from csm_crawler.jobs.publish import PublishError
from csm_crawler.store import faults_in
from tests.crawls import bytes_in
from tests.disks import writing_fails
from tests.jobs.published import START, Life, changed, from_scratch
from tests.publish.reading import walk

NEWS = ("news", "late", "backfill")
CHANGES = ("edit", "withdraw", "restore", "date")
SITE = """\
title = "La Gaceta, {number}"
url = "https://gaceta.example/"
kind = "feed"
feed = "https://gaceta.example/{number}.xml"
images = {images}
language = "es"
"""
LABELS = '[platforms.weibo]\nname = "Weibo, {number}"\n'


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))])
def test_step_by_step_gives_the_same_files_as_at_once(life: Life, seed: int) -> None:
    """Whatever comes, goes or changes: the files that are there are those of the store, and nothing else."""
    chance = random.Random(seed)
    now, readings = START, [life.new(START, feeds="all") for _ in range(20)]
    life.run(*readings)
    for _ in range(30 if seed else 12):
        now += timedelta(days=chance.choice([0, 1, 3, 9]), hours=1)
        happening = chance.choice([*NEWS, *CHANGES, "site", "labels", "unwritable"])
        if happening in NEWS:
            age = {"news": 1, "late": chance.randint(5, 90), "backfill": chance.randint(90, 400)}[happening]
            feeds = chance.choice(["all", "all weibo"])
            fresh = [life.new(now, age=timedelta(days=age + n), feeds=feeds) for n in range(chance.randint(1, 9))]
            readings += fresh
            life.run(*fresh, is_backfill=happening == "backfill")
        elif happening in CHANGES:
            place = chance.randrange(len(readings))
            readings[place] = changed(readings[place], happening, now, chance)
            life.run(readings[place])
        elif happening == "unwritable":
            readings.append(life.new(now))
            with writing_fails(chance.choice(["all", "weibo", "index"])), pytest.raises(PublishError):
                life.run(readings[-1])
            continue
        else:
            configure(life.home, happening, chance.randrange(3))
            life.publish()
        _, differences = compare(life.store, life.config(life.feeds), for_people=seed > 0)  # they take long
        assert differences == []
    life.publish()
    assert bytes_in(life.feeds) == from_scratch(life)
    for name in ("all", "weibo"):
        documents = list(walk(life.feeds, name, ".atom"))
        assert {guid for one in documents for guid in one.guids} == life.guids(name)
    life.store.close()
    assert list(faults_in(f"sqlite:///{life.home}/csm.sqlite3")) == []


def configure(home: Path, what: str, number: int) -> None:
    """Write the file of the articles' site, or that of names of platforms, in one of its forms."""
    (home / "sites").mkdir(exist_ok=True)
    if what == "site":
        text = SITE.format(number=number, images=str(number != 1).lower())
        (home / "sites" / "gaceta.toml").write_text(text, "utf-8")
    else:
        (home / "platforms.toml").write_text(LABELS.format(number=number), "utf-8")

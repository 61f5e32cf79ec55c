"""The archives of feeds on the disk: walking them gives the store, and news touches the months that it is dated in."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.config import Config
from csm_crawler.jobs.comparing import compare
from csm_crawler.jobs.publish import PublishError, publish
from csm_crawler.publish.files import write_changed
from csm_crawler.store import ArticleStore, Reading, faults_in
from tests.pages import FIGURES, in_all_languages
from tests.publish.reading import BASE_URL, read, walk
from tests.store.builders import card, reading, reread

START = datetime(2026, 5, 1, 8, tzinfo=UTC)
NEWS = ("news", "late", "backfill")
CHANGES = ("edit", "withdraw", "restore", "date")
SUFFIXES = (".rss", ".atom", ".json")
SITE = """\
title = "La Gaceta, {number}"
url = "https://gaceta.example/"
kind = "feed"
feed = "https://gaceta.example/{number}.xml"
images = {images}
language = "es"
"""
LABELS = '[platforms.weibo]\nname = "Weibo, {number}"\n'


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


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path)
    yield made
    made.store.close()


def daily(life: Life, days: int) -> list[Reading]:
    """An article a day from the first of May on."""
    return [life.new(START + timedelta(days=day)) for day in range(days)]


def archived(*months: str, name: str = "all") -> set[str]:
    return {f"archive/{name}/{month}{suffix}" for month in months for suffix in SUFFIXES}


def feed(name: str) -> set[str]:
    return {f"{name}{suffix}" for suffix in SUFFIXES}


def test_a_feed_that_holds_all_its_articles_has_no_archive(life: Life) -> None:
    life.run(*daily(life, 50))
    assert life.months() == []
    assert [one.older for suffix in SUFFIXES for one in walk(life.feeds, "all", suffix)] == ["", "", ""]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_walking_back_from_a_feed_gives_exactly_its_articles(life: Life, suffix: str) -> None:
    *most, last = daily(life, 100)
    life.run(*most, last, life.new(START, feeds="all"))
    life.run(*(life.new(START, age=timedelta(days=300 + n), feeds="all") for n in range(3)), is_backfill=True)
    for name in ("all", "weibo"):
        documents = list(walk(life.feeds, name, suffix))
        guids = [guid for one in documents[1:] for guid in one.guids]
        assert len(guids) == len(set(guids))
        assert {*guids, *documents[0].guids} == life.guids(name)
        assert life.guids(name) - {*guids} == {last.article.guid}  # of the newest day
        assert len(documents[0].guids) == 50
        marks = [(one.is_archive, one.current) for one in documents]
        if suffix != ".json":
            assert marks == [(False, ""), *[(True, f"{BASE_URL}{name}{suffix}")] * (len(documents) - 1)]
    assert life.months("all") == ["2025-07", "2026-05", "2026-06", "2026-07", "2026-08"]
    assert life.months("weibo") == ["2026-05", "2026-06", "2026-07", "2026-08"]


def test_news_is_archived_the_day_after_in_the_months_that_it_is_dated_in_and_no_other(life: Life) -> None:
    life.run(*daily(life, 100))
    august, beside = START + timedelta(days=100), in_all_languages("index")
    both = {*archived("2026-08"), *archived("2026-08", name="weibo")}
    assert life.run(life.new(august)) == {*feed("all"), *feed("weibo"), *both, *beside, *in_all_languages("weibo")}
    assert life.run(life.new(august, feeds="all")) == {*feed("all"), *beside}
    september = august + timedelta(days=31)
    assert life.run(life.new(september, feeds="all")) == {*feed("all"), *archived("2026-08"), *beside}
    late = life.new(september, age=timedelta(days=75), feeds="all")
    assert life.run(late) == {*feed("all"), *beside}
    after = life.new(september + timedelta(days=1), feeds="all")
    assert life.run(after) == {*feed("all"), *archived("2026-06", "2026-09"), *beside}
    assert life.publish() == set()


def test_a_backfill_writes_archives_and_leaves_the_feeds_entries_alone(life: Life) -> None:
    first = daily(life, 60)
    life.run(*first)
    before = read(life.feeds, "all.rss").guids
    old = [life.new(START, age=timedelta(days=40 + n), feeds="all") for n in range(5)]
    documents = archived("2026-03", "2026-05")
    assert life.run(*old, is_backfill=True) == {*documents, *in_all_languages("index")}
    assert read(life.feeds, "all.rss").guids == before
    listed = [reread(one, words={"teaser": "Otra."}, days=60) for one in old]
    life.run(*listed)
    assert read(life.feeds, "all.rss").guids == before
    assert life.store.articles(feeds=["all"], until=START - timedelta(days=30)).__next__().summary == "Otra."


def test_a_backfill_into_a_small_store_is_archived_though_the_feed_has_room(life: Life) -> None:
    life.run(*daily(life, 3))
    life.run(*(life.new(START, age=timedelta(days=400)) for _ in range(2)), is_backfill=True)
    current, *older = walk(life.feeds, "all", ".atom")
    assert len(current.guids) == 3
    assert [(one.path, len(one.guids)) for one in older] == [
        ("archive/all/2026-05.atom", 2),
        ("archive/all/2025-03.atom", 2),
    ]


def test_an_edit_rewrites_the_month_of_its_article(life: Life) -> None:
    readings = daily(life, 100)
    life.run(*readings)
    changed = life.run(reread(readings[40], words={"title": "Otro titular"}, days=90))
    documents = archived("2026-06") | archived("2026-06", name="weibo")
    assert changed == {*documents, *feed("corrections"), "feeds.opml", *in_all_languages("index")}
    assert "Otro titular" in (life.feeds / "archive/all/2026-06.rss").read_text("utf-8")


def test_another_date_moves_an_article_from_month_to_month(life: Life) -> None:
    readings = daily(life, 100)
    life.run(*readings)
    moved = readings[10].article.guid
    meaning = {"published": START - timedelta(days=20), "date_text": "11 abril, 2026"}
    life.run(reread(readings[10], words={"date_text": "11 abril, 2026"}, meaning=meaning, days=2))
    assert moved in read(life.feeds, "archive/all/2026-04.rss").guids
    assert moved not in read(life.feeds, "archive/all/2026-05.rss").guids


def test_what_is_withdrawn_leaves_the_archive_and_an_empty_month_goes(life: Life) -> None:
    readings = daily(life, 100)
    old = life.new(START, age=timedelta(days=90))
    life.run(*readings)
    life.run(old, is_backfill=True)
    assert life.months()[0] == "2026-01"
    hidden = [
        reread(one, words={"rights": ("noindex",)}, meaning={"rights": ("noindex",)}) for one in (old, readings[0])
    ]
    life.run(*(replace(one, feeds=frozenset()) for one in hidden))
    assert life.months() == ["2026-05", "2026-06", "2026-07", "2026-08"]
    walked = {guid for one in walk(life.feeds, "all", ".rss") for guid in one.guids}
    assert walked == life.guids("all")
    assert readings[0].article.guid not in walked


def test_what_is_cleaned_away_leaves_the_archive(life: Life) -> None:
    life.run(*daily(life, 100))
    life.store.clean_articles(before=START + timedelta(days=40))
    life.publish()
    assert life.months() == ["2026-06", "2026-07", "2026-08"]
    assert {guid for one in walk(life.feeds, "all", ".json") for guid in one.guids} == life.guids("all")
    assert everything(life.feeds) == from_scratch(life)


def test_a_feed_that_holds_all_its_articles_again_loses_its_archive(life: Life) -> None:
    readings = daily(life, 51)
    life.run(*readings)
    assert life.months() == ["2026-05", "2026-06"]
    hidden = reread(readings[0], words={"rights": ("noindex",)}, meaning={"rights": ("noindex",)})
    life.run(replace(hidden, feeds=frozenset()))
    assert life.months() == []
    assert read(life.feeds, "all.rss").older == ""
    life.run(life.new(START + timedelta(days=60)))
    assert life.months() == ["2026-05", "2026-06"]
    assert {guid for one in walk(life.feeds, "all", ".rss") for guid in one.guids} == life.guids("all")


def test_a_long_month_lies_in_parts(life: Life) -> None:
    june = datetime(2026, 6, 1, tzinfo=UTC)
    life.run(*(life.new(june + timedelta(minutes=30 * n), feeds="all") for n in range(1100)))
    documents = list(walk(life.feeds, "all", ".json"))
    assert [(one.path, len(one.guids)) for one in documents] == [
        ("all.json", 337),
        ("archive/all/2026-06-3.json", 54),
        ("archive/all/2026-06-2.json", 500),
        ("archive/all/2026-06.json", 500),
        ("archive/all/2026-05.json", 2),
    ]
    assert life.run(life.new(june + timedelta(days=23), feeds="all")) == {
        *feed("all"),
        *archived("2026-06-3"),
        *in_all_languages("index"),
    }


def test_lost_feeds_come_back_with_their_archives(life: Life) -> None:
    life.run(*daily(life, 80))
    before = everything(life.feeds)
    life.feeds.rename(life.home / "old")
    life.publish()
    assert everything(life.feeds) == before


def test_what_was_archived_and_not_noted_as_such_is_removed_when_it_is_withdrawn(life: Life) -> None:
    """Its documents are there already when what is written last fails."""
    life.run(*daily(life, 60))
    late = [life.new(START, age=timedelta(days=400 + n), feeds="all") for n in (0, 1)]
    with writing_fails("index"), pytest.raises(PublishError):
        life.run(*late, is_backfill=True)
    assert life.months() == ["2025-03", "2026-05", "2026-06"]
    life.run(*(changed(one, "withdraw", START + timedelta(days=90), random.Random(0)) for one in late))
    assert life.months() == ["2026-05", "2026-06"]
    assert everything(life.feeds) == from_scratch(life)


def test_documents_of_which_the_store_knows_nothing_go_when_all_is_published(life: Life) -> None:
    life.run(*daily(life, 60))
    before = everything(life.feeds)
    for suffix in SUFFIXES:
        (life.feeds / f"archive/all/2019-01{suffix}").write_bytes(b"left")
    mine = {f"archive/all/{name}": b"mine" for name in ("notes.txt", "own.json")}
    for path, body in mine.items():
        (life.feeds / path).write_bytes(body)
    told = {(one.name, one.is_surplus) for one in compare(life.store, life.config(life.feeds))[1]}
    assert told == {("archive/all/2019-01", True)}
    life.publish(everything=True)
    assert everything(life.feeds) == before | mine


def test_the_check_tells_of_documents_that_are_others_missing_or_to_come(life: Life) -> None:
    life.run(*daily(life, 100))
    (life.feeds / "archive/all/2026-05.rss").write_bytes(b"junk")
    (life.feeds / "archive/weibo/2026-06.json").unlink()
    late = life.new(START, age=timedelta(days=60), feeds="all")
    life.store.add([late], is_backfill=True)
    before = everything(life.feeds)
    _, found = compare(life.store, life.config(life.feeds))
    told = {one.name: (one.files, one.is_new) for one in found}
    assert told == {
        "archive/all/2026-03": (SUFFIXES, True),
        "archive/all/2026-05": (SUFFIXES, False),  # leads to another one now
        "archive/weibo/2026-06": ((".json",), False),
    }
    assert all(one.is_archived for one in found)
    assert everything(life.feeds) == before


def test_what_could_not_be_written_is_written_by_the_next_publishing(life: Life) -> None:
    life.run(*daily(life, 80))
    in_the_way = life.feeds / "archive" / "all" / "2026-07.rss"
    in_the_way.unlink()
    (in_the_way / "x").mkdir(parents=True)
    life.store.add([life.new(START + timedelta(days=70))])
    with pytest.raises(PublishError):
        life.publish()
    (in_the_way / "x").rmdir()
    in_the_way.rmdir()
    life.publish()
    assert everything(life.feeds) == from_scratch(life)


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
    assert everything(life.feeds) == from_scratch(life)
    for name in ("all", "weibo"):
        documents = list(walk(life.feeds, name, ".atom"))
        assert {guid for one in documents for guid in one.guids} == life.guids(name)
    life.store.close()
    assert list(faults_in(f"sqlite:///{life.home}/csm.sqlite3")) == []


@contextmanager
def writing_fails(name: str) -> Iterator[None]:
    """As on a disk that takes no file of this name: of a feed and its page, or of what is written last."""

    def failing(path: Path, body: bytes) -> bool:
        if path.stem == name:
            raise OSError(28, "No space left on device")
        return write_changed(path, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("csm_crawler.jobs.publish.write_changed", failing)
        yield


def configure(home: Path, what: str, number: int) -> None:
    """Write the file of the articles' site, or that of names of platforms, in one of its forms."""
    (home / "sites").mkdir(exist_ok=True)
    if what == "site":
        text = SITE.format(number=number, images=str(number != 1).lower())
        (home / "sites" / "gaceta.toml").write_text(text, "utf-8")
    else:
        (home / "platforms.toml").write_text(LABELS.format(number=number), "utf-8")


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


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def from_scratch(life: Life) -> dict[str, bytes]:
    """All files as they are written into an empty folder."""
    folder = life.home / "again"
    publish(life.store, life.config(folder), everything=True)
    return everything(folder)

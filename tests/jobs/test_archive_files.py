"""The archives of feeds on the disk: walking them gives the store, and news touches the months that it is dated in."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.jobs.comparing import compare
from csm_crawler.jobs.publish import PublishError
from csm_crawler.store import Reading
from tests.crawls import bytes_in
from tests.disks import writing_fails
from tests.jobs.published import START, SUFFIXES, Life, changed, from_scratch
from tests.pages import in_all_languages
from tests.publish.reading import BASE_URL, read, walk
from tests.store.builders import reread


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
    assert bytes_in(life.feeds) == from_scratch(life)


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
    before = bytes_in(life.feeds)
    life.feeds.rename(life.home / "old")
    life.publish()
    assert bytes_in(life.feeds) == before


def test_what_was_archived_and_not_noted_as_such_is_removed_when_it_is_withdrawn(life: Life) -> None:
    """Its documents are there already when what is written last fails."""
    life.run(*daily(life, 60))
    late = [life.new(START, age=timedelta(days=400 + n), feeds="all") for n in (0, 1)]
    with writing_fails("index"), pytest.raises(PublishError):
        life.run(*late, is_backfill=True)
    assert life.months() == ["2025-03", "2026-05", "2026-06"]
    life.run(*(changed(one, "withdraw", START + timedelta(days=90), random.Random(0)) for one in late))
    assert life.months() == ["2026-05", "2026-06"]
    assert bytes_in(life.feeds) == from_scratch(life)


def test_documents_of_which_the_store_knows_nothing_go_when_all_is_published(life: Life) -> None:
    life.run(*daily(life, 60))
    before = bytes_in(life.feeds)
    for suffix in SUFFIXES:
        (life.feeds / f"archive/all/2019-01{suffix}").write_bytes(b"left")
    mine = {f"archive/all/{name}": b"mine" for name in ("notes.txt", "own.json")}
    for path, body in mine.items():
        (life.feeds / path).write_bytes(body)
    told = {(one.name, one.is_surplus) for one in compare(life.store, life.config(life.feeds))[1]}
    assert told == {("archive/all/2019-01", True)}
    life.publish(everything=True)
    assert bytes_in(life.feeds) == before | mine


def test_the_check_tells_of_documents_that_are_others_missing_or_to_come(life: Life) -> None:
    life.run(*daily(life, 100))
    (life.feeds / "archive/all/2026-05.rss").write_bytes(b"junk")
    (life.feeds / "archive/weibo/2026-06.json").unlink()
    late = life.new(START, age=timedelta(days=60), feeds="all")
    life.store.add([late], is_backfill=True)
    before = bytes_in(life.feeds)
    _, found = compare(life.store, life.config(life.feeds))
    told = {one.name: (one.files, one.is_new) for one in found}
    assert told == {
        "archive/all/2026-03": (SUFFIXES, True),
        "archive/all/2026-05": (SUFFIXES, False),  # leads to another one now
        "archive/weibo/2026-06": ((".json",), False),
    }
    assert all(one.is_archived for one in found)
    assert bytes_in(life.feeds) == before


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
    assert bytes_in(life.feeds) == from_scratch(life)

"""What is removed is what was asked for, with all that is kept of it, and it never comes back as new."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from csm_crawler.jobs.clean import Cleaned, clean, clean_bodies
from csm_crawler.retention import Keep
from csm_crawler.store import ArticleStore, Bodies, Reading, faults_in
from csm_crawler.store.schema import alias, article, article_platform, card, feed_article, gone, revision, snapshot
from tests.disks import run_on_full_disk
from tests.store.builders import NOON, reading, reread
from tests.store.builders import card as said

DAY = timedelta(days=1)
OLD, NEW = NOON - 100 * DAY, NOON - DAY


def seen(number: int, at: datetime, **words: Any) -> Reading:
    return reading(number, says=said(number, seen_at=at, **words), published=at)


def keep_bodies(url: str, bodies: Sequence[tuple[datetime, int]]) -> None:
    """Bodies of so many bytes, fetched then."""
    rows = [
        {
            "site": "gaceta",
            "url": f"https://gaceta.example/{number}",
            "hash": f"{number:064}",
            "fetched_at": at,
            "content_type": "text/html",
            "size": 4 * size,
            "body": bytes(size),
            "problem": "",
        }
        for number, (at, size) in enumerate(bodies)
    ]
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(snapshot.insert(), rows)
    engine.dispose()


def kept_bodies(url: str) -> list[int]:
    """The numbers of those that are there; a run has others of its own."""
    asked = select(snapshot.c.hash).where(snapshot.c.site == "gaceta").order_by(snapshot.c.hash)
    return [int(one) for (one,) in everything(url, asked)]


def everything(url: str, asked: Any) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(asked)]
    engine.dispose()
    return found


def test_bodies_go_by_their_age_and_then_the_oldest_go_until_the_room_holds_all(store: ArticleStore, url: str) -> None:
    keep_bodies(url, [(NOON - 91 * DAY, 10), (NOON - 50 * DAY, 400), (NOON - 30 * DAY, 300), (NOON - DAY, 300)])
    asked: dict[str, Any] = {"before": NOON - 90 * DAY, "at_most": 700}
    assert store.clean_bodies(**asked, dry_run=True) == Bodies(number=2, bytes=410)
    assert kept_bodies(url) == [0, 1, 2, 3]
    assert store.clean_bodies(**asked) == Bodies(number=2, bytes=410)
    assert kept_bodies(url) == [2, 3]
    assert store.clean_bodies(**asked) == Bodies()
    assert store.clean_bodies(before=NOON - 90 * DAY, at_most=600) == Bodies()


def test_more_bodies_than_a_lot_go(store: ArticleStore, url: str) -> None:
    keep_bodies(url, [(NOON - (1000 - number) * DAY, 7) for number in range(1000)])
    assert store.clean_bodies(before=NOON - 1000 * DAY, at_most=3500) == Bodies(number=500, bytes=3500)
    assert kept_bodies(url) == list(range(500, 1000))
    assert store.clean_bodies(before=NOON - 200 * DAY, at_most=3500) == Bodies(number=300, bytes=2100)
    assert kept_bodies(url) == list(range(800, 1000))


@pytest.mark.parametrize("none", [Keep(bodies_days=0), Keep(bodies_mb=0)])
def test_zero_keeps_no_body(store: ArticleStore, url: str, none: Keep) -> None:
    keep_bodies(url, [(NOON, 10), (NOON - DAY, 10)])
    assert clean(store, none, now=NOON).bodies == Bodies(number=2, bytes=20)
    assert kept_bodies(url) == []


def test_a_run_cleans_bodies_where_one_is_too_old_or_some_came(store: ArticleStore, url: str) -> None:
    now, started = NOON, NOON - timedelta(minutes=1)
    assert store.bodies_span() is None
    assert clean_bodies(store, Keep(), now=now, since=started) is None
    keep_bodies(url, [(NOON - 91 * DAY, 400_000), (NOON - 80 * DAY, 400_000), (NOON - 70 * DAY, 400_000)])
    assert store.bodies_span() == (NOON - 91 * DAY, NOON - 70 * DAY)
    assert clean_bodies(store, Keep(), now=now, since=started) == Bodies(number=1, bytes=400_000)
    # None came since, so the room was held before: it is not reckoned again.
    assert clean_bodies(store, Keep(bodies_mb=0), now=now, since=started) is None
    assert clean_bodies(store, Keep(bodies_mb=0), now=now, since=NOON - 70 * DAY) == Bodies(number=2, bytes=800_000)


@pytest.fixture
def mixed(store: ArticleStore) -> ArticleStore:
    """Two articles of long ago, one of them corrected since, and one of yesterday."""
    first = seen(1, OLD, source_id="https://gaceta.example/?p=1")
    store.add([first, replace(seen(2, OLD), feeds=frozenset({"all"})), seen(3, NEW)])
    store.add([reread(first, words={"title": "Otro titular", "teaser": "Otra entradilla."})])
    return store


def test_articles_that_are_kept_no_longer_go_with_all_that_is_kept_of_them(mixed: ArticleStore, url: str) -> None:
    assert mixed.counts() == {"all": 3, "corrections": 1, "weibo": 2}
    mixed.mark_written(["all", "corrections", "weibo"])
    assert mixed.clean_articles(before=NOON - 90 * DAY, dry_run=True) == 2
    assert len(list(mixed.articles())) == 3
    assert mixed.clean_articles(before=NOON - 90 * DAY) == 2
    assert mixed.newest("all") == [seen(3, NEW).article]
    for table in (card, alias, article_platform, revision):
        assert {row[0] for row in everything(url, select(table.c.article_id))} <= {3}
    assert [row[0] for row in everything(url, select(feed_article.c.article_id))] == [3, 3]
    assert mixed.counts() == {"all": 1, "corrections": 0, "weibo": 1}
    assert mixed.stale_feeds() == ["all", "corrections", "weibo"]
    assert list(faults_in(url)) == []
    assert mixed.clean_articles(before=NOON - 90 * DAY) == 0


def test_what_was_cleaned_away_never_comes_back_as_new(mixed: ArticleStore, url: str) -> None:
    mixed.clean_articles(before=NOON - 90 * DAY)
    before = mixed.counts()
    moved = said(1, link="https://gaceta.example/titular-nuevo", source_id="https://gaceta.example/?p=1")
    again = [reading(1, says=said(1, title="Tercer titular")), reading(1, says=moved), reading(2)]
    for one in again:
        assert mixed.add([one]).new == ()
    http = replace(reading(2), article=replace(reading(2).article, url="http://www.gaceta.example/2/"))
    assert mixed.add([http]).new == ()
    assert (mixed.counts(), list(faults_in(url))) == (before, [])
    assert len(mixed.add([reading(4)]).new) == 1


def test_an_id_that_is_a_place_in_a_list_does_not_keep_the_next_article_out(store: ArticleStore) -> None:
    store.add([seen(1, OLD, source_id="1"), seen(2, OLD, source_id="2")])
    store.clean_articles(before=NOON - 90 * DAY)
    assert len(store.add([seen(7, NOON, source_id="1")]).new) == 1


def test_an_article_whose_link_has_another_token_at_each_visit_does_not_come_back(store: ArticleStore) -> None:
    def visit(token: str, at: datetime, slug: str = "tiendas-nuevas") -> Reading:
        return seen(1, at, link=f"https://gaceta.example/{slug}?sid={token}")

    store.add([visit("a8f3b2c94d7e61f05b3c", OLD)])
    assert store.clean_articles(before=NOON - 90 * DAY) == 1
    assert store.add([visit("7c1e99b04fa2d3866e5f", NOON)]).new == ()
    assert len(store.add([visit("7c1e99b04fa2d3866e5f", NOON, slug="otras-tiendas")]).new) == 1


def test_an_id_that_leads_to_an_article_that_stays_is_not_gone(store: ArticleStore, url: str) -> None:
    shared = "tag:gaceta.example,2026:portada"
    store.add([seen(1, OLD, source_id=shared)])
    store.add([seen(2, NEW, source_id="tag:gaceta.example,2026:dos")])
    engine = create_engine(url)
    with engine.begin() as connection:  # both bear one id, as where a feed reuses them
        key = connection.execute(select(alias.c.key).where(alias.c.article_id == 1, alias.c.kind == "id")).scalar_one()
        also = {"article_id": 2, "kind": "id", "value": f"gaceta {shared}", "key": key, "seen_at": NEW}
        connection.execute(alias.insert().values(also))
    engine.dispose()
    assert store.clean_articles(before=NOON - 90 * DAY) == 1
    assert (key,) not in everything(url, select(gone.c.key))


def test_articles_of_more_than_a_lot_go_and_the_others_stay(store: ArticleStore, url: str) -> None:
    numbers = list(range(1, 1001))
    random.Random(7).shuffle(numbers)
    store.add([seen(number, OLD if number % 3 else NEW) for number in numbers])
    assert store.clean_articles(before=NOON - 90 * DAY) == 667
    assert store.counts() == {"all": 333, "weibo": 333}
    assert {row[0] for row in everything(url, select(article.c.title))} == {f"Noticia {n}" for n in range(3, 1001, 3)}
    assert list(faults_in(url)) == []


def test_articles_are_for_ever_until_a_number_of_days_is_named(mixed: ArticleStore) -> None:
    cleaned = clean(mixed, Keep(), now=NOON + 10_000 * DAY)
    assert (cleaned.articles, cleaned.bodies, mixed.count("all")) == (0, Bodies(), 3)
    assert clean(mixed, Keep(articles_days=90), now=NOON, dry_run=True) == Cleaned(
        bodies=Bodies(), articles=2, space=None
    )
    assert clean(mixed, Keep(articles_days=90), now=NOON).articles == 2


CLEANER = """
import sys
from datetime import timedelta
from csm_crawler.store import ArticleStore
from tests.disks import run_on_full_disk
from tests.store.builders import NOON
with ArticleStore.open(sys.argv[1]) as store:
    print("ready", flush=True)
    store.clean_articles(before=NOON - timedelta(days=90))
    print("done", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("times", [20])
def test_a_cleaning_that_is_killed_leaves_a_whole_store_and_the_next_goes_on(tmp_path: Path, times: int) -> None:
    path = tmp_path / "csm.sqlite3"
    url = f"sqlite:///{path}"
    with ArticleStore.open(url) as store:
        store.add([seen(number, OLD if number % 10 else NEW) for number in range(3000)])
    whole, chance, longest = path.read_bytes(), random.Random(times), 0.4
    left: list[int] = []
    while len(left) < times or not any(300 < number < 3000 for number in left):
        assert len(left) < 10 * times
        path.write_bytes(whole)
        with subprocess.Popen([sys.executable, "-c", CLEANER, url], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, longest))
            os.kill(process.pid, signal.SIGKILL)
        assert list(faults_in(url)) == []
        with ArticleStore.open(url) as store:
            left.append(store.count("all"))
            longest *= 1.3 if left[-1] == 3000 else 0.8 if left[-1] == 300 else 1  # as busy as the machine is
            store.clean_articles(before=NOON - 90 * DAY)
            assert store.counts() == {"all": 300, "weibo": 300}
        assert list(faults_in(url)) == []


def test_room_is_given_back_where_it_is_much(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    url = f"sqlite:///{path}"
    with ArticleStore.open(url) as store:
        store.add([seen(1, NEW)])
        keep_bodies(url, [(OLD, 100_000)] * 40)
        size = store.give_back()
        assert size
        assert (size.unused, size.freed) == (0, 0)
        store.clean_bodies(before=NEW, at_most=10**9)
        unused = store.give_back()
        assert unused
        assert (unused.file, unused.freed) == (size.file, 0)
        assert unused.unused > 4_000_000
        freed = store.give_back(much=1_000_000)
        assert freed
        assert (freed.freed, freed.unused) == (size.file - freed.file, 0)
        assert freed.freed > 4_000_000
        assert path.stat().st_size == freed.file
        assert store.newest("all") == [seen(1, NEW).article]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


GIVE_BACK = """
import sys
from csm_crawler.store import ArticleStore
with ArticleStore.open(sys.argv[1]) as store:
    print(store.give_back(much=1_000_000).freed)
"""


@pytest.mark.parametrize(("room", "freed"), [(1_000_000, False), (4_000_000, True)])
def test_room_stays_where_the_disk_has_none_for_a_copy(tmp_path: Path, room: int, freed: bool) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "csm.sqlite3"
    with ArticleStore.open(f"sqlite:///{path}") as store:
        keep_bodies(f"sqlite:///{path}", [(OLD, 100_000)] * 20 + [(NEW, 100_000)] * 20)
        store.clean_bodies(before=NEW, at_most=10**9)
    command = (sys.executable, "-c", GIVE_BACK, f"sqlite:///{path}")
    done = run_on_full_disk(folder, *command, size=path.stat().st_size + room)
    assert (done.returncode, done.stderr) == (0, "")
    assert (int(done.stdout) > 1_000_000) is freed


def test_a_server_looks_after_its_own_room(store: ArticleStore, url: str) -> None:
    assert (store.give_back() is None) == url.startswith("postgresql")

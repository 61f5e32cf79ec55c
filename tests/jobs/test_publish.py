"""Store → feeds: only what changed, whole files, and one feed's fault costs no other."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from csm_crawler.config import Config
from csm_crawler.jobs.comparing import compare
from csm_crawler.jobs.publish import Published, PublishError, publish
from csm_crawler.jobs.rendering import Renderer
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import ROOT, Run, environment
from tests.crawls import bytes_in
from tests.pages import FIGURES, in_all_languages
from tests.store.builders import NOON, card, reading

TEN = range(1, 11)


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.*")}


def in_all_formats(*names: str) -> set[str]:
    return {f"{name}.{kind}" for name in names for kind in ("rss", "atom", "json")}


@pytest.fixture
def store(config: Config) -> Iterator[ArticleStore]:
    with ArticleStore.open(config.database) as opened:
        opened.add([reading(number) for number in TEN])
        yield opened


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the store asks its database meanwhile."""
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_publishing_that_has_nothing_to_do_reads_no_article_and_opens_no_file(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish(store, config) == Published(feeds=2, written=2)
    before = times(config.feeds)
    with statements() as asked:
        assert publish(store, config) == Published(feeds=2, written=0)
    assert asked
    assert not [one for one in asked if re.search(r"FROM (article|feed_article|card)\b|JOIN", one)]
    assert not [one for one in asked if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert times(config.feeds) == before


def test_new_articles_touch_only_their_feeds(store: ArticleStore, config: Config) -> None:
    store.add([reading(number, feeds="all douyin") for number in range(20, 40)])
    publish(store, config)
    before = times(config.feeds)
    store.add([reading(number, feeds="all weibo") for number in range(50, 60)])
    with statements() as asked:
        assert publish(store, config) == Published(feeds=3, written=2)
    changed = {name for name, moment in times(config.feeds).items() if before[name] != moment}
    assert changed - FIGURES == {*in_all_formats("all", "weibo"), *in_all_languages("index", "weibo")}
    # Of the index; articles of feeds and of their pages are read together, by id. Figures name the newest of all, which
    # they ask for twice, and the first and the last of two platforms.
    assert len([one for one in asked if "JOIN article" in one and "count(" not in one]) == 1 + 2 + 4
    assert len([one for one in asked if re.search(r"guid.*FROM article\s+WHERE article.id IN", one, re.S)]) == 2


@pytest.mark.slow
def test_how_much_is_read_does_not_grow_with_the_archive(store: ArticleStore, config: Config) -> None:
    def asked_for_one_more(number: int) -> int:
        store.add([reading(number, published=NOON - timedelta(seconds=10))])
        with statements() as asked:
            publish(store, config)
        return len(asked)

    store.add([reading(number, published=NOON - timedelta(minutes=number)) for number in range(200, 900)])
    publish(store, config)
    before = asked_for_one_more(100)
    store.add([reading(number, published=NOON - timedelta(minutes=number)) for number in range(1000, 3000)])
    publish(store, config)
    assert asked_for_one_more(4000) == before


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        pytest.param(
            {"TZ": "America/Lima", "PYTHONHASHSEED": "42", "LC_ALL": "C.utf8", "LANG": "es_ES.UTF-8"},
            marks=pytest.mark.slow,
        ),
        pytest.param(
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=["east", "west", "far"],
)
def test_the_same_store_gives_the_same_bytes_in_any_process(csm: Run, home: Path, variables: dict[str, str]) -> None:
    csm("run")
    other = home / "elsewhere"
    done = subprocess.run(
        [sys.executable, "-m", "csm_crawler", "publish"],
        cwd=home,
        env=environment(home) | variables | {"CSM_FEEDS": str(other)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "43 feeds (43 written)\n"
    assert bytes_in(other) == bytes_in(home / "feeds")


def test_the_order_in_which_articles_came_shows_nowhere(config: Config, tmp_path: Path) -> None:
    written: list[dict[str, bytes]] = []
    for order in (TEN, reversed(TEN)):
        with ArticleStore.open(f"sqlite:///{tmp_path}/{len(written)}.sqlite3") as store:
            for number in order:
                store.add([reading(number)])
            publish(store, config, everything=True)
        written.append(bytes_in(config.feeds))
        shutil.rmtree(config.feeds)
    assert written[0] == written[1]


KILLED = """
import os, signal
from pathlib import Path
from csm_crawler.config import load_config
from csm_crawler.jobs.publish import publish
from csm_crawler.store import ArticleStore

written, fsync = 0, os.fsync
def killing(descriptor):
    global written
    written += 1
    if written == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(descriptor)
os.fsync = killing
config = load_config(Path({home!r}))
with ArticleStore.open(config.database) as store:
    publish(store, config)
"""


@pytest.mark.parametrize("after", [1, 5, *(pytest.param(files, marks=pytest.mark.slow) for files in (2, 3, 8))])
def test_a_kill_leaves_every_file_whole_and_the_next_publishing_makes_up_for_it(
    store: ArticleStore, config: Config, tmp_path: Path, after: int
) -> None:
    publish(store, config)
    old = bytes_in(config.feeds)
    store.add([reading(number) for number in range(20, 25)])
    code = KILLED.format(after=after, home=str(config.home))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(ROOT), check=False)
    assert done.returncode == -signal.SIGKILL
    left = bytes_in(config.feeds)

    assert publish(store, config).feeds == 2
    new = bytes_in(config.feeds)
    assert new != old
    assert old.keys() == new.keys()
    assert all(body in (old[name], new[name]) for name, body in left.items() if not name.endswith(".tmp"))
    assert left.keys() >= old.keys()
    publish(store, config, everything=True)
    assert bytes_in(config.feeds) == new


SMALL_DISK = """
mount -t tmpfs -o size=8m,mode=755 tmpfs {feeds}
cd {root}
CSM_HOME={home} {python} -m csm_crawler publish; echo first $?
{fill}
dd if=/dev/zero of={feeds}/filler bs=1k 2>/dev/null; truncate -s -100k {feeds}/filler
CSM_HOME={home} {python} -m csm_crawler publish; echo second $?
cat {feeds}/all.rss | tail -1
find {feeds} -name '.*' -type f
umount {feeds}
"""


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_files_whole(store: ArticleStore, config: Config, home: Path) -> None:
    config.feeds.mkdir()
    more = (
        "from tests.store.builders import *; from csm_crawler.store import ArticleStore\n"
        "long = [reading(n, says=card(n, teaser='x' * 1000)) for n in range(20, 70)]\n"
        f"ArticleStore.open({config.database!r}).add(long)"
    )
    fill = f'{sys.executable} -c "{more}"'
    script = SMALL_DISK.format(feeds=config.feeds, root=ROOT, home=home, python=sys.executable, fill=fill)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], env=environment(ROOT), capture_output=True, text=True, check=False
    )
    if "mount" in done.stderr:
        pytest.skip(f"no disk of our own here: {done.stderr}")
    assert done.stdout == "2 feeds (2 written)\nfirst 0\nsecond 1\n</rss>\n"
    (line,) = done.stderr.splitlines()
    assert re.fullmatch(r"csm: .* could not be written, the old files stand: .*: No space left on device", line)
    assert publish(store, config).written == 2  # on a disk that has room


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Have the title of `weibo` be what no renderer can take, or no longer."""
    title_of = Renderer.feed

    def set_fault(wrong: bool) -> None:
        def feed(self: Renderer, name: str, articles: Any) -> Any:
            if wrong and name == "weibo":
                raise ValueError("All strings must be\nXML compatible")
            return title_of(self, name, articles)

        monkeypatch.setattr(Renderer, "feed", feed)

    return set_fault


def test_a_feed_that_cannot_be_rendered_costs_no_other(
    store: ArticleStore, config: Config, faulty: Callable[[bool], None]
) -> None:
    publish(store, config)
    old = bytes_in(config.feeds)
    store.add([reading(number) for number in range(20, 25)])
    faulty(True)
    with pytest.raises(PublishError) as caught:
        publish(store, config)
    told = "weibo could not be written, the old files stand: ValueError: All strings must be XML compatible"
    assert str(caught.value) == told
    assert caught.value.exit_code == 1
    assert caught.value.published == Published(feeds=2, written=1)
    left = bytes_in(config.feeds)
    changed = {name for name in left if left[name] != old[name]}
    assert changed - FIGURES == {*in_all_formats("all"), *in_all_languages("index")}
    assert store.stale_feeds() == ["weibo"]

    faulty(False)
    assert publish(store, config) == Published(feeds=2, written=1)
    assert store.stale_feeds() == []


def test_a_feed_that_never_had_files_is_not_linked_to_while_it_cannot_be_rendered(
    store: ArticleStore, config: Config, faulty: Callable[[bool], None]
) -> None:
    faulty(True)
    with pytest.raises(PublishError):
        publish(store, config)
    assert b"weibo.rss" not in (config.feeds / "index.html").read_bytes() + (config.feeds / "feeds.opml").read_bytes()
    faulty(False)
    publish(store, config)
    assert b"weibo.rss" in (config.feeds / "index.html").read_bytes()


@pytest.mark.slow
def test_a_fault_of_the_feeds_is_one_line_and_exit_1_of_the_command(csm: Run, home: Path) -> None:
    csm("run")
    (home / "feeds" / "weibo.rss").unlink()
    (home / "feeds" / "weibo.rss").mkdir()
    (home / "feeds" / "tmall.rss").unlink()
    done = csm("publish")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    told = f"weibo could not be written, the old files stand: {home}/feeds/weibo.rss: Is a directory"
    assert line == f"csm: {told}"
    assert (home / "feeds" / "tmall.rss").is_file()
    done = csm("run")
    assert done.returncode == 0


def test_many_faults_are_one_line(store: ArticleStore, config: Config) -> None:
    store.add([reading(30, feeds="a b c d e")])
    for name in "abcde":
        (config.feeds / f"{name}.json").mkdir(parents=True)
    told = r"^a, b, c and 2 more could not be written, the old files stand: /.*/a\.json: Is a directory$"
    with pytest.raises(PublishError, match=told):
        publish(store, config)


@pytest.mark.parametrize("name", ["../../climbs", "/etc/passwd", "group/../x", "a b", ".hidden", "微信", "l" * 221])
def test_a_name_that_climbs_out_of_the_folder_writes_nothing_there(
    store: ArticleStore, config: Config, home: Path, name: str
) -> None:
    store.add([Reading(card=card(40), article=reading(40).article, feeds=frozenset({"all", name}))])
    outside = {path for path in home.parent.rglob("*") if config.feeds not in (path, *path.parents)}
    with pytest.raises(PublishError, match="its name is not made of a-z") as caught:
        publish(store, config)
    assert caught.value.published.written == 2
    inside = bytes_in(config.feeds)
    pages = {*in_all_languages("index", "weibo"), "feed.css", "feeds.opml", *FIGURES}
    assert set(inside) == {*in_all_formats("all", "weibo"), *pages}
    assert {path for path in home.parent.rglob("*") if config.feeds not in (path, *path.parents)} == outside
    assert f"{name}.rss".encode() not in inside["feeds.opml"] + inside["index.html"]


def test_what_a_killed_publishing_left_is_swept_and_nothing_else(store: ArticleStore, config: Config) -> None:
    (config.feeds / "group").mkdir(parents=True)
    litter = [config.feeds / ".all.rss.0a1b2c3d.tmp", config.feeds / "group" / ".bats.atom.00000000.tmp"]
    others = [config.feeds / ".htaccess", config.feeds / "mine.tmp", config.feeds / ".notes.tmp"]
    for path in (*litter, *others):
        path.write_text("x", "utf-8")
    publish(store, config)
    assert [path for path in (*litter, *others) if path.exists()] == others


def test_without_any_article_who_asks_for_it_gets_pages_that_say_so(config: Config) -> None:
    with ArticleStore.open(config.database) as store:
        assert publish(store, config) == Published(feeds=0, written=0)
        assert not config.feeds.exists()
        assert publish(store, config, everything=True) == Published(feeds=0, written=0)
        assert set(bytes_in(config.feeds)) == {*in_all_languages("index"), "feed.css", "feeds.opml", *FIGURES}
        assert b"No articles yet." in (config.feeds / "index.html").read_bytes()
        assert compare(store, config, for_people=True) == (0, [])


def test_pages_that_were_lost_come_back(store: ArticleStore, config: Config) -> None:
    publish(store, config)
    for page in ("feed.css", "feeds.opml", *in_all_languages("index", "weibo")):
        (config.feeds / page).unlink()
        assert publish(store, config) == Published(feeds=2, written=0)
        assert (config.feeds / page).is_file()

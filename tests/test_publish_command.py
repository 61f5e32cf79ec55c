"""`csm publish --check`: what subscribers would see, and nothing written."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.slow

TITLE = "Influencer Incubator for Overseas Brands"
URL = "http://chinasocialmedia.net/influencer-incubator-for-overseas-brands/"


def state(home: Path) -> dict[Path, tuple[bytes, int]]:
    kept = (path for path in home.rglob("*") if path.is_file() and path.suffix not in (".lock", ".sqlite3-shm"))
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in kept}


def rows(csm: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(csm("publish", "--check", "--json").stdout)
    return found


@pytest.fixture
def feeds(csm: Run, home: Path) -> Path:
    csm("run")
    return home / "feeds"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_would_change_after_a_run(csm: Run, feeds: Path) -> None:
    done = csm("publish", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "43 feeds (0 would be written)\n", "")
    assert rows(csm) == []


def test_new_changed_and_bumped_entries_are_told_and_nothing_is_written(csm: Run, feeds: Path, home: Path) -> None:
    change(feeds / "tmall.json", "Influencer Incubator for", "An incubator of")
    change(feeds / "taotian.json", "2019-11-13T11:00:00", "2019-11-12T11:00:00")
    for suffix in ("rss", "atom", "json"):
        (feeds / f"tmall-global.{suffix}").unlink()
    (feeds / "alibaba.rss").unlink()
    (feeds / "feed.css").write_text("", "utf-8")
    before = state(home)
    done = csm("publish", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "alibaba: other bytes, no entry that is new or different",
        "taotian: 1 bumped",
        f"  bumped  {TITLE} <{URL}> (published)",
        "tmall: 1 changed",
        f"  changed {TITLE} <{URL}> (title, summary)",
        "tmall-global: 1 new",
        f"  new     {TITLE} <{URL}>",
        "pages: 1 changed",
        "  changed feed.css",
        "43 feeds (4 would be written)",
    ]
    assert state(home) == before
    assert csm("publish").stdout == "43 feeds (4 written)\n"
    assert csm("publish", "--check").returncode == 0


def test_documents_of_which_the_store_knows_nothing_are_told_and_then_removed(csm: Run, feeds: Path) -> None:
    stray = feeds / "archive" / "all" / "2019-01.rss"
    stray.parent.mkdir(parents=True)
    stray.write_text("left by a store that is gone", "utf-8")
    done = csm("publish", "--check")
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        ["archives: 1 removed", "  removed archive/all/2019-01", "43 feeds (0 would be written)"],
    )
    assert [(one["name"], one["is_surplus"]) for one in rows(csm)] == [("archive/all/2019-01", True)]
    assert csm("publish").stdout == "43 feeds (0 written)\n"
    assert not stray.exists()
    assert csm("publish", "--check").returncode == 0


def test_pages_that_would_be_new_or_changed_are_told_shortly_and_then_written(
    csm: Run, feeds: Path, home: Path
) -> None:
    for path in ("es/tmall.html", "trends/voice.csv", "zh/index.html"):
        (feeds / path).write_text("", "utf-8")
    gone = ["tmall", "tencent", "taotian", "weibo"]
    for page in (feeds / folder / f"{name}.html" for name in gone for folder in ("", "zh")):
        page.unlink()
    before = state(home)
    done = csm("publish", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "pages: 8 new, 3 changed",
        "  new     taotian.html, zh/taotian.html, tencent.html, zh/tencent.html, tmall.html, zh/tmall.html and 2 more",
        "  changed es/tmall.html, trends/voice.csv, zh/index.html",
        "43 feeds (0 would be written)",
    ]
    told = {row["name"]: row["is_new"] for row in rows(csm)}
    assert told == {f"{folder}{name}.html": True for name in gone for folder in ("", "zh/")} | {
        "es/tmall.html": False,
        "trends/voice.csv": False,
        "zh/index.html": False,
    }
    assert state(home) == before
    csm("publish")
    after = state(home)
    written = {path for path in after if after[path] != before.get(path) and path.is_relative_to(feeds)}
    assert {path.relative_to(feeds).as_posix() for path in written} == told.keys()
    assert csm("publish", "--check").stdout == "43 feeds (0 would be written)\n"


def test_json_tells_the_same(csm: Run, feeds: Path) -> None:
    change(feeds / "taotian.json", "2019-11-13T11:00:00", "2019-11-12T11:00:00")
    (entry,) = json.loads((feeds / "tmall.json").read_bytes())["items"]
    told = {"guid": entry["id"], "kind": "bumped", "title": TITLE, "url": URL, "fields": ["published"]}
    usual = {"is_new": False, "is_surplus": False, "problem": None, "unfilled": False}
    assert rows(csm) == [{"name": "taotian", "files": [".json"], "entries": [told], **usual}]


def test_where_the_json_was_lost_the_other_formats_tell_what_is_known(csm: Run, feeds: Path) -> None:
    (feeds / "all.json").unlink()
    (feeds / "weibo.json").write_text("{", "utf-8")
    assert [(row["name"], row["files"], row["entries"]) for row in rows(csm)] == [
        ("all", [".json"], []),
        ("weibo", [".json"], []),
    ]


def test_another_base_url_changes_bytes_and_no_entry(csm: Run, feeds: Path) -> None:
    done = csm("publish", "--check", env={"CSM_BASE_URL": "https://feeds.example/"})
    assert done.returncode == 1
    assert done.stdout.count("other bytes, no entry that is new or different\n") == 43
    assert done.stdout.endswith("43 feeds (43 would be written)\n")


def test_a_feed_of_csm_toml_that_would_be_filled_is_told_and_not_filled(csm: Run, feeds: Path, home: Path) -> None:
    with (home / "csm.toml").open("a", encoding="utf-8") as file:
        file.write('[[feed]]\nname = "mine"\nplatforms = ["tencent"]\n')
    done = csm("publish", "--check")
    assert (done.returncode, done.stdout) == (
        1,
        "mine: would be filled anew, as csm.toml says now\n44 feeds (1 would be written)\n",
    )
    assert csm("publish").stdout == "44 feeds (1 written)\n"
    assert csm("publish", "--check").returncode == 0


def test_json_goes_with_check(csm: Run, home: Path) -> None:
    done = csm("publish", "--json")
    assert done.returncode == 2
    assert "--json goes with --check" in done.stderr
    assert not (home / "feeds").exists()


def test_a_home_without_feeds_has_none_to_change_but_the_pages(csm: Run, home: Path) -> None:
    done = csm("publish", "--check")
    assert done.returncode == 1
    assert done.stdout.endswith("0 feeds (0 would be written)\n")
    assert not (home / "feeds").exists()

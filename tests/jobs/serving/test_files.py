"""The path of a URL → a published file, and no other file of the machine."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from csm_crawler.jobs.serving.answering import Resource
from csm_crawler.jobs.serving.files import published
from csm_crawler.publish.mediatypes import MEDIA_TYPES, media_type
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Published files among others."""
    feeds = tmp_path / "home" / "feeds"
    for name in (
        "index.html",
        "es/index.html",
        "all.rss",
        "group/bats.json",
        ".all.rss.0123abcd.tmp",
        ".hidden.rss",
        "csm.toml",
        "noext",
    ):
        (feeds / name).parent.mkdir(parents=True, exist_ok=True)
        (feeds / name).write_text(name, "utf-8")
    (tmp_path / "home" / "secret.rss").write_text("secret", "utf-8")
    (feeds / "inside.rss").symlink_to(feeds / "all.rss")
    (feeds / "outside.rss").symlink_to(tmp_path / "home" / "secret.rss")
    (feeds / "up").symlink_to(tmp_path / "home")
    (feeds / "loop.rss").symlink_to(feeds / "loop.rss")
    (feeds / "folder.rss").mkdir()
    os.mkfifo(feeds / "pipe.rss")
    return feeds


def test_a_file_is_told_with_its_kind_and_its_time(folder: Path) -> None:
    os.utime(folder / "group" / "bats.json", (1_700_000_000, 1_700_000_000))
    modified = datetime.fromtimestamp(1_700_000_000, tz=UTC)
    kind = MEDIA_TYPES[".json"]
    assert published(folder, "/group/bats.json") == Resource(
        body=b"group/bats.json", media_type=kind, modified=modified
    )


@pytest.mark.parametrize(
    ("path", "body"),
    [("/", b"index.html"), ("/es/", b"es/index.html"), ("/all.rss", b"all.rss"), ("/inside.rss", b"all.rss")],
)
def test_published_files_are_found(folder: Path, path: str, body: bytes) -> None:
    found = published(folder, path)
    assert found
    assert found.body == body


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.rss",
        "/group/../../secret.rss",
        "/up/secret.rss",
        "/outside.rss",
        "/loop.rss",
        "/pipe.rss",
        "/folder.rss",
        "/group",
        "/group/",
        "//all.rss",
        "/./all.rss",
        "/all.rss/",
        "/all.rss/..",
        "/.hidden.rss",
        "/.all.rss.0123abcd.tmp",
        "/csm.toml",
        "/noext",
        "/nothing.rss",
        "/all.RSS",
        "/all.rss\0.html",
        "/all.rss%00",
        "/..\\secret.rss",
        "/c:/secret.rss",
        "/" + "a" * 300 + ".rss",
        "/" + "a/" * 3000 + "a.rss",
        "/ü.rss",
        "\ud800.rss",
        "/all.rss/x",
    ],
)
def test_nothing_else_is(folder: Path, path: str) -> None:
    assert published(folder, path) is None


@given(some.lists(some.sampled_from(["..", ".", "/", "up", "secret.rss", "home", "feeds", "%2e", "\\", "\0", "~"])))
def test_no_path_leads_out(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as above:
        feeds = Path(above, "feeds")
        feeds.mkdir()
        Path(above, "secret.rss").write_text("secret", "utf-8")
        found = published(feeds, "/" + "".join(parts))
        assert found is None


def test_the_lines_for_nginx_say_the_same_of_each_kind() -> None:
    template = (ROOT / "csm_crawler" / "jobs" / "templates" / "nginx.conf").read_text("utf-8")
    told: dict[str, str] = {}
    for line in template.partition("types {")[2].partition("}")[0].split("\n"):
        kind, *suffixes = line.partition("#")[0].strip(" ;").split() or [""]
        told |= {suffix.rstrip(";"): kind for suffix in suffixes}
    assert told.keys() >= {"rss", "csv"}
    assert {suffix: media_type(f"a.{suffix}").partition(";")[0] for suffix in told} == told

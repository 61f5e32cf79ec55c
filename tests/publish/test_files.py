import os
import stat
from pathlib import Path

import pytest

from csm_crawler.publish.files import feed_file, write_changed


def test_writes_what_is_new_and_makes_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "group" / "bats.rss"
    assert write_changed(path, b"one")
    assert path.read_bytes() == b"one"
    assert write_changed(path, b"two")
    assert path.read_bytes() == b"two"


def test_equal_bytes_keep_the_modification_time(tmp_path: Path) -> None:
    path = tmp_path / "all.rss"
    write_changed(path, b"one")
    os.utime(path, (1, 1))
    before = path.stat()
    assert not write_changed(path, b"one")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_follow_the_umask(tmp_path: Path, mask: int, mode: int) -> None:
    old = os.umask(mask)
    try:
        write_changed(tmp_path / "all.rss", b"one")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "all.rss").stat().st_mode) == mode


def test_a_failing_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "all.rss"
    write_changed(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_changed(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("all.rss", b"old")]


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "all.rss").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_changed(tmp_path / "all.rss", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["all.rss"]


@pytest.mark.parametrize("name", ["all", "tmall-global", "group/bats", "58.com", "language/zh-hans"])
def test_feed_file_lies_under_its_folder(name: str) -> None:
    assert feed_file(Path("feeds"), name, ".rss") == Path(f"feeds/{name}.rss")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../all",
        "group/../../etc",
        "/etc/passwd",
        "group//bats",
        "a/",
        ".hidden",
        "A",
        "a b",
        "a\\b",
        "a\n",
        "微信",
    ],
)
def test_a_name_that_climbs_out_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="feed name"):
        feed_file(Path("feeds"), name, ".rss")


@pytest.mark.parametrize("suffix", ["", "rss", "./x", ".rss\n", ".."])
def test_a_suffix_that_is_none_is_refused(suffix: str) -> None:
    with pytest.raises(ValueError, match="suffix"):
        feed_file(Path("feeds"), "all", suffix)

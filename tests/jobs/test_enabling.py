"""csm.toml changed by a program, as its owner left it."""

import tomllib
from pathlib import Path

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.enabling import change_enabled

COMMENTED = """\
# mine
base_url = "https://one.example/"  # where it is served

sites = ["one"]  # the first

# feeds = "feeds"
"""
LINES = """\
sites = [
  "one",  # of old
  # these are new
  "two",
]
contact = "me@one.example"
"""


def changed(tmp_path: Path, text: str, *, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> str:
    file = tmp_path / "csm.toml"
    file.write_bytes(text.encode())
    assert change_enabled(file, add=add, remove=remove)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csm.toml"]
    return file.read_bytes().decode()


@pytest.mark.parametrize(
    ("text", "add", "after"),
    [
        (COMMENTED, ("two", "one"), COMMENTED.replace('["one"]', '["one", "two"]')),
        (LINES, ("three",), LINES.replace('  "two",\n', '  "two",\n  "three",\n')),
        (LINES.replace('"two",', '"two"'), ("three",), LINES.replace('  "two",\n', '  "two",\n  "three",\n')),
        ("", ("one",), 'sites = ["one"]\n'),
        ("# only words", ("one",), '# only words\nsites = ["one"]\n'),
        ('contact = "a"\n\n# of x\n[x]\ny = 1\n', ("one",), 'contact = "a"\nsites = ["one"]\n\n# of x\n[x]\ny = 1\n'),
        ("sites = []\r\n# end\r\n", ("one",), 'sites = ["one"]\r\n# end\r\n'),
        ("sites = [\r\n  'one',\r\n]\r\n", ("two",), "sites = [\r\n  'one',\r\n  \"two\",\r\n]\r\n"),
        ('\ufeffsites = ["one"]\n', ("two",), '\ufeffsites = ["one", "two"]\n'),
        (
            'sites = ["a", "b"]\n',
            ("c", "d", "e"),
            'sites = [\n    "a",\n    "b",\n    "c",\n    "d",\n    "e",\n]\n',
        ),
    ],
)
def test_names_are_added_and_all_else_stays(tmp_path: Path, text: str, add: tuple[str, ...], after: str) -> None:
    assert changed(tmp_path, text, add=add) == after


@pytest.mark.parametrize(
    ("text", "remove", "after"),
    [
        (COMMENTED, ("one",), COMMENTED.replace('["one"]', "[]")),
        (LINES, ("two",), LINES.replace('  "two",\n', "")),
        ('sites = ["a", "b", "a"]\n', ("b", "c"), 'sites = ["a"]\n'),
    ],
)
def test_names_are_taken_out_and_all_else_stays(tmp_path: Path, text: str, remove: tuple[str, ...], after: str) -> None:
    assert changed(tmp_path, text, remove=remove) == after


def test_a_file_that_says_so_already_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "csm.toml"
    file.write_text(COMMENTED, "utf-8")
    before = file.stat().st_mtime_ns
    assert not change_enabled(file, add=["one"], remove=["two"])
    assert file.stat().st_mtime_ns == before


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text(COMMENTED, "utf-8")
    link = tmp_path / "csm.toml"
    link.symlink_to("real.toml")
    change_enabled(link, add=["two"])
    assert link.is_symlink()
    assert tomllib.loads((tmp_path / "real.toml").read_text("utf-8"))["sites"] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"sites = ", "is not TOML"),
        (b"\xff", "is not TOML"),
        (b"x = [\n[1]\n]\n", "cannot be changed here; make it sites = ['one'] yourself"),
    ],
)
def test_a_file_that_cannot_be_changed_is_left_as_it_is(tmp_path: Path, text: bytes, words: str) -> None:
    file = tmp_path / "csm.toml"
    file.write_bytes(text)
    with pytest.raises(ConfigError, match=r"csm\.toml: ") as caught:
        change_enabled(file, add=["one"])
    assert words in str(caught.value)
    assert file.read_bytes() == text
    with pytest.raises(ConfigError, match="cannot be read"):
        change_enabled(tmp_path / "nowhere.toml", add=["one"])

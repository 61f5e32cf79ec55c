"""README.md, its translations and docs/ say what is true: what they name is ours, and what is ours is named."""

import re
import tomllib
from pathlib import Path

import pytest

from csm_crawler.cli.init import TEMPLATE
from csm_crawler.config import ENVIRONMENT, KEYS, TABLES, load_config
from csm_crawler.queries import Query
from csm_crawler.retention import Keep
from tests.commands_page import page
from tests.conftest import ROOT
from tests.documents import (
    PAGES,
    README,
    TRANSLATIONS,
    anchors,
    blocks,
    codes,
    command_rows,
    commands,
    links,
    meant,
    read,
    rows,
    shell_lines,
    tabled_commands,
)

ALL = (README, *TRANSLATIONS)
RETENTION = ("articles", "bodies_days", "bodies_mb")
"""Keys of [keep]."""


def test_every_command_stands_in_the_table_and_every_option_in_the_docs() -> None:
    tabled = {meant(command)[0] for command in tabled_commands(README)}
    assert commands() - tabled == set()
    file = ROOT / "docs" / "commands.md"
    if not file.is_file() or read(file) != page():
        file.write_text(page(), "utf-8")
        pytest.fail("docs/commands.md is written anew of what the commands say: read it, and commit it")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_what_a_page_says_in_passing_is_a_command_with_its_options(file: Path) -> None:
    lines = [line for block in blocks(read(file), "sh") for line in shell_lines(block)]
    said = [one for one in [*codes(read(file)), *lines] if re.match(r"csm\b(?! *=)", one)]
    assert [fault for one in said for fault in meant(one)[1]] == []
    assert said or file.name in ("own-feeds.md", "site-files.md")


def test_the_options_of_a_row_are_those_of_its_commands() -> None:
    told = [(file.name, *row) for file in ALL for row in command_rows(read(file))]
    options = [(name, row, one) for name, row, text in told for one in re.findall(r"`(--[a-z-]+)", text)]
    assert [
        (name, row, option)
        for name, row, option in options
        if all(meant(f"{meant(command)[0]} {option}")[1] for command in row)
    ] == []


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_every_setting_stands_in_the_table_and_in_the_examples(file: Path) -> None:
    table = {codes(cells[0])[0]: codes(cells[1])[0] for cells in rows(read(file)) if "`CSM_" in cells[1]}
    assert table == {key: variable for variable, key in ENVIRONMENT.items()}
    examples = "\n".join(blocks(read(file), "toml"))
    told = {*table, *re.findall(r"\w+", examples)}
    assert {
        *Query.__dataclass_fields__,
        *RETENTION,
        *re.findall(r"^(?:# )?(\w+) = ", TEMPLATE, re.MULTILINE),
    } - told == set()
    assert set(TABLES) - set(re.findall(r"\[(\w+)\]", examples)) == set()
    assert {*table, *TABLES} == {*KEYS}


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_the_examples_of_settings_are_settings(file: Path, tmp_path: Path) -> None:
    (tmp_path / "csm.toml").write_text("\n".join(blocks(read(file), "toml")), "utf-8")
    config = load_config(tmp_path)
    assert [query.name for query in config.queries] == ["luxury-shops"]
    assert config.keep == Keep()


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.name)
def test_a_translation_has_the_same_commands(file: Path) -> None:
    ours, theirs = read(README), read(file)
    assert [shell_lines(one) for one in blocks(theirs, "sh")] == [shell_lines(one) for one in blocks(ours, "sh")]
    assert [meant(one)[0] for one in tabled_commands(file)] == [meant(one)[0] for one in tabled_commands(README)]
    assert [tomllib.loads(one).keys() for one in blocks(theirs, "toml")] == [
        tomllib.loads(one).keys() for one in blocks(ours, "toml")
    ]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_lead_to_files_and_headings(file: Path) -> None:
    lost = []
    for link in links(read(file)):
        path, _, anchor = link.partition("#")
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or (anchor and anchor not in anchors(read(there))):
            lost.append(link)
    assert lost == []

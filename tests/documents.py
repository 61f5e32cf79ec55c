"""What README.md, its translations and docs/ say: their blocks of code, tables, links and commands."""

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click

from csm_crawler.cli.root import cli
from tests.conftest import ROOT

README = ROOT / "README.md"
TRANSLATIONS = (ROOT / "docs" / "README.es.md", ROOT / "docs" / "README.zh.md")
PAGES = (README, ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md")))
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def read(page: Path) -> str:
    return page.read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in that language."""
    return [body for _, named, body in FENCED.findall(text) if named == language]


def shell_lines(block: str) -> list[str]:
    """Its commands, without the comments behind them."""
    return [line for one in block.splitlines() if (line := re.sub(r"(^|\s+)#\s.*", "", one).strip())]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables; of a cell's code, `\\|` stands as the table has it."""
    lines = re.findall(r"^\|(.+)\|$", text, re.MULTILINE)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]


def codes(text: str) -> list[str]:
    """What stands between backquotes, outside of blocks."""
    return [re.sub(r"\s+", " ", one) for one in re.findall(r"`([^`]+)`", FENCED.sub("", text))]


def links(text: str) -> list[str]:
    """Where its links and pictures lead to, but for the web."""
    found = re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", text))
    return [one for one in found if not one.startswith(("http://", "https://"))]


def anchors(text: str) -> set[str]:
    """What GitHub calls its headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


def command_rows(text: str) -> Iterator[tuple[list[str], str]]:
    """Of each row of a table of commands these (`csm db upgrade`, `check` are two), and what it says of them."""
    for cells in rows(text):
        if cells[0].startswith("`csm "):
            named = codes(cells[0])
            written = named[:1]
            for before, one in pairwise(named):
                whole = one.startswith("csm ")
                written.append(one if whole else f"{written[-1].rpartition(before.split()[-1])[0]}{one}")
            yield written, cells[1]


def tabled_commands(page: Path) -> list[str]:
    """All commands of a page's tables."""
    return [command.replace(r"\|", "|") for written, _ in command_rows(read(page)) for command in written]


def words_of(command: str) -> list[str]:
    """As a shell splits it; what is no whole command (a quote left open) is split at spaces."""
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def walk(command: click.Command = cli, path: str = "csm") -> Iterator[tuple[str, click.Command]]:
    """Every command and group by its words ("csm db check"), in the order of the help."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from walk(below, f"{path} {name}")


def commands() -> set[str]:
    """Those that do something; groups that only hold others are left out."""
    return {path for path, one in walk() if not isinstance(one, click.Group) or one.invoke_without_command}


def meant(command: str) -> tuple[str, list[str]]:
    """The words of the command that a line calls, and which of its words are no options or commands of ours."""
    here: click.Command = cli
    path, faults = "csm", []
    context = click.Context(cli)
    for word in words_of(command)[1:]:
        option = word.partition("=")[0]
        known = {name for one in here.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
        if re.match(r"--?[a-zA-Z]", option):
            faults += [] if option in known else [f"{command}: {option} is no option of {path}"]
        elif isinstance(here, click.Group) and (below := here.get_command(context, word)):
            here, path = below, f"{path} {word}"
    return path, faults

"""docs/commands.md: what each command says of itself, made of the commands."""

import inspect
import re
from collections.abc import Iterator

import click

from tests.documents import walk

PIPE = r"\|"
"""As a table's cell has it."""
HEAD = """# Every command

What `csm COMMAND --help` says of each. This page is made of the commands by `pytest tests/test_readme.py`; its words
are written in `csm_crawler/cli/`. [README.md](../README.md#commands) tells in a line each what they are for.
"""


def page() -> str:
    """All commands with their options."""
    return "\n".join([HEAD, *(_section(path, command) for path, command in walk())])


def _section(path: str, command: click.Command) -> str:
    arguments = [_argument(one) for one in command.params if isinstance(one, click.Argument)]
    parts = [f"## {path}", _usage(path, command, arguments), *_paragraphs(command.help or "")]
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        parts.append("\n".join(["| option | |", "|---|---|", *map(_row, options)]))
    if command.epilog:
        parts.append("\n".join(["```text", *[*_lines(command.epilog)][1:], "```"]))
    return "\n\n".join(parts) + "\n"


def _usage(path: str, command: click.Command, arguments: list[str]) -> str:
    options = ["[OPTIONS]"] if any(isinstance(one, click.Option) for one in command.params) else []
    below = ["COMMAND"] if isinstance(command, click.Group) and not command.invoke_without_command else []
    return f"`{' '.join([path, *options, *arguments, *below])}`"


def _argument(argument: click.Argument) -> str:
    name = (argument.name or "").upper()
    return argument.metavar or (name if argument.required else f"[{name}]")


def _paragraphs(text: str) -> Iterator[str]:
    for one in inspect.cleandoc(text).split("\n\n"):
        yield re.sub(r"([*<_])", r"\\\1", " ".join(one.split()))


def _lines(epilog: str) -> Iterator[str]:
    """Of an epilog; in it `\\b` stands before lines that are not to be joined."""
    for part in re.split(r"\n{2,}", inspect.cleandoc(epilog).replace("\b\n", "")):
        yield from ["", *part.splitlines()]


def _row(option: click.Option) -> str:
    value = "" if option.is_flag else option.metavar or _values(option)
    default = f" Default: `{option.default}`." if option.show_default else ""
    cells = f"`{', '.join(option.opts)} {value}".rstrip() + "`", f"{option.help or ''}{default}".strip()
    return f"| {' | '.join(cell.replace('|', PIPE) for cell in cells)} |"


def _values(option: click.Option) -> str:
    kind = option.type
    return "|".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else kind.name.split()[0].upper()

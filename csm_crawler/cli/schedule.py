"""`csm schedule …`: what runs csm again and again, ready for this installation."""

import os
import pwd
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csm_crawler import __version__
from csm_crawler.cli.context import configuration
from csm_crawler.config import Config, is_checkout
from csm_crawler.errors import ConfigError
from csm_crawler.fixtures import PACKAGE

if TYPE_CHECKING:
    from csm_crawler.jobs.schedule import Installation


@click.command(epilog="Example: csm -C ~/csm schedule systemd -o /etc/systemd/system")
@click.argument("kind", type=click.Choice(("cron", "systemd", "github", "docker", "nginx")))
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write files there."
)
def command(kind: str, output: Path | None) -> None:
    """Print what runs csm for this home every half hour, with the paths and the user of this installation.

    cron: a line; systemd: a service and a timer; github: a workflow that publishes on GitHub Pages; docker: an image
    and a service; nginx: what serves the feeds with the right types. With -o they are written as files, over none.
    """
    from csm_crawler.jobs.schedule import files_for

    files = files_for(kind, _installation(configuration()))
    for name, text in files.items():
        if output:
            _write(output / name, text)
        else:
            click.echo(text, nl=False)


def _installation(config: Config) -> "Installation":
    from csm_crawler.jobs.schedule import Installation
    from csm_crawler.jobs.storebranch import database_file

    owner = config.home.stat()
    top = next(
        (one for one in (config.home, *config.home.parents) if (one / ".git").exists() or is_checkout(one)), None
    )
    source = PACKAGE.parent
    return Installation(
        csm=_csm(),
        version=__version__,
        home=config.home,
        user=_name(owner.st_uid),
        uid=owner.st_uid,
        gid=owner.st_gid,
        feeds=config.feeds,
        database=database_file(config) if config.database.startswith("sqlite") else None,
        base_url=config.base_url,
        top=top or config.home,
        top_is_source=top is not None and is_checkout(top),
        source=source if is_checkout(source) else None,
    )


def _csm() -> tuple[str, ...]:
    """The command beside the interpreter that runs this, which is there in any environment that it is installed in."""
    command = Path(sys.executable).parent / "csm"
    return (str(command),) if os.access(command, os.X_OK) else (sys.executable, "-m", "csm_crawler")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container knows its users by number only
        return str(uid)


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise ConfigError(file, "", "is there already; it was left as it is") from None
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be written: {problem.strerror}") from problem
    click.echo(f"{file} is written")

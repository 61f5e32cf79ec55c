"""`csm doctor`: what is wrong with a home, and what to do."""

import dataclasses
import json
from datetime import UTC, datetime

import click

from csm_crawler.cli.context import home_folder
from csm_crawler.masking import mask


@click.command(epilog="Example: csm -C ~/csm doctor")
@click.option("--json", "as_json", is_flag=True, help="A list of objects: check, state, found, advice.")
def command(as_json: bool) -> int:
    """Look at Python, SQLite, time zones, clock, configuration, sites, database, folders and lock of this home.

    Nothing is written and nobody is asked. Exit status: 0 nothing is wrong (a note is no fault), 1 something is.
    """
    home = home_folder()
    from csm_crawler.jobs.doctor import examine

    findings = examine(home, datetime.now(UTC))
    if as_json:
        click.echo(mask(json.dumps([dataclasses.asdict(one) for one in findings], ensure_ascii=False, indent=2)))
    else:
        for one in findings:
            click.echo(f"{one.state:6} {one.check:14} {mask(one.found)}")
            if one.advice:
                click.echo(f"{'':21} → {mask(one.advice)}")
    return int(any(one.state == "wrong" for one in findings))

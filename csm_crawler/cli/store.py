"""`csm store …`: the store on a branch of git, for runs that begin with a clean checkout."""

import click

from csm_crawler.cli.context import configuration


@click.group(name="store", epilog="Example: csm -C live store restore && csm -C live run && csm -C live store save")
def command() -> None:
    """Keep the store of a home in a git repository on a branch of its own, as the workflow for GitHub does."""


@command.command("restore", epilog="Example: csm -C live store restore")
def restore() -> None:
    """Fetch the store from the branch csm-store, where there is one. A damaged one is told, and stays as it is."""
    config = configuration()
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.storebranch import BRANCH
    from csm_crawler.jobs.storebranch import restore as fetch

    with hold(config.home):
        size = fetch(config)
    click.echo(f"restored {size:,} bytes" if size else f"there is no branch {BRANCH} yet: the first run makes a store")


@command.command("save", epilog="Example: csm -C live store save")
def save() -> None:
    """Push the store, without the bodies of pages, to the branch csm-store: one commit in place of what was restored.

    Exit status 75 where another run was faster; its store stands.
    """
    config = configuration()
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.storebranch import save as push

    with hold(config.home):
        size = push(config)
    click.echo(f"saved {size:,} bytes")

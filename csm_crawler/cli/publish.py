"""`csm publish`: the feeds again, from the store."""

import click

from csm_crawler.cli.context import configuration, opened


@click.command(epilog="Example: csm publish")
def command() -> None:
    """Render every feed from the store and write those whose bytes differ."""
    config = configuration()
    from csm_crawler.jobs.lock import hold
    from csm_crawler.jobs.publish import publish
    from csm_crawler.platforms import load_catalogue

    load_catalogue(config.home / "platforms.toml")
    with hold(config.home), opened(config) as store:
        published = publish(store, config, everything=True)
    click.echo(f"{published.feeds} feeds ({published.written} written)")

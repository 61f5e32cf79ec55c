"""`csm sites export`: the sites for another reader, or for another home."""

from pathlib import Path

import click

from csm_crawler.cli.context import configuration


@click.command("export", epilog="Example: csm sites export --opml sites.opml")
@click.option("--opml", is_flag=True, required=True, expose_value=False, help="As OPML, which is the only form.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="All sites, not only the enabled ones.")
def command(file: Path | None, everything: bool) -> None:
    """Write the enabled sites as OPML to FILE, or print them; `csm import` reads it again.

    Readers find the feeds in it, FreshRSS also what can be scraped. What a site file says and OPML cannot is told.
    """
    config = configuration()
    from csm_crawler.cli.sites_filter import named
    from csm_crawler.errors import ConfigError
    from csm_crawler.jobs.opml_export import export_opml
    from csm_crawler.publish.files import write_changed
    from csm_crawler.sites import load_sites

    known = load_sites(config.home)
    exported = export_opml(list(known.values()) if everything else named(known, config.sites))
    for name, keys in exported.lost.items():
        click.echo(f"csm: {name}: OPML has no words for {', '.join(keys)}", err=True)
    if file is None:
        click.echo(exported.body, nl=False)
        return
    try:
        write_changed(file, exported.body.encode())
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be written: {problem.strerror}") from problem

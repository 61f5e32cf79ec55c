"""`csm platforms …`: what a text is tagged with, and why."""

import click

from csm_crawler.cli.context import home_folder


@click.group(name="platforms", epilog="Example: csm platforms try '小红书 and the Chinese Twitter'")
def command() -> None:
    """The platforms and companies that articles are tagged with."""


@command.command("try", epilog="Example: csm platforms try 'Tmall Global opens an incubator'")
@click.argument("text")
@click.option("--language", metavar="TAG", help="es, en, zh-Hans … (default: detected).")
def try_text(text: str, language: str | None) -> None:
    """Say which platforms TEXT names, by which words, and which feeds it would be in."""
    from csm_crawler.normalize.language import detect_language
    from csm_crawler.platforms import load_catalogue, tag_platforms

    catalogue = load_catalogue(home_folder() / "platforms.toml")
    language = language or detect_language(text)
    mentions = tag_platforms(text, "", language=language, catalogue=catalogue)
    for one in mentions:
        start, end = one.span
        click.echo(f"{one.slug}\t{one.role}\t«{text[start:end]}» at {start} (alias {one.alias})")
    named = {one.slug for one in mentions if one.role != "comparison"}
    feeds = sorted(catalogue.feed_names(named))
    click.echo(f"language: {language or 'unknown'}")
    click.echo(f"feeds: {', '.join(feeds) or 'none of a platform'}")

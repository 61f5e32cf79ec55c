"""`csm platforms …`: what a text is tagged with, and why."""

import click

from csm_crawler.cli.context import home_folder


@click.group(name="platforms", epilog="Example: csm platforms try '小红书 and the Chinese Twitter'")
def command() -> None:
    """The platforms and companies that articles are tagged with."""


@command.command("list", epilog="Example: csm platforms list --kind social")
@click.option("--kind", metavar="KIND", help="Only platforms of this kind (social, e-commerce, short-video …).")
def list_platforms(kind: str | None) -> None:
    """Every platform and company: its slug, which is the name of its feed, its names and its owner."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from csm_crawler.platforms import load_catalogue

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("slug", "name", "中文", "owner", "kinds"):
        table.add_column(heading, no_wrap=heading == "slug")
    for slug, one in sorted(load_catalogue(home_folder() / "platforms.toml").platforms.items()):
        if kind is None or kind in one.kinds:
            cells = (slug, one.name, one.zh_hans, one.owner, ", ".join(one.kinds))
            table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


@command.command("show", epilog="Example: csm platforms show xiaohongshu")
@click.argument("slug")
def show(slug: str) -> None:
    """Say what is known of the platform SLUG: names, owners, feeds, domains, and the words that name it."""
    from csm_crawler.platforms import load_catalogue

    catalogue = load_catalogue(home_folder() / "platforms.toml")
    one = catalogue.platforms.get(slug)
    if one is None:
        near = ", ".join(name for name in sorted(catalogue.platforms) if slug[:3] in name)
        raise click.BadParameter(f"{slug!r} is no platform{f'; near it: {near}' if near else ''}", param_hint="SLUG")
    rows = {
        "name": " · ".join(dict.fromkeys(filter(None, (one.name, one.zh_hans, one.zh_hant)))),
        "owners": " → ".join(list(catalogue.chain(slug))[1:]),
        "feeds": ", ".join(sorted(catalogue.feed_names([slug]))) or "none: recognized only",
        "kinds": ", ".join(one.kinds),
        "domains": ", ".join(one.domains),
        "named by": ", ".join((*one.strong, *one.cased, *one.guarded)),
        "in company": "; ".join(f"{company}: {', '.join(names)}" for company, names in one.weak.items()),
    }
    for heading, value in rows.items():
        if value:
            click.echo(f"{heading + ':':12}{value}")


@command.command("try", epilog="Example: csm platforms try 'Tmall Global opens an incubator'")
@click.argument("text")
@click.option("--language", metavar="TAG", help="es, en, zh-Hans … (default: detected).")
def try_text(text: str, language: str | None) -> None:
    """Say which platforms and topics TEXT is about, by which words, and which platforms' feeds it would be in."""
    from csm_crawler.normalize.language import detect_language
    from csm_crawler.platforms import is_about_china, load_catalogue, tag_platforms, tag_topics

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
    click.echo(f"topics: {', '.join(tag_topics(text, '', language=language)) or 'none'}")
    counts = is_about_china(text, "", mentions, language=language, catalogue=catalogue)
    click.echo(f"about China: {'yes' if counts else 'no'}")

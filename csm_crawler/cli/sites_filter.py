"""Which sites are meant: by name, language, topic, and whether they were seen to work."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from csm_crawler.sites import Site

Command = TypeVar("Command", bound=Callable[..., Any])


def filters(command: Command) -> Command:
    """The options that narrow a choice of sites; all of them must hold."""
    for option in (
        click.option("--verified", is_flag=True, help="Only sites that were seen to work."),
        click.option("--topic", metavar="TOPIC", help="Only sites about this (luxury, e-commerce …)."),
        click.option("--language", metavar="TAG", help="Only sites in this language (es, en, zh …)."),
    ):
        command = option(command)
    return command


def matching(
    sites: "Iterable[Site]", *, language: str | None = None, topic: str | None = None, verified: bool = False
) -> "list[Site]":
    """The sites for which all hold; `zh` means `zh-Hans` and `zh-Hant` too."""
    return [
        site
        for site in sites
        if (language is None or f"{site.language}-".lower().startswith(f"{language}-".lower()))
        and (topic is None or topic in site.topics)
        and (site.verified or not verified)
    ]


def named(known: "Mapping[str, Site]", names: Iterable[str]) -> "list[Site]":
    """The sites of these names, each once; BadParameter names what is near one that there is none of."""
    for name in names:
        if name not in known:
            raise click.BadParameter(f"{name!r} is no site{near(name, known)}; see csm sites list", param_hint="NAME")
    return [known[name] for name in dict.fromkeys(names)]


def near(name: str, known: Iterable[str]) -> str:
    """What may have been meant, for the end of a message."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"; near it: {', '.join(close)}" if close else ""

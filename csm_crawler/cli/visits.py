"""What the commands that ask a server share: its address as it was typed, and the visit."""

import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from csm_crawler.jobs.asking import Fetch

Result = TypeVar("Result")


def web_address(text: str, *, hint: str = "URL") -> str:
    """The URL, a host's with its slash; BadParameter where it is none that can be asked for."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not text.isprintable() or " " in text:
        raise click.BadParameter(f"{text!r} is no URL; it must begin with https:// or http://", param_hint=hint)
    return text if parts.path else parts._replace(path="/").geturl()


def visited(job: "Callable[[Fetch], Awaitable[Result]]", saying: str) -> Result:
    """What the job returns, see `visitor.visit`; a terminal is told what is going on. Abort where a signal came."""
    from csm_crawler.visitor import visit

    if sys.stderr.isatty():
        sys.stderr.write(f"{saying}\n")
    try:
        return visit(job)
    except KeyboardInterrupt:
        raise click.Abort from None

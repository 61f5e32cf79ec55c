"""`csm serve`: the feeds and their pages on this machine."""

import signal
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration
from csm_crawler.errors import ConfigError

if TYPE_CHECKING:
    from csm_crawler.jobs.serving.server import Server


@click.command(epilog="Example: csm serve, then open http://127.0.0.1:8000/feed.rss?platform=douyin&q=live")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def command(port: int, host: str) -> None:
    """Serve feeds/, and a feed of any query of the store.

    /feed.rss, /feed.atom and /feed.json take platform, group, topic, language, site, q, since, until and limit (50 if
    it is not given, at most 500), which must all hold of an article. The store is only read.

    Ctrl-C ends it.
    """
    config = configuration()
    from csm_crawler.jobs.serving.server import Server

    if not _is_loopback(host):
        click.echo(f"csm: {host} may be reached from elsewhere; there is no TLS and no limit for clients", err=True)
    try:
        server = Server(config, host=host, port=port)
    except OSError as problem:
        told = f"cannot be listened on: {problem.strerror or problem}; see --port and --host"
        raise ConfigError(f"{host}:{port}", "", told) from problem
    with server:
        if sys.stdout.isatty():
            click.echo(f"{server.url} shows {config.feeds}; Ctrl-C ends it")
        _serve(server)


def _serve(server: "Server") -> None:
    """Until a signal comes: SIGTERM, by which services are stopped, is a good end."""

    def end(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        raise click.Abort from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""`csm articles`: what is stored."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from csm_crawler.cli import history
from csm_crawler.cli.context import configuration, opened
from csm_crawler.cli.forms import FORMS
from csm_crawler.config import Config
from csm_crawler.items import Article
from csm_crawler.periods import read_period

if TYPE_CHECKING:
    from csm_crawler.normalize.searching import Search

QUERY = """\b
In --query all words must occur in title or summary, whatever their case, accents or Chinese script:
  campana wechat    both words, also campaña and WeChat
  "live commerce"   these words as they stand
  -taobao           without this word, or -"this phrase"
  douyin*           words that begin so; of 小红书, 红书 is found too
"""
EXAMPLE = """\b
Example: csm articles --query '小红书 -"live commerce"' --since 2026-Q3
         csm articles --platform douyin --format csv --excel > douyin.csv
"""


@click.group(
    name="articles", invoke_without_command=True, subcommand_metavar="[COMMAND]", epilog=f"{QUERY}\n\n{EXAMPLE}"
)
@click.option("--query", metavar="TEXT", help="Only articles whose title or summary say this, see below.")
@click.option(
    "--platform", metavar="SLUG", help="Only articles of this platform's feed (an owner's holds its platforms')."
)
@click.option("--group", metavar="SLUG", help="Only articles about a company of this group (bats …).")
@click.option("--topic", metavar="SLUG", help="Only articles about this topic (luxury, live-commerce …).")
@click.option("--site", metavar="NAME", help="Only articles of this site.")
@click.option("--language", metavar="TAG", help="Only articles in this language (es, en, zh, zh-Hans …).")
@click.option("--since", metavar="DATE", help="Not before this day, month (2026-07), quarter (2026-Q3) or year.")
@click.option("--until", metavar="DATE", help="Not after this day, month, quarter or year.")
@click.option("--off-topic", is_flag=True, help="Those that a site with scope = 'filter' wrote of other things.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N, newest first.")
@click.option("--format", "form", type=click.Choice([*FORMS]), default="table", show_default=True)
@click.option("--excel", is_flag=True, help="With csv: mark the file as UTF-8, which Excel asks for.")
@click.pass_context
def command(
    context: click.Context,
    query: str | None,
    platform: str | None,
    group: str | None,
    topic: str | None,
    site: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    off_topic: bool,
    limit: int | None,
    form: str,
    excel: bool,
) -> None:
    """List the stored articles, newest first. What is asked for must all hold of each.

    An article without a date counts by when it was first seen.
    """
    if context.invoked_subcommand is not None:
        return
    config = configuration()
    feeds = _feeds(config, platform, group, topic)
    if site is not None:
        _check_site(config, site)
    if excel and form != "csv":
        raise click.UsageError("--excel is for --format csv")
    wanted: dict[str, Any] = {
        "feeds": feeds,
        "site": site,
        "language": language,
        "since": read_period(since, where="--since")[0] if since else None,
        "until": read_period(until, where="--until")[1] if until else None,
        "off_topic": off_topic,
        "query": None if query is None else _search(query),
        "limit": limit,
    }
    articles = _stored(config, wanted)
    if articles is None:
        click.echo("csm: nothing is stored yet; `csm run` collects the enabled sites", err=True)
        if form == "table":
            return
    sys.stdout.write("\ufeff" if excel else "")
    FORMS[form](articles or iter(()))


command.add_command(history.command)


def _search(query: str) -> "Search":
    from csm_crawler.normalize.searching import read_search

    return read_search(query, where="--query")


def _stored(config: Config, wanted: dict[str, Any]) -> Iterator[Article] | None:
    """The articles of the home's store that are wanted; None where there is no store, and none is made."""
    from csm_crawler.store import ArticleStore

    def read() -> Iterator[Article]:
        with opened(config) as store:
            yield from store.articles(**wanted)

    return read() if ArticleStore.exists(config.database) else None


def _feeds(config: Config, platform: str | None, group: str | None, topic: str | None) -> list[str]:
    """The feeds that hold what is asked for; a name that there is none of is a slip, not an empty list."""
    from csm_crawler.platforms import load_catalogue, topic_names

    catalogue = load_catalogue(config.home / "platforms.toml")
    grouped = {f"group/{slug}" for slug in catalogue.groups}
    topics = {f"topic/{slug}" for slug in topic_names()}
    asked = (
        ("--platform", platform, "", {"all", *catalogue.platforms, *grouped}, "see csm platforms list"),
        ("--group", group, "group/", grouped, f"there are {', '.join(catalogue.groups)}"),
        ("--topic", topic, "topic/", topics, f"there are {', '.join(topic_names())}"),
    )
    feeds = []
    for option, slug, folder, known, more in asked:
        if slug is None:
            continue
        if f"{folder}{slug}" not in known:
            raise click.BadParameter(f"{slug!r} is none; {more}", param_hint=option)
        feeds.append(f"{folder}{slug}")
    return feeds


def _check_site(config: Config, site: str) -> None:
    from csm_crawler.sites import load_sites

    if site not in load_sites(config.home):
        raise click.BadParameter(f"{site!r} is none; see csm sites list", param_hint="--site")

"""`csm articles history`: what a site changed of an article."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from csm_crawler.cli.context import configuration, one_article, opened
from csm_crawler.cli.rows import Row, moment, print_rows, shown

if TYPE_CHECKING:
    from csm_crawler.items import Article
    from csm_crawler.store import Revision


@click.command(name="history", epilog="Example: csm articles history f479b695")
@click.argument("article", metavar="ID|URL")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
def command(article: str, as_json: bool) -> None:
    """Tell each material change of an article: when, by which page, what was said before and after.

    Other quotes, spaces, case, counters and tracking are none. ID is its guid or the beginning of it, at least six hex
    digits; URL is any link that led to it.
    """
    with opened(configuration()) as store:
        found = one_article(store, article)
        revisions = store.revisions(found.guid)
    if as_json:
        row = {"guid": found.guid, "url": found.url, "title": found.title, "first_seen": found.first_seen}
        row |= {"revisions": [asdict(one) for one in revisions]}
        sys.stdout.write(json.dumps(row, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n")
        return
    print_rows(_rows(found, revisions))


def _rows(article: "Article", revisions: "Sequence[Revision]") -> Iterator[Row]:
    yield "article", f"{shown(article.title)}  {article.moved_to or article.url}"
    yield "", f"{article.guid}, {article.site}, first seen {moment(article.first_seen)}"
    for one in revisions:
        yield "changed", f"{moment(one.revised_at)}, told by {one.page_url}"
        for name, (before, after) in one.changes.items():
            yield "", f"  {name} «{shown(before)}» → «{shown(after)}»"
    if not revisions:
        yield "unchanged", "since it was first seen"

"""A correction → the entry that tells it, as an article of the feed of corrections."""

from dataclasses import replace
from uuid import uuid5

from csm_crawler.items import Article
from csm_crawler.normalize.urls import NAMESPACE
from csm_crawler.publish.feed import is_link_only
from csm_crawler.store import Correction

NAME = "corrections"
"""Of the feed."""
FIELDS = {"title": "Title", "summary": "Summary", "link": "Link", "published": "Date"}


def entry_of(correction: Correction) -> Article:
    """The article as it is titled now, with what was said before and after as its summary, dated by the change.

    Its guid is minted from the article's and the time of the change: a lost and refilled store mints the same.
    """
    article, revision = correction.article, correction.revision
    lines = [_line(name, *revision.changes[name]) for name in FIELDS if name in revision.changes]
    return replace(
        article,
        guid=uuid5(NAMESPACE, f"{article.guid} {revision.revised_at.isoformat()}").urn,
        url=article.moved_to or article.url,
        summary="" if is_link_only(article) else " ".join(lines),
        published=revision.revised_at,
        published_precision="second",
        published_rule="",
        date_text="",
        date_conflict="",
        updated=None,
        image="",
        first_seen=revision.revised_at,
    )


def _line(name: str, before: str, after: str) -> str:
    if name == "published":
        before, after = before[:10], after[:10]
    return f"{FIELDS[name]}: «{before}» → «{after}»."

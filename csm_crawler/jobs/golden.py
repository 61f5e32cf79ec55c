"""A saved page and the articles that must come of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from csm_crawler.extract import Page, read_cards
from csm_crawler.items import Article, Card
from csm_crawler.jobs.preview import preview
from csm_crawler.platforms import Catalogue, load_catalogue
from csm_crawler.sites import Site

FETCHED_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When a golden pretends that its page was fetched, unless it names another moment: relative dates stand still."""


def golden_of(page: Path) -> Path:
    """Where the golden of a saved page lies: `listing.html` → `listing.golden.json`."""
    return page.with_suffix(".golden.json")


def read_golden(path: Path) -> dict[str, Any]:
    """`{"fetched_at": …, "articles": [{…}], "rejected": […]}`."""
    golden: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return golden


def replay(
    page: Path, site: Site, *, fetched_at: datetime = FETCHED_AT, catalogue: Catalogue | None = None
) -> dict[str, Any]:
    """What comes of a saved page now, in the form of its golden; PageError where it cannot be read."""
    saved = Page(url=site.url, body=page.read_bytes(), fetched_at=fetched_at, encoding=site.encoding)
    return understand(read_cards(saved, site), site, fetched_at=fetched_at, catalogue=catalogue)


def understand(
    cards: Sequence[Card], site: Site, *, fetched_at: datetime = FETCHED_AT, catalogue: Catalogue | None = None
) -> dict[str, Any]:
    """What comes of a page's cards, in the form of its golden."""
    cards = [replace(card, seen_at=fetched_at) for card in cards]
    articles, refusals = preview(cards, site, catalogue or load_catalogue())
    return {
        "fetched_at": fetched_at.isoformat(),
        "articles": [_row(one) for one in articles],
        "rejected": [f"card {refusal.position}: {refusal.reason}" for refusal in refusals],
    }


def render(golden: dict[str, Any]) -> str:
    """The golden's text: for people to read aloud, and stable."""
    return json.dumps(golden, ensure_ascii=False, indent=2) + "\n"


def _row(article: Article) -> dict[str, Any]:
    """The fields that say something; `first_seen` is the frozen moment, `site` the folder's name, `catalogue` ours."""
    row = {key: value for key, value in asdict(article).items() if value not in ("", (), None, False)}
    for key in ("published", "updated"):
        if key in row:
            row[key] = row[key].isoformat()
    del row["first_seen"], row["site"], row["catalogue"]
    return row | {key: list(value) for key, value in row.items() if isinstance(value, tuple)}

"""What a backfill shows on a terminal."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.cli.progress import Progress
from csm_crawler.items import Card
from csm_crawler.sites import Site

SITE = Site(
    name="one", file=Path("one.toml"), title="One", url="https://one.example/", kind="auto", timezone="Asia/Shanghai"
)


SEEN = datetime(2026, 11, 26, tzinfo=UTC)
CARD = Card(site="one", page_url=SITE.url, position=0, seen_at=SEEN, title="Tea", link="https://one.example/1")


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        (replace(CARD, date_attr="1717815600"), "2024-06-08"),
        (replace(CARD, date_text="07月10日"), "2026-07-10"),
        (replace(CARD, date_text="soon"), "soon"),
    ],
)
def test_how_far_back_a_site_is_stands_as_a_day(card: Card, shown: str) -> None:
    progress = Progress()
    progress(SITE, 1, [card], True)
    assert progress.last == {"one": shown}

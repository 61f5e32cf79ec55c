"""What a backfill shows on a terminal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.cli.progress import Progress
from csm_crawler.items import Card
from csm_crawler.sites import Site

SITE = Site(
    name="one", file=Path("one.toml"), title="One", url="https://one.example/", kind="auto", timezone="Asia/Shanghai"
)


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ({"date_attr": "1717815600"}, "2024-06-08"),
        ({"date_text": "07月10日"}, "2026-07-10"),
        ({"date_text": "soon"}, "soon"),
    ],
)
def test_how_far_back_a_site_is_stands_as_a_day(date: dict[str, str], shown: str) -> None:
    seen = datetime(2026, 11, 26, tzinfo=UTC)
    card = Card(
        site="one", page_url=SITE.url, position=0, seen_at=seen, title="Tea", link="https://one.example/1", **date
    )
    progress = Progress()
    progress(SITE, 1, [card], True)
    assert progress.last == {"one": shown}

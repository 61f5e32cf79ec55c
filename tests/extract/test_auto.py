"""The list of articles of a page that nobody described."""

from datetime import UTC, datetime

import pytest

from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from tests.extract.auto_layouts import ARTICLES, DATED, HOST, UNDATED

NOW = datetime(2021, 6, 3, 12, tzinfo=UTC)


def page(html: str, url: str = f"{HOST}/blog/") -> Page:
    return Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8", fetched_at=NOW)


def told(cards: list[Card]) -> list[tuple[str, str, str]]:
    return [(card.title, card.link, card.date_text) for card in cards]


@pytest.mark.parametrize("name", DATED)
def test_every_layout_gives_titles_links_and_dates_in_order(name: str) -> None:
    expected = [(title, f"{HOST}/{slug}/", date) for slug, title, date, _ in ARTICLES]
    assert told(detect(page(DATED[name]))) == expected


@pytest.mark.parametrize("name", UNDATED)
def test_a_layout_without_dates_gets_none(name: str) -> None:
    assert told(detect(page(UNDATED[name]))) == [(title, f"{HOST}/{slug}/", "") for slug, title, _, _ in ARTICLES]

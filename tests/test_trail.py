"""From page to page, step by step: what ends a walk, what does not, and where it would go on."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.extract import Page, PageRequest, Walk
from csm_crawler.items import Card
from csm_crawler.sites import Pages, Selectors, Site
from csm_crawler.walking import Position, Trail, read_position

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEWS = "https://gaceta.example/news/"
SITE = Site(
    name="gaceta",
    file=Path("gaceta.toml"),
    title="Gaceta",
    url=NEWS,
    kind="selectors",
    selectors=Selectors(item=("article",)),
    pages=Pages(url=f"{NEWS}?from={{offset}}"),
    language="es",
)
INDEX = replace(SITE, kind="sitemap", url="https://gaceta.example/sitemap.xml", selectors=Selectors(), pages=None)
PARTS = [f"https://gaceta.example/part-{n}.xml" for n in (1, 2)]


def page(url: str, body: str = "<html><body>x</body></html>") -> Page:
    return Page(url=url, body=body.encode(), content_type="text/html", fetched_at=NOW)


def cards(*names: str, **words: Any) -> list[Card]:
    return [
        Card(site="gaceta", page_url=NEWS, position=n, seen_at=NOW, link=f"https://gaceta.example/{name}", **words)
        for n, name in enumerate(names)
    ]


def trail(site: Site = SITE, position: Position | None = None, **walk: Any) -> Trail:
    return Trail(site, Walk(now=NOW, **walk), position or Position(rules="r"))


def step(way: Trail, ask: PageRequest, found: list[Card], *, has_news: bool = True, body: str = "") -> list[str]:
    after = way.after(page(ask.url, body or "<html><body>x</body></html>"), ask, found, has_news=has_news)
    return [one.url for one in after]


def test_a_backfill_goes_on_behind_the_page_that_was_kept_last() -> None:
    way = trail(backfill=True)
    (first,) = way.first()
    (second,) = way.after(page(first.url), first, cards("a", "b"), has_news=True)
    assert step(way, second, cards("c", "d")) == [f"{NEWS}?from=4"]
    position = read_position(way.kept(first.url).text(), "r")  # killed before the second page was kept
    assert (position.next, position.cards) == (second, 2)
    resumed = trail(position=position, backfill=True)
    assert resumed.first() == [second]
    assert step(resumed, second, cards("c", "d")) == [f"{NEWS}?from=4"]


def test_a_backfill_that_ends_is_at_its_last_page_with_the_cards_before_it() -> None:
    way = trail(backfill=True)
    (first,) = way.first()
    (second,) = way.after(page(first.url), first, cards("a", "b"), has_news=True)
    way.kept(first.url)
    assert step(way, second, cards("a", "b")) == []
    position = way.kept(second.url)
    assert (position.next, position.cards) == (second, 2)
    resumed = trail(position=position, backfill=True)
    resumed.first()
    assert step(resumed, second, cards("c")) == [f"{NEWS}?from=3"]


def test_other_rules_begin_anew() -> None:
    text = Position(rules="r", next=PageRequest(url=NEWS, number=7), cards=60).text()
    assert read_position(text, "other") == Position(rules="other")
    assert read_position(None, "r") == Position(rules="r")


def test_a_part_is_no_step_of_the_way() -> None:
    way = trail()
    (first,) = way.first()
    edits = PageRequest(url=f"{NEWS}?edited", number=2, is_part=True)
    assert step(way, edits, cards("a", "b"), has_news=False) == []
    assert step(way, first, cards("a", "b")) == [f"{NEWS}?from=2"]


def test_an_index_whose_parts_are_all_read_is_still_an_index() -> None:
    body = "<sitemapindex>" + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in PARTS) + "</sitemapindex>"
    way = trail(INDEX, Position(rules="r", parts=(PARTS[0],)), backfill=True)
    (first,) = way.first()
    assert step(way, first, [], body=body) == [PARTS[1]]
    part = PageRequest(url=PARTS[1], number=2, is_part=True)
    assert step(way, part, cards("a"), body="<urlset></urlset>") == []
    position = way.kept(PARTS[1])
    assert (position.next, position.parts) == (None, tuple(PARTS))
    again = trail(INDEX, position, backfill=True)
    assert step(again, again.first()[0], [], body=body) == []
    assert again.indexes == {INDEX.url}


@pytest.mark.parametrize(
    ("zone", "words", "since", "goes_on"),
    [
        ("UTC", "13 de noviembre de 2019", "2019-11-13", True),
        ("UTC", "12 de noviembre de 2019", "2019-11-13", False),
        ("Asia/Shanghai", "13 de noviembre de 2019", "2019-11-13", True),
        ("Asia/Shanghai", "12 de noviembre de 2019", "2019-11-13", False),
        ("America/Lima", "13 de noviembre de 2019", "2019-11-13", True),
        ("America/Lima", "12 de noviembre de 2019", "2019-11-13", False),
        ("UTC", "noviembre de 2019", "2019-11-13", True),
        ("UTC", "octubre de 2019", "2019-11-13", False),
        ("UTC", "", "2019-11-13", True),
    ],
)
def test_a_backfill_ends_behind_a_page_that_is_all_older_than_its_day(
    zone: str, words: str, since: str, goes_on: bool
) -> None:
    way = trail(replace(SITE, timezone=zone), backfill=True, since=datetime.fromisoformat(f"{since}T00:00Z"))
    (first,) = way.first()
    assert bool(step(way, first, cards("a", "b", date_text=words))) is goes_on

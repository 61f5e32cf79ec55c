"""What pages say where there is little or nothing to say."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from csm_crawler.config import Config, load_config
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.store import ArticleStore, Reading
from tests.browser.conftest import NARROW, WIDE, Opens, publish_home
from tests.browser.newsroom import CATALOGUE, make_home
from tests.browser.test_every_page import OUTSIDE, violations
from tests.store.builders import article, card

DAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
LANGUAGES = ("", "es/", "zh/")


def keep(config: Config, count: int, platforms: Sequence[str], **fields: Any) -> None:
    readings = []
    for number in range(count):
        at = DAY - timedelta(hours=5 * number)
        title = f"Un estante nuevo, capítulo {'uno dos tres cuatro cinco seis siete ocho'.split()[number]}"  # noqa: SIM905
        says = card(number, title=title, seen_at=at, link=f"https://gaceta.example/{number}")
        dated = {"published": at, "published_precision": "minute", "date_text": at.isoformat()}
        read = article(says, platforms=tuple(platforms), **dated | fields)
        readings.append(Reading(card=says, article=read, feeds=feeds_of(read, CATALOGUE)))
    with ArticleStore.open(config.database) as store:
        store.add(readings)


@pytest.fixture
def small(tmp_path: Path) -> Config:
    """A home without an article."""
    return make_home(tmp_path / "home", 0)


def looked_at(reader: Opens, feeds: Path, *names: str) -> None:
    """All these pages in all languages, at both widths, in both themes."""
    for width in (NARROW, WIDE):
        one = reader(f"file://{feeds}/", width=width)
        for path in (f"{language}{name}.html" for language in LANGUAGES for name in names):
            page = one.open(path)
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                assert (path, violations(page)) == (path, [])
            assert (path, page.evaluate(OUTSIDE)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_where_all_articles_were_cleaned_away_pages_say_that_there_are_none(reader: Opens, small: Config) -> None:
    keep(small, 3, ["wechat"])
    publish_home(small)
    with ArticleStore.open(small.database) as store:
        store.clean_articles(before=DAY + timedelta(days=1))
    feeds = publish_home(small)
    looked_at(reader, feeds, "index", "trends", "wechat")
    one = reader(f"file://{feeds}/")
    page = one.open("index.html")
    expect(page.locator("#latest .empty")).to_contain_text("No articles yet.")
    expect(page.locator("#q")).to_have_count(0)
    expect(one.open("zh/trends.html").locator(".empty")).to_contain_text("还没有带日期的文章。")
    assert (feeds / "trends" / "mentions.csv").read_bytes() == b""


def test_where_no_article_has_a_date_there_are_articles_and_no_figures(reader: Opens, small: Config) -> None:
    keep(small, 4, ["wechat"], published=None, published_precision="", date_text="")
    feeds = publish_home(small)
    looked_at(reader, feeds, "index", "trends", "wechat")
    one = reader(f"file://{feeds}/")
    assert one.open("index.html").locator(".cards > li").count() == 4
    expect(one.open("es/trends.html").locator(".empty")).to_contain_text("Todavía no hay artículos con fecha.")


def test_one_platform_in_one_month_is_a_chart_of_one_row(reader: Opens, small: Config) -> None:
    keep(small, 5, ["zhihu"])
    feeds = publish_home(small)
    looked_at(reader, feeds, "index", "trends", "zhihu")
    page = reader(f"file://{feeds}/").open("trends.html")
    assert page.locator("#mentions .wide svg rect").count() == 2  # the ground line and one column
    expect(page.locator("#pairs .nothing")).to_contain_text("No two platforms are named together in 3 articles yet.")
    assert page.locator("#changes svg").count() == 0
    expect(page.locator("#changes")).to_contain_text("is compared with nothing")


def test_articles_that_name_nobody_give_pages_without_charts(reader: Opens, small: Config) -> None:
    keep(small, 3, [])
    feeds = publish_home(small)
    looked_at(reader, feeds, "index", "trends")
    page = reader(f"file://{feeds}/").open("trends.html")
    assert page.locator("svg.csm-chart").count() == 0
    expect(page.locator("#mentions")).to_contain_text("There is nothing to show.")
    assert load_config(small.home).feeds == feeds

"""trends.html and its tables, as they lie in feeds/."""

import csv
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from csm_crawler.config import Config, load_config
from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.publish import publish
from csm_crawler.jobs.trends.asking import ask
from csm_crawler.jobs.trends.page import Around, files_of, trends_of
from csm_crawler.jobs.trends.paths import FILES, NAMES, csv_of
from csm_crawler.jobs.trends.report import tables
from csm_crawler.publish.tables import to_csv
from csm_crawler.publish.wording import LANGUAGES
from csm_crawler.store import ArticleStore
from tests.jobs.trends.test_remembering import CATALOGUE, written

END = datetime(2026, 11, 20, 15, tzinfo=UTC)
PAGES = {"en": "trends.html", "es": "es/trends.html", "zh": "zh/trends.html"}


@pytest.fixture
def home(tmp_path: Path) -> Config:
    """Three hundred articles of five sites, one in three days; a site that came late."""
    (tmp_path / "csm.toml").write_text("sites = []\n", "utf-8")
    config = load_config(tmp_path)
    with ArticleStore.open(config.database) as store:
        store.add([written(n, END - timedelta(days=3) * (300 - n)) for n in range(301)])
    return config


def made(config: Config) -> dict[str, bytes]:
    """What publishing writes, without the feeds beside it."""
    labels = {one: Labels(language=one, catalogue=CATALOGUE, sites={}, titles={}) for one in LANGUAGES}
    with ArticleStore.open(config.database) as store:
        found = dict(files_of(trends_of(store, CATALOGUE), Around(labels=labels, sites={}, base_url=config.base_url)))
    assert [*found] == [*FILES]
    return found


def published(config: Config) -> dict[str, bytes]:
    with ArticleStore.open(config.database) as store:
        publish(store, config)
    return {path: (config.feeds / path).read_bytes() for path in FILES}


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_each_table_is_the_csv_that_csm_trends_gives(home: Config) -> None:
    found = made(home)
    with ArticleStore.open(home.database) as store:
        trends = ask(store, CATALOGUE)
    assert trends
    told = tables(trends)
    assert {name: found[csv_of(name)] for name in NAMES} == {name: to_csv(told[name]) for name in NAMES}
    assert len(found[csv_of("mentions")].splitlines()) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_has_its_table_its_rule_and_its_file(home: Config, language: str) -> None:
    with ArticleStore.open(home.database) as store:
        store.add([written(3000 + 5 * n, END - timedelta(days=n)) for n in range(50)])  # of Douyin
    page = html.fromstring(made(home)[PAGES[language]].decode())
    figures = page.cssselect("section.figure")
    assert [one.get("id") for one in figures] == ["mentions", "voice", "changes", "pairs", "seen", "sites"]
    for one in figures[:4]:
        assert len(one.cssselect("svg.csm-chart")) == 2
        assert one.cssselect("table tbody tr")
        assert one.cssselect(".note")
    up = "../" if language != "en" else ""
    files = [link.get("href") for link in page.cssselect("a[download]")]
    assert files == [f"{up}trends/{name}.csv" for name in ("mentions", "undated", "voice", "changes", "pairs", "seen")]


def test_the_languages_say_the_same_numbers(home: Config) -> None:
    found = made(home)
    cells = {}
    for language, path in PAGES.items():
        page = html.fromstring(found[path].decode())
        numbers = [text(one) for one in page.cssselect("#mentions td, #changes td, #pairs td")]
        cells[language] = [one.replace(",", ".") for one in numbers]
    assert cells["en"] == cells["es"] == cells["zh"] != []


def test_figures_say_that_they_count_articles_and_which_site_came_midway(home: Config) -> None:
    with ArticleStore.open(home.database) as store:
        late = written(1000, END + timedelta(days=1))
        store.add([late])
    page = html.fromstring(made(home)["trends.html"].decode())
    (counted, *_more) = [text(one) for one in page.cssselect(".single > .note")]
    assert counted.startswith("Articles are counted, not stories:")
    assert dict(zip(map(text, page.cssselect("dt")), map(text, page.cssselect("dd")), strict=True)) == {
        "Period": "December 2025 to November 2026",
        "Articles with a date": "103",  # one in three days, without every seventh
        "Sites": "5",
        "Newest article": "21 November 2026",
        "Undated, apart": "17",
    }


def test_the_same_store_gives_the_same_bytes_step_by_step_and_at_once(home: Config, tmp_path: Path) -> None:
    more = [written(301 + n, END + timedelta(hours=7 * n)) for n in range(12)]
    with ArticleStore.open(home.database) as store:
        for one in more:
            trends_of(store, CATALOGUE)
            store.add([one])
    again = replace(home, database=f"sqlite:///{tmp_path / 'again.sqlite3'}")
    with ArticleStore.open(again.database) as store:
        store.add([written(n, END - timedelta(days=3) * (300 - n)) for n in range(301)])
        for one in more:
            store.add([one])
    assert made(again) == made(home)


def test_what_did_not_change_is_not_touched_and_what_is_missing_is_written(tmp_path: Path) -> None:
    (tmp_path / "csm.toml").write_text("sites = []\n", "utf-8")
    home = load_config(tmp_path)
    with ArticleStore.open(home.database) as store:
        store.add([written(n, END - timedelta(days=9 * n)) for n in range(1, 25)])
    found = published(home)
    assert found["trends.html"].count(b"<svg") > 4
    before = {path: (home.feeds / path).stat().st_mtime_ns for path in FILES}
    assert published(home) == found
    assert {path: (home.feeds / path).stat().st_mtime_ns for path in FILES} == before
    for gone in (csv_of("pairs"), "zh/trends.html"):
        (home.feeds / gone).unlink()
    assert published(home) == found
    changed = {path for path, at in before.items() if (home.feeds / path).stat().st_mtime_ns != at}
    assert changed == {csv_of("pairs"), "zh/trends.html"}


def test_titles_of_strangers_are_text_and_formulas_are_none(home: Config) -> None:
    hostile = written(2000, END + timedelta(days=1))
    with ArticleStore.open(home.database) as store:
        store.add([hostile])
        (kept,) = [one for one in store.kept_after(0) if one.article.guid == hostile.article.guid]
        bad = replace(kept.article, title="=cmd|'<script>alert(1)</script>'", url="javascript:alert(1)")
        store.rewrite([(kept, bad, kept.feeds)])
    found = made(home)
    for path in PAGES.values():
        page = found[path].decode()
        assert "<script>alert" not in page
        assert "javascript:" not in page
    rows = list(csv.reader(found[csv_of("seen")].decode().splitlines()))
    assert not any(re.match(r"[=+\-@]", cell) for row in rows for cell in row if not re.fullmatch(r"-?\d.*", cell))


def test_a_name_of_a_platform_breaks_no_line_and_turns_none_around(home: Config) -> None:
    names = {"weibo": "Wei\u202ebo\0\n]]>" + "x" * 1000, "wechat": "\u202e"}
    platforms = {slug: replace(CATALOGUE.platforms[slug], name=name) for slug, name in names.items()}
    catalogue = replace(CATALOGUE, platforms={**CATALOGUE.platforms, **platforms})
    labels = {one: Labels(language=one, catalogue=catalogue, sites={}, titles={}) for one in LANGUAGES}
    with ArticleStore.open(home.database) as store:
        found = dict(files_of(trends_of(store, catalogue), Around(labels=labels, sites={}, base_url=home.base_url)))
    page = found["trends.html"].decode()
    assert not re.search("[\0\u202e]", page)
    assert "Weibo ]]&gt;xxx" in page
    assert "x" * 300 not in page


def test_sites_that_came_with_the_first_are_not_marked_and_no_day_of_a_run_is_told(tmp_path: Path) -> None:
    """So the same pages read on another day give the same bytes."""
    found = []
    for day in (0, 3):
        (tmp_path / f"{day}").mkdir()
        (tmp_path / f"{day}" / "csm.toml").write_text("sites = []\n", "utf-8")
        home = load_config(tmp_path / f"{day}")
        with ArticleStore.open(home.database) as store:
            for n in range(40):
                one = written(63 * n + 1, END - timedelta(days=n))
                seen = END + timedelta(days=day, minutes=n)
                card, article = (replace(one.card, seen_at=seen), replace(one.article, first_seen=seen))
                store.add([replace(one, card=card, article=article)])
        found.append(made(home))
    assert found[0] == found[1]
    assert found[0][csv_of("sites")].splitlines() == [b"site,added"]

"""trends.html as people use it: charts for each width, tables behind them, CSV files that say the same."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from csm_crawler.config import load_config
from csm_crawler.jobs.trends.asking import ask
from csm_crawler.jobs.trends.paths import NAMES, csv_of
from csm_crawler.jobs.trends.report import tables
from csm_crawler.platforms import load_catalogue
from csm_crawler.publish.tables import to_csv
from csm_crawler.store import ArticleStore
from tests.browser.conftest import NARROW, WIDE, Opens

CHARTS = ("mentions", "voice", "changes", "pairs")


def rows(feeds: Path, name: str) -> list[dict[str, str]]:
    with (feeds / csv_of(name)).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(page: Page, name: str) -> list[list[str]]:
    """The rows of the table of a figure."""
    return [
        [cell.strip() for cell in row.locator("th, td").all_text_contents()]
        for row in page.locator(f"#{name} tbody tr").all()
    ]


def test_the_files_hold_the_figures_that_csm_trends_tells(home: Path, feeds: Path) -> None:
    config = load_config(home)
    with ArticleStore.open(config.database) as store:
        trends = ask(store, load_catalogue())
    assert trends
    told = tables(trends)
    assert {name: (feeds / csv_of(name)).read_bytes() for name in NAMES} == {name: to_csv(told[name]) for name in NAMES}


@pytest.mark.parametrize(("width", "shown", "hidden"), [(WIDE, "wide", "narrow"), (NARROW, "narrow", "wide")])
def test_each_chart_is_drawn_for_the_window_it_is_seen_in(
    reader: Opens, feeds: Path, width: int, shown: str, hidden: str
) -> None:
    page = reader(f"file://{feeds}/", width=width).open("trends.html")
    for name in CHARTS:
        expect(page.locator(f"#{name} .{shown} svg")).to_be_visible()
        expect(page.locator(f"#{name} .{hidden} svg")).to_be_hidden()
        smallest = page.locator(f"#{name} .{shown} svg text").evaluate_all(
            "(all) => Math.min(...all.map((one) => one.getBoundingClientRect().height))"
        )
        assert smallest >= 11, name


def test_the_words_of_a_chart_touch_each_other_nowhere(reader: Opens, feeds: Path) -> None:
    """As the browser's own fonts draw them."""
    touching = """(all) => {
      const boxes = all.map((one) => [one.getBoundingClientRect(), one.textContent]), found = [];
      boxes.forEach(([a, first], place) => boxes.slice(place + 1).forEach(([b, second]) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 4) found.push([first, second]);
      }));
      return found;
    }"""
    for width in (WIDE, NARROW):
        one = reader(f"file://{feeds}/", width=width)
        for path in ("trends.html", "es/trends.html", "zh/trends.html"):
            page = one.open(path)
            for name in CHARTS:
                assert page.locator(f"#{name} svg:visible text").evaluate_all(touching) == [], (path, name)


@pytest.mark.parametrize("path", ["trends.html", "es/trends.html", "zh/trends.html"])
def test_each_chart_has_its_table_its_rule_and_its_file(reader: Opens, origin: str, feeds: Path, path: str) -> None:
    page = reader(origin).open(path)
    for name in CHARTS:
        figure = page.locator(f"#{name}")
        expect(figure.locator("table")).to_be_hidden()
        figure.locator("summary").first.click()
        expect(figure.locator("table")).to_be_visible()
        assert figure.locator(".note").count() > 0
        with page.expect_download() as download:
            figure.locator("a[download]").first.click()
        assert Path(download.value.path()).read_bytes() == (feeds / csv_of(name)).read_bytes()
    expect(page.locator("#changes .note")).to_be_visible()


def test_the_table_of_mentions_has_a_column_a_month_and_the_undated_apart(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("trends.html")
    heads = page.locator("#mentions thead th").all_text_contents()
    assert heads[:3] == ["Platform", "Dec 2025", "Jan 2026"]
    assert heads[12:] == ["Nov 2026", "In all", "Undated", "Of new sites"]
    told = {row[0]: row[1:] for row in table(page, "mentions")}
    counted: dict[str, list[int]] = {}
    for one in rows(feeds, "mentions"):
        counted.setdefault(one["name"].split(" ")[0], []).append(int(one["articles"]))
    assert [told["WeChat"][place] for place in range(12)] == [f"{number:,}" for number in counted["WeChat"]]
    assert told["WeChat"][12] == f"{sum(counted['WeChat']):,}"
    undated = {one["platform"]: one["articles"] for one in rows(feeds, "undated")}
    assert told["WeChat"][13] == undated["wechat"]
    assert told["WeChat"][14] == str(
        sum(int(one["of_new_sites"]) for one in rows(feeds, "mentions") if one["platform"] == "wechat")
    )


def test_a_site_that_came_midway_is_marked_in_its_month_and_named(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("trends.html")
    (site,) = rows(feeds, "sites")
    assert site["site"] == "night-market"
    assert page.locator("#mentions .wide svg text", has_text="+1").count() == 1
    ((name, added),) = table(page, "sites")
    assert name == "Night Market"
    assert added.endswith("September 2026")
    assert page.locator(".note", has_text="1 site was added").count() == 1


def test_who_rose_and_who_fell_is_told_with_the_numbers(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("trends.html")
    told = table(page, "changes")
    assert told[0][0] == "Xiaohongshu (RedNote)"
    assert told[-1][0] == "Weibo"
    assert [row[1] for row in told] == [f"×{float(one['change']):.2f}" for one in rows(feeds, "changes")]
    rule = page.locator("#changes .note").inner_text()
    assert rule.startswith("change = (articles in the period + 5) / (their mean in the 3 periods before + 5).")


def test_the_first_and_the_last_article_of_a_platform_are_led_to(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("trends.html")
    links = page.locator("#seen td a").evaluate_all("(all) => all.map((one) => one.href)")
    assert links == [one[key] for one in rows(feeds, "seen") for key in ("first_url", "last_url")]


def test_a_name_leads_to_the_page_of_its_platform_in_the_same_language(reader: Opens, origin: str) -> None:
    page = reader(origin).open("zh/trends.html")
    page.locator("#seen").get_by_role("link", name="微信", exact=True).click()
    assert page.url == f"{origin}zh/wechat.html"
    expect(page.get_by_role("heading", level=1)).to_have_text("微信")


def test_a_chart_takes_the_colors_of_the_theme_that_was_chosen(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("trends.html")
    color = "getComputedStyle(document.querySelector('#voice .wide .seal')).fill"
    assert page.evaluate(color) == "rgb(171, 45, 26)"
    page.locator("button.theme").click()
    assert page.evaluate(color) == "rgb(255, 143, 120)"

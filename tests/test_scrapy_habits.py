"""What Scrapy's users expect of any project works here too."""

import csv
import io
import json
from pathlib import Path

import pytest
from lxml import etree

from csm_crawler import settings
from tests.conftest import ROOT, Run

PAGE = ROOT / "fixtures" / "chinasocialmedia" / "listing.html"
COLUMNS = settings.FEED_EXPORT_FIELDS


def untouched(home: Path) -> bool:
    return sorted(path.name for path in home.iterdir()) == ["csm.toml"]


def test_list(scrapy: Run, home: Path) -> None:
    done = scrapy("list")
    assert (done.returncode, done.stdout, done.stderr) == (0, "csm\n", "")
    assert untouched(home)


def test_export_is_one_flat_row_an_article_with_stable_columns(scrapy: Run, home: Path) -> None:
    files = {form: home / f"out.{form}" for form in ("json", "jsonl", "csv", "xml")}
    options = [part for file in files.values() for part in ("-O", file.name)]
    done = scrapy("crawl", "csm", *options)
    assert done.returncode == 0, done.stderr
    exported = {form: file.read_bytes() for form, file in files.items()}
    for form, body in exported.items():
        rows = read(form, body.decode())
        assert len(rows) == 10, form
        assert all(list(row) == COLUMNS for row in rows), form
        first = rows[0]
        assert first["published"] == "2019-11-13T11:00:00+00:00"
        assert first["title"] == "Influencer Incubator for Overseas Brands"
        assert first["platforms"] == "tmall-global"
        assert all(not isinstance(value, (list, dict)) for row in rows for value in row.values())
    scrapy("crawl", "csm", *options)
    again = {form: file.read_bytes() for form, file in files.items()}
    assert again == exported, "a run with nothing new exports the same rows"


def read(form: str, text: str) -> list[dict[str, str]]:
    if form == "json":
        rows: list[dict[str, str]] = json.loads(text)
        return rows
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(text)))
    return [{field.tag: field.text or "" for field in item} for item in etree.fromstring(text.encode())]


def test_export_to_stdout_leaves_it_to_the_rows(scrapy: Run) -> None:
    done = scrapy("crawl", "csm", "-o", "-:jsonl")
    assert done.returncode == 0, done.stderr
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 10
    assert done.stderr.startswith("10 cards, 10 new articles")


@pytest.mark.slow
def test_a_setting_on_the_command_line_beats_csm_toml(scrapy: Run, home: Path) -> None:
    (home / "csm.toml").write_text('sites = ["chinasocialmedia"]\nbase_url = "https://file.example/"\n', "utf-8")
    assert scrapy("crawl", "csm", "-s", "CSM_BASE_URL=https://line.example/x").returncode == 0
    assert "https://line.example/x/all.rss" in (home / "feeds" / "all.rss").read_text("utf-8")
    assert scrapy("crawl", "csm").returncode == 0
    assert "https://file.example/all.rss" in (home / "feeds" / "all.rss").read_text("utf-8")


@pytest.mark.slow
def test_closespider_itemcount_stops_and_keeps(scrapy: Run) -> None:
    done = scrapy("crawl", "csm", "-s", "CLOSESPIDER_ITEMCOUNT=3", "-s", "STATS_DUMP=True", "-L", "INFO")
    assert done.returncode == 0, done.stderr
    assert "'finish_reason': 'closespider_itemcount'" in done.stderr
    assert done.stdout.startswith("10 cards, 10 new articles")  # a page is kept whole or not at all


def test_shell_reads_a_file_and_opens_nothing(scrapy: Run, home: Path) -> None:
    done = scrapy("shell", str(PAGE), "-c", "response.css('article .entry-title a::text').get()", "--nolog")
    assert done.returncode == 0, done.stderr
    assert "Influencer Incubator for Overseas Brands" in done.stdout
    assert untouched(home)


def test_shell_takes_a_path_for_a_file_before_a_host(scrapy: Run, home: Path) -> None:
    (home / "saved").mkdir()
    (home / "saved" / "page.html").write_bytes(PAGE.read_bytes())
    done = scrapy("shell", "saved/page.html", "-c", "response.url", "--nolog")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == (home / "saved" / "page.html").resolve().as_uri()


@pytest.mark.parametrize("where", [str(PAGE), PAGE.as_uri()])
@pytest.mark.parametrize("more", [[], ["--pipelines"]])
def test_parse_shows_the_cards_of_a_file_and_opens_nothing(
    scrapy: Run, home: Path, where: str, more: list[str]
) -> None:
    done = scrapy("parse", where, "--spider=csm", "--nocolour", *more)
    assert done.returncode == 0, done.stderr
    assert "Xiaohongshu (Red Book): introduction" in done.stdout
    assert "http://chinasocialmedia.net/2143/" in done.stdout
    assert untouched(home)


def test_check_replays_the_fixtures_and_opens_nothing(scrapy: Run, home: Path) -> None:
    done = scrapy("check", "csm")
    assert done.returncode == 0, done.stderr
    assert "Ran 1 contract" in done.stderr
    assert untouched(home)


def test_check_fails_where_a_page_gives_something_else_than_its_golden(scrapy: Run, home: Path) -> None:
    folder = home / "fixtures" / "chinasocialmedia"
    folder.mkdir(parents=True)
    for name in ("listing.html", "listing.golden.json"):
        text = (PAGE.parent / name).read_text("utf-8")
        (folder / name).write_text(text.replace("16 octubre, 2019</time>", "17 octubre, 2019</time>"), "utf-8")
    done = scrapy("check", "csm")
    assert done.returncode == 1
    assert "article 2" in done.stderr


def test_the_pipelines_stand_in_the_settings() -> None:
    assert list(settings.ITEM_PIPELINES) == [
        "csm_crawler.pipelines.NormalizePipeline",
        "csm_crawler.pipelines.StorePipeline",
    ]

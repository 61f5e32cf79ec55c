"""`scrapy crawl csm` as a user runs it: what it writes, what it says, how it ends."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, listing, run
from tests.crawls import ONE, bytes_in


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_the_demonstration_writes_the_feeds_of_the_repository(checkout: Path) -> None:
    done = run("scrapy", "crawl", "csm", cwd=checkout)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("10 cards, 10 new articles, ")
    assert bytes_in(checkout / "feeds") == bytes_in(ROOT / "feeds")


def test_a_second_run_says_nothing_and_touches_nothing(scrapy: Run, home: Path) -> None:
    assert scrapy("crawl", "csm").returncode == 0
    before, stamps = bytes_in(home / "feeds"), times(home / "feeds")
    done = scrapy("crawl", "csm")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert bytes_in(home / "feeds") == before
    assert times(home / "feeds") == stamps


def test_lost_feeds_and_a_lost_store_come_back_byte_for_byte(scrapy: Run, home: Path) -> None:
    scrapy("crawl", "csm")
    before = bytes_in(home / "feeds")
    shutil.rmtree(home / "feeds")
    assert scrapy("crawl", "csm").returncode == 0
    assert bytes_in(home / "feeds") == before
    shutil.rmtree(home / "feeds")
    for path in home.glob("csm.sqlite3*"):
        path.unlink()
    assert scrapy("crawl", "csm").returncode == 0
    assert bytes_in(home / "feeds") == before


def test_one_feed_for_every_platform_and_company_that_is_named(scrapy: Run, home: Path) -> None:
    scrapy("crawl", "csm")
    names = {path.relative_to(home / "feeds").with_suffix("").as_posix() for path in (home / "feeds").rglob("*.rss")}
    expected = "all tmall-global tmall alibaba renren douyin tiktok xiaohongshu weibo wechat tencent sina group/bats"
    assert set(expected.split()) <= names
    assert not {"facebook", "meta", "google"} & names
    assert all((home / "feeds" / f"{name}.atom").is_file() for name in names)
    index = (home / "feeds" / "index.html").read_text("utf-8")
    assert all(f'href="{name}.rss"' in index for name in names)
    assert all(f'href="{name}.atom"' in index for name in names if "." not in name)  # wechat.en stands beside WeChat


def test_an_untitled_card_is_kept_as_such_and_published_under_a_derived_title(
    scrapy: Run, csm: Run, home: Path
) -> None:
    scrapy("crawl", "csm")
    articles = json.loads(csm("articles", "--format", "json").stdout)
    (untitled,) = [one for one in articles if one["title_derived"]]
    assert untitled["url"] == "http://chinasocialmedia.net/2143/"
    assert untitled["title"].startswith("In 2013, a couple of Chinese actors")
    assert untitled["title"] in (home / "feeds" / "all.rss").read_text("utf-8")


def test_a_date_that_is_not_understood_costs_no_article(csm: Run, scrapy: Run, site_file: Callable[..., Path]) -> None:
    site_file("one", page=listing(("Weibo grows", "/1", "el otro día por la tarde", "Weibo.")))
    done = scrapy("crawl", "csm", "-a", "sites=one")
    assert done.returncode == 0, done.stderr
    (article,) = json.loads(csm("articles", "--format", "json").stdout)
    assert (article["published"], article["date_text"]) == (None, "el otro día por la tarde")


def test_feeds_can_be_read_by_a_web_server(scrapy: Run, home: Path) -> None:
    before = os.umask(0o022)
    try:
        scrapy("crawl", "csm")
    finally:
        os.umask(before)
    assert {oct(path.stat().st_mode & 0o777) for path in (home / "feeds").rglob("*.*")} == {"0o644"}


@pytest.mark.slow
def test_an_article_on_two_lists_with_other_teasers_does_not_flap(
    scrapy: Run, csm: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    for minutes in (3, 4, 5, 6):
        first = ("Weibo grows", "/1", f"hace {minutes} minutos", "A short teaser about Weibo.")
        second = ("Weibo grows", "/1", f"hace {minutes} minutos", "Another list says it with other words.")
        site_file("one", page=listing(first, second))
        assert scrapy("crawl", "csm", "-a", "sites=one").returncode == 0
        if minutes == 3:
            before, stamps = bytes_in(home / "feeds"), times(home / "feeds")
    assert bytes_in(home / "feeds") == before
    assert times(home / "feeds") == stamps
    (article,) = json.loads(csm("articles", "--format", "json").stdout)
    assert article["updated"] is None


@pytest.mark.slow
def test_relative_dates_do_not_drift_from_hours_to_yesterday(
    scrapy: Run, csm: Run, site_file: Callable[..., Path]
) -> None:
    dates = []
    for words in ("hace 1 hora", "hace 2 horas", "ayer", "hace 3 días"):
        site_file("one", page=listing(("Weibo grows", "/1", words, "Teaser.")))
        assert scrapy("crawl", "csm", "-a", "sites=one").returncode == 0
        (article,) = json.loads(csm("articles", "--format", "json").stdout)
        dates.append(article["published"])
    assert len(set(dates)) == 1


@pytest.mark.slow
def test_a_site_that_moves_to_https_brings_nothing_back_as_new(
    scrapy: Run, csm: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    path = site_file("one", page=ONE)
    scrapy("crawl", "csm", "-a", "sites=one")
    guid = json.loads(csm("articles", "--format", "json").stdout)[0]["guid"]
    for scheme in ("http", "https"):
        link = f"{scheme}://one.example/1"
        path.parent.parent.joinpath("fixtures/one/listing.html").write_bytes(
            listing(("Weibo opens a store", link, "13 noviembre, 2019", "Weibo sells."))
        )
        done = scrapy("crawl", "csm", "-a", "sites=one")
        assert (done.returncode, done.stdout) == (0, "")
    assert [one["guid"] for one in json.loads(csm("articles", "--format", "json").stdout)] == [guid]


@pytest.mark.slow
def test_a_reading_without_teaser_leaves_the_article_in_its_feeds(
    scrapy: Run, csm: Run, site_file: Callable[..., Path]
) -> None:
    for title, teaser in (("A new store", "Douyin opens a store."), ("A new store in Madrid", "")):
        site_file("one", page=listing((title, "/1", "13 noviembre, 2019", teaser)))
        assert scrapy("crawl", "csm", "-a", "sites=one").returncode == 0
    (article,) = json.loads(csm("articles", "--platform", "bytedance", "--format", "json").stdout)
    assert (article["title"], article["platforms"]) == ("A new store in Madrid", ["douyin"])


@pytest.mark.slow
def test_the_database_lies_in_the_home_wherever_the_command_is_called(home: Path, tmp_path: Path) -> None:
    (home / "csm.toml").write_text('sites = ["chinasocialmedia"]\ndatabase = "sqlite:///news.sqlite3"\n', "utf-8")
    assert run("csm_crawler", "-C", str(home), "run", cwd=tmp_path).returncode == 0
    assert (home / "news.sqlite3").is_file()
    assert not (tmp_path / "news.sqlite3").exists()

"""What a publishing could not finish is made up for by the next one, whatever its settings are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.config import Config
from csm_crawler.jobs import publish as publishing
from csm_crawler.jobs.publish import PublishError, publish
from csm_crawler.platforms.catalogue import BUILT_IN
from csm_crawler.store import ArticleStore
from tests.crawls import bytes_in
from tests.disks import writing_fails
from tests.store.builders import reading, reread


@pytest.fixture
def store(config: Config) -> Iterator[ArticleStore]:
    with ArticleStore.open(config.database) as opened:
        opened.add([reading(number, feeds="all weibo weibo.es douyin bytedance") for number in range(5)])
        publish(opened, config)
        yield opened


def fail(store: ArticleStore, config: Config, name: str) -> None:
    """Publish while the disk takes no file of this name."""
    with writing_fails(name), pytest.raises(PublishError, match="could not be written"):
        publish(store, config)


def stays_when_all_is_published(store: ArticleStore, config: Config) -> bool:
    before = bytes_in(config.feeds)
    publish(store, config, everything=True)
    return bytes_in(config.feeds) == before


@pytest.mark.parametrize("name", ["trends.html", "all.atom", "weibo.html", "feeds.opml"])
def test_settings_that_were_tried_on_a_full_disk_leave_nothing_when_they_are_taken_back(
    store: ArticleStore, config: Config, name: str
) -> None:
    before = bytes_in(config.feeds)
    fail(store, replace(config, base_url="https://wrong.example/"), name)
    assert any(b"https://wrong.example/" in body for body in bytes_in(config.feeds).values())
    publish(store, config)
    assert bytes_in(config.feeds) == before
    assert publish(store, config).written == 0


@pytest.mark.parametrize("name", ["weibo.zh.rss", "toutiao.rss", "douyin.html", "weibo.html"])
def test_pages_that_tell_of_a_feed_that_failed_or_failed_beside_it_are_written_by_the_next(
    store: ArticleStore, config: Config, name: str
) -> None:
    store.add([reading(9, feeds="all weibo weibo.zh toutiao bytedance")])
    fail(store, config, name)
    publish(store, config)
    assert stays_when_all_is_published(store, config)


def test_a_page_without_news_is_not_looked_at_again_when_all_is_well(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([reading(9, feeds="all weibo")])
    fail(store, config, "weibo.rss")
    paged: list[str] = []
    write = publishing._write_pages

    def noting(files: Any, renderer: Any, names: list[str], plans: Any) -> None:
        paged[:] = names
        write(files, renderer, names, plans)

    monkeypatch.setattr(publishing, "_write_pages", noting)
    for number, expected in ((10, {"weibo", "douyin", "bytedance"}), (11, {"weibo"})):
        store.add([reading(number, feeds="all weibo")])
        publish(store, config)
        assert {*paged} == expected


def test_another_catalogue_of_ours_is_published_also_without_another_version(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(store, config)
    newer = tmp_path / "newer.toml"
    newer.write_bytes(BUILT_IN.read_bytes() + b"\n# one platform more\n")
    page = config.feeds / "douyin.html"
    page.write_text("as the catalogue was", "utf-8")
    monkeypatch.setattr(publishing, "BUILT_IN", newer)
    publish(store, config)
    assert page.read_text("utf-8") != "as the catalogue was"


@pytest.mark.parametrize("right", ["nosnippet", "tdm-reservation"])
def test_words_that_a_site_reserves_later_leave_the_corrections_too(
    store: ArticleStore, config: Config, right: str
) -> None:
    first = reading(20)
    edited = reread(first, words={"teaser": "Un texto muy distinto."})
    for one in (first, edited):
        store.add([one])
        publish(store, config)
    feed = config.feeds / "corrections.rss"
    assert b"muy distinto" in feed.read_bytes()
    store.add([reread(edited, words={"rights": (right,)}, meaning={"rights": (right,)}, days=5)])
    publish(store, config)
    assert b"muy distinto" not in feed.read_bytes()
    assert stays_when_all_is_published(store, config)


def test_corrections_tell_an_article_as_it_is_tagged_and_titled_now(store: ArticleStore, config: Config) -> None:
    first = reading(20)
    for one in (first, reread(first, words={"teaser": "Un texto muy distinto."})):
        store.add([one])
        publish(store, config)
    (kept,) = [one for one in store.kept_after(0) if one.article.guid == first.article.guid]
    store.rewrite([(kept, replace(kept.article, title="Otro titular", platforms=("douyin",)), kept.feeds)])
    publish(store, config)
    assert b"Otro titular" in (config.feeds / "corrections.rss").read_bytes()
    assert stays_when_all_is_published(store, config)

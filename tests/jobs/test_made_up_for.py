"""What a publishing could not finish is made up for by the next one, whatever its settings are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.config import Config, load_config
from csm_crawler.jobs import publish as publishing
from csm_crawler.jobs.publish import PublishError, publish
from csm_crawler.platforms.catalogue import BUILT_IN
from csm_crawler.publish.files import write_changed
from csm_crawler.store import ArticleStore
from tests.store.builders import reading, reread

Failing = Callable[[str], None]


@pytest.fixture
def config(home: Path) -> Config:
    return load_config(home)


@pytest.fixture
def store(config: Config) -> Iterator[ArticleStore]:
    with ArticleStore.open(config.database) as opened:
        opened.add([reading(number, feeds="all weibo weibo.es douyin bytedance") for number in range(5)])
        publish(opened, config)
        yield opened


@pytest.fixture
def fails(store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Publish while the disk takes no file of this name."""

    def publish_on_it(name: str, settings: Config = config) -> None:
        def failing(path: Path, body: bytes) -> bool:
            if path.name == name:
                raise OSError(28, "No space left on device")
            return write_changed(path, body)

        with monkeypatch.context() as patch:
            patch.setattr(publishing, "write_changed", failing)
            with pytest.raises(PublishError, match="could not be written"):
                publish(store, settings)

    return publish_on_it


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def stays_when_all_is_published(store: ArticleStore, config: Config) -> bool:
    before = files(config.feeds)
    publish(store, config, everything=True)
    return files(config.feeds) == before


@pytest.mark.parametrize("name", ["trends.html", "all.atom", "weibo.html", "feeds.opml"])
def test_settings_that_were_tried_on_a_full_disk_leave_nothing_when_they_are_taken_back(
    store: ArticleStore, config: Config, fails: Callable[[str, Config], None], name: str
) -> None:
    before = files(config.feeds)
    fails(name, replace(config, base_url="https://wrong.example/"))
    assert any(b"https://wrong.example/" in body for body in files(config.feeds).values())
    publish(store, config)
    assert files(config.feeds) == before
    assert publish(store, config).written == 0


@pytest.mark.parametrize("name", ["weibo.zh.rss", "toutiao.rss", "douyin.html", "weibo.html"])
def test_pages_that_tell_of_a_feed_that_failed_or_failed_beside_it_are_written_by_the_next(
    store: ArticleStore, config: Config, fails: Failing, name: str
) -> None:
    store.add([reading(9, feeds="all weibo weibo.zh toutiao bytedance")])
    fails(name)
    publish(store, config)
    assert stays_when_all_is_published(store, config)


def test_a_page_without_news_is_not_looked_at_again_when_all_is_well(
    store: ArticleStore, config: Config, fails: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([reading(9, feeds="all weibo")])
    fails("weibo.rss")
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

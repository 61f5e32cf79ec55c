"""Entries that earlier publishings rendered: taken over as they were, until anything that they are made of changes."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.config import Config, load_config
from csm_crawler.errors import StoreError
from csm_crawler.jobs import renderings
from csm_crawler.jobs.publish import PublishError, publish
from csm_crawler.jobs.rendering import Renderer
from csm_crawler.publish import json_feed, rss_atom
from csm_crawler.publish.feed import entry_title
from csm_crawler.store import ArticleStore
from tests.crawls import bytes_in
from tests.store.builders import NOON, card, reading, reread

OLD = [reading(number) for number in range(60)]
Made = Callable[[], set[str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the home of each test: feeds are made anew that come to lie in another folder."""
    return tmp_path_factory.mktemp("renderings")


@pytest.fixture
def config(place: Path) -> Config:
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "csm.toml").write_text('sites = ["chinasocialmedia"]\n', "utf-8")
    return load_config(home)


@pytest.fixture
def store(config: Config, place: Path) -> Iterator[ArticleStore]:
    """One whose feeds changed twice since they were opened."""
    kept = place / "kept"
    if kept.exists():
        shutil.copytree(kept, config.home, dirs_exist_ok=True)
    else:
        with ArticleStore.open(config.database) as opened:
            for readings in (OLD[:-2], OLD[-2:-1], OLD[-1:]):
                opened.add(readings)
                publish(opened, config)
        shutil.copytree(config.home, kept)
    with ArticleStore.open(config.database) as opened:
        yield opened


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Tells the titles of the entries that were rendered since it was last asked."""
    titles: list[str] = []
    item = json_feed._item

    def noting(article: Any, *more: Any) -> Any:
        titles.append(article.title)
        return item(article, *more)

    monkeypatch.setattr(json_feed, "_item", noting)

    def asked() -> set[str]:
        found, titles[:] = {*titles}, []
        return found

    return asked


def test_a_run_renders_what_it_brought_and_nothing_else(store: ArticleStore, config: Config, made: Made) -> None:
    store.add([reading(70), reading(71)])
    publish(store, config)
    assert made() == {"Noticia 70", "Noticia 71"}
    assert len(bytes_in(config.feeds)["all.json"].splitlines()) > 60


def test_what_is_taken_over_gives_the_bytes_of_a_publishing_from_scratch(store: ArticleStore, config: Config) -> None:
    store.add([reading(70, feeds="all douyin"), reread(OLD[3], words={"title": "Otro titular"})])
    publish(store, config)
    stepwise = bytes_in(config.feeds)
    publish(store, config, everything=True)
    assert bytes_in(config.feeds) == stepwise


def test_an_edit_renders_its_article_anew(store: ArticleStore, config: Config, made: Made) -> None:
    store.add([reread(OLD[3], words={"title": "Otro titular"})])
    publish(store, config)
    assert made() == {"Otro titular"}
    assert b"Noticia 3<" not in bytes_in(config.feeds)["all.rss"]


def test_tags_of_a_newer_catalogue_render_their_articles_anew(store: ArticleStore, config: Config, made: Made) -> None:
    lot = store.kept_after(0)
    tagged = [(one, replace(one.article, platforms=("douyin",)), one.feeds) for one in lot[:2]]
    store.rewrite(tagged)
    publish(store, config)
    assert made() == {one.article.title for one in lot[:2]}


SITE = """\
title = "{title}"
url = "https://gaceta.example/"
kind = "selectors"
language = "es"
saved = ["listing.html"]
[selectors]
item = "article"
title = "h2"
link = "a"
"""


@pytest.mark.parametrize("file", ["csm.toml", "sites/gaceta.toml", "platforms.toml"])
def test_other_settings_sites_and_labels_render_all_anew(
    store: ArticleStore, config: Config, made: Made, file: str
) -> None:
    path = config.home / file
    path.parent.mkdir(exist_ok=True)
    text = {
        "csm.toml": 'base_url = "https://other.example/feeds/"\n' + (config.home / "csm.toml").read_text(),
        "sites/gaceta.toml": SITE.format(title="La Gaceta"),
        "platforms.toml": '[platforms.nuevo]\nname = "Nuevo"\nstrong = ["Nuevo Portal"]\n',
    }[file]
    path.write_text(text)
    publish(store, load_config(config.home))
    assert len(made()) == len(OLD)
    if file == "sites/gaceta.toml":
        assert bytes_in(config.feeds)["all.rss"].count(b"<dc:source>La Gaceta<") == len(OLD)


@pytest.mark.parametrize(
    ("name", "value"), [("version", lambda name: f"9.9 of {name}"), ("_code", lambda: "other code than before")]
)
def test_other_libraries_and_other_code_render_anew_what_is_written(
    store: ArticleStore, config: Config, made: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: Any
) -> None:
    monkeypatch.setattr(renderings, name, value)
    for number in (70, 71):
        store.add([reading(number)])
        publish(store, config)
    assert len(made()) == len(OLD) + 2
    store.add([reading(72)])
    publish(store, config)
    assert made() == {"Noticia 72"}


def test_a_label_of_a_newer_catalogue_is_in_every_entry_that_is_written(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it comes without a new version of ours."""

    class Relabeled(Renderer):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.labels["weibo"] = "Weibo, called otherwise"

    monkeypatch.setattr("csm_crawler.jobs.publish.Renderer", Relabeled)
    store.add([reading(70)])
    publish(store, config)
    assert bytes_in(config.feeds)["all.rss"].count(b"<category>Weibo, called otherwise<") == len(OLD) + 1


def test_where_entries_cannot_be_kept_the_feeds_are_there_and_it_is_told(
    store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StoreError("csm.sqlite3: database or disk is full")

    monkeypatch.setattr(ArticleStore, "keep_entries", full)
    store.add([reading(70)])
    published = publish(store, config)
    told = "entries were not kept for the next publishing: csm.sqlite3: database or disk is full"
    assert (published.written, published.notes) == (2, (told,))
    assert b"Noticia 70" in bytes_in(config.feeds)["all.rss"]


def test_whoever_publishes_everything_gets_nothing_that_was_rendered_before(
    store: ArticleStore, config: Config, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the run after it: what wrote them may have been another version of a library."""
    monkeypatch.setattr("csm_crawler.publish.rss_atom.entry_title", lambda article: entry_title(article).upper())
    publish(store, config, everything=True)
    assert len(made()) == len(OLD)
    store.add([reading(70)])
    publish(store, config)
    assert bytes_in(config.feeds)["all.rss"].count(b"<title>NOTICIA ") == len(OLD) + 1


def test_a_feed_that_is_written_for_the_first_time_keeps_nothing(config: Config, made: Made) -> None:
    """Of a first run are thousands, and most of them go with the next."""
    with ArticleStore.open(config.database) as store:
        store.add(OLD)
        publish(store, config)
        assert store.entries(store.shelves(["all"])["all"].shown) == {}
        made()
        (config.feeds / "all.rss").unlink()
        publish(store, config)
        assert len(made()) == len(OLD)


def test_entries_of_one_moment_that_are_told_apart_are_not_kept_as_they_stand_then(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Atom wants no two of one `updated`: such an entry depends on what stands beside it."""
    monkeypatch.setattr("csm_crawler.publish.pieces.uuid5", lambda *_: type("Same", (), {"int": 7}))
    with ArticleStore.open(config.database) as store:
        for number in (5, 3, 4, 1, 2):
            store.add([reading(number)])
            publish(store, config)
        stepwise = bytes_in(config.feeds)
        publish(store, config, everything=True)
        assert bytes_in(config.feeds) == stepwise


def test_no_more_is_noted_than_is_kept(store: ArticleStore, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    store.forget_entries()
    monkeypatch.setattr(renderings, "AT_MOST", 7)
    store.add([reading(70)])
    publish(store, config)
    assert len(store.entries(store.shelves(["all"])["all"].shown)) == 7


def test_a_feed_that_fails_costs_no_entry_of_the_others(
    store: ArticleStore, config: Config, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = rss_atom._generator

    def broken(feed: Any, *more: Any) -> Any:
        if feed.name == "all":
            raise ValueError("broken")
        return failing(feed, *more)

    monkeypatch.setattr(rss_atom, "_generator", broken)
    store.add([reading(70)])
    with pytest.raises(PublishError, match="all could not be written"):
        publish(store, config)
    monkeypatch.undo()
    publish(store, config)
    stepwise = bytes_in(config.feeds)
    publish(store, config, everything=True)
    assert bytes_in(config.feeds) == stepwise


def test_a_date_that_the_site_tells_later_is_seen(store: ArticleStore, config: Config, made: Made) -> None:
    late = reading(says=card(80, seen_at=NOON + timedelta(days=2)), published=None, published_precision="")
    store.add([late])
    publish(store, config)
    made()
    told = {"published": NOON + timedelta(days=1), "published_precision": "day"}
    store.add([reread(late, words={"date_text": "21 noviembre, 2026"}, meaning=told)])
    publish(store, config)
    assert made() == {"Noticia 80"}

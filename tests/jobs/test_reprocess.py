"""Today's rules for the archive: what changes is told, then written; nothing that a reader keys on does."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.jobs.reprocess import reprocess
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import load_sites
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import Run, listing

SHOP = """
[platforms.example-shop]
name = "Example Shop"
owner = "tencent"
kinds = ["e-commerce"]
strong = ["Cola Chicken"]
"""


def rows(csm: Run) -> dict[str, Mapping[str, Any]]:
    return {row["guid"]: row for row in json.loads(csm("articles", "--format", "json").stdout)}


@pytest.mark.slow
def test_a_longer_catalogue_is_applied_to_the_archive(csm: Run, home: Path) -> None:
    csm("run")
    before = rows(csm)
    (home / "platforms.toml").write_text(SHOP, "utf-8")
    told = csm("reprocess", "--dry-run")
    assert (told.returncode, told.stderr) == (0, "")
    line, total = told.stdout.splitlines()
    assert line.startswith("http://chinasocialmedia.net/")
    assert "; feeds " in line
    assert total == "1 articles would change (platforms 1, feeds 1)"
    assert rows(csm) == before
    assert not (home / "feeds" / "example-shop.rss").exists()

    done = csm("reprocess")
    assert done.stdout.splitlines()[:2] == [line, "1 articles changed (platforms 1, feeds 1)"]
    assert (home / "feeds" / "example-shop.rss").is_file()
    after = rows(csm)
    (changed,) = [guid for guid in before if before[guid] != after[guid]]
    assert after[changed] == {
        **before[changed],
        "platforms": sorted([*before[changed]["platforms"], "example-shop"]),
    }
    again = csm("reprocess")
    assert again.stdout.splitlines()[0] == "0 articles changed"
    assert csm("run").stdout == ""


@pytest.fixture
def kept(scrapy: Run, home: Path, site_file: Callable[..., Path]) -> ArticleStore:
    cards = [(f"Notices about shop {n}", f"/{n}", f"{20 - n} noviembre, 2019", "Nothing else.") for n in range(7)]
    site_file("one", page=listing(*cards), extra='language = "es"')
    assert scrapy("crawl", "csm", "-a", "sites=one").returncode == 0
    return ArticleStore.open(f"sqlite:///{home}/csm.sqlite3")


def test_a_stopped_reprocessing_goes_on_behind_what_it_wrote(kept: ArticleStore, home: Path) -> None:
    (home / "platforms.toml").write_text(SHOP.replace("Cola Chicken", "about shop"), "utf-8")
    catalogue, sites = load_catalogue(home / "platforms.toml"), load_sites(home)
    lots = reprocess(kept, sites, catalogue, batch=3)
    assert [len(next(lots)), len(next(lots))] == [3, 3]
    lots.close()  # killed after it told the second lot, before it was written
    assert [len(lot) for lot in reprocess(kept, sites, catalogue, batch=3)] == [3, 1]
    assert all(one.platforms == ("example-shop",) for one in kept.articles())
    assert {one.catalogue for one in kept.articles()} == {catalogue.version}
    assert [len(lot) for lot in reprocess(kept, sites, catalogue, batch=3)] == [0, 0, 0]
    assert kept.counts()["example-shop"] == 7


def test_articles_of_a_site_that_is_gone_stay_as_they_are(kept: ArticleStore, home: Path) -> None:
    before = list(kept.articles())
    (home / "sites" / "one.toml").unlink()
    assert [len(lot) for lot in reprocess(kept, load_sites(home), load_catalogue())] == [0]
    assert list(kept.articles()) == before


def test_another_site_s_card_says_nothing_of_an_article_whose_own_site_is_gone(
    kept: ArticleStore, scrapy: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    own = [("Notices about shop 0", "/0", "20 noviembre, 2019", "Nothing else.")]
    page = listing(*own).replace(b"href='", b"href='https://one.example")
    site_file("two", page=page.replace(b"Notices", b"Other words"), extra='language = "es"')
    assert scrapy("crawl", "csm", "-a", "sites=two").returncode == 0
    before = {one.guid: one.title for one in kept.articles()}
    (home / "sites" / "one.toml").unlink()
    assert [len(lot) for lot in reprocess(kept, load_sites(home), load_catalogue())] == [0]
    assert {one.guid: one.title for one in kept.articles()} == before


def test_words_that_a_site_came_back_to_are_those_that_hold(kept: ArticleStore, home: Path) -> None:
    (last,) = list(kept.articles())[-1:]
    card = next(one for row in kept.kept_after(0) for _, one in row.cards if row.article.guid == last.guid)
    for day, (title, image) in enumerate([("Newer words", ""), (card.title, "https://one.example/i.jpg")], start=1):
        again = replace(card, title=title, image=image, date_text=f"{10 + day} noviembre, 2019")
        again = replace(again, seen_at=card.seen_at + timedelta(days=day))
        moment = datetime(2019, 11, 10 + day, 12, tzinfo=UTC)
        read = replace(last, title=title, date_text=again.date_text, published=moment)
        kept.add([Reading(card=again, article=read, feeds=frozenset({"all"}))])
    (row,) = [one for one in kept.kept_after(0) if one.article.guid == last.guid]
    assert (len(row.cards), row.article.title, row.article.published) == (3, card.title, moment)
    changed = [one for lot in reprocess(kept, load_sites(home), load_catalogue()) for one in lot]
    assert "title" not in {name for one in changed for name in one.changes}


@pytest.mark.slow
def test_the_cards_of_a_page_longer_than_any_window_are_dated_too(
    scrapy: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    cards = [(f"Shop {n}", f"/{n}", f"{20 - n // 30} noviembre, 2019", "Words.") for n in range(600)]
    file = site_file("long", page=listing(*cards), extra='language = "es"')
    assert scrapy("crawl", "csm", "-a", "sites=long").returncode == 0
    file.write_text(file.read_text("utf-8").replace("min_cards", 'timezone = "Asia/Shanghai"\nmin_cards'), "utf-8")
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        lots = list(reprocess(store, load_sites(home), load_catalogue()))
        assert sum("published" in one.changes for lot in lots for one in lot) == 600
        assert {one.published.hour for one in store.articles() if one.published} == {4}


def test_a_stopped_reprocessing_begins_anew_where_a_site_file_was_changed(kept: ArticleStore, home: Path) -> None:
    file, catalogue = home / "sites" / "one.toml", load_catalogue()
    text = file.read_text("utf-8")
    file.write_text(f'timezone = "Asia/Shanghai"\n{text}', "utf-8")
    lots = reprocess(kept, load_sites(home), catalogue, batch=3)
    next(lots)
    next(lots)  # the first is written
    lots.close()
    file.write_text(f'timezone = "Asia/Tokyo"\n{text}', "utf-8")
    assert [len(lot) for lot in reprocess(kept, load_sites(home), catalogue, batch=3)] == [3, 3, 1]
    assert {one.published.hour for one in kept.articles() if one.published} == {3}

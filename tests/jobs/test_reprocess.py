"""Today's rules for the archive: what changes is told, then written; nothing that a reader keys on does."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.jobs.reprocess import reprocess
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import load_sites
from csm_crawler.store import ArticleStore
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

"""Every saved page and sample gives its golden; a missing one is written and fails once: read it aloud."""

from datetime import datetime
from pathlib import Path

import pytest

from csm_crawler.fixtures import saved_page
from csm_crawler.jobs.golden import FETCHED_AT, golden_of, read_golden, render, replay
from csm_crawler.sites import Site, load_sites
from tests.conftest import ROOT

SITES = load_sites(ROOT)
PAGES = [(site, name) for site in SITES.values() for name in (*site.saved, *site.samples)]
SHARED = [
    ("feed", "rss.xml", "https://feed.example/", "es", "Europe/Madrid"),
    ("feed", "atom.xml", "https://feed.example/zh/", "zh-Hans", "Asia/Shanghai"),
    ("feed", "feed.json", "https://feed.example/en/", "en", "Asia/Shanghai"),
    ("wordpress", "posts.json", "https://blog.example/", "es", "Europe/Madrid"),
]
"""What sites read by feed or WordPress have in common: kind, page, and a site that might have it."""
SAMPLES = [(site, name) for site in SITES.values() for name in site.samples]


@pytest.mark.parametrize(("site", "name"), PAGES, ids=[f"{site.name}-{name}" for site, name in PAGES])
def test_a_saved_page_gives_its_golden(site: Site, name: str) -> None:
    page = saved_page(ROOT, site.name, name)
    assert page is not None, f"fixtures/{site.name}/{name} is missing"
    check(page, site)


@pytest.mark.parametrize(("kind", "name", "url", "language", "zone"), SHARED, ids=[name for _, name, *_ in SHARED])
def test_a_page_that_sites_of_a_kind_share_gives_its_golden(
    kind: str, name: str, url: str, language: str, zone: str
) -> None:
    page = ROOT / "fixtures" / kind / name
    check(page, Site(name=kind, file=page, title="One", url=url, kind=kind, language=language, timezone=zone))


def test_every_kind_of_the_catalogue_has_a_page_in_fixtures() -> None:
    shared = {kind for kind, *_ in SHARED}
    assert {site.kind for site in SITES.values() if not (site.saved or site.samples)} <= shared
    assert shared.isdisjoint(SITES)


def check(page: Path, site: Site) -> None:
    golden = golden_of(page)
    if not golden.exists():
        golden.write_text(render(replay(page, site)), "utf-8")
        pytest.fail(f"{golden} was missing and has been written: read it against the page, then run again")
    expected = read_golden(golden)
    found = replay(page, site, fetched_at=datetime.fromisoformat(expected["fetched_at"]))
    assert found == expected


@pytest.mark.parametrize(("site", "name"), SAMPLES, ids=[f"{site.name}-{name}" for site, name in SAMPLES])
def test_a_sample_shows_a_few_cards_and_loses_none(site: Site, name: str) -> None:
    golden = read_golden(golden_of(ROOT / "fixtures" / site.name / name))
    assert golden["rejected"] == []
    assert 3 <= len(golden["articles"]) <= 5
    assert len({one["url"] for one in golden["articles"]}) == len(golden["articles"])
    assert not any(one.get("title_derived") for one in golden["articles"])
    languages = {one.get("language", "").partition("-")[0] for one in golden["articles"]}
    assert languages == {site.language.partition("-")[0]}


@pytest.mark.parametrize("site", SITES.values(), ids=lambda site: site.name)
def test_a_site_read_by_selectors_or_json_shows_how_its_pages_are_built(site: Site) -> None:
    assert bool(site.saved or site.samples) == (site.kind in ("selectors", "json"))


def test_a_missing_golden_is_written_and_fails_once(tmp_path: Path) -> None:
    site = SITES["chinasocialmedia"]
    page = tmp_path / "listing.html"
    page.write_bytes((ROOT / "fixtures/chinasocialmedia/listing.html").read_bytes())
    with pytest.raises(pytest.fail.Exception, match=r"read it against the page"):
        check(page, site)
    check(page, site)
    assert read_golden(golden_of(page))["fetched_at"] == FETCHED_AT.isoformat()


def test_the_first_page_holds_the_ten_cards_and_not_the_intro() -> None:
    page = ROOT / "fixtures/chinasocialmedia/listing.html"
    articles = read_golden(golden_of(page))["articles"]
    assert [(one["published"][:10], one["date_text"]) for one in articles] == [
        ("2019-11-13", "13 noviembre, 2019"),
        ("2019-11-06", "6 noviembre, 2019"),
        ("2019-10-16", "16 octubre, 2019"),
        ("2019-09-24", "24 septiembre, 2019"),
        ("2019-08-25", "25 agosto, 2019"),
        ("2019-07-16", "16 julio, 2019"),
        ("2019-07-10", "10 julio, 2019"),
        ("2019-06-26", "26 junio, 2019"),
        ("2019-04-29", "29 abril, 2019"),
        ("2019-04-22", "22 abril, 2019"),
    ]
    assert [one["title"] for one in articles if one.get("title_derived")] == [articles[7]["title"]]
    assert articles[7]["url"] == "http://chinasocialmedia.net/2143/"
    assert all(one["language"] == "en" for one in articles)

"""Incidents → entries of feeds/health.*."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csm_crawler.config import Config
from csm_crawler.errors import ConfigError
from csm_crawler.jobs.comparing import compare_health
from csm_crawler.jobs.healthfeed import entries, publish_health
from csm_crawler.jobs.queries import choosers
from csm_crawler.platforms import load_catalogue
from csm_crawler.queries import Query
from csm_crawler.store import ArticleStore, Incident, SiteState
from tests.publish.strict import complaints

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BASE = "https://example.org/"
OPEN = Incident(site="gaceta", state="broken", reason="answered 503", opened_at=NOON)
OVER = replace(OPEN, closed_at=NOON + HOUR, ending="fine again")
TURNED = replace(OPEN, closed_at=NOON + HOUR, ending="walled instead: looks like a captcha page")
STATE = SiteState(site="gaceta", state="broken", since=NOON, visited_at=NOON, next_at=NOON)


def told(*incidents: Incident) -> list[tuple[str, str, datetime]]:
    made = entries(incidents, base_url=BASE, titles={"gaceta": "La Gaceta"})
    return [(one.title, one.summary, one.published or NOON) for one in made]


def test_an_incident_has_two_entries_one_when_it_opens_and_one_when_it_ends() -> None:
    opening = ("La Gaceta is broken", "answered 503", NOON)
    assert told(OPEN) == [opening]
    was = "It was broken since 2026-11-23 12:00 UTC: answered 503"
    assert told(OVER) == [opening, ("La Gaceta is fine again", was, NOON + HOUR)]
    assert told(TURNED) == [
        opening,
        ("La Gaceta is broken no more", f"It is walled instead: looks like a captcha page. {was}", NOON + HOUR),
    ]


def test_the_entry_of_an_opening_stays_what_it_is_when_the_incident_ends() -> None:
    before, (after, end) = list(entries([OPEN], base_url=BASE, titles={})), entries([OVER], base_url=BASE, titles={})
    assert before == [after]
    assert end.guid != after.guid
    assert after.url == "https://example.org/status.html?opened=2026-11-23T12-00-00#site-gaceta"
    assert end.url == "https://example.org/status.html?ended=2026-11-23T13-00-00#site-gaceta"


def config(home: Path, *sites: str) -> Config:
    return Config(home=home, file=None, demonstration=False, base_url=BASE, feeds=home / "feeds", sites=sites)


def test_both_are_written_once_and_again_when_a_state_changed(tmp_path: Path) -> None:
    home = config(tmp_path, "gaceta")
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as store:
        assert not publish_health(store, home, store.health.states())
        assert not home.feeds.exists(), "nothing before a site was asked"
        store.health.keep([STATE], opened=[OPEN])
        assert publish_health(store, home, store.health.states())
        feed = json.loads((home.feeds / "health.json").read_text("utf-8"))
        assert (feed["title"], feed["home_page_url"]) == ("Health of the sites", "https://example.org/status.html")
        assert [item["title"] for item in feed["items"]] == ["gaceta is broken"]
        later = replace(STATE, visited_at=NOON + HOUR, next_at=NOON + 2 * HOUR, last_success=NOON)
        store.health.keep([later])
        assert not publish_health(store, home, store.health.states()), "times of visits are not told"
        store.health.keep([replace(later, state="fine", since=NOON + HOUR)], closed=[OVER])
        assert publish_health(store, home, store.health.states())
        feed = json.loads((home.feeds / "health.json").read_text("utf-8"))
        assert [item["title"] for item in feed["items"]] == ["gaceta is fine again", "gaceta is broken"]


def test_both_tell_a_site_as_its_file_calls_it_now(tmp_path: Path) -> None:
    home, file = config(tmp_path, "gaceta"), tmp_path / "sites" / "gaceta.toml"
    file.parent.mkdir()
    site = 'url = "https://gaceta.example/"\nkind = "feed"\nfeed = "https://gaceta.example/feed"\nlanguage = "es"\n'
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as store:
        store.health.keep([STATE], opened=[OPEN])
        for title in ("La Gaceta", "La Gaceta Nueva"):
            file.write_text(f'title = "{title}"\n{site}', "utf-8")
            assert publish_health(store, home, store.health.states())
            assert compare_health(store, home, store.health.states()) == []
            assert f">{title} is broken<" in (home.feeds / "health.rss").read_text("utf-8")
        assert not publish_health(store, home, store.health.states())


def test_it_is_valid_in_all_three_formats_whatever_stands_in_a_reason(tmp_path: Path) -> None:
    home, hostile = config(tmp_path, "gaceta"), "<b>503</b> & \x07 'x' ]]>" + "a" * 3000
    turned = [replace(TURNED, site=f"site{number}", reason=hostile, ending=hostile) for number in range(60)]
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as store:
        store.health.keep([STATE], opened=[OPEN, *(replace(one, closed_at=None) for one in turned)], closed=turned)
        assert publish_health(store, home, store.health.states())
    for suffix in ("rss", "atom", "json"):
        body = (home.feeds / f"health.{suffix}").read_bytes()
        assert complaints(body, url=f"{BASE}health.{suffix}") == []
    assert len(json.loads(body)["items"]) == 50


def test_sites_that_are_not_enabled_are_not_told_of(tmp_path: Path) -> None:
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as store:
        store.health.keep([STATE], opened=[OPEN])
        assert not publish_health(store, config(tmp_path, "diario"), store.health.states())
    assert not (tmp_path / "feeds").exists()


@pytest.mark.parametrize("name", ["health", "status"])
def test_no_query_takes_their_names(name: str) -> None:
    with pytest.raises(ConfigError, match="is the name of another feed or page"):
        choosers([Query(name=name, topics=("luxury",))], load_catalogue(Path("none")), [])

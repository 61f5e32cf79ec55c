"""Visits of a run → states, incidents and next times, with a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.bounds import Bounds
from csm_crawler.items import Article
from csm_crawler.jobs.planning import due
from csm_crawler.jobs.watch import Changes, Round, Visit, keep_watch
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, RunRecord, SiteRecord

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = ("one", "two", "three")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as opened:
        yield opened


@pytest.fixture
def sites(tmp_path: Path) -> dict[str, Site]:
    for name in NAMES:
        (tmp_path / f"{name}.toml").write_text(name, "utf-8")
    return {
        name: Site(name=name, file=tmp_path / f"{name}.toml", title=name, url=f"https://{name}.example/", kind="auto")
        for name in NAMES
    }


def visit(
    site: str = "one", *, added: tuple[Article, ...] = (), pause: timedelta = timedelta(), **fields: Any
) -> Visit:
    usual: dict[str, Any] = {"is_live": True, "is_whole": True, "cards": 9, "listed": 9, "titles": 9, "new": len(added)}
    return Visit(record=SiteRecord(site=site, **usual | fields), added=added, pause=pause)


def article(hours: float) -> Article:
    """New so many hours from the start."""
    at = NOON + hours * HOUR
    return Article(guid="g", url="u", site="one", title="t", published=at, published_precision="minute", first_seen=at)


def round_(store: ArticleStore, sites: dict[str, Site], hours: float, *visits: Visit) -> Changes:
    """One run."""
    now = NOON + hours * HOUR
    run_id = store.start_run(now)
    changes = keep_watch(store.health, visits, sites, of=Round(started=now, now=now), enabled=NAMES)
    store.finish_run(run_id, RunRecord(finished_at=now, exit_code=0, sites=changes.records))
    return changes


def asked(store: ArticleStore, sites: dict[str, Site], hours: float, bounds: Bounds | None = None) -> list[str]:
    """Who is due."""
    now, book = NOON + hours * HOUR, store.health
    return list(due(sites, book.states(), book.left_alone(now), bounds=bounds or Bounds(), now=now))


def test_who_was_never_asked_is_due_and_then_in_its_time(store: ArticleStore, sites: dict[str, Site]) -> None:
    assert asked(store, sites, 0) == ["one", "two", "three"]
    backlog = tuple(article(-number) for number in range(1, 30))
    round_(store, sites, 0, visit("one", added=backlog), visit("two"))
    assert asked(store, sites, 0) == ["three"]
    assert asked(store, sites, 1.6) == ["one", "three"], "an article an hour"
    assert asked(store, sites, 9) == ["one", "two", "three"], "nothing is known of its rhythm"


def test_a_clock_that_was_wrong_does_not_silence_a_site(store: ArticleStore, sites: dict[str, Site]) -> None:
    round_(store, sites, 24 * 400, visit("one"), visit("two"), visit("three"))
    assert asked(store, sites, 0) == ["one", "two", "three"]


def test_bounds_that_were_narrowed_hold_at_once(store: ArticleStore, sites: dict[str, Site]) -> None:
    round_(store, sites, 0, *(visit(name, pause=20 * HOUR) for name in NAMES))
    assert asked(store, sites, 2) == []
    assert asked(store, sites, 2, Bounds(max_hours=1)) == ["one", "two", "three"]


def test_saved_pages_are_always_read_and_a_server_that_asked_for_it_is_left_alone(
    store: ArticleStore, sites: dict[str, Site]
) -> None:
    sites["two"] = replace(sites["two"], saved=("listing.html",))
    round_(store, sites, 0, visit("one"))
    store.leave_alone("three.example", NOON + 2 * HOUR)
    assert asked(store, sites, 1) == ["two"]
    assert asked(store, sites, 2) == ["two", "three"]


def test_what_a_visit_left_undecided_is_looked_at_within_the_hour_and_failures_later_and_later(
    store: ArticleStore, sites: dict[str, Site]
) -> None:
    round_(store, sites, 0, visit())
    hours, pauses = 24.0, []
    for _ in range(8):
        round_(store, sites, hours, visit(problem="u: answered 503", is_whole=False))
        pause = (store.health.states()["one"].next_at - NOON) / HOUR - hours
        pauses.append(round(pause))
        hours += pause
    assert pauses == [1, 2, 4, 8, 16, 24, 24, 24]
    round_(store, sites, hours, visit())
    assert round((store.health.states()["one"].next_at - NOON) / HOUR - hours) == 1


def test_an_answer_that_nothing_changed_says_what_the_page_said(store: ArticleStore, sites: dict[str, Site]) -> None:
    for hours in range(6):
        round_(store, sites, hours, visit())
    assert round_(store, sites, 6, visit(listed=2, cards=2, titles=2)).opened == ()
    (opened,) = round_(store, sites, 7, visit(is_whole=False)).opened
    assert (opened.state, opened.reason) == ("broken", "2 cards, 9 is usual")


def test_a_failure_between_two_pages_that_are_one_says_nothing_of_them(
    store: ArticleStore, sites: dict[str, Site]
) -> None:
    for hours in range(6):
        round_(store, sites, hours, visit())
    assert round_(store, sites, 6, visit(problem="u: answered 503", is_whole=False)).opened == ()
    assert round_(store, sites, 7, visit(is_whole=False)).opened == ()
    assert round_(store, sites, 8, visit(problem="u: answered 503", is_whole=False)).opened == ()
    assert store.health.states()["one"].state == "fine"


def test_another_site_file_learns_anew_what_is_usual(store: ArticleStore, sites: dict[str, Site]) -> None:
    for hours in range(6):
        round_(store, sites, hours, visit())
    sites["one"].file.write_text("other selectors", "utf-8")
    assert asked(store, sites, 6.1) == ["one", "two", "three"]
    for hours in range(7, 12):
        assert round_(store, sites, hours, visit(listed=2, cards=2, titles=2)).opened == ()
    assert store.health.states()["one"].state == "fine"


def test_a_shorter_list_is_usual_after_a_fortnight_with_news(store: ArticleStore, sites: dict[str, Site]) -> None:
    for hours in range(6):
        round_(store, sites, hours, visit())
    states = []
    for day in range(1, 20):
        added = (article(24 * day),)
        round_(store, sites, 24 * day, visit(listed=3, cards=3, titles=3, added=added))
        states.append(store.health.states()["one"].state)
    assert states[:2] == ["fine", "broken"]
    assert states[-1] == "fine"
    assert 14 <= states.count("broken") <= 16
    (incident,) = store.health.incidents()
    assert incident.ending == "fine again"


def test_who_was_left_alone_or_is_not_ours_to_reach_keeps_its_state(
    store: ArticleStore, sites: dict[str, Site]
) -> None:
    round_(store, sites, 0, *map(visit, NAMES))
    before = store.health.states()
    alone = [visit(name, problem="u: asked to be left alone until 2026-11-24 12:00 UTC") for name in NAMES]
    offline = [visit(name, problem="u: CannotResolveHostError: no such host") for name in NAMES]
    saved = [visit(name, is_live=False, problem="u: is missing") for name in NAMES]
    for number, visits in enumerate((offline, saved, offline, offline)):
        changes = round_(store, sites, 24 + number, *visits)
        assert (changes.opened, [one.finding for one in changes.records]) == ((), ["", "", ""])
    assert store.health.states() == before
    assert round_(store, sites, 30, *alone).opened == ()
    later = {name: replace(one, next_at=NOON + 31 * HOUR) for name, one in before.items()}
    assert store.health.states() == later, "but it is not asked all the time whether it still wants to be"


def test_no_key_stands_in_a_reason(store: ArticleStore, sites: dict[str, Site]) -> None:
    failed = visit(problem="https://api.example/news?key=abc&page=1: answered 404", is_whole=False)
    (opened,) = round_(store, sites, 0, failed).opened
    assert opened.reason == "https://api.example/news?key=***&page=1: answered 404"
    assert store.health.states()["one"].reason == opened.reason


def test_who_is_not_collected_is_not_watched(store: ArticleStore, sites: dict[str, Site]) -> None:
    failed, now = visit("one", problem="u: answered 404", is_whole=False), NOON
    changes = keep_watch(store.health, [failed], sites, of=Round(started=now, now=now), enabled=("two",))
    assert changes == Changes(records=(failed.record,))
    assert store.health.states() == {}


@pytest.mark.parametrize(("days", "state"), [(12, "quiet"), (400, "dormant")])
def test_a_site_that_is_silent_when_it_is_added_is_no_news_until_it_wrote_again(
    store: ArticleStore, sites: dict[str, Site], days: int, state: str
) -> None:
    old = tuple(article(-24 * (days + number)) for number in range(20))
    assert round_(store, sites, 0, visit(added=old)) == Changes(records=(visit(added=old).record,))
    assert (store.health.states()["one"].state, store.health.incidents()) == (state, [])
    grown = round_(store, sites, 24 * 200, visit())
    assert (store.health.states()["one"].state, grown.opened, grown.closed) == ("dormant", (), ())
    spoke = round_(store, sites, 24 * 201, visit(added=(article(24 * 201),)))
    assert (store.health.states()["one"].state, spoke.opened, spoke.closed) == ("fine", (), ())
    (opened,) = round_(store, sites, 24 * 1500, visit()).opened
    assert (opened.state, opened.reason[:28]) == ("dormant", "nothing new since 2027-06-12")
    (ended,) = round_(store, sites, 24 * 1501, visit(added=(article(24 * 1501),))).closed
    assert (ended.state, ended.ending) == ("dormant", "fine again")


def test_a_site_that_is_silent_when_it_is_added_leaves_without_a_word_and_its_errors_are_told(
    store: ArticleStore, sites: dict[str, Site]
) -> None:
    old = tuple(article(-24 * (400 + number)) for number in range(20))
    round_(store, sites, 0, visit(added=old), visit("two", added=old))
    broken: dict[str, Any] = {"problem": "u: answered 503", "is_whole": False}
    assert round_(store, sites, 24, visit("two", **broken)).opened == ()
    told = round_(store, sites, 25, visit("two", **broken))
    assert ([(one.site, one.state) for one in told.opened], told.closed) == ([("two", "broken")], ())
    later = Round(started=NOON + 48 * HOUR, now=NOON + 48 * HOUR)
    (ended,) = keep_watch(store.health, [visit("three")], sites, of=later, enabled=["three"]).closed
    assert (ended.site, ended.state, ended.ending) == ("two", "broken", "collected no more")


def test_the_incident_of_a_site_that_is_collected_no_more_ends(store: ArticleStore, sites: dict[str, Site]) -> None:
    failed = visit("one", problem="u: answered 404", is_whole=False)
    (opened,) = round_(store, sites, 0, failed, visit("two")).opened
    now = NOON + HOUR
    left = {name: site for name, site in sites.items() if name != "one"}
    changes = keep_watch(store.health, [visit("two")], left, of=Round(started=now, now=now), enabled=("two", "three"))
    ended = replace(opened, closed_at=now, ending="collected no more")
    assert (changes.closed, store.health.incidents()) == ((ended,), [ended])
    assert store.health.states()["one"].state == "fine"

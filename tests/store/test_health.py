"""What the store remembers of how sites stand, on each kind of database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csm_crawler.store import ArticleStore, Incident, RunRecord, SiteRecord, SiteState
from tests.store.builders import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATE = SiteState(
    site="gaceta",
    state="broken",
    reason="answered 503",
    since=NOON,
    last_success=NOON - DAY,
    last_new=None,
    visited_at=NOON,
    next_at=NOON + HOUR,
    rules="ab",
    memory='{"é": 1}',
)
OPEN = Incident(site="gaceta", state="broken", reason="answered 503", opened_at=NOON)


def run(store: ArticleStore, day: int, **fields: Any) -> None:
    id_ = store.start_run(NOON + day * DAY)
    usual: dict[str, Any] = {"site": "gaceta", "is_live": True, "is_whole": True, "listed": day}
    record = SiteRecord(**usual | fields)
    store.finish_run(id_, RunRecord(finished_at=NOON + day * DAY, exit_code=0, sites=(record,)))


def test_the_last_state_of_a_site_is_remembered(store: ArticleStore) -> None:
    assert store.health.states() == {}
    other = replace(STATE, site="diario", state="fine", last_success=None)
    store.health.keep([STATE, other])
    store.health.keep([replace(STATE, state="fine", reason="")])
    assert store.health.states() == {"diario": other, "gaceta": replace(STATE, state="fine", reason="")}


def test_an_incident_opens_and_ends_with_the_state(store: ArticleStore) -> None:
    other = replace(OPEN, site="diario", opened_at=NOON + HOUR)
    store.health.keep([STATE], opened=[OPEN, other])
    assert store.health.open_incidents() == {"diario": other, "gaceta": OPEN}
    ended = replace(OPEN, closed_at=NOON + 2 * HOUR, ending="walled instead: a captcha")
    again = Incident(site="gaceta", state="walled", reason="a captcha", opened_at=NOON + 2 * HOUR)
    store.health.keep([], opened=[again], closed=[ended])
    assert store.health.open_incidents() == {"diario": other, "gaceta": again}
    assert store.health.incidents() == [again, ended, other], "by what changed last"
    assert store.health.incidents(1) == [again]


def test_visits_are_those_that_came_whole_and_were_good_the_newest_last(store: ArticleStore) -> None:
    run(store, 1, hosts={"a.example": 3}, languages={"es": 2})
    run(store, 2, finding="broken")
    run(store, 3, is_whole=False)
    run(store, 4, site="diario")
    run(store, 5)
    run(store, 6)
    assert [one.listed for one in store.health.visits("gaceta", since=None, limit=9)] == [1, 5, 6]
    assert [one.listed for one in store.health.visits("gaceta", since=None, limit=2)] == [5, 6]
    assert [one.listed for one in store.health.visits("gaceta", since=NOON + 5 * DAY, limit=9)] == [5, 6]
    (first, *_) = store.health.visits("gaceta", since=None, limit=9)
    assert first == SiteRecord(
        site="gaceta", is_live=True, is_whole=True, listed=1, hosts={"a.example": 3}, languages={"es": 2}
    )


def test_the_last_visit_that_came_whole_may_have_been_bad(store: ArticleStore) -> None:
    assert store.health.last_whole("gaceta") is None
    run(store, 1)
    run(store, 2, finding="broken")
    run(store, 3, is_whole=False)
    run(store, 4, site="diario")
    record = SiteRecord(site="gaceta", is_live=True, is_whole=True, listed=2, finding="broken")
    assert store.health.last_whole("gaceta") == (NOON + 2 * DAY, record)


def test_what_was_unusual_may_be_forgiven_but_no_failure(store: ArticleStore) -> None:
    run(store, 1, finding="broken")
    run(store, 2, finding="broken")
    run(store, 3, finding="broken", problem="answered 503")
    store.health.forgive("gaceta", NOON + 2 * DAY)
    assert [one.listed for one in store.health.visits("gaceta", since=None, limit=9)] == [2]


def test_runs_of_long_ago_are_forgotten_with_their_visits(store: ArticleStore) -> None:
    run(store, 1)
    run(store, 2)
    store.health.forget_visits(NOON + 2 * DAY)
    assert [one.listed for one in store.health.visits("gaceta", since=None, limit=9)] == [2]


def test_servers_are_left_alone_until_they_said(store: ArticleStore) -> None:
    store.leave_alone("a.example", NOON + HOUR)
    store.leave_alone("b.example:8000", NOON - HOUR)
    assert store.health.left_alone(NOON) == {"a.example": NOON + HOUR}


def test_a_moment_without_a_zone_is_refused(store: ArticleStore) -> None:
    with pytest.raises(Exception, match="time zone"):
        store.health.keep([replace(STATE, next_at=NOON.replace(tzinfo=None))])

"""How a site's state changes from visit to visit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest

from csm_crawler.jobs.condition import Condition, after_visit, is_new_way, longest_pause, silence
from csm_crawler.jobs.health import Finding
from csm_crawler.jobs.rhythm import Arrival, Rhythm, learn

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FINDINGS = {
    ".": None,
    "b": Finding("broken", "answered 503"),
    "s": Finding("broken", "4 cards, 20 is usual", may_be_usual=True),
    "w": Finding("walled", "looks like a captcha page"),
    "m": Finding("moved", "its page is now at https://new.example/"),
}
SHORT = {"fine": "f", "broken": "b", "walled": "w", "moved": "m", "quiet": "q", "dormant": "d"}


def daily(days: int = 20) -> Rhythm:
    moments = [NOON - number * DAY for number in range(days)]
    return learn(Rhythm(), [Arrival(one, one) for one in moments], now=NOON)


def live(visits: str, rhythm: Rhythm | None = None, *, new: int = 0) -> tuple[str, Condition]:
    """The states after each of the visits, a letter each, and how it stands at the end."""
    condition, states = Condition(), ""
    for number, letter in enumerate(visits):
        now = NOON + number * timedelta(hours=1)
        condition = after_visit(condition, FINDINGS[letter], rhythm or daily(), new=new, now=now)
        states += SHORT[condition.state]
    return states, condition


@pytest.mark.parametrize(
    ("visits", "states"),
    [
        ("....", "ffff"),
        (".b.b.b.", "fffffff"),
        (".bb..", "ffbbf"),
        (".bb.b..", "ffbbbbf"),
        (".ssss..", "ffssssf".replace("s", "b")),
        (".bw", "ffw"),
        (".wb", "ffb"),
        (".bbwbwb..", "ffbbbbbbf"),
        (".bbww..", "ffbbwwf"),
        (".mm..", "ffmmf"),
        (".mmbb..", "ffmmbbf"),
        (".mmbbmm", "ffmmbbm"),
        ("b", "b"),
        ("bbb..", "bbbbf"),
        ("m", "m"),
        ("b.b.", "bbbb"),
    ],
)
def test_what_is_found_twice_in_a_row_is_its_state(visits: str, states: str) -> None:
    assert live(visits)[0] == states


def test_a_state_keeps_the_reason_and_the_time_of_its_beginning() -> None:
    _states, condition = live(".bbs")
    assert (condition.reason, condition.since) == ("answered 503", NOON + timedelta(hours=2))
    assert (condition.last_success, condition.last_new, condition.faults) == (NOON, None, 3)
    assert live("..", new=2)[1].last_new == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("visits", "is_undecided"),
    [("..", False), (".b", True), (".bb", False), (".bb.", True), (".bb..", False), (".m", True), (".mm", False),
     (".bbw", False), (".mb", True), ("b", False)],
)  # fmt: skip
def test_the_next_visit_decides_what_one_began_to_say(visits: str, is_undecided: bool) -> None:
    assert live(visits)[1].is_undecided is is_undecided


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "fine"), (1, "fine"), (3, "fine"), (4, "quiet"), (60, "quiet"), (91, "dormant"), (900, "dormant")],
)
def test_a_daily_site_falls_quiet_within_days_and_dormant_in_three_months(days: int, state: str) -> None:
    condition = live(".")[1]
    later = after_visit(condition, None, daily(), new=0, now=NOON + days * DAY)
    assert later.state == state
    if state != "fine":
        assert later.reason == "nothing new since 2026-11-23; it usually pauses 1 day at most"
        assert after_visit(later, None, learn(daily(), [Arrival(NOON, NOON + days * DAY)], now=NOON + days * DAY),
                           new=1, now=NOON + days * DAY).state == "fine", "one article ends it"  # fmt: skip


def test_a_site_is_quiet_by_its_own_pauses() -> None:
    regular = [7] * 30
    chance = [1, 9, 3, 22, 7, 2, 1, 14, 5, 4, 30, 6, 2, 8, 3]
    few = [7] * 5
    assert longest_pause([1, 1, 1, 1, 3] * 10) == pytest.approx(6.3, abs=1)
    assert longest_pause(regular) < 17
    assert longest_pause(few) > longest_pause(regular)
    assert longest_pause(chance) == pytest.approx(70, abs=5)


def test_a_silence_is_no_pause_that_a_site_keeps_of_itself_until_it_comes_again() -> None:
    def after(*pauses: int) -> Finding | None:
        days = [0, *accumulate(reversed(pauses))]
        rhythm = learn(Rhythm(), [Arrival(one, one) for one in (NOON - day * DAY for day in days)], now=NOON)
        return silence(rhythm, now=NOON + 20 * DAY)

    quiet = Finding("quiet", "nothing new since 2026-11-23; it usually pauses 7 days at most")
    assert after(*[7] * 12) == quiet
    assert after(*[7] * 6, 56, *[7] * 6) == quiet
    assert after(*[7] * 4, 49, *[7] * 4, 56, *[7] * 4) is None
    assert after(7, 7, 7, 7, 56) is None, "four tell nothing of the fifth"


def test_few_uneven_pauses_explain_more_than_many() -> None:
    uneven = [1, 3, 1, 2, 6]
    assert [round(longest_pause(uneven * times)) for times in (1, 2, 4, 8)] == [31, 20, 17, 14]
    assert round(longest_pause([2] * 40)) == 4


def test_a_site_of_which_little_is_known_is_not_called_quiet() -> None:
    assert silence(daily(5), now=NOON + 900 * DAY) is None
    assert silence(Rhythm(), now=NOON) is None
    assert silence(daily(6), now=NOON + 900 * DAY) is not None


def test_a_fault_goes_before_a_silence_and_a_silence_is_told_after_it() -> None:
    condition = live(".")[1]
    late = NOON + 30 * DAY
    quiet = after_visit(condition, None, daily(), new=0, now=late)
    doubted = after_visit(quiet, FINDINGS["b"], daily(), new=0, now=late)
    broken = after_visit(doubted, FINDINGS["b"], daily(), new=0, now=late)
    once = after_visit(broken, None, daily(), new=0, now=late)
    again = after_visit(once, None, daily(), new=0, now=late)
    assert [one.state for one in (quiet, doubted, broken, once, again)] == [
        "quiet",
        "quiet",
        "broken",
        "broken",
        "quiet",
    ]


def test_what_is_only_unusual_is_a_new_way_after_a_fortnight_with_news() -> None:
    condition = live(".ss")[1]
    unusual, error, later = FINDINGS["s"], FINDINGS["b"], NOON + 15 * DAY
    assert not is_new_way(condition, unusual, now=later), "nothing new came meanwhile"
    fresh = replace(condition, last_new=later)
    assert is_new_way(fresh, unusual, now=later)
    assert not is_new_way(fresh, unusual, now=NOON + 13 * DAY)
    assert not is_new_way(fresh, error, now=later)

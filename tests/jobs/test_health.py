"""What one visit says of a site beside what it normally gives."""

from dataclasses import replace
from typing import Any

import pytest

from csm_crawler.extract import wallmarks
from csm_crawler.jobs.health import Finding, examine, was_left_alone
from csm_crawler.store import SiteRecord

URL = "https://gaceta.example/news/"


def visit(cards: int = 20, **fields: Any) -> SiteRecord:
    usual: dict[str, Any] = {
        "site": "gaceta",
        "is_live": True,
        "is_whole": True,
        "cards": cards,
        "listed": cards,
        "titles": cards,
        "languages": {"es": cards, "en": 1},
        "hosts": {"gaceta.example": cards},
    }
    return SiteRecord(**usual | fields)


USUAL = [visit()] * 9
MANY_HOSTS = {"a.example": 8, "b.example": 7, "c.example": 5}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"undated": 20}, "20 of 20 cards have no date, 0% is usual"),
        ({"untitled": 15}, "15 of 20 cards have no title, 0% is usual"),
        ({"unlinked": 12}, "12 of 20 cards have no link, 0% is usual"),
        ({"titles": 1}, "all 20 cards have the same title"),
        ({"listed": 4, "cards": 4, "titles": 4}, "4 cards, 20 is usual"),
        ({"listed": 0, "cards": 0, "titles": 0}, "0 cards, 20 is usual"),
        ({"hosts": {"ads.example": 20}}, "all links lead to ads.example, where none led before"),
        ({"languages": {"id": 20}}, "its articles are in 'id', 'es' is usual"),
    ],
)
def test_what_is_unusual_is_named(fields: dict[str, Any], reason: str) -> None:
    found = examine(visit(**fields), USUAL)
    assert found is not None
    assert (found.state, found.reason) == ("broken", reason)
    assert examine(visit(**fields), [visit(**fields)] * 9) is None or "same title" in reason


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"undated": 3, "untitled": 2, "unlinked": 1},
        {"listed": 12, "cards": 12, "titles": 12},
        {"listed": 60, "cards": 60, "titles": 60},
        {"languages": {"es": 8, "en": 12}},
        {"languages": {}},
        {"hosts": {"gaceta.example": 1, "ads.example": 19}},
        {"hosts": {}},
        {"cards": 3, "titles": 3, "undated": 3, "listed": 12},
        {"cards": 400, "listed": 20, "titles": 390, "undated": 20},
    ],
)
def test_what_may_happen_on_any_day_is_not_called_unusual(fields: dict[str, Any]) -> None:
    assert examine(visit(**fields), USUAL) is None


def test_nothing_is_unusual_before_enough_is_known() -> None:
    assert examine(visit(2), USUAL[:4]) is None
    assert examine(visit(2), USUAL[:5]) == Finding("broken", "2 cards, 20 is usual", may_be_usual=True)


def test_a_list_whose_length_always_varied_may_be_short() -> None:
    lengths = [30, 4, 22, 9, 1, 17, 28, 12, 6]
    assert examine(visit(1), [visit(one) for one in lengths]) is None
    assert examine(visit(2), [visit(one) for one in (20, 19, 18, 20, 20, 20, 17)]) is not None


def test_links_to_one_host_are_unusual_where_they_always_led_to_several() -> None:
    several = [visit(hosts=MANY_HOSTS)] * 9
    found = examine(visit(hosts={"a.example": 20}), several)
    assert found == Finding("broken", "all links lead to a.example, among several it led to before", may_be_usual=True)
    assert examine(visit(hosts={"a.example": 19, "b.example": 1}), several) is None
    assert examine(visit(hosts={"a.example": 20}), [*several, visit(hosts={"a.example": 20})]) is None


def test_languages_that_always_were_mixed_may_be_of_one_kind() -> None:
    mixed = [visit(languages={"es": 10, "en": 10})] * 9
    assert examine(visit(languages={"en": 20}), mixed) is None
    assert examine(visit(languages={"id": 20}), mixed) is None


def test_who_moves_takes_the_links_along() -> None:
    moved = visit(hosts={"new.example": 20}, moved_to="https://new.example/")
    assert examine(moved, USUAL) == Finding("moved", "its page is now at https://new.example/")
    assert examine(replace(moved, undated=20), USUAL) == Finding("broken", "20 of 20 cards have no date, 0% is usual")


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        ("answered 503", "broken"),
        ("answered 404", "broken"),
        ("answered 403", "walled"),
        ("answered 401", "walled"),
        ("robots.txt forbids it", "walled"),
        ("robots.txt answered 503, which means no", "broken"),
        ("1 cards, at least 5 expected", "broken"),
        ("DownloadTimeoutError: took longer than 30 s", "broken"),
        *((f"looks like {wall}: some sign", "walled") for wall in (wallmarks.CAPTCHA, wallmarks.BOT_CHECK)),
        *((f"looks like {wall}: some sign", "walled") for wall in (wallmarks.LOGIN, wallmarks.CONSENT)),
        *((f"looks like {wall}: some sign", "walled") for wall in (wallmarks.PAYWALL, wallmarks.ABROAD)),
        (f"looks like {wallmarks.SCRIPT}: some sign", "walled"),
        *((f"looks like {wall}: some sign", "broken") for wall in (wallmarks.PARKED, wallmarks.MAINTENANCE)),
    ],
)
def test_an_error_and_a_wall_are_told_apart(problem: str, state: str) -> None:
    failed = visit(0, problem=f"{URL}: {problem}; {URL}page/2: answered 500", is_whole=False)
    assert examine(failed, []) == Finding(state, f"{URL}: {problem}")


def test_a_page_that_did_not_change_says_nothing_but_where_it_is() -> None:
    same = SiteRecord(site="gaceta", is_live=True)
    assert examine(same, USUAL) is None
    assert examine(replace(same, moved_to="https://new.example/"), USUAL) is not None


@pytest.mark.parametrize(
    ("problem", "was_it"),
    [
        ("", False),
        (f"{URL}: asked to be left alone until 2026-11-20 12:00 UTC", True),
        (f"{URL}: robots.txt asked to be left alone until 2026-11-20 12:00 UTC, which means no", True),
        (f"{URL}: answered 429 and asks to be left alone until 2026-11-20 12:00 UTC", False),
    ],
)
def test_who_asks_to_be_left_alone_was_asked_and_who_asked_before_was_not(problem: str, was_it: bool) -> None:
    assert was_left_alone(visit(problem=problem)) is was_it

"""Figures in words, as each language writes them."""

from dataclasses import replace

import pytest

from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.periods import Period
from csm_crawler.jobs.trends.telling import Telling
from csm_crawler.jobs.trends.values import Change
from csm_crawler.periods import read_period
from csm_crawler.publish.wording import words


def telling(language: str) -> Telling:
    return Telling(w=words(language, rules.WORDS), names={"douyin": "Douyin"})


def period(since: str, until: str) -> Period:
    return Period(since=read_period(since, where="")[0], until=read_period(until, where="")[1])


@pytest.mark.parametrize(
    ("language", "months", "days", "month"),
    [
        ("en", "July 2026 to September 2026", "1 July 2026 to 3 September 2026", "July 2026"),
        ("es", "julio de 2026 – septiembre de 2026", "1 de julio de 2026 – 3 de septiembre de 2026", "julio de 2026"),
        ("zh", "2026年7月至2026年9月", "2026年7月1日至2026年9月3日", "2026年7月"),
    ],
)
def test_a_period_of_whole_months_is_told_in_months(language: str, months: str, days: str, month: str) -> None:
    told = telling(language)
    assert told.period(period("2026-07", "2026-09")) == months
    assert told.period(period("2026-07-01", "2026-09-03")) == days
    assert told.period(period("2026-07", "2026-07")) == month


@pytest.mark.parametrize(
    ("language", "change", "of_new"),
    [
        ("en", "×2.41 · 1,216, before 86.7", "×2.41 · 1,216, before 86.7, 35 of new sites"),
        ("es", "×2,41 · 1216, antes 86,7", "×2,41 · 1216, antes 86,7, 35 de sitios nuevos"),
        ("zh", "×2.41 · 1,216 篇，此前 86.7", "×2.41 · 1,216 篇，此前 86.7，新网站 35 篇"),
    ],
)
def test_a_change_is_told_with_both_its_numbers(language: str, change: str, of_new: str) -> None:
    told = telling(language)
    one = Change(platform="douyin", articles=1216, before=86.66, ratio=2.409, of_new_sites=0)
    assert told.change(one) == change
    assert told.change(replace(one, of_new_sites=35)) == of_new


@pytest.mark.parametrize(
    ("value", "written"), [(7.0, "7"), (86.66, "86.7"), (99.96, "100.0"), (100.4, "100"), (1234.5, "1,234")]
)
def test_a_mean_is_as_exact_as_a_reader_needs_it(value: float, written: str) -> None:
    assert telling("en").mean(value) == written


def test_a_share_is_written_as_each_language_does() -> None:
    assert [telling(one).w.percent(0.0456) for one in ("en", "es", "zh")] == ["4.6%", "4,6 %", "4.6%"]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_every_rule_has_its_numbers_in_it(language: str) -> None:
    told = telling(language)
    for name in ("dated", "added", "share", "change", "lift", "shades"):
        assert "{" not in told.rule(name)
    assert str(rules.FULL) in told.rule("share")
    change = told.rule("change").replace(",", ".")
    assert all(str(one) in change for one in (rules.SMOOTHING, rules.RISE, rules.FALL, rules.ENOUGH, rules.PERIODS))

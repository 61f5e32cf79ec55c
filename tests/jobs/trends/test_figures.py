"""The figures as pure sums: shares, risers and fallers, pairs."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from csm_crawler.jobs.trends.comparing import compared
from csm_crawler.jobs.trends.counts import Counts, apart, mentions, share
from csm_crawler.jobs.trends.pairing import paired
from csm_crawler.jobs.trends.values import Change, Mentions, Pair, Voice
from csm_crawler.platforms import load_catalogue
from csm_crawler.store.counting import Overlap, Tally


def tally(feed: str, articles: int, **fields: str) -> Tally:
    told = {"month": "2026-07", "site": "gaceta", "language": "es"} | fields
    return Tally(articles={feed: articles}, **told)


def of_totals(**articles: int) -> Counts:
    """So many articles of each feed, all of one site."""
    return Counts([tally(feed.replace("_", "-"), count) for feed, count in articles.items()])


def test_the_share_of_voice_is_the_mean_of_the_shares_of_the_sites() -> None:
    written = Counter({"prolific": 1000, "letter": 10, "gaceta": 20})
    assert share(Counter({"prolific": 900}), written) == pytest.approx(0.9 / 3)
    assert share(Counter({"prolific": 100, "letter": 5, "gaceta": 4}), written) == pytest.approx((0.1 + 0.5 + 0.2) / 3)
    assert share(Counter(), written) == 0
    assert share(Counter(), Counter()) == 0


def test_a_site_with_few_articles_weighs_as_many_fifths_as_it_has() -> None:
    written = Counter({"gaceta": 10, "tiny": 1})
    assert share(Counter({"tiny": 1}), written) == pytest.approx((0.2 * 1) / 1.2)
    assert share(Counter({"gaceta": 10}), written) == pytest.approx(1 / 1.2)


@given(some.dictionaries(some.sampled_from("abcdef"), some.tuples(some.integers(1, 50), some.floats(0, 1)), min_size=1))
def test_a_share_lies_between_the_least_and_the_greatest_of_the_sites(sites: dict[str, tuple[int, float]]) -> None:
    written = Counter({site: count for site, (count, _part) in sites.items()})
    named = Counter({site: round(count * part) for site, (count, part) in sites.items()})
    parts = [named[site] / written[site] for site in sites]
    assert min(parts) - 1e-9 <= share(named, written) <= max(parts) + 1e-9


def test_mentions_are_told_by_what_is_asked_for() -> None:
    counts = Counts(
        [
            tally("all", 20),
            tally("all", 10, site="letter"),
            tally("douyin", 2),
            tally("douyin", 1, language="zh-Hans"),
            tally("douyin", 4, language="zh-Hant", site="letter"),
            tally("douyin", 8, month="2026-08"),
            tally("douyin", 16, month=""),
            tally("weibo", 3),
        ]
    )

    def told(*by: str) -> list[Mentions]:
        return mentions(counts, ["weibo", "douyin"], by, {"letter"})

    def one(platform: str, articles: int, of_new_sites: int = 0, **fields: Any) -> Mentions:
        return Mentions(platform=platform, articles=articles, of_new_sites=of_new_sites, **fields)

    assert told() == [one("weibo", 3), one("douyin", 15, 4)]
    assert told("language") == [
        one("weibo", 3, language="es"),
        one("douyin", 10, language="es"),
        one("douyin", 5, 4, language="zh"),
    ]
    assert told("site", "month") == [
        one("weibo", 3, month="2026-07", site="gaceta"),
        one("douyin", 3, month="2026-07", site="gaceta"),
        one("douyin", 4, 4, month="2026-07", site="letter"),
        one("douyin", 8, month="2026-08", site="gaceta"),
    ]
    july = [one.share for one in told("month")]
    assert july == [pytest.approx(3 / 20 / 2), pytest.approx((3 / 20 + 4 / 10) / 2), 0]
    assert apart(counts, ["weibo", "douyin"], ["month", "language"], ()) == [one("douyin", 16, language="es")]
    assert counts.voice("douyin") == Voice(platform="douyin", articles=15, sites=2, share=(11 / 20 + 4 / 10) / 2)
    assert (counts.total, counts.total_undated, counts.sites) == (30, 0, frozenset({"gaceta", "letter"}))


def change(now: int, *before: int, new: tuple[str, ...] = ()) -> tuple[Change, ...]:
    return compared(of_totals(all=500, douyin=now), [{"all": 500, "douyin": one} for one in before], ["douyin"], new)


def test_a_riser_has_a_quarter_more_than_on_average_before() -> None:
    rise = Change(platform="douyin", articles=30, before=20, ratio=35 / 25, of_new_sites=0)
    assert change(30, 10, 20, 30) == (rise,)
    assert change(20, 15) == (Change(platform="douyin", articles=20, before=15, ratio=1.25, of_new_sites=0),)
    assert change(19, 15) == ()


def test_a_faller_has_a_fifth_less() -> None:
    assert change(15, 20) == (Change(platform="douyin", articles=15, before=20, ratio=0.8, of_new_sites=0),)
    assert change(16, 20) == ()
    assert change(0, 10) == (Change(platform="douyin", articles=0, before=10, ratio=5 / 15, of_new_sites=0),)


def test_few_articles_are_no_change() -> None:
    assert change(9, 0, 0, 0) == ()
    assert change(0, 9) == ()
    assert change(10, 0, 0) == (Change(platform="douyin", articles=10, before=0, ratio=3, of_new_sites=0),)


def test_without_a_period_before_nothing_changed() -> None:
    assert change(100) == ()


def test_a_change_says_how_much_of_it_new_sites_wrote() -> None:
    (one,) = change(30, 10, new=("gaceta",))
    assert one.of_new_sites == 30


def test_risers_come_first_and_fallers_last() -> None:
    now, before = of_totals(a=10, b=30, c=60, d=40), {"a": 40, "b": 10, "c": 20, "d": 40}
    assert [one.platform for one in compared(now, [before], ["a", "b", "c", "d"], ())] == ["c", "b", "a"]


def pairs(*overlaps: tuple[str, str, int], **totals: int) -> list[Pair]:
    company = [Overlap(feed=one, other=other, articles=articles) for one, other, articles in overlaps]
    return paired(company, of_totals(**totals), load_catalogue())


def test_the_lift_of_a_pair_is_how_much_more_often_than_by_chance() -> None:
    (one,) = pairs(("douyin", "xiaohongshu", 10), all=1000, douyin=50, xiaohongshu=40)
    assert one == Pair(platform="douyin", other="xiaohongshu", articles=10, lift=10 * 1000 / (50 * 40))


def test_few_articles_are_no_pair() -> None:
    assert pairs(("douyin", "xiaohongshu", 2), all=1000, douyin=50, xiaohongshu=40) == []


def test_a_platform_and_its_owner_are_no_pair() -> None:
    assert pairs(("tencent", "wechat", 30), ("tmall-global", "alibaba", 9), all=99, tencent=40, wechat=30) == []


def test_owners_are_left_out_where_a_pair_below_them_says_the_same() -> None:
    totals = {"all": 100, "tencent": 40, "wechat": 30, "alibaba": 25, "taobao": 20, "taotian": 20}
    same = [("wechat", "taobao", 8), ("taobao", "tencent", 8), ("alibaba", "wechat", 8), ("alibaba", "tencent", 9)]
    assert [(one.platform, one.other, one.articles) for one in pairs(*same, **totals)] == [
        ("alibaba", "tencent", 9),
        ("wechat", "taobao", 8),
    ]


def test_a_pair_that_came_between_two_questions_waits_for_the_next_time() -> None:
    assert pairs(("douyin", "xiaohongshu", 10), all=1000, douyin=50) == []

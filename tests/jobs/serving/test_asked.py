"""The query of a URL, checked word for word."""

from datetime import UTC, datetime
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as some

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.serving.asked import PARAMETERS, Asked, read_asked
from csm_crawler.normalize.searching import read_search
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import load_sites
from tests.conftest import ROOT

SITES = load_sites(ROOT)


def asked(query: str) -> Asked:
    return read_asked(query, load_catalogue(), SITES)


def test_nothing_asks_for_all_articles() -> None:
    assert asked("") == Asked(title="All articles")
    assert asked("platform=&q=%20&limit=") == Asked(title="All articles")


def test_all_parameters_hold_together() -> None:
    found = asked(
        "limit=7&q=live+commerce&platform=douyin&group=bats&topic=luxury&language=zh-hans&site=technode"
        "&since=2026-07&until=2026-Q3"
    )
    assert found == Asked(
        values=(
            ("platform", "douyin"),
            ("group", "bats"),
            ("topic", "luxury"),
            ("language", "zh-hans"),
            ("site", "technode"),
            ("q", "live commerce"),
            ("since", "2026-07"),
            ("until", "2026-Q3"),
            ("limit", "7"),
        ),
        feeds=("douyin", "group/bats", "topic/luxury", "site/technode", "language/zh"),
        language="zh-Hans",
        since=datetime(2026, 7, 1, tzinfo=UTC),
        until=datetime(2026, 10, 1, tzinfo=UTC),
        search=read_search("live commerce", where="q"),
        limit=7,
        title="Douyin · BATS · Luxury · TechNode · Chinese · «live commerce» · since 2026-07 · until 2026-Q3",
    )


def test_the_same_question_has_one_address_and_one_identity_however_long_the_answer() -> None:
    first, second = asked("q=%E5%B0%8F%E7%BA%A2%E4%B9%A6&platform=douyin"), asked("limit=9&platform=douyin&q=小红书")
    assert first.query == "platform=douyin&q=%E5%B0%8F%E7%BA%A2%E4%B9%A6"
    assert second.query == f"{first.query}&limit=9"
    assert first.identity == second.identity == first.query


@pytest.mark.parametrize(
    ("said", "tag"), [("ES", None), ("zh-hant", "zh-Hant"), ("pt-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN")]
)
def test_a_language_is_asked_in_any_case(said: str, tag: str | None) -> None:
    assert asked(f"language={said}").language == tag


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "plattform=douyin",
            "query: 'plattform' is no parameter; there are platform, group, topic, language, site, ",
        ),
        ("platform=douyn", "platform: 'douyn' is none; near it: douyin"),
        ("platform=facebook", "platform: 'facebook' is none"),
        ("platform=all", "platform: 'all' is none"),
        ("platform=group/bats", "platform: 'group/bats' is none"),
        ("platform=../../csm.toml", "platform: '../../csm.toml' is none"),
        ("platform=douyin&platform=weibo", "platform: is given twice"),
        ("group=brics", "group: 'brics' is none"),
        ("topic=weather", "topic: 'weather' is none"),
        ("site=nobody", "site: 'nobody' is none"),
        ("language=spanish", "language: 'spanish' is no tag such as es, en, zh or zh-Hans"),
        ("language=es'--", 'language: "es\'--" is no tag'),
        ("since=yesterday", "since: is 'yesterday'; it must be a day such as"),
        ("until=2026-13", "until: is '2026-13'; it must be a day such as"),
        ("limit=0", "limit: is '0'; it must be a number from 1 to 500"),
        ("limit=501", "limit: is '501'; it must be"),
        ("limit=-1", "limit: is '-1'; it must be"),
        ("limit=٣", "limit: is '٣'; it must be"),
        ("limit=1e2", "limit: is '1e2'; it must be"),
        ("limit=" + "9" * 5000, "limit: is '" + "9" * 60 + "…'; it must be"),
        ("q=-weibo", "q: '-weibo' only says what is not wanted"),
        ("q=!!!", "q: '!!!' holds no word to look for"),
        ("q=" + "a" * 1001, "q: is longer than 1000 characters"),
        ("q=%ff%fe", "query: is not understood"),
        ("&".join(f"q={number}" for number in range(60)), "query: is not understood"),
        ("site=" + "a" * 10_000, "query: is too long"),
        ("platform=%00%1b[31m%0d%0aSet-Cookie:x", "platform: '\\x00\\x1b[31m\\r\\nSet-Cookie:x' is none"),
    ],
)
def test_what_is_not_understood_is_told_in_one_short_line(query: str, told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        asked(query)
    line = str(refused.value)
    assert line.startswith(told)
    assert line.isprintable()
    assert len(line) < 1200


@given(some.dictionaries(some.sampled_from(PARAMETERS), some.text(max_size=30)), some.text(max_size=60))
def test_any_query_is_understood_or_refused(values: dict[str, str], more: str) -> None:
    query = "&".join([f"{name}={quote_plus(value, errors='replace')}" for name, value in values.items()] + [more])
    try:
        found = asked(query)
    except ConfigError as problem:
        refused = problem
    else:
        assert asked(found.query) == found
        return
    assert str(refused).isprintable()

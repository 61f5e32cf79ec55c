import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import pytest

from csm_crawler.items import is_dated
from csm_crawler.publish.feed import (
    entry_date,
    entry_precision,
    entry_summary,
    entry_tags,
    entry_title,
    entry_updated,
    reader_order,
)
from tests.publish.examples import LABELS, SAMPLE, SEEN, make_article, make_feed, on_day

SEEN_SECOND = SEEN.replace(microsecond=0)


def test_newest_first_and_the_same_second_by_url_in_whatever_order_they_come() -> None:
    articles = [make_article("b", **on_day(3)), make_article("a", **on_day(3)), make_article("c", **on_day(4))]
    expected = tuple(articles[index] for index in (2, 1, 0))
    assert {reader_order(order) for order in permutations(articles)} == {expected}


def test_undated_and_month_only_articles_stand_where_they_were_first_seen() -> None:
    month = make_article("m", published=datetime(2026, 3, 1, tzinfo=UTC), published_precision="month")
    undated, dated = make_article("u"), make_article("d", **on_day(19))
    assert [is_dated(article) for article in (month, undated, dated)] == [False, False, True]
    assert entry_date(month) == entry_date(undated) == SEEN_SECOND
    assert reader_order([dated, undated, month]) == (month, undated, dated)


def test_nothing_is_published_later_than_first_seen() -> None:
    assert entry_date(make_article(**on_day(25))) == SEEN_SECOND


def test_dates_are_told_in_utc() -> None:
    shanghai = datetime(2026, 11, 3, 12, tzinfo=timezone(timedelta(hours=8)))
    date = entry_date(make_article(published=shanghai, published_precision="minute"))
    assert (date.isoformat(), date.tzinfo) == ("2026-11-03T04:00:00+00:00", UTC)


def test_updated_is_the_published_date_until_an_edit() -> None:
    edited = make_article(updated=datetime(2026, 11, 12, tzinfo=UTC), **on_day(3))
    assert entry_updated(make_article(**on_day(3))) == datetime(2026, 11, 3, 11, tzinfo=UTC)
    assert entry_updated(edited) == datetime(2026, 11, 12, tzinfo=UTC)


def test_feed_is_as_new_as_its_newest_change() -> None:
    edited = make_article("e", updated=datetime(2026, 11, 12, tzinfo=UTC), **on_day(3))
    assert make_feed(edited, make_article("f", **on_day(4))).updated == datetime(2026, 11, 12, tzinfo=UTC)
    assert make_feed(edited, make_article("u")).updated == SEEN_SECOND


def test_empty_feed_has_a_fixed_date_and_no_language() -> None:
    assert make_feed().updated == datetime(2000, 1, 1, tzinfo=UTC)
    assert make_feed().language is None


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["es", "es"], "es"),
        (["en", "es", "es"], "es"),
        (["zh-Hans", "en"], "en"),
        (["en", "zh-Hans"], "en"),
        ([None, None, "pt"], "pt"),
        ([None, "und", "<x>"], None),
    ],
)
def test_language_of_a_feed_is_that_of_most_articles(languages: list[str | None], expected: str | None) -> None:
    articles = [make_article(str(place), language=language) for place, language in enumerate(languages)]
    assert make_feed(*articles).language == expected


def test_id_stays_when_the_base_url_changes() -> None:
    assert make_feed().id == make_feed(base_url="http://elsewhere.example/").id
    assert make_feed().id != make_feed(name="douyin").id


def test_home_is_the_index_page() -> None:
    assert make_feed().home == "https://feeds.example/china/index.html"


def test_entries_have_each_guid_once_and_only_links_for_the_web() -> None:
    good = make_article("a", **on_day(4))
    twin = make_article("b", guid=good.guid, **on_day(3))
    bad = [make_article(url=url) for url in ("javascript:alert(1)", "data:text/html,x", "http://", "ftp://a.example/")]
    assert make_feed(twin, *bad, good).entries == (good,)


def test_title_is_never_empty_and_never_long() -> None:
    assert entry_title(make_article(title=" \x00 ")) == "https://hoy.example/one/"
    assert entry_title(make_article(title="word " * 100)) == "word " * 59 + "word…"


def test_month_is_told_before_the_summary_in_its_printed_words() -> None:
    assert entry_summary(SAMPLE[3]) == "octubre de 2026 · Para marcas pequeñas."
    assert entry_summary(SAMPLE[0]) == "La plataforma suma mesas & cupones; cobra por visita."


@pytest.mark.parametrize("right", ["nosnippet", "tdm-reservation"])
def test_reserved_snippets_are_not_published(right: str) -> None:
    article = make_article(summary="Kept back. And more.", rights=(right,))
    assert entry_summary(article) == ""
    assert entry_title(article) == "Title of one"
    derived = replace(article, title="Kept back", title_derived=True)
    assert entry_title(derived) == "https://hoy.example/one/"
    assert entry_title(replace(derived, rights=("noarchive",))) == "Kept back"


def test_a_full_text_is_never_published() -> None:
    assert len(entry_summary(make_article(summary="palabra " * 5000))) == 1000


def test_a_date_before_the_web_is_a_clock_that_was_never_set() -> None:
    epoch = make_article(published=datetime(1970, 1, 1, tzinfo=UTC), published_precision="second")
    assert not is_dated(epoch)
    assert entry_date(epoch) == SEEN_SECOND
    assert entry_precision(epoch) == "none"


@pytest.mark.parametrize("precision", ["second", "minute", "hour", "day"])
def test_a_time_is_told_as_it_was_read_and_so_is_its_precision(precision: str) -> None:
    moment = datetime(2026, 11, 3, 4, 5, 6, tzinfo=UTC)
    article = make_article(published=moment, published_precision=precision)
    assert (entry_date(article), entry_precision(article)) == (moment, precision)


def test_tags_have_the_names_of_the_labels() -> None:
    article = make_article(platforms=("wechat", "douyin"), topics=("live-commerce",))
    assert entry_tags(article, LABELS) == [
        ("douyin", "Douyin"),
        ("wechat", "WeChat"),
        ("live-commerce", "live-commerce"),
    ]


def test_the_value_needs_no_library() -> None:
    libraries = "{'feedgen', 'jinja2', 'lxml', 'scrapy'}"
    script = f"import sys, csm_crawler.publish.feed; print(sorted({libraries} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

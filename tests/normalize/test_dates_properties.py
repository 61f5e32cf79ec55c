"""parse_date on any text at all, and on everything that CLDR formats."""

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from babel.dates import format_date, format_datetime, format_timedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.normalize.dates import parse_date

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LOCALES = ["es", "es_MX", "en", "en_GB", "zh", "zh_Hant", "pt", "pt_PT", "ca", "gl", "fr", "de", "it"]
ORDERS = {"en": "MDY", "en_GB": "DMY"}
MOMENTS = st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2026, 3, 9))  # noqa: DTZ001
WORDS = (
    "13 3 2019 19 nov noviembre de del a las : / - . , hace ayer días ago 年 月 日 11 昨天 前 小时 vor fa il y a h"
    " pm UTC + 0800 ' º | · 99999999999999999999 ² ½ 十 廿 T Z mar último pasado 上"
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=9)
ODD = st.one_of(st.text(max_size=60), PIECES.map(" ".join), PIECES.map("".join))
LANGUAGES = st.sampled_from([None, "es", "en", "zh", "de", "xx", ""])


@given(
    text=ODD,
    language=st.sampled_from([None, "es", "en", "zh", "de", "xx", ""]),
    zone=st.sampled_from(["UTC", "Asia/Shanghai"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_aware_moment_not_ahead_or_none(text: str, language: str | None, zone: str) -> None:
    parsed = parse_date(text, now=NOW, timezone=zone, language=language)
    if parsed is not None:
        assert parsed.moment.tzinfo is UTC
        assert parsed.moment <= NOW + timedelta(days=2)
        assert parsed.precision in ("second", "minute", "hour", "day", "month")
        assert parsed.rule


@given(text=ODD)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_date(text: str) -> None:
    assert parse_date(text, now=NOW) == parse_date(f"\u200b {text}\n", now=NOW) or "\u200b" in text


@pytest.mark.parametrize("locale", LOCALES)
@given(moment=MOMENTS, length=st.sampled_from(["short", "medium", "long", "full"]))
@settings(max_examples=25, deadline=None)
def test_every_length_of_a_cldr_date_is_read_back(locale: str, moment: datetime, length: str) -> None:
    text = format_date(moment, length, locale=locale)
    parsed = parse_date(text, now=NOW, language=locale, order=ORDERS.get(locale))
    assert parsed is not None, text
    assert (parsed.moment.date(), parsed.precision) == (moment.date(), "day"), text


@pytest.mark.parametrize("locale", LOCALES)
@given(moment=MOMENTS, length=st.sampled_from(["short", "medium", "long", "full"]))
@settings(max_examples=25, deadline=None)
def test_every_length_of_a_cldr_date_and_time_is_read_back(locale: str, moment: datetime, length: str) -> None:
    text = format_datetime(moment, length, locale=locale)
    parsed = parse_date(text, now=NOW, language=locale, order=ORDERS.get(locale))
    assert parsed is not None, text
    assert parsed.moment.strftime("%F %H:%M") == moment.strftime("%F %H:%M"), text


@pytest.mark.parametrize("locale", LOCALES)
@given(amount=st.integers(1, 20), unit=st.sampled_from(["minute", "hour", "day", "week"]))
@settings(max_examples=25, deadline=None)
def test_cldrs_relative_times_are_read_back(locale: str, amount: int, unit: str) -> None:
    length = timedelta(**{f"{unit}s": amount})
    text = format_timedelta(-length, granularity=unit, threshold=100, add_direction=True, locale=locale)  # type: ignore[arg-type]
    parsed = parse_date(text, now=NOW, language=locale)
    assert parsed is not None, text
    assert parsed.rule == f"relative {unit}"
    then = NOW - length
    assert parsed.moment == (then if unit in ("minute", "hour") else then.replace(hour=0)), text


@pytest.mark.parametrize("piece", ["by ", "1h ", "3 de ", "hace 1 día ", "1/2/", "11月", "1:30 "])
def test_no_text_makes_the_grammar_go_round_in_circles(piece: str) -> None:
    start = process_time()
    parse_date(piece * 2000 + "!", now=NOW, language="es")
    assert process_time() - start < 0.5

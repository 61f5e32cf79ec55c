"""What a card means."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from csm_crawler.errors import CardRejected
from csm_crawler.items import Article, Card
from csm_crawler.normalize.article import normalize, published_at
from csm_crawler.normalize.dates import ParsedDate, settle_dates
from csm_crawler.normalize.urls import mint_guid
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import Selectors, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
SITE = Site(
    name="one",
    file=Path("one.toml"),
    title="One",
    url="https://one.example/",
    kind="selectors",
    selectors=Selectors(item=("article",)),
    language="es",
    timezone="Europe/Madrid",
)
CARD = Card(
    site="one",
    page_url="https://one.example/",
    position=3,
    seen_at=NOW,
    title="Douyin\xa0abre &amp; una tienda",
    link="https://one.example/a/?utm_source=rss",
    teaser="La aplicación china Douyin abre su primera tienda en Madrid y la llena el primer día.",
    date_text="13 noviembre, 2019",
    date_attr="2019-11-13",
)


def understand(card: Card) -> Article:
    (date,) = settle_dates([card], timezone=SITE.timezone, language=SITE.language)
    return normalize(card, SITE, date, load_catalogue())


def test_a_card_becomes_an_article() -> None:
    article = understand(CARD)
    assert replace(article, published_rule="", topics=(), catalogue="") == Article(
        guid=mint_guid("https://one.example/a/"),
        url="https://one.example/a/",
        site="one",
        title="Douyin abre & una tienda",
        summary="La aplicación china Douyin abre su primera tienda en Madrid y la llena el primer día.",
        published=datetime(2019, 11, 13, 11, tzinfo=UTC),
        published_precision="day",
        date_text="13 noviembre, 2019",
        language="es",
        platforms=("douyin",),
        first_seen=NOW,
    )
    assert article.published_rule


def test_a_date_that_is_not_understood_is_none_and_its_words_are_kept() -> None:
    article = understand(replace(CARD, date_text="el otro día", date_attr=""))
    assert (article.published, article.published_precision, article.date_text) == (None, "", "el otro día")


def test_where_the_attribute_names_another_day_the_printed_one_wins_and_the_conflict_is_kept() -> None:
    article = understand(replace(CARD, date_attr="2024-01-01T10:00:00+01:00"))
    assert article.published == datetime(2019, 11, 13, 11, tzinfo=UTC)
    assert article.date_conflict == "2024-01-01T10:00:00+01:00"


def test_an_untitled_card_gets_a_title_of_its_teaser() -> None:
    article = understand(replace(CARD, title=" "))
    assert article.title_derived
    assert article.title.startswith("La aplicación china Douyin abre")
    assert len(article.title) < len(CARD.teaser)


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (replace(CARD, link=""), "no_link"),
        (replace(CARD, link="javascript:alert(1)"), "no_link"),
        (replace(CARD, title="", teaser=" \xa0 "), "no_words"),
    ],
)
def test_a_card_without_link_or_words_is_rejected_with_its_place(card: Card, reason: str) -> None:
    with pytest.raises(CardRejected) as caught:
        understand(card)
    assert (caught.value.reason, caught.value.position) == (reason, 3)


def test_a_comparison_is_no_tag() -> None:
    article = understand(replace(CARD, title="Renren, the Facebook of China", teaser=""))
    assert article.platforms == ("renren",)


def test_a_day_is_published_at_noon_in_the_sites_zone_also_when_clocks_change() -> None:
    for month, hour in ((7, 10), (12, 11)):
        day = ParsedDate(moment=datetime(2019, month, 13, tzinfo=MADRID).astimezone(UTC), precision="day", rule="x")
        assert published_at(day, zone=MADRID, first_seen=NOW) == datetime(2019, month, 13, hour, tzinfo=UTC)


def test_nothing_is_published_later_than_it_was_first_seen() -> None:
    morning = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
    today = ParsedDate(moment=datetime(2026, 11, 24, tzinfo=MADRID).astimezone(UTC), precision="day", rule="x")
    assert published_at(today, zone=MADRID, first_seen=morning) == morning
    tomorrow = ParsedDate(moment=datetime(2026, 11, 25, 9, tzinfo=UTC), precision="minute", rule="x")
    assert published_at(tomorrow, zone=MADRID, first_seen=morning) == morning


def test_a_month_is_the_same_month_in_every_zone() -> None:
    for zone in ("Europe/Madrid", "Asia/Shanghai", "America/Lima", "Pacific/Auckland"):
        article = normalize(
            replace(CARD, date_text="noviembre de 2019", date_attr=""),
            replace(SITE, timezone=zone),
            settle_dates([replace(CARD, date_text="noviembre de 2019", date_attr="")], timezone=zone, language="es")[0],
            load_catalogue(),
        )
        assert article.published is not None
        assert (article.published_precision, article.published.strftime("%Y-%m")) == ("month", "2019-11")


@pytest.mark.parametrize(
    ("words", "relative"),
    [
        ("hace 3 días", True),
        ("hace 1 hora", True),
        ("ayer", True),
        ("hoy", True),
        ("ayer a las 9:15", True),
        ("el lunes pasado", True),
        ("昨天 18:00", True),
        ("刚刚", True),
        ("3天前", True),
        ("13 noviembre, 2019", False),
        ("13/11/2019", False),
        ("2019年11月13日", False),
    ],
)
def test_the_rule_tells_words_that_reckon_from_the_moment_of_reading(words: str, relative: bool) -> None:
    article = understand(replace(CARD, date_text=words, date_attr=""))
    assert article.published is not None
    assert article.published_rule.startswith("relative") is relative

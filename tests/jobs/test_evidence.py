"""What cards tell of the language and the zone of their site."""

from datetime import UTC, datetime

import pytest

from csm_crawler.items import Card
from csm_crawler.jobs.evidence import Evidence, gather

SPANISH = "Las marcas españolas venden más en China gracias a los vídeos"
ENGLISH = "The brands that sell most in China are those with a good video"
CHINESE = "品牌在抖音上卖得更多，因为视频做得好"


def cards(title: str, *, text: str = "", attr: str = "") -> list[Card]:
    return [
        Card(
            site="",
            page_url="https://one.example/",
            position=n,
            seen_at=datetime(2026, 11, 20, tzinfo=UTC),
            title=title,
            date_text=text,
            date_attr=attr,
        )
        for n in range(3)
    ]


@pytest.mark.parametrize(
    ("title", "text", "declared", "language"),
    [
        (SPANISH, "", "es-ES", "es"),
        (SPANISH, "", "", "es"),
        (SPANISH, "12/11/2026", "en-US", "es"),
        (ENGLISH, "12/11/2026", "es", "es"),
        (ENGLISH, "", "es", "en"),
        (CHINESE, "", "zh_TW", "zh-Hans"),
        (ENGLISH, "12. Gibberish", "en", "en"),
        ("", "", "pt-BR", "pt"),
        ("", "", "not a tag!", ""),
    ],
)
def test_the_language_is_that_of_the_words_and_of_the_dates(
    title: str, text: str, declared: str, language: str
) -> None:
    assert gather(cards(title, text=text), declared).language == language


def test_cards_in_several_languages_have_none() -> None:
    mixed = [*cards(SPANISH), *cards(ENGLISH), *cards(CHINESE)]
    assert gather(mixed) == Evidence()


@pytest.mark.parametrize(
    ("title", "attr", "declared", "url", "zone", "why"),
    [
        (ENGLISH, "2026-11-19T10:00:00+08:00", "", "", "Asia/Shanghai", "its dates are at +08:00"),
        (SPANISH, "2026-07-19T10:00:00+0200", "", "", "Europe/Madrid", "its dates are at +02:00"),
        (SPANISH, "Thu, 19 Nov 2026 10:00:00 +0100", "", "", "Europe/Madrid", "its dates are at +01:00"),
        (ENGLISH, "2026-11-19T10:00:00+01:00", "", "", "", ""),
        (SPANISH, "2026-11-19T10:00:00-05:00", "es-ES", "https://one.es/", "", ""),
        (SPANISH, "2026-11-19T10:00:00+00:00", "es-ES", "", "Europe/Madrid", "the page is in es-ES"),
        (SPANISH, "2026-11-19", "", "", "", ""),
        (SPANISH, "2026-11-19", "", "https://one.es/", "Europe/Madrid", "it is in Spanish, under .es"),
        (CHINESE, "2026-11-19", "", "", "Asia/Shanghai", "it is in simplified Chinese"),
        (ENGLISH, "2026-11-19", "", "https://one.com.cn/", "Asia/Shanghai", "it is of mainland China"),
        (ENGLISH, "2026-11-19", "en-US", "", "", ""),
    ],
)
def test_the_zone_has_a_reason_or_is_left_out(
    title: str, attr: str, declared: str, url: str, zone: str, why: str
) -> None:
    found = gather(cards(title, attr=attr), declared, url)
    assert (found.timezone, found.why) == (zone, why)


def test_offsets_of_summer_and_winter_are_one_zone_and_of_two_places_none() -> None:
    both = [*cards(SPANISH, attr="2026-07-19T10:00:00+02:00"), *cards(SPANISH, attr="2026-11-19T10:00:00+01:00")]
    assert gather(both).timezone == "Europe/Madrid"
    two = [*cards(SPANISH, attr="2026-07-19T10:00:00+08:00"), *cards(SPANISH, attr="2026-11-19T10:00:00+01:00")]
    assert gather(two, "es-ES").timezone == ""

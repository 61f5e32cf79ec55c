import re
from datetime import date
from pathlib import Path

import pytest

from csm_crawler.platforms import load_catalogue, topic_names
from csm_crawler.publish import wording
from csm_crawler.publish.wording import LANGUAGES, TAGS, texts_of, words

FILES = sorted(path.stem for path in (Path(wording.__file__).parent / "words").glob("*.toml"))


@pytest.mark.parametrize("file", FILES)
def test_each_text_is_in_each_language_with_the_same_places_to_fill_in(file: str) -> None:
    for key, told in texts_of(file).items():
        assert list(told) == list(LANGUAGES), key
        assert all(text.strip() == text or key in ("comma", "semicolon") for text in told.values()), key
        places = {language: sorted(re.findall(r"\{(\w+)\}", text)) for language, text in told.items()}
        if key not in ("months", "weekdays"):
            assert len({tuple(one) for one in places.values()}) == 1, f"{key}: {places}"


def test_each_language_of_pages_has_a_tag() -> None:
    assert list(TAGS) == list(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "day", "heading", "month", "short"),
    [
        ("en", "9 November 2026", "Monday, 9 November 2026", "January 2027", "Jan"),
        ("es", "9 de noviembre de 2026", "Lunes, 9 de noviembre de 2026", "enero de 2027", "ene"),
        ("zh", "2026年11月9日", "2026年11月9日 星期一", "2027年1月", "1月"),
    ],
)
def test_dates_are_written_as_each_language_does(language: str, day: str, heading: str, month: str, short: str) -> None:
    w, moment = words(language), date(2026, 11, 9)
    assert (w.date(moment), w.weekday(moment)) == (day, heading)
    assert (w.month("2027-01"), w.short_month("2027-01")) == (month, short)


def test_each_month_and_weekday_has_a_name() -> None:
    for language in LANGUAGES:
        w = words(language)
        assert [len(w[key].split()) for key in ("months", "months_short", "weekdays")] == [12, 12, 7]


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en", 1, "1 article"),
        ("en", 2, "2 articles"),
        ("en", 12_345, "12,345 articles"),
        ("es", 1, "1 artículo"),
        ("es", 1234, "1234 artículos"),
        ("es", 1_234_567, "1.234.567 artículos"),
        ("zh", 0, "0 篇文章"),
    ],
)
def test_numbers_are_written_as_each_language_does(language: str, number: int, written: str) -> None:
    assert words(language).count("articles", number) == written


def test_braces_in_what_is_filled_in_stay_as_they_are() -> None:
    assert words("en", "index").say("read_from", sites="{n} & {0}") == "Read from {n} & {0}."


def test_each_topic_has_a_name_and_the_english_one_is_the_catalogues() -> None:
    assert {slug: told["en"] for slug, told in texts_of("topics").items()} == topic_names()


def test_each_kind_of_the_catalogue_has_a_name() -> None:
    kinds = {kind for one in load_catalogue().platforms.values() for kind in one.kinds if one.scope == "china"}
    assert kinds <= texts_of("kinds").keys()


def test_no_key_is_told_twice_on_a_page() -> None:
    """A later file would take the word of an earlier one."""
    for page in (("base", "cards", "index"), ("base", "cards", "feed", "kinds"), ("base", "feeds")):
        keys = [key for file in page for key in texts_of(file)]
        assert len(keys) == len(set(keys)), page


def test_no_key_hides_behind_what_words_can_do() -> None:
    """Templates would get the method: `w.date` is one."""
    asked = {"base", "cards", "index", "feed"}
    hidden = {key for file in asked for key in texts_of(file) if hasattr(words("en"), key)}
    assert hidden == {"date", "month", "weekday", "language"}
    templates = Path(wording.__file__).parent / "templates"
    used = {
        key
        for path in templates.glob("*.html")
        for key in re.findall(r"\bw\.(date|month|weekday)\b(?!\()", path.read_text("utf-8"))
    }
    assert used == set()

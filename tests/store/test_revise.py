from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csm_crawler.items import placed_at
from csm_crawler.store.revise import revise
from csm_crawler.store.rows import fingerprint
from tests.store.builders import NOON, article, card, reading, reread

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Weibo crece", "Weibo  crece "),
        ("Weibo crece", "WEIBO Crece"),
        ("La «nueva» app", 'La "nueva" app'),
        ("L’app d‘hier", "L'app d'hier"),
        ("Campa\u00f1a", "Campan\u0303a"),
        ("Weibo\u00a0crece", "Weibo crece"),
    ],
)
def test_cosmetic_changes_leave_the_article_as_it_is(before: str, after: str) -> None:
    first = reading(says=card(title=before, teaser=before))
    again = reread(first, words={"title": after, "teaser": after})
    assert revise(first.article, again) == first.article


@pytest.mark.parametrize("words", [{"title": "Weibo cae"}, {"teaser": "Weibo cae."}, {"teaser": "Una entradilla"}])
def test_new_words_update_the_article(words: dict[str, str]) -> None:
    first = reading()
    again = reread(first, words=words)
    expected = replace(first.article, title=again.card.title, summary=again.card.teaser, updated=again.card.seen_at)
    assert revise(first.article, again) == expected


def test_a_listing_without_teaser_does_not_erase_the_summary() -> None:
    first = reading()
    assert revise(first.article, reread(first, words={"teaser": ""})) == first.article


def test_a_title_of_our_making_does_not_replace_a_printed_one() -> None:
    first = reading()
    again = reread(first, words={"title": ""}, meaning={"title": "Una entradilla", "title_derived": True})
    assert revise(first.article, again) == first.article


def test_a_printed_title_replaces_one_of_our_making() -> None:
    first = reading(title="Una entradilla", title_derived=True)
    again = reread(first, words={"title": "Titular de verdad"}, meaning={"title_derived": False})
    revised = revise(first.article, again)
    assert (revised.title, revised.title_derived) == ("Titular de verdad", False)


STORED = NOON - DAY


@pytest.mark.parametrize(
    ("date_text", "rule", "read", "expected"),
    [
        ("19 noviembre, 2026", "day_month_year", STORED + 2 * DAY, STORED),  # the same words: fixed at first sight
        ("hace 4 días", "relative", STORED - DAY, STORED),
        ("", "", None, STORED),
        ("muy pronto", "", None, STORED),
        ("18 noviembre, 2026", "day_month_year", STORED - DAY, STORED - DAY),
        ("22 noviembre, 2026", "day_month_year", STORED + 3 * DAY, NOON),  # never later than first seen
    ],
)
def test_a_date_is_fixed_until_other_absolute_words_name_another(
    date_text: str, rule: str, read: datetime | None, expected: datetime
) -> None:
    first = reading(published=STORED)
    meaning = {"published": read, "published_rule": rule}
    revised = revise(first.article, reread(first, words={"date_text": date_text}, meaning=meaning))
    assert revised.published == expected
    assert (revised.date_text == date_text) is (revised.published != STORED or date_text == first.card.date_text)


def test_a_relative_date_does_not_drift_over_many_readings() -> None:
    first = reading(says=card(date_text="hace 1 hora"), published=NOON - DAY / 24, published_rule="relative")
    kept = first.article
    for days in range(1, 40):
        meaning = {"published": NOON + timedelta(hours=days), "title": f"Titular {days}"}
        kept = revise(kept, reread(first, words={"date_text": f"hace {days} días"}, meaning=meaning, days=days))
    assert (kept.published, kept.date_text, kept.first_seen) == (NOON - DAY / 24, "hace 1 hora", NOON)
    assert kept.updated == NOON + 39 * DAY


def test_an_undated_article_takes_the_first_date_that_is_read() -> None:
    first = reading(says=card(date_text=""), published=None, published_precision="", published_rule="")
    meaning = {"published": NOON + DAY, "published_precision": "day", "published_rule": "day_month_year"}
    revised = revise(first.article, reread(first, words={"date_text": "21 nov. 2026"}, meaning=meaning))
    assert (revised.published, revised.published_precision, revised.updated) == (NOON, "day", None)


def test_the_same_day_in_other_words_is_no_change() -> None:
    first = reading()
    again = reread(first, words={"date_text": "19 de noviembre de 2026"})
    assert revise(first.article, again) == first.article


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (("minute", 3), ("day", 12)),
        (("day", 12), ("minute", 3)),
        (("day", 12), ("second", 23)),
    ],
)
def test_a_day_that_is_told_more_or_less_precisely_is_not_dated_anew(
    stored: tuple[str, int], read: tuple[str, int]
) -> None:
    """A site's feed tells the minute, its page the day: readers who go by dates would see the article twice."""
    midnight = NOON - 36 * timedelta(hours=1)
    first = reading(published=midnight + timedelta(hours=stored[1]), published_precision=stored[0])
    meaning = {"published": midnight + timedelta(hours=read[1]), "published_precision": read[0]}
    again = reread(first, words={"date_text": "2026-11-19, otra vez"}, meaning=meaning)
    assert revise(first.article, again) == first.article
    other = reread(first, words={"date_text": "otro"}, meaning={**meaning, "published": midnight - DAY})
    assert revise(first.article, other).published == midnight - DAY


def test_an_absolute_date_of_the_same_day_leaves_a_relative_one_as_it_was_fixed() -> None:
    said = card(date_text="hace 3 horas")
    first = reading(says=said, published=NOON - DAY / 8, published_precision="hour", published_rule="relative")
    absolute = {"published_precision": "day", "published_rule": "day month year"}
    again = reread(first, words={"date_text": "20 noviembre, 2026"}, meaning={**absolute, "published": NOON})
    assert revise(first.article, again) == first.article
    other = reread(first, words={"date_text": "19 noviembre, 2026"}, meaning={**absolute, "published": NOON - DAY})
    assert revise(first.article, other).published == NOON - DAY


def test_the_words_of_a_date_that_is_later_than_the_first_sight_are_kept() -> None:
    """They are all that tells the article again when its address changes, too."""
    first = reading(published=NOON)
    later = {"published": NOON + 2 * DAY, "published_precision": "day", "published_rule": "day month year"}
    again = reread(first, words={"date_text": "22 noviembre, 2026"}, meaning=later)
    assert revise(first.article, again) == replace(first.article, date_text="22 noviembre, 2026")


def test_rights_that_a_site_reserves_later_are_taken_at_once() -> None:
    first = reading()
    again = reread(first, words={"rights": ("nosnippet",)}, meaning={"rights": ("nosnippet",)})
    assert revise(first.article, again) == replace(first.article, rights=("nosnippet",))


def test_the_fingerprint_tells_every_word_and_its_place() -> None:
    one = card(title="ab", teaser="c", categories=("x", "y"))
    others = [
        replace(one, title="a", teaser="bc"),
        replace(one, categories=("x y",)),
        replace(one, site="diario"),
        replace(one, rights=("noindex",)),
        replace(one, source_id="7"),
        replace(one, title="ab\ud800"),
    ]
    assert len({fingerprint(each) for each in [one, *others]}) == 7


def test_the_fingerprint_never_changes() -> None:
    """A stored card is known by it: another value would make every card of every store new."""
    assert fingerprint(card()) == "c6b04e100964ad631fb8c0489ef76dda90996a0b4d82de83d238c0708e44e612"


def test_undated_and_month_only_articles_stand_where_they_were_first_seen() -> None:
    dated = article(card())
    assert placed_at(dated) == dated.published
    assert placed_at(replace(dated, published=None)) == dated.first_seen
    assert placed_at(replace(dated, published_precision="month")) == dated.first_seen

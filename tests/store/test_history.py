"""Each material change is told once, a cosmetic one never, and what comes back is a change too."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from csm_crawler.items import Card
from csm_crawler.store import ArticleStore, Revision
from tests.store.lives import PAGE, TEASER, Life, entry

FIRST = entry()
LINK = FIRST.link


@pytest.fixture
def life(store: ArticleStore) -> Life:
    return Life(store)


def told(life: Life) -> list[dict[str, tuple[str, str]]]:
    """What was changed of the one article, in order."""
    (article,) = life.store.articles()
    return [dict(one.changes) for one in life.store.revisions(article.guid)]


@pytest.mark.parametrize(
    ("card", "changes"),
    [
        (entry("Douyin abre dos escuelas"), {"title": (FIRST.title, "Douyin abre dos escuelas")}),
        (entry(teaser="Otra entradilla."), {"summary": (TEASER, "Otra entradilla.")}),
        (entry(link=f"{LINK}-nueva"), {"link": (LINK, f"{LINK}-nueva")}),
        (
            entry(date="12 noviembre, 2026"),
            {"published": ("2026-11-19T12:00:00+00:00", "2026-11-12T12:00:00+00:00")},
        ),
        (
            entry("Douyin abre dos", teaser="Otra entradilla."),
            {"title": (FIRST.title, "Douyin abre dos"), "summary": (TEASER, "Otra entradilla.")},
        ),
    ],
)
def test_a_material_change_is_a_revision_with_its_time(
    life: Life, card: Card, changes: dict[str, tuple[str, str]]
) -> None:
    life.run(FIRST)
    (changed,) = life.run(card).changed
    assert life.store.revisions(changed.guid) == [Revision(revised_at=life.now, page_url=PAGE, changes=changes)]
    assert changed.updated == life.now
    assert life.run(card).changed == ()
    assert len(told(life)) == 1


COSMETIC = {
    "spaces": entry(f" {FIRST.title.replace(' ', '  ')} ", teaser=TEASER.replace(" ", "\u00a0")),
    "case": entry(FIRST.title.upper()),
    "tracking": entry(link=f"{LINK}?utm_source=x"),
    "scheme and slash": entry(link=f"{LINK.replace('https', 'http')}/"),
    "dashes": entry(teaser=TEASER.replace("ventas en", "ventas\u2060 en")),
    "counter": entry(f"{FIRST.title} (12)", teaser=f"{TEASER} 1.204 lecturas"),
    "counter in Chinese": entry(teaser=f"{TEASER} 阅读 10.2万 评论(33)"),
    "comments": entry(teaser=f"{TEASER} [7 comentarios]"),
    "less of it": entry(teaser=f"{TEASER[:60]}…"),
    "no teaser": entry(teaser=""),
    "the same day in other words": entry(date="19 de noviembre de 2026"),
    "its hour": entry(date="2026-11-19T09:30:00Z"),
    "another image": replace(FIRST, image="https://gaceta.example/i.jpg"),
}


@pytest.mark.parametrize("card", COSMETIC.values(), ids=COSMETIC.keys())
def test_a_cosmetic_change_is_none(life: Life, card: Card) -> None:
    for one in (FIRST, card, FIRST, card):
        life.run(one)
    assert told(life) == []
    assert [one.updated for one in life.store.articles()] == [None]
    assert "corrections" not in life.store.feed_names()


def test_a_counter_that_counts_on_is_no_change(life: Life) -> None:
    for views in range(100, 130, 7):
        life.run(entry(teaser=f"{TEASER} {views} views", title=f"{FIRST.title} ({views})"))
    assert told(life) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Las 10 apps del año", "Las 12 apps del año"),
        ("Douyin sube un 5 %", "Douyin sube un 7 %"),
        ("双11来了", "双12来了"),
    ],
)
def test_a_number_in_the_text_is_no_counter(life: Life, before: str, after: str) -> None:
    life.run(entry(before))
    life.run(entry(after))
    assert told(life) == [{"title": (before, after)}]


def test_what_was_empty_and_is_filled_is_completed_and_not_corrected(life: Life) -> None:
    life.run(entry(teaser="", date=""))
    life.run(FIRST)
    (article,) = life.store.articles()
    assert (article.summary, article.published_precision, article.updated) == (TEASER, "day", None)
    assert told(life) == []


def test_a_longer_cut_of_the_same_teaser_is_taken_and_not_told(life: Life) -> None:
    life.run(entry(teaser=f"{TEASER[:50]}…"))
    life.run(FIRST)
    (article,) = life.store.articles()
    assert (article.summary, article.updated, told(life)) == (TEASER, None, [])


def test_an_edit_that_is_taken_back_is_told_both_times(life: Life) -> None:
    other = entry("Douyin abre dos escuelas")
    for card in (FIRST, other, other, FIRST, FIRST):
        life.run(card)
    assert told(life) == [{"title": (FIRST.title, other.title)}, {"title": (other.title, FIRST.title)}]
    assert life.titles() == [FIRST.title]


def test_an_edit_that_is_taken_back_is_told_where_every_visit_has_another_link(life: Life) -> None:
    titles = (FIRST.title, "Douyin abre dos escuelas", FIRST.title)
    for number, title in enumerate(titles):
        life.run(entry(title, f"https://kns.example/detail?v=3uoqIhG8C44YLTlOAiTRKib{number:04}Vjs7i"))
        life.run(entry(title, f"https://kns.example/detail?v=3uoqIhG8C44YLTlOAiTRKib{number + 9:04}Vjs7i"))
    assert [one["title"] for one in told(life)] == list(pairwise(titles))


def test_a_site_that_alternates_two_titles_is_followed_once(life: Life) -> None:
    other = entry("Douyin abre dos escuelas")
    for _ in range(6):
        life.run(FIRST)
        life.run(other)
    assert len(told(life)) == 2


def test_two_lists_that_word_an_article_each_in_its_way_do_not_make_it_flap(life: Life) -> None:
    other = entry("Douyin: escuela de ventas", teaser="Otras palabras.")
    for _ in range(4):
        life.run(FIRST)
        life.run(other, page=f"{PAGE}/portada")
    assert len(told(life)) == 1
    life.run(entry("Corregido"))
    life.run(other, page=f"{PAGE}/portada")
    assert life.titles() == ["Corregido"]


def test_one_page_that_shows_an_article_twice_in_other_words_does_not_make_it_flap(life: Life) -> None:
    other = entry("Douyin: escuela de ventas", teaser="Otras palabras.")
    life.run(FIRST)
    for cards in ((other, FIRST), (FIRST, other), (FIRST,), (other, FIRST)):
        life.run(*cards)
    assert len(told(life)) == 1


def test_the_newest_corrections_come_first_and_only_of_articles_that_feeds_show(life: Life) -> None:
    hidden = entry("Weibo crece", "https://gaceta.example/weibo")
    life.run(FIRST, hidden)
    life.run(entry("Douyin abre dos escuelas"), replace(hidden, title="Weibo cae", rights=("noindex",)))
    life.run(entry("Douyin abre tres escuelas"))
    newest, older = life.store.corrections()
    assert [one.revision.changes["title"][1] for one in (newest, older)] == [
        "Douyin abre tres escuelas",
        "Douyin abre dos escuelas",
    ]
    assert {one.article.title for one in (newest, older)} == {"Douyin abre tres escuelas"}
    assert newest.number > older.number
    assert life.store.corrections(limit=1) == [newest]
    assert life.store.counts()["corrections"] == 2


def test_a_correction_marks_its_feed_stale_and_no_other_that_it_does_not_stand_in(life: Life) -> None:
    life.run(FIRST, entry("Weibo crece", "https://gaceta.example/weibo"))
    life.store.mark_written(life.store.feed_names())
    life.run(entry("Douyin abre dos escuelas"))
    stale = life.store.stale_feeds()
    assert "corrections" in stale
    assert "weibo" not in stale


def test_another_site_corrects_nothing(life: Life) -> None:
    life.run(FIRST)
    life.run(replace(FIRST, site="diario", title="Leído fuera"), later=timedelta(hours=1))
    assert told(life) == []


def test_the_corrections_of_what_is_withdrawn_are_told_no_longer_until_it_is_shown_again(life: Life) -> None:
    life.run(FIRST)
    corrected = entry("Douyin abre dos escuelas")
    life.run(corrected)
    for rights, number in ((("noindex",), 0), ((), 1)):
        life.store.mark_written(life.store.feed_names())
        life.run(replace(corrected, rights=rights))
        assert (len(life.store.corrections()), life.store.count("corrections")) == (number, number)
        assert "corrections" in life.store.stale_feeds()

"""Cards that were completed from the article's own page are known again by what their listing says."""

from dataclasses import replace
from typing import Any

import pytest

from csm_crawler.items import Card
from csm_crawler.store import ArticleStore, Reading, fingerprint
from tests.store.builders import card, reading


def completed(listed: Card, *rights: str, **told: Any) -> Card:
    named = (*told, *(f"rights:{one}" for one in rights))
    everything = tuple(sorted({*listed.rights, *rights}))
    return replace(listed, **told, rights=everything, from_detail=tuple(sorted(named)))


def read(says: Card) -> Reading:
    usual = reading(says=says, rights=says.rights)
    return replace(usual, feeds=frozenset()) if "noindex" in says.rights else usual


@pytest.mark.parametrize(
    "told",
    [
        {"teaser": "Texto"},
        {"categories": ("Lujo", "Weibo")},
        {"date_text": "13 nov", "date_attr": "2026-11-13"},
        {"source_id": "7", "image": "https://gaceta.example/i.jpg", "author": "Ana", "modified_text": "14 nov"},
    ],
)
def test_what_the_article_page_told_makes_no_other_card(told: dict[str, Any]) -> None:
    listed = card(teaser="", date_text="")
    assert fingerprint(completed(listed, **told)) == fingerprint(listed)
    assert fingerprint(replace(listed, **told)) != fingerprint(listed)


def test_rights_of_the_article_page_make_no_other_card_and_those_of_the_listing_do() -> None:
    listed = card(rights=("nosnippet",))
    assert fingerprint(completed(listed, "noindex")) == fingerprint(listed)
    assert fingerprint(card(rights=())) != fingerprint(listed)


def test_an_article_whose_own_page_wants_no_index_stays_hidden_at_the_next_run(store: ArticleStore) -> None:
    listed = card(teaser="")
    first = read(completed(listed, "noindex", teaser="Texto"))
    store.add([first])
    assert store.known([listed]) == {fingerprint(listed): first.article}
    assert store.add([read(listed)]).changed == ()
    assert [one.rights for one in store.articles()] == [("noindex",)]
    assert store.newest("all") == []


def test_rights_that_the_listing_reserves_or_gives_back_are_news_beside_those_of_the_page(store: ArticleStore) -> None:
    listed = card(teaser="")
    store.add([read(completed(listed, "tdm-reservation", teaser="Texto"))])
    stricter = replace(listed, rights=("nosnippet",))
    assert store.known([stricter]) == {}
    added = store.add([read(completed(stricter, "tdm-reservation", teaser="Texto"))])
    assert [one.rights for one in added.changed] == [("nosnippet", "tdm-reservation")]
    assert store.known([listed]) == {}
    assert list(store.known([stricter])) == [fingerprint(stricter)]

"""An article by what people call it: its id, the beginning of one, or any link that led to it."""

from uuid import UUID

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.store import ArticleStore
from tests.store.builders import card, reading, reread

GUIDS = [
    "urn:uuid:6f1d3c5e-6d0b-5a50-9d0f-0c5a3d1b7e11",
    "urn:uuid:6f1d3c5e-6d0c-5a50-9d0f-0c5a3d1b7e11",
    "urn:uuid:6f1d3d00-0000-5a50-9d0f-0c5a3d1b7e11",
]


@pytest.fixture
def filled(store: ArticleStore) -> ArticleStore:
    store.add([reading(number, guid=guid) for number, guid in enumerate(GUIDS)])
    return store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GUIDS[0], GUIDS[:1]),
        (GUIDS[0].removeprefix("urn:uuid:"), GUIDS[:1]),
        (GUIDS[0].upper(), GUIDS[:1]),
        (UUID(GUIDS[1]).hex, GUIDS[1:2]),
        ("6f1d3c", GUIDS[:2]),
        ("6f1d3c5e-", GUIDS[:2]),
        ("6f1d3c5e6d0b5", GUIDS[:1]),
        (" 6f1d3d ", GUIDS[2:]),
        ("urn:uuid:6f1d3c5e-6d0c", GUIDS[1:2]),
        ("abcdef", []),
        (f"{GUIDS[0]}0", []),
    ],
)
def test_an_article_is_found_by_its_id_or_the_beginning_of_it(
    filled: ArticleStore, text: str, found: list[str]
) -> None:
    assert [one.guid for one in filled.find(text)] == found


@pytest.mark.parametrize("text", ["", "6f1d3", "6-f-1-d-3", "noticias", "gaceta.example/1", "mailto:a@b.example", "%"])
def test_what_is_neither_an_id_nor_an_address_is_wrong_usage(filled: ArticleStore, text: str) -> None:
    with pytest.raises(ConfigError, match="neither the id of an article") as refusal:
        filled.find(text)
    assert str(refusal.value).startswith(f"{text!r}: is neither")


@pytest.mark.parametrize(
    "link",
    [
        "https://gaceta.example/1",
        "HTTP://Gaceta.example/1?utm_source=rss#top",
        "https://www.gaceta.example/1/",
        "https://gaceta.example/1/amp",
    ],
)
def test_an_article_is_found_by_any_form_of_its_address(filled: ArticleStore, link: str) -> None:
    assert [one.guid for one in filled.find(link)] == [GUIDS[1]]


def test_an_article_is_found_by_all_links_that_ever_led_to_it(store: ArticleStore) -> None:
    first = reading(says=card(source_id="https://gaceta.example/?p=7"))
    store.add([first])
    moved = {"link": "https://gaceta.example/nueva", "source_id": "https://gaceta.example/?p=7"}
    store.add([reread(first, words=moved, meaning={"url": "https://gaceta.example/nueva", "guid": "urn:uuid:other"})])
    for link in ("https://gaceta.example/1", "https://gaceta.example/nueva", "https://gaceta.example/?p=7"):
        assert [one.guid for one in store.find(link)] == [first.article.guid]
    assert store.find("https://gaceta.example/otra") == []


def test_what_led_to_an_article_is_told_in_its_order(store: ArticleStore) -> None:
    first = reading(says=card(source_id="tag:gaceta.example,2026:7"))
    store.add([first])
    moved = {"link": "https://gaceta.example/nueva", "title": "Otro"}
    again = reread(first, words=moved, meaning={"url": "https://gaceta.example/nueva", "guid": "urn:uuid:other"})
    store.add([again])
    met = [(one.kind, one.value, one.seen_at) for one in store.aliases(first.article.guid)]
    assert met == [
        ("id", "gaceta tag:gaceta.example,2026:7", first.card.seen_at),
        ("link", "https://gaceta.example/1", first.card.seen_at),
        ("title", "Noticia 1", first.card.seen_at),
        ("link", "https://gaceta.example/nueva", again.card.seen_at),
        ("title", "Otro", again.card.seen_at),
    ]


def test_an_article_comes_with_its_cards_and_feeds(filled: ArticleStore) -> None:
    assert filled.kept(GUIDS[1]) == filled.kept_after(0)[1]
    assert filled.kept("urn:uuid:none") is None

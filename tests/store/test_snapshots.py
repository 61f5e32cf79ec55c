"""Bodies of pages: kept with what they gave, never for nothing, and read back byte by byte."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore
from csm_crawler.store.snapshots import Snapshot, pack
from tests.store.builders import NOON, reading, reread

BODY = "<html>小红书 ¡y más!\0</html>".encode("utf-16") * 50
PAGE = Snapshot(
    site="gaceta",
    url="https://gaceta.example/noticias",
    hash="a" * 64,
    fetched_at=NOON,
    content_type="text/html; charset=utf-16",
    size=len(BODY),
    packed=pack(BODY),
)


def rows(url: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        asked = text("SELECT site, hash, problem FROM snapshot ORDER BY site, hash")
        found = [tuple(row) for row in connection.execute(asked)]
    engine.dispose()
    return found


def unasked() -> Iterable[Snapshot]:
    raise AssertionError("a page that gave nothing new was asked for its body")


def test_the_page_that_brought_something_new_comes_back_byte_by_byte(store: ArticleStore) -> None:
    store.add([reading()], sources=lambda: [PAGE])
    found = store.snapshot(PAGE.hash)
    assert found == PAGE
    assert found.body == BODY
    assert len(found.packed) * 10 < found.size


def test_a_page_with_changed_words_is_kept_and_one_with_nothing_new_is_not_even_asked_for(store: ArticleStore) -> None:
    first = reading()
    store.add([first])
    store.add([first], sources=unasked)
    cosmetic = reread(first, words={"image": "https://gaceta.example/i.jpg"})
    store.add([cosmetic], sources=unasked)
    assert store.snapshot(PAGE.hash) is None
    store.add([reread(first, words={"title": "Noticia 1, corregida"}, days=9)], sources=lambda: [PAGE])
    assert store.snapshot(PAGE.hash) == PAGE


def test_a_page_that_comes_again_is_kept_once_with_its_last_time_and_problem(store: ArticleStore, url: str) -> None:
    store.keep_pages([PAGE, replace(PAGE, site="otra")])
    later = replace(PAGE, fetched_at=NOON + timedelta(days=2), problem="2 cards, at least 8 expected")
    store.keep_pages([later])
    assert rows(url) == [("gaceta", PAGE.hash, later.problem), ("otra", PAGE.hash, "")]
    assert store.snapshot(PAGE.hash, "gaceta") == later
    assert store.snapshot(PAGE.hash, "otra") == replace(PAGE, site="otra")
    assert store.snapshot(PAGE.hash) == later
    assert store.snapshot(PAGE.hash, "tercera") is None


def test_a_page_that_cannot_be_kept_costs_its_articles_their_place(store: ArticleStore) -> None:
    broken = replace(PAGE, site=None)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        store.add([reading()], sources=lambda: [broken])
    assert list(store.articles()) == []


def test_a_url_that_no_database_takes_is_kept_as_its_cards_are(store: ArticleStore) -> None:
    store.keep_pages([replace(PAGE, url=f"{PAGE.url}?q=\0", problem="has\ud800 it")])
    assert store.snapshot(PAGE.hash) == replace(PAGE, url=f"{PAGE.url}?q=\ufffd", problem="has? it")
    store.keep_pages([replace(PAGE, url=f"{PAGE.url}?q=\0")])
    assert store.snapshot(PAGE.hash) == replace(PAGE, url=f"{PAGE.url}?q=\ufffd")

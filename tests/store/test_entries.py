"""What is kept of entries: the bytes that feeds last held, of the articles that were seen last."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from csm_crawler.store import ArticleStore, Rendered
from csm_crawler.store import entries as kept
from csm_crawler.store.database import Database
from tests.store.builders import NOON, card, reading

DAY = timedelta(days=1)
RAW = bytes(range(256))


def rendered(days: int = 0, *, made_of: str = "a") -> Rendered:
    return Rendered(seen_at=NOON + days * DAY, made_of=made_of, rss=RAW, atom=b"<entry>" + RAW, json=b"{}")


@pytest.fixture
def ids(store: ArticleStore) -> list[int]:
    """Of the rows of five articles, seen a day apart, the last that was seen first."""
    store.add([reading(says=card(number, seen_at=NOON - number * DAY)) for number in range(5)])
    return sorted(store.shelves(["all"])["all"].shown)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    found = Database(url)
    yield found
    found.close()


def test_what_is_kept_comes_back_byte_for_byte(store: ArticleStore, ids: list[int]) -> None:
    store.keep_entries({one: rendered(made_of=f"{one}") for one in ids[:3]})
    assert store.entries(ids[1:]) == {one: rendered(made_of=f"{one}") for one in ids[1:3]}
    assert store.entries([]) == {}


def test_what_is_rendered_anew_takes_the_place_of_what_was_kept(store: ArticleStore, ids: list[int]) -> None:
    store.keep_entries({one: rendered() for one in ids})
    store.keep_entries({ids[2]: rendered(made_of="b")})
    assert {one: found.made_of for one, found in store.entries(ids).items()} == {
        one: "b" if one == ids[2] else "a" for one in ids
    }


def test_of_too_many_those_of_the_articles_that_were_seen_first_are_let_go(
    store: ArticleStore, ids: list[int], database: Database
) -> None:
    order = [3, 1, 4, 0, 2]
    with database.writing() as connection:
        for days in order:
            kept.keep(connection, {ids[days]: rendered(days)}, at_most=3)
    assert sorted(store.entries(ids)) == ids[2:]


def test_of_those_that_were_seen_at_once_no_more_go_than_are_too_many(
    store: ArticleStore, ids: list[int], database: Database
) -> None:
    with database.writing() as connection:
        kept.keep(connection, {one: rendered() for one in ids}, at_most=4)
    assert sorted(store.entries(ids)) == ids[1:]


def test_what_is_rendered_of_an_article_that_is_gone_meanwhile_is_not_kept(store: ArticleStore, ids: list[int]) -> None:
    assert store.clean_articles(before=NOON - 2 * DAY) == 2
    store.keep_entries({one: rendered() for one in ids})
    assert len(store.entries(ids)) == 3


def test_an_article_that_is_cleaned_away_takes_its_entry_with_it(store: ArticleStore, ids: list[int]) -> None:
    store.keep_entries({one: rendered() for one in ids})
    assert store.clean_articles(before=NOON - 2 * DAY) == 2
    assert len(store.entries(ids)) == 3


def test_all_are_forgotten_at_once(store: ArticleStore, ids: list[int]) -> None:
    store.keep_entries({one: rendered() for one in ids})
    store.forget_entries()
    assert store.entries(ids) == {}

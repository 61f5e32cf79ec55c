"""Feeds that csm.toml names, as it changes: they hold what it asks for now, whatever it said in between."""

from pathlib import Path

import pytest

from csm_crawler.jobs.queries import Chooser, has_filled, refill
from csm_crawler.platforms import load_catalogue
from csm_crawler.queries import Query
from csm_crawler.store import ArticleStore
from tests.store.builders import reading

CATALOGUE = load_catalogue()
MINE = Chooser(Query(name="mine", languages=("es",)), CATALOGUE)


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    made = ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3")
    made.add([reading(1)])
    return made


def test_a_query_that_is_put_back_holds_what_came_meanwhile(store: ArticleStore) -> None:
    refill(store, [MINE], CATALOGUE)
    assert (store.count("mine"), has_filled(store)) == (1, True)
    refill(store, [], CATALOGUE)
    assert has_filled(store) is False
    store.add([reading(2)])
    assert store.count("mine") == 1
    refill(store, [MINE], CATALOGUE)
    assert store.count("mine") == 2


def test_a_query_that_did_not_change_is_left_alone(store: ArticleStore) -> None:
    refill(store, [MINE], CATALOGUE)
    store.mark_written(store.stale_feeds())
    refill(store, [MINE], CATALOGUE)
    assert store.stale_feeds() == []
    refill(store, [Chooser(Query(name="mine", languages=("zh",)), CATALOGUE)], CATALOGUE)
    assert (store.count("mine"), store.stale_feeds()) == (0, ["mine"])

"""A store in which nothing stays."""

import sqlite3
from pathlib import Path

import pytest

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore, rehearse
from tests.store.builders import NOON, reading


def test_what_is_written_is_seen_until_the_end_and_is_gone_then(url: str) -> None:
    with ArticleStore.open(url) as store:
        store.add([reading(1)])
    with rehearse(url) as store:
        assert [one.title for one in store.add([reading(1), reading(2)]).new] == ["Noticia 2"]
        store.set_meta("key", "value")
        assert (store.get_meta("key"), store.count("all")) == ("value", 2)
        assert [one.title for one in store.articles(feeds=["all"])] == ["Noticia 1", "Noticia 2"]
    with ArticleStore.open(url) as store:
        assert (store.get_meta("key"), store.count("all")) == (None, 1)


def test_what_fails_is_taken_back_alone(url: str) -> None:
    ArticleStore.open(url).close()
    with rehearse(url) as store:
        store.add([reading(1)])
        store.leave_alone("a.example", NOON)
        with pytest.raises(StoreError):
            store.leave_alone("a.example", None)  # type: ignore[arg-type]
        assert (store.count("all"), store.not_before("a.example")) == (1, NOON)


def test_a_file_keeps_its_bytes_and_one_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    with rehearse(f"sqlite:///{path}") as store:
        store.add([reading(1)])
        assert store.count("all") == 1
    assert list(tmp_path.iterdir()) == []
    with ArticleStore.open(f"sqlite:///{path}") as store:
        store.add([reading(1)])
    before = path.read_bytes()
    with rehearse(f"sqlite:///{path}") as store:
        store.add([reading(number) for number in range(2, 900)])
    assert path.read_bytes() == before


def test_a_store_of_an_earlier_revision_is_not_upgraded_by_a_rehearsal(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    ArticleStore.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    with pytest.raises(StoreError, match="run once without --dry-run"):
        rehearse(f"sqlite:///{path}")

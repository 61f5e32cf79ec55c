"""What the store remembers of pages and of servers."""

from dataclasses import replace
from datetime import timedelta

from csm_crawler.store import ArticleStore, PageRecord
from tests.store.builders import NOON

FIRST = PageRecord(
    site="gaceta",
    url="https://gaceta.example/noticias",
    etag='W/"1"',
    last_modified="Fri, 20 Nov 2026 11:00:00 GMT",
    fetched_at=NOON,
    checked_at=NOON,
    rules="a" * 64,
)


def test_a_page_is_remembered_as_it_was_last_and_for_its_site_only(store: ArticleStore) -> None:
    other = replace(FIRST, site="diario", etag="")
    store.remember_pages([FIRST, other])
    again = replace(FIRST, status=304, checked_at=NOON + timedelta(hours=1))
    store.remember_pages([again])
    store.remember_pages([])
    assert store.pages("gaceta") == {FIRST.url: again}
    assert store.pages("diario") == {FIRST.url: other}
    assert store.pages("hoja") == {}


def test_a_server_is_left_alone_until_it_said_last(store: ArticleStore) -> None:
    assert store.not_before("gaceta.example") is None
    store.leave_alone("gaceta.example", NOON)
    store.leave_alone("gaceta.example", NOON + timedelta(hours=2))
    assert store.not_before("gaceta.example") == NOON + timedelta(hours=2)
    assert store.not_before("diario.example") is None

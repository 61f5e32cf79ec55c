"""What a site gave, field by field, beside what it usually gives."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.jobs.fields import Field, Given, fields_of, what_it_gave
from csm_crawler.store import ArticleStore, RunRecord, SiteRecord

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def record(**fields: Any) -> SiteRecord:
    usual: dict[str, Any] = {"site": "one", "is_live": True, "is_whole": True, "cards": 10, "titles": 10}
    return SiteRecord(**usual | fields)


def test_each_field_stands_beside_what_is_usual() -> None:
    before = [
        record(new=0, undated=0, languages={"en": 10}, hosts={"a.example": 10}),
        record(new=1, undated=1, languages={"en": 6, "zh": 4}, hosts={"a.example": 10}, cards=8),
        record(new=2, undated=1, languages={"en": 8, "zh": 2}, hosts={"a.example": 4, "b.example": 6}),
    ]
    last = record(cards=4, new=2, titles=1, undated=4, untitled=1, unlinked=2, languages={"id": 4})
    assert list(fields_of(last, before)) == [
        Field("cards", 4, 10),
        Field("new", 2, 1.0),
        Field("titles", 1, 10),
        Field("undated", 1.0, 0.1),
        Field("untitled", 0.25, 0.0),
        Field("unlinked", 0.5, 0.0),
        Field("languages", {"id": 1.0}, {"en": 0.8, "zh": 0.2}),
        Field("hosts", {}, {"a.example": 0.8, "b.example": 0.2}),
    ]


def test_where_nothing_is_known_nothing_is_usual() -> None:
    assert {one.usual for one in fields_of(record(cards=0), [])} == {None}
    assert [one.last for one in fields_of(record(cards=0, titles=0), [])][:6] == [0, 0, 0, 0.0, 0.0, 0.0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as opened:
        yield opened


def keep(store: ArticleStore, hours: float, **fields: Any) -> None:
    now = NOON + hours * HOUR
    run_id = store.start_run(now)
    store.finish_run(run_id, RunRecord(finished_at=now, exit_code=0, sites=(record(**fields),)))


def cards(given: Given | None) -> tuple[datetime, int, Field]:
    assert given is not None
    return given.at, given.visits, given.fields[0]


def test_the_last_whole_visit_is_compared_with_the_good_ones_before_it(store: ArticleStore) -> None:
    assert what_it_gave(store.health, "one") is None
    keep(store, 0, cards=10)
    assert cards(what_it_gave(store.health, "one")) == (NOON, 0, Field("cards", 10, None))
    keep(store, 1, cards=12)
    keep(store, 2, is_whole=False, cards=0)
    assert cards(what_it_gave(store.health, "one")) == (NOON + HOUR, 1, Field("cards", 12, 10))
    keep(store, 3, cards=2, finding="broken")
    assert cards(what_it_gave(store.health, "one")) == (NOON + 3 * HOUR, 2, Field("cards", 2, 11))
    for hours in range(4, 40):
        keep(store, hours, cards=20)
    assert cards(what_it_gave(store.health, "one")) == (NOON + 39 * HOUR, 20, Field("cards", 20, 20))

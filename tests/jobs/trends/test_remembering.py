"""The usual figures are the same whether the store counts all of it or only what is not kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.trends.asking import ask
from csm_crawler.jobs.trends.remembering import remembering
from csm_crawler.platforms import load_catalogue
from csm_crawler.store import ArticleStore, Reading
from tests.store.builders import article, card

CATALOGUE = load_catalogue()
DAYS = ("2026-11-20", "2026-11-30", "2027-02-28")
NAMED = (("douyin",), ("wechat", "douyin"), ("weibo",), ("tmall", "jd"), ("xiaohongshu", "wechat"))


def written(number: int, at: datetime) -> Reading:
    """One of five sites; each seventh without a date, each ninth with a month alone."""
    site = f"site{number % 5}"
    says = card(number, site=site, link=f"https://{site}.example/{number}", seen_at=at + timedelta(hours=1))
    precision = "" if number % 7 == 0 else "month" if number % 9 == 0 else "minute"
    read = article(
        says,
        published=at if precision else None,
        published_precision=precision,
        language=("es", "en", "zh-Hans")[number % 3],
        platforms=NAMED[number % len(NAMED)],
    )
    return Reading(card=says, article=read, feeds=feeds_of(read, CATALOGUE))


@pytest.mark.parametrize(
    "newest", ["2026-12-01", "2027-03-31", *(pytest.param(day, marks=pytest.mark.slow) for day in DAYS)]
)
def test_what_is_kept_gives_the_same_figures_day_by_day(tmp_path: Path, newest: str) -> None:
    end = datetime.fromisoformat(newest).replace(hour=15, tzinfo=UTC)
    with ArticleStore.open(f"sqlite:///{tmp_path / 'csm.sqlite3'}") as store:
        for start in range(0, 400, 100):
            store.add([written(n, end - timedelta(days=1) * (400 - n)) for n in range(start, start + 100)])
        for day in range(4):
            kept = ask(store, CATALOGUE, counting=remembering(store, CATALOGUE))
            assert kept == ask(store, CATALOGUE)
            assert kept
            assert kept.articles > 250
            assert kept.changes.before
            store.add([written(400 + 10 * day + n, end + timedelta(days=day, minutes=n)) for n in range(10)])


def test_what_a_run_brings_today_leaves_all_that_was_counted_before(tmp_path: Path) -> None:
    url, end = f"sqlite:///{tmp_path / 'csm.sqlite3'}", datetime(2026, 11, 20, 15, tzinfo=UTC)
    with ArticleStore.open(url) as store:
        store.add([written(n, end - timedelta(days=2) * (200 - n)) for n in range(201)])
        remembering(store, CATALOGUE)
        engine = create_engine(url)
        with engine.connect() as connection:
            before = connection.exec_driver_sql("SELECT * FROM counted ORDER BY since, until").all()
        spans = [(row.since[:10], row.until[:10]) for row in before]
        assert spans[-5:] == [
            ("2026-08-01", "2026-08-21"),  # as much of August as November has
            ("2026-08-01", "2026-09-01"),
            ("2026-09-01", "2026-10-01"),
            ("2026-10-01", "2026-11-01"),
            ("2026-11-01", "2026-11-20"),
        ]
        assert len(spans) == 12 + 3
        store.add([written(1000 + n, end + timedelta(minutes=n)) for n in range(5)])
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT * FROM counted ORDER BY since, until").all() == before
        engine.dispose()


def test_an_empty_store_is_counted_without_a_word(tmp_path: Path) -> None:
    with ArticleStore.open(f"sqlite:///{tmp_path / 'csm.sqlite3'}") as store:
        assert ask(store, CATALOGUE, counting=remembering(store, CATALOGUE)) is None

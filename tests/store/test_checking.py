"""How a database stands is told without touching it, and each thing that is wrong in it is one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore, Incident, SiteState, Standing, faults_in, standing_of
from csm_crawler.store.keys import link_key
from csm_crawler.store.revision import MIGRATIONS
from csm_crawler.store.schema import article, article_platform, card, feed, feed_article, feed_month, gone
from tests.store.builders import NOON, reading
from tests.store.conftest import put
from tests.store.test_upgrade import make_old, rows_at

NEWEST = MIGRATIONS.known[-1]
STANDS = "2026-11-19T12:00:00+00:00"
NOTHING = {"article": 0, "card": 0, "alias": 0, "revision": 0, "snapshot": 0}


@contextmanager
def spoiling(url: str) -> Iterator[Connection]:
    """A connection that may break what our code would keep whole."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")  # foreign keys rest
        yield connection
    engine.dispose()


def fill(url: str) -> None:
    with ArticleStore.open(url) as store:
        store.add([reading(number) for number in range(1201)])


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("full") / "csm.sqlite3"
    fill(f"sqlite:///{file}")
    return file


@pytest.fixture
def full(url: str, full_file: Path) -> str:
    """The URL of a store of 1,201 articles, more than are looked at together."""
    if not put(full_file, url):
        fill(url)
    return url


def test_a_sound_store_has_no_fault(full: str) -> None:
    assert list(faults_in(full)) == []


def row(number: int) -> Any:
    return article.c.title == f"Noticia {number}"


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (
            feed.update().where(feed.c.name == "weibo").values(articles=7),
            ["feed weibo: says that it holds 7 articles and holds 1201"],
        ),
        (
            feed_article.delete().where(feed_article.c.article_id == 1, feed_article.c.feed == "all"),
            [
                "feed all: says that 2026-11 holds 1201 articles and holds 1200",
                "feed all: says that it holds 1201 articles and holds 1200",
            ],
        ),
        (
            feed_article.update()
            .where(feed_article.c.article_id == 5, feed_article.c.feed == "all")
            .values(sort_at=NOON + timedelta(days=3)),
            ["feed all: https://gaceta.example/4 stands at another time or address than its own"],
        ),
        (
            feed_article.update().where(feed_article.c.article_id == 5).values(url="https://gaceta.example/cinco"),
            [
                f"feed {name}: https://gaceta.example/4 stands at another time or address than its own"
                for name in ("all", "weibo")
            ],
        ),
        (
            feed_article.update().where(feed_article.c.article_id == 5).values(listed_at=None),
            [
                f"feed {name}: https://gaceta.example/4 stands at another time or address than its own"
                for name in ("all", "weibo")
            ],
        ),
        (
            feed_month.update().where(feed_month.c.feed == "all").values(month="2026-10"),
            [
                "feed all: says that 2026-10 holds 1201 articles and holds 0",
                "feed all: says that 2026-11 holds 0 articles and holds 1201",
            ],
        ),
        (card.delete().where(card.c.article_id == 1201), ["article https://gaceta.example/1200: has no card"]),
        (
            article_platform.insert().values(article_id=2, slug="douyin"),
            ['article https://gaceta.example/1: names ["weibo"] and is found by ["douyin", "weibo"]'],
        ),
        (
            article.update().where(row(3)).values(published=NOON - timedelta(days=9)),
            [f"article https://gaceta.example/3: stands at {STANDS}, which is neither its date nor its first sight"],
        ),
        (
            gone.insert().values(key=link_key("https://gaceta.example/7")),
            ["article https://gaceta.example/7: is said to be cleaned away"],
        ),
    ],
)
def test_each_broken_promise_is_told_in_one_line(full: str, spoil: Any, faults: list[str]) -> None:
    with spoiling(full) as connection:
        connection.execute(spoil)
    assert sorted(faults_in(full)) == faults


def test_an_incident_that_is_not_how_its_site_stands_is_told(url: str) -> None:
    def state(site: str, state: str, reason: str) -> SiteState:
        return SiteState(site=site, state=state, reason=reason, since=NOON, visited_at=NOON, next_at=NOON)

    def opened(site: str, state: str) -> Incident:
        return Incident(site=site, state=state, reason="503", opened_at=NOON)

    sound = [state("a", "fine", ""), state("b", "broken", "503")]
    with ArticleStore.open(url) as store:
        store.health.keep(sound, opened=[opened("b", "broken")])
        assert list(faults_in(url)) == []
        unsound = [state("c", "fine", ""), state("d", "walled", "403"), state("e", "broken", "503")]
        told = [opened("c", "broken"), opened("d", "broken"), opened("b", "broken")]
        store.health.keep(unsound, opened=told)
    assert list(faults_in(url)) == [
        "site c: is fine, and its incident says broken",
        "site d: is walled, and its incident says broken",
        "site e: is broken, and its incident says nothing",
        "site b: has several incidents that go on",
    ]


def test_an_article_that_its_own_address_does_not_lead_to_is_told(full: str) -> None:
    with spoiling(full) as connection:
        connection.exec_driver_sql("DELETE FROM alias WHERE value = 'https://gaceta.example/9'")
    assert list(faults_in(full)) == ["article https://gaceta.example/9: does not lead to itself"]


def test_an_article_that_a_search_does_not_find_is_told_and_words_of_none(full: str) -> None:
    is_file = full.startswith("sqlite")
    with spoiling(full) as connection:
        if is_file:  # its words stand where they would for another day
            connection.exec_driver_sql(
                "UPDATE article_words SET rowid = rowid + 134217728 WHERE rowid % 134217728 = 10"
            )
            connection.exec_driver_sql("INSERT INTO article_words (rowid, words) VALUES (5000, 'nada')")
        else:
            connection.exec_driver_sql("DELETE FROM article_words WHERE article_id = 10")
    of_none = ["article_words: row 5000 belongs to no article"] if is_file else []
    assert list(faults_in(full)) == [*of_none, "article https://gaceta.example/9: is not found by its words"]


def test_rows_that_belong_to_nothing_are_told_and_nothing_more(full: str) -> None:
    with spoiling(full) as connection:
        connection.execute(article.delete().where(article.c.id.in_([7, 8])))
    faults = list(faults_in(full))
    words = set() if full.startswith("sqlite") else {"article_words"}  # there a trigger takes them away
    assert len(faults) == 2 * (6 + len(words))  # two cards, links, titles, platforms and twice two places
    assert {fault.rpartition(" belongs to no ")[2] for fault in faults} == {"article"}
    tables = {"alias", "article_platform", "card", "feed_article"}
    assert {fault.partition(":")[0] for fault in faults} == tables | words


def test_a_file_whose_index_is_broken_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'csm.sqlite3'}"
    with ArticleStore.open(url) as store:
        store.add([reading(number) for number in range(10)])
    with spoiling(url) as connection:  # the index is still said to be there, and holds nothing
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        wrong = "UPDATE sqlite_master SET sql = replace(sql, '(article_id)', '(position)')"
        connection.exec_driver_sql(f"{wrong} WHERE name = 'ix_card_article_id'")
    faults = list(faults_in(url))
    assert faults
    assert all(fault.startswith("integrity: ") for fault in faults)


@pytest.mark.slow
def test_a_fault_of_a_server_s_own_is_told(url: str) -> None:
    if not url.startswith("postgresql"):
        pytest.skip("SQLite has none of these")
    ArticleStore.open(url).close()
    with spoiling(url) as connection:
        connection.exec_driver_sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_alias_key'::regclass")
        connection.exec_driver_sql(
            "ALTER TABLE card ADD CONSTRAINT later FOREIGN KEY (article_id) REFERENCES article NOT VALID"
        )
    faults = ["integrity: index ix_alias_key is not valid", "integrity: constraint later of card is not valid"]
    assert list(faults_in(url)) == faults


def test_how_a_store_stands(full: str) -> None:
    standing = standing_of(full)
    assert standing.file_bytes > 500_000
    assert standing == Standing(
        database=standing.database,
        revision=NEWEST,
        newest=NEWEST,
        rows={"article": 1201, "card": 1201, "alias": 2402, "revision": 0, "snapshot": 0},
        file_bytes=standing.file_bytes,
    )


def test_a_database_that_was_not_made_yet_is_not_made_by_asking(tmp_path: Path) -> None:
    for name in ("csm.sqlite3", "file:{}/csm.sqlite3?uri=true"):
        url = f"sqlite:///{name.format(tmp_path) if ':' in name else tmp_path / name}"
        standing = standing_of(url)
        assert (standing.revision, standing.rows, standing.file_bytes) == (None, NOTHING, 0)
        with pytest.raises(StoreError, match="holds nothing yet; csm run makes it"):
            list(faults_in(url))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_server_is_left_empty(url: str) -> None:
    assert standing_of(url).revision is None
    with pytest.raises(StoreError, match="holds nothing yet"):
        list(faults_in(url))
    assert standing_of(url).revision is None


@pytest.mark.parametrize("revision", MIGRATIONS.known[:-1])
def test_an_older_store_is_told_as_such_and_not_upgraded(tmp_path: Path, revision: str) -> None:
    now, old = tmp_path / "now", tmp_path / "csm.sqlite3"
    with ArticleStore.open(f"sqlite:///{now}") as store:
        store.add([reading(number) for number in range(3)])
    make_old(f"sqlite:///{old}", revision, rows_at(f"sqlite:///{now}"))
    (tmp_path / "csm.sqlite3.0000.bak").write_bytes(b"as it was")
    before = old.read_bytes()
    standing = standing_of(f"sqlite:///{old}")
    assert standing == Standing(
        database=str(old),
        revision=revision,
        newest=NEWEST,
        rows={**NOTHING, "article": 3, "card": 3},
        file_bytes=len(before),
        backups=(tmp_path / "csm.sqlite3.0000.bak",),
    )
    with pytest.raises(StoreError, match=rf"of an older csm_crawler \(revision {revision}, .*: csm db upgrade$"):
        list(faults_in(f"sqlite:///{old}"))
    assert old.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 3


def test_a_newer_store_is_told_as_such_and_refused(full: str) -> None:
    with spoiling(full) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.exec_driver_sql("ALTER TABLE snapshot RENAME COLUMN body TO brotli")
    standing = standing_of(full)
    assert (standing.revision, standing.is_newer, standing.rows["article"]) == ("9999", True, 1201)
    with pytest.raises(StoreError, match="of a newer csm_crawler"):
        list(faults_in(full))


def test_a_database_of_somebody_else_is_refused(url: str) -> None:
    with spoiling(url) as connection:
        connection.exec_driver_sql("CREATE TABLE post (id INTEGER)")
    for ask in (standing_of, lambda at: list(faults_in(at))):
        with pytest.raises(StoreError, match="holds tables that are not csm_crawler's"):
            ask(url)


def test_a_run_meanwhile_makes_no_fault(full: str) -> None:
    with spoiling(full) as connection:
        connection.execute(feed.update().where(feed.c.name == "weibo").values(articles=7))
        connection.execute(card.delete().where(card.c.article_id == 1))
    faults = faults_in(full)
    assert next(faults).startswith("feed weibo: ")
    with ArticleStore.open(full) as store:
        store.add([reading(number) for number in range(5000, 5010)])
    assert list(faults) == ["article https://gaceta.example/0: has no card"]

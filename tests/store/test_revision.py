"""The tables of `schema.py` and those of the migrations are the same, and an older store becomes a newer one."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from csm_crawler.errors import StoreError
from csm_crawler.store import ArticleStore, fingerprint
from csm_crawler.store.database import Database
from csm_crawler.store.fulltext import ITS_OWN
from csm_crawler.store.revision import MIGRATIONS, Migrations
from csm_crawler.store.schema import metadata
from csm_crawler.store.upgrade import upgrade
from tests.store.builders import NOON, reading


def in_words(index: Any) -> dict[str, Any]:
    """What an index is of, with its condition in words."""
    return {**index, "dialect_options": {name: str(one) for name, one in index.get("dialect_options", {}).items()}}


def shape(url: str) -> dict[str, Any]:
    """All that the database says about its tables."""
    engine = create_engine(url)
    with engine.connect() as connection:
        asked = inspect(connection)
        found: dict[str, Any] = {
            table: {
                "columns": [{**column, "type": repr(column["type"])} for column in asked.get_columns(table)],
                "primary key": asked.get_pk_constraint(table),
                "foreign keys": sorted(asked.get_foreign_keys(table), key=repr),
                "unique": sorted(asked.get_unique_constraints(table), key=repr),
                "indexes": sorted(map(in_words, asked.get_indexes(table)), key=repr),
            }
            for table in asked.get_table_names()
        }
        if engine.dialect.name == "sqlite":
            sql = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            # A table that was changed by copying has its name in quotes and its constraints in another order.
            plain = {name: "".join(text.split()).replace('"', "").removesuffix(")") for name, text in sql}
            found["sql"] = {name: sorted(text.split(",CONSTRAINT")) for name, text in plain.items()}
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    return {**found, "revision": revision}


def test_a_fresh_store_has_the_tables_that_the_migrations_make(url: str, tmp_path: Path) -> None:
    database = Database(url)
    upgrade(database, MIGRATIONS.folder, "base")
    migrated = shape(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()
    database.close()
    ArticleStore.open(url).close()
    assert shape(url) == migrated
    assert set(migrated) >= set(metadata.tables)


def test_alembic_finds_no_difference_to_the_schema(url: str) -> None:
    ArticleStore.open(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:

        def is_ours(_thing: Any, name: str | None, *_more: Any) -> bool:
            """SQLite has a full-text table of another shape, and FTS5 its own tables behind it."""
            return connection.dialect.name != "sqlite" or name not in ITS_OWN

        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS.folder))
    scripts = ScriptDirectory.from_config(config)
    oldest_first = [script.revision for script in scripts.walk_revisions()][::-1]
    assert tuple(oldest_first) == MIGRATIONS.known
    assert scripts.get_current_head() == MIGRATIONS.known[-1]


def test_neither_alembic_nor_the_orm_is_imported_by_a_store_that_is_up_to_date(tmp_path: Path) -> None:
    code = f"""
import sys
from csm_crawler.store import ArticleStore
from tests.store.builders import NOON, reading
for _ in range(2):
    with ArticleStore.open("sqlite:///{tmp_path}/csm.sqlite3") as store:
        store.add([reading()])
        assert len(store.newest("all")) == 1
print([name for name in ("alembic", "mako", "sqlalchemy.orm", "psycopg", "scrapy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


NEXT = '''
"""Rename a column, which copies the whole table on SQLite, and add another."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"

def upgrade():
    with op.batch_alter_table("article") as article:
        article.alter_column("author", new_column_name="byline", existing_type=sa.Text())
        article.add_column(sa.Column("words", sa.Integer(), server_default="7"))
'''


def next_migrations(folder: Path, script: str) -> Migrations:
    """Ours and one more, as a later version of the project will have them."""
    shutil.copytree(MIGRATIONS.folder, folder / "migrations")
    (folder / "migrations" / "versions" / "0007_next.py").write_text(script)
    return Migrations(known=(*MIGRATIONS.known, "0007"), folder=folder / "migrations")


def dump(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
    engine.dispose()
    return found


def test_an_older_store_is_upgraded_at_once_and_loses_nothing(url: str, tmp_path: Path) -> None:
    page = [reading(number) for number in range(5)]
    with ArticleStore.open(url) as store:
        store.add(page)
    migrations = next_migrations(tmp_path, NEXT)
    for _ in range(2):
        with ArticleStore.open(url, migrations=migrations) as store:
            assert store.count("all") == 5
    assert dump(url, "SELECT version_num FROM alembic_version") == [("0007",)]
    assert dump(url, "SELECT byline, words FROM article") == [("", 7)] * 5
    assert dump(url, "SELECT count(*) FROM card JOIN feed_article USING (article_id)") == [(10,)]
    with pytest.raises(StoreError, match="of a newer csm_crawler"):
        ArticleStore.open(url)


def test_the_backup_beside_an_upgraded_file_is_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    with ArticleStore.open(f"sqlite:///{path}") as store:
        store.add([reading()])
    ArticleStore.open(f"sqlite:///{path}", migrations=next_migrations(tmp_path, NEXT)).close()
    backup = tmp_path / "csm.sqlite3.0006.bak"
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name, backup.name, "migrations"]
    with ArticleStore.open(f"sqlite:///{backup}") as store:
        assert store.known([reading().card]) == {fingerprint(reading().card): reading().article}


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(url: str, tmp_path: Path) -> None:
    with ArticleStore.open(url) as store:
        store.add([reading()])
    broken = NEXT + '    op.execute("INSERT INTO no_such_table VALUES (1)")\n'
    with pytest.raises(StoreError, match="no_such_table") as caught:
        ArticleStore.open(url, migrations=next_migrations(tmp_path, broken))
    assert "\n" not in str(caught.value)
    with ArticleStore.open(url) as store:
        assert store.newest("all") == [reading().article]


def test_an_upgrade_that_would_lose_rows_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "csm.sqlite3"
    with ArticleStore.open(f"sqlite:///{path}") as store:
        store.add([reading()])
    careless = NEXT + "    op.execute(\"DELETE FROM feed WHERE name = 'all'\")\n"
    with pytest.raises(StoreError, match="would lose rows"):
        ArticleStore.open(f"sqlite:///{path}", migrations=next_migrations(tmp_path, careless))
    with ArticleStore.open(f"sqlite:///{path}") as store:
        assert store.count("all") == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_store_of_the_first_revision_gets_the_tables_of_today(url: str, tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(MIGRATIONS.folder, first)
    for script in (first / "versions").glob("*.py"):
        if not script.name.startswith("0001"):
            script.unlink()
    database = Database(url)
    upgrade(database, first, "base")
    database.close()
    with ArticleStore.open(url) as store:
        store.add([reading()])
        assert store.pages("one") == {}
    old = shape(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()
    ArticleStore.open(url).close()
    assert old == shape(url)


def test_the_articles_of_an_older_store_stay_in_their_feeds_and_are_known_by_month(url: str, tmp_path: Path) -> None:
    page = [reading(n, published=NOON - timedelta(days=30 * n)) for n in range(3)]
    with ArticleStore.open(url) as store:
        store.add(page)
    of_today = dump(url, f"SELECT {MONTHS} FROM feed_month ORDER BY feed, month")
    step_back(url)
    with ArticleStore.open(url) as store:
        ids = store.shelves(["all"])["all"].shown
        found = store.read(ids)
        assert [found[one] for one in ids] == [one.article for one in page]
    assert dump(url, f"SELECT {MONTHS} FROM feed_month ORDER BY feed, month") == of_today
    assert dump(url, "SELECT count(*) FROM article WHERE listed_at = first_seen") == [(3,)]


MONTHS = "feed, month, articles, parts, stale_from"


SINCE_0005 = ("entry", "feed_month", "alias", "gone", "revision", "snapshot", "site_state", "incident", "counted")


def step_back(url: str) -> None:
    """The store as revision 0004 left it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in (*SINCE_0005, "article_words"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for index in ("ix_feed_article_listed", "ix_site_run_site", "ix_article_site", "ix_article_by_month"):
            connection.exec_driver_sql(f"DROP INDEX {index}")
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER article_words_forget")
        columns = {
            "article": ("moved_to", "listed_at"),
            "feed": ("archived_until",),
            "feed_article": ("listed_at",),
            "card": ("page_hash", "detail_hash", "found_by", "is_current", "said_at"),
            "site_run": (
                *("is_live", "is_whole", "listed", "undated", "untitled", "unlinked", "titles"),
                *("languages", "hosts", "moved_to", "finding"),
            ),
        }
        for table, names in columns.items():
            for name in names:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    engine.dispose()

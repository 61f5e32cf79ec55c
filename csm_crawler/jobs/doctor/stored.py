"""Whether the store can be read; it is neither made nor upgraded."""

from datetime import datetime

from csm_crawler.config import Config
from csm_crawler.errors import StoreError
from csm_crawler.jobs.doctor.finding import Finding, ok, wrong
from csm_crawler.jobs.membership import ALL
from csm_crawler.store import ArticleStore
from csm_crawler.store.database import Database
from csm_crawler.store.revision import MIGRATIONS

RECENT = 200
"""So many of the newest articles are asked for their first sight."""


def examined(config: Config) -> tuple[datetime | None, Finding]:
    """When an article was last seen for the first time, and how the database is."""
    try:
        database = Database(config.database)
    except StoreError as error:
        return None, wrong("database", str(error), "mend `database` in csm.toml")
    try:
        return _looked_into(database)
    except StoreError as error:
        if "alembic_version" in str(error):
            found = f"{database.name} holds no store yet: the first run makes one where it is empty"
            return None, ok("database", found)
        return None, wrong("database", str(error), _advice(database))
    finally:
        database.close()


def _looked_into(database: Database) -> tuple[datetime | None, Finding]:
    if database.path and not database.path.exists():
        if not database.path.parent.is_dir():
            return None, wrong("database", f"the folder {database.path.parent} does not exist", "make it")
        return None, ok("database", f"{database.path} is not there yet: the first run makes it")
    newest_known = MIGRATIONS.known[-1]
    with database.reading() as connection:
        whole = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() if database.is_sqlite else "ok"
        if whole != "ok":
            return None, wrong("database", f"{database.name} is damaged: {whole}", _advice(database))
        revision = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if revision not in MIGRATIONS.known:
        found = f"{database.name} is of a newer csm_crawler (revision {revision}, this one knows {newest_known})"
        return None, wrong("database", found, "upgrade csm_crawler")
    if revision != newest_known:
        return None, ok("database", f"{database.name}, revision {revision}: the next run upgrades it")
    store = ArticleStore(database)
    newest = max((article.first_seen for article in store.newest(ALL, RECENT)), default=None)
    return newest, ok("database", f"{database.name}, {store.count(ALL)} articles")


def _advice(database: Database) -> str:
    if not database.is_sqlite:
        return "is the server up, and do the names in `database` of csm.toml fit it?"
    return f"put a copy of {database.name} in its place, or move it away: the next run then begins a new one"

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from csm_crawler.store import ArticleStore

POSTGRES = os.environ.get("CSM_TEST_POSTGRES_URL", "")
"""An SQLAlchemy URL of a database to which its user may add schemas; each test gets one and drops it."""

needs_postgres = [pytest.mark.slow, pytest.mark.skipif(not POSTGRES, reason="CSM_TEST_POSTGRES_URL is not set")]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table: the contract holds on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'csm.sqlite3'}"
        return
    schema = f"csm_{uuid4().hex}"
    server = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"))
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = server.url.update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a store without an article, to copy: to make one takes most of a short test."""
    file = tmp_path_factory.mktemp("empty") / "csm.sqlite3"
    ArticleStore.open(f"sqlite:///{file}").close()
    return file


def put(file: Path, url: str) -> bool:
    """Have the database hold what this file does, if it is a file itself; whether it is."""
    if is_file := url.startswith("sqlite:///"):
        shutil.copy(file, url.removeprefix("sqlite:///"))
    return is_file


@pytest.fixture
def store(url: str, empty_file: Path) -> Iterator[ArticleStore]:
    put(empty_file, url)
    with ArticleStore.open(url) as opened:
        yield opened

from collections.abc import Iterator
from pathlib import Path

import pytest

from csm_crawler.config import Config, load_config
from tests.jobs.published import Life


@pytest.fixture
def config(home: Path) -> Config:
    return load_config(home)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path)
    yield made
    made.store.close()

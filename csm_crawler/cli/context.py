"""What several commands ask first: the home, its configuration, its store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from csm_crawler.config import Config, find_home, load_config, real_home

if TYPE_CHECKING:
    from csm_crawler.store import ArticleStore


def home_folder(*, must_exist: bool = True) -> Path:
    """The home that `-C`, `CSM_HOME` or the working folder names."""
    named = os.environ.get("CSM_HOME")
    return find_home() if must_exist or not named else Path(named)


def configuration() -> Config:
    """Of a real home; ConfigError says how to make one."""
    return real_home(load_config())


@contextmanager
def opened(config: Config) -> "Iterator[ArticleStore]":
    """The home's store; imported here, because most commands' help needs none."""
    from csm_crawler.store import ArticleStore

    with ArticleStore.open(config.database) as store:
        yield store

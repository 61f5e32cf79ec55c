"""What several commands ask first: the home, its configuration, its store."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from csm_crawler.config import Config, find_home, load_config, real_home
from csm_crawler.errors import ConfigError, CsmError

if TYPE_CHECKING:
    from csm_crawler.items import Article
    from csm_crawler.sites import Site
    from csm_crawler.store import ArticleStore


def home_folder(*, must_exist: bool = True) -> Path:
    """The home that `-C`, `CSM_HOME` or the working folder names."""
    named = os.environ.get("CSM_HOME")
    return find_home() if must_exist or not named else Path(named)


def configuration() -> Config:
    """Of a real home; ConfigError says how to make one."""
    return real_home(load_config())


def sites_named(config: Config, names: Iterable[str], *, where: str) -> "dict[str, Site]":
    """The sites with these names, enabled or not; ConfigError for one that is none, said at `where`."""
    from csm_crawler.sites import load_sites, unknown_site

    known = load_sites(config.home)
    for name in names:
        if name not in known:
            raise ConfigError(where, "", unknown_site(name, known))
    return {name: known[name] for name in names}


@contextmanager
def opened(config: Config) -> "Iterator[ArticleStore]":
    """The home's store; imported here, because most commands' help needs none."""
    from csm_crawler.store import ArticleStore

    with ArticleStore.open(config.database) as store:
        yield store


def one_article(store: "ArticleStore", text: str) -> "Article":
    """The stored article that an id, the beginning of one or a URL names; one line says where that is none or several.

    CsmError (exit 1) where there is none; ConfigError (exit 2) where there are several, or the text is neither.
    """
    found = store.find(text)
    if not found:
        raise CsmError(f"{text!r}: no stored article has this id or address")
    if len(found) > 1:
        some = ", ".join(one.guid.removeprefix("urn:uuid:") for one in found[:3])
        raise ConfigError(repr(text), "", f"names {len(found)} articles: {some}{' …' if len(found) > 3 else ''}")
    return found[0]

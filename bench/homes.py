"""Homes whose stores hold many articles, and whose feeds count as written: nobody waits for a million entries."""

import shutil
import sqlite3
from collections import deque
from pathlib import Path

from made import Maker
from stores import store_of

from csm_crawler.config import Config, load_config
from csm_crawler.jobs import archives
from csm_crawler.jobs.archives import PART, SUFFIXES
from csm_crawler.jobs.pages import paged, paths_of
from csm_crawler.jobs.publish import WRITTEN_WITH, publish
from csm_crawler.jobs.rendering import WINDOW, Renderer
from csm_crawler.jobs.renderings import Renderings
from csm_crawler.publish.files import feed_file
from csm_crawler.sites import load_sites
from csm_crawler.store import ArticleStore
from csm_crawler.store.current import LONG_AGO

SITE = """\
title = "One"
url = "https://one.example/"
kind = "selectors"
language = "en"
saved = ["listing.html"]
min_cards = 10
[selectors]
item = "article"
title = "h2"
link = "a"
date = "time"
teaser = "p"
"""


def make_home(home: Path, size: int, make: Maker) -> Config:
    """A home with a copy of the store of so many articles; its one site reads fixtures/one/listing.html."""
    for each in ("sites", "fixtures/one"):
        (home / each).mkdir(parents=True)
    (home / "csm.toml").write_text('sites = ["one"]\n', "utf-8")
    (home / "sites" / "one.toml").write_text(SITE, "utf-8")
    config = load_config(home)
    with ArticleStore.open(f"sqlite:///{home / 'small.sqlite3'}") as small:
        small.add([make.reading(0, 1)])
        publish(small, config)
        published_with = small.get_meta(WRITTEN_WITH) or ""
    (home / "small.sqlite3").unlink()
    shutil.copyfile(store_of(size), home / "csm.sqlite3")
    _pretend(home / "csm.sqlite3")
    with ArticleStore.open(config.database) as store:
        store.set_meta(WRITTEN_WITH, published_with)
        names = store.feed_names()
        feeds = [feed_file(config.feeds, name, suffix) for name in names for suffix in SUFFIXES]
        for file in (*feeds, *(config.feeds / path for name in paged(names) for path in paths_of(name))):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        _keep_entries(store, config)
    return config


def _keep_entries(store: ArticleStore, config: Config) -> None:
    """Have the store keep what it keeps of entries: those of the feeds that would have been written last."""
    found = archives.plans(store, store.feed_names(), WINDOW)
    plans = dict(sorted(found.items(), key=lambda each: each[1].until or LONG_AGO, reverse=True))
    renderer = Renderer(store, config, load_sites(config.home))
    ids = {one for plan in plans.values() for one in plan.shown}
    renderings = Renderings(store, ids, store.get_meta(WRITTEN_WITH) or "", renderer.labels)
    deque(renderer.feeds(plans, {}, renderings), maxlen=0)
    renderings.keep()


def _pretend(path: Path) -> None:
    """Mark all that a store holds as written."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE feed SET stale = 0")
    connection.execute(f"UPDATE feed_month SET stale_from = NULL, parts = (articles + {PART - 1}) / {PART}")
    connection.close()

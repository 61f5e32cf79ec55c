"""Store → feeds: renders what changed, writes what differs."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from csm_crawler import __version__
from csm_crawler.config import Config
from csm_crawler.errors import CsmError
from csm_crawler.items import Article
from csm_crawler.jobs import archives, corrections
from csm_crawler.jobs.archives import Plan
from csm_crawler.jobs.found import found
from csm_crawler.jobs.membership import ALL, label_of, title_of
from csm_crawler.jobs.queries import choosers, has_filled, refill
from csm_crawler.platforms import load_catalogue, topic_names
from csm_crawler.publish.feed import FEED_SIZE, Feed, FeedLink, Source
from csm_crawler.publish.files import feed_file, write_changed
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, Window

INDEX = "index.html"
OPML = "feeds.opml"
SUFFIXES = (".rss", ".atom", ".json")
WRITERS = 4
"""Threads that wait for the disk while the next feed is rendered: each file is flushed before it takes its place."""
FILES_UNDER_WAY = 32
FEEDS_AT_HAND = 100
"""So many feeds are read at once: most of their articles stand in several."""
WINDOW = Window(least=FEED_SIZE)
WRITTEN_WITH = "published_with"
"""Key of the store's meta table: what else than articles the bytes of a feed come from."""


class PublishError(CsmError):
    """A feed could not be written. Each file is whole, the old or the new; the next publishing makes up for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many feeds there are, and how many got new bytes."""

    feeds: int
    written: int


def publish(store: ArticleStore, config: Config, *, everything: bool = False) -> Published:
    """Render the feeds that changed (or `everything`) and those whose files are missing; PublishError, StoreError."""
    sites = load_sites(config.home)
    if config.queries or has_filled(store):
        catalogue = load_catalogue(config.home / "platforms.toml")
        refill(store, choosers(config.queries, catalogue, sites, file=config.file or "csm.toml"), catalogue)
    with_ = _fingerprint(config, sites.files.values())
    if store.get_meta(WRITTEN_WITH) != with_:
        everything = True
    names = store.feed_names()
    whole = names if everything else _missing(config.feeds, names)
    stale = sorted({*store.stale_feeds(), *whole})
    if not stale and (not names or all((config.feeds / name).exists() for name in (INDEX, OPML))):
        return Published(feeds=len(names), written=0)
    plans = archives.plans(store, stale, WINDOW, whole=frozenset(whole))
    try:
        written = _Renderer(store, config, sites).write(names, plans)
    except OSError as problem:
        what = f"{problem.strerror or problem}: {problem.filename or config.feeds}"
        raise PublishError(f"the feeds could not be written, the old ones stand: {what}") from problem
    store.mark_archived([month for plan in plans.values() for month in plan.marks])
    store.mark_written(stale)
    store.set_meta(WRITTEN_WITH, with_)
    return Published(feeds=len(names), written=written)


class _Renderer:
    """What every feed of one publishing shares, read once."""

    def __init__(self, store: ArticleStore, config: Config, sites: Mapping[str, Site]) -> None:
        # Here, not above: a run with nothing new loads neither feedgen nor Jinja2.
        from csm_crawler.publish.json_feed import to_json
        from csm_crawler.publish.rss_atom import to_atom, to_rss

        self.store, self.config, self.sites = store, config, sites
        self.queries = {query.name: query.title or query.name for query in config.queries}
        self.by_sight = {query.name for query in config.queries if query.dated == "found"}
        self.catalogue = load_catalogue(config.home / "platforms.toml")
        self.labels = {**topic_names(), **{slug: one.name for slug, one in self.catalogue.platforms.items()}}
        self.formats: Mapping[str, Callable[[Feed], bytes]] = {".rss": to_rss, ".atom": to_atom, ".json": to_json}

    def write(self, names: Iterable[str], plans: Mapping[str, Plan]) -> int:
        """How many of these feeds got new bytes in any format. What others lead to is written first, the index last;
        what nothing leads to any more is removed."""
        written: set[str] = set()
        with ThreadPoolExecutor(WRITERS) as pool:
            for files in (self._archived(plans), self._current(plans)):
                under_way: deque[tuple[str, Future[bool]]] = deque()
                for name, path, body in files:
                    under_way.append((name, pool.submit(write_changed, path, body)))
                    if len(under_way) > FILES_UNDER_WAY:
                        _note(under_way, written)
                while under_way:
                    _note(under_way, written)
        self._write_index(names)
        for gone in (path for plan in plans.values() for path in plan.surplus):
            for suffix in SUFFIXES:
                feed_file(self.config.feeds, gone, suffix).unlink(missing_ok=True)
        return len(written)

    def _archived(self, plans: Mapping[str, Plan]) -> Iterator[tuple[str, Path, bytes]]:
        """Name, file and bytes of each archived document that is to be written."""
        for name, plan in plans.items():
            for one in plan.documents:
                feed = self.feed(
                    name, self.store.in_month(one.month, start=one.part * archives.PART, limit=archives.PART)
                )
                title = f"{feed.title}, {one.month.month}"
                yield from self._files(replace(feed, title=title, document=one.path, older=one.older))

    def _current(self, plans: Mapping[str, Plan]) -> Iterator[tuple[str, Path, bytes]]:
        """Name, file and bytes of each feed."""
        names = list(plans)
        for start in range(0, len(names), FEEDS_AT_HAND):
            some = names[start : start + FEEDS_AT_HAND]
            for name, articles in self.store.current_of(some, WINDOW).items():
                feed = self.feed(name, self._corrections() if name == corrections.NAME else articles)
                yield from self._files(replace(feed, older=plans[name].newest))

    def _files(self, feed: Feed) -> Iterator[tuple[str, Path, bytes]]:
        """In each format; in one thread, which feedgen's dates ask for."""
        for suffix, to_bytes in self.formats.items():
            yield feed.name, feed_file(self.config.feeds, feed.path, suffix), to_bytes(feed)

    def _corrections(self) -> tuple[Article, ...]:
        return tuple(corrections.entry_of(one) for one in self.store.corrections(FEED_SIZE))

    def feed(self, name: str, articles: tuple[Article, ...]) -> Feed:
        """A feed of these articles."""
        if name in self.by_sight:
            articles = tuple(map(found, articles))
        return Feed(
            name=name,
            title=title_of(name, self.catalogue, self.sites, self.queries),
            base_url=self.config.base_url,
            articles=articles,
            sources=self.sources_of(articles),
            labels=self.labels,
        )

    def label(self, name: str) -> str:
        """A feed's name on the page that lists all."""
        return label_of(name, self.catalogue, self.sites, self.queries)

    def folder(self, name: str) -> str:
        """The list that a feed stands in on that page, where its name does not tell."""
        return "own" if name in self.queries else "more" if name == corrections.NAME else ""

    def sources_of(self, articles: Iterable[Article]) -> dict[str, Source]:
        """The sites that articles are of; one whose file is gone since is told by its name alone."""
        sites = {one.site: self.sites[one.site] for one in articles if one.site in self.sites}
        return {
            name: Source(name=name, title=site.title, url=site.url, feed_url=site.feed) for name, site in sites.items()
        }

    def _write_index(self, names: Iterable[str]) -> None:
        from csm_crawler.publish.opml import to_opml
        from csm_crawler.publish.website import to_index

        counts = self.store.counts()
        newest = tuple(self.store.newest(ALL, FEED_SIZE))
        links = [
            FeedLink(name=name, title=self.label(name), count=counts[name], folder=self.folder(name)) for name in names
        ]
        body = to_index(
            links,
            newest,
            sources=self.sources_of(newest),
            labels=self.labels,
            base_url=self.config.base_url,
        )
        write_changed(self.config.feeds / INDEX, body)
        write_changed(self.config.feeds / OPML, to_opml(links, base_url=self.config.base_url))


def _note(under_way: deque[tuple[str, Future[bool]]], written: set[str]) -> None:
    """Wait for the oldest file; OSError where it could not be written."""
    name, file = under_way.popleft()
    if file.result():
        written.add(name)


def _missing(folder: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if not all(feed_file(folder, name, suffix).exists() for suffix in SUFFIXES)]


def _fingerprint(config: Config, site_files: Iterable[Path]) -> str:
    """Whatever stands in the feeds beside the articles, so that a change of it renders them anew.

    The bytes of site files, which are read much faster than what they say of titles.
    """
    sites = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in site_files]
    own = config.home / "platforms.toml"
    titles = [(query.name, query.title) for query in config.queries]
    parts = [
        __version__,
        config.base_url,
        sites,
        titles,
        str(config.feeds),
        own.read_bytes().hex() if own.is_file() else "",
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

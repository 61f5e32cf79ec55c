"""Store → feeds: renders what changed, writes what differs."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from csm_crawler import __version__
from csm_crawler.config import Config
from csm_crawler.errors import CsmError
from csm_crawler.items import Article
from csm_crawler.jobs import corrections
from csm_crawler.jobs.membership import ALL, label_of, title_of
from csm_crawler.jobs.queries import choosers, has_filled, refill
from csm_crawler.platforms import load_catalogue, topic_names
from csm_crawler.publish.feed import FEED_SIZE, Feed, FeedLink, Source
from csm_crawler.publish.files import feed_file, write_changed
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore

INDEX = "index.html"
OPML = "feeds.opml"
SUFFIXES = (".rss", ".atom", ".json")
WRITERS = 4
"""Threads that wait for the disk while the next feed is rendered: each file is flushed before it takes its place."""
FILES_UNDER_WAY = 32
FEEDS_AT_HAND = 100
"""So many feeds are read at once: most of their articles stand in several."""
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
    stale = names if everything else sorted({*store.stale_feeds(), *_missing(config.feeds, names)})
    if not stale and (not names or all((config.feeds / name).exists() for name in (INDEX, OPML))):
        return Published(feeds=len(names), written=0)
    try:
        written = _Renderer(store, config, sites).write(names, stale)
    except OSError as problem:
        what = f"{problem.strerror or problem}: {problem.filename or config.feeds}"
        raise PublishError(f"the feeds could not be written, the old ones stand: {what}") from problem
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
        self.catalogue = load_catalogue(config.home / "platforms.toml")
        self.labels = {**topic_names(), **{slug: one.name for slug, one in self.catalogue.platforms.items()}}
        self.formats: Mapping[str, Callable[[Feed], bytes]] = {".rss": to_rss, ".atom": to_atom, ".json": to_json}

    def write(self, names: Iterable[str], stale: Sequence[str]) -> int:
        """How many of the stale feeds got new bytes in any format; the index is written last, when its links exist."""
        written: set[str] = set()
        with ThreadPoolExecutor(WRITERS) as pool:
            under_way: deque[tuple[str, Future[bool]]] = deque()
            for name, path, body in self._rendered(stale):
                under_way.append((name, pool.submit(write_changed, path, body)))
                if len(under_way) > FILES_UNDER_WAY:
                    _note(under_way, written)
            while under_way:
                _note(under_way, written)
        self._write_index(names)
        return len(written)

    def _rendered(self, stale: Sequence[str]) -> Iterator[tuple[str, Path, bytes]]:
        """Name, file and bytes of each feed in each format; in one thread, which feedgen's dates ask for."""
        for start in range(0, len(stale), FEEDS_AT_HAND):
            some = stale[start : start + FEEDS_AT_HAND]
            for name, articles in self.store.newest_of(some, FEED_SIZE).items():
                feed = self.feed(name, self._corrections() if name == corrections.NAME else articles)
                for suffix, to_bytes in self.formats.items():
                    yield name, feed_file(self.config.feeds, name, suffix), to_bytes(feed)

    def _corrections(self) -> tuple[Article, ...]:
        return tuple(corrections.entry_of(one) for one in self.store.corrections(FEED_SIZE))

    def feed(self, name: str, articles: tuple[Article, ...]) -> Feed:
        """A feed of these articles."""
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

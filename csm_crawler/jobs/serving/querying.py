"""What is asked of the store → a feed: any query is one."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from threading import BoundedSemaphore, Lock

from csm_crawler.config import Config
from csm_crawler.errors import ConfigError, CsmError
from csm_crawler.items import Article
from csm_crawler.jobs.archives import SUFFIXES
from csm_crawler.jobs.rendering import Renderer
from csm_crawler.jobs.serving.answering import Resource
from csm_crawler.jobs.serving.asked import Asked, read_asked
from csm_crawler.platforms import Catalogue, load_catalogue
from csm_crawler.publish.mediatypes import MEDIA_TYPES
from csm_crawler.publish.queryfeed import QUERY_FEED, QueryFeed
from csm_crawler.sites import load_sites
from csm_crawler.sites.known import KnownSites
from csm_crawler.store import ArticleStore
from csm_crawler.store.opening import opened_to_read

READERS = 4
"""So many queries ask the database at once; others wait."""
KEPT = 20
"""Bodies that are kept, for readers that poll."""
PATHS = {f"/{QUERY_FEED}{suffix}": suffix for suffix in SUFFIXES}
"""Path of a URL → suffix of the format."""


class Unready(CsmError):
    """What the answer needs is not in order, whoever asks."""


class Queries:
    """The store's articles as feeds. It is only read, may come and go meanwhile, and is asked by many at once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._readers = BoundedSemaphore(READERS)
        self._rendering = Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._sites: tuple[Hashable, KnownSites] | None = None

    def feed(self, suffix: str, query: str, *, base_url: str) -> Resource:
        """The feed of a query, in the format with this suffix.

        ConfigError where the query is not understood; Unready, StoreError where there is no answer for anybody.
        """
        sites, catalogue = self._known()
        asked = read_asked(query, catalogue, sites)
        with self._readers, opened_to_read(self._config.database) as store:
            articles = _articles(store, asked)
            renderer = Renderer(store, self._config, sites)
        feed = QueryFeed(
            name=QUERY_FEED,
            title=asked.title,
            base_url=base_url,
            articles=articles,
            sources=renderer.sources_of(articles),
            labels=renderer.labels,
            query=asked.query,
            identity=asked.identity,
        )
        key = (suffix, asked, base_url, articles, tuple(feed.sources.values()), catalogue.version)
        body = self._rendered(key, lambda: renderer.formats[suffix](feed))
        return Resource(body=body, media_type=MEDIA_TYPES[suffix], modified=_changed(articles))

    def _known(self) -> tuple[KnownSites, Catalogue]:
        """The home's sites and catalogue; sites are read again when a file of them is another one."""
        folder = self._config.home / "sites"
        files = sorted(folder.glob("*.toml"))
        stamp = tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
        try:
            if self._sites is None or self._sites[0] != stamp:
                self._sites = stamp, load_sites(self._config.home)
            return self._sites[1], load_catalogue(self._config.home / "platforms.toml")
        except (ConfigError, OSError) as problem:
            raise Unready(str(problem)) from problem

    def _rendered(self, key: Hashable, render: Callable[[], bytes]) -> bytes:
        """One at a time: feedgen sets the locale of the process for every date that it prints."""
        with self._rendering:
            if key in self._kept:
                self._kept.move_to_end(key)
            else:
                self._kept[key] = render()
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]


def _articles(store: ArticleStore, asked: Asked) -> tuple[Article, ...]:
    """The newest that fit. They are walked through by the feed that holds fewest."""
    feeds = sorted(asked.feeds, key=store.count)
    found = store.articles(
        feeds=feeds,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        query=asked.search,
        limit=asked.limit,
    )
    return tuple(found)


def _changed(articles: Iterable[Article]) -> datetime | None:
    """When the newest of them came, or changed last; None where there are none.

    Not when they are dated: one of last week that comes today is new to a reader.
    """
    return max((max(filter(None, (one.first_seen, one.updated))) for one in articles), default=None)

"""Store → the bytes of feeds and pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import cache, partial

from csm_crawler.config import Config
from csm_crawler.items import Article
from csm_crawler.jobs import corrections
from csm_crawler.jobs.archives import PART, Plan
from csm_crawler.jobs.found import found
from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.membership import title_of
from csm_crawler.jobs.renderings import Renderings
from csm_crawler.jobs.trends.paths import FILES
from csm_crawler.platforms import load_catalogue, topic_names
from csm_crawler.publish.feed import FEED_SIZE, Feed, FeedLink, Source
from csm_crawler.publish.files import is_feed_name
from csm_crawler.publish.place import index_paths
from csm_crawler.publish.stylesheet import CSS, to_css
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, Window

OPML = "feeds.opml"
PAGES = (CSS, OPML, *index_paths().values(), *FILES)
"""What lies beside the feeds."""
ENTRIES_AT_HAND = 5_000
"""So many entries of feeds are read at once: most of their articles stand in several."""
DOCUMENTS_AT_HAND = 50
WINDOW = Window(least=FEED_SIZE)
"""What of its articles the file of a feed holds."""
Bodies = dict[str, bytes]
"""By suffix."""
FAULTS = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What a value that no article should have makes of a renderer: it costs its feed, and no other."""


def is_watched(config: Config, sites: Mapping[str, Site]) -> bool:
    """Whether status.html is there, or soon will be: a site is enabled that is asked over the network."""
    return any(name in sites and not sites[name].saved for name in config.sites)


class Renderer:
    """What all feeds of one publishing share, read once."""

    def __init__(self, store: ArticleStore, config: Config, sites: Mapping[str, Site]) -> None:
        # Here, not above: a run with nothing new loads neither feedgen nor Jinja2.
        from csm_crawler.publish.json_feed import to_json
        from csm_crawler.publish.pieces import Pieces
        from csm_crawler.publish.rss_atom import to_atom, to_rss

        self.store, self.config, self.sites = store, config, sites
        self.has_status = is_watched(config, sites)
        self.queries = {query.name: query.title or query.name for query in config.queries}
        self.by_sight = {query.name for query in config.queries if query.dated == "found"}
        self.catalogue = load_catalogue(config.home / "platforms.toml")
        self.labels = {**topic_names(), **{slug: one.name for slug, one in self.catalogue.platforms.items()}}
        self._known = Pieces()
        self._source = cache(lambda name: _source(sites[name]))
        self.formats: Mapping[str, Callable[[Feed], bytes]] = {
            suffix: partial(render, known=self._known)
            for suffix, render in ((".rss", to_rss), (".atom", to_atom), (".json", to_json))
        }

    def feeds(
        self, plans: Mapping[str, Plan], failed: MutableMapping[str, str], renderings: Renderings | None = None
    ) -> Iterator[tuple[str, Bodies]]:
        """Each of these feeds in each format: all of them or, with what went wrong noted in `failed`, none.

        Entries that `renderings` has are not made again; it is told of the others. In one thread, which feedgen's dates
        ask for.
        """
        left = Counter(one for plan in plans.values() for one in plan.shown)
        articles: dict[int, Article] = {}
        """Those that are read, and stand in a feed that comes."""
        for some in _at_hand({name: plan.shown for name, plan in plans.items()}):
            more = self.store.read({one for ids in some.values() for one in ids} - articles.keys())
            articles |= more
            for article, pieces in renderings.of(more) if renderings else ():
                self._known.recall(article, pieces)
            for name, ids in some.items():
                entries = self._corrections() if name == corrections.NAME else tuple(articles[one] for one in ids)
                if bodies := self._bodies(name, entries, failed, older=plans[name].newest):
                    yield name, bodies
                left.subtract(ids)
                for one in ids:
                    if not left[one]:
                        pieces = self._known.forget(articles.pop(one))
                        if renderings:
                            renderings.note(one, pieces)

    def documents(
        self, plans: Mapping[str, Plan], failed: MutableMapping[str, str]
    ) -> Iterator[tuple[str, str, Bodies]]:
        """Name of its feed, path and bytes of each archived document that is to be written, the older first: month by
        month, since the same articles stand in a month of many feeds."""
        documents = sorted((one for plan in plans.values() for one in plan.documents), key=lambda one: one.month.month)
        for start in range(0, len(documents), DOCUMENTS_AT_HAND):
            group = documents[start : start + DOCUMENTS_AT_HAND]
            found = self.store.in_months([(one.month, one.part * PART) for one in group], limit=PART)
            for one, articles in zip(group, found, strict=True):
                name = one.month.feed
                if bodies := self._bodies(name, articles, failed, document=one.path, older=one.older, hub=""):
                    yield name, one.path, bodies

    def _bodies(
        self, name: str, articles: tuple[Article, ...], failed: MutableMapping[str, str], **place: str
    ) -> Bodies | None:
        try:
            feed = replace(self.feed(name, articles), **place)  # type: ignore[arg-type]
            return {suffix: to_bytes(feed) for suffix, to_bytes in self.formats.items()}
        except FAULTS as fault:
            failed[name] = told(fault)
            return None

    def pages(self, names: Iterable[str], failed: MutableMapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """The files that lie beside the feeds and tell programs of those with these names."""
        from csm_crawler.publish.opml import to_opml

        counts, base_url = self.store.counts(), self.config.base_url
        links = self.links({name: counts[name] for name in names if is_feed_name(name)}, self.labels_in("en"))
        renders: Mapping[str, Callable[[], bytes]] = {CSS: to_css, OPML: lambda: to_opml(links, base_url=base_url)}
        for page, render in renders.items():
            try:
                body = render()
            except FAULTS as fault:
                failed[page] = told(fault)
                continue
            yield page, body

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
            hub=hub_of(self.config),
        )

    def sources_of(self, articles: Iterable[Article]) -> dict[str, Source]:
        """The sites that articles are of; one whose file is gone since is not among them."""
        names = dict.fromkeys(one.site for one in articles)
        return {name: self._source(name) for name in names if name in self.sites}

    def labels_in(self, language: str) -> Labels:
        """How pages in that language call things."""
        return Labels(language=language, catalogue=self.catalogue, sites=self.sites, titles=self.queries)

    def links(self, counts: Mapping[str, int], labels: Labels) -> list[FeedLink]:
        """These feeds as lists tell of them, with their headings where their names do not tell."""
        return [
            FeedLink(name=name, title=labels.feed(name), count=count, folder=self._folder(name))
            for name, count in counts.items()
        ]

    def _folder(self, name: str) -> str:
        return "own" if name in self.queries else "more" if name == corrections.NAME else ""

    def _corrections(self) -> tuple[Article, ...]:
        return tuple(corrections.entry_of(one) for one in self.store.corrections(FEED_SIZE))


def _at_hand(ids: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Sequence[int]]]:
    """These feeds, a few at a time, in their order."""
    some: dict[str, Sequence[int]] = {}
    for name, shown in ids.items():
        if some and sum(map(len, some.values())) + len(shown) > ENTRIES_AT_HAND:
            yield some
            some = {}
        some[name] = shown
    if some:
        yield some


def hub_of(config: Config) -> str:
    """The WebSub hub that is told of changes; none of the demonstration, which calls nobody."""
    return "" if config.demonstration else config.hub


def _source(site: Site) -> Source:
    """A feed on a server of the user's own is nobody else's to subscribe to."""
    feed_url = "" if site.own else site.feed
    return Source(name=site.name, title=site.title, url=site.url, feed_url=feed_url, images=site.images)


def told(fault: Exception) -> str:
    """What went wrong with a renderer, on one line."""
    return f"{type(fault).__name__}: {' '.join(str(fault).split())[:300]}"

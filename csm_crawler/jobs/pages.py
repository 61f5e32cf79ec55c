"""Store → the bytes of the pages for people, in each of their languages."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path

from csm_crawler.items import Article
from csm_crawler.jobs import archives
from csm_crawler.jobs.archives import Plan
from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.membership import ALL
from csm_crawler.jobs.rendering import FAULTS, Bodies, Renderer, told
from csm_crawler.jobs.trends.paths import page_in
from csm_crawler.publish.files import is_feed_name
from csm_crawler.publish.monthly import ByMonth
from csm_crawler.publish.place import DEFAULT, Place, has_page, index_paths
from csm_crawler.publish.wording import LANGUAGES

SUFFIX = ".html"
NEWEST = 20
"""Articles on the page of a feed; the feed and its archive have more."""
MOST = 500
"""Articles on index.html."""
FEEDS_AT_HAND = 50
"""So many are asked for at once."""


def paged(names: Iterable[str]) -> list[str]:
    """Those of these feeds that have a page."""
    return [name for name in names if has_page(name) and is_feed_name(name)]


def without_page(folder: Path, names: Iterable[str]) -> list[str]:
    """Those of these feeds that lack their page in one of its languages."""
    return [name for name in paged(names) if not all((folder / path).exists() for path in paths_of(name))]


def paths_of(name: str) -> list[str]:
    """Where the page of a feed lies below feeds/."""
    return [f"{Place(name=name, language=language).path}{SUFFIX}" for language in LANGUAGES]


class PageRenderer:
    """What all pages of one publishing share."""

    def __init__(self, renderer: Renderer, names: Iterable[str]) -> None:
        """`names`: of the feeds that have files."""
        counts = renderer.store.counts()
        self._renderer, self._store = renderer, renderer.store
        self._counts = {name: counts[name] for name in names if is_feed_name(name)}
        self._labels = {language: renderer.labels_in(language) for language in LANGUAGES}

    def indexes(self, failed: MutableMapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of index.html in each language."""
        newest = tuple(self._store.newest(ALL, MOST))
        for language, labels in self._labels.items():
            path = index_paths()[language]
            try:
                yield path, self._index(newest, labels)
            except FAULTS as fault:
                failed[path] = told(fault)

    def feeds(
        self, names: Sequence[str], plans: Mapping[str, Plan], failed: MutableMapping[str, str]
    ) -> Iterator[tuple[str, str, Bodies]]:
        """Name, path and bytes of the page of each of these feeds in each language; what went wrong with one is noted
        by the name of its feed."""
        for start in range(0, len(names), FEEDS_AT_HAND):
            some = names[start : start + FEEDS_AT_HAND]
            articles, months = self._store.newest_in(some, NEWEST), self._store.months(some)
            for name in some:
                parts = {month: one[1] for month, one in months[name].items()}
                parts |= {mark.month: mark.parts for mark in plans[name].marks} if name in plans else {}
                by_month = ByMonth(
                    numbers={month: one[0] for month, one in months[name].items()},
                    archived={
                        month: (archives.path_of(name, month, number - 1), number)
                        for month, number in parts.items()
                        if number
                    },
                )
                try:
                    for labels in self._labels.values():
                        yield name, *self._feed(name, labels, articles[name], by_month)
                except FAULTS as fault:
                    failed[name] = told(fault)

    def trends(self, failed: MutableMapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of the tables of figures and of trends.html in each language: all of them or, with what went
        wrong noted, none."""
        from csm_crawler.jobs.trends.page import Around, files_of, trends_of

        renderer = self._renderer
        around = Around(
            labels=self._labels,
            sites=renderer.sites,
            base_url=renderer.config.base_url,
            has_status=renderer.has_status,
        )
        try:
            yield from list(files_of(trends_of(self._store, renderer.catalogue), around))
        except FAULTS as fault:
            failed[page_in(DEFAULT)] = told(fault)

    def _index(self, newest: tuple[Article, ...], labels: Labels) -> bytes:
        from csm_crawler.publish.indexpage import to_index

        named = {slug for one in newest for slug in one.platforms}
        return to_index(
            self._renderer.links(self._counts, labels),
            newest,
            sources=self._renderer.sources_of(newest),
            labels=labels.tags,
            base_url=self._renderer.config.base_url,
            has_status=self._renderer.has_status,
            language=labels.language,
            above={slug: self._renderer.catalogue.feed_names([slug]) for slug in named},
        )

    def _feed(self, name: str, labels: Labels, articles: tuple[Article, ...], by_month: ByMonth) -> tuple[str, Bodies]:
        # Here, not above: a run with nothing new renders no page.
        from csm_crawler.jobs.profiles import profile_of
        from csm_crawler.publish.feedpage import FeedPage, to_feed_page

        in_one_language = {f"{name}.{language}" for language in LANGUAGES} & self._counts.keys()
        (link,) = self._renderer.links({name: self._counts[name]}, labels)
        page = FeedPage(
            feed=link,
            parts=tuple(self._renderer.links({part: self._counts[part] for part in sorted(in_one_language)}, labels)),
            profile=profile_of(name, labels, self._counts),
            articles=articles,
            by_month=by_month,
        )
        body = to_feed_page(
            page,
            language=labels.language,
            sources=self._renderer.sources_of(articles),
            labels=labels.tags,
            names=self._counts.keys(),
            base_url=self._renderer.config.base_url,
            has_status=self._renderer.has_status,
        )
        return Place(name=name, language=labels.language).path, {SUFFIX: body}

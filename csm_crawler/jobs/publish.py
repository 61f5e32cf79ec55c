"""Store → feeds: renders what changed, writes what differs, tells the hub."""

import contextlib
import gc
import hashlib
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from csm_crawler import __version__
from csm_crawler.config import Config, user_agent
from csm_crawler.errors import CsmError
from csm_crawler.jobs import archives
from csm_crawler.jobs.archives import SUFFIXES, Plan
from csm_crawler.jobs.pages import PageRenderer, paged, without_page
from csm_crawler.jobs.queries import choosers, has_filled, refill
from csm_crawler.jobs.rendering import PAGES, WINDOW, Bodies, Renderer, hub_of, is_watched
from csm_crawler.jobs.renderings import Renderings
from csm_crawler.jobs.trends.paths import TRENDS
from csm_crawler.platforms import load_catalogue
from csm_crawler.platforms.catalogue import BUILT_IN
from csm_crawler.publish.feed import feed_url
from csm_crawler.publish.files import UNFIT, feed_file, is_feed_name, keep_names, sweep, write_changed
from csm_crawler.publish.place import INDEX, Place
from csm_crawler.publish.wording import LANGUAGES
from csm_crawler.sites import KnownSites, load_sites
from csm_crawler.store import ArticleStore

WRITERS = 4
"""Threads that wait for the disk while the next feed is rendered: each file is flushed before it takes its place."""
FILES_UNDER_WAY = 16
SELDOM = (50_000, 20, 100)
"""Thresholds of Python's collector of cycles, as `gc.set_threshold` takes them."""
WRITTEN_WITH = "published_with"
"""Key of the store's meta table: what else than articles the bytes of a feed come from. Empty while it changes: what
ends midway is written anew, whatever the settings are then."""
LEFT_BEHIND = "pages_left_behind"
"""Key of the store's meta table: whether something could not be written. Pages of feeds that did not change may be
wrong then: they name other feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many feeds there are, and how many got new bytes."""

    feeds: int
    written: int
    notes: tuple[str, ...] = ()
    """What went less well than it might, a line each, and failed nothing: a hub that did not answer."""


class PublishError(CsmError):
    """A feed could not be written. Each file is whole, the old or the new; the next publishing makes up for it."""

    def __init__(self, failed: Mapping[str, str], published: Published) -> None:
        """`failed`: name of a feed or page → what went wrong; `published`: what was written all the same."""
        self.published = published
        names = sorted(failed)
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        told = f"{', '.join(names[:3])}{more} could not be written, the old files stand"
        super().__init__(f"{told}: {failed[names[0]]}")


def publish(store: ArticleStore, config: Config, *, everything: bool = False) -> Published:
    """Render the feeds that changed (or `everything`) and those whose files are missing; PublishError, StoreError.

    Where no feed has opened, pages that say so are written with `everything` alone.
    """
    sites = load_sites(config.home)
    if config.queries or has_filled(store):
        catalogue = load_catalogue(config.home / "platforms.toml")
        refill(store, choosers(config.queries, catalogue, sites, file=config.file or "csm.toml"), catalogue)
    with_, is_asked = _fingerprint(config, sites), everything
    is_new = store.get_meta(WRITTEN_WITH) != with_
    everything = everything or is_new
    is_behind = store.get_meta(LEFT_BEHIND) == "yes"
    names = store.feed_names()
    whole = names if everything else _missing(config.feeds, names)
    stale = sorted({*store.stale_feeds(), *whole})
    unpaged = without_page(config.feeds, names)
    if not (is_asked or stale or unpaged or is_behind) and (
        not names or all((config.feeds / page).exists() for page in PAGES)
    ):
        return Published(feeds=len(names), written=0)
    if is_new:
        store.set_meta(WRITTEN_WITH, "")
    files = _Files(config.feeds)
    plans = archives.plans(store, [name for name in stale if _is_fit(name, files)], WINDOW, whole=frozenset(whole))
    plans = archives.swept(plans, config.feeds, whole)
    # A feed that opens may be named by the pages of all others; what does not change by it is not written.
    pages = _last(unpaged, paged(names if everything or unpaged or is_behind else stale))
    with _hardly_collected():
        renderer = Renderer(store, config, sites)
        renderings = Renderings(store, _usual(plans, whole), with_, renderer.labels)
        if everything:
            store.forget_entries()
        if ahead := [month for plan in plans.values() for month in plan.ahead]:
            store.mark_archived(ahead, {})
        _write(files, renderer, renderings, names, plans, pages)
    _mark(store, plans, files.failed)
    if is_behind or files.failed:
        store.set_meta(LEFT_BEHIND, "yes" if files.failed else "")
    changed = [(path, suffix) for name, path, suffix in files.changed if name == path]
    written = {name for name, _path, _suffix in files.changed}
    notes = (*_told(config, changed), *renderings.keep())
    published = Published(feeds=len(names), written=len(written), notes=notes)
    if files.failed:
        raise PublishError(files.failed, published)
    store.set_meta(WRITTEN_WITH, with_)
    return published


class _Files:
    """The folder of feeds: what got new bytes, and what could not be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed: list[tuple[str, str, str]] = []
        """Feed, path (its name, or that of a document of its archive) and suffix."""
        self.failed: dict[str, str] = {}
        """Feed or page → what went wrong."""

    def write(self, name: str, path: Path, body: bytes) -> bool:
        """Whether it got new bytes; what went wrong is noted."""
        try:
            return write_changed(path, body)
        except OSError as problem:
            self.failed[name] = f"{path}: {problem.strerror or problem}"
            return False

    def write_all(self, bodies: Iterable[tuple[str, str, Bodies]]) -> list[tuple[str, str, str]]:
        """Write these: feed, path and bytes. Feed, path and suffix of those that got new bytes."""
        changed: list[tuple[str, str, str]] = []
        with ThreadPoolExecutor(WRITERS) as pool:
            under_way: deque[tuple[tuple[str, str, str], Future[bool]]] = deque()

            def note(place: tuple[str, str, str], file: Future[bool]) -> None:
                if file.result():
                    changed.append(place)

            for name, path, in_formats in bodies:
                for suffix, body in in_formats.items():
                    file = pool.submit(self.write, name, feed_file(self.folder, path, suffix), body)
                    under_way.append(((name, path, suffix), file))
                    if len(under_way) > FILES_UNDER_WAY:
                        note(*under_way.popleft())
            for each in under_way:
                note(*each)
        return changed

    def remove(self, name: str, path: str) -> None:
        """Remove a document of a feed's archive; what went wrong is noted."""
        for suffix in SUFFIXES:
            file = feed_file(self.folder, path, suffix)
            try:
                file.unlink(missing_ok=True)
            except OSError as problem:
                self.failed[name] = f"{file}: {problem.strerror or problem}"


def _write(
    files: _Files,
    renderer: Renderer,
    renderings: Renderings,
    names: Sequence[str],
    plans: Mapping[str, Plan],
    pages: Sequence[str],
) -> None:
    """Write the feeds: first their archives, which they link to, and last, when what they link to exists, the pages;
    then remove what nothing links to any more, and have the disk keep it."""
    paths = [*plans, *(one.path for plan in plans.values() for one in plan.documents)]
    paths += [Place(name=name, language=language).path for name in (INDEX, *pages) for language in LANGUAGES]
    paths.append(f"{TRENDS}/{TRENDS}")
    folders = {feed_file(files.folder, path, ".rss").parent for path in paths} | {files.folder}
    # An archive has thousands of folders: what a killed publishing left there lies where this one writes again.
    sweep({*folders, *(path for path in files.folder.glob("*/") if path.name != archives.FOLDER)})
    files.changed += files.write_all(renderer.documents(plans, files.failed))
    whole = {name: plan for name, plan in plans.items() if name not in files.failed}
    feeds = renderer.feeds(whole, files.failed, renderings)
    files.changed += files.write_all((name, name, bodies) for name, bodies in feeds)
    there = [name for name in names if name not in files.failed or not _missing(files.folder, [name])]
    for page, body in renderer.pages(there, files.failed):
        files.write(page, files.folder / page, body)
    _write_pages(files, PageRenderer(renderer, there), [name for name in pages if name not in files.failed], plans)
    for name, plan in plans.items():
        if name not in files.failed:
            for path in plan.surplus:
                files.remove(name, path)
    keep_names(folders)


@contextlib.contextmanager
def _hardly_collected() -> Iterator[None]:
    """Python looks for cycles seldom meanwhile: what is rendered lives until all is written and is hardly ever in one,
    and to look through it again and again takes a sixth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _mark(store: ArticleStore, plans: Mapping[str, Plan], failed: Mapping[str, str]) -> None:
    """Note what is written; nothing where a page that tells of all feeds is not."""
    done = [] if failed.keys() & {*PAGES} else [name for name in plans if name not in failed]
    marks = [month for name in done for month in plans[name].marks]
    store.mark_archived(marks, {name: plans[name].until for name in done})
    store.mark_written(done)


def _write_pages(files: _Files, renderer: PageRenderer, names: Sequence[str], plans: Mapping[str, Plan]) -> None:
    """Write the pages of these feeds, the figures and, when what it leads to exists, index.html."""
    files.write_all(renderer.feeds(names, plans, files.failed))
    for path, body in chain(renderer.trends(files.failed), renderer.indexes(files.failed)):
        files.write(path, files.folder / path, body)


def _last(some: Sequence[str], names: Iterable[str]) -> list[str]:
    """The names with some of them behind the others: killed meanwhile, a publishing finds again what it has to do."""
    behind = frozenset(some)
    return sorted(names, key=lambda name: name in behind)


def _usual(plans: Mapping[str, Plan], whole: Collection[str]) -> set[int]:
    """The articles of feeds that change by news, and not because they are written for the first time, or anew."""
    return {one for name, plan in plans.items() if name not in whole for one in plan.shown}


def _is_fit(name: str, files: _Files) -> bool:
    """Whether a feed may have files; a name that climbs out of the folder is noted as failed."""
    if not is_feed_name(name):
        files.failed[name] = UNFIT
    return is_feed_name(name)


def _missing(folder: Path, names: Iterable[str]) -> list[str]:
    """The feeds that lack a file, and those that can have none."""
    return [
        name
        for name in names
        if not is_feed_name(name) or not all(feed_file(folder, name, suffix).exists() for suffix in SUFFIXES)
    ]


def _told(config: Config, changed: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Tell the hub, where there is one, of the files that changed; what went wrong."""
    urls = [feed_url(config.base_url, name, suffix) for name, suffix in changed]
    if not hub_of(config) or not urls:
        return ()
    from csm_crawler.jobs.websub import announce  # here, not above: hardly any run needs it

    problem = announce(hub_of(config), urls, user_agent=user_agent(config.contact))
    return (problem,) if problem else ()


def _fingerprint(config: Config, known: KnownSites) -> str:
    """Whatever stands in the feeds beside the articles, so that a change of it renders them anew.

    The bytes of site files, which are read much faster than what they say of titles.
    """
    sites = [(path.name, digest_of(path)) for path in known.files.values()]
    own = config.home / "platforms.toml"
    titles = [(query.name, query.title, query.dated) for query in config.queries]
    parts = [
        __version__,
        config.base_url,
        hub_of(config),
        sites,
        titles,
        is_watched(config, known),
        str(config.feeds),
        *(digest_of(path) for path in (BUILT_IN, own) if path.is_file()),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def digest_of(path: Path) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

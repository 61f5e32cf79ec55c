"""Store against feeds on disk: what publishing would change, without changing it."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from csm_crawler.config import Config
from csm_crawler.jobs import archives
from csm_crawler.jobs.archives import SUFFIXES, Plan
from csm_crawler.jobs.healthfeed import NAME, health_bodies
from csm_crawler.jobs.pages import PageRenderer, paged
from csm_crawler.jobs.queries import choosers, unfilled
from csm_crawler.jobs.rendering import WINDOW, Renderer
from csm_crawler.platforms import load_catalogue
from csm_crawler.publish.differences import EntryChange, changes_of
from csm_crawler.publish.files import UNFIT, feed_file, is_feed_name
from csm_crawler.sites import load_sites
from csm_crawler.store import ArticleStore, SiteState


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A feed, a document of its archive or a page that would get other bytes."""

    name: str
    files: tuple[str, ...]
    """Suffixes of the files that would change, or the name of a page."""
    is_new: bool = False
    """Whether none of its files is there yet."""
    entries: tuple[EntryChange, ...] = ()
    problem: str = ""
    """Why it cannot be rendered."""
    is_archived: bool = False
    """Whether it is a document of a feed's archive."""
    is_surplus: bool = False
    """Whether it would be removed."""
    unfilled: bool = False
    """True for a feed of csm.toml that publishing fills anew first: its entries are not known before."""

    @property
    def is_page(self) -> bool:
        """Whether it is a single file, and no feed."""
        return self.files == (self.name,)

    @property
    def is_feed(self) -> bool:
        """Whether it is what a feed's subscribers read."""
        return not self.is_page and not self.is_archived


def compare(store: ArticleStore, config: Config, *, for_people: bool = False) -> tuple[int, list[Difference]]:
    """How many feeds there are, and those that publishing would write, with their archives, feed.css and feeds.opml;
    nothing is written by this. `for_people`: whether to render the HTML pages and the tables of figures too, of which
    there are many."""
    sites, catalogue = load_sites(config.home), load_catalogue(config.home / "platforms.toml")
    waiting = unfilled(store, choosers(config.queries, catalogue, sites, file=config.file or "csm.toml"), catalogue)
    names = sorted({*store.feed_names(), *waiting})
    found = [Difference(name=name, files=SUFFIXES, unfilled=True) for name in waiting]
    failed = {name: UNFIT for name in names if not is_feed_name(name)}
    renderer = Renderer(store, config, sites)
    fit = [name for name in names if name not in {*waiting, *failed}]
    plans = archives.swept(archives.plans(store, fit, WINDOW, whole=frozenset(fit)), config.feeds, fit)
    for name, after in renderer.feeds(plans, failed):
        before = _on_disk(config.feeds, name)
        if files := _differing(before, after):
            found.append(Difference(name=name, files=files, is_new=not before, entries=changes_of(before, after)))
    found += _documents(config.feeds, renderer, plans, failed)
    if not waiting:  # which pages there are to link to is known only then
        there = [name for name in names if name not in failed or _is_there(config.feeds, name)]
        found += _pages(config.feeds, renderer.pages(there, failed))
        if for_people:
            found += _pages(config.feeds, _for_people(renderer, there, plans, failed))
    found += [Difference(name=name, files=(), problem=problem) for name, problem in failed.items()]
    return len(names), found


def compare_health(store: ArticleStore, config: Config, states: Mapping[str, SiteState]) -> list[Difference]:
    """The feed of incidents and the page of states, where they would get other bytes; StoreError."""
    pages, after = health_bodies(store, config, states)
    before, found = _on_disk(config.feeds, NAME), []
    if files := _differing(before, after):
        found.append(Difference(name=NAME, files=files, is_new=not before, entries=changes_of(before, after)))
    return [*found, *_pages(config.feeds, pages.items())]


def _documents(
    folder: Path, renderer: Renderer, plans: Mapping[str, Plan], failed: MutableMapping[str, str]
) -> Iterator[Difference]:
    """Those documents of archives that would get other bytes, and those that would be removed. Their entries, which may
    be a hundred thousand, are no news to subscribers."""
    for _name, path, after in renderer.documents(plans, failed):
        before = _on_disk(folder, path)
        if files := _differing(before, after):
            yield Difference(name=path, files=files, is_new=not before, is_archived=True)
    for path in (path for plan in plans.values() for path in plan.surplus):
        if before := _on_disk(folder, path):
            yield Difference(name=path, files=tuple(before), is_archived=True, is_surplus=True)


def _for_people(
    renderer: Renderer, names: Sequence[str], plans: Mapping[str, Plan], failed: MutableMapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of all HTML pages and of the tables of figures, one after the other."""
    pages = PageRenderer(renderer, names)
    for _name, path, bodies in pages.feeds([name for name in paged(names) if name not in failed], plans, failed):
        yield from ((f"{path}{suffix}", body) for suffix, body in bodies.items())
    yield from chain(pages.trends(failed), pages.indexes(failed))


def _pages(folder: Path, rendered: Iterable[tuple[str, bytes]]) -> Iterator[Difference]:
    """Those of these files that would get other bytes."""
    for path, body in rendered:
        before = _read(folder / path)
        if before != body:
            yield Difference(name=path, files=(path,), is_new=before is None)


def _differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Suffixes of the files that would get other bytes."""
    return tuple(suffix for suffix, body in after.items() if before.get(suffix) != body)


def _is_there(folder: Path, name: str) -> bool:
    """Whether a feed has all its files from before."""
    return is_feed_name(name) and len(_on_disk(folder, name)) == len(SUFFIXES)


def _on_disk(folder: Path, name: str) -> dict[str, bytes]:
    found = {suffix: _read(feed_file(folder, name, suffix)) for suffix in SUFFIXES}
    return {suffix: body for suffix, body in found.items() if body is not None}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None

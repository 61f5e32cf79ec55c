"""A page that was fetched → what is kept of it, and back."""

from collections.abc import Iterable, Iterator, Sequence

from csm_crawler.extract import Page
from csm_crawler.extract.rights import may_be_kept
from csm_crawler.sites import Site
from csm_crawler.store import Reading
from csm_crawler.store.snapshots import MAX_BYTES, Snapshot, pack


def snapshot_of(page: Page, site: str, *, problem: str = "") -> Snapshot | None:
    """The page with its body packed; None where that is too large, or the page wants no copy of it kept.

    `site` is the site's name; `problem` says why the page failed.
    """
    if len(page.body) > MAX_BYTES or not may_be_kept(page):
        return None
    return Snapshot(
        site=site,
        url=page.url,
        hash=page.hash,
        fetched_at=page.fetched_at,
        content_type=page.content_type,
        size=len(page.body),
        packed=pack(page.body),
        problem=problem,
    )


class Sources:
    """What the cards of pages were read from, until these are kept; a page is called by its site's name and its URL.

    One URL may stand for several pages: the saved ones of a site.
    """

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], dict[str, Page]] = {}
        """By page and hash."""
        self.details: dict[tuple[str, str], dict[str, Snapshot]] = {}
        """Likewise, the articles' own pages that completed its cards."""
        self.packed: set[tuple[str, str]] = set()
        """Sites and hashes of the pages that were given out: of a long one, which comes in lots, once is enough."""

    def hold(self, name: tuple[str, str], page: Page, details: Iterable[Snapshot]) -> None:
        """Have a page at hand until it is forgotten."""
        self.pages.setdefault(name, {})[page.hash] = page
        self.details.setdefault(name, {}).update((one.hash, one) for one in details)

    def of(self, name: tuple[str, str], readings: Sequence[Reading]) -> Iterator[Snapshot]:
        """What is to be kept of the pages that these readings came from."""
        pages, details = self.pages.get(name, {}), self.details.get(name, {})
        for hash_ in {reading.card.page_hash for reading in readings} & pages.keys():
            if (name[0], hash_) not in self.packed and (kept := snapshot_of(pages[hash_], name[0])):
                yield kept
            self.packed.add((name[0], hash_))
        for hash_ in {reading.card.detail_hash for reading in readings} & details.keys():
            yield details[hash_]

    def forget(self, name: tuple[str, str]) -> None:
        """Let go of a page whose cards are kept."""
        self.pages.pop(name, None)
        self.details.pop(name, None)


def page_again(kept: Snapshot, site: Site) -> Page:
    """The page as it was fetched, to be read by today's rules; its headers but for the content type are forgotten."""
    return Page(
        url=kept.url,
        body=kept.body,
        content_type=kept.content_type,
        fetched_at=kept.fetched_at,
        encoding=site.encoding,
    )

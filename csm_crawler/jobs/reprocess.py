"""A better rule, a longer catalogue → the whole archive: every article is derived again from its kept cards."""

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csm_crawler import __version__
from csm_crawler.errors import CardRejected
from csm_crawler.items import Article, Card
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.queries import Chooser
from csm_crawler.normalize.article import normalize
from csm_crawler.normalize.dates import ParsedDate, site_dates
from csm_crawler.platforms import Catalogue
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, Kept, Reading
from csm_crawler.store.revise import revise

POSITION = "reprocess"
"""Key of the store's meta table: how far a reprocessing has come, and by which rules."""
PageThen = tuple[str, str, datetime]
"""A page as it was once: site, URL, when it was seen."""
PAGES_AT_HAND = 256
DATE = ("published", "published_precision", "published_rule", "date_text", "date_conflict")
DERIVED = ("title", "title_derived", "summary", *DATE, "language", "platforms", "topics", "catalogue", "off_topic")
"""What is told again. Guid, URL, first sight, rights and the time of the last edit stay: nothing comes up as new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rederived:
    """An article that reads otherwise now."""

    kept: Kept
    article: Article
    feeds: frozenset[str]

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """Field → before and after; `feeds` too. A newer catalogue that says the same is no change to tell."""
        pairs = {name: (getattr(self.kept.article, name), getattr(self.article, name)) for name in DERIVED}
        pairs["feeds"] = (tuple(sorted(self.kept.feeds)), tuple(sorted(self.feeds)))
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and name != "catalogue"}


def rules_of(sites: Mapping[str, Site], catalogue: Catalogue, choosers: Sequence[Chooser]) -> str:
    """A digest of what decides what a card means and where it stands: our version, the catalogue's, the site files
    and the queries of csm.toml."""
    files = [(name, hashlib.sha256(site.file.read_bytes()).hexdigest()) for name, site in sites.items()]
    parts = [__version__, catalogue.version, files, [repr(one.query) for one in choosers]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def reprocess(
    store: ArticleStore,
    sites: Mapping[str, Site],
    catalogue: Catalogue,
    *,
    choosers: Sequence[Chooser] = (),
    dry_run: bool = False,
    batch: int = 500,
) -> Generator[list[Rederived], None, None]:
    """What reads otherwise, so many articles at a time; each lot is written after it was yielded: first tell, then do.

    Stopped, it goes on behind the last lot that was written, as long as the rules are the same.
    """
    reader = Reader(store, sites, catalogue, choosers)
    rules = rules_of(sites, catalogue, choosers)
    position = 0 if dry_run else _position(store, rules)
    while lot := store.kept_after(position, batch):
        position = lot[-1].id
        again = [one for kept in lot if (one := reader.again(kept))]
        yield [one for one in again if one.changes]
        if not dry_run:
            if again:
                store.rewrite([(one.kept, one.article, one.feeds) for one in again])
            store.set_meta(POSITION, json.dumps({"rules": rules, "behind": position}))
    if not dry_run:
        store.set_meta(POSITION, "")


def _position(store: ArticleStore, rules: str) -> int:
    kept = json.loads(store.get_meta(POSITION) or "{}")
    return int(kept["behind"]) if kept.get("rules") == rules else 0


class Reader:
    """Reads kept cards by today's rules."""

    def __init__(
        self, store: ArticleStore, sites: Mapping[str, Site], catalogue: Catalogue, choosers: Sequence[Chooser]
    ) -> None:
        self.store, self.sites, self.catalogue, self.choosers = store, sites, catalogue, choosers
        self.dates: dict[PageThen, dict[Card, ParsedDate | None]] = {}
        """Of the pages read last: their cards come one after another."""

    def again(self, kept: Kept) -> Rederived | None:
        """The article as it reads now; None where it reads the same, or cannot be read any more."""
        steps = list(self.steps(kept))
        if not steps:
            return None
        _card, article = steps[-1]
        fields = {name: getattr(article, name) for name in DERIVED}
        if article.published is None and kept.article.published is not None:  # its neighbors of then dated it
            fields |= {name: getattr(kept.article, name) for name in DATE}
        after = replace(kept.article, **fields)
        feeds = feeds_of(after, self.catalogue, self.choosers)
        same = after == kept.article and feeds == kept.feeds
        return None if same else Rederived(kept=kept, article=after, feeds=feeds)

    def steps(self, kept: Kept) -> Iterator[tuple[Card, Article]]:
        """Its own site's cards one after another, each with the article as it stands then; none that cannot be read.

        Words that were told once are no news again (see `store.adding`).
        """
        article: Article | None = None
        said = _Said()
        for id_, card in kept.cards:
            read = self._read(id_, card) if card.site == kept.article.site else None
            if read is None:
                continue
            is_told = said.before(card)
            if article is None:
                article = read
            else:
                if is_told:
                    read = replace(read, title=article.title, summary=article.summary)
                article = revise(article, Reading(card=card, article=read, feeds=frozenset()))
            yield card, article

    def _read(self, id_: int, card: Card) -> Article | None:
        """What a card means now; None where its site is gone or it means nothing."""
        site = self.sites.get(card.site)
        if site is None:
            return None
        try:
            return normalize(card, site, self._dates_of_page(id_, card, site).get(card), self.catalogue)
        except CardRejected:
            return None

    def _dates_of_page(self, id_: int, card: Card, site: Site) -> dict[Card, ParsedDate | None]:
        key = (card.site, card.page_url, card.seen_at)
        if card not in self.dates.get(key, {}):  # of a long page only the cards around one are read at once
            if len(self.dates) >= PAGES_AT_HAND:
                self.dates.clear()
            cards = self.store.neighbors(id_, card)
            dates = site_dates(cards, site)
            self.dates[key] = dict(zip(cards, dates, strict=True))
        return self.dates[key]


class _Said:
    """The words of the cards of one article, one after another."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], set[str]] = {}
        self.last: dict[str, tuple[str, str]] = {}
        self.has_returned = False

    def before(self, card: Card) -> bool:
        """Whether these words were told before, and not left by their page since, for the first time."""
        words, page = (card.title, card.teaser), card.page_url
        pages, last = self.pages.setdefault(words, set()), self.last.get(page, words)
        returns = pages == {page} and last != words and not self.has_returned
        is_told = bool(pages) and not returns
        self.has_returned |= returns
        pages.add(page)
        self.last[page] = words
        return is_told

"""Why an article says what it says: behind each of its fields the page, the rule and the words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from csm_crawler.items import Article, Card
from csm_crawler.jobs.naming import Naming, platforms_named, topics_named
from csm_crawler.jobs.reprocess import Reader
from csm_crawler.normalize.urls import mint_guid
from csm_crawler.platforms import Catalogue
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, Kept, Revision
from csm_crawler.store.finding import Alias

SAID = {
    "title": ("title",),
    "url": ("link",),
    "summary": ("teaser",),
    "published": ("date_text", "date_attr"),
    "language": (),
    "image": ("image",),
    "author": ("author",),
    "categories": ("categories",),
    "rights": (),
}
"""Field of an article → the fields of a card whose words it is made of."""
_AS_IT_IS = ("source_id", "modified_text")
"""Fields of a card that are kept as they are, and no part of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that cards of the article were read from."""

    url: str
    hash: str
    """SHA-256 of its bytes; empty where it was read by a csm_crawler that did not note it."""
    seen_at: datetime
    is_kept: bool
    """Whether its body is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a card says in one of its fields."""

    field: str
    text: str
    rule: str
    """The selector, path or element that found it; empty where that was not noted."""
    page: int
    """Its number among the pages, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the article: what it says, how that came about, and of which words."""

    name: str
    value: Any
    how: str = ""
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of where an article comes from."""

    title: str
    url: str
    guid: str
    minted_from: str
    """The URL that the guid was made of; empty where that is not kept."""
    site: str
    first_seen: datetime
    updated: datetime | None
    fields: tuple[Field, ...]
    pages: tuple[Source, ...]
    platforms: tuple[Naming, ...]
    topics: tuple[Naming, ...]
    off_topic: str
    """Why it is off-topic; empty where it is not."""
    feeds: tuple[str, ...]
    links: tuple[Alias, ...]
    revisions: tuple[Revision, ...]
    unread: str
    """Why the kept cards cannot be replayed; empty where they can."""
    differs: Mapping[str, tuple[object, object]]
    """What reads otherwise by today's rules: field → as it is stored, as it would be."""


def explain(
    store: ArticleStore, kept: Kept, reader: Reader, sites: Mapping[str, Site], catalogue: Catalogue
) -> Explanation:
    """What is known of a stored article; it is read again by the reader, and nothing is written."""
    article, site = kept.article, sites.get(kept.article.site)
    steps = list(reader.steps(kept))
    again = reader.again(kept)
    links = tuple(store.aliases(article.guid))
    pages = _Pages(store, [card for _id, card in kept.cards])
    return Explanation(
        title=article.title,
        url=article.url,
        guid=article.guid,
        minted_from=_minted_from(article, links),
        site=article.site,
        first_seen=article.first_seen,
        updated=article.updated,
        fields=tuple(_fields(article, _origins(steps, kept), pages, site)),
        pages=tuple(pages.found),
        platforms=platforms_named(article, catalogue),
        topics=topics_named(article),
        off_topic=_off_topic(article, site),
        feeds=tuple(sorted(kept.feeds)),
        links=links,
        revisions=tuple(store.revisions(article.guid)),
        unread="" if steps else _unread(article, site),
        differs=again.changes if again else {},
    )


def _minted_from(article: Article, links: Sequence[Alias]) -> str:
    met = [article.url, *(one.value for one in links if one.kind == "link")]
    return next((url for url in met if mint_guid(url) == article.guid), "")


def _origins(steps: Sequence[tuple[Card, Article]], kept: Kept) -> Mapping[str, Card]:
    """Field of the article → the card that last changed it; where none can be read again, the last one of its site."""
    own = [card for _id, card in kept.cards if card.site == kept.article.site]
    origins = dict.fromkeys(SAID, own[-1]) if own else {}
    before: Article | None = None
    for card, after in steps:
        for one in fields(Article):
            if before is None or getattr(after, one.name) != getattr(before, one.name):
                origins[one.name] = card
        before = after
    return origins


def _fields(article: Article, origins: Mapping[str, Card], pages: "_Pages", site: Site | None) -> Iterator[Field]:
    for name, said in SAID.items():
        card = origins.get(name)
        if name == "title" and article.title_derived and card:
            said = ("teaser",) if card.teaser.strip() else ("link",)
        words = tuple(pages.words(card, said)) if card else ()
        value = getattr(article, name)
        if words or value:
            yield Field(name=name, value=value, how=_how(name, article, card, site), words=words)
    if card := origins.get("title"):
        for name in _AS_IT_IS:
            if words := tuple(pages.words(card, (name,))):
                yield Field(name=name, value=getattr(card, name), words=words)


def _how(name: str, article: Article, card: Card | None, site: Site | None) -> str:
    """What was done with the words of a field, where that is more than cleaning them."""
    if name == "title" and article.title_derived:
        return "made of what the card says, which has no title"
    if name == "url" and article.moved_to:
        return f"its site shows it at {article.moved_to} now"
    if name == "published":
        return _how_dated(article)
    if name == "language":
        return "of title and summary" + (f"; its site writes {site.language}" if site and site.language else "")
    if name == "rights" and card:
        own = {one.removeprefix("rights:") for one in card.from_detail if one.startswith("rights:")}
        return ", ".join(f"{one} by {'its own page' if one in own else 'the listing'}" for one in article.rights)
    return ""


def _how_dated(article: Article) -> str:
    conflict = f"; the machine-readable date {article.date_conflict} names another day" if article.date_conflict else ""
    if article.published is None:
        return f"not understood{conflict}"
    return f"to the {article.published_precision}, by {article.published_rule}{conflict}"


def _off_topic(article: Article, site: Site | None) -> str:
    if not article.off_topic:
        return ""
    where = f"{article.site} writes of everything" + (' (scope = "filter")' if site and site.scope == "filter" else "")
    return f"{where}, and title and summary name neither a platform of China nor China"


def _unread(article: Article, site: Site | None) -> str:
    return "none of its cards can be read any more" if site else f"the site file of {article.site} is gone"


class _Pages:
    """The pages that an article's cards were read from, in the order in which they spoke."""

    def __init__(self, store: ArticleStore, cards: Sequence[Card]) -> None:
        self.store = store
        self.found: list[Source] = []
        for card in cards:
            for is_own in (False, True) if card.detail_hash else (False,):
                self._number(card, is_own=is_own)

    def words(self, card: Card, names: Sequence[str]) -> Iterator[Words]:
        """What a card says in these of its fields, each with its rule and page."""
        rules = {name: rule for name, _, rule in (one.partition(" ") for one in card.found_by)}
        for name in names:
            value = getattr(card, name)
            if text := ", ".join(value) if isinstance(value, tuple) else value:
                page = self._number(card, is_own=name in card.from_detail)
                yield Words(field=name, text=text, rule=rules.get(name, ""), page=page)

    def _number(self, card: Card, *, is_own: bool) -> int:
        source = self._source(card, is_own=is_own)
        if source not in self.found:
            self.found.append(source)
        return self.found.index(source) + 1

    def _source(self, card: Card, *, is_own: bool) -> Source:
        """The listing; where `is_own`, the article's own page, whose address may be another than the card's link."""
        hash_ = card.detail_hash if is_own else card.page_hash
        kept = self.store.snapshot(hash_, card.site) if hash_ else None
        url = (kept.url if kept else card.link) if is_own else card.page_url
        return Source(url=url, hash=hash_, seen_at=card.seen_at, is_kept=kept is not None)

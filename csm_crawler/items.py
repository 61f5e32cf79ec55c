"""The two values that the whole flow passes on: a card as read, an article as understood."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a listing page or feed, word for word: nothing is parsed yet, any text may be empty."""

    site: str
    """The name of the site file that the page was read with."""
    page_url: str
    """Absolute URL of the page, as the site's readers know it (a saved page carries the live one)."""
    position: int
    """Place on its page, from 0."""
    seen_at: datetime
    """Aware; when the page was fetched. The `now` of every decision about this card."""
    title: str = ""
    link: str = ""
    """Absolute; the extractor has joined it to the page's URL."""
    teaser: str = ""
    date_text: str = ""
    """The printed words of the date."""
    date_attr: str = ""
    """A machine-readable date beside them, such as `<time datetime>`."""
    image: str = ""
    """Absolute URL."""
    author: str = ""
    categories: tuple[str, ...] = ()
    source_id: str = ""
    """A feed's own id of the entry."""
    modified_text: str = ""
    """When the site says that the entry was last changed, as printed."""
    rights: tuple[str, ...] = ()
    """What the site reserves, sorted: noarchive, noindex, nosnippet, tdm-reservation."""
    from_detail: tuple[str, ...] = ()
    """Names of the fields that the listing lacks and the article's own page told, sorted. Of rights each is named by
    itself, `rights:noindex`: the listing may reserve others."""
    page_hash: str = field(default="", compare=False)
    """SHA-256 of the page's bytes, 64 hex digits."""
    detail_hash: str = field(default="", compare=False)
    """The same of the article's own page, where that was read."""
    found_by: tuple[str, ...] = field(default=(), compare=False)
    """Which rule found each field: its name, a space, the selector, path or element."""

    def __hash__(self) -> int:
        """By its link and place: a run looks each up a dozen times."""
        return hash((self.link, self.position))

    @property
    def listed_rights(self) -> tuple[str, ...]:
        """The rights that the listing reserves itself."""
        return listed_rights(self.rights, self.from_detail)


def listed_rights(rights: Iterable[str], from_detail: Collection[str]) -> tuple[str, ...]:
    """The rights without those that the article's own page reserved."""
    return tuple(one for one in rights if f"rights:{one}" not in from_detail)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


# How Scrapy's exporters (`-O file`) print what is no string: one flat row an article, nothing nested.
_MOMENT = {"serializer": _iso}
_WORDS = {"serializer": ", ".join}
_FLAG = {"serializer": int}
_MAYBE = {"serializer": lambda text: text or ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a card means: clean text, aware UTC times, a canonical URL."""

    guid: str
    """`urn:uuid:…`, minted from the canonical URL at first sight and never changed."""
    url: str
    """Canonical and absolute, http or https."""
    site: str
    title: str
    """Plain text, never empty, at most 300 characters."""
    title_derived: bool = field(default=False, metadata=_FLAG)
    """True where the site printed no title and it was made of the teaser or the URL."""
    summary: str = ""
    """Plain text."""
    published: datetime | None = field(default=None, metadata=_MOMENT)
    """When the page dates it, never later than `first_seen`; None where its date was not understood."""
    published_precision: str = ""
    """second, minute, hour, day or month; empty without a date."""
    published_rule: str = ""
    """The rule of `normalize.dates` that read the date."""
    date_text: str = ""
    """The printed words of the date, kept also where they were not understood."""
    date_conflict: str = ""
    """The machine-readable date that named another day than the printed words (which won)."""
    updated: datetime | None = field(default=None, metadata=_MOMENT)
    """When its words last changed materially; None as long as they have not."""
    language: str | None = field(default=None, metadata=_MAYBE)
    """BCP 47 tag, or None where the text does not tell."""
    platforms: tuple[str, ...] = field(default=(), metadata=_WORDS)
    """Slugs that the article names itself, sorted; owners and groups come by roll-up."""
    topics: tuple[str, ...] = field(default=(), metadata=_WORDS)
    catalogue: str = ""
    """The version of the catalogue that both were told by."""
    off_topic: bool = field(default=False, metadata=_FLAG)
    """True for what a site that writes of everything wrote of something else than China: it is in no feed."""
    image: str = ""
    author: str = ""
    categories: tuple[str, ...] = field(default=(), metadata=_WORDS)
    rights: tuple[str, ...] = field(default=(), metadata=_WORDS)
    first_seen: datetime = field(metadata=_MOMENT)
    """When this installation first read it."""
    moved_to: str = ""
    """Canonical URL where its site shows it now, where that is another; `url`, which readers know it by, stays."""

    def __hash__(self) -> int:
        """By its guid, which hardly two articles share: publishing looks each up a hundred times."""
        return hash(self.guid)


EARLIEST = 1990
"""The year before the web: an earlier date is a server's clock that was never set, and readers call it implausible."""


def is_dated(article: Article) -> bool:
    """Whether its day is known: a month alone gives no place among days."""
    published = article.published
    return published is not None and article.published_precision != "month" and published.year >= EARLIEST


def placed_at(article: Article) -> datetime:
    """When the article stands among others: its date where the day is known, else its first sight; never after that.

    So an undated one comes up as new once and stays in its place.
    """
    published, first_seen = article.published, article.first_seen
    return published if published is not None and published < first_seen and is_dated(article) else first_seen


COLUMNS = (
    "published",
    "title",
    "url",
    "summary",
    "site",
    "language",
    "platforms",
    "topics",
    "guid",
    "published_precision",
    "date_text",
    "title_derived",
    "author",
    "categories",
    "image",
    "updated",
    "first_seen",
)
"""Fields of an article that tables and exports show, what people ask for first; the order is part of the contract."""

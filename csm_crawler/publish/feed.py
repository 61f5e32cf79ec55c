"""The feed: a choice of articles and all that its bytes depend on.

Every date in it comes from its articles. Nothing here, nor in what renders it, knows a clock.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from uuid import UUID, uuid5

from csm_crawler.items import EARLIEST, Article, placed_at
from csm_crawler.publish.clean import clean_line, clean_name, clean_summary, language_tag, web_url

FEED_SIZE = 50
"""Entries of a feed: whoever chooses the articles cuts here; what is given is rendered whole."""

_LINK_ONLY = frozenset({"nosnippet", "tdm-reservation"})
"""Rights that leave the headline and the link (Directive (EU) 2019/790, articles 4 and 15)."""
_NAMESPACE = UUID("5fa9f301-218a-4839-88cc-b0e946ca00c3")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The `updated`, which Atom requires, of a feed that has no entry yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site, as entries name it."""

    name: str
    title: str
    url: str
    """Its page for readers."""
    feed_url: str = ""
    """Its own feed, where it is known to have one."""
    images: bool = False
    """Whether the images of its articles may be shown beside their titles."""

    def __hash__(self) -> int:
        """By its name and URL; publishing looks each up at every entry."""
        return hash((self.name, self.url))

    @property
    def label(self) -> str:
        """How people call it; never empty."""
        return clean_name(self.title) or clean_name(self.name) or "unknown"


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A published list of articles, in whatever order they came; what all formats ask of it is found out once."""

    name: str
    """Its path under feeds/ without suffix: "all", "douyin", "group/bats"."""
    title: str
    base_url: str
    """Where feeds/ is served; ends with "/"."""
    articles: tuple[Article, ...]
    sources: Mapping[str, Source]
    """By `Article.site`; a site that is not in it is told by its name alone."""
    labels: Mapping[str, str]
    """Slug of a platform or topic → its name for people; a slug that is not in it stands for itself."""
    hub: str = ""
    """The WebSub hub that is told of changes; empty where there is none."""
    document: str = ""
    """The path, like a name, of the archived document that this is; empty for the feed that people subscribe to."""
    older: str = ""
    """The path of the archived document that goes before this one; empty where there is none."""

    @property
    def description(self) -> str:
        """What it is, in a line for whoever opens it."""
        title = clean_name(self.title) or self.name
        if self.name.startswith("site/"):
            return f"What {title} writes about China's digital-marketing platforms."
        about = "China's digital-marketing platforms" if self.name == "all" else title
        return f"News about {about} from the open press, each entry with its source."

    @property
    def home(self) -> str:
        """The page for people that the feed belongs to."""
        return web_url(f"{self.base_url}index.html")

    @property
    def path(self) -> str:
        """Where it lies under feeds/, without suffix."""
        return self.document or self.name

    def url(self, suffix: str) -> str:
        """Where it is served in the format with that suffix (".rss")."""
        return feed_url(self.base_url, self.path, suffix)

    def address(self, suffix: str) -> str:
        """Where people subscribe to it in that format, also where this is one of its archived documents."""
        return feed_url(self.base_url, self.name, suffix)

    def source_of(self, article: Article) -> Source:
        """The site that wrote it; one whose file is gone since is known by its name and by where its article is."""
        found = self.sources.get(article.site)
        return found or _unlisted(article.site, "/".join(web_url(article.url).split("/", 3)[:3]))

    @property
    def id(self) -> str:
        """`urn:uuid:…` of the name alone: it stays when `base_url` changes, so no reader takes it for another feed."""
        return feed_id(self.name)

    @cached_property
    def updated(self) -> datetime:
        """When its newest change was: the latest of its articles' own times; a fixed day while it has none."""
        return max(map(entry_updated, self.articles), default=EPOCH)

    @cached_property
    def language(self) -> str | None:
        """The language of most of its articles (of equals, the first by alphabet); None where none tells its own."""
        counts = Counter(tag for article in self.articles if (tag := language_tag(article.language)))
        return min(counts, key=lambda tag: (-counts[tag], tag), default=None)

    @cached_property
    def entries(self) -> tuple[Article, ...]:
        """What is rendered: in reader order, each guid once, without articles that have no link for the web."""
        by_guid: dict[str, Article] = {}
        for article in reader_order(self.articles):
            if web_url(article.url):
                by_guid.setdefault(article.guid, article)
        return tuple(by_guid.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """What a list of feeds tells of one: without its articles."""

    name: str
    title: str
    count: int
    """All its articles, also those that its file no longer holds."""
    folder: str = ""
    """Of its list, where that is not the folder of its file."""


@lru_cache(maxsize=1000)
def _unlisted(site: str, server: str) -> Source:
    """A site without a file, by the server that an article of it lies on."""
    return Source(name=site, title=site, url=f"{server}/")


def feed_id(name: str) -> str:
    """`urn:uuid:…` made of a feed's name."""
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def feed_url(base_url: str, name: str, suffix: str) -> str:
    """Where a feed is served in the format with that suffix (".rss")."""
    return web_url(f"{base_url}{name}{suffix}")


def entry_date(article: Article) -> datetime:
    """When a reader shall place the article, in whole seconds of UTC."""
    moment = placed_at(article)
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0) if moment.microsecond else moment


def entry_precision(article: Article) -> str:
    """How much of `entry_date` the page said: second, minute, hour, day (then it is noon there), month or none."""
    if article.published is None or article.published.year < EARLIEST:
        return "none"
    return article.published_precision or "none"


def entry_updated(article: Article) -> datetime:
    """When its words last changed materially; its `entry_date` as long as they have not."""
    date = entry_date(article)
    return date if article.updated is None else max(article.updated.astimezone(UTC).replace(microsecond=0), date)


def entry_title(article: Article) -> str:
    """One line, never empty: a reader shows nothing, or makes something up, where a title is missing.

    One that was made of the teaser is a snippet, too: where the site reserves those, the address stands for it.
    """
    title = "" if article.title_derived and is_link_only(article) else clean_line(article.title)
    return title or web_url(article.url) or article.guid


def is_link_only(article: Article) -> bool:
    """Whether its site reserves all but the headline and the link."""
    return not _LINK_ONLY.isdisjoint(article.rights)


def entry_teaser(article: Article) -> str:
    """The summary in plain text, cut where it is too long for a teaser; empty where the site reserves snippets."""
    return "" if is_link_only(article) else clean_summary(article.summary)


def entry_summary(article: Article) -> str:
    """Plain text, may be empty; empty where the site reserves snippets or text and data mining.

    The printed words of a month ("noviembre de 2019") go before it: readers show them, and as a category they would
    fill the readers' lists of tags.
    """
    month = clean_line(article.date_text) if article.published_precision == "month" else ""
    return " · ".join(filter(None, (month, entry_teaser(article))))


def entry_tags(article: Article, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """(slug, name for people) of its platforms, then its topics, each by alphabet of the slugs."""
    slugs = dict.fromkeys((*sorted(article.platforms), *sorted(article.topics)))
    pairs = [(clean_line(slug), clean_name(labels.get(slug, "")) or clean_name(slug)) for slug in slugs]
    return [(slug, label) for slug, label in pairs if slug and label]


def reader_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Newest first by `entry_date`; of the same second by URL, then guid: a total order whatever order they came in."""
    by_url = sorted(articles, key=lambda article: (article.url, article.guid))
    return tuple(sorted(by_url, key=entry_date, reverse=True))

"""An article as it was met once: all that tells whether two are one."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from csm_crawler.items import Article, Card
from csm_crawler.normalize.urls import address, canonical_url
from csm_crawler.store.keys import id_key, link_key, mask_key, summary_key, title_key
from csm_crawler.store.rows import storable
from csm_crawler.store.tokens import masked
from csm_crawler.store.wording import comparable, says_the_same

LONG_SUMMARY = 60
"""Characters that hardly two articles share; a column's standing words have them at times."""
_HALF_A_DAY = timedelta(hours=12)
_COARSE = ("day", "month", "")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SURE_ID = re.compile(r"://|^tag:|^urn:|^[^\s]{12,}$")
"""An id that nobody counts up in a list: an address, a name of a scheme's own, or a long one."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """What a page says of an article, or what is stored of one. Its keys are asked for often, and made once."""

    site: str
    url: str
    """Canonical."""
    source_id: str = ""
    """A feed's own id."""
    title: str = ""
    """As printed; empty where it was made of something else."""
    summary: str = ""
    published: datetime | None = None
    precision: str = ""
    is_relative: bool = False
    """Whether the date was reckoned from the moment of reading."""
    date_text: str = ""
    """Its printed words."""

    @cached_property
    def link(self) -> str:
        """The key of its address."""
        return link_key(self.url)

    @cached_property
    def id_url(self) -> str:
        """The canonical URL that the feed's id is; empty where it is none of the article's own host (`?p=7`)."""
        url = canonical_url(self.source_id) if self.source_id.startswith("http") else ""
        own, named = address(self.url), address(url) if url else ""
        host, _, rest = named.replace("?", "/?", 1).partition("/")
        return url if rest and host == re.split(r"[/?#]", own, maxsplit=1)[0] else ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The keys of the feed's id: as it is, and as an address where it is one."""
        if not self.source_id.strip():
            return ()
        return (id_key(self.site, self.source_id), *((link_key(self.id_url),) if self.id_url else ()))

    @cached_property
    def name(self) -> str:
        """The key of its title; empty without one."""
        return title_key(self.site, comparable(self.title)) if self.title else ""

    @cached_property
    def gist(self) -> str:
        """The key of its summary; empty where that is too short to be of one article only."""
        return summary_key(self.site, comparable(self.summary)) if len(self.summary) >= LONG_SUMMARY else ""

    @cached_property
    def mask(self) -> str:
        """The key of its address without what each visit gets anew; empty where there is nothing of that."""
        bare = masked(self.url)
        return mask_key(self.site, bare) if bare else ""

    @cached_property
    def has_sure_id(self) -> bool:
        """Whether its id can be no mere place in a list."""
        return _SURE_ID.search(self.source_id.strip()) is not None


def sighting_of(article: Article, card: Card | None = None) -> Sighting:
    """What an article, read of a card or stored, is met with."""
    return Sighting(
        site=article.site,
        url=article.url,
        source_id=storable(card.source_id) if card else "",
        title="" if article.title_derived else article.title,
        summary=article.summary,
        published=article.published,
        precision=article.published_precision,
        is_relative=article.published_rule.startswith("relative"),
        date_text=article.date_text,
    )


def sighting_of_card(card: Card, url: str, *, title: str = "", summary: str = "") -> Sighting:
    """What a card tells before it is understood; `url` is its canonical link."""
    return Sighting(site=card.site, url=url, source_id=storable(card.source_id), title=title, summary=summary)


def same_moment(one: Sighting, other: Sighting) -> bool | None:
    """Whether both are dated alike, as precisely as both are dated; None where one does not tell the day."""
    if one.published is None or other.published is None or "month" in (one.precision, other.precision):
        return None
    if one.date_text == other.date_text and is_full_date(one.date_text):
        return True  # also of one that is dated later than it was first seen, whose `published` is the first sight
    between = abs(one.published - other.published)
    if one.is_relative or other.is_relative:
        return between < 2 * _HALF_A_DAY
    # A day stands at noon, or at first sight where that is earlier.
    if one.precision in _COARSE or other.precision in _COARSE:
        return between <= _HALF_A_DAY
    return between < timedelta(minutes=1)


def is_full_date(text: str) -> bool:
    """Whether printed words mean the same date at any time: they name a year."""
    return _YEAR.search(text) is not None


def same_title(one: Sighting, other: Sighting) -> bool:
    """Whether both bear one title."""
    return bool(one.title and other.title) and says_the_same(one.title, other.title)


def same_summary(one: Sighting, other: Sighting, *, least: int = 1) -> bool:
    """Whether both have one summary, of so many characters at least."""
    if min(len(one.summary), len(other.summary)) < least:
        return False
    return says_the_same(one.summary, other.summary)

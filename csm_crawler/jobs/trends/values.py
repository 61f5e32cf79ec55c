"""What the figures are: plain values, of which tables and charts are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from csm_crawler.items import Article
from csm_crawler.jobs.trends.periods import Period

DIMENSIONS = ("month", "language", "site")
"""What mentions are told by, beside the platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The articles that name a platform or anything below it."""

    platform: str
    month: str = ""
    """Empty where they are not told by month; so are the two below."""
    language: str = ""
    site: str = ""
    articles: int
    of_new_sites: int
    """Of these, the articles of sites that were added after the period began."""
    share: float | None = None
    """See `Voice.share`; only where they are told by platform and month alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A platform's share of what the sites write."""

    platform: str
    articles: int
    sites: int
    """That name it."""
    share: float
    """Of the average site's articles, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A platform that is named more, or less, than before."""

    platform: str
    articles: int
    before: float
    """On average of the periods before."""
    ratio: float
    """Of both, smoothed: 1 for no change."""
    of_new_sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is compared, and what came of it: risers first, the strongest first, then fallers, the strongest last."""

    period: Period
    before: tuple[Period, ...]
    """The earlier ones that hold enough articles to compare with, the latest first; none where no one does."""
    articles: int
    """All of the period."""
    articles_before: float
    """All on average of the periods before."""
    new_sites: Mapping[str, datetime]
    """Those whose first article was seen after all that time began, and when."""
    found: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The oldest and the newest article that names a platform, in the whole archive."""

    platform: str
    first: Article
    last: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two platforms that articles name together."""

    platform: str
    other: str
    articles: int
    lift: float
    """How many times more often than if either were named without regard to the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """All figures of one period."""

    period: Period
    newest: datetime
    """The date of the newest article of all."""
    by: tuple[str, ...]
    names: Mapping[str, str]
    """Slug → how people call the platform, of all that the figures name."""
    platforms: tuple[str, ...]
    """Those that are told, the most named first."""
    articles: int
    """All that are dated within the period, whatever they name."""
    undated: int
    """All without a date that were first seen within it."""
    sites: int
    """That wrote them."""
    new_sites: Mapping[str, datetime]
    """Of these, those whose first article was seen after the period began, and when."""
    mentions: tuple[Mentions, ...]
    monthly: tuple[Mentions, ...]
    """The same, also by month: what charts show."""
    apart: tuple[Mentions, ...]
    """Undated articles; told by language and site where the others are, never by month."""
    voices: tuple[Voice, ...]
    changes: Changes
    seen: tuple[Seen, ...]
    pairs: tuple[Pair, ...]

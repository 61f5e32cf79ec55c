"""What one site file says, as values that can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where one value is, and what is made of it; applied in the order of these fields."""

    at: str = ""
    """In a page: CSS, or XPath where it begins with `/`, `./` or `(`; `::attr(name)` takes an attribute, `.` is the
    card itself. In JSON: a JMESPath expression on the item."""
    regex: str = ""
    """Of what was found, the first group (or the whole match) is taken; nothing where it does not match."""
    remove: str = ""
    """What matches this pattern is taken out."""
    template: str = ""
    """`https://a.example/{}`: the value is put in place of `{}`; in JSON `{path}` asks the item."""
    text: str = ""
    """A fixed text, in place of all this."""


Rules = tuple[Rule, ...]
"""Alternatives, tried in order until one says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Where the fields of a card are."""

    title: Rules = ()
    link: Rules = ()
    """Of an element its `href` is meant, or that of the link in it or around it. Without a rule, in a page: the link of
    the item itself, else of its title, else its first."""
    date: Rules = ()
    """Of the element that prints it: its text is the words, its `datetime` the machine-readable date. An attribute is
    machine-readable too."""
    teaser: Rules = ()
    image: Rules = ()
    author: Rules = ()
    categories: Rules = ()
    """All that the first alternative with any finds."""
    id: Rules = ()
    """The site's own id of the article."""
    modified: Rules = ()
    """When the site says that the article was last changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors(Fields):
    """`[selectors]`: the cards of a page."""

    item: tuple[str, ...] = ()
    """One element a card."""
    day: tuple[str, ...] = ()
    """Headings above groups of cards that print the day, or a part of the date, of all cards below them. Several are
    levels, the outermost first: `["h2", "h3"]` for a year and its months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Json(Fields):
    """`[json]`: the cards of an answer in JSON, or of the state that a page embeds."""

    items: str = ""
    """JMESPath to the list of items; empty where the answer itself is the list."""
    embedded: str = ""
    """Where a page holds the JSON: the id of a `<script>`, an attribute (`data-page`), the variable that it is assigned
    to, or the key of a larger object; empty where the answer is the JSON itself."""
    html: str = ""
    """JMESPath to a text of HTML that holds the cards: `[selectors]` says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """`[request]`: how a page is asked for where that is not a plain GET of `url`.

    `{page}`, `{offset}` and `{cursor}` are filled in, see `Pages`; in `json` a text that is nothing else becomes a
    number.
    """

    url: str = ""
    """Of the API; the site's `url` where it is empty."""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    json: Mapping[str, Any] | None = None
    """A body in JSON."""
    form: Mapping[str, str] | None = None
    """A body as a browser sends a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """`[pages]`: where older articles are."""

    next: Rules = ()
    """Of the link to the next page; the text `rel` stands for the page's own rel=next. JMESPath where the answer is
    JSON."""
    url: str = ""
    """Template of the pages after the first: `https://a.example/page/{page}/`, `…?from={offset}`, `…?at={cursor}`."""
    cursor: str = ""
    """JMESPath, in the answer, of what `{cursor}` stands for on the next page."""
    first: int = 1
    """What `{page}` is on the first page."""
    size: int = 0
    """How many cards a page has: `{offset}` grows by it; 0 counts the cards that came."""
    limit: int = 5
    """So many pages a run reads at most, where it is not a backfill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site: valid, or its file was refused before the first request."""

    name: str
    """The file's name: a slug."""
    file: Path
    title: str
    url: str
    """Of the listing page, absolute; what the links of a saved page are joined to."""
    kind: str
    selectors: Selectors = Selectors()
    json: Json = Json()
    request: Ask = Ask()
    pages: Pages | None = None
    detail: Fields | None = None
    """What is taken from the article's own page where the listing lacks it; a field with the fixed text `structured`
    is taken from that page's structured data."""
    language: str = ""
    """BCP 47: of its dates, and the likeliest of its articles; empty where the site is mixed."""
    timezone: str = "UTC"
    date_order: str = ""
    """DMY, MDY or YMD; empty leaves 03/04 to evidence."""
    encoding: str = ""
    """Where its pages declare none or a wrong one."""
    feed: str = ""
    """The site's own feed: what kind `feed` reads, and for attribution."""
    keep: str = ""
    """Pattern: only cards whose link it finds are kept."""
    skip: str = ""
    """Pattern: cards whose link it finds are left out."""
    scope: str = "china"
    """china: all that it writes counts; filter: an article counts only where it names a platform of China, or China."""
    topics: tuple[str, ...] = ()
    """What the site is about, for choosing among sites."""
    verified: str = ""
    """feed or page: that was seen to work; empty where it is by convention only."""
    seen: str = ""
    """When that was: 2026-08."""
    own: bool = False
    """True for a server of the user's own: its robots.txt, which keeps strangers out, is not asked."""
    images: bool = False
    """True where the lead images of its articles may be shown in the feeds: that is for its owner to say."""
    saved: tuple[str, ...] = ()
    """Files in the site's fixture folder to read instead of the network."""
    samples: tuple[str, ...] = ()
    """Files in the site's fixture folder that show how its pages are built, each with its golden; a run does not read
    them."""
    min_cards: int = 1
    """A first page with fewer fails the site."""

    @property
    def zone(self) -> ZoneInfo:
        """`timezone`, ready to use."""
        return ZoneInfo(self.timezone)

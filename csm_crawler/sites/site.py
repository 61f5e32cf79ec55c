"""What one site file says, as values that can be trusted."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where a card and its fields are; each field's alternatives are tried in order.

    CSS, or XPath where it begins with `/`, `./` or `(`. `::attr(name)` takes an attribute, else the text is taken.
    """

    item: tuple[str, ...]
    title: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    teaser: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    """Of the element that prints it: its text is the words, its `datetime` the machine-readable date."""
    image: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


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
    selectors: Selectors
    language: str = ""
    """BCP 47: of its dates, and the likeliest of its articles; empty where the site is mixed."""
    timezone: str = "UTC"
    date_order: str = ""
    """DMY, MDY or YMD; empty leaves 03/04 to evidence."""
    encoding: str = ""
    """Where its pages declare none or a wrong one."""
    feed: str = ""
    """The site's own feed, for attribution."""
    saved: tuple[str, ...] = ()
    """Files in the site's fixture folder to read instead of the network."""
    min_cards: int = 1
    """A page with fewer fails the site."""

    @property
    def zone(self) -> ZoneInfo:
        """`timezone`, ready to use."""
        return ZoneInfo(self.timezone)

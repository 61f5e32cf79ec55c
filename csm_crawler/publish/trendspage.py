"""Figures → trends.html: charts, each with its table, its rules and its CSV."""

from collections.abc import Sequence
from dataclasses import dataclass

from csm_crawler.publish.place import Place
from csm_crawler.publish.website import render

TRENDS = "trends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands in a place of a table."""

    words: str
    href: str = ""
    lang: str = ""
    """Of the words, where it is another than the page's."""
    before: str = ""
    """What stands before them in small: a date, a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Of a table of words or of numbers."""

    title: str
    is_number: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A section of the page."""

    name: str
    """Of its place on the page: "mentions"."""
    title: str
    lead: str
    columns: tuple[Column, ...]
    """The first names the rows."""
    rows: tuple[tuple[Told, ...], ...]
    printed: str = ""
    """The rule that stands below it."""
    rules: tuple[str, ...] = ()
    """Those that are told to who asks."""
    csv: tuple[str, ...] = ()
    """Paths below feeds/ of its files."""
    nothing: str
    """What stands there where it has no row."""
    wide: str = ""
    """Its chart, as SVG; without one its table is not hidden."""
    narrow: str = ""
    """The same for telephones."""


def to_trends(
    place: Place,
    *,
    facts: Sequence[tuple[str, str]],
    notes: Sequence[str],
    figures: Sequence[Figure],
    base_url: str,
    has_status: bool = False,
) -> bytes:
    """The page in UTF-8. `facts`: what the figures are of, a name and a value each; `notes`: what is true of all."""
    return render(
        "trends.html",
        place,
        words_of=(TRENDS,),
        styles=("trends.css",),
        base_url=base_url,
        has_status=has_status,
        facts=facts,
        notes=notes,
        figures=figures,
    )

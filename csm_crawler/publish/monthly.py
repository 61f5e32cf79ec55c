"""The articles of a feed by month: a small chart of the last two years, and a table of them and the years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import Words

CHARTED = 24
"""Months."""
Archived = Mapping[str, tuple[str, int]]
"""Month → the path of the last document of its archive, without suffix, and how many there are of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A month, or a year of months."""

    name: str
    """"2026-07", "2026"."""
    articles: int
    last: str
    """The path of the last document of its archive, without suffix; empty where it has none."""
    documents: int


@dataclass(frozen=True, kw_only=True)
class ByMonth:
    """What is known of the months of a feed; what pages in all languages say of it is found out once."""

    numbers: Mapping[str, int]
    """Month ("2026-07") → how many articles stand in it."""
    archived: Archived = field(default_factory=dict)

    @cached_property
    def held(self) -> list[str]:
        """The months that have articles, the oldest first."""
        return sorted(month for month, number in self.numbers.items() if number)

    @cached_property
    def charted(self) -> list[str]:
        """The months of the chart, up to the last that has articles; none where there are not two to compare."""
        held = self.held
        return _from(max(held[0], _back(held[-1], CHARTED - 1)), held[-1]) if len(held) > 1 else []

    @cached_property
    def spans(self) -> list[Span]:
        """The months of the chart that have articles or a place in the archive, and the years before, the newest
        first."""
        there = sorted({*self.held, *self.archived}, reverse=True)
        first = _back(there[0], CHARTED - 1) if there else ""
        spans: dict[str, list[str]] = {}
        for month in there:
            spans.setdefault(month if month >= first else month[:4], []).append(month)
        return [self._span(name, members) for name, members in spans.items()]

    def _span(self, name: str, members: Sequence[str]) -> Span:
        """Of these months, the newest first."""
        written = [self.archived[month] for month in members if month in self.archived]
        return Span(
            name=name,
            articles=sum(self.numbers.get(month, 0) for month in members),
            last=written[0][0] if written else "",
            documents=sum(number for _path, number in written),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A month of the chart."""

    words: str
    """Its name and number, for who points at it."""
    label: str
    year: str
    """Below each January, and the first month where none is near; else empty."""
    number: str
    """Above it; empty where another is as near."""
    height: int
    """Of a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The columns, and what they show in words."""

    told: str
    columns: tuple[Column, ...]


Row = tuple[str, str, str, str]
"""A month of the table, or a year: its words, its number of articles, the link to the last document of its archive,
without suffix, which leads to the one before it, and of how many documents that is the last where there are more; empty
where there is nothing to say. All documents on every page would be more than all its articles."""


def chart_of(by_month: ByMonth, w: Words) -> Chart | None:
    """The chart; None where there are not two months to compare."""
    if not by_month.charted:
        return None
    shown = by_month.charted
    numbers = [by_month.numbers.get(month, 0) for month in shown]
    most = max(numbers)
    peak = shown[numbers.index(most)]
    told = w.say(
        "chart_told",
        first=w.month(shown[0]),
        last=w.month(shown[-1]),
        sum=w.count("articles", sum(numbers)),
        peak=w.month(peak),
        most=most,
    )
    marked = {month for month in shown if month.endswith("-01")}
    if marked.isdisjoint(shown[:3]):  # where their years would touch
        marked.add(shown[0])
    columns = [
        Column(
            words=f"{w.month(month)}: {w.count('articles', number)}",
            label=w.short_month(month),
            year=month[:4] if month in marked else "",
            number=w.number(number) if number and (len(shown) <= 12 or month in (peak, shown[-1])) else "",
            height=-(-100 * number // most),
        )
        for month, number in zip(shown, numbers, strict=True)
    ]
    return Chart(told=told, columns=tuple(columns))


def rows_of(by_month: ByMonth, w: Words, place: Place) -> list[Row]:
    """The table, as a page says it."""
    return [_row(span, w, place) for span in by_month.spans]


def _row(span: Span, w: Words, place: Place) -> Row:
    parts = w.count("parts", span.documents) if span.documents > 1 else ""
    last = place.file(span.last) if span.last else ""
    return w.month(span.name) if "-" in span.name else span.name, w.number(span.articles), last, parts


def _from(first: str, last: str) -> list[str]:
    """All months from one to another."""
    months = [first]
    while months[-1] < last:
        months.append(_back(months[-1], -1))
    return months


def _back(month: str, number: int) -> str:
    """The month so many before another."""
    year, of_year = map(int, month.split("-"))
    count = year * 12 + of_year - 1 - number
    return f"{count // 12:04}-{count % 12 + 1:02}"

"""The articles of a feed by month: a small chart of the last two years, and a table of them and the years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import Words

CHARTED = 24
"""Months."""
Archived = Mapping[str, tuple[str, int]]
"""Month → the path of the last document of its archive, without suffix, and how many there are of the month."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A month of the table, or a year."""

    words: str
    articles: int
    last: str = ""
    """The link to the last document of its archive, without suffix, which leads to the one before it; empty where it
    has none. All of them on every page would be more than all its articles."""
    documents: int = 0


def charted(months: Mapping[str, int], w: Words) -> Chart | None:
    """The chart up to the last month that has articles; None where there are not two months to compare."""
    held = sorted(month for month, number in months.items() if number)
    if len(held) < 2:
        return None
    shown = _from(max(held[0], _back(held[-1], CHARTED - 1)), held[-1])
    numbers = [months.get(month, 0) for month in shown]
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


def rows(months: Mapping[str, int], archived: Archived, w: Words, place: Place) -> list[Row]:
    """The months of the chart that have articles or a place in the archive, and the years before, the newest first."""
    held = sorted({*(month for month, number in months.items() if number), *archived}, reverse=True)
    first = _back(held[0], CHARTED - 1) if held else ""
    spans: dict[str, list[str]] = {}
    for month in held:
        spans.setdefault(month if month >= first else month[:4], []).append(month)
    return [_row(span, members, months, archived, w, place) for span, members in spans.items()]


def _row(
    span: str, members: Sequence[str], months: Mapping[str, int], archived: Archived, w: Words, place: Place
) -> Row:
    """A month, or the months of a year, the newest first."""
    written = [archived[month] for month in members if month in archived]
    return Row(
        words=w.month(span) if "-" in span else span,
        articles=sum(months.get(month, 0) for month in members),
        last=place.file(written[0][0]) if written else "",
        documents=sum(number for _path, number in written),
    )


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

"""The months of a period → the columns of a chart: more than fit become quarters, more than these years."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

FIT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column a month is in, and what stands at each: a short name and, where it is another one's, the year."""

    place: dict[str, int]
    names: tuple[str, ...]
    """Each by itself: "2026-07", "2026-Q3", "2026"."""
    labels: tuple[tuple[str, str], ...]


def columns_of(
    months: Sequence[str], *, first: str, least: int = 0, name: Callable[[str], str] = lambda month: month[5:]
) -> Columns:
    """The columns; where not all months fit, or where some are enough, the `least`, they begin with the `first` that
    has articles. `name`: what a month is called where there is little room."""
    if len(months) > (least or FIT):
        from_ = max(len(months) - least, 0)
        months = [month for place, month in enumerate(months) if month >= first or place >= from_]
    key = next((one for one in (_month, _quarter, _year) if len(dict.fromkeys(map(one, months))) <= FIT), _year)
    names = list(dict.fromkeys(map(key, months)))
    numbers = {name: number for number, name in enumerate(names)}
    return Columns(
        place={month: numbers[key(month)] for month in months},
        names=tuple(names),
        labels=tuple(_labels(names, name)),
    )


def _labels(names: Sequence[str], called: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Of the first the year only where none stands right beside it."""
    for number, name in enumerate(names):
        year, _, part = name.partition("-")
        beside = names[number - 1] if number else names[1] if len(names) > 1 else ""
        is_told = beside[:4] != year if number else beside[:4] in ("", year)
        short = called(name) if part.isdigit() else part
        yield (short, year if is_told else "") if part else (year, "")


def _month(month: str) -> str:
    return month


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _year(month: str) -> str:
    return month[:4]

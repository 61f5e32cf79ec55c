"""Figures → charts."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log2

from csm_crawler.jobs.trends.columns import Columns, columns_of
from csm_crawler.jobs.trends.telling import Telling, english
from csm_crawler.jobs.trends.values import Change, Trends
from csm_crawler.publish.charts import Bar, Series, bars, columns, grid
from csm_crawler.publish.svg import SERIES, WIDTH, Frame

MOST = 20
"""Rows of a chart."""
FEWEST = 6
"""Months of a chart, also where only the last of them have articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a chart depends on beside its figures."""

    telling: Telling
    width: int = WIDTH
    suffix: str = ""
    """Of its name: on a page each is another."""
    is_bare: bool = False


def draw(trends: Trends, name: str, style: Style | None = None) -> str:
    """The chart of a figure, as a document of SVG; in English where no style is given. `CHARTS` names those that have
    one."""
    return CHARTS[name](trends, style or Style(telling=english(trends)))


def _mentions(trends: Trends, style: Style) -> str:
    """A grid of several platforms; of one the columns of its months, in pieces by language or site where asked."""
    told = style.telling
    shown = columns_of(trends.period.months, first=first_month(trends), least=FEWEST, name=told.w.short_month)
    if len(trends.platforms) != 1:
        marks = added_by_column(trends, shown)
        shades = (told.rule("shades"), told.w["counted"], told.rule("dated"), *_mark(marks, told))
        frame = _frame(trends, style, "mentions", told.w["mentions"], *shades)
        return grid(frame, shown.labels, _series(trends, shown, told, "platform")[:MOST], marks)
    by = next((one for one in ("language", "site") if one in trends.by), "")
    title = told.w.say(f"mentions_of{f'_{by}' if by else ''}", platform=told.name(trends.platforms[0]))
    frame = _frame(trends, style, "mentions", title, told.w["counted"], told.rule("dated"))
    return columns(frame, shown.labels, _few(_series(trends, shown, told, by or "platform"), told))


def first_month(trends: Trends) -> str:
    """The first that has articles; empty where none has."""
    return min((one.month for one in trends.monthly), default="")


def added_by_column(trends: Trends, shown: Columns) -> tuple[str, ...]:
    """For each column how many sites were added in it: +2; nothing where none was."""
    added = Counter(shown.place.get(f"{moment:%Y-%m}", -1) for moment in trends.new_sites.values())
    return tuple(f"+{added[place]}" if added[place] else "" for place in range(len(shown.labels)))


def _mark(marks: tuple[str, ...], told: Telling) -> tuple[str, ...]:
    return (told.w.say("added_mark", n="n"),) if any(marks) else ()


def _series(trends: Trends, shown: Columns, told: Telling, by: str) -> list[Series]:
    """A row for each platform, in their order, or language or site, the largest first, of the monthly mentions."""
    names = told.names if by == "platform" else {"": told.w["unknown"]}
    counted: dict[str, Counter[int]] = {}
    for one in trends.monthly:
        counted.setdefault(getattr(one, by), Counter())[shown.place[one.month]] += one.articles
    size = range(len(shown.labels))
    order = {platform: place for place, platform in enumerate(trends.platforms)}
    return [
        Series(label=names.get(key, key), values=tuple(counted[key][place] for place in size))
        for key in sorted(counted, key=lambda key: (order.get(key, -counted[key].total()), key))
    ]


def _few(series: list[Series], told: Telling) -> list[Series]:
    """The largest, as many as there are colors, and all others as one."""
    most = len(SERIES)
    if len(series) <= most:
        return series
    others = zip(*(one.values for one in series[most - 1 :]), strict=True)
    label = told.w.say("others", n=len(series) - most + 1)
    return [*series[: most - 1], Series(label=label, values=tuple(map(sum, others)))]


def _voice(trends: Trends, style: Style) -> str:
    told = style.telling
    rows = [
        Bar(
            label=told.name(one.platform),
            value=one.share,
            words=told.w.say(
                "voice_of",
                share=told.w.percent(one.share),
                articles=told.articles(one.articles),
                sites=told.sites(one.sites),
            ),
        )
        for one in trends.voices[:MOST]
    ]
    return bars(_frame(trends, style, "voice", told.w["voice"], told.rule("share")), rows)


def _changes(trends: Trends, style: Style) -> str:
    """On a scale where twice as many is as long as half as many."""
    told, changes = style.telling, trends.changes
    found = changes.found
    if len(found) > MOST:
        found = (*found[: MOST // 2], *found[-MOST // 2 :])
    frame = Frame(
        name=f"changes{style.suffix}",
        title=told.w["changes"],
        lead=told.joined(told.compared(changes), told.whole(changes)),
        notes=(told.rule("change"), told.w["counted"], *told.added(len(changes.new_sites))),
        nothing=told.w["changes_nothing"] if changes.before else told.w["nothing"],
        width=style.width,
        is_bare=style.is_bare,
    )
    return bars(frame, [_change(one, told) for one in found])


def _change(one: Change, told: Telling) -> Bar:
    return Bar(label=told.name(one.platform), value=log2(one.ratio), words=told.change(one))


def _pairs(trends: Trends, style: Style) -> str:
    told = style.telling
    rows = [
        Bar(
            label=f"{told.name(one.platform)} + {told.name(one.other)}",
            value=one.articles,
            words=told.w.say("pair", articles=told.articles(one.articles), lift=told.w.decimal(one.lift, 2)),
        )
        for one in trends.pairs[:MOST]
    ]
    return bars(_frame(trends, style, "pairs", told.w["pairs"], told.rule("lift"), told.w["counted"]), rows)


def _frame(trends: Trends, style: Style, name: str, title: str, *notes: str) -> Frame:
    told = style.telling
    return Frame(
        name=f"{name}{style.suffix}",
        title=title,
        lead=told.summary(trends),
        notes=(*notes, *told.added(len(trends.new_sites))),
        nothing=told.w["nothing"],
        width=style.width,
        is_bare=style.is_bare,
    )


CHARTS: Mapping[str, Callable[[Trends, Style], str]] = {
    "mentions": _mentions,
    "voice": _voice,
    "changes": _changes,
    "pairs": _pairs,
}
"""The figures that have a chart."""

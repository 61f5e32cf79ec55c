"""Figures → charts."""

from collections import Counter
from collections.abc import Callable, Mapping
from math import log2

from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.columns import Columns, columns_of
from csm_crawler.jobs.trends.report import compared, count, mean, summary
from csm_crawler.jobs.trends.values import Change, Trends
from csm_crawler.publish.charts import Bar, Series, bars, columns, grid
from csm_crawler.publish.svg import SERIES, Frame

MOST = 20
"""Rows of a chart."""
UNKNOWN = "unknown"
"""The language of articles that do not tell theirs."""


def draw(trends: Trends, name: str) -> str:
    """The chart of a figure, as a document of SVG. `CHARTS` names those that have one."""
    return CHARTS[name](trends)


def _mentions(trends: Trends) -> str:
    """A grid of several platforms; of one the columns of its months, in pieces by language or site where asked."""
    shown = columns_of(trends.period.months, first=min((one.month for one in trends.monthly), default=""))
    if len(trends.platforms) != 1:
        frame = _frame(trends, "mentions", "Articles by platform and month", _SHADES, rules.COUNTED, rules.DATED)
        return grid(frame, shown.labels, _series(trends, shown, "platform", trends.names)[:MOST])
    by = next((one for one in ("language", "site") if one in trends.by), "")
    title = f"{trends.names[trends.platforms[0]]}: articles by month{f' and {by}' if by else ''}"
    frame = _frame(trends, "mentions", title, rules.COUNTED, rules.DATED)
    pieces = _series(trends, shown, by or "platform", {"": UNKNOWN} if by else trends.names)
    return columns(frame, shown.labels, _few(pieces, len(SERIES)))


def _series(trends: Trends, shown: Columns, by: str, names: Mapping[str, str]) -> list[Series]:
    """A row for each platform, language or site of the monthly mentions, the largest first."""
    counted: dict[str, Counter[int]] = {}
    for one in trends.monthly:
        counted.setdefault(getattr(one, by), Counter())[shown.place[one.month]] += one.articles
    size = range(len(shown.labels))
    rows = [
        Series(label=names.get(key, key), values=tuple(found[place] for place in size))
        for key, found in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row.total, row.label))


def _few(series: list[Series], most: int) -> list[Series]:
    """The largest, and all others as one."""
    if len(series) <= most:
        return series
    others = zip(*(one.values for one in series[most - 1 :]), strict=True)
    label = f"{len(series) - most + 1} others"
    return [*series[: most - 1], Series(label=label, values=tuple(map(sum, others)))]


def _voice(trends: Trends) -> str:
    frame = _frame(trends, "voice", "Share of voice, each site weighing the same", rules.SHARE)
    rows = [
        Bar(
            label=trends.names[one.platform],
            value=one.share,
            words=f"{one.share:.1%} · {count(one.articles, 'article')}, {count(one.sites, 'site')}",
        )
        for one in trends.voices[:MOST]
    ]
    return bars(frame, rows)


def _changes(trends: Trends) -> str:
    """On a scale where twice as many is as long as half as many."""
    found = trends.changes.found
    if len(found) > MOST:
        found = (*found[: MOST // 2], *found[-MOST // 2 :])
    frame = Frame(
        name="changes",
        title="Risers and fallers",
        lead=compared(trends),
        notes=(rules.CHANGE, rules.COUNTED, *_added(len(trends.changes.new_sites))),
    )
    return bars(frame, [_change(trends, one) for one in found])


def _change(trends: Trends, one: Change) -> Bar:
    new = f", {one.of_new_sites} of new sites" if one.of_new_sites else ""
    words = f"×{one.ratio:.2f} · {one.articles}, before {mean(one.before)}{new}"
    return Bar(label=trends.names[one.platform], value=log2(one.ratio), words=words)


def _pairs(trends: Trends) -> str:
    frame = _frame(trends, "pairs", "Named together", rules.LIFT, rules.COUNTED)
    rows = [
        Bar(
            label=f"{trends.names[one.platform]} + {trends.names[one.other]}",
            value=one.articles,
            words=f"{count(one.articles, 'article')}, lift {one.lift:.2f}",
        )
        for one in trends.pairs[:MOST]
    ]
    return bars(frame, rows)


def _frame(trends: Trends, name: str, title: str, *notes: str) -> Frame:
    return Frame(name=name, title=title, lead=summary(trends), notes=(*notes, *_added(len(trends.new_sites))))


def _added(sites: int) -> tuple[str, ...]:
    verb = "was" if sites == 1 else "were"
    return (f"{count(sites, 'site')} {verb} added after the period began. {rules.ADDED}",) if sites else ()


_SHADES = "The stronger the color of a cell, the more articles, beside the largest number of its row."

CHARTS: Mapping[str, Callable[[Trends], str]] = {
    "mentions": _mentions,
    "voice": _voice,
    "changes": _changes,
    "pairs": _pairs,
}
"""The figures that have a chart."""

"""Figures → tables: the same on the command line, as CSV and JSON, and on a page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from csm_crawler.items import Article
from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.values import Mentions, Trends
from csm_crawler.publish.feed import entry_title
from csm_crawler.publish.tables import Cell, Table


def tables(trends: Trends) -> dict[str, Table]:
    """All of them by name, in their order."""
    return {name: make(trends) for name, make in _TABLES.items()}


def _mentions(trends: Trends) -> Table:
    months = ("share",) if trends.by == ("month",) else ()
    return Table(
        name="mentions",
        title=f"Articles by platform{''.join(f', {one}' for one in trends.by)}",
        columns=("platform", "name", *trends.by, "articles", "of_new_sites", *months),
        rows=tuple(_mention(trends, one, trends.by, share=bool(months)) for one in trends.mentions),
        rules=(rules.COUNTED, rules.DATED, rules.ADDED, *((rules.SHARE,) if months else ())),
    )


def _undated(trends: Trends) -> Table:
    by = tuple(one for one in trends.by if one != "month")
    return Table(
        name="undated",
        title=f"Articles without a date by platform{''.join(f', {one}' for one in by)}",
        columns=("platform", "name", *by, "articles", "of_new_sites"),
        rows=tuple(_mention(trends, one, by, share=False) for one in trends.apart),
        rules=(rules.DATED,),
    )


def _mention(trends: Trends, one: Mentions, by: Iterable[str], *, share: bool) -> tuple[Cell, ...]:
    told = tuple(getattr(one, name) for name in by)
    row = (*_who(trends, one.platform), *told, one.articles, one.of_new_sites)
    return (*row, _rounded(one.share)) if share else row


def _who(trends: Trends, platform: str) -> tuple[str, str]:
    return platform, trends.names[platform]


def _voice(trends: Trends) -> Table:
    rows = ((*_who(trends, one.platform), _rounded(one.share), one.articles, one.sites) for one in trends.voices)
    return Table(
        name="voice",
        title="Share of voice, each site weighing the same",
        columns=("platform", "name", "share", "articles", "sites"),
        rows=tuple(rows),
        rules=(rules.SHARE,),
    )


def _changes(trends: Trends) -> Table:
    changes = trends.changes
    rows = (
        (*_who(trends, one.platform), _rounded(one.ratio), one.articles, _rounded(one.before), one.of_new_sites)
        for one in changes.found
    )
    return Table(
        name="changes",
        title="Risers and fallers",
        columns=("platform", "name", "change", "articles", "before", "of_new_sites"),
        rows=tuple(rows),
        rules=(compared(trends), rules.CHANGE, rules.ADDED),
    )


def compared(trends: Trends) -> str:
    """What the changes are between, in words."""
    changes = trends.changes
    if not changes.before:
        return f"{changes.period} is compared with nothing: the periods before hold too few articles."
    before = ", ".join(map(str, changes.before))
    means = f"{changes.articles} articles of any kind, {mean(changes.articles_before)} on average before"
    return f"{changes.period} is compared with {before}: {means}."


def count(number: int, noun: str) -> str:
    """1 site, 2 sites."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def mean(value: float) -> str:
    """A mean in words: as exact as a reader needs it."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _seen(trends: Trends) -> Table:
    rows = ((*_who(trends, one.platform), *_article(one.first), *_article(one.last)) for one in trends.seen)
    ends = [f"{end}{more}" for end in ("first", "last") for more in ("", "_site", "_title", "_url")]
    return Table(
        name="seen",
        title="First and last named, in the whole archive",
        columns=("platform", "name", *ends),
        rows=tuple(rows),
        rules=("By the date of the article, where its day is known.",),
    )


def _article(one: Article) -> tuple[str, str, str, str]:
    day = f"{one.published.date()}" if one.published else ""
    return day, one.site, entry_title(one), one.url


def _pairs(trends: Trends) -> Table:
    rows = (
        (*_who(trends, one.platform), *_who(trends, one.other), one.articles, _rounded(one.lift))
        for one in trends.pairs
    )
    return Table(
        name="pairs",
        title="Named together",
        columns=("platform", "name", "with", "with_name", "articles", "lift"),
        rows=tuple(rows),
        rules=(rules.LIFT,),
    )


def _sites(trends: Trends) -> Table:
    added = {**trends.new_sites, **trends.changes.new_sites}
    return Table(
        name="sites",
        title="Sites that were added after a period began",
        columns=("site", "added"),
        rows=tuple((site, f"{moment.date()}") for site, moment in added.items()),
        rules=(rules.ADDED,),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


_TABLES: Mapping[str, Callable[[Trends], Table]] = {
    "mentions": _mentions,
    "undated": _undated,
    "voice": _voice,
    "changes": _changes,
    "seen": _seen,
    "pairs": _pairs,
    "sites": _sites,
}


def summary(trends: Trends) -> str:
    """What the figures are of, in a sentence or two."""
    newest = f", the newest of {trends.newest.date()}" if trends.newest < trends.period.until else ""
    apart = f" {trends.undated} without a date are counted apart." if trends.undated else ""
    return f"{trends.period}: {count(trends.articles, 'article')} of {count(trends.sites, 'site')}{newest}.{apart}"


def document(trends: Trends) -> dict[str, Any]:
    """All of it for JSON: each table with its rules, each row an object."""
    return {
        "since": f"{trends.period.since.date()}",
        "until": f"{trends.period.last_day.date()}",
        "newest": f"{trends.newest.date()}",
        "counted": rules.COUNTED,
        "articles": trends.articles,
        "undated": trends.undated,
        "sites": trends.sites,
        "figures": {name: _object(table) for name, table in tables(trends).items()},
    }


def _object(table: Table) -> dict[str, Any]:
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {"title": table.title, "rules": list(table.rules), "rows": rows}

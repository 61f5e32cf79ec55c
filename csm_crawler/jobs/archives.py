"""Which documents of the feeds' archives are to be written: a month each, in parts where it is long."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from csm_crawler.store import ArticleStore, Month, Shelf, Window
from csm_crawler.store.months import start_of

FOLDER = "archive"
"""Below feeds/."""
SUFFIXES = (".rss", ".atom", ".json")
"""Of a feed's own files and of those of its archive."""
PART = 500
"""Articles of one document; the oldest of a month are in its first, so that news changes the last only."""
_NAMED = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]+)?")
"""How `path_of` names a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A part of a month."""

    month: Month
    part: int
    """From 0."""
    older: str
    """The path of the document before it; empty for the first of all."""

    @property
    def path(self) -> str:
        """Under feeds/, without suffix: archive/wechat/2026-07, archive/wechat/2026-07-2 …"""
        return path_of(self.month.feed, self.month.month, self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done about one feed and its archive."""

    shown: tuple[int, ...] = ()
    """Ids of the articles that its own file holds."""
    newest: str = ""
    """The path of its last document, which the feed itself leads to; empty where it has no archive."""
    documents: tuple[Document, ...] = ()
    """Those to write, the oldest first."""
    surplus: tuple[str, ...] = ()
    """The paths of those to remove, when nothing leads to them any more."""
    ahead: tuple[Month, ...] = ()
    """What is noted of months before any document is written: documents of a publishing that ends midway are found
    again then, whatever their articles have become."""
    marks: tuple[Month, ...] = ()
    """What is true of the months when that is done."""
    until: datetime | None = None
    """What was listed before stands in the archive then; None where there is none."""


def plans(store: ArticleStore, names: Sequence[str], window: Window, *, whole: Collection[str] = ()) -> dict[str, Plan]:
    """What is done about the archives of these feeds; of the `whole` ones every document is written."""
    return {
        name: plan(shelf, store.unchanged_in, is_whole=name in whole)
        if shelf.articles > len(shelf.shown)
        else _end(shelf)
        for name, shelf in store.shelves(names, window, whole=whole).items()
    }


def plan(shelf: Shelf, unchanged: Callable[[Month], int], *, is_whole: bool = False) -> Plan:
    """What is done about an archive.

    Written are the parts that changed, and the one behind a month that got or lost its last part: it leads to it.
    """
    documents: list[Document] = []
    surplus: list[str] = []
    ahead: list[Month] = []
    marks: list[Month] = []
    older = was_older = _end_of(shelf.before) if shelf.before else ""
    for month in shelf.months:
        parts, leads_elsewhere = _parts_of(month), older != was_older
        stale = set(_stale(month, unchanged, is_whole=is_whole))
        if leads_elsewhere:
            stale.add(0)
        mark = replace(month, parts=parts, stale_from=None)
        if is_ahead := parts > month.parts or (parts > 0 and leads_elsewhere):
            ahead.append(replace(month, parts=max(parts, month.parts), stale_from=start_of(month.month)))
        if is_ahead or mark != month:
            marks.append(mark)
        surplus += [path_of(month.feed, month.month, part) for part in range(parts, month.parts)]
        for part in range(parts):
            if part in stale:
                documents.append(Document(month=month, part=part, older=older))
            older = path_of(month.feed, month.month, part)
        was_older = _end_of(month) if month.parts else was_older
    return Plan(
        shown=shelf.shown,
        newest=older,
        documents=tuple(documents),
        surplus=tuple(surplus),
        ahead=tuple(ahead),
        marks=tuple(marks),
        until=shelf.until,
    )


def _parts_of(month: Month) -> int:
    """In how many documents its articles are to lie."""
    return -(-month.articles // PART)


def _stale(month: Month, unchanged: Callable[[Month], int], *, is_whole: bool) -> Iterator[int]:
    """The parts of a month that are other than they were written."""
    if is_whole or not month.parts:
        yield from range(_parts_of(month))
    elif month.stale_from is not None:
        yield from range(unchanged(month) // PART, _parts_of(month))


def _end(shelf: Shelf) -> Plan:
    """The plan for a feed whose own file holds all its articles: it has no archive, or has one no longer."""
    written = [month for month in shelf.months if month.parts]
    return Plan(
        shown=shelf.shown,
        surplus=tuple(path_of(month.feed, month.month, part) for month in written for part in range(month.parts)),
        marks=tuple(replace(month, parts=0) for month in written),
    )


def _end_of(month: Month) -> str:
    """The path of the last of its parts that are written."""
    return path_of(month.feed, month.month, month.parts - 1)


def swept(plans: Mapping[str, Plan], folder: Path, names: Collection[str]) -> dict[str, Plan]:
    """The plans, those of `names` with every document in their folders as surplus that they do not write: they write
    all that there are to be."""
    chosen = frozenset(names)
    return {
        name: replace(plan, surplus=(*plan.surplus, *_strays(plan, folder, name))) if name in chosen else plan
        for name, plan in plans.items()
    }


def _strays(plan: Plan, folder: Path, name: str) -> list[str]:
    """The paths of documents on the disk of which a plan knows nothing; other people's files are none."""
    known = {*plan.surplus, *(one.path for one in plan.documents)}
    files = [file for file in (folder / FOLDER / name).glob("*.*") if file.suffix in SUFFIXES and file.is_file()]
    return sorted({f"{FOLDER}/{name}/{file.stem}" for file in files if _NAMED.fullmatch(file.stem)} - known)


def path_of(feed: str, month: str, part: int) -> str:
    """Where a part of a month lies below feeds/, without suffix."""
    return f"{FOLDER}/{feed}/{month}{f'-{part + 1}' if part else ''}"

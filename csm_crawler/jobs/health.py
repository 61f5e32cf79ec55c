"""What one visit says of a site's health, beside what the site normally gives: pure, one reason or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from csm_crawler.store import SiteRecord

FINE, BROKEN, WALLED, MOVED, QUIET, DORMANT = "fine", "broken", "walled", "moved", "quiet", "dormant"
FAULTS = (BROKEN, WALLED)
"""States in which nothing that can be trusted comes of a site."""
SILENCES = (QUIET, DORMANT)
"""States in which nothing is wrong but that nothing new came for long."""
ENOUGH = 5
"""Visits before anything is called unusual; what is wrong by itself needs none."""
LOOKED_AT = 20
"""So many of the last visits say what is normal."""
_SOME = 4
"""Cards that a share is told of."""
_WALL = re.compile(
    r": (?:looks like (?!a parked domain|a maintenance page)|answered (?:401|402|403|407|451)\b|robots\.txt forbids)"
)
_LEFT_ALONE = re.compile(r"^\S+: (?:robots\.txt )?asked to be left alone until ")
_FIELDS = {"undated": "date", "untitled": "title", "unlinked": "link"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a site, as one visit shows it."""

    state: str
    reason: str
    """Words for people, without the site's name."""
    may_be_usual: bool = False
    """Whether it is no more than unusual: what goes on so for long is the site's new way."""


def was_left_alone(record: SiteRecord) -> bool:
    """Whether its server was not asked, as it wanted: then the visit says nothing of the site."""
    return _LEFT_ALONE.match(record.problem) is not None


def examine(record: SiteRecord, before: Sequence[SiteRecord]) -> Finding | None:
    """What is wrong; None where all is as it should be, or the server says that it is as it was.

    `before`: earlier visits in which the site's first page came whole and nothing was wrong.
    """
    if record.problem:
        first = record.problem.partition("; ")[0]
        return Finding(WALLED if _WALL.search(f": {record.problem}") else BROKEN, first)
    if record.is_whole and (found := _strange(record, before[-LOOKED_AT:])):
        return found
    if record.moved_to:
        return Finding(MOVED, f"its page is now at {record.moved_to}")
    return None


def _strange(record: SiteRecord, before: Sequence[SiteRecord]) -> Finding | None:
    if record.titles == 1 and record.cards - record.untitled > _SOME:
        return Finding(BROKEN, f"all {record.cards} cards have the same title")
    if len(before) < ENOUGH:
        return None
    if missing := _without_field(record, before):
        return Finding(BROKEN, missing)
    # Who moves takes the links along.
    hosts = "" if record.moved_to else _other_hosts(record.hosts, [one.hosts for one in before])
    unusual = (
        _too_few(record.listed, [one.listed for one in before])
        or hosts
        or _other_language(record.languages, [one.languages for one in before])
    )
    return Finding(BROKEN, unusual, may_be_usual=True) if unusual else None


def _too_few(cards: int, before: Sequence[int]) -> str:
    """A list whose length always varied may be short; one that did not may lose half of it."""
    usual = median(before)
    strays = median(abs(one - usual) for one in before)
    if cards < min(usual / 2, min(before) * 0.75) and cards < usual - 4 * strays:
        return f"{cards} cards, {usual:.0f} is usual"
    return ""


def _without_field(record: SiteRecord, before: Sequence[SiteRecord]) -> str:
    for counted, name in _FIELDS.items():
        shares = [getattr(one, counted) / one.cards for one in before if one.cards]
        missing = getattr(record, counted)
        if record.cards >= _SOME and shares and missing / record.cards > max(median(shares) + 0.5, max(shares) + 0.25):
            return f"{missing} of {record.cards} cards have no {name}, {median(shares):.0%} is usual"
    return ""


def _other_hosts(hosts: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> str:
    """All links lead where none ever led, or to one place where they always led to several."""
    links, known = sum(hosts.values()), set().union(*before)
    if links < _SOME or not known:
        return ""
    if known.isdisjoint(hosts):
        return f"all links lead to {max(hosts, key=lambda host: hosts[host])}, where none led before"
    most = max(max(one.values()) / sum(one.values()) for one in before if one)
    if len(hosts) == 1 and most < 0.7:
        return f"all links lead to {next(iter(hosts))}, among several it led to before"
    return ""


def _other_language(languages: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> str:
    """Nearly all is in another language than nearly all ever was."""
    now, of_now = _main_language(languages)
    mains = [_main_language(one) for one in before if sum(one.values()) >= _SOME]
    usual = {language for language, _share in mains}
    told = sum(languages.values())
    if told <= _SOME or len(mains) < ENOUGH or len(usual) > 1 or now in usual or of_now < 0.8:
        return ""
    if min(share for _language, share in mains) < 0.8:
        return ""
    return f"its articles are in {now!r}, {usual.pop()!r} is usual"


def _main_language(languages: Mapping[str, int]) -> tuple[str, float]:
    if not languages:
        return "", 0.0
    main = max(languages, key=lambda one: (languages[one], one))
    return main, languages[main] / sum(languages.values())

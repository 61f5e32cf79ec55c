"""How a site stands: its state, from visit to visit; pure, and the only place where a state changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean, pstdev

from csm_crawler.jobs.health import DORMANT, FAULTS, FINE, MOVED, QUIET, Finding
from csm_crawler.jobs.rhythm import Rhythm, pauses

TWICE = 2
"""Visits in a row that open an incident, and that end one: servers have their moments."""
NEW_WAY = timedelta(days=14)
"""What is no more than unusual, and has gone on for so long with new articles, is usual."""
SHORTEST_QUIET = 3
SHORTEST_DORMANT = 90
"""Days."""
ODDS = 1000
"""One pause in so many that come as chance has it may be called a silence: of pauses of two days, one in five years."""
_KNOWN_PAUSES, _MANY_PAUSES, _MOST_PAUSES = 5, 20, 30
_UNEVEN = 2
"""As many pauses as chance has them are believed beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A site between two visits."""

    state: str = ""
    """Empty before its first visit."""
    reason: str = ""
    """As it was when the state began."""
    since: datetime | None = None
    doubted: str = ""
    """The state that the last visit spoke for; empty where it found nothing wrong."""
    doubts: int = 0
    """Visits in a row that spoke for it."""
    faults: int = 0
    """Visits in a row of which nothing came that can be trusted."""
    good: int = 0
    """Visits in a row in which nothing was wrong."""
    last_success: datetime | None = None
    last_new: datetime | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether the next visit decides what the last one began to say."""
        is_doubted = bool(self.doubted) and self.doubted != self.state and self.faults <= 1
        return is_doubted or (self.state in FAULTS and 0 < self.good < TWICE)


def after_visit(condition: Condition, finding: Finding | None, rhythm: Rhythm, *, new: int, now: datetime) -> Condition:
    """How the site stands after a visit: what is found twice in a row, or at the very first visit, is its state.

    Nothing wrong found, what counts is how long it has been silent; an article ends a silence at once.
    """
    seen = _count(condition, finding, new=new, now=now)
    if finding:
        return _turn(seen, finding, now) if _is_sure(seen, before=condition) else seen
    if condition.state in (*FAULTS, MOVED) and seen.good < TWICE:
        return seen
    return _turn(seen, silence(rhythm, now=now) or Finding(FINE, ""), now)


def is_new_way(condition: Condition, finding: Finding | None, *, now: datetime) -> bool:
    """Whether what is found has gone on for so long, with new articles, that it is the site's way now."""
    if not finding or not finding.may_be_usual or condition.state not in FAULTS or condition.since is None:
        return False
    has_news = condition.last_new is not None and condition.last_new > condition.since
    return has_news and now - condition.since >= NEW_WAY


def silence(rhythm: Rhythm, *, now: datetime) -> Finding | None:
    """Quiet or dormant, where the silence is longer than the site's own pauses explain; None where it is not, or where
    too few are known."""
    known = _usual(pauses(rhythm))
    if len(known) < _KNOWN_PAUSES:
        return None
    days, allowed = now.toordinal() - rhythm.news_days[-1], longest_pause(known)
    if days <= allowed:
        return None
    state = DORMANT if days > max(SHORTEST_DORMANT, 6 * allowed) else QUIET
    last = datetime.fromordinal(rhythm.news_days[-1])
    pause = "1 day" if max(known) == 1 else f"{max(known)} days"
    return Finding(state, f"nothing new since {last:%Y-%m-%d}; it usually pauses {pause} at most")


def longest_pause(known: Sequence[int]) -> float:
    """Days of silence that a site's pauses explain: twice the longest (three times, where few are known), and more
    where they are uneven.

    Of pauses that come as chance has it (their spread as large as their mean) one in `ODDS` is seven times as long as
    the mean, and by what few of them tell still longer; but hardly one is twice as long as the longest of many. Of many
    the longest counts for no more than itself: it may be that of an outage.
    """
    ordered, count, mean = sorted(known), len(known), fmean(known)
    longest = ordered[-2] if count >= _MANY_PAUSES else ordered[-1]
    uneven = (pstdev(known) / mean * count + _UNEVEN) / (count + _UNEVEN)
    by_chance = mean * (1 + uneven * (count * (math.exp(math.log(ODDS) / count) - 1) - 1))
    if count >= _MOST_PAUSES:
        by_chance = min(by_chance, 2 * ordered[-1] + 2)
    return max(SHORTEST_QUIET, ordered[-1] + 1, (2 + _KNOWN_PAUSES / count) * longest, by_chance)


def _usual(known: Sequence[int]) -> Sequence[int]:
    """All but the longest where the others do not explain it, for that was a silence; of two the other remains, and
    they are the site's way."""
    others = sorted(known)[:-1]
    if len(others) < _KNOWN_PAUSES or max(known) <= longest_pause(others):
        return known
    return others


def _count(condition: Condition, finding: Finding | None, *, new: int, now: datetime) -> Condition:
    state = finding.state if finding else ""
    faults = condition.faults + 1 if state in FAULTS else 0
    return replace(
        condition,
        doubted=state,
        doubts=(condition.doubts + 1 if state == condition.doubted else 1) if state else 0,
        faults=faults,
        good=0 if finding else condition.good + 1,
        last_success=condition.last_success if faults else now,
        last_new=now if new else condition.last_new,
    )


def _is_sure(seen: Condition, *, before: Condition) -> bool:
    """An error and a wall confirm each other where the site was fine; one takes the other's place when it is found
    twice itself."""
    if not before.last_success and not before.state:
        return True
    return seen.doubts >= TWICE or (seen.faults >= TWICE and before.state not in FAULTS)


def _turn(condition: Condition, finding: Finding, now: datetime) -> Condition:
    """In the state that was found; one that goes on keeps its reason and its time."""
    if condition.state == finding.state:
        return condition
    return replace(condition, state=finding.state, reason=finding.reason, since=now)

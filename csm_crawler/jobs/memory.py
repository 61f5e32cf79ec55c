"""What is remembered of a site from visit to visit, beside its state: as values, and as the store keeps them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from csm_crawler.jobs.condition import Condition
from csm_crawler.jobs.health import Finding
from csm_crawler.jobs.rhythm import Rhythm, read_rhythm
from csm_crawler.sites import Site
from csm_crawler.store import SiteState

_COUNTED = ("doubted", "doubts", "faults", "good")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Of one site."""

    rules: str = ""
    """A digest of its file: with another one, what is usual is learned anew."""
    visited_at: datetime | None = None
    usual_since: datetime | None = None
    """Visits before that say nothing of what is usual."""
    pause: timedelta = timedelta()
    """How long the site asks to be left alone between two visits."""
    strange: Finding | None = None
    """What was found in its page when that last came whole: a server may say ever after that it did not change."""
    condition: Condition = field(default_factory=Condition)
    rhythm: Rhythm = field(default_factory=Rhythm)


def rules_of(site: Site) -> str:
    """A digest of the site's file."""
    return hashlib.sha256(site.file.read_bytes()).hexdigest()[:16]


def read_memory(state: SiteState | None) -> Memory:
    """What the store kept; one that knows nothing of a site that was never visited."""
    if state is None:
        return Memory()
    values = json.loads(state.memory)
    condition = Condition(
        state=state.state,
        reason=state.reason,
        since=state.since,
        last_success=state.last_success,
        last_new=state.last_new,
        **{name: values[name] for name in _COUNTED},
    )
    return Memory(
        rules=state.rules,
        visited_at=state.visited_at,
        usual_since=datetime.fromisoformat(values["usual_since"]) if values["usual_since"] else None,
        pause=timedelta(seconds=values["pause"]),
        strange=Finding(*values["strange"]) if values["strange"] else None,
        condition=condition,
        rhythm=read_rhythm(values["rhythm"]),
    )


def state_of(site: str, memory: Memory, *, next_at: datetime, now: datetime) -> SiteState:
    """The memory as the store keeps it."""
    condition, strange = memory.condition, memory.strange
    values: Mapping[str, Any] = {
        "pause": round(memory.pause.total_seconds()),
        "strange": [strange.state, strange.reason, strange.may_be_usual] if strange else None,
        "rhythm": memory.rhythm.text(),
        **{name: getattr(condition, name) for name in _COUNTED},
        "usual_since": memory.usual_since.isoformat() if memory.usual_since else "",
    }
    return SiteState(
        site=site,
        state=condition.state,
        reason=condition.reason,
        since=condition.since or now,
        last_success=condition.last_success,
        last_new=condition.last_new,
        visited_at=memory.visited_at or now,
        next_at=next_at,
        rules=memory.rules,
        memory=json.dumps(values),
    )

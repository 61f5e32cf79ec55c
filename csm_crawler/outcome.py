"""What a run came to, and how that is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from csm_crawler.items import Article
from csm_crawler.jobs.publish import Published
from csm_crawler.jobs.watch import NO_CHANGES, Changes
from csm_crawler.masking import mask
from csm_crawler.store import Incident, SiteState


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to."""

    exit_code: int
    cards: int = 0
    new: int = 0
    changed: int = 0
    published: Published | None = None
    failed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    changes: Changes = NO_CHANGES
    """What the sites gave, and which incidents opened and ended."""
    states: Mapping[str, SiteState] = field(default_factory=dict)
    """How the enabled sites stand now."""
    waiting: tuple[str, ...] = ()
    """Enabled sites that were not due."""
    lines: tuple[tuple[str, str], ...] = ()
    """What is told of incidents: site and line."""
    added: tuple[Article, ...] = ()
    """Of a dry run: what would be new."""
    would_write: tuple[str, ...] | None = None
    """Of a dry run: names of the feeds and files that would have other bytes; None of any other run."""

    @property
    def summary(self) -> str:
        """The last line of a run."""
        feeds, written = (self.published.feeds, self.published.written) if self.published else (0, 0)
        line = (
            f"{self.cards} cards, {self.new} new articles, {feeds} feeds ({written} written), "
            f"{len(self.failed)} sites failed"
        )
        return line if self.would_write is None else f"{line}; a dry run, nothing was kept"

    @property
    def eventful(self) -> bool:
        """Whether there is anything to tell where nobody is looking."""
        return bool(self.exit_code or self.new or self.changed or (self.published and self.published.written))

    @property
    def next_visit(self) -> tuple[str, datetime] | None:
        """The site that is due first of those that were not, and when; None where there is none."""
        times = [(self.states[name].next_at, name) for name in self.waiting if name in self.states]
        return min(times)[::-1] if times else None


def rehearsed(outcome: Outcome) -> Sequence[str]:
    """What a dry run says: an article a line, then the feeds."""
    lines = [f"new: {one.site}: {one.title} {one.url}" for one in outcome.added]
    return [*lines, f"would write: {', '.join(outcome.would_write or ()) or 'nothing'}"] if outcome.published else lines


def json_of(outcome: Outcome) -> str:
    """One object in one line."""
    published = outcome.published
    values = {
        "exit_code": outcome.exit_code,
        "cards": outcome.cards,
        "new": outcome.new,
        "changed": outcome.changed,
        "feeds": published.feeds if published else 0,
        "written": published.written if published else 0,
        "failed": list(outcome.failed),
        "problems": [mask(one) for one in outcome.problems],
        "sites": {one.site: _site(one.site, outcome) for one in outcome.changes.records},
        "waiting": list(outcome.waiting),
        "opened": [_incident(one) for one in outcome.changes.opened],
        "ended": [_incident(one) for one in outcome.changes.closed],
        "dry_run": outcome.would_write is not None,
    }
    if outcome.would_write is not None:
        values["articles"] = [{"site": one.site, "title": one.title, "url": one.url} for one in outcome.added]
        values["would_write"] = list(outcome.would_write)
    return json.dumps(values, ensure_ascii=False)


def _site(name: str, outcome: Outcome) -> dict[str, object]:
    record = next(one for one in outcome.changes.records if one.site == name)
    state = outcome.states.get(name)
    return {
        "cards": record.cards,
        "new": record.new,
        "rejected": record.rejected,
        "problem": mask(record.problem),
        "state": state.state if state else "",
        "next_at": state.next_at.isoformat() if state else "",
    }


def _incident(incident: Incident) -> dict[str, object]:
    return {
        "site": incident.site,
        "state": incident.state,
        "reason": incident.reason,
        "opened_at": incident.opened_at.isoformat(),
        "closed_at": incident.closed_at.isoformat() if incident.closed_at else "",
        "ending": incident.ending,
    }

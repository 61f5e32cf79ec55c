"""What a run says itself, whatever the log level: on stderr what went wrong, on stdout how it went."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

from csm_crawler.logs import json_line, told
from csm_crawler.outcome import Outcome, json_of, rehearsed
from csm_crawler.rounds import Manner


@dataclass(frozen=True, slots=True)
class Voice:
    """What a run says itself, whatever the log level."""

    format: str

    def say(self, line: str, *, level: str = "ERROR", site: str = "") -> None:
        """A line on stderr."""
        sys.stderr.write(told(line, self.format, level=level, site=site))

    def sum_up(self, outcome: Outcome, out: TextIO) -> None:
        """The last line of a run; in JSON with its numbers."""
        if self.format != "json":
            out.write(f"{outcome.summary}\n")
            return
        numbers = {name: getattr(outcome, name) for name in ("exit_code", "cards", "new", "changed")}
        numbers |= {"sites_failed": len(outcome.failed)}
        out.write(f"{json_line(outcome.summary, at=datetime.now(UTC), level='INFO', numbers=numbers)}\n")


def tell(outcome: Outcome, manner: Manner, voice: Voice, out: TextIO) -> None:
    """What failed, what is new of incidents, and how it went; nothing of a good run where nobody is looking."""
    if manner.json:
        out.write(f"{json_of(outcome)}\n")
        return
    for problem in (*outcome.problems, *(outcome.published.notes if outcome.published else ())):
        voice.say(problem, site=_site_of(problem, outcome))
    for site, line in outcome.lines:
        voice.say(line, level="WARNING", site=site)
    if manner.dry_run:
        out.writelines(f"{line}\n" for line in rehearsed(outcome))
    is_asked = manner.dry_run or manner.verbose
    if is_asked or sys.stdout.isatty() or (outcome.eventful and not manner.is_brief):
        voice.sum_up(outcome, out)


def _site_of(problem: str, outcome: Outcome) -> str:
    """The site that a line of the outcome begins with; empty where it is about the run."""
    name = problem.partition(": ")[0]
    return name if name in outcome.failed else ""

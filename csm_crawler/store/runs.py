"""What the store remembers of a run, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, update

from csm_crawler.store.schema import run, site_run


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """How one site did in one run."""

    site: str
    cards: int = 0
    rejected: int = 0
    new: int = 0
    problem: str = ""
    """One line; empty where all went well."""
    is_live: bool = False
    """Whether it was asked over the network."""
    is_whole: bool = False
    """Whether its first page came: not where the server said that nothing changed, nor where it was lost."""
    listed: int = 0
    """Cards of its first page."""
    undated: int = 0
    """Cards whose date is missing or not understood."""
    untitled: int = 0
    unlinked: int = 0
    titles: int = 0
    """Different ones."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """Articles by language, `zh` for both scripts."""
    hosts: Mapping[str, int] = field(default_factory=dict)
    """Cards by the host that they lead to; the most frequent ones."""
    moved_to: str = ""
    """Where its page is for good now, where that is on another host."""
    finding: str = ""
    """The state that this visit spoke for; empty where nothing was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """How a run ended."""

    finished_at: datetime
    exit_code: int
    cards: int = 0
    new_articles: int = 0
    feeds: int = 0
    written: int = 0
    failed_sites: int = 0
    sites: tuple[SiteRecord, ...] = ()


def start_run(connection: Connection, started_at: datetime) -> int:
    """Note that a run began; its id. A run that was killed stays without an end."""
    counts = dict.fromkeys(("cards", "new_articles", "feeds", "written", "failed_sites"), 0)
    made = connection.execute(insert(run).values(started_at=started_at, **counts).returning(run.c.id))
    return int(made.scalar_one())


def finish_run(connection: Connection, run_id: int, record: RunRecord) -> None:
    """Note how the run and each of its sites ended."""
    values = {name: getattr(record, name) for name in RunRecord.__slots__ if name != "sites"}
    connection.execute(update(run).where(run.c.id == run_id).values(values))
    rows = [{"run_id": run_id} | {n: getattr(site, n) for n in SiteRecord.__slots__} for site in record.sites]
    if rows:
        connection.execute(insert(site_run), rows)

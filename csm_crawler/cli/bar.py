"""What a run shows on a terminal: a bar of the sites that were heard of, and in the end what each gave."""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from csm_crawler.cli.statecells import next_cell, state_cell, time_cell
from csm_crawler.collect import Watch
from csm_crawler.items import Card
from csm_crawler.outcome import Outcome
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import CsmSpider


class Bar(Watch):
    """A bar on stderr, of which nothing is left at the end; then a table on stdout."""

    def __init__(self) -> None:
        self.sites: set[str] = set()
        """Those that were heard of."""
        self.cards = 0
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("sites, {task.fields[cards]} cards"))
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.bar.stop()

    def begun(self, spider: CsmSpider) -> None:
        """The crawl begins: its sites are known."""
        self.bar.add_task("", total=len(spider.sites), cards=0)
        self.bar.start()

    def __call__(self, site: Site, number: int, cards: Sequence[Card], is_whole: bool) -> None:
        """A page, or a part of a long one, was read: its site, its number and its cards."""
        self.cards += len(cards)
        self.heard(site)

    def heard(self, site: Site) -> None:
        """Of a site came a page, whatever it held."""
        self.sites.add(site.name)
        for task in self.bar.task_ids:
            self.bar.update(task, completed=len(self.sites), cards=self.cards)

    def done(self, outcome: Outcome) -> None:
        """The table of those that were asked, and a line of those that were not due."""
        now, console = datetime.now(UTC), Console()
        if outcome.changes.records:
            console.print(outcome_table(outcome, now=now))
        if outcome.next_visit:
            name, moment = outcome.next_visit
            waiting = f"{len(outcome.waiting)} site{' is' if len(outcome.waiting) == 1 else 's are'} not due"
            told = f"{waiting}; next is {name}, {time_cell(moment, now=now)} UTC (--all asks all)"
            console.print(told, highlight=False, soft_wrap=True)


def outcome_table(outcome: Outcome, *, now: datetime) -> Table:
    """A row for each site that was asked; what failed stands in the lines above it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("site", "cards", "new", "state", "next visit"):
        table.add_column(heading, justify="right" if heading in ("cards", "new") else "left")
    for record in outcome.changes.records:
        state = outcome.states.get(record.site) if record.is_live else None
        due = next_cell(state, now=now) if state else "–" if record.is_live else "any time"
        table.add_row(record.site, str(record.cards), str(record.new), state_cell(state), due)
    return table

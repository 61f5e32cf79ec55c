"""What a backfill shows on a terminal: for each site how many pages and cards came, and how far back they are."""

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from csm_crawler.collect import Watch
from csm_crawler.items import Card
from csm_crawler.normalize.dates import site_dates
from csm_crawler.sites import Site


class Progress(Watch):
    """A table on stderr that grows with each page; nothing is left of it at the end but its last state."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.cards: Counter[str] = Counter()
        self.last: dict[str, str] = {}
        self.live = Live(console=Console(stderr=True), refresh_per_second=4, get_renderable=self.table)

    def __enter__(self) -> Self:
        self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.live.stop()

    def __call__(self, site: Site, number: int, cards: Sequence[Card], is_whole: bool) -> None:
        """A page, or a part of a long one, was read: its site, its number and its cards."""
        self.pages[site.name] += is_whole
        self.cards[site.name] += len(cards)
        oldest = next((card for card in reversed(cards) if card.date_text or card.date_attr), None)
        if oldest:
            self.last[site.name] = _day(oldest, site)

    def table(self) -> Table:
        """As it stands."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("site", "pages", "cards", "back to"):
            table.add_column(heading, justify="right" if heading in ("pages", "cards") else "left")
        for name, pages in self.pages.items():
            table.add_row(name, str(pages), str(self.cards[name]), Text(self.last.get(name, "")))
        return table


def _day(card: Card, site: Site) -> str:
    """Its day in the site's zone, as `--since` takes it; its words where they are not understood."""
    (date,) = site_dates([card], site)
    if date is None:
        return " ".join((card.date_text or card.date_attr).split())[:40]
    return date.moment.astimezone(site.zone).date().isoformat()

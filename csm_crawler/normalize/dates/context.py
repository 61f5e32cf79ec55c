"""What a parse knows besides the text: now, the site's zone, the language, the order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csm_crawler.items import EARLIEST
from csm_crawler.normalize.dates.clock import Clock
from csm_crawler.normalize.dates.lexicon import Lexicon
from csm_crawler.normalize.dates.parsed import ParsedDate

FUTURE = timedelta(days=2)
"""A date further ahead is not the publication of anything."""


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one text."""

    now: datetime
    """Aware, in the site's zone."""
    zone: ZoneInfo
    lexicon: Lexicon
    language: str | None
    order: str | None
    shown: str = ""
    """What has shown the order, where it is not the site's own."""
    lenient: bool = False
    """True where the neighbors in the list have shown that its bare numbers are dates."""

    @property
    def today(self) -> date:
        """The day at the site."""
        return self.now.date()

    def on(self, day: date, clock: Clock | None, rule: str) -> ParsedDate | None:
        """A day, and the time of it where it is known, as a moment; None where that lies too far ahead or back."""
        if day.year < EARLIEST:
            return None
        if clock is None:
            return self.at(datetime.combine(day, time(), self.zone), "day", rule)
        local = datetime.combine(day, time(clock.hour, clock.minute, clock.second))
        if clock.offset is None:
            return self.at(local.replace(tzinfo=self.zone), clock.unit, rule)
        return self.at((local - clock.offset).replace(tzinfo=UTC), clock.unit, rule)

    def at(self, moment: datetime, precision: str, rule: str) -> ParsedDate | None:
        """An aware moment as the result, in UTC."""
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return None
        if moment.year < EARLIEST or moment > self.now + FUTURE:
            return None
        return ParsedDate(moment, precision, rule)

    def year_of(self, two_digits: int) -> int:
        """The century of a year in two digits: this one's, up to ten years ahead (which is then refused as future)."""
        year = 2000 + two_digits
        return year if year <= self.now.year + 10 else year - 100

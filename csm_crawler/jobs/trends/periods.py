"""The time that figures are of, and the times before that they are compared with."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csm_crawler.errors import ConfigError

USUAL = 12
"""Months, where none are asked for."""
LATEST = 3
"""Of these the last that are compared with those before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a moment of UTC to before another; both begin a day."""

    since: datetime
    until: datetime

    def __str__(self) -> str:
        return f"{self.since.date()} to {self.last_day.date()}"

    @property
    def last_day(self) -> datetime:
        """It ends with the end of that day."""
        return self.until - timedelta(days=1)

    @property
    def months(self) -> tuple[str, ...]:
        """All that it touches: "2026-07"."""
        return months_between(self.since.date().isoformat()[:7], self.last_day.date().isoformat()[:7])

    @property
    def is_whole_months(self) -> bool:
        """Whether both begin a month."""
        return self.since.day == self.until.day == 1

    def cut(self, newest: datetime) -> "Period":
        """Only up to the day of the newest article, where it goes on after it."""
        end = start_of_day(newest) + timedelta(days=1)
        return Period(since=self.since, until=max(min(self.until, end), self.since + timedelta(days=1)))

    def before(self, count: int, *, whole: "Period") -> Iterator["Period"]:
        """So many earlier times of this length, the latest first; each begins as long before the one after it as
        `whole` is long: the same days of the quarters before, where this is the beginning of one."""
        for number in range(1, count + 1):
            try:
                yield Period(since=_earlier(self.since, whole, number), until=_earlier(self.until, whole, number))
            except (ValueError, OverflowError):  # before the year 1
                return


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Both and all that lie between."""
    start, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1))


def months_of(period: Period) -> Iterator[Period]:
    """Its months, the first and the last as far as they lie within it."""
    since = period.since
    while since < period.until:
        until = min(_shift(since.replace(day=1), 1), period.until)
        yield Period(since=since, until=until)
        since = until


def period_of(since: datetime | None, until: datetime | None, *, newest: datetime) -> tuple[Period, Period]:
    """The period that is asked for, and the one whose changes are told: the same, or the last months of the usual one.

    Without an end it goes to that of the newest article's month, without a beginning a year back.
    """
    if since is None and until is None:
        end = _shift(newest.replace(day=1), 1)
        return _days(_shift(end, -USUAL), end), _days(_shift(end, -LATEST), end)
    if until is None:
        until = _shift(max(newest, since or newest).replace(day=1), 1)
    asked = _days(since or _year_before(until), until)
    if asked.since >= asked.until:
        raise ConfigError("--until", "", f"ends before {asked.since.date()}, where --since begins")
    return asked, asked


def _days(since: datetime, until: datetime) -> Period:
    return Period(since=start_of_day(since), until=start_of_day(until))


def start_of_day(moment: datetime) -> datetime:
    """Of UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _year_before(moment: datetime) -> datetime:
    try:
        return _shift(moment, -USUAL)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _earlier(moment: datetime, whole: Period, times: int) -> datetime:
    if whole.is_whole_months:
        return _shift(moment, -times * len(whole.months))
    return moment - times * (whole.until - whole.since)


def _shift(moment: datetime, months: int) -> datetime:
    """So many months later: the 31st becomes the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(max(year, 1), month + 1)[1]))

"""A day, month, quarter or year as people write it → its first moment and the first one after it."""

import re
from datetime import UTC, datetime

from csm_crawler.errors import ConfigError

_PERIOD = re.compile(r"(\d{4})(?:-(?:[qQ]([1-4])|(\d\d)(?:-(\d\d))?))?")


def read_period(text: str, *, where: str) -> tuple[datetime, datetime]:
    """Where the period begins and where the next one does, in UTC; ConfigError, naming `where` it was written.

    2019-11-13 is a day, 2019-11 a month, 2019-Q4 a quarter, 2019 a year.
    """
    found = _PERIOD.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year, quarter, month, day = (int(one) if one else 0 for one in found.groups())
        months = 3 if quarter else 1 if month else 12
        start = datetime(year, month or 3 * quarter - 2 * bool(quarter) or 1, day or 1, tzinfo=UTC)
        return start, _next_day(start) if day else _later(start, months)
    except (ValueError, OverflowError):
        problem = f"is {text!r}; it must be a day such as 2019-11-13, a month (2019-11), a quarter (2019-Q4) or a year"
        raise ConfigError(where, "", problem) from None


def _later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)


def _next_day(start: datetime) -> datetime:
    return datetime.fromordinal(start.toordinal() + 1).replace(tzinfo=UTC)

"""A printed day → the day of the calendar: which part is the month, which year is meant, does the weekday agree."""

from datetime import date, timedelta

from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.days import Day

RECENT = 32
"""Days back in which a day of the month stands for one day only."""

YEARS_BACK = 9
"""February 29 comes back after four years, once in a century after eight."""


def candidates(day: Day, context: Context) -> list[Day]:
    """The day under each reading that its order of parts allows."""
    if day.form == "day month year2" and context.order == "YMD":
        return [day._replace(year=day.day, day=day.year)]
    if not day.swapped:
        return [day]
    if context.order == "YMD" and day.year is not None and day.year < 100:
        return [day._replace(year=day.day, month=day.month, day=day.year, swapped=False)]
    if _short_chinese(day, context):
        return [day._replace(year=day.day, day=day.year, swapped=False)]
    day_first = day._replace(swapped=False)
    month_first = day._replace(month=day.day or 0, day=day.month, swapped=False)
    readings = [
        reading for reading in (day_first, month_first) if 1 <= reading.month <= 12 and (reading.day or 0) <= 31
    ]
    if len(readings) == 2 and day.month != day.day:
        order = context.order
        if order == "DMY" or (order is None and context.lexicon.day_first):
            return [day_first]
        if order == "MDY" or (order == "YMD" and day.year is None) or (order is None and context.lexicon.month_first):
            return [month_first]
    return readings[:1] if day.month == day.day else readings


def _short_chinese(day: Day, context: Context) -> bool:
    """19-11-13 on a Chinese page begins with the year, as the long form does."""
    custom = context.order is None and context.lexicon.month_first and (context.language or "").startswith("zh")
    return custom and day.padded and day.year is not None and day.year < 100 and 1 <= day.month <= 12


def days_of(day: Day, context: Context, weekday: int | None) -> list[date]:
    """The calendar days that a printed day may be; of two, no more is known."""
    found = {_dated(reading, context) for reading in candidates(day, context)}
    days = sorted(found - {None})  # type: ignore[type-var]
    if weekday is not None:
        days = [found_day for found_day in days if found_day is not None and found_day.weekday() == weekday]
    return [found_day for found_day in days if found_day is not None]


def _dated(day: Day, context: Context) -> date | None:
    if day.day is None:
        return None
    if day.year is not None and day.year < 5000:
        year = context.year_of(day.year) if day.year < 100 else day.year
        return _day(year, day.month, day.day)
    if day.year is not None:
        return _day(context.now.year + day.year - 10000, day.month, day.day)
    if day.month >= 200:
        return _latest(day.month - 200, day.day, context)
    if day.form == "month's day":
        first = context.today.replace(day=1)
        if day.month < 100:
            first = (first - timedelta(days=1)).replace(day=1)
        return _day(first.year, first.month, day.day)
    for year in range(context.now.year, context.now.year - YEARS_BACK, -1):
        found = _day(year, day.month, day.day)
        if found is not None and found <= context.today:
            return found
    return None


def _latest(weekday: int, day: int, context: Context) -> date | None:
    """«lunes 21»: the last month but one at most, for who prints no month means these weeks."""
    for back in range(RECENT):
        found = context.today - timedelta(days=back)
        if found.day == day:
            return found if found.weekday() == weekday else None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

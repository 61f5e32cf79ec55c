"""dateutil's parser as the last try, with its guesses taken from it.

It fills what a text does not say from a default, so the text is read under two defaults that agree in nothing:
a part that differs was never printed. Its weekday moves the date, and «mar» is both a weekday and a month, so
weekdays are left out of its words; it is never asked to be fuzzy.
"""

from datetime import datetime
from functools import cache

from dateutil.parser import ParserError, parser, parserinfo

from csm_crawler.normalize.dates import words
from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.parsed import ParsedDate

SENTINELS = (datetime(1904, 2, 28, 1, 1, 1), datetime(1951, 9, 17, 2, 2, 2))  # noqa: DTZ001


FILLERS = " |.|,|;|-|/|'|at|on|of|st|nd|rd|th|de|del|do|the|le|el|t".split("|")  # noqa: SIM905


class _Info(parserinfo):
    """Month names of all languages, no weekdays, no zones but UTC."""

    JUMP = FILLERS
    WEEKDAYS = []  # noqa: RUF012

    def __init__(self, day_first: bool) -> None:
        super().__init__(dayfirst=day_first)
        self._months = {
            word: number
            for row in words.MONTHS.values()
            for number, month in enumerate(row.split("|"))
            for word in month.split()
        }


@cache
def _parser(day_first: bool) -> parser:
    return parser(_Info(day_first))


def read_last(text: str, context: Context) -> ParsedDate | None:
    """What dateutil reads in a folded text that names a year in four digits and a month by name; else None."""
    try:
        first, second = (_parser(context.lexicon.day_first).parse(text, default=day) for day in SENTINELS)
    except (ParserError, OverflowError, ValueError, TypeError):
        return None
    if first.date() != second.date():
        return None
    zone = context.zone if first.tzinfo is None else first.tzinfo
    if (first.hour, first.minute) != (second.hour, second.minute):
        return context.at(first.replace(hour=0, minute=0, second=0, tzinfo=zone), "day", "dateutil")
    precision = "second" if first.second == second.second else "minute"
    return context.at(
        first.replace(second=first.second if precision == "second" else 0, tzinfo=zone), precision, "dateutil"
    )

"""Dates that machines write: ISO 8601, seconds since 1970, days in URL paths."""

import re
from datetime import UTC, date, datetime

from dateutil.parser import isoparse

from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.parsed import ParsedDate

ISO = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?P<second>:\d\d(?P<fraction>[.,]\d+)?)?\s?(?P<zone>[Zz]|[+-]\d\d:?\d\d|[+-]\d\d)?"
)
ISO_COMPACT = re.compile(r"\d{8}T?(?P<minute>\d{4})(?P<second>\d\d)?(?P<zone>Z)?")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
EPOCH_FROM = 1262304000
"""2010: ten digits that say an earlier second are a telephone number more likely."""

URL_DAY = re.compile(r"/(20\d\d|19[89]\d)([/\-_]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
URL_MONTH = re.compile(r"/(20\d\d|19[89]\d)[/\-](0[1-9]|1[0-2])(?=/)")


def read_machine(text: str, context: Context) -> ParsedDate | None:
    """An ISO 8601 date and time or an epoch, where the text is nothing else."""
    if len(text) > 40 or not text[:4].isdecimal() or not text.isascii():
        return None
    if match := ISO.fullmatch(text):
        return _iso(text, match, context)
    if match := ISO_COMPACT.fullmatch(text):
        return _compact(text, match, context)
    if EPOCH.fullmatch(text):
        return _epoch(text, context)
    return None


def _iso(text: str, match: re.Match[str], context: Context) -> ParsedDate | None:
    plain = text[:10] + "T" + text[11:].replace(" ", "").upper().replace(",", ".")
    if fraction := match["fraction"]:
        plain = plain.replace(fraction.replace(",", "."), "." + fraction[1:7])
    try:
        moment = isoparse(plain)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=context.zone)
    return context.at(moment, "second" if match["second"] else "minute", "iso")


def _compact(text: str, match: re.Match[str], context: Context) -> ParsedDate | None:
    """20191113T103000 and 20191113103000, which ISO 8601 wants with a T."""
    try:
        moment = isoparse(text[:8] + "T" + text[8:].lstrip("T"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=context.zone)
    return context.at(moment, "second" if match["second"] else "minute", "compact")


def _epoch(text: str, context: Context) -> ParsedDate | None:
    seconds = float(text)
    if len(text.partition(".")[0]) == 13:
        seconds /= 1000
    if seconds < EPOCH_FROM:
        return None
    return context.at(datetime.fromtimestamp(seconds, UTC), "second", "epoch")


def day_in_url(url: str) -> date | None:
    """The day in a URL's path, such as /2019/11/13/ or /20191113-title; None where there is none or are several."""
    found = set()
    for year, mark, month, day in URL_DAY.findall(url.partition("?")[0]):
        if mark or len(month + day) == 4:
            try:
                found.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return found.pop() if len(found) == 1 else None


def month_in_url(url: str) -> tuple[int, int] | None:
    """Year and month in a URL's path, /2019/11/."""
    found = {(int(year), int(month)) for year, month in URL_MONTH.findall(url.partition("?")[0])}
    return found.pop() if len(found) == 1 else None

"""Which words of a page look like a date: only where one stands is decided here, never what it means."""

import re
from dataclasses import dataclass
from functools import lru_cache

from csm_crawler.extract.auto.dateshapes import PATTERNS, PROMISING, TURNED, Kind
from csm_crawler.extract.auto.dom import visible_width


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as printed, and how much of it there is."""

    kind: Kind
    text: str
    share: float
    """What part of the examined text it is, 0 to 1."""

    @property
    def plain(self) -> str:
        """The text, with numbers that stand apart put in an order that can be read as a date."""
        match = next((found for shape in TURNED if (found := shape.search(self.text))), None)
        if not match:
            return self.text
        told = match.groupdict()
        if "day" in told:
            return f"{told['year']}-{int(told['month']):02}-{int(told['day']):02}"
        separator = "." if "." in self.text else "/"
        return separator.join((told["one"], told["two"], told["year"]))


_COUNT = re.compile(r"\s*[\(（\[]\s*\d+(?:\s*\w+)?\s*[\)）\]]\s*$|\s*[:：]$")


@lru_cache(maxsize=4096)  # a page asks twice for many of its texts, and all cards of a day say the same
def find_date(text: str) -> DateWords | None:
    """The most telling date in a short text; None where nothing in it looks like one."""
    text = text.strip(" -–—·|:,()[]（）【】")
    if not PROMISING.search(text):
        return None
    for kind, pattern in PATTERNS:
        match = pattern.search(text)
        if match:
            found = match.group().strip(" ,-–—·|/")
            return DateWords(kind, found, len(match.group()) / max(1, len(text)))
    return None


def leading_date(text: str) -> DateWords | None:
    """The whole date that a long text begins with: `October 25, 2023 - …`."""
    found = find_date(text[:40])
    return found if found and found.kind == "full" and text.startswith(found.text) else None


def whole_date(text: str) -> DateWords | None:
    """The date that a heading is, but for a weekday or a count of articles: `Noviembre 2019 (4)`, `Wed, Nov 13`."""
    bare = _COUNT.sub("", text).strip("-–—·# []【】")
    found = find_date(bare)
    if not found:
        return None
    more = visible_width(bare) - visible_width(found.text)
    return found if more <= (12 if found.kind in ("full", "monthday") else 3) else None


def compose(parts: dict[Kind, str]) -> str:
    """One date of its printed pieces: day, month and year, or monthday and year, or day and monthyear."""
    year = re.sub(r"\D", "", parts.get("year", ""))
    if "monthday" in parts:
        if not year and (told := re.search(r"(?:19|20)\d\d", parts.get("monthyear", ""))):
            year = told.group()
        return _with_year(parts["monthday"], year)
    if "monthyear" in parts:
        return _with_day(parts["monthyear"], parts.get("day", ""))
    month = parts.get("month", "")
    if month[:1].isdigit():  # 11月
        day = re.sub(r"\D", "", parts.get("day", ""))
        return (f"{year}年" if year else "") + month + (f"{day}日" if day else "")
    return " ".join(part for part in (parts.get("day", ""), month, year) if part)


def _with_year(monthday: str, year: str) -> str:
    if not year:
        return monthday
    if re.fullmatch(r"\d+-\d+", monthday):
        return f"{year}-{monthday}"
    separator = re.fullmatch(r"\d+([/.])\d+\.?", monthday)
    if separator:
        return f"{monthday.rstrip('.')}{separator[1]}{year}"
    return f"{year}年{monthday}" if re.match(r"\d+\s*月", monthday) else f"{monthday} {year}"


def _with_day(monthyear: str, day: str) -> str:
    number = re.sub(r"\D", "", day)
    if not number:
        return monthyear
    if re.search(r"月$", monthyear) and monthyear[0].isdigit():
        return f"{monthyear}{number}日"
    return f"{monthyear}-{int(number):02}" if re.fullmatch(r"\d{4}-\d\d", monthyear) else f"{number} {monthyear}"

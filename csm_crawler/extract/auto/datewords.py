"""Which words of a page look like a date: only where one stands is decided here, never what it means."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["full", "relative", "monthday", "monthyear", "year", "month", "day"]
RANK: dict[Kind, int] = {"full": 6, "relative": 5, "monthday": 4, "monthyear": 3, "day": 2, "month": 1, "year": 0}
"""How much each kind tells of the day."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as printed, and how much of it there is."""

    kind: Kind
    text: str
    share: float
    """What part of the examined text it is, 0 to 1."""


# Names of months: en es ca gl pt fr it de nl da sv pl cs tr ru uk, long and short, then Chinese and the Roman habit.
_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
gener febrer març maig juny juliol agost setembre novembre desembre gen maig des xaneiro febreiro maio xuño xullo setembro outubro decembro
janeiro fevereiro março junho julho novembro dezembro fev mai set out dez
janvier février mars avril juin juillet août septembre octobre décembre janv févr avr juil sept déc
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre mag giu lug ott
januar jänner februar märz juni juli oktober dezember mär mrz okt
januari februari maart mei augustus mrt maj februari augusti
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia sty lut kwi cze lip sie wrz paź lis gru
ledna února března dubna května června července srpna září října listopadu prosince
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь янв фев мар апр июн июл авг сен сент окт ноя дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
"""
_MONTH_LIST = "|".join(sorted({re.escape(name) for name in _MONTHS.split()}, key=len, reverse=True))
_MONTH = rf"(?:(?<![^\W\d_])(?:{_MONTH_LIST})(?![^\W\d_])\.?|十[一二]月|[一二三四五六七八九十]月)"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_DAY = r"(?<![\d.:])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|ª|°|\.)?(?!\d)"
_GAP = r"[\s/.,\-–—·|]{0,4}(?:(?:de|del|d['’]|of|the)\s*)?"
_CLOCK = r"(?:(?:\s*[T,@·|\-–]?\s*|\s+(?:at|a las|às|à|um|kl\.?|в)\s+)\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?\s?m\b\.?)?(?:\s?(?:Z|[+-]\d\d:?\d\d))?)?"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"

_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("full", rf"{_YEAR}\s*[-/.]\s*{_MONTH_NUMBER}\s*[-/.]\s*{_DAY_NUMBER}(?!\d){_CLOCK}"),
    ("full", rf"{_YEAR}\s*[年년]\s*\d{{1,2}}\s*[月월]\s*\d{{1,2}}\s*[日号號일]?{_CLOCK}"),
    (
        "full",
        r"[一二]?[〇零○一二三四五六七八九]{3,4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号號]",
    ),
    ("full", rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}{_CLOCK}"),
    ("full", rf"{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}{_CLOCK}"),
    ("full", rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}{_CLOCK}"),
    ("full", rf"{_DAY}{_GAP}{_MONTH}\s*['’]\d\d(?!\d)"),
    ("full", rf"{_DAY}\s*([-/.])\s*{_DAY_NUMBER}\s*\1\s*(?:{_YEAR}|\d\d(?![\d.])){_CLOCK}"),
    ("relative", r"\b(?:\d+|an?|one|a few)\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\s+ago\b"),
    (
        "relative",
        r"\b(?:hace|fa|il y a|vor)\s+\w+\s+(?:seg|min|h|d[ií]a|dia|jour|tag|stund|sem|set|woch|mes|mois|monat|añ|an|jahr|hor)\w*",
    ),
    (
        "relative",
        r"\bhá\s+\w+\s+(?:seg|min|hor|dia|sem|m[eê]s|ano)\w*|\d+\s+(?:giorn|or|settiman|mes|ann|minut)\w+\s+fa\b",
    ),
    (
        "relative",
        r"\d+\s*(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週|星期|个月|個月|か月|ヶ月|月|年)之?前|\d+\s*(?:초|분|시간|일|주|개월|달|년)\s*전",
    ),
    ("relative", r"\d+\s+(?:сек|мин|час|д[енн]|нед|мес|год|лет|хв|год|дн|тиж)\w*\.?\s+(?:назад|тому)"),
    (
        "relative",
        rf"^(?:刚刚|剛剛|今天|昨天|前天|today|yesterday|hoy|ayer|anteayer|hier|gestern|heute|oggi|ieri|hoje|ontem|вчера|сегодня){_CLOCK}$",
    ),
    ("monthday", rf"\d{{1,2}}\s*[月월]\s*\d{{1,2}}\s*[日号號일]{_CLOCK}"),
    ("monthday", rf"{_DAY}{_GAP}{_MONTH}(?!\s*\d{{4}})"),
    ("monthday", rf"{_MONTH}{_GAP}{_DAY}"),
    (
        "monthday",
        r"^(?:1[0-2]|0?[1-9])([-/.])(?:3[01]|[12]\d|0?[1-9])$|^(?:3[01]|[12]\d|0[1-9])([-/.])(?:1[0-2]|0[1-9])\.?$",
    ),
    ("monthyear", rf"{_YEAR}\s*[年년]\s*\d{{1,2}}\s*[月월]"),
    ("monthyear", rf"{_MONTH}{_GAP}{_YEAR}|{_YEAR}{_GAP}{_MONTH}"),
    ("monthyear", rf"^{_YEAR}\s?[-/.]\s?(?:1[0-2]|0[1-9])$|^(?:1[0-2]|0[1-9])\s?[-/.]\s?{_YEAR}$"),
    ("year", rf"^{_YEAR}\s*[年년]?$"),
    ("month", rf"^{_MONTH}$|^\d{{1,2}}\s*[月월]$"),
    ("day", r"^(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º|\.|日|号|일)?$"),
)
_PATTERNS = tuple((kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES)
_PROMISING = re.compile(
    r"\d|[前年]|^[今昨刚剛]|\b(?:ago|hace|fa|vor|il y a|há)\b|^(?:today|yesterday|hoy|ayer|anteayer|hier|gestern|heute|oggi|ieri|hoje|ontem|вчера|сегодня)",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(rf"^{_MONTH}$", re.IGNORECASE)
_COUNT = re.compile(r"\s*[\(（\[]\s*\d+(?:\s*\w+)?\s*[\)）\]]\s*$|\s*[:：]$")


@lru_cache(maxsize=4096)  # a page asks twice for many of its texts, and all cards of a day say the same
def find_date(text: str) -> DateWords | None:
    """The most telling date in a short text; None where nothing in it looks like one."""
    text = text.strip(" -–—·|:,()[]（）【】")
    if not _PROMISING.search(text) and not _BARE_MONTH.match(text):
        return None
    for kind, pattern in _PATTERNS:
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
    return found if found and len(bare) - len(found.text) <= (12 if found.kind in ("full", "monthday") else 3) else None


def compose(parts: dict[Kind, str]) -> str:
    """One date of its printed pieces: day, month and year, or monthday and year, or day and monthyear."""
    year = re.sub(r"\D", "", parts.get("year", ""))
    if "monthday" in parts:
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

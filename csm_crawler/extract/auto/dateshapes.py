"""How dates look in print: shapes for finding them in a page, in a few dozen languages."""

import re
from typing import Literal

Kind = Literal["full", "relative", "monthday", "monthyear", "year", "month", "day"]
RANK: dict[Kind, int] = {"full": 6, "relative": 5, "monthday": 4, "monthyear": 3, "day": 2, "month": 1, "year": 0}
"""How much each kind tells of the day."""

# Long and short: en, es, ca and gl, pt, fr, it, de, nl and the North, pl, cs, tr and id, ru, uk, ar.
_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
gener febrer març maig juny juliol agost setembre novembre desembre gen des
xaneiro febreiro maio xuño xullo setembro outubro decembro
janeiro fevereiro março junho julho novembro dezembro fev mai set out dez
janvier février mars avril juin juillet août septembre octobre décembre janv févr avr juil déc
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre mag giu lug ott
januar jänner februar märz juni juli oktober dezember mär mrz okt
januari februari maart mei augustus mrt maj augusti desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
sty lut kwi cze lip sie wrz paź lis gru
ledna února března dubna května června července srpna září října listopadu prosince
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık maret agustus
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
янв фев мар апр июн июл авг сен сент окт ноя дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
_MONTH_LIST = "|".join(sorted({re.escape(name) for name in _MONTHS.split()}, key=len, reverse=True))
_HAN_MONTH = r"(?:十[一二]|[一二三四五六七八九十]|(?<!\d)(?:1[0-2]|0?[1-9]))[月월]"
_MONTH = rf"(?:(?<![^\W\d_])(?:{_MONTH_LIST})(?![^\W\d_])\.?|{_HAN_MONTH})"
_ANY_WORD = r"[^\W\d_]{3,14}\.?"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY = rf"(?<![\d.:]){_DAY_NUMBER}(?:st|nd|rd|th|er|º|ª|°|\.)?(?!\d)"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_GAP = r"[\s/.,،\-–—·|]{0,4}(?:(?:de|del|d['’]|of|the)\s*)?"
_AT = r"(?:\s*[T,@·|\-–]?\s*|\s+(?:at|a las|às|à|um|kl\.?|в)\s+)"
_ZONE = r"(?:\s?(?:Z|[+-]\d\d:?\d\d))?"
_CLOCK = rf"(?:{_AT}\d{{1,2}}[:h]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*[ap]\.?\s?m\b\.?)?{_ZONE})?"
_HAN = "[一二三四五六七八九十]{1,3}"
_TODAY = (
    "刚刚|剛剛|今天|昨天|前天|today|yesterday|hoy|ayer|anteayer|hier|gestern|heute|oggi|ieri|hoje|ontem|вчера|сегодня"
)
_UNIT = "seg|min|h|d[ií]a|dia|jour|tag|stund|sem|set|woch|mes|mois|monat|añ|an|jahr|hor"
_HAN_UNIT = "秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週|星期|个月|個月|か月|ヶ月|月|年"

_TWO_DIGITS = r"(?:0[1-9]|[12]\d|3[01])"
_APART = r"\s*[\s|·•/,]\s*"
_YEAR_MONTH = rf"(?P<year>{_YEAR})\s?[-/.年]\s?(?P<month>{_MONTH_NUMBER})\s?月?"

TURNED = (
    re.compile(rf"^(?P<day>{_TWO_DIGITS}){_APART}{_YEAR_MONTH}$"),
    re.compile(rf"^{_YEAR_MONTH}{_APART}(?P<day>{_TWO_DIGITS})日?$"),
    re.compile(rf"^(?P<year>{_YEAR}){_APART}(?P<month>{_MONTH_NUMBER}){_APART}(?P<day>{_DAY_NUMBER})$"),
    re.compile(rf"^(?P<one>{_DAY_NUMBER}){_APART}(?P<two>{_DAY_NUMBER}){_APART}(?P<year>{_YEAR})$"),
    re.compile(rf"^(?P<one>{_TWO_DIGITS})\.(?P<two>{_TWO_DIGITS})\.?\s+(?P<year>{_YEAR})$"),
)
"""Whole dates of numbers that stand apart, in orders that nobody writes in one line: a big `28` over `2024-09`."""

_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("full", r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"),
    ("full", rf"{_YEAR}\s*[-/.]\s*{_MONTH_NUMBER}\s*[-/.]\s*{_DAY_NUMBER}(?!\d){_CLOCK}"),
    ("full", rf"{_YEAR}\s*[年년]\s*\d{{1,2}}\s*[月월]\s*\d{{1,2}}\s*[日号號일]?{_CLOCK}"),
    ("full", rf"[一二]?[〇零○一二三四五六七八九]{{3,4}}年{_HAN}月{_HAN}[日号號]"),
    ("full", rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}{_CLOCK}"),
    ("full", rf"{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}{_CLOCK}"),
    ("full", rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}{_CLOCK}"),
    ("full", rf"{_DAY}{_GAP}{_MONTH}\s*['’]\d\d(?!\d)"),
    ("full", rf"{_DAY}\s*([-/.])\s*{_DAY_NUMBER}\s*\1\s*(?:{_YEAR}|\d\d(?![\d.])){_CLOCK}"),
    ("full", rf"^{_DAY}\s+{_ANY_WORD},?\s+{_YEAR}$|^{_ANY_WORD}\s+{_DAY},?\s+{_YEAR}$"),
    ("relative", r"\b(?:\d+|an?|one|a few)\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\s+ago\b"),
    ("relative", rf"\b(?:hace|fa|il y a|vor)\s+\w+\s+(?:{_UNIT})\w*"),
    ("relative", r"\bhá\s+\w+\s+(?:seg|min|hor|dia|sem|m[eê]s|ano)\w*"),
    ("relative", r"\d+\s+(?:giorn|or|settiman|mes|ann|minut)\w+\s+fa\b"),
    ("relative", rf"\d+\s*(?:{_HAN_UNIT})之?前|\d+\s*(?:초|분|시간|일|주|개월|달|년)\s*전"),
    ("relative", r"\d+\s+(?:сек|мин|час|д[енн]|нед|мес|год|лет|хв|год|дн|тиж)\w*\.?\s+(?:назад|тому)"),
    ("relative", rf"^(?:{_TODAY}){_CLOCK}$"),
    ("monthday", rf"\d{{1,2}}\s*[月월]\s*\d{{1,2}}\s*[日号號일]{_CLOCK}"),
    ("monthday", rf"{_DAY}{_GAP}{_MONTH}(?!\s*\d{{4}})"),
    ("monthday", rf"{_MONTH}{_GAP}{_DAY}"),
    ("monthday", rf"^{_MONTH_NUMBER}([-/.]){_DAY_NUMBER}$|^(?:3[01]|[12]\d|0[1-9])([-/.])(?:1[0-2]|0[1-9])\.?$"),
    ("monthyear", rf"{_YEAR}\s*[年년]\s*\d{{1,2}}\s*[月월]"),
    ("monthyear", rf"{_MONTH}{_GAP}{_YEAR}|{_YEAR}{_GAP}{_MONTH}"),
    ("monthyear", rf"^{_YEAR}\s?[-/.]\s?(?:1[0-2]|0[1-9])$|^(?:1[0-2]|0[1-9])\s?[-/.]\s?{_YEAR}$"),
    ("year", rf"^{_YEAR}\s*[年년]?$"),
    ("month", rf"^{_MONTH}$|^\d{{1,2}}\s*[月월]$"),
    ("day", r"^(?:(?:le|el|il|am|the|on|d[ií]a)\s+)?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º|\.|日|号|일)?$"),
)
_TURNED_SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(("full", shape) for shape in TURNED)
PATTERNS = (*_TURNED_SHAPES, *((kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES))
"""In the order in which they are tried: the more telling first."""
PROMISING = re.compile(
    rf"\d|[前年]|\b(?:ago|hace|fa|vor|il y a|há)\b|^(?:{_TODAY})|^{_MONTH}$",
    re.IGNORECASE,
)
"""What a text without this says no date, told cheaply."""

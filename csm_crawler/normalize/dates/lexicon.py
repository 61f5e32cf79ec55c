"""Word → the letter of its class, once for the grammar of dates and once for that of relative times.

| letter | in a date                                | letter | in a relative time                |
|--------|------------------------------------------|--------|-----------------------------------|
| `M` `X`| month; month or weekday (mar)            | `1`    | a number, in digits or in letters |
| `W`    | weekday                                  | `v`    | a few                             |
| `d`    | filler: articles, prepositions, «date»   | `H`    | half                              |
| `D` `N`| a day by name: yesterday; now            | `U`    | a unit                            |
| `K` `k`| last; this                               | `P`    | ago, before the number            |
| `L` `l`| published; updated                       | `G`    | ago, after it                     |
| `b`    | by, source: a name follows               | `F`    | ago, on either side               |
| `h`    | hour mark; `u` minutes, `s` seconds      | `x`    | about                             |
| `p` `P`| am, pm; the same before the hour         | `y`    | and                               |
| `z` `@`| zone; at                                 | `c`    | 个, between number and unit       |
| `Q` `R` `T` | 年 月 日                            | `w`    | any other word (in both)          |
| `J` `I`| a year, a month by name (去年, 上个月)   |        |                                   |
"""

from functools import cache, lru_cache
from typing import NamedTuple

from csm_crawler.normalize.dates import words


class Entry(NamedTuple):
    """What one word may be: a class and a value for each of the two grammars."""

    kind: str = "w"
    value: int = 0
    ago: str = "w"
    amount: float | str = 0


class Lexicon(NamedTuple):
    """The words of a language over those of all others."""

    entries: dict[str, Entry]
    day_first: bool
    """True where a numeric date has the day first by custom."""
    month_first: bool


DAY_FIRST = frozenset({"es", "pt", "ca", "gl", "fr", "de", "it"})
ENGLISH_DAY_FIRST = frozenset({"GB", "IE", "AU", "NZ", "IN", "HK", "SG"})
NO_CUSTOM = frozenset({"es-PR", "es-PA", "fr-CA"})
"""Places that print numeric dates otherwise than their language, or both ways (CLDR)."""


def _set(entries: dict[str, Entry], text: str, **classes: str | float) -> None:
    for word in text.split():
        entries[word] = entries.get(word, Entry())._replace(**classes)  # type: ignore[arg-type]


def _relative(entries: dict[str, Entry]) -> None:
    for text, letter in (
        (words.FILLER, "f"),
        (words.PUBLISHED + " " + words.UPDATED, "f"),
        (words.ABOUT, "x"),
        (words.AND, "y"),
        (words.VAGUE, "v"),
        (words.AGO_BEFORE, "P"),
        (words.AGO_AFTER, "G"),
        (words.AGO_EITHER, "F"),
        ("个 個", "c"),
    ):
        _set(entries, text, ago=letter)
    for number, text in words.NUMBERS.items():
        _set(entries, text, ago="H" if number == 0.5 else "1", amount=number)
    for unit, text in words.UNITS.items():
        fresh = " ".join(word for word in text.split() if entries.get(word, Entry()).ago in "wf" or len(word) > 1)
        _set(entries, fresh, ago="U", amount=unit)
    for word in ("a", "an"):
        entries[word] = entries[word]._replace(ago="1", amount=1)
    entries["d"] = entries["d"]._replace(ago="x")
    entries["vor"] = entries["vor"]._replace(amount="de")
    entries["vor_fr"] = Entry("w", 0, "P", "fr")


def _absolute(entries: dict[str, Entry], language: str | None) -> None:
    _set(entries, words.FILLER, kind="d")
    for text, letter in (
        (words.AT, "@"),
        (words.LAST, "K"),
        (words.THIS, "k"),
        (words.BY, "b"),
        (words.PUBLISHED, "L"),
        (words.UPDATED, "l"),
        (words.HOUR_MARKS, "h"),
        ("分 分钟 分鐘", "u"),
        ("秒 秒钟 秒鐘 s", "s"),
        ("年", "Q"),
        ("月", "R"),
        ("日 号 號", "T"),
        ("st nd rd th er ero ra ro eme e re ° o a º", "o"),
        (words.NOW, "N"),
    ):
        _set(entries, text, kind=letter)
    for text, letter, half in (
        ("am", "p", 0),
        ("pm", "p", 12),
        (words.MORNING, "P", 0),
        (words.EVENING, "P", 12),
        (words.MIDDAY, "P", 11),
    ):
        _set(entries, text, kind=letter, value=half)
    for table, letter in ((words.DAYS, "D"), (words.NIGHTS, "D"), (words.YEAR_WORDS, "J"), (words.MONTH_WORDS, "I")):
        for offset, text in table.items():
            _set(entries, text, kind=letter, value=offset + (100 if table is words.NIGHTS else 0))
    _set(entries, words.FIRST, kind="1", value=1)
    _set(entries, words.TOMORROW, kind="D", value=1)
    _set(entries, words.AFTER_TOMORROW, kind="D", value=2)
    for name, minutes in words.ZONES.items():
        _set(entries, name, kind="z", value=minutes)
    for _, months in _own_last(words.MONTHS, language):
        for number, text in enumerate(months.split("|"), 1):
            _set(entries, text, kind="M", value=number)
    for _, days in _own_last(words.WEEKDAYS, language):
        for number, text in enumerate(days.split("|")):
            fresh = " ".join(word for word in text.split() if entries.get(word, Entry()).kind not in "MX@")
            _set(entries, fresh, kind="W", value=number)
    if language == "de":
        for number, text in enumerate(words.GERMAN_SHORT_WEEKDAYS.split("|")):
            _set(entries, text, kind="W", value=number)
    if language not in ("en", "de", "pt"):
        _set(entries, words.MONTH_OR_WEEKDAY, kind="X", value=3)


def _own_last(table: dict[str, str], language: str | None) -> list[tuple[str, str]]:
    """The rows of a table, the hinted language's last, so that its words win."""
    return sorted(table.items(), key=lambda row: row[0] == language)


@lru_cache(maxsize=64)
def lexicon(tag: str | None) -> Lexicon:
    """The words as a page in this language means them; an unknown tag counts as none."""
    language, region = _split(tag)
    entries: dict[str, Entry] = {}
    _relative(entries)
    _absolute(entries, language)
    entries["月"] = entries["月"]._replace(ago="w")
    day_first = language in DAY_FIRST and f"{language}-{region}" not in NO_CUSTOM
    day_first = day_first or (language in ("en", "zh") and region in ENGLISH_DAY_FIRST)
    chinese_or_us = (language == "zh" and not day_first) or (language == "en" and region == "US")
    return Lexicon(entries, day_first, chinese_or_us)


@cache
def day_first_words() -> frozenset[str]:
    """Weekdays and labels that only languages with the day first have: they tell the language where no hint does."""
    english = {word for text in words.WEEKDAYS["en"].split("|") for word in text.split()}
    found = {word for code in DAY_FIRST for text in words.WEEKDAYS[code].split("|") for word in text.split()}
    found |= {word for word in (words.PUBLISHED + " " + words.UPDATED).split() if word[0] < "\u3400"}
    return frozenset(found - english - set(words.ENGLISH_LABELS.split()) | {words.MONTH_OR_WEEKDAY})


def _split(tag: str | None) -> tuple[str | None, str]:
    """Language and region of a BCP 47 tag: `zh-Hant-HK` → (`zh`, `HK`); es_MX is forgiven."""
    parts = (tag or "").replace("_", "-").split("-")
    language = parts[0].lower()
    if language not in words.MONTHS and language not in words.WEEKDAYS:
        return None, ""
    return language, next((part.upper() for part in parts[1:] if len(part) == 2), "")

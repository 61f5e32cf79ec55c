"""Text → tokens, and the two strings of class letters that the grammars match."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from csm_crawler.normalize.dates import words
from csm_crawler.normalize.dates.lexicon import Entry, Lexicon
from csm_crawler.normalize.dates.phrases import PHRASES

HAN = "\u3400-\u9fff〇"
DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}
UNKNOWN = Entry()
AFTER_NUMBER = {"a": "year", "an": "year", "d": "day", "y": "year"}
"""Units after a number (`y` only right after it), articles, prepositions and conjunctions elsewhere."""
LONGEST = 400
"""Characters; no date needs more, and a whole article is not one."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
ACCENT = re.compile("[\u0300-\u036f]")
HALF_OF_DAY = re.compile(r"\b([ap])\s?\.\s?m\b\.?")
ORDINAL_SIGNS = str.maketrans({"º": "°", "ª": "°", "’": " ", "'": " ", "‘": " ", "`": " ", "´": " "})
SHORT_YEAR = re.compile(r"(?<!\w)['’](\d\d)(?!\d)")
REPUBLIC = re.compile(r"民[國国](\d{2,3})年")
NUMERAL = re.compile("[〇零一二三四五六七八九十廿卅两兩]+")


class Tokens(NamedTuple):
    """A text as both grammars see it; the lists and the strings run in parallel."""

    text: str
    shape: str
    """Classes for dates."""
    ago: str
    """Classes for relative times."""
    values: list[int]
    amounts: list[float | str]
    words: list[str]


def fold(text: str) -> str:
    """Lower case, compatible forms joined (NFKC), without accents and invisible characters; apostrophes are spaces."""
    text = text[:LONGEST]
    if "'" in text or "’" in text:
        text = SHORT_YEAR.sub(r" 20\1", text)
    text = text.translate(ORDINAL_SIGNS)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).lower()
        text = text.replace("点半", "点30分").replace("點半", "點30分")
        if "國" in text or "国" in text:
            text = REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年", text)
        text = ACCENT.sub("", unicodedata.normalize("NFD", text)).replace("ß", "ss")
    text = text.strip().lower().replace("-feira", "")
    if ("." in text or " m" in text) and "m" in text:
        text = HALF_OF_DAY.sub(r"\1m", text)
    return _phrases().sub(lambda match: f" {_phrase_words()[match[0]]} ", text)


@cache
def _phrase_words() -> dict[str, str]:
    return {phrase: word for word, phrases in PHRASES.items() for phrase in phrases.split("|")}


@cache
def _phrases() -> re.Pattern[str]:
    """Every phrase of several words, the longest first."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_phrase_words(), key=len, reverse=True))) + r")\b")


@cache
def _scanner() -> re.Pattern[str]:
    """Numbers, Latin words, Chinese words (longest first), signs."""
    known = {word for word in _chinese_words() if not NUMERAL.fullmatch(word)}
    han = "|".join(sorted(known, key=len, reverse=True))
    return re.compile(
        rf"(\d+)|({han}|[^\W\d{HAN}]+)|({NUMERAL.pattern})|([{HAN}])|(\s+[-–—/]+\s+|[-–—]{{2,}}|\n\s*|\S)"
    )


def _chinese_words() -> set[str]:
    """All the words in Han characters of the tables."""
    found: set[str] = set()
    for table in vars(words).values():
        texts = table.values() if isinstance(table, dict) else [table] if isinstance(table, str) else ()
        for text in texts:
            if isinstance(text, str) and text:
                found.update(word for word in text.replace("|", " ").split() if word[0] >= "\u3400")
    return found | {"号", "號", "月", "个", "個", "年", "日"}


SIGNS = dict.fromkeys(",.:()[]+", "") | {"–": "-", "—": "-", "、": ",", "。": ".", "，": ",", "·": "|", ";": "|"}
SIGNS = {sign: new or sign for sign, new in SIGNS.items()} | {"-": "-", "/": "/", "°": "o"}
SIGNS |= dict.fromkeys("%$€£¥^*=#@&<>\\_~?", "!") | {"(": "(", "[": "(", ")": ")", "]": ")"}
SIGNS |= dict.fromkeys('"«»“”„', "") | {"@": "@"}


def tokenize(text: str, lexicon: Lexicon) -> Tokens:
    """Classify every token of a text."""
    folded = fold(text)
    entries = lexicon.entries
    shape: list[str] = []
    ago: list[str] = []
    values: list[int] = []
    amounts: list[float | str] = []
    found: list[str] = []
    end = -1
    for match in _scanner().finditer(folded):
        word, group, start = match[0], match.lastindex, match.start()
        if group == 1:
            entry = _number(word)
            if start == end and shape and shape[-1] == "w":
                entry = entry._replace(kind="#")
        elif group == 2:
            entry = entries.get(word, UNKNOWN)
            if start == end and shape and shape[-1] in "12Y#" and found[-1].isdigit():
                if entry.kind in "wd" and entry.ago == "w" and word != "o":
                    shape[-1] = ago[-1] = "#"
            elif entry.kind == "o":
                entry = entry._replace(kind="d" if word in _articles() else "w")
        elif group == 3:
            entry = _chinese_number(word, folded[match.end() : match.end() + 1])
        elif group == 4:
            entry = entries.get(word, UNKNOWN)
        else:
            entry = _sign(word)
            if not entry.kind:
                continue
        if word in AFTER_NUMBER and ago and ago[-1] in "1v" and (start == end or word not in "ye"):
            entry = entry._replace(ago="U", amount=AFTER_NUMBER[word])
        if shape and shape[-1] == "@" and entry.ago == "1" and entry.kind == "w":
            entry = entry._replace(kind="1", value=int(entry.amount))
        shape.append(entry.kind)
        ago.append(entry.ago)
        values.append(entry.value)
        amounts.append(entry.amount)
        found.append(word)
        end = match.end()
    return Tokens(folded, "".join(shape), "".join(ago), values, amounts, found)


@cache
def _articles() -> frozenset[str]:
    return frozenset(words.FILLER.split())


@lru_cache(maxsize=4096)
def _number(word: str) -> Entry:
    """1 or 2: so many digits. Y: a likely year. C: a day in eight digits. #: any other number."""
    value = int(word) if len(word) < 16 else 0
    size = len(word)
    kind = "12#"[size - 1] if size < 3 else "#"
    if size == 4 and 1900 <= value < 2100:
        kind = "Y"
    elif size == 8 and 19000101 <= value < 21000000:
        kind = "C"
    return Entry(kind, value, "1" if size < 5 else "#", value)


def _chinese_number(word: str, following: str) -> Entry:
    """二〇一九 before 年 is read digit by digit, everything else up to 99 by tens and ones."""
    if all(sign in DIGITS for sign in word):
        if len(word) == 1:
            return Entry("1", DIGITS[word], "1", DIGITS[word])
        if len(word) == 2 and word[0] in "零〇":
            return Entry("2", DIGITS[word[1]], "1", DIGITS[word[1]])
        if following == "年" and len(word) in (2, 4):
            return _number("".join(str(DIGITS[sign]) for sign in word))
        return Entry("#")
    tens = next(sign for sign in word if sign in TENS)
    before, _, after = word.partition(tens)
    if len(before) > 1 or len(after) > 1 or not all(sign in DIGITS for sign in before + after):
        return Entry("#")
    value = TENS[tens] * (DIGITS[before] if before else 1) + (DIGITS[after] if after else 0)
    return Entry("2", value, "1", value)


@lru_cache(maxsize=512)
def _sign(word: str) -> Entry:
    if len(word) > 1 or word == "\n":
        return Entry("|" if "\n" in word else "~", 0, "|")
    kind = SIGNS.get(word, "|")
    return Entry(kind, 0, kind if kind in ",.:|!+-/()" else "w" if kind == "@" else kind)

"""Names in running text: leftmost and longest, with word borders that know accents and guards for words in words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

LETTER = "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1eff"
"""What a word of an alphabet is made of after folding. Han, kana and hangul stand beside a name without a border."""

_WORD_GOES_ON = re.compile(f"[{LETTER}]").match
_WORD = re.compile(f"[{LETTER}]+").match
_SCRIPTS_MEET = re.compile(f"(?<=[{LETTER}])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[{LETTER}])").sub
_REST = re.compile(f"(?:s|[kmrv]?\\d[\\d.]*[a-z]?)(?![{LETTER}])").match
"""What may follow a plain name within its word: a plural (TikToks) or a version (Qwen3, DeepSeekV3)."""
_SUFFIX = re.compile(r"(.{3,}?)(?:s|[kmrv]?\d.*)").fullmatch
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNEVEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\u3099\u309a\ufe0f\ufeff]").search
"""Characters that join the one before them or stand for nothing: a text with one is folded piece by piece."""
_PIECE = re.compile(".[\u0300-\u036f\u3099\u309a]*", re.DOTALL)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff"), "")
_SAME = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\u00a0\t\n\r\u2026", " ") | dict.fromkeys("‘’ʼ`´", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A word or phrase to look for, and what it stands for."""

    text: str
    """As people write it; a space also matches a hyphen."""
    means: tuple[str, ...]
    """Slugs; most names have one."""
    cased: bool = False
    """Counts only in the upper and lower case of `text`."""
    guard: str = ""
    """A pattern over folded text that must match where the name begins; it may look around."""
    company: str = ""
    """What an ordinary word needs about it before it counts; empty for a name that stands for itself."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared: NFKC, lower case, simplified characters, hyphens as spaces."""

    text: str
    original: str
    places: tuple[int, ...] | None
    """Where each character stands in the original; None where they stand in the same places."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the original."""
        return (start, end) if self.places is None else (self.places[start], self.places[end])

    def printed(self, start: int, end: int) -> str:
        """The original words of a stretch."""
        first, last = self.span(start, end)
        return self.original[first:last]


@dataclass(frozen=True, slots=True)
class Match:
    """A name found; start and end count in the folded text."""

    name: Name
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    name: Name
    ends_in_letter: bool


class Matcher:
    """An index of names by their first word, or first two Han characters; made once, asked often, safe to share."""

    def __init__(self, names: Iterable[Name], *, simplified: Mapping[int, str]) -> None:
        self._table = _FoldTable(simplified)
        self._index: dict[str, list[_Entry]] = {}
        listed = [(self.fold(name.text).text, name) for name in names]
        known = {text for text, _ in listed}
        for text, name in listed:
            self._add(text, name)
            for variant in _variants(text, plain=not (name.company or name.cased or name.guard)):
                if variant not in known:
                    self._add(variant, name)
        for entries in self._index.values():
            entries.sort(key=lambda entry: (-len(entry.text), entry.name.company, entry.text))
        firsts = {re.escape(key[0]) for key in self._index if not _WORD_GOES_ON(key)}
        self._starts = re.compile(f"[{LETTER}]+|[{''.join(sorted(firsts))}]" if firsts else f"[{LETTER}]+")

    def _add(self, text: str, name: Name) -> None:
        word = _WORD(text)
        key = word.group() if word else text[:2]
        self._index.setdefault(key, []).append(_Entry(text, name, bool(_WORD_GOES_ON(text[-1]))))

    def fold(self, text: str) -> Folded:
        """The text as names are compared with it, whatever its script, width or case."""
        if not _UNEVEN(text):
            folded = text.translate(self._table)
            if len(folded) == len(text):
                return Folded(folded, text, None)
        pieces: list[str] = []
        places: list[int] = []
        for piece in _PIECE.finditer(text):
            whole = unicodedata.normalize("NFKC", piece.group().translate(_INVISIBLE)).translate(self._table)
            pieces.append(whole)
            places.extend([piece.start()] * len(whole))
        return Folded("".join(pieces), text, (*places, len(text)))

    def find(self, folded: Folded) -> list[Match]:
        """Matches from left to right, none over another: the leftmost counts, and of those the longest."""
        found: list[Match] = []
        end, text, index = 0, folded.text, self._index
        for start_of in self._starts.finditer(text):
            start = start_of.start()
            if start < end:
                continue
            word = start_of.group()
            entries = index.get(word if _WORD_GOES_ON(word) else text[start : start + 2])
            match = self._at(start, entries, folded) if entries else None
            if match is None and len(word) > 3:
                match = self._within(start, word, folded)
            if match is not None:
                found.append(match)
                end = match.end
        return found

    def _at(self, start: int, entries: list[_Entry], folded: Folded) -> Match | None:
        text = folded.text
        for entry in entries:
            if not text.startswith(entry.text, start):
                continue
            end, name = start + len(entry.text), entry.name
            if entry.ends_in_letter and _WORD_GOES_ON(text, end) and (name.company or not _REST(text, end)):
                continue
            if name.cased and not _same_case(folded.printed(start, end), name.text):
                continue
            if not name.guard or compiled(name.guard).match(text, start):
                return Match(name, start, end)
        return None

    def _within(self, start: int, word: str, folded: Folded) -> Match | None:
        """A name with an ending (TikToks, Qwen3), or one hump of a #CamelCase tag (#DouyinMarketing)."""
        if word[-1] == "s" or not word.isalpha():
            stem = _SUFFIX(word)
            entries = self._index.get(stem.group(1)) if stem else None
            if entries and (match := self._at(start, entries, folded)):
                return match
        printed = "" if folded.places else folded.original[start : start + len(word)]
        if not printed or printed.islower() or printed.istitle():
            return None
        for first, last in _humps(printed):
            for entry in self._index.get(word[first:last], ()):
                if not (entry.name.company or entry.name.cased) and len(entry.text) == last - first:
                    return Match(entry.name, start + first, start + last)
        return None


class _FoldTable(dict[int, str]):
    """For `str.translate`: each character's folded form, made at first sight."""

    def __init__(self, simplified: Mapping[int, str]) -> None:
        super().__init__()
        self._simplified = dict(simplified)

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code).translate(_SAME)).lower().translate(_SAME)
        self[code] = folded = folded.translate(self._simplified)
        return folded


def _variants(text: str, *, plain: bool) -> Iterator[str]:
    """The name written as one word, or with a space between scripts (`B 站`)."""
    *_, last = text.split(" ")
    if plain and len(text) > 5 and 2 < len(last) < len(text) and text.isascii() and "." not in text:
        yield text.replace(" ", "")  # a short last word might be the end of another: Kimi AI is not the surname Kimiai
    spaced = _SCRIPTS_MEET(" ", text)
    if spaced != text:
        yield spaced


def _humps(word: str) -> Iterator[tuple[int, int]]:
    """First and last parts of a CamelCase word, longest first; none for other words."""
    borders = [one.start() for one in _HUMP.finditer(word)]
    yield from ((0, border) for border in reversed(borders))
    yield from ((border, len(word)) for border in borders)


def _same_case(printed: str, wanted: str) -> bool:
    return unicodedata.normalize("NFKC", printed).translate(_SAME) == wanted.translate(_SAME)


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first needed: few of a catalogue's hundred ever are in one run."""
    return re.compile(pattern)

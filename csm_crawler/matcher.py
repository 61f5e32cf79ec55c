"""Names in running text: longest first, with borders that know accents and guards for words inside other words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One word or phrase to look for, and what it stands for."""

    text: str
    """As people write it; the matcher folds it."""
    means: tuple[str, ...]
    """Slugs; most names have one."""
    case: bool = False
    """Whether upper and lower case must be as written."""
    guard: str = ""
    """A pattern, over folded text, that must match where the name stands."""
    weak: bool = False
    """An ordinary word: whoever asks decides by its company."""
    context: bool = False
    """A weak name that needs company."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A name found: where it stands in the text that was given."""

    name: Name
    start: int
    end: int


class Matcher:
    """An index of names by their first two characters; made once, asked often, the same from every thread."""

    def __init__(self, names: Iterable[Name], *, fold: Mapping[int, str]) -> None:
        self._fold = fold
        self._index: dict[str, list[tuple[str, Name, Callable[[str, int], object] | None]]] = {}
        for name in names:
            folded = self.folded(name.text)[0]
            guard = _guard(name.guard) if name.guard else None
            self._index.setdefault(folded[:2], []).append((folded, name, guard))
        for entries in self._index.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1].weak, entry[0]))

    def folded(self, text: str) -> tuple[str, list[int] | None]:
        """The text as it is compared, and where each of its characters stands in the text given (None: as it is).

        NFKC, lower case, simplified characters, hyphens as spaces, apostrophes straight.
        """
        if text.isascii():
            return text.lower().translate(_JOINERS), None
        pieces: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            piece = _fold_one(character).translate(self._fold)
            pieces.append(piece)
            places.extend([place] * len(piece))
        folded = "".join(pieces)
        return folded, None if len(folded) == len(text) else [*places, len(text)]

    def find(self, text: str) -> list[Match]:
        """Matches from left to right, none within another: the leftmost, and of those the longest, is taken."""
        folded, places = self.folded(text)
        found = []
        position, end = 0, len(folded)
        while position < end:
            for alias, name, guard in self._index.get(folded[position : position + 2], ()):
                stop = position + len(alias)
                if not folded.startswith(alias, position) or not _stands_alone(folded, position, stop):
                    continue
                start_in, stop_in = (position, stop) if places is None else (places[position], places[stop])
                if name.case and not _same_case(text[start_in:stop_in], name.text):
                    continue
                if guard is not None and not guard(folded, position):
                    continue
                found.append(Match(name=name, start=start_in, end=stop_in))
                position = stop - 1
                break
            position += 1
        return found


_JOINERS = str.maketrans({"-": " ", "\u2010": " ", "\u2011": " ", "\xa0": " ", "\t": " ", "\n": " ", "’": "'"})


@lru_cache(maxsize=8192)
def _fold_one(character: str) -> str:
    return unicodedata.normalize("NFKC", character).lower().translate(_JOINERS)


@lru_cache(maxsize=1024)
def _guard(pattern: str) -> Callable[[str, int], object]:
    return re.compile(pattern).match


def _same_case(found: str, wanted: str) -> bool:
    return found.translate(_JOINERS) == wanted.translate(_JOINERS)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A name in Latin script or digits is a whole word, accents included; Chinese has no borders."""
    return not (
        (_is_word(text[start]) and start > 0 and _is_word(text[start - 1]))
        or (_is_word(text[end - 1]) and end < len(text) and _is_word(text[end]) and not _is_plural(text, end))
    )


def _is_plural(text: str, end: int) -> bool:
    """`TikToks`: an s alone after a name is still the name."""
    return text[end] == "s" and (end + 1 == len(text) or not _is_word(text[end + 1]))


def _is_word(character: str) -> bool:
    """A letter with case or a digit: neither Han, kana nor hangul, which stand beside names without a space."""
    return (character.isalnum() and not "\u2e80" <= character <= "\ud7ff") or unicodedata.combining(character) > 0

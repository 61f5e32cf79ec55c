"""What a person types to find articles → which phrases their words must hold, and which they must not."""

import re
import unicodedata
from dataclasses import dataclass

from csm_crawler.errors import ConfigError
from csm_crawler.normalize.folding import fold, has_unspaced, joined, runs, words

MAX_LENGTH = 1000
"""Characters of a query: a long title is found by all of its words."""

_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_GAP = re.compile(r"(?<=(\S))\s+(?=(\S))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand one after the other, as `folding.words` tells them."""

    words: tuple[str, ...]
    is_open: bool = False
    """Whether the last of them may be the beginning of a longer one."""


Choice = tuple[Phrase, ...]
"""Phrases of which one must occur: e-commerce as two words, or as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked for, all of it, and what is not wanted at all."""

    wanted: tuple[Choice, ...]
    """At least one."""
    unwanted: tuple[Choice, ...] = ()


def read_search(text: str, *, where: str) -> Search:
    """The query that people type; ConfigError, naming `where` they did, for one that asks for nothing.

    All words must occur; "a phrase" as it stands; -word must not; word* is the beginning of one. Nothing else means
    anything, so nothing can be written wrongly.
    """
    plain = unicodedata.normalize("NFKC", text[: MAX_LENGTH + 1]).translate(_QUOTES)
    if max(len(text), len(plain)) > MAX_LENGTH:
        raise ConfigError(where, "", f"is longer than {MAX_LENGTH} characters")
    wanted: list[Choice] = []
    unwanted: list[Choice] = []
    for minus, quoted, word in _PART.findall(plain):
        choice = _phrase_choice(quoted) if quoted else _word_choice(word)
        if choice:
            (unwanted if minus else wanted).append(choice)
    if not wanted:
        problem = "only says what is not wanted; name a word that is" if unwanted else "holds no word to look for"
        raise ConfigError(where, "", f"{text!r} {problem}")
    return Search(wanted=tuple(dict.fromkeys(wanted)), unwanted=tuple(dict.fromkeys(unwanted)))


def _word_choice(word: str) -> Choice:
    """The word as it is written, and without its hyphens."""
    is_open = word.endswith("*")
    folded = fold(word)
    return _choice((folded, joined(folded)), is_open=is_open)


def _phrase_choice(quoted: str) -> Choice:
    """The words as they are written, and without the spaces that mean nothing between Chinese ones."""
    folded = fold(quoted)
    return _choice((folded, _GAP.sub(_space, folded)), is_open=False)


def _space(gap: re.Match[str]) -> str:
    return "" if has_unspaced(gap[1]) and has_unspaced(gap[2]) else " "


def _choice(texts: tuple[str, ...], *, is_open: bool) -> Choice:
    phrases = dict.fromkeys(_phrase(runs(text), is_open=is_open) for text in texts)
    return tuple(phrase for phrase in phrases if phrase.words)


def _phrase(parts: list[str], *, is_open: bool) -> Phrase:
    """The words of these runs. The last one may go on where it is written without spaces: 红书 is found in 小红书店."""
    found = [word for run in parts for word in words(run)]
    if parts and has_unspaced(parts[-1]):
        is_open = len(parts[-1]) == 1
        if not is_open:
            found.pop()
    return Phrase(words=tuple(found), is_open=is_open and bool(found))

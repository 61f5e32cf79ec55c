"""Text → the words that it is found by. What is indexed and what is asked for must fold alike."""

import re
import unicodedata
from functools import cache
from itertools import islice
from pathlib import Path

MAX_WORD = 40
"""Characters of a word that are compared: databases refuse words without end."""
MAX_WORDS = 2000
"""Words of a text that are looked at; a title and a summary have a few hundred."""

# Written without spaces: Chinese characters and kana.
_UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{_UNSPACED}]+"
_RUN = re.compile(f"[{_UNSPACED}]+|{_LETTERS}")
_HYPHENED = re.compile(rf"{_LETTERS}(?:[-\u2010]{_LETTERS})+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_POSSESSIVE = re.compile(r"(?<=\w)['‘’ʼ]s\b")
# Letters from which no accent can be taken off, for all that people type them without.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})

has_unspaced = re.compile(f"[{_UNSPACED}]").search


def fold(text: str) -> str:
    """The text in narrow lower-case letters without accents and in simplified characters, without the English 's."""
    if text.isascii():
        text = text.lower()
    else:
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_STROKES)
        text = unicodedata.normalize("NFC", text)
        if has_unspaced(text):
            text = text.translate(_variants())
    return _POSSESSIVE.sub("", text)


def runs(folded: str) -> list[str]:
    """The words of folded text; what is written without spaces is one, up to the next sign or letter."""
    return _RUN.findall(folded)


def words(run: str) -> list[str]:
    """A word as it is indexed. 小红书 is 小红 红书 书: each two signs that meet, and the last by itself.

    So a Chinese word is found within any other by the pairs that it is made of, and one sign as the beginning of one.
    """
    return [run[at : at + 2] for at in range(len(run))] if has_unspaced(run) else [run[:MAX_WORD]]


def stretches(*texts: str) -> list[list[str]]:
    """What texts are found by: the words of each in their order, and each word with hyphens once more as one.

    A phrase lies within one stretch.
    """
    folded = [fold(text) for text in texts]
    found = [list(islice((word for run in runs(text) for word in words(run)), MAX_WORDS)) for text in folded]
    compounds = dict.fromkeys(joined(one) for text in folded for one in _HYPHENED.findall(text))
    return [*found, *(words(one) for one in islice(compounds, MAX_WORDS))]


def joined(folded: str) -> str:
    """The text with its words with hyphens as one: ecommerce for e-commerce."""
    return _HYPHENED.sub(lambda word: re.sub(r"[-\u2010]", "", word[0]), folded)


def variants_in(text: str) -> str:
    """The pairs of signs by which a search finds what stands in this text, one behind the other: a sign, and the one
    that `fold` makes of it. Empty where it has no Chinese character."""
    if not has_unspaced(text):
        return ""
    variants = _variants()
    there = {variants.get(ord(sign), sign) for sign in set(text)}
    return "".join(f"{chr(sign)}{other}" for sign, other in sorted(variants.items()) if other in there)


@cache
def _variants() -> dict[int, str]:
    """Each sign of variants.txt but the first of its group → that first one; read when a text first needs it."""
    lines = Path(__file__).with_name("variants.txt").read_text("utf-8").splitlines()
    groups = (group for line in lines if not line.startswith("#") for group in line.split())
    return {ord(sign): group[0] for group in groups for sign in group[1:]}

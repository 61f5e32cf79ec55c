"""What the scripts of a text say about its language, before any word is looked at."""

import re
from collections.abc import Callable

from csm_crawler.normalize.han import script_vote

_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fd\u30fe\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:-[a-z]+)*")
_SMALL_LATIN_WORD = re.compile(r"(?<![\w.-])[a-zß-öø-ÿ]+(?![\w.-])")
# The characters that hold Chinese sentences together; a name in a foreign sentence has none of them.
_CHINESE_GLUE = re.compile(
    "[的了是在不和有我们們这這你您他她它会會要对對为為与與也都就将將被把从從到及或但而并並请請可能以之此该該每]"
    "|[一个個上下中其如何什么麼吗嗎呢吧啊已没沒很更最還还。，、；！？《》「」]"
)
_ASIAN = re.compile(
    r"[\u3005-\u3007\u3041-\u318e\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]+"
)

_ENOUGH_KANA = 0.08
"""Share of kana in Japanese; a decorative の in a Chinese title stays below."""


_SLAVIC = (
    ("kk", "[әғқңұүһӘҒҚҢҰҮҺ]"),
    ("be", "[ўЎ]"),
    ("ru", "[ыэЫЭ]"),
    ("uk", "[іїєґІЇЄҐ]"),
    ("mk", "[ѓќѕЃЌЅ]"),
    ("sr", "[ђћџјљњЂЋЏЈЉЊ]"),
    ("bg", r"ъ(?![яеёю])|\b(?:със|във|като|които|това)\b"),
)
"""What each writes that those after it do not; Kazakh is no Slavic language and shares the alphabet."""


def _slavic(text: str) -> str:
    return next((language for language, letters in _SLAVIC if re.search(letters, text)), "ru")


def _arabic(text: str) -> str:
    if re.search("[ٹڈڑےں]", text):
        return "ur"
    return "fa" if re.search("[پچژگکی]", text) and not re.search("[ةىي]", text) else "ar"


def _devanagari(text: str) -> str:
    return "mr" if re.search("ळ|आहे|आणि", text) else "hi"


# As strings: they are compiled, and then kept by `re`, when a text first holds such a letter.
_OTHERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"[\u0400-\u052f]", _slavic),
    (r"[\u0620-\u064a\u0671-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]", _arabic),
    (r"[\u0370-\u03ff\u1f00-\u1fff]", lambda _: "el"),
    (r"[\u05d0-\u05ea]", lambda _: "he"),
    (r"[\u0900-\u097f]", _devanagari),
    (r"[\u0e01-\u0e4e]", lambda _: "th"),
    (r"[\u0980-\u09ff]", lambda _: "bn"),
    (r"[\u0a00-\u0a7f]", lambda _: "pa"),
    (r"[\u0a80-\u0aff]", lambda _: "gu"),
    (r"[\u0b80-\u0bff]", lambda _: "ta"),
    (r"[\u0c00-\u0c7f]", lambda _: "te"),
    (r"[\u0c80-\u0cff]", lambda _: "kn"),
    (r"[\u0d00-\u0d7f]", lambda _: "ml"),
    (r"[\u0d80-\u0dff]", lambda _: "si"),
    (r"[\u0e80-\u0eff]", lambda _: "lo"),
    (r"[\u1000-\u109f]", lambda _: "my"),
    (r"[\u1780-\u17ff]", lambda _: "km"),
    (r"[\u10a0-\u10ff]", lambda _: "ka"),
    (r"[\u0530-\u058f]", lambda _: "hy"),
    (r"[\u1200-\u137f]", lambda _: "am"),
)
_ANY_OTHER = re.compile(r"[\u0370-\u1fff\ufb50-\ufdff\ufe70-\ufefc]")


def by_script(text: str, site_language: str | None) -> tuple[bool, str | None]:
    """Whether the script decides, and the language that it names: None where the text has no letters at all."""
    words = _LATIN_WORD.findall(text)
    if text.isascii():
        return not words, None
    han, kana, hangul = (len(letters.findall(text)) for letters in (_HAN, _KANA, _HANGUL))
    asian = han + kana + hangul
    if asian and not _is_guest(text, asian, han):
        return True, _east_asian(text, han, kana, hangul, site_language)
    if other := _other(text, sum(map(len, words))):
        return True, other
    return not words, None


def without_asian(text: str) -> str:
    """A Latin sentence without the Chinese, Japanese and Korean names that stand in it."""
    return text if text.isascii() else _ASIAN.sub(" ", text)


def _is_guest(text: str, asian: int, han: int) -> bool:
    """True where the characters are names in a Latin sentence: a word of it says about as much as one and a half."""
    # The names that our sites print in other scripts are Chinese: kana and hangul are seldom guests.
    weight = 2 * asian - han + 3 * len(_CHINESE_GLUE.findall(text))
    words, small = len(_LATIN_WORD.findall(text)), len(_SMALL_LATIN_WORD.findall(text))
    return weight < 1.5 * words + small and asian < 12 + 0.5 * words


def _east_asian(text: str, han: int, kana: int, hangul: int, site_language: str | None) -> str:
    if hangul > kana and hangul >= 0.3 * han:
        return "ko"
    if kana >= _ENOUGH_KANA * (han + kana):
        return "ja"
    votes = [script_vote(c) for c in _HAN.findall(text[:2000])]
    simplified, traditional, japanese = votes.count("S"), votes.count("T"), votes.count("J")
    if (site_language == "ja" and not simplified) or japanese > max(simplified, traditional):
        return "ja"
    if simplified == traditional:
        return "zh-Hant" if site_language in ("zh-Hant", "zh-TW", "zh-HK") else "zh-Hans"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _other(text: str, latin_letters: int) -> str | None:
    if not _ANY_OTHER.search(text):
        return None
    counts = [(len(re.findall(letters, text)), index) for index, (letters, _) in enumerate(_OTHERS)]
    most, index = max(counts, key=lambda found: (found[0], -found[1]))
    # Brands and addresses stand in Latin letters in any script, seldom the other way round.
    return _OTHERS[index][1](text) if most >= 2 and most > 0.4 * latin_letters else None

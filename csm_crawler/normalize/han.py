"""What the character sets of China, Taiwan and Japan say about a Chinese character, asked of Python's own codecs."""

from functools import lru_cache

_LEVEL_1_GB = range(0xB0, 0xD8)
"""Rows of GB 2312-80 with the 3,755 most common simplified characters."""
_LEVEL_1_BIG5 = range(0xA4, 0xC7)
"""Lead bytes of Big5 with the 5,401 most common traditional characters."""


@lru_cache(maxsize=8192)
def script_vote(character: str) -> str:
    """S for a character that only GB 2312 has, T for one that only Big5 has, J for one of Japan's own, else empty."""
    simplified, traditional = _lead_byte(character, "gb2312"), _lead_byte(character, "big5")
    if simplified and traditional:
        return ""
    if simplified:
        return "S"
    if traditional:
        return "T"
    return "J" if _lead_byte(character, "shift_jis") else ""


@lru_cache(maxsize=8192)
def is_common(character: str) -> bool:
    """True for a character of the first level of GB 2312 or Big5: what running text is made of."""
    return _lead_byte(character, "gb2312") in _LEVEL_1_GB or _lead_byte(character, "big5") in _LEVEL_1_BIG5


def is_han(character: str) -> bool:
    """True for a Chinese character, rare ones of the supplementary planes included."""
    return "㐀" <= character <= "鿿" or "𠀀" <= character <= "\U0003ffff" or "豈" <= character <= "\ufaff"


def is_chinese_sign(character: str) -> bool:
    """True for the punctuation and the signs that stand between Chinese characters, full-width forms included."""
    return "\u3000" <= character <= "\u303f" or "！" <= character <= "￥" or character in "“”‘’…—·€㎡"


def is_kana_or_hangul(character: str) -> bool:
    """True for what only Japanese and Korean are written with."""
    return "\u3041" <= character <= "\u30fe" or "\uac00" <= character <= "\ud7a3" or "\uff66" <= character <= "\uff9d"


def _lead_byte(character: str, codec: str) -> int:
    encoded = character.encode(codec, "ignore")
    return encoded[0] if len(encoded) == 2 else 0

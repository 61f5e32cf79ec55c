"""Single characters of foreign text: which may stay, which become a space, which have a plainer form."""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u180e"
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# Unseen everywhere but in an emoji: variation selector 16, zero width joiner, the letters of a flag's name.
_UNSEEN = re.compile(
    rf"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
    rf"|(?<=[{_EMOJI}])\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    r"|(?<=\U0001f3f4)[\U000e0061-\U000e007a]{2,6}\U000e007f"
    r"|([\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff])"
)
# What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), the C1 controls, the noncharacters and the private use
# areas, where icon fonts live.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15))
    + "]"
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SPACE_LIKE = re.compile(f"[{_SPACES}\\s]+")
# A replacement character that touches a letter stands for a letter that the site itself lost; the rest are remains.
_REMAINS = re.compile(r"\ufffd{2,}|(?<!\w)\ufffd(?!\w)")
_PLAIN_FORMS = {ord(c): unicodedata.normalize("NFKC", c) for c in map(chr, range(0xFF01, 0xFF5F)) if c.isalnum()}
# Radicals typed for the characters that look the same; words in one square. Search and tags need the characters.
_RADICALS = {c: unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x2E80, 0x2FE0), *range(0x337B, 0x3380))}
_RADICALS |= {
    c: unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x3280, 0x3297), 0x3298, *range(0x329A, 0x32B1))
}
_CIRCLED = re.compile("[㊗㊙](?!\ufe0f)")
_WIDE = re.compile(r"[！-～]")
_WIDE_BRACKETS = re.compile(r"（([０-９Ａ-Ｚａ-ｚ．－＋]+)）")
_WIDE_NUMBER = re.compile(r"(?<=[０-９])[，．：](?=[０-９])|(?<=[０-９])％")


def clean_characters(text: str) -> str:
    """Text of one line in NFC, well-formed in XML, without what nobody sees; spaces of any kind become one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _PAIR.sub(_joined, text)
    text = _FORBIDDEN.sub("", _SPACE_LIKE.sub(_space, text))
    text = _REMAINS.sub("", _seen(text))
    if _WIDE.search(text):
        text = _narrow(text)
    text = _CIRCLED.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.translate(_RADICALS))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _space(run: re.Match[str]) -> str:
    """Space, or nothing for what Python counts as one and XML forbids (\\x0b, \\x1c to \\x1f, \\x85)."""
    return "" if _FORBIDDEN.sub("", run[0]) == "" else " "


def _seen(text: str) -> str:
    return _UNSEEN.sub(lambda m: "" if m[1] else m[0], text)


def _narrow(text: str) -> str:
    """Full-width letters and digits as everybody types them; Chinese punctuation keeps its width."""
    text = _WIDE_NUMBER.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = _WIDE_BRACKETS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return text.translate(_PLAIN_FORMS)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")

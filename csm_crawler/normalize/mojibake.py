"""Text that was decoded wrongly, stored and encoded again: put right, where no other reading is possible."""

import re
import unicodedata

from csm_crawler.normalize.han import is_chinese_sign, is_common, is_han

# windows-1252 as browsers read it: the five bytes that it leaves free stand for the C1 control of the same number.
_BYTES = {ord(bytes([b]).decode("cp1252", "ignore") or chr(b)): b for b in range(0x80, 0xA0)}
_BYTES |= {b: b for b in range(0xA0, 0x100)}
_BYTES |= {b: b for b in range(0x80, 0xA0)}
_TAIL = "[" + "".join(re.escape(chr(c)) for c, b in sorted(_BYTES.items()) if 0x80 <= b < 0xC0) + "]"
_SEQUENCE = rf"(?:[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}})"
_RUN = re.compile(rf"{_SEQUENCE}+")
_HIGH = re.compile("[" + "".join(re.escape(chr(c)) for c in sorted(_BYTES)) + "]+")
# «CAFÉ», ‘AMANHÃ’, É…: a letter and the sign that follows it are a word and its end, not one character.
_CLOSING = "»’”›…®°ºª¹²³·™"
_MIN_HAN = 2


def repair(text: str) -> str:
    """`text` with UTF-8 that was read as windows-1252 and GBK that was read as Latin-1 put right; else unchanged."""
    if text.isascii() or not _HIGH.search(text):
        return text
    return _gbk(text) or _RUN.sub(_decoded, text)


def _decoded(run: re.Match[str]) -> str:
    """The run read as UTF-8, and once more if it was encoded three times; itself where another reading is possible."""
    found = run[0]
    try:
        decoded = bytes(_BYTES[ord(c)] for c in found).decode("utf-8")
    except UnicodeDecodeError:
        return found
    return decoded if _is_certain(run, decoded) else found


def _is_certain(run: re.Match[str], decoded: str) -> bool:
    if len(decoded) > 1:
        # Two in a row: only signs in pairs, as in "É»É»", could be meant, and those do not read as letters.
        return all(c.isalnum() or not c.isprintable() or unicodedata.category(c)[0] in "PSZM" for c in decoded)
    found = run[0]
    if found[0] in "âð":
        return found[:2] in ("â€", "â‚", "â„", "âœ", "â˜", "âš", "â–", "â†", "âž") or found[0] == "ð"
    if found[0] not in "ÂÃ":
        return False
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    # "IRMÃ»" closes a quotation in capitals; "ESPAÃ‘A" goes on, "mÃ¡s" follows a small letter.
    return not (before.isupper() and found[1] in _CLOSING and not after.isalpha())


def _gbk(text: str) -> str:
    """GBK bytes that were shown as Latin-1, "Î¢ÐÅ" for 微信: only where all of them make common Chinese, else ""."""
    if len(text) > 20_000 or max(map(len, _HIGH.findall(text))) < 2 * _MIN_HAN:
        return ""
    try:
        as_bytes = bytes(_BYTES.get(ord(c), ord(c)) for c in text)
        decoded = as_bytes.decode("gb18030")
    except (UnicodeDecodeError, ValueError):
        return ""
    if _is_utf8(as_bytes):
        return ""
    han = [c for c in decoded if is_han(c)]
    runs = "".join(_HIGH.findall(text))
    # Accented capitals in a row ("ÁÉÍÓÚ") are letters of common Chinese too: ask for signs among them or for length.
    signs = sum(not c.isalpha() for c in runs)
    if len(han) < _MIN_HAN or not (signs or len(han) >= 2 * _MIN_HAN):
        return ""
    common = sum(map(is_common, han))
    foreign = sum(not c.isascii() and not is_han(c) and not is_chinese_sign(c) for c in decoded)
    return decoded if common >= 0.8 * len(han) and foreign == 0 else ""


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

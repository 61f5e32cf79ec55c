"""Bytes of a page to text, whatever its header and its meta tag claim."""

import re
from collections.abc import Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from csm_crawler.normalize.han import is_chinese_sign, is_common, is_han, is_kana_or_hangul
from csm_crawler.normalize.markup import join_surrogate_references

_SAMPLE = 65_536
"""Bytes with high bits, and a few around them, that are looked at where the encoding has to be found out."""
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff][\x30-\x39\x40-\xff]{0,999}")
# Letters of windows-1252 stand in words, one or two at a time ("ção", "été"), perhaps with a quotation mark after them.
_WESTERN = re.compile(
    rb"(?<=[A-Za-z])[\xc0-\xff]{1,2}[\x80-\xbf]?(?![\x80-\xff])"
    rb"|(?<![\x80-\xff])[\xc0-\xff]{1,2}(?=[a-z])|(?<![\x80-\xff])[\xc0-\xff](?![\x40-\xff])"
)
_RUN = re.compile(rb"[\x80-\xff]+")
_SIGN = re.compile(rb"(?<![\x80-\xff])[\x80-\xbf](?![\x80-\xff])")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HZ = re.compile(rb"~\{[\x21-\x7e]{2,}?~\}")
# Java and MySQL write an emoji as two UTF-16 halves of three bytes each (CESU-8, Unicode Technical Report 26).
_CESU_PAIR = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")
_CESU_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# Illegal references become U+FFFD in the parser, and then nobody knows what they were.
_ILLEGAL = re.compile(
    r"&#(?:0*(?:[0-8]|11|12|1[4-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|[xX][fF]{3}[eEfF]);"
)
_CHINESE = ("gb18030", "big5hkscs", "big5", "hz")
_JAPANESE_KOREAN = ("cp932", "euc_jp", "iso2022_jp", "cp949")
_DEFAULTS = ("cp1252", "iso8859-1", "iso8859-15")
"""What servers claim of any page without looking at it."""
_LETTERS = {f"cp125{n}" for n in range(9)} | {f"iso8859-{n}" for n in range(1, 17)}
_LETTERS |= {"koi8-r", "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic"}
_KNOWN = {*_CHINESE, *_JAPANESE_KOREAN, *_LETTERS, "utf-8", "utf-16", "utf-16-le", "utf-16-be"}
"""About what https://encoding.spec.whatwg.org/ has; Python's other codecs are not for pages, and some of them raise."""
_ENOUGH = 0.6
"""Share of common characters among the Chinese ones that makes a reading Chinese; running text has 0.95 and more."""
_LEAD = 0.25
"""How much better than a claim another reading must be to win against it."""
_FEW_ERRORS = 2
"""Whole UTF-8 characters to a broken one: letters of Latin-1 make none by chance, pairs of GBK less than one."""


def decode(body: bytes, content_type: str = "", encoding: str = "") -> str:
    """The text of `body`; never raises: what no encoding explains becomes U+FFFD.

    In this order: byte order mark, UTF-16 by its NUL bytes, strict UTF-8, UTF-8 with a few broken bytes; then what
    the site file (`encoding`), header and page say, GB 18030 and Big5, of which the one wins that reads as common
    Chinese; then what is claimed, or windows-1252 where nothing is, or where the high bytes stand alone.
    """
    text = _decode(body, content_type, encoding)
    return _ILLEGAL.sub("", join_surrogate_references(text)) if "&#" in text else text


def _decode(body: bytes, content_type: str, encoding: str) -> str:
    by_mark, mark = read_bom(body)
    if by_mark and mark:
        return to_unicode(body[len(mark) :], by_mark)
    if wide := _utf16(body):
        return to_unicode(body, wide)
    if body.isascii():
        claimed = next(_claimed(body, content_type, encoding), "")
        return to_unicode(body, "hz") if claimed == "hz" and _HZ.search(body) else body.decode("ascii")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        joined = _join_cesu(body, error.start)
    return joined if joined is not None else to_unicode(body, _find_encoding(body, content_type, encoding))


def _utf16(body: bytes) -> str:
    """The UTF-16 that is written without a mark: markup has a NUL in every second byte, at one side."""
    head = body[:1000]
    if len(head) < 4 or head.count(0) < len(head) // 5:
        return ""
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _join_cesu(body: bytes, first_error: int) -> str | None:
    """UTF-8 but for halves of emoji: pairs joined, single ones dropped. None for any other body, such as GBK, where
    the same three bytes are common."""
    if not _CESU_HALF.match(body, first_error):
        return None
    try:
        return _CESU_HALF.sub(b"", _CESU_PAIR.sub(_four_bytes, body)).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _four_bytes(pair: re.Match[bytes]) -> bytes:
    return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode("utf-8")


def _find_encoding(body: bytes, content_type: str, encoding: str) -> str:
    sample = _sample(body)
    broken, whole = _utf8_errors(sample)
    if whole > _FEW_ERRORS * broken:
        return "utf-8"
    claimed = [name for name in _claimed(body, content_type, encoding) if not name.startswith("utf-")]
    if claimed and claimed[0] in _LETTERS.difference(_DEFAULTS):
        return claimed[0]
    if _is_western(body):
        return next((name for name in claimed if name in _LETTERS), "cp1252")
    best, share = "", 0.0
    for name in dict.fromkeys((*claimed, *_CHINESE[:2])):
        lead = _LEAD if best in claimed else 0.0
        if (found := _east_asian_share(sample, name)) > share + lead:
            best, share = name, found
    return best if share >= _ENOUGH else next(iter(claimed), "cp1252")


def _claimed(body: bytes, content_type: str, encoding: str) -> Iterator[str]:
    """Codec names that somebody claims: the site file first, because a person wrote it, then header and page."""
    labels = [found.decode("ascii", "ignore").lower() for found in _CHARSET.findall(body[:16_384])]
    claims = (
        _resolved(encoding),
        http_content_type_encoding(content_type),
        html_body_declared_encoding(body[:4096]),
        # After long comments, in scripts, in the second of two tags: w3lib does not see these.
        *map(_resolved, dict.fromkeys(labels)),
    )
    yield from (name for name in claims if name in _KNOWN)


def _resolved(label: str) -> str | None:
    return resolve_encoding(label) if label.isascii() and label else None


def _sample(body: bytes) -> bytes:
    """The first high bytes of `body` with what may belong to them, a space between runs."""
    runs, size = [], 0
    for run in _HIGH_RUN.finditer(body):
        runs.append(run[0])
        size += len(run[0])
        if size > _SAMPLE:
            break
    return b" ".join(runs)


def _utf8_errors(sample: bytes) -> tuple[int, int]:
    """Broken and whole multi-byte characters of `sample`, read as UTF-8."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken, sum(not c.isascii() for c in text) - broken


def _is_western(body: bytes) -> bool:
    """True where most high bytes are letters in words of ASCII, as ñ and á in "Campaña": that is no Chinese."""
    first = _HIGH.search(body)
    part = body[max(first.start() - 1, 0) : first.start() + 16 * _SAMPLE] if first else b""
    signs = sum(1 for _ in _SIGN.finditer(part))
    runs = sum(1 for _ in _RUN.finditer(part)) - signs
    words = sum(1 for _ in _WESTERN.finditer(part))
    return words > 0.7 * runs or (runs == 0 and signs > 0)


def _east_asian_share(sample: bytes, codec: str) -> float:
    """Common characters among all that `codec` reads of the high bytes, 0 to 1; 0 where it is no text codec."""
    try:
        text = to_unicode(sample, codec)
    except (LookupError, UnicodeError, ValueError):
        return 0.0
    phonetic = sum(map(is_kana_or_hangul, text)) if codec in _JAPANESE_KOREAN else 0
    chinese = [c for c in text if is_han(c)]
    odd = sum(not c.isascii() and not is_han(c) and not is_chinese_sign(c) for c in text) - phonetic
    return (sum(map(is_common, chinese)) + phonetic) / (len(chinese) + odd + phonetic) if chinese or phonetic else 0.0

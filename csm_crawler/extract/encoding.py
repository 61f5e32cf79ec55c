"""Bytes of a page to text, whatever its header and its meta tag claim."""

import re
from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding, to_unicode

from csm_crawler.normalize.han import is_common, is_han
from csm_crawler.normalize.markup import join_surrogate_references

_SAMPLE = 65_536
"""Bytes with high bits, and a few around them, that are looked at where the encoding has to be found out."""
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]{0,999}")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HZ = re.compile(rb"~\{[\x21-\x7e]{2,}?~\}")
# Java and MySQL write an emoji as two UTF-16 halves of three bytes each (CESU-8, Unicode Technical Report 26).
_CESU_PAIR = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")
_CESU_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# Illegal references become U+FFFD in the parser, and then nobody knows what they were.
_ILLEGAL = re.compile(r"&#(?:0*(?:[0-8]|11|12|1[4-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|[xX][fF]{3}[eE]|[xX][fF]{4});")
_MULTIBYTE = ("gb18030", "big5hkscs")
_WESTERN = ("cp1252", "iso8859-1")
_ENOUGH = 0.6
"""Share of common characters among the Chinese ones that makes a reading Chinese; running text has 0.95 and more."""
_FEW_ERRORS = 2
"""Whole UTF-8 characters to a broken one: letters of Latin-1 make none by chance, pairs of GBK less than one."""


def decode(body: bytes, content_type: str = "", encoding: str = "") -> str:
    """The text of `body`; never raises: what no encoding explains becomes U+FFFD.

    In this order: byte order mark, UTF-16 by its NUL bytes, strict UTF-8, UTF-8 with a few broken bytes; then what
    header, meta tag or XML declaration and the site file (`encoding`) say, GB 18030 and Big5, of which the one wins that
    reads as common Chinese; then what is declared or, where the high bytes stand alone, windows-1252.
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
        declared = next(_declared(body, content_type, encoding), "")
        return to_unicode(body, "hz") if declared == "hz" and _HZ.search(body) else body.decode("ascii")
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
    declared = [name for name in _declared(body, content_type, encoding) if name != "utf-8" and not name.startswith("utf-")]
    best, share = "", 0.0
    for name in dict.fromkeys((*declared, *_MULTIBYTE)):
        if name not in _WESTERN and (found := _chinese_share(sample, name)) > share + 0.05:
            best, share = name, found
    if share >= _ENOUGH and not _stand_alone(sample):
        return best
    return next(iter(declared), "") or "cp1252"


def _declared(body: bytes, content_type: str, encoding: str) -> Iterator[str]:
    """Codec names that somebody claims, the nearest first: header, page, site file."""
    claims = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    yield from filter(None, claims)
    # After long comments, in scripts, in the second of two tags: a label that w3lib does not see is one all the same.
    for label in dict.fromkeys(found.decode("ascii", "ignore").lower() for found in _CHARSET.findall(body[:16_384])):
        if name := resolve_encoding(label):
            yield name
    if encoding and (name := resolve_encoding(encoding)):
        yield name


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


def _stand_alone(sample: bytes) -> bool:
    """True where most high bytes have no high neighbor, as ñ and á in "Campaña": that is no Chinese."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    return sum(len(run) == 1 for run in runs) > 0.6 * len(runs)


def _chinese_share(sample: bytes, codec: str) -> float:
    """Common characters among all that `codec` reads of the sample's high bytes, 0 to 1; 0 where it is no text codec."""
    try:
        text = to_unicode(sample, codec)
    except (LookupError, UnicodeError, ValueError):
        return 0.0
    chinese = [c for c in text if is_han(c)]
    odd = sum(not c.isascii() and not is_han(c) and not "\u3000" <= c <= "\u303f" and not "！" <= c <= "￥" and c not in "“”‘’…—·€㎡" for c in text)
    return sum(map(is_common, chinese)) / (len(chinese) + odd) if chinese else 0.0

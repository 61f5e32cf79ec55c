"""Text of XML with the commonest faults put right, one by one and without parsing it."""

import html.entities
import re
from collections.abc import Iterator

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_REFERENCE = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)(#?\w+;)")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/!?])")


def mend_text(text: str) -> str:
    """Without characters that XML forbids; outside of CDATA with ampersands and "<" that mean themselves escaped, and
    with the characters that HTML's entities stand for."""
    return "".join(_mended(_ILLEGAL.sub("", text)))


def _mended(text: str) -> Iterator[str]:
    first, *parts = text.split("<![CDATA[")
    yield _escaped(first)
    for part in parts:
        data, end, rest = part.partition("]]>")
        yield f"<![CDATA[{data}{end}{_escaped(rest)}"


def _escaped(text: str) -> str:
    return _STRAY_LESS.sub("&lt;", _REFERENCE.sub(_character, _AMPERSAND.sub("&amp;", text)))


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] != "#":
        named = html.entities.html5.get(name)
        return f"&amp;{name}" if named is None else named.replace("&", "&amp;").replace("<", "&lt;")
    number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    return found[0] if 0 < number < 0x110000 and not _ILLEGAL.match(chr(number)) else ""

"""What the texts of a feed must be: URIs, dates, languages, plain text, escaped HTML."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.entities import name2codepoint
from typing import Final

from babel import Locale

from tests.publish.strict.nodes import Check, Node

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LANGUAGES: Final = frozenset(Locale("en").languages)
_RFC2822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d"
    r" ([+-]\d\d[03]0|GMT)"
)
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:(//)?([0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#]|%[0-9A-Fa-f]{2})+")
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+ \([^()]+\)")
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Za-z0-9]{2,8})*")
_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000)) + "]"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def characters(node: Node) -> Iterator[str]:
    """What every text must be: no control of Windows-1252, no U+FFFD, no mojibake, and no turn of its direction."""
    text = node.text
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]", text) or _NONCHARACTER.search(text):
        yield f"BadCharacters: {node.where}"
    elif _BIDI.search(text):
        yield f"BidiControl: {node.where}"
    elif re.search("[\xc2\xc3][\x80-\xbf]", text):
        try:
            text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return
        yield f"BadCharacters: {node.where}"


def not_blank(check: Check, name: str = "NotBlank") -> Check:
    def checked(node: Node) -> Iterator[str]:
        if not node.text.strip():
            yield f"{name}: {node.where}"
        yield from check(node)

    return checked


def trimmed(check: Check) -> Check:
    def checked(node: Node) -> Iterator[str]:
        if node.text != node.text.strip():
            yield f"UnexpectedWhitespace: {node.where}"
        yield from check(node)

    return checked


def one_of(*values: str, name: str = "InvalidValue") -> Check:
    def checked(node: Node) -> Iterator[str]:
        if node.text not in values:
            yield f"{name}: {node.where} {node.text}"

    return checked


def matching(pattern: re.Pattern[str], name: str) -> Check:
    def checked(node: Node) -> Iterator[str]:
        if not pattern.fullmatch(node.text):
            yield f"{name}: {node.where} {node.text}"

    return checked


mime = matching(_MIME, "InvalidMIMEType")
mail = matching(_MAIL, "InvalidContact")
positive = matching(re.compile(r"[1-9]\d*"), "InvalidPositiveInteger")
count = matching(re.compile(r"\d+"), "InvalidNonNegativeInteger")


def uri(node: Node) -> Iterator[str]:
    """Absolute, of a scheme that we use, and in ASCII."""
    scheme = node.text.partition(":")[0]
    if not _URI.fullmatch(node.text) or scheme not in ("http", "https", "urn"):
        yield f"InvalidFullLink: {node.where} {node.text[:80]}"
    elif scheme == "urn" and not _UUID.fullmatch(node.text):
        yield f"InvalidUUID: {node.where} {node.text}"
    elif scheme != "urn" and not re.match(r"https?://[^/]", node.text):
        yield f"InvalidFullLink: {node.where} {node.text}"


def web(node: Node) -> Iterator[str]:
    """A URI that a browser opens."""
    yield from uri(node)
    if not node.text.startswith("http"):
        yield f"InvalidLink: {node.where} {node.text[:80]}"


def language(node: Node) -> Iterator[str]:
    found = _LANGUAGE.fullmatch(node.text)
    if not found or found[1] not in LANGUAGES:
        yield f"InvalidLanguage: {node.where} {node.text}"


def rfc2822(now: datetime) -> Check:
    """A date of RSS, of the day of the week that it says, and neither before the web nor in the future."""

    def checked(node: Node) -> Iterator[str]:
        if not _RFC2822.fullmatch(node.text):
            yield f"InvalidRFC2822Date: {node.where} {node.text}"
            return
        try:
            moment = parsedate_to_datetime(node.text)
        except ValueError:
            yield f"InvalidRFC2822Date: {node.where} {node.text}"
            return
        if ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()] != node.text[:3]:
            yield f"IncorrectDOW: {node.where} {node.text}"
        yield from _plausible(node, moment, now)

    return checked


def rfc3339(now: datetime) -> Check:
    """A date of Atom and JSON Feed."""

    def checked(node: Node) -> Iterator[str]:
        try:
            moment = datetime.fromisoformat(node.text) if _RFC3339.fullmatch(node.text) else None
        except ValueError:
            moment = None
        if moment is None:
            yield f"InvalidRFC3339Date: {node.where} {node.text}"
        else:
            yield from _plausible(node, moment, now)

    return checked


def _plausible(node: Node, moment: datetime, now: datetime) -> Iterator[str]:
    if not EARLIEST <= moment <= now + timedelta(minutes=10):
        yield f"ImplausibleDate: {node.where} {node.text}"


def plain(name: str = "ContainsHTML", *, profile: bool = False) -> Check:
    """Text that nobody may take for HTML; `profile`: RSS may say that it is plain by a hexadecimal reference."""

    def checked(node: Node) -> Iterator[str]:
        yield from characters(node)
        text = node.text
        if re.search(r"</\w+>", text) or ("<" in text and re.search(r"<(script|img|iframe|a|b|p)\b", text)):
            yield f"{name}: {node.where} {text[:80]}"
        elif not (profile and node.has_hexadecimal):
            references = re.findall(r"&(#?\w+)", text)
            if any(one in name2codepoint or one == "apos" or not one.isalpha() for one in references):
                yield f"{name}: {node.where} {text[:80]}"
            elif profile and re.search(r"&#[x0-9]|<[/a-zA-Z]", text):
                yield f"CharacterData: {node.where} {text[:80]}"

    return checked


def escaped(node: Node) -> Iterator[str]:
    """HTML that is nothing but text: every `&` is a reference, or stands before a space."""
    yield from characters(node)
    if "<" in node.text:
        yield f"SecurityRisk: {node.where} {node.text[:80]}"
    for found in re.finditer(r"&(?=\S)(#\d+;|#x[0-9a-fA-F]+;|\w+;)?", node.text):
        if not found[1] or html.unescape(found[0]) == found[0]:
            yield f"NotHtml: {node.where} {node.text[found.start() :][:80]}"


def anything(*checks: Callable[[Node], Iterator[str]]) -> Check:
    def checked(node: Node) -> Iterator[str]:
        for check in checks:
            yield from check(node)

    return checked

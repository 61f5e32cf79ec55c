"""Last guard before text and links go out: what no XML parser, reader or browser may be given is dropped here.

Articles come clean from `normalize/`; an old store, a site file or a bug must not break a feed for its readers all the
same.
"""

import html
import re
from functools import lru_cache
from html.entities import name2codepoint
from urllib.parse import quote, urlsplit, urlunsplit

AT_HAND = 4_000
"""Texts of each kind that are remembered: all that the entries of one publishing say."""
TITLE_LENGTH = 300
"""Characters; the promise of `Article.title`."""
SUMMARY_LENGTH = 1000
"""Characters: more is no teaser but the article, which is not ours to publish."""

# C0 but tab and newline, DEL and C1 (bytes of Windows-1252 gone astray), surrogates, U+FFFD and what XML 1.0 forbids,
# the noncharacters, which HTML forbids; and the marks that turn the direction of all text behind them (Unicode bidi
# embeddings, overrides and isolates).
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    f"{_NONCHARACTERS}]"
)
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
# A tag, or a mail address in angle brackets.
_TAG = re.compile(r"<(?:[A-Za-z/!?]|[^\s<>]+@)[^>]*>?")
# The W3C feed validator takes one for the reference of a character if HTML knows it, or it is no plain word.
_REFERENCE = re.compile(r"&(#?\w+)")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# The characters of RFC 3986 but square brackets: what the W3C feed validator takes in a link.
_URL_CHARACTERS = ";/?:@&=+$.-_!~*'()%,"
# What `web_url` gives back as it is, told at once: hardly any other comes.
_PLAIN_URL = re.compile(
    r"https?://(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}/(?:[A-Za-z0-9;/?:@&=+$.\-_!~*'(),]++|%[0-9A-Fa-f]{2})*+(?<!\?)"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def clean_text(text: str) -> str:
    """`text` without the characters that break XML, a reader's screen or a terminal; may be empty."""
    if text.isprintable() and "\ufffd" not in text:  # hardly any other comes, and the search takes ten times as long
        return text.strip()
    return _HARMFUL.sub("", text.replace("\r", "\n")).strip()


@lru_cache(maxsize=AT_HAND)
def clean_line(text: str) -> str:
    """`clean_text` on one line, at most `TITLE_LENGTH` characters: for titles, names and labels."""
    line = _SPACES.sub(" ", clean_text(text)).strip()
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def clean_summary(text: str) -> str:
    """`clean_text`, at most `SUMMARY_LENGTH` characters: cut behind a word, and "…" says so."""
    text = clean_text(text)
    if len(text) <= SUMMARY_LENGTH:
        return text
    from csm_crawler.normalize.text import shorten  # here, not above: articles come with their teasers cut

    return shorten(text, SUMMARY_LENGTH)


@lru_cache(maxsize=AT_HAND)
def clean_name(text: str) -> str:
    """`clean_line` without what a reader might take for markup: for places that cannot say that theirs is plain text.

    «AT&T» stays; the tags of «<b>R&nbsp;D</b>» go, and its `&` gets room, so that no entity begins with it.
    """
    name = clean_line(_TAG.sub(" ", clean_text(text)))
    if "@" in name and "<" in name:  # which the W3C feed validator takes for a mail address
        name = clean_line(name.replace("<", " "))
    return clean_line(name.replace("&", " & ")) if may_be_markup(name) else name


def may_be_markup(text: str) -> bool:
    """Whether a reader that takes the text for HTML would show another one."""
    if "<" not in text and "&" not in text:
        return False
    odd = any(not word.isalpha() or word in name2codepoint for word in _REFERENCE.findall(text))
    return odd or bool(_TAG.search(text)) or html.unescape(text) != text


@lru_cache(maxsize=AT_HAND)  # an article stands in a dozen feeds of three formats each
def web_url(url: str) -> str:
    """`url` as an ASCII http or https URL; empty where it is anything else, such as `javascript:`."""
    return url if _PLAIN_URL.fullmatch(url) else _made_web_url(url)


def _made_web_url(url: str) -> str:
    try:
        parts = urlsplit(_HARMFUL.sub("", url).strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # a port or brackets that are none; UnicodeError of a host name is a ValueError, too
        return ""
    # The W3C feed validator takes no address in brackets for a host.
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+", host):
        return ""
    path, query, fragment = (quote(_LONE_PERCENT.sub("%25", part), safe=_URL_CHARACTERS) for part in parts[2:])
    return urlunsplit((parts.scheme, host + port, path or "/", query, fragment))


@lru_cache(maxsize=500)
def language_tag(language: str | None) -> str:
    """A tag that may stand in `xml:lang`; empty where the language is not known."""
    return language if language and language != "und" and _LANGUAGE.fullmatch(language) else ""

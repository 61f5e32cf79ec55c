"""One fetched response as bytes, and its text."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csm_crawler.extract.encoding import decode

__all__ = ["Page", "decode"]

_ROOT = re.compile(r"<([a-z][\w:-]*)", re.IGNORECASE)
_HTML = (
    " html head body meta title link script style noscript base div span p a b i br hr img h1 h2 h3 h4 h5 h6 ul ol dl"
    " li table tr td center font form input iframe main section article header footer nav aside "
)
_COMMENTS = re.compile(r"(?:[\ufeff\s\0]+|<!--.*?-->)*+", re.DOTALL)
_DATA = re.compile(r"[{\[\"]|(?:/\*.*?\*/)?\s*[\w$.]*\(")
"""JSON, or a callback with it."""
_ANYWHERE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_START = 2000
"""Characters in which a page says what it is, after its comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response as it came; `url` is what its links are joined to."""

    url: str
    body: bytes
    content_type: str = ""
    """The header's value, with its charset if it has one; empty for a saved page."""
    fetched_at: datetime
    """Aware."""
    encoding: str = ""
    """What the site file says of the encoding; empty leaves it to header, meta tag and bytes."""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Of the response, names in lower case; none for a saved page."""
    fetched_hash: str = ""
    """Of a part of what was fetched, such as what is in a gzip file, the hash of the whole."""
    _text: str | None = field(default=None, init=False, repr=False, compare=False)
    _hash: str = field(default="", init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The body decoded, see `decode`; found out once a page."""
        text = self._text
        if text is None:
            text = decode(self.body, self.content_type, self.encoding)
            object.__setattr__(self, "_text", text)
        return text

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes as they were fetched, 64 hex digits; made once a page."""
        if not self._hash:
            object.__setattr__(self, "_hash", self.fetched_hash or hashlib.sha256(self.body).hexdigest())
        return self._hash

    @property
    def is_html(self) -> bool:
        """Whether it is a page for people, or a part of one, and not a feed, a sitemap or JSON."""
        text = self.text
        at = _COMMENTS.match(text).end()  # type: ignore[union-attr]
        start = text[at : at + _START]
        if start.startswith("<"):
            root = _ROOT.search(start)
            return root is not None and (f" {root[1].lower()} " in _HTML or "<!doctype html" in start.lower())
        return _DATA.match(start) is None and _ANYWHERE.search(start) is not None

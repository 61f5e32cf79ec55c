"""One fetched response as bytes, and its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csm_crawler.extract.encoding import decode

__all__ = ["Page", "decode"]


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
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The body decoded, see `decode`; found out once a page."""
        text = self._text
        if text is None:
            text = decode(self.body, self.content_type, self.encoding)
            object.__setattr__(self, "_text", text)
        return text

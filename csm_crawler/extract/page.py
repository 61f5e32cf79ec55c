"""One fetched response as bytes, and its text."""

from dataclasses import dataclass
from datetime import datetime


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

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

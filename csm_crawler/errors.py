"""Every error that csm_crawler raises on purpose.

CsmError
├── ConfigError     file, key, problem      one line, exit 2, nothing fetched
├── PageError       url, problem            this page is lost, counted; the crawl goes on
├── CardRejected    reason, page, position  counted; the other cards of the page go on
└── StoreError                              the run stops, exit 1, nothing half-kept
"""

from pathlib import Path


class CsmError(Exception):
    """The root: `str()` of each is one line for a person."""

    exit_code = 1
    """The exit status of a command that it ends."""


class ConfigError(CsmError):
    """Something that a person wrote is not understood."""

    exit_code = 2

    def __init__(self, where: Path | str, key: str, problem: str) -> None:
        self.where, self.key, self.problem = str(where), key, problem
        super().__init__(f"{self.where}: {key} {problem}" if key else f"{self.where}: {problem}")


class PageError(CsmError):
    """A page that cannot be read: it is lost, its neighbours are not."""

    def __init__(self, url: str, problem: str) -> None:
        self.url, self.problem = url, problem
        super().__init__(f"{url}: {problem}")


class CardRejected(CsmError):
    """A card that cannot become an article."""

    def __init__(self, reason: str, page_url: str, position: int) -> None:
        self.reason, self.page_url, self.position = reason, page_url, position
        super().__init__(f"{page_url}: card {position} has {reason.replace('_', ' ')}")


class StoreError(CsmError):
    """The store refuses: locked, read-only, full, broken or out of reach."""

"""Lines of a log, as text or as JSON: times in UTC, no secrets."""

import json
import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from csm_crawler.masking import mask

FORMATS = ("text", "json")
TEXT_TIME = "%Y-%m-%dT%H:%M:%SZ"
LOGGER = "csm_crawler"
"""Names what a command itself tells in JSON, beside the modules that log."""


class TextFormatter(logging.Formatter):
    """A line for people."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """As ever, and masked."""
        return mask(super().format(record))


class JsonFormatter(logging.Formatter):
    """One object of JSON a line: time, level, logger, site where it is known, message, and error where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Never a line break in it, whatever the message holds."""
        error = self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        return json_line(
            record.getMessage(),
            at=datetime.fromtimestamp(record.created, UTC),
            level=record.levelname,
            logger=record.name,
            site=site_of(record),
            error=error,
        )


def json_line(
    message: str,
    *,
    at: datetime,
    level: str,
    logger: str = LOGGER,
    site: str = "",
    error: str = "",
    numbers: Mapping[str, int] | None = None,
) -> str:
    """The object in ASCII, so that any terminal and any file takes it; empty fields are left out."""
    time_ = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    fields = {"time": time_, "level": level, "logger": logger, "site": site, "message": mask(message)}
    said = {name: value for name, value in {**fields, "error": mask(error)}.items() if value or name == "message"}
    return json.dumps(said | dict(numbers or {}))


def told(line: str, format_: str, *, level: str = "ERROR", site: str = "") -> str:
    """What a command tells on stderr, with its line break: for people `csm: …`.

    One visible line, whatever a page put into it: a line of its own could speak to what reads ours, such as GitHub's
    runner.
    """
    if format_ == "json":
        return f"{json_line(line, at=datetime.now(UTC), level=level, site=site)}\n"
    return f"csm: {mask(_visible(' '.join(line.splitlines())))}\n"


def _visible(text: str) -> str:
    """The text with what a terminal obeys, or turns the line around for, as its escape."""
    return "".join(one if one.isprintable() or one.isspace() else one.encode("unicode_escape").decode() for one in text)


def site_of(record: logging.LogRecord) -> str:
    """The site that a record is about: of our own it is told beside it, of Scrapy's its request or its item knows."""
    named = getattr(record, "site", "")
    if named or not isinstance(record.args, Mapping):
        return str(named)
    request, item = record.args.get("request"), record.args.get("item")
    return str(getattr(request, "cb_kwargs", {}).get("site", "") or getattr(item, "site", "") or "")

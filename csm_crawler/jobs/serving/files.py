"""The path of a URL → the published file, and no other file of the machine."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from csm_crawler.jobs.serving.answering import Resource
from csm_crawler.publish.mediatypes import media_type

INDEX = "index.html"
_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""No hidden file, no way up, nothing that a file system might understand in another way."""


def published(folder: Path, path: str) -> Resource | None:
    """The file at a decoded path ("/", "/es/", "/group/bats.rss"); None for all that is no published file of a kind
    that we know."""
    name = path.removeprefix("/")
    if not name or name.endswith("/"):
        name += INDEX
    if not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
        return None
    kind, file = media_type(name), folder / name
    if not kind or not _is_within(file, folder):
        return None
    try:
        # Without waiting: a pipe that somebody put there would never open.
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as opened:
        modified = datetime.fromtimestamp(os.fstat(descriptor).st_mtime, tz=UTC)
        return Resource(body=opened.read(), media_type=kind, modified=modified)


def _is_within(file: Path, folder: Path) -> bool:
    """Whether it is a file there also when all links are followed."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that is too long
        return False

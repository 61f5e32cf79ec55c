"""Published bytes → files, whole or not at all, and untouched where nothing changed."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

UNFIT = "its name is not made of a-z, 0-9, '.' and '-', or is too long"
# A file system takes 255 bytes, of which a suffix and the mark of an unfinished file need some.
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9.-]{0,219}")
_SUFFIX = re.compile(r"\.[a-z0-9]+")
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")


def is_feed_name(name: str) -> bool:
    """Whether it is made of slugs ("all", "group/bats"): they come from files that people write, none may climb out."""
    return all(_SEGMENT.fullmatch(segment) for segment in name.split("/"))


def feed_file(folder: Path, name: str, suffix: str) -> Path:
    """Where the feed `name` ("all", "group/bats") with `suffix` (".rss") lies under `folder`.

    ValueError for a name that is none.
    """
    if not is_feed_name(name):
        raise ValueError(
            f"feed name {name!r} is not made of a-z, 0-9, '.' and '-', each part beginning with a letter or digit and "
            "220 characters long at most"
        )
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"feed suffix {suffix!r} is not a dot with letters or digits")
    return folder / f"{name}{suffix}"


def write_changed(path: Path, body: bytes) -> bool:
    """Make `path` hold `body`: True where it was written, False where it held these bytes already.

    An equal file keeps its modification time, so that a web server answers 304. A crash or a full disk leaves the old
    file whole. OSError where it cannot be written; nothing is left behind then.
    """
    if _holds(path, body):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        # "x" and not tempfile, whose 0600 would shut out a web server of another user: this follows the umask.
        with temporary.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def sweep(folders: Iterable[Path]) -> None:
    """Remove what a publishing left unfinished in these folders that was killed; nobody else may be writing there."""
    for path in (path for folder in folders for path in folder.glob(".*.tmp")):
        if _TEMPORARY.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def keep_names(folders: Iterable[Path]) -> None:
    """Have the disk keep which files lie in these folders: else a power cut might bring the old ones back.

    Where a file system cannot do that for a folder, it is left to it.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _holds(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except FileNotFoundError:
        return False

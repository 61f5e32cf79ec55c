"""Published bytes → files, whole or not at all, and untouched where nothing changed."""

import os
import re
import secrets
from pathlib import Path

_SEGMENT = re.compile(r"[a-z0-9][a-z0-9.-]*")
_SUFFIX = re.compile(r"\.[a-z0-9]+")


def feed_file(folder: Path, name: str, suffix: str) -> Path:
    """Where the feed `name` ("all", "group/bats") with `suffix` (".rss") lies under `folder`.

    ValueError for a name that is not made of slugs: slugs come from files that people write, and none may climb out.
    """
    if not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
        raise ValueError(
            f"feed name {name!r} is not made of a-z, 0-9, '.' and '-', each part beginning with a letter or digit"
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


def _holds(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except FileNotFoundError:
        return False

"""Whether there is room, and leave to write, where a run writes."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from csm_crawler.config import Config
from csm_crawler.errors import CsmError
from csm_crawler.jobs.doctor.finding import Finding, note, ok, wrong
from csm_crawler.jobs.lock import FILE, Locked, hold

LITTLE = 200 * 2**20
"""Bytes: a store of some years, or its copy at an upgrade, has as much."""


def findings(config: Config) -> Iterator[Finding]:
    """Of the home and of where its feeds go."""
    yield _writable("home", config.home)
    yield _feeds(config.feeds)
    yield room(config.home, shutil.disk_usage(config.home).free)
    yield _lock(config.home)
    if config.file and _tells_a_password(config.file):
        yield note("csm.toml", "holds a password and can be read by everybody here", f"chmod go-rwx {config.file}")


def _writable(check: str, folder: Path) -> Finding:
    if not _may_write(folder):
        owner = _owner(folder)
        return wrong(check, f"{folder} cannot be written to", f"run csm as {owner}, or give this user the right to")
    return ok(check, str(folder))


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def _feeds(folder: Path) -> Finding:
    if not folder.exists():
        there = next(one for one in folder.parents if one.exists())
        if not _may_write(there):
            return wrong(
                "feeds", f"{folder} is not there and cannot be made", f"make it, with leave for {_owner(there)}"
            )
        return ok("feeds", f"{folder}, which the first run makes")
    if not folder.is_dir():
        return wrong("feeds", f"{folder} is no folder", "move it away")
    if not folder.stat().st_mode & stat.S_IXOTH:
        return note("feeds", f"{folder} is closed to other users", f"chmod o+rx {folder}, if a web server serves it")
    return _writable("feeds", folder)


def room(folder: Path, free: int) -> Finding:
    """Whether the disk has space left."""
    if free < LITTLE:
        return wrong(
            "disk", f"{free // 2**20} MB are free for {folder}", "make room: a store that cannot grow ends the run"
        )
    return ok("disk", f"{free / 2**30:.1f} GB free")


def _lock(home: Path) -> Finding:
    if not (home / FILE).exists():  # holding it would make it
        return ok("lock", "is free")
    try:
        with hold(home):
            return ok("lock", "is free")
    except Locked:
        return note("lock", "is held: a run is going on", "if none should be, `fuser -v csm.lock` names the process")
    except CsmError as error:
        return wrong("lock", str(error), f"run csm as {_owner(home / FILE)}")


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return f"user {path.stat().st_uid}"


def _tells_a_password(file: Path) -> bool:
    said = re.search(r"^\s*database\s*=.*://[^/@\s]*:[^/@\s]+@", file.read_text("utf-8-sig"), re.MULTILINE)
    return bool(said) and bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))

"""Real disks that are full or read-only, for one process: in a mount namespace of its own; and one that refuses some
files, for this process."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from csm_crawler.publish.files import write_changed
from tests.conftest import environment

_OWN = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
# The folder's content lies on the small disk while the command runs, and is put back afterwards.
_FULL = """
set -e
folder=$1; size=$2; shift 2
aside=$(mktemp -d)
cp -a "$folder/." "$aside"
mount -t tmpfs -o "size=$size" tmpfs "$folder"
cp -a "$aside/." "$folder"
code=0; (cd "$folder"; "$@") || code=$?
rm -rf "$aside"/* "$aside"/.[!.]*
cp -a "$folder/." "$aside"
umount "$folder"
rm -rf "$folder"/* "$folder"/.[!.]*
cp -a "$aside/." "$folder"
rm -rf "$aside"
exit $code
"""
_READ_ONLY = """
set -e
path=$1; shift
mount --bind "$path" "$path"
mount -o remount,ro,bind "$path"
exec "$@"
"""


@cache
def needed() -> None:
    """Skips where nobody may mount anything."""
    try:
        done = subprocess.run([*_OWN, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode:
        pytest.skip(f"no namespace of its own here: {done.stderr.decode().strip()}")


def run_on_full_disk(
    folder: Path, *command: str, size: int, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run in the folder while it lies on a disk of so many bytes; what is in the folder then stays there."""
    needed()
    return _run(_FULL, str(folder), str(size), *command, cwd=folder, env=env)


def run_read_only(
    path: Path, *command: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run while nobody can write to a file or folder, root neither."""
    needed()
    return _run(_READ_ONLY, str(path), *command, cwd=cwd, env=env)


def _run(script: str, *arguments: str, cwd: Path, env: dict[str, str] | None) -> subprocess.CompletedProcess[str]:
    command = [*_OWN, "sh", "-c", script, "sh", *arguments]
    env = environment(cwd) | (env or {})
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60)


@contextmanager
def writing_fails(name: str) -> Iterator[None]:
    """As if a disk took no file of this name, with its suffix or without.

    Without it: a feed and its page, in each format and language.
    """

    def failing(path: Path, body: bytes) -> bool:
        if name in (path.name, path.stem):
            raise OSError(28, "No space left on device")
        return write_changed(path, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("csm_crawler.jobs.publish.write_changed", failing)
        yield

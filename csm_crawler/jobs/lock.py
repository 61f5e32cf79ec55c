"""One run at a time in a home folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from csm_crawler.errors import ConfigError, CsmError

FILE = "csm.lock"


class Locked(CsmError):
    """Another run holds the lock; cron and systemd may take its status as success."""

    exit_code = 75


@contextmanager
def hold(home: Path, *, leaves_file: bool = True) -> Iterator[None]:
    """Hold the home's lock; it is freed by the end of the process, however that comes. Locked at once, no waiting.

    `leaves_file`: whether the lock's file, which stays for the next run, is made where there is none.
    """
    path = home / FILE
    lock, is_ours_only = FileLock(path), not (leaves_file or path.exists())
    try:
        lock.acquire(timeout=0)
    except Timeout as held:
        raise Locked(f"another run holds {path}") from held
    except OSError as problem:
        raise ConfigError(home, "", f"cannot be written to: {problem.strerror or problem}") from problem
    try:
        yield
    finally:
        if is_ours_only:
            path.unlink(missing_ok=True)
        lock.release()

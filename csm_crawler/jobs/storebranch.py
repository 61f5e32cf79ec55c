"""The store of a home that lies in a git repository, kept on a branch between runs that begin with a clean checkout.

The branch holds one commit and no history: the database without the bodies of pages, packed by xz, in parts that any
host of git takes. What a push replaces is exactly what `restore` took, or nothing where there was no branch.
"""

import lzma
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from csm_crawler.config import Config
from csm_crawler.errors import ConfigError, CsmError, StoreError

BRANCH = "csm-store"
TAKEN = "refs/csm/store"
"""Of the checkout: the commit that was restored or saved last."""
FOUND = "refs/csm/found"
PART = 45 * 2**20
"""GitHub warns of files over 50 MiB and refuses those over 100."""
NAME = "csm.sqlite3.xz"
_AUTHOR = {f"GIT_{who}_{what}": "csm_crawler" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
_LOST = re.compile(r"stale info|fetch first|non-fast-forward|cannot lock ref|already exists")


class LostRace(CsmError):
    """Another run has saved its store in between; nothing of it was overwritten."""

    exit_code = 75


def restore(config: Config) -> int:
    """Put the branch's store into the home: its size in bytes, 0 where there is no such branch yet.

    StoreError where the branch cannot be had or is damaged; then nothing is put there, and `save` refuses too.
    """
    database = database_file(config)
    if database.exists():
        raise ConfigError(database, "", "is there already; a store is restored where there is none")
    _git(config.home, "update-ref", "-d", TAKEN)
    found = _fetched(config.home)
    if not found:
        return 0
    with tempfile.TemporaryDirectory(dir=config.home, prefix=".store-") as folder:
        unpacked = Path(folder) / "csm.sqlite3"
        try:
            _unpack(_parts(config.home, found), unpacked)
            _check(unpacked)
        except (lzma.LZMAError, EOFError, sqlite3.Error, ValueError) as problem:
            advice = "look at it, or delete the branch to begin a new store"
            raise StoreError(f"the branch {BRANCH} is damaged: {problem}; {advice}") from problem
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(unpacked, database)
    _git(config.home, "update-ref", TAKEN, found)
    return database.stat().st_size


def save(config: Config) -> int:
    """Put the home's store on the branch, in place of what was restored; how many bytes it is, packed.

    LostRace where the branch is another one by now.
    """
    database = database_file(config)
    if not database.is_file():
        raise ConfigError(database, "", "is not there; `csm run` makes it")
    with tempfile.TemporaryDirectory(prefix="csm-store-") as folder:
        slim, packed = Path(folder) / "csm.sqlite3", Path(folder) / NAME
        try:
            copy_without_bodies(database, slim)
        except sqlite3.Error as problem:
            raise StoreError(f"{database}: cannot be copied: {problem}") from problem
        with slim.open("rb") as source, lzma.open(packed, "wb") as target:
            shutil.copyfileobj(source, target)
        size = packed.stat().st_size
        commit = _commit(config.home, packed)
    taken = _git(config.home, "for-each-ref", "--format=%(objectname)", TAKEN)
    ref = f"refs/heads/{BRANCH}"
    try:
        _git(config.home, "push", "--quiet", f"--force-with-lease={ref}:{taken}", "origin", f"{commit}:{ref}")
    except LostRace:
        if not taken:
            raise LostRace(f"there is a branch {BRANCH} that was not restored here; it stays as it is") from None
        raise
    _git(config.home, "update-ref", TAKEN, commit)
    return size


def database_file(config: Config) -> Path:
    """The home's SQLite database; ConfigError where it is on a server, which keeps it anyway."""
    path = config.database.partition(":///")[2].partition("?")[0]
    if not config.database.startswith("sqlite") or not path or path.startswith((":memory:", "file:")):
        raise ConfigError(
            config.file or "csm.toml", "database", "is no file of SQLite, and that is what a branch keeps"
        )
    return Path(path)


def copy_without_bodies(database: Path, copy: Path) -> None:
    """A copy of a database, whole also while others write to it, without the bodies of the pages that it was read from.

    They are most of it, they are other people's, and a run needs none of them.
    """
    with closing(sqlite3.connect(database)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy, isolation_level=None)) as slim:
        slim.execute("DELETE FROM snapshot")
        slim.execute("VACUUM")


def _fetched(home: Path) -> str:
    """The commit that the branch is at, which is here now; empty where there is no branch."""
    if not _git(home, "ls-remote", "origin", f"refs/heads/{BRANCH}"):
        return ""
    _git(home, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", f"+refs/heads/{BRANCH}:{FOUND}")
    return _git(home, "rev-parse", FOUND)


def _parts(home: Path, commit: str) -> Iterator[bytes]:
    """What the commit holds, in the order of the parts; ValueError where it is something else."""
    names = _git(home, "ls-tree", "--full-tree", "--name-only", commit).splitlines()
    if not names or names != [f"{NAME}.{number:03}" for number in range(len(names))]:
        raise ValueError(f"it holds {', '.join(names)[:200] or 'nothing'}, not {NAME}.000")
    for name in names:
        yield _git_bytes(home, "cat-file", "blob", f"{commit}:{name}")


def _unpack(parts: Iterator[bytes], target: Path) -> None:
    unpacker = lzma.LZMADecompressor()
    with target.open("xb") as out:
        for part in parts:
            out.write(unpacker.decompress(part))
    if not unpacker.eof:
        raise EOFError("it is cut off")


def _check(database: Path) -> None:
    """sqlite3.Error or ValueError where it is no whole database of ours."""
    with closing(sqlite3.connect(database)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise ValueError(verdict)
        connection.execute("SELECT version_num FROM alembic_version").fetchone()


def _commit(home: Path, packed: Path) -> str:
    """A commit without parents that holds the file, in parts."""
    lines: list[str] = []
    with packed.open("rb") as file:
        while part := file.read(PART):
            blob = _git(home, "hash-object", "-w", "--stdin", given=part)
            lines.append(f"100644 blob {blob}\t{NAME}.{len(lines):03}\n")
    tree = _git(home, "mktree", given="".join(lines).encode())
    return _git(home, "commit-tree", "-m", "The store, as csm store save left it", tree)


def _git(home: Path, *arguments: str, given: bytes = b"") -> str:
    return _git_bytes(home, *arguments, given=given).decode("utf-8", "replace").strip()


def _git_bytes(home: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers; StoreError with its own last words where it refuses."""
    quiet = {**os.environ, **_AUTHOR, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(home), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, env=quiet, check=False)  # noqa: S603
    except OSError as problem:
        raise StoreError(f"git is needed to keep the store on a branch: {problem.strerror}") from problem
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if arguments[0] == "push" and _LOST.search(said):
        raise LostRace(
            f"another run has written to the branch {BRANCH} since this one began; its store stands, "
            "and what was new here is found again by the next run"
        )
    words = next((line for line in reversed(said.splitlines()) if line.startswith(("fatal:", "error:", " !"))), said)
    raise StoreError(f"git {arguments[0]}: {' '.join(words.split())[:300]}")

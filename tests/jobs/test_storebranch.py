"""A store that goes from one clean checkout to the next through a branch: plain git, and a repository on this disk."""

import lzma
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from csm_crawler.config import Config, load_config
from csm_crawler.errors import ConfigError, StoreError
from csm_crawler.jobs import storebranch
from csm_crawler.jobs.storebranch import BRANCH, LostRace, restore, save
from csm_crawler.store import ArticleStore

pytestmark = pytest.mark.slow


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture
def origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bare repository whose main branch holds a home."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@one.example")
    folder = tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(folder))
    first = tmp_path / "first"
    git(tmp_path, "clone", "--quiet", str(folder), str(first))
    (first / "csm.toml").write_text('sites = ["chinasocialmedia"]\n', "utf-8")
    (first / ".gitignore").write_text("*.sqlite3*\ncsm.lock\nfeeds\n", "utf-8")
    git(first, "add", ".")
    git(first, "commit", "--quiet", "-m", "A home")
    git(first, "push", "--quiet", "origin", "HEAD:main")
    return folder


def clean_checkout(origin: Path, name: str) -> Config:
    folder = origin.parent / name
    git(origin.parent, "clone", "--quiet", "--depth=1", "--branch=main", f"file://{origin}", str(folder))
    return load_config(folder)


def remember(config: Config, word: str) -> None:
    with ArticleStore.open(config.database) as store:
        store.set_meta("word", word)


def remembered(config: Config) -> str | None:
    with ArticleStore.open(config.database) as store:
        return store.get_meta("word")


def put_on_the_branch(origin: Path, body: bytes, name: str = f"{storebranch.NAME}.000") -> str:
    """A commit on the branch that holds one file of these bytes."""
    blob = git(origin, "hash-object", "-w", "--stdin", given=body)
    tree = git(origin, "mktree", given=f"100644 blob {blob}\t{name}\n".encode())
    commit = git(origin, "commit-tree", "-m", "somebody's", tree)
    git(origin, "update-ref", f"refs/heads/{BRANCH}", commit)
    return commit


def tip(origin: Path) -> str:
    return git(origin, "rev-parse", f"refs/heads/{BRANCH}")


def test_the_first_run_finds_no_branch_and_makes_it(origin: Path) -> None:
    config = clean_checkout(origin, "one")
    assert restore(config) == 0
    assert not storebranch.database_file(config).exists()
    remember(config, "one")
    assert save(config) > 0
    assert git(origin, "branch", "--format=%(refname:short)").splitlines() == [BRANCH, "main"]


def test_what_one_checkout_saved_the_next_restores_and_the_branch_has_no_history(origin: Path) -> None:
    for name, before in (("one", None), ("two", "one"), ("three", "two")):
        config = clean_checkout(origin, name)
        assert restore(config) == (0 if before is None else storebranch.database_file(config).stat().st_size)
        assert remembered(config) == before
        remember(config, name)
        save(config)
        assert git(origin, "rev-list", "--count", BRANCH) == "1"
        assert git(origin, "ls-tree", "-r", "--name-only", BRANCH) == "csm.sqlite3.xz.000"
    assert git(origin, "rev-list", "--count", "main") == "1"


def test_a_store_is_saved_twice_by_the_same_checkout(origin: Path) -> None:
    config = clean_checkout(origin, "one")
    restore(config)
    remember(config, "one")
    save(config)
    remember(config, "two")
    save(config)
    again = clean_checkout(origin, "two")
    restore(again)
    assert remembered(again) == "two"


def test_the_bodies_of_pages_stay_behind_and_every_other_row_goes_along(origin: Path) -> None:
    config = clean_checkout(origin, "one")
    remember(config, "one")
    database = storebranch.database_file(config)
    with closing(sqlite3.connect(database)) as connection, connection:
        row = ("one", "https://one.example/", "0" * 64, "2026-11-25 12:00:00.000000", "text/html", 9, b"x" * 2**20, "")
        connection.execute("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO run VALUES (1, '2026-11-25 12:00:00.000000', NULL, NULL, 0, 0, 0, 0, 0)")
    assert save(config) < 2**18
    again = clean_checkout(origin, "two")
    restore(again)
    with closing(sqlite3.connect(storebranch.database_file(again))) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("snapshot", "run", "meta")
        }
    assert counts == {"snapshot": 0, "run": 1, "meta": 1}
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM snapshot").fetchone() == (1,)


def test_a_large_store_goes_in_parts(origin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storebranch, "PART", 1000)
    config = clean_checkout(origin, "one")
    remember(config, "one")
    size = save(config)
    names = git(origin, "ls-tree", "-r", "--name-only", BRANCH).splitlines()
    assert names == [f"csm.sqlite3.xz.{number:03}" for number in range(-(-size // 1000))]
    again = clean_checkout(origin, "two")
    restore(again)
    assert remembered(again) == "one"


def test_the_slower_of_two_runs_overwrites_nothing(origin: Path) -> None:
    first = clean_checkout(origin, "one")
    remember(first, "one")
    save(first)
    slow, fast = clean_checkout(origin, "slow"), clean_checkout(origin, "fast")
    for config in (slow, fast):
        restore(config)
    remember(fast, "fast")
    save(fast)
    before = tip(origin)
    remember(slow, "slow")
    with pytest.raises(LostRace, match="another run has written to the branch csm-store since this one began"):
        save(slow)
    assert tip(origin) == before
    again = clean_checkout(origin, "again")
    restore(again)
    assert remembered(again) == "fast"


def test_the_slower_of_two_first_runs_overwrites_nothing(origin: Path) -> None:
    slow, fast = clean_checkout(origin, "slow"), clean_checkout(origin, "fast")
    for config in (slow, fast):
        assert restore(config) == 0
        remember(config, config.home.name)
    save(fast)
    before = tip(origin)
    with pytest.raises(LostRace, match="there is a branch csm-store that was not restored here") as lost:
        save(slow)
    assert lost.value.exit_code == 75
    assert tip(origin) == before


def packed_store(folder: Path) -> bytes:
    config = Config(home=folder, file=None, demonstration=False, database=f"sqlite:///{folder}/x.sqlite3")
    remember(config, "x")
    return lzma.compress((folder / "x.sqlite3").read_bytes())


@pytest.mark.parametrize("damage", ["empty", "no xz", "cut off", "bytes changed", "no database", "somebody else's"])
def test_a_damaged_branch_is_told_and_stays_as_it_is(origin: Path, tmp_path: Path, damage: str) -> None:
    whole = packed_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other, other:
        other.execute("CREATE TABLE mine (a)")
    bodies = {
        "empty": b"",
        "no xz": b"<html>",
        "cut off": whole[: len(whole) // 2],
        "bytes changed": whole[:200] + bytes(50) + whole[250:],
        "no database": lzma.compress(b"x" * 5000),
        "somebody else's": lzma.compress((tmp_path / "other.sqlite3").read_bytes()),
    }
    commit = put_on_the_branch(origin, bodies[damage])
    config = clean_checkout(origin, "one")
    with pytest.raises(StoreError, match=r"^the branch csm-store is damaged: .+; look at it, or delete the branch to"):
        restore(config)
    assert sorted(path.name for path in config.home.iterdir()) == [".git", ".gitignore", "csm.toml"]
    remember(config, "new")
    with pytest.raises(LostRace, match="was not restored here; it stays as it is"):
        save(config)
    assert tip(origin) == commit


def test_a_branch_that_holds_something_else_is_told(origin: Path) -> None:
    put_on_the_branch(origin, b"# mine", "README.md")
    config = clean_checkout(origin, "one")
    with pytest.raises(StoreError, match=r"damaged: it holds README\.md, not csm\.sqlite3\.xz\.000"):
        restore(config)


def test_a_store_that_is_here_already_is_not_replaced(origin: Path) -> None:
    config = clean_checkout(origin, "one")
    remember(config, "mine")
    save(config)
    with pytest.raises(ConfigError, match="is there already"):
        restore(config)
    assert remembered(config) == "mine"


def test_without_a_store_nothing_is_saved(origin: Path) -> None:
    config = clean_checkout(origin, "one")
    with pytest.raises(ConfigError, match="is not there; `csm run` makes it"):
        save(config)
    assert git(origin, "branch", "--format=%(refname:short)") == "main"


def test_what_git_refuses_is_told_in_one_line(origin: Path, home: Path) -> None:
    config = clean_checkout(origin, "one")
    git(config.home, "remote", "set-url", "origin", str(origin / "gone"))
    with pytest.raises(StoreError) as caught:
        restore(config)
    assert str(caught.value).startswith("git ls-remote: ")
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match="git update-ref: fatal: not a git repository"):
        restore(load_config(home))


def test_a_store_on_a_server_needs_no_branch(origin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSM_DATABASE", "postgresql://csm@db/csm")
    config = clean_checkout(origin, "one")
    for job in (restore, save):
        with pytest.raises(ConfigError, match="database is no file of SQLite"):
            job(config)

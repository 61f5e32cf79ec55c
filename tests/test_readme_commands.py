"""Each command in README.md and docs/ is tried, in a home of its own and without network."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, listing, run
from tests.documents import README, blocks, read, shell_lines, tabled_commands
from tests.server import Answer, Server
from tests.shell import shell

pytestmark = pytest.mark.slow

PAGES = (README, *(ROOT / "docs" / f"{name}.md" for name in ("answers", "figures", "searching")))
LIVE = ("technode", "woshipm", "gma")
"""Sites that the pages name; in the homes here they are read from a server on loopback."""
ELSEWHERE = {
    line
    for name in ("demonstration", "tests")
    for line in re.findall(rf"<!-- {name} -->\n+```sh\n(.+)\n", read(README))
}
"""They install from the package index; .ci/run takes them from README.md and runs them."""
INSTEAD = {
    # what the pages say: what is tried, because …
    "csm -C ~/csm serve": "csm -C ~/csm serve --help",  # it serves until Ctrl-C: tests/serve has it serve
    "csm serve": "csm serve --help",
    "csm store restore": "csm store restore --help",  # it wants a repository with a remote: tests/test_live.py has one
    "csm store save": "csm store save --help",
    "csm add https://news.example/china/": "csm add SERVER/china/",  # there is no such site
}
MEANT = {
    "[DIR]": "new",
    "[SITE…]": "chinasocialmedia",
    "SITE…": "gma",
    "NAME…": "gma",
    "NAME": "chinasocialmedia",
    "ID|URL": "http://chinasocialmedia.net/2143/",
    "FILE|URL": str(ROOT / "fixtures" / "chinasocialmedia" / "listing.html"),
    "FILE.opml": "../other.opml",
    "[FILE]": "enabled.opml",
    "URL": "SERVER/china/",
    "KIND": "cron",
    "SLUG": "wechat",
    "TEXT": "Tmall Global opens an incubator",
    "COMMAND": "run",
}
"""A value for each word that stands for one in the table of commands."""
NEWS = listing(*((f"Weibo opens shop number {n}", f"/{n}", f"2026-11-{n:02}", "Weibo sells.") for n in range(1, 9)))
OPML = '<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/feed"/></body></opml>'


def waiting(text: str) -> tuple[pytest.MarkDecorator, ...]:
    """A server is asked once a second, also ours."""
    return (pytest.mark.slow,) if re.search(rf"add|enable |{'|'.join(LIVE)}|SITE…$", text) else ()


BLOCKS = [
    pytest.param(lines, id=f"{page.name}-{number}", marks=waiting(block))
    for page in PAGES
    for number, block in enumerate(blocks(read(page), "sh"))
    if (lines := [INSTEAD.get(line, line) for line in shell_lines(block) if line not in ELSEWHERE])
]
TABLED = [pytest.param(command, id=command, marks=waiting(command)) for command in tabled_commands(README)]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has collected the demonstration's site."""
    folder = tmp_path_factory.mktemp("collected")
    assert run("csm_crawler", "init", "csm", cwd=folder).returncode == 0
    assert run("csm_crawler", "-C", "csm", "run", cwd=folder).returncode == 0
    return folder / "csm"


@pytest.fixture
def server(serve: Callable[[], Server]) -> Server:
    one = serve()
    one.answers = {path: Answer(NEWS) for path in ("/china/", *(f"/{name}/" for name in LIVE))}
    return one


def settle(home: Path, server: Server) -> None:
    """The sites that the pages name, and another reader's feeds."""
    (home / "sites").mkdir(parents=True, exist_ok=True)
    (home.parent / "other.opml").write_text(OPML, "utf-8")
    for name in LIVE:
        (home / "sites" / f"{name}.toml").write_text(
            f'title = "{name}"\nurl = "{server.url}/{name}/"\nkind = "selectors"\n[selectors]\nitem = "article"\n'
            'title = "h2"\nlink = "a"\ndate = "time"\nteaser = "p"\n[pages]\nnext = "a.next"\n',
            "utf-8",
        )


@pytest.mark.parametrize("lines", BLOCKS)
def test_each_block_runs_as_it_stands(lines: list[str], tmp_path: Path, collected: Path, server: Server) -> None:
    home = tmp_path / "csm"
    if not any(line.startswith("csm init ~/csm") for line in lines):
        shutil.copytree(collected, home)
    settle(home, server)
    script = "\n".join(lines).replace("SERVER", server.url)
    done = shell("bash", "-euo", "pipefail", "-c", script, user=tmp_path, cwd=home)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", TABLED)
def test_each_command_of_the_table_runs(command: str, tmp_path: Path, collected: Path, server: Server) -> None:
    home = shutil.copytree(collected, tmp_path / "csm")
    settle(home, server)
    words = [MEANT.get(word, word).replace("SERVER", server.url) for word in shlex.split(INSTEAD.get(command, command))]
    done = run("csm_crawler", *words[1:], cwd=home)
    assert done.returncode == 0, done.stderr

"""Shell completion: the lines of README.md, in the shells that are installed."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.documents import codes, rows
from tests.shell import shell

pytestmark = pytest.mark.slow

ASKED = {
    "bash": 'COMP_WORDS=(csm pub) COMP_CWORD=1; _csm_completion csm; echo "${COMPREPLY[@]}"',
    # Outside of its editor zsh has no list to add to: what would be listed is printed.
    "zsh": "_describe() { print -l $completions_with_descriptions; }; words=(csm pub) CURRENT=2; $_comps[csm]",
    "fish": 'complete -C "csm pub"',
}
BEFORE = {"zsh": "autoload -Uz compinit; compinit -u;"}
OPTIONS = {"bash": ("--norc", "-c"), "zsh": ("-f", "-c"), "fish": ("--no-config", "-c")}
LINES = {
    cells[0].split(" ")[0]: codes(cells[2])[0].replace(r"\|", "|")
    for cells in rows((ROOT / "README.md").read_text("utf-8"))
    if "_CSM_COMPLETE" in cells[-1]
}


@pytest.mark.parametrize("name", ASKED)
def test_the_tab_key_completes_a_command(name: str, tmp_path: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"no {name} here")
    script = f"{BEFORE.get(name, '')} {LINES[name]}\n{ASKED[name]}"
    done = shell(name, *OPTIONS[name], script, user=tmp_path, cwd=tmp_path)
    assert (done.returncode, done.stdout.replace(":", "\t").split("\t")[0].strip()) == (0, "publish"), done.stderr

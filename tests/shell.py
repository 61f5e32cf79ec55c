"""Shells as a user has them: `csm` on the PATH, a home folder that is new."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import environment


def shell(*command: str, user: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What a shell says and how it ends, of a user whose home folder is `user`."""
    script = user / "bin" / "csm"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m csm_crawler "$@"\n', "utf-8")
    script.chmod(0o755)
    env = environment(cwd) | {"HOME": str(user), "PATH": f"{script.parent}:{os.environ['PATH']}"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=180, check=False)

"""`python -m …` in forks of one process that has imported the libraries already: that is most of a short run.

Only libraries are there beforehand, nothing of ours: source, folder and environment are each fork's own. What must be
shown of a whole process (its start, its installation, a signal) is tested with one.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LIBRARIES = (
    "click",
    "dateutil.parser",
    "dateutil.relativedelta",
    "feedgen.feed",
    "filelock",
    "jinja2",
    "langdetect",
    "lxml.html",
    "parsel",
    "rich.console",
    "rich.table",
    "scrapy.cmdline",
    "scrapy.commands.crawl",
    "scrapy.core.downloader.handlers.file",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.core.scheduler",
    "scrapy.core.scraper",
    "scrapy.crawler",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.redirect",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.extensions.feedexport",
    "scrapy.pqueues",
    "scrapy.squeues",
    "sqlalchemy.dialects.sqlite",
    "w3lib.url",
)


def run(
    module: str, *arguments: str, cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """What `python -m MODULE ARGUMENTS` says and how it ends; TimeoutExpired after so many seconds."""
    command = [module, *arguments]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        files = [out.fileno(), err.fileno()]
        paths = [f"/proc/{os.getpid()}/fd/{number}" for number in files]
        code = _process().ask(command=command, cwd=str(cwd), env=dict(env), files=paths, timeout=timeout)
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(command, timeout)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


class _Process:
    """The prepared one; it ends with the tests."""

    def __init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CSM_", "SCRAPY_", "PYTHON"))}
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=kept
        )
        atexit.register(self.process.kill)

    def ask(self, **request: Any) -> int:
        assert self.process.stdin
        assert self.process.stdout
        with self.lock:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            return int(self.process.stdout.readline())


@cache
def _process() -> _Process:
    return _Process()


def serve() -> None:
    """Fork for each line on stdin; answer with the fork's exit status."""
    sys.path.pop(0)  # this file's folder
    for name in LIBRARIES:
        importlib.import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "each run installs its own"
    gc.freeze()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(request: dict[str, Any]) -> None:
    """Be the process that was asked for, to its end."""
    signal.alarm(int(request["timeout"]) + 1)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    for number, path in enumerate([os.devnull, *request["files"]]):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in enumerate(("r", "w", "w")))  # noqa: SIM115
    sys.path[:0] = [request["cwd"], *request["env"].get("PYTHONPATH", "").split(os.pathsep)]
    module, *arguments = request["command"]
    sys.argv = [module, *arguments]
    os._exit(_ended(module))


def _ended(module: str) -> int:
    """The exit status of a module that was run as the main one."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code: object = 0
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  the interpreter itself would print it
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code or 0) if isinstance(code, int | None) else 1


if __name__ == "__main__":
    serve()

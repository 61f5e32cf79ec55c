"""What a stranger gets: the wheel in an empty folder, the feeds through a real web server."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import feedparser
import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.slow

NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    types {{ application/rss+xml rss; application/atom+xml atom; text/html html; }}
    charset utf-8; charset_types application/rss+xml application/atom+xml;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def served(home: Path, csm: Run, tmp_path: Path, loopback: None) -> Iterator[str]:
    """The feeds of a run, served by nginx, as another user where the tests run as root."""
    if not (nginx := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")):
        pytest.fail("nginx is missing: apt-get install nginx-light")
    before = os.umask(0o022)
    assert csm("run").returncode == 0
    os.umask(before)
    below = Path(tempfile.gettempdir())
    for folder in (home, *home.parents):  # pytest's folders are for their owner alone
        if folder.is_relative_to(below) and folder != below:
            folder.chmod(0o755)
    folder, port = tmp_path / "nginx", free_port()
    folder.mkdir()
    user = "user www-data;" if os.getuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, root=home / "feeds", user=user), "utf-8")
    server = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=10)


def test_feeds_are_read_through_nginx_as_another_user_and_answer_304(served: str) -> None:
    for name, kind in (("wechat.rss", "application/rss+xml"), ("group/bats.atom", "application/atom+xml")):
        with urllib.request.urlopen(f"{served}/{name}", timeout=10) as answer:
            assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
            etag, body = answer.headers["ETag"], answer.read()
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        assert parsed.entries
        again = urllib.request.Request(f"{served}/{name}", headers={"If-None-Match": etag})
        with pytest.raises(HTTPError, match="304"):
            urllib.request.urlopen(again, timeout=10)
    with urllib.request.urlopen(f"{served}/index.html", timeout=10) as answer:
        assert b"<!doctype html>" in answer.read().lower()


def test_the_wheel_works_in_an_empty_folder(tmp_path: Path) -> None:
    """No checkout in sight: `csm init` and `csm run` give the demonstration's feeds."""
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python, folder = environment / "bin" / "python", tmp_path / "empty"
    folder.mkdir()
    wheels = tmp_path / "wheels"
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)], check=True)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True)
    kept = {"PATH": f"{environment / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    for command, words in (("csm init", "is made"), ("csm run", "10 cards, 10 new articles"), ("csm run", "")):
        done = subprocess.run(
            command.split(), cwd=folder, env=kept, capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout
    for path in (ROOT / "feeds").rglob("*.*"):
        assert (folder / "feeds" / path.relative_to(ROOT / "feeds")).read_bytes() == path.read_bytes()

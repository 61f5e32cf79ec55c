"""What a stranger gets: the wheel in an empty folder, the feeds through a real web server."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin

import feedparser
import pytest

from csm_crawler.jobs.schedule import files_for
from tests.conftest import ROOT, Run
from tests.test_schedule import HERE

pytestmark = pytest.mark.slow

NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    {server}
}}
"""


def printed_server(*, port: int, feeds: Path) -> str:
    """The lines that `csm schedule nginx` prints, for a port of ours."""
    here = replace(HERE, feeds=feeds, base_url=f"http://127.0.0.1:{port}/")
    lines = files_for("nginx", here)["nginx.conf"].replace("    listen [::]:80;\n", "")
    assert lines.count("listen 80;") == 1
    return lines.replace("listen 80;", f"listen 127.0.0.1:{port};")


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
    server_lines = printed_server(port=port, feeds=home / "feeds")
    config.write_text(NGINX.format(folder=folder, server=server_lines, user=user), "utf-8")
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
    for name in ("wechat.rss", "group/bats.atom"):
        with urllib.request.urlopen(f"{served}/{name}", timeout=10) as answer:
            assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
            assert answer.headers["Cache-Control"] == "public, max-age=300"
            assert re.fullmatch(r'"[0-9a-f-]+"', answer.headers["ETag"])
            etag, body = answer.headers["ETag"], answer.read()
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        assert parsed.entries
        again = urllib.request.Request(f"{served}/{name}", headers={"If-None-Match": etag})
        with pytest.raises(HTTPError, match="304"):
            urllib.request.urlopen(again, timeout=10)
    with urllib.request.urlopen(f"{served}/index.html", timeout=10) as answer:
        assert b"<!doctype html>" in answer.read().lower()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.css", "text/css; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("all.json", "application/feed+json; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
    ],
)
def test_nginx_says_what_each_file_is(served: str, name: str, kind: str) -> None:
    with urllib.request.urlopen(f"{served}/{name}", timeout=10) as answer:
        assert answer.headers["Content-Type"] == kind


def test_the_stylesheet_is_where_feeds_in_folders_say_that_it_is(served: str) -> None:
    for name in ("all.rss", "group/bats.rss", "site/chinasocialmedia.atom"):
        url = f"{served}/{name}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            (path,) = re.findall(rb'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', answer.read())
        with urllib.request.urlopen(urljoin(url, path.decode()), timeout=10) as answer:
            assert b"To subscribe" in answer.read()


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
    for command, words in (
        ("csm init", "is made"),
        ("csm run --verbose", "10 cards, 10 new articles"),
        ("csm run", ""),
    ):
        done = subprocess.run(
            command.split(), cwd=folder, env=kept, capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout
    for path in (ROOT / "feeds").rglob("*.*"):
        assert (folder / "feeds" / path.relative_to(ROOT / "feeds")).read_bytes() == path.read_bytes()

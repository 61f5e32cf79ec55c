"""`csm schedule …`: what other programs make of it."""

import os
import shlex
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.schedule import KINDS, Installation, dockerfile, files_for
from tests.conftest import ROOT, Run

HERE = Installation(
    csm=("/opt/csm/bin/csm",),
    version="1.2.3",
    home=Path("/srv/csm"),
    user="csm",
    uid=1001,
    gid=1002,
    feeds=Path("/srv/csm/feeds"),
    database=Path("/srv/csm/csm.sqlite3"),
    base_url="https://news.example/china/",
    top=Path("/srv/csm"),
    top_is_source=False,
    source=None,
)
ODD = Path('/srv/a "b" %n $x \\')


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_template_is_left(kind: str) -> None:
    for text in files_for(kind, HERE).values():
        assert not [word for word in text.split("@")[1::2] if word.isupper()]
        assert text.endswith("\n")


def test_cron_gets_one_line_that_a_shell_reads_as_it_was_meant() -> None:
    text = files_for("cron", replace(HERE, home=ODD))["csm.cron"]
    *comments, path, line = text.splitlines()
    assert all(comment.startswith("#") for comment in comments)
    assert path == "PATH=/opt/csm/bin:/usr/local/bin:/usr/bin:/bin"
    minutes, *stars, command = line.split(maxsplit=5)
    first, second = map(int, minutes.split(","))
    assert second - first == 30
    assert stars == ["*"] * 4
    assert shlex.split(command.replace(r"\%", "%")) == ["/opt/csm/bin/csm", "-C", str(ODD), "run"]
    assert "%" not in command.replace(r"\%", "")


def test_the_service_may_write_where_csm_does_and_takes_3_and_75_for_success() -> None:
    far = replace(HERE, feeds=Path("/var/www/csm"), database=Path("/srv/data/csm.sqlite3"))
    lines = files_for("systemd", far)["csm.service"].splitlines()
    for line in (
        "User=csm",
        "ExecStart=/opt/csm/bin/csm -C /srv/csm run",
        "SuccessExitStatus=3 75",
        "ReadWritePaths=/srv/csm /var/www/csm /srv/data",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
    ):
        assert line in lines
    timer = files_for("systemd", HERE)["csm.timer"].splitlines()
    assert {"Persistent=true", "RandomizedDelaySec=10min", "WantedBy=timers.target"} <= set(timer)
    assert "ReadWritePaths=/srv/csm" in files_for("systemd", HERE)["csm.service"].splitlines()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
@pytest.mark.parametrize("home", [Path("/srv/csm"), ODD])
def test_systemd_finds_no_fault_with_its_units(tmp_path: Path, home: Path) -> None:
    csm = tmp_path / "csm"
    csm.write_text("#!/bin/sh\n", "utf-8")
    csm.chmod(0o755)
    for name, text in files_for("systemd", replace(HERE, csm=(str(csm),), home=home, user="root")).items():
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "csm.timer"), str(tmp_path / "csm.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_workflow_of_this_repository_is_what_csm_prints_for_its_folder_live(csm: Run) -> None:
    done = csm("-C", str(ROOT / "live"), "schedule", "github")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (ROOT / ".github" / "workflows" / "live.yml").read_text("utf-8")


def test_a_home_that_is_a_repository_of_its_own_installs_the_release() -> None:
    text = files_for("github", HERE)[".github/workflows/live.yml"]
    assert (
        "pip install --quiet "
        "'csm_crawler @ https://github.com/csm-crawler/csm_crawler/archive/refs/tags/v1.2.3.tar.gz'\n"
    ) in text
    assert "      CSM_HOME: .\n" in text
    assert "          path: feeds\n" in text
    with pytest.raises(ConfigError, match="is outside of the repository /srv/csm"):
        files_for("github", replace(HERE, feeds=Path("/var/www")))
    with pytest.raises(ConfigError, match="has other signs than letters"):
        files_for("github", replace(HERE, home=Path("/srv/csm/my feeds"), feeds=Path("/srv/csm/f")))


def test_the_image_of_this_repository_is_made_from_its_source() -> None:
    assert dockerfile("/src[postgres]", copied=".")["Dockerfile"] == (ROOT / "Dockerfile").read_text("utf-8")
    assert list(files_for("docker", replace(HERE, source=ROOT))) == ["compose.yaml"]


def test_docker_runs_as_the_owner_of_the_home_and_mounts_it() -> None:
    files = files_for("docker", replace(HERE, home=ODD))
    assert "pip install --no-cache-dir 'csm_crawler[postgres] @ https://" in files["Dockerfile"]
    assert "USER 1000:1000\n" in files["Dockerfile"]
    assert "    build: .\n" in files["compose.yaml"]
    assert '    user: "1001:1002"' in files["compose.yaml"]
    assert '        source: "/srv/a \\"b\\" %n $$x \\\\"\n' in files["compose.yaml"]


def test_a_path_that_no_line_can_hold_is_refused() -> None:
    for kind in KINDS:
        with pytest.raises(ConfigError, match="has a line break or the like in its name"):
            files_for(kind, replace(HERE, home=Path("/srv/a\n* * * * * root evil")))
    with pytest.raises(ConfigError, match=r"has a \$ in its name"):
        files_for("nginx", replace(HERE, feeds=Path("/srv/$x")))


@pytest.fixture
def nginx(tmp_path: Path, loopback: None) -> Iterator[tuple[Path, str]]:
    """The folder of feeds and the address of an nginx with the lines for it."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("there is no nginx here")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    feeds = tmp_path / 'the "feeds"'
    feeds.mkdir()
    base = f"http://127.0.0.1:{port}/china/"
    lines = files_for("nginx", replace(HERE, feeds=feeds, base_url=base))["nginx.conf"]
    lines = lines.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    places = "".join(f"{name}_temp_path {tmp_path}/x;" for name in ("proxy", "fastcgi", "uwsgi", "scgi", "client_body"))
    user = "user root;" if os.getuid() == 0 else ""
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; {user} events {{}} "
        f"http {{ access_log off; {places} {lines} }}",
        "utf-8",
    )
    server = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield feeds, base
    server.terminate()
    server.wait(timeout=10)


def test_nginx_serves_each_file_as_what_it_is_and_answers_304(nginx: tuple[Path, str]) -> None:
    feeds, base = nginx
    types = {
        "wechat.rss": "text/xml; charset=utf-8",
        "wechat.atom": "text/xml; charset=utf-8",
        "wechat.json": "application/feed+json; charset=utf-8",
        "feeds.opml": "text/x-opml; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "logo.png": "image/png",
    }
    for name, type_ in types.items():
        (feeds / name).write_text("微信", "utf-8")
        with urllib.request.urlopen(base + name, timeout=10) as answer:
            assert (answer.read().decode(), answer.headers["Content-Type"]) == ("微信", type_)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            again = urllib.request.Request(base + name, headers={"If-None-Match": answer.headers["ETag"]})
        with pytest.raises(HTTPError, match="304"):
            urllib.request.urlopen(again, timeout=10)
    with urllib.request.urlopen(base, timeout=10) as answer:
        assert answer.headers["Content-Type"] == types["index.html"]


def test_csm_prints_for_the_home_and_writes_files_where_it_is_told(csm: Run, home: Path, tmp_path: Path) -> None:
    done = csm("schedule", "cron")
    assert (done.returncode, done.stderr) == (0, "")
    line = done.stdout.splitlines()[-1]
    command = shlex.split(line.split(maxsplit=5)[5].replace(r"\%", "%"))
    assert command[-3:] == ["-C", str(home), "run"]
    assert os.access(command[0], os.X_OK)
    units = tmp_path / "units"
    done = csm("schedule", "systemd", "-o", str(units))
    assert done.stdout == f"{units}/csm.service is written\n{units}/csm.timer is written\n"
    assert f"User={home.owner()}\n" in (units / "csm.service").read_text("utf-8")
    done = csm("schedule", "systemd", "-o", str(units))
    assert (done.returncode, done.stderr) == (
        2,
        f"csm: {units}/csm.service: is there already; it was left as it is\n",
    )


def test_a_schedule_is_for_a_home(csm: Run, tmp_path: Path) -> None:
    done = csm("schedule", "cron", cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no csm.toml" in done.stderr

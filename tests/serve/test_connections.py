"""Many clients, idle ones and hostile ones: each gets an answer in a line or none, and nobody else waits."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from csm_crawler.jobs.serving.server import CONNECTIONS, Server
from tests.conftest import Run, environment
from tests.serve.asking import Told, ask, keep

pytestmark = pytest.mark.slow


def raw(server: Server, request: bytes) -> bytes:
    """All that the server says until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as one:
        one.sendall(request)
        one.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: one.recv(65536), b""))


def test_many_clients_are_answered_at_once(csm: Run, home: Path, server: Server) -> None:
    csm("run")
    paths = ["/all.rss", "/feed.atom?platform=wechat", "/feed.json?q=wechat", "/feed.rss?limit=3", "/nothing"] * 40
    alone = {path: ask(server, path).body for path in dict.fromkeys(paths)}
    with ThreadPoolExecutor(50) as pool:
        assert list(pool.map(lambda path: ask(server, path).body, paths)) == [alone[path] for path in paths]


def test_idle_connections_keep_nobody_out(csm: Run, server: Server) -> None:
    csm("run")
    address = ("127.0.0.1", server.server_port)
    idle = [socket.create_connection(address, timeout=20) for _ in range(CONNECTIONS // 2)]
    try:
        assert ask(server, "/all.rss").status == 200
    finally:
        for one in idle:
            one.close()


def test_one_connection_serves_several_requests(csm: Run, server: Server) -> None:
    csm("run")
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    for path, status in (("/all.rss", 200), ("/nothing", 404), ("/feed.json?x=1", 400), ("/feed.json", 200)):
        connection.request("GET", path)
        told = Told(connection.getresponse())
        assert told.status == status
        assert "Connection" not in told.headers
    connection.close()


def test_a_query_that_is_not_escaped_is_utf_8(home: Path, server: Server) -> None:
    keep(home, {"title": "微信 opens a shop"})
    plain = raw(server, "GET /feed.json?q=微信 HTTP/1.0\r\n\r\n".encode()).partition(b"\r\n\r\n")[2]
    assert plain == ask(server, "/feed.json?q=%E5%BE%AE%E4%BF%A1").body
    assert [item["title"] for item in json.loads(plain)["items"]] == ["微信 opens a shop"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", b"404"),
        (b"GET /feed.json?q=\xff HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://[ HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://other.example/feed.json HTTP/1.1\r\nHost: a\r\n\r\n", b"200"),
        (b"NONSENSE\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nIf-None-Match: " + b'"' * 60_000 + b"\r\n\r\n", b"404"),
    ],
)
def test_nonsense_is_refused_in_a_line(server: Server, request_: bytes, status: bytes) -> None:
    told = raw(server, request_)
    assert status in told.split(b"\r\n")[0]
    head, _, body = told.partition(b"\r\n\r\n")
    assert b"Python" not in head
    assert b"<" not in body or status == b"200"
    assert ask(server, "/feed.json").status == 200


def test_a_body_is_never_taken_for_the_next_request(server: Server) -> None:
    hidden = b"GET /feed.json HTTP/1.1\r\nHost: a\r\n\r\n"
    for header in (b"Content-Length: %d" % len(hidden), b"Transfer-Encoding: chunked"):
        told = raw(server, b"GET /nothing HTTP/1.1\r\nHost: a\r\n" + header + b"\r\n\r\n" + hidden)
        assert told.count(b"HTTP/1.1") == 1


def test_a_client_that_goes_away_is_nobodys_fault(csm: Run, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    csm("run")
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.server_port)) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end
            one.sendall(b"GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n")
    assert ask(server, "/all.rss").status == 200
    assert caplog.text == ""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_quietly(csm: Run, home: Path, number: int, status: int) -> None:
    csm("run")
    port = free_port()
    command = [sys.executable, "-m", "csm_crawler", "serve", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=home, env=environment(home), **pipes) as process:  # type: ignore[call-overload]
        held = connected(port)  # that a client is there holds nothing up
        held.sendall(b"GET /all.rss HTTP/1.1\r\nHost: a\r\n\r\n")
        assert held.recv(15) == b"HTTP/1.1 200 OK"
        os.kill(process.pid, number)
        out, err = process.communicate(timeout=20)
        held.close()
    assert (process.returncode, out, err) == (status, "", "")


def test_a_terminal_is_told_the_address(csm: Run, home: Path) -> None:
    port = free_port()
    above, terminal = os.openpty()
    command = [sys.executable, "-m", "csm_crawler", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=home, env=environment(home), stdout=terminal) as process:
        connected(port).close()
        told = os.read(above, 1000).decode()
        process.terminate()
    os.close(above)
    os.close(terminal)
    assert told == f"http://127.0.0.1:{port}/ shows {home / 'feeds'}; Ctrl-C ends it\r\n"


def connected(port: int) -> socket.socket:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=20)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise TimeoutError(port)


def test_a_port_that_is_taken_is_told_in_a_line(csm: Run, home: Path, server: Server) -> None:
    done = csm("serve", "--port", str(server.server_port))
    told = (
        f"csm: 127.0.0.1:{server.server_port}: cannot be listened on: Address already in use; see --port and --host\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_another_host_is_told_to_be_open(csm: Run, home: Path) -> None:
    done = csm("serve", "--host", "192.0.2.1")  # of no machine: RFC 5737
    warning, refused = done.stderr.splitlines()
    assert warning == "csm: 192.0.2.1 may be reached from elsewhere; there is no TLS and no limit for clients"
    assert refused.startswith("csm: 192.0.2.1:8000: cannot be listened on: ")
    assert done.returncode == 2

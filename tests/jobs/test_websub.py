"""A hub on loopback: what it is told, and that whatever it does fails no run."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from csm_crawler.jobs.websub import announce
from tests.conftest import Run, run

pytestmark = pytest.mark.slow

AGENT = "csm_crawler/1 (+https://project.example)"
URLS = [f"https://feeds.example/{name}" for name in ("all.rss", "all.atom", "all.json", "group/bats.rss")]


class Hub:
    """Answers each POST with the next status of its list, the last one for ever."""

    def __init__(self, *statuses: int, drip: bool = False) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self.connections: set[object] = set()
        left, hub = list(statuses or (204,)), self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hub.told.append(parse_qs(body.decode(), strict_parsing=True))
                hub.headers.append(dict(self.headers))
                hub.connections.add(self.client_address)
                self.send_response(left.pop(0) if len(left) > 1 else left[0])
                self.send_header("Content-Length", "1000" if drip else "0")
                self.end_headers()
                for _ in range(1000 if drip else 0):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.05)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/push?key=1"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def hub(loopback: None) -> Iterator[Callable[..., Hub]]:
    hubs: list[Hub] = []

    def start(*statuses: int, drip: bool = False) -> Hub:
        hubs.append(Hub(*statuses, drip=drip))
        return hubs[-1]

    yield start
    for one in hubs:
        one.http.shutdown()
        one.http.server_close()


def test_each_url_is_a_post_of_its_own_over_one_connection(hub: Callable[..., Hub]) -> None:
    one = hub()
    assert announce(one.url, URLS, user_agent=AGENT) == ""
    assert one.told == [{"hub.mode": ["publish"], "hub.url": [url]} for url in URLS]
    assert {headers["Content-Type"] for headers in one.headers} == {"application/x-www-form-urlencoded"}
    assert {headers["User-Agent"] for headers in one.headers} == {AGENT}
    assert len(one.connections) == 1


def test_a_hub_that_refuses_one_feed_is_told_of_the_others(hub: Callable[..., Hub]) -> None:
    one = hub(204, 400, 202)
    told = f"hub {one.url}: answered 400; told of 3 of 4 changed files"
    assert announce(one.url, URLS, user_agent=AGENT) == told
    assert len(one.told) == 4


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_that_has_enough_or_is_broken_is_not_asked_again(hub: Callable[..., Hub], status: int) -> None:
    one = hub(204, status)
    assert (
        announce(one.url, URLS, user_agent=AGENT) == f"hub {one.url}: answered {status}; told of 1 of 4 changed files"
    )
    assert len(one.told) == 2


def test_a_hub_that_is_not_there_is_one_line(hub: Callable[..., Hub]) -> None:
    one = hub()
    one.http.shutdown()
    one.http.server_close()
    told = announce(one.url, URLS, user_agent=AGENT)
    assert told == f"hub {one.url}: [Errno 111] Connection refused; told of 0 of 4 changed files"


def test_a_hub_that_never_ends_its_answer_is_left(hub: Callable[..., Hub]) -> None:
    one, begun = hub(200, drip=True), time.monotonic()
    told = announce(one.url, URLS, user_agent=AGENT, longest=0.3)
    assert told == f"hub {one.url}: took longer than 0.3 seconds; told of 0 of 4 changed files"
    assert time.monotonic() - begun < 5


def test_a_server_that_speaks_no_http_is_one_line(loopback: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        callers: list[socket.socket] = []

        def speak() -> None:
            callers.append(server.accept()[0])
            callers[0].sendall(b"220 mail.example\r\n\r\n")

        threading.Thread(target=speak, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        told = announce(url, URLS, user_agent=AGENT)
        callers[0].close()
    assert told == f"hub {url}: 220 mail.example; told of 0 of 4 changed files"


def test_a_run_tells_the_hub_of_each_file_that_changed_and_of_no_other(
    csm: Run, home: Path, hub: Callable[..., Hub]
) -> None:
    one = hub()
    toml = 'sites = ["chinasocialmedia"]\nbase_url = "https://feeds.example/china"\n'
    (home / "csm.toml").write_text(f'{toml}hub = "{one.url}"\n', "utf-8")
    assert (csm("run").returncode, csm("run").stdout) == (0, "")
    told = [url for form in one.told for url in form["hub.url"]]
    names = {path.relative_to(home / "feeds") for kind in ("rss", "atom", "json") for path in home.rglob(f"*.{kind}")}
    assert len(names) == 3 * 43
    assert sorted(told) == sorted(f"https://feeds.example/china/{name}" for name in names)
    assert f'<atom:link rel="hub" href="{one.url}"/>'.encode() in (home / "feeds" / "all.rss").read_bytes()

    one.told.clear()
    (home / "feeds" / "group" / "bats.atom").unlink()
    assert csm("publish").stdout == "43 feeds (1 written)\n"
    assert one.told == [{"hub.mode": ["publish"], "hub.url": ["https://feeds.example/china/group/bats.atom"]}]


def test_a_hub_that_is_taken_out_leaves_the_feeds(csm: Run, home: Path, hub: Callable[..., Hub]) -> None:
    csm("run", env={"CSM_HUB": hub().url})
    assert b"hub" in (home / "feeds" / "all.json").read_bytes()
    assert csm("run").returncode == 0
    assert b"hub" not in (home / "feeds" / "all.json").read_bytes()


def test_a_failing_hub_is_one_line_and_fails_nothing(
    csm: Run, scrapy: Run, home: Path, hub: Callable[..., Hub]
) -> None:
    one = hub(500)
    hidden = one.url.replace("key=1", "key=***")
    line = f"csm: hub {hidden}: answered 500; told of 0 of 129 changed files\n"
    done = scrapy("crawl", "csm", env={"CSM_HUB": one.url})
    assert (done.returncode, done.stderr) == (0, line)
    assert done.stdout == "10 cards, 10 new articles, 43 feeds (43 written), 0 sites failed\n"
    done = csm("publish", env={"CSM_HUB": one.url, "CSM_BASE_URL": "https://other.example/"})
    assert (done.returncode, done.stderr) == (0, line)
    assert len(one.told) == 2


def test_the_demonstration_calls_nobody(checkout: Path, hub: Callable[..., Hub]) -> None:
    one = hub()
    done = run("scrapy", "crawl", "csm", cwd=checkout, env={"CSM_HUB": one.url})
    assert (done.returncode, done.stderr) == (0, "")
    assert one.told == []
    assert b"hub" not in (checkout / "feeds" / "all.rss").read_bytes()

"""`csm serve`: the published files and any query as a feed, over HTTP on loopback."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import feedparser
import pytest
from lxml import etree

from csm_crawler.config import load_config
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.serving.server import CONNECTIONS, Server
from csm_crawler.platforms import load_catalogue
from csm_crawler.publish.feed import feed_id
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import Run, environment
from tests.store.builders import article, card

pytestmark = pytest.mark.slow

SEEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
LAST_MODIFIED = "Fri, 20 Nov 2026 09:00:00 GMT"


def keep(home: Path, *articles: dict[str, Any]) -> None:
    """Articles of one day each, the first the newest; each with other fields than usual."""
    readings = []
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        start = store.count("all")
        for number, fields in enumerate(articles, start):
            site = fields.get("site", "technode")
            word = f"{number:03}".translate(str.maketrans("0123456789", "abcdefghij"))
            words = {"title": f"Story {word}", "teaser": "", **{k: fields.pop(k) for k in ("title",) if k in fields}}
            says = card(number, site=site, link=f"https://{site}.example/{word}", seen_at=SEEN, **words)
            read = article(says, **{"published": SEEN - timedelta(days=number), "platforms": ("douyin",)} | fields)
            readings.append(Reading(card=says, article=read, feeds=feeds_of(read, load_catalogue())))
        store.add(readings)


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """Of the home, whatever the test puts into it later."""
    with Server(load_config(home), host="127.0.0.1", port=0) as one:
        threading.Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
        yield one
        one.shutdown()


class Told:
    """What the server said."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def titles(self) -> list[str]:
        return [item["title"] for item in json.loads(self.body)["items"]]


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return Told(connection.getresponse())
    finally:
        connection.close()


def raw(server: Server, request: bytes) -> bytes:
    """All that the server says until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as one:
        one.sendall(request)
        one.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: one.recv(65536), b""))


def test_published_files_are_served_with_their_types(csm: Run, home: Path, server: Server) -> None:
    csm("run")
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/index.html": "text/html; charset=utf-8",
        "/wechat.rss": "text/xml; charset=utf-8",
        "/group/bats.atom": "text/xml; charset=utf-8",
        "/all.json": "application/feed+json; charset=utf-8",
        "/feed.css": "text/css; charset=utf-8",
        "/feeds.opml": "text/x-opml; charset=utf-8",
    }.items():
        told = ask(server, path)
        assert (told.status, told.headers["Content-Type"]) == (200, kind)
        assert told.body == (home / "feeds" / (path.strip("/") or "index.html")).read_bytes()


def test_what_a_client_has_is_not_sent_again(csm: Run, server: Server) -> None:
    csm("run")
    first = ask(server, "/all.rss?whatever")
    again = ask(server, "/all.rss", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert ask(server, "/all.rss", If_Modified_Since=first.headers["Last-Modified"]).status == 304
    head = ask(server, "/all.rss", "HEAD")
    same = ("ETag", "Last-Modified", "Content-Length", "Content-Type")
    assert (head.status, head.body) == (200, b"")
    assert [head.headers[name] for name in same] == [first.headers[name] for name in same]


def test_before_anything_is_published_it_says_what_to_do(server: Server) -> None:
    told = ask(server, "/")
    assert (told.status, told.body) == (404, b"Nothing is published yet; `csm run` collects and publishes.\n")
    assert ask(server, "/all.rss").body == b"There is nothing here; / lists all feeds.\n"


@pytest.mark.parametrize("path", ["/../csm.toml", "/..%2fcsm.toml", "/%2e%2e/csm.toml", "/csm.sqlite3", "//csm.toml"])
def test_no_other_file_is_served(csm: Run, server: Server, path: str) -> None:
    csm("run")
    assert ask(server, path).status == 404
    assert ask(server, "/%ff").status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/feed.rss", "/nothing"])
def test_all_but_get_and_head_is_refused(server: Server, method: str, path: str) -> None:
    told = ask(server, path, method)
    assert (told.status, told.headers["Allow"], told.body) == (405, "GET, HEAD", b"Method Not Allowed.\n")


def test_any_query_is_a_feed(home: Path, server: Server) -> None:
    keep(
        home,
        {"title": "Douyin abre un centro comercial", "language": "es"},
        {"title": "Douyin opens a mall", "language": "en"},
        {"title": "抖音商城", "language": "zh-Hans"},
        {"title": "Weibo abre un centro", "language": "es", "platforms": ("weibo",), "topics": ("luxury",)},
        {"title": "Douyin calla", "language": "es", "rights": ("noindex",)},
        {"title": "Otra cosa de Douyin", "language": "es", "off_topic": True},
        {"title": "Douyin en la radio", "language": "es", "site": "gma"},
    )

    def titles(query: str) -> list[str]:
        return ask(server, f"/feed.json?{query}").titles

    everything = ["Douyin abre un centro comercial", "Douyin opens a mall", "抖音商城", "Weibo abre un centro"]
    assert titles("") == [*everything, "Douyin en la radio"]
    assert titles("platform=douyin&language=es") == ["Douyin abre un centro comercial", "Douyin en la radio"]
    assert titles("platform=bytedance&language=es&q=centro") == ["Douyin abre un centro comercial"]
    assert titles(f"q={quote_plus('商城')}") == ["抖音商城"]
    assert titles("language=zh-hans") == ["抖音商城"]
    assert titles("language=zh-Hant") == []
    assert titles("site=gma") == ["Douyin en la radio"]
    assert titles("topic=luxury") == ["Weibo abre un centro"]
    assert titles("group=independents") == []
    assert titles("since=2026-11-18&until=2026-11-19") == everything[1:3]
    assert titles("limit=2") == everything[:2]
    assert titles("q=douyin+-mall&since=2026-11-19") == [everything[0]]


@pytest.mark.parametrize("suffix", ["rss", "atom", "json"])
def test_each_format_names_where_it_is_asked_again(home: Path, server: Server, suffix: str) -> None:
    keep(home, {"title": "Douyin & more"})
    path = f"/feed.{suffix}?limit=9&q=douyin+%26&platform=douyin"
    told = ask(server, path)
    assert told.status == 200
    own = f"{server.url}feed.{suffix}?platform=douyin&q=douyin+%26&limit=9"
    if suffix == "json":
        read = json.loads(told.body)
        assert (read["feed_url"], read["title"]) == (own, "Douyin · «douyin &»")
        assert read["home_page_url"] == f"{server.url}index.html"
        return
    parsed = feedparser.parse(told.body)
    assert not parsed.bozo
    assert [link.href for link in parsed.feed.links if link.rel == "self"] == [own]
    assert [entry.title for entry in parsed.entries] == ["Douyin & more"]
    assert ask(server, own.removeprefix(server.url.rstrip("/"))).body == told.body


def test_a_feed_of_a_query_is_the_same_one_whatever_its_length(home: Path, server: Server) -> None:
    keep(home, {})
    atom = "{http://www.w3.org/2005/Atom}id"
    ids = {etree.fromstring(ask(server, f"/feed.atom?q=story{more}").body).findtext(atom) for more in ("", "&limit=3")}
    assert ids == {feed_id("feed?q=story")}
    assert etree.fromstring(ask(server, "/feed.atom?q=other").body).findtext(atom) == feed_id("feed?q=other")


def test_the_self_link_is_by_the_name_that_the_client_used(home: Path, server: Server) -> None:
    def base(host: str) -> str:
        told = json.loads(ask(server, "/feed.json", Host=host).body)
        assert told["feed_url"] == told["home_page_url"].replace("index.html", "feed.json")
        return str(told["feed_url"]).removesuffix("feed.json")

    assert base("localhost:8000") == "http://localhost:8000/"
    for impossible in ("evil.example/<script>", "a..b", ".", "127.0.0.1:99999", "[1.2.3]", "[:::::::]"):
        assert base(impossible) == server.url
        assert ask(server, "/feed.rss", Host=impossible).status == 200
    (home / "csm.toml").write_text('base_url = "https://feeds.example.org/china/"\n', "utf-8")
    server.config = load_config(home)
    assert base("feeds.example.org") == "https://feeds.example.org/china/"


def test_a_query_answers_304_until_something_new_comes(home: Path, server: Server) -> None:
    keep(home, {"published": SEEN - timedelta(days=900)})
    first = ask(server, "/feed.rss?platform=douyin")
    assert first.headers["Last-Modified"] == LAST_MODIFIED
    known = {"If_None_Match": first.headers["ETag"], "If_Modified_Since": LAST_MODIFIED}
    assert ask(server, "/feed.rss?platform=douyin", **known).status == 304
    assert ask(server, "/feed.rss?platform=douyin", If_Modified_Since=LAST_MODIFIED).status == 304
    assert ask(server, "/feed.rss?platform=douyin", "HEAD").headers["ETag"] == first.headers["ETag"]
    keep(home, {"platforms": ("weibo",)})
    assert ask(server, "/feed.rss?platform=douyin", **known).status == 304
    keep(home, {})
    assert ask(server, "/feed.rss?platform=douyin", **known).status == 200


def test_the_answer_is_limited(home: Path, server: Server) -> None:
    keep(home, *({} for _ in range(60)))
    assert len(ask(server, "/feed.json").titles) == 50
    assert len(ask(server, "/feed.json?limit=500").titles) == 60
    assert ask(server, "/feed.json?limit=501").status == 400


def test_what_is_not_understood_is_a_line_of_plain_text(server: Server) -> None:
    told = ask(server, "/feed.rss?platform=%3Cscript%3Ealert(1)%3C/script%3E")
    assert (told.status, told.body) == (400, b"platform: '<script>alert(1)</script>' is none\n")
    assert told.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert told.headers["X-Content-Type-Options"] == "nosniff"


def test_a_missing_store_is_an_empty_feed_and_none_is_made(home: Path, server: Server) -> None:
    for suffix in ("rss", "atom", "json"):
        told = ask(server, f"/feed.{suffix}?q=douyin")
        assert told.status == 200
        assert "Last-Modified" not in told.headers
    assert ask(server, "/feed.json").titles == []
    assert {path.name for path in home.iterdir()} == {"csm.toml"}


def test_a_store_of_an_older_version_is_not_upgraded(
    home: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    from sqlalchemy import create_engine, text

    keep(home, {})
    engine = create_engine(f"sqlite:///{home / 'csm.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    told = ask(server, "/feed.rss")
    assert (told.status, told.body) == (503, b"The store cannot be read now.\n")
    assert "is of an older csm_crawler (revision 0001); csm run or csm db upgrade brings it up" in caplog.text
    assert not list(home.glob("*.bak"))


def test_a_spoiled_store_costs_queries_only(csm: Run, home: Path, server: Server) -> None:
    csm("run")
    (home / "csm.sqlite3").write_bytes(b"no database" * 1000)
    told = ask(server, "/feed.rss")
    assert (told.status, told.headers["Retry-After"]) == (503, "60")
    assert ask(server, "/all.rss").status == 200


def test_a_spoiled_site_file_is_nobodys_query(home: Path, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    (home / "sites").mkdir()
    (home / "sites" / "mine.toml").write_text("title = 7\n", "utf-8")
    assert ask(server, "/feed.rss").status == 503
    assert "mine.toml" in caplog.text
    (home / "sites" / "mine.toml").unlink()
    assert ask(server, "/feed.rss").status == 200


def test_what_breaks_while_a_feed_is_rendered_is_told_and_the_next_one_is_answered(
    home: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    keep(home, {"title": "Good"}, {"title": "Bad", "url": "https://technode.example/bad", "language": "es"})
    with sqlite3.connect(home / "csm.sqlite3") as connection:
        connection.execute("UPDATE article SET topics = '5' WHERE language = 'es'")  # by no version of ours
    connection.close()
    broken = ask(server, "/feed.json?language=es")
    assert (broken.status, broken.body) == (500, b"This cannot be shown; the server's log says why.\n")
    why = "TypeError: the JSON object must be str, bytes or bytearray, not int"
    assert caplog.messages == [f"'/feed.json?language=es' could not be answered: {why}"]
    assert ask(server, "/feed.json?language=en").status == 200


def test_a_site_that_is_added_meanwhile_is_known(home: Path, server: Server) -> None:
    assert ask(server, "/feed.json?site=mine").status == 400
    (home / "sites").mkdir()
    site = 'title = "Mine"\nurl = "https://mine.example/"\nkind = "feed"\nlanguage = "es"\ntimezone = "UTC"\n'
    (home / "sites" / "mine.toml").write_text(site, "utf-8")
    told = ask(server, "/feed.json?site=mine")
    assert (told.status, json.loads(told.body)["title"]) == (200, "Mine")


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

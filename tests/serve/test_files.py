"""Published files, as a client gets them."""

from pathlib import Path

import pytest

from csm_crawler.jobs.serving.server import Server
from tests.conftest import Run
from tests.serve.asking import ask

pytestmark = pytest.mark.slow


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

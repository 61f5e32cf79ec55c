"""`csm add` and `csm detect` on addresses, as a user types them: real servers on loopback."""

import json
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run, environment, run
from tests.jobs.web import TITLES, html, rss, teaser
from tests.server import Answer, Server

WIDE = {"COLUMNS": "250"}


@pytest.fixture
def server(loopback: None) -> Iterator[Server]:
    one = Server()
    yield one
    one.http.shutdown()
    one.http.server_close()


def page(text: str, kind: str = "text/html; charset=utf-8") -> Answer:
    return Answer(text.encode(), headers={"Content-Type": kind})


def files(home: Path) -> list[str]:
    return sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())


def test_a_site_is_added_checked_enabled_and_collected(csm: Run, home: Path, server: Server) -> None:
    head = "<link rel=alternate type='application/rss+xml' href='/feed/'>"
    server.answers = {
        "/news/": page(html(head)),
        "/feed/": page(rss(path=f"{server.url}/news"), "application/rss+xml"),
    }
    done = csm("add", f"{server.url}/news/", "--name", "one", env=WIDE)
    assert done.returncode == 0, done.stderr
    assert server.paths() == ["/robots.txt", "/news/", "/feed/"]
    lines = done.stdout.splitlines()
    assert [line.split()[:4] for line in lines[1:3]] == [["feed", "100", "8", "8"], ["auto", "100", "8", "8"]]
    assert lines[1].rstrip().endswith(f"2026-11-19  named in the page's head, {server.url}/feed/")
    assert all(title in done.stdout for title in TITLES)
    assert lines[-1] == "It is not enabled; this does it: csm sites enable one"
    assert files(home) == ["csm.toml", "fixtures/one/listing.xml", "sites/one.toml"]
    site = tomllib.loads((home / "sites" / "one.toml").read_text("utf-8"))
    assert site == {
        "title": "One example",
        "url": f"{server.url}/news/",
        "kind": "feed",
        "feed": f"{server.url}/feed/",
        "language": "en",
        "timezone": "Asia/Shanghai",
        "verified": "feed",
        "seen": site["seen"],
        "samples": ["listing.xml"],
        "min_cards": 4,
    }
    assert csm("sites", "check", "one").returncode == 0
    done = csm("sites", "enable", "one", env=WIDE)
    assert done.returncode == 0, done.stderr
    assert (home / "csm.toml").read_text("utf-8") == 'sites = ["chinasocialmedia", "one"]\n'


@pytest.mark.slow
def test_the_kind_may_be_chosen_and_nothing_is_written_over(csm: Run, home: Path, server: Server) -> None:
    server.answers = {"/": page(html())}
    done = csm("add", server.url, "--kind", "selectors", "--name", "one")
    assert done.returncode == 0, done.stderr
    site = tomllib.loads((home / "sites" / "one.toml").read_text("utf-8"))
    assert site["selectors"] == {"item": "li.story", "title": "h3", "link": "a", "date": "time", "teaser": "p"}
    before = files(home)
    done = csm("add", server.url, "--name", "one")
    assert (done.returncode, done.stderr) == (
        2,
        f"csm: {home}/sites/one.toml: is there already; --name gives the new site another name\n",
    )
    assert server.paths() == ["/robots.txt", "/"], "the second time nobody was asked"
    done = csm("add", server.url, "--kind", "feed", "--name", "two")
    assert (done.returncode, done.stderr) == (
        1,
        f"csm: {server.url}/: cannot be read by kind feed; it can be by auto\n",
    )
    assert files(home) == before
    done = csm("add", server.url, "--name", "two")
    assert (done.returncode, done.stderr) == (0, "note: one reads this address too\n")


def test_a_checkout_takes_a_site_into_the_package(checkout: Path, server: Server) -> None:
    server.answers = {"/": page(html())}
    done = run("csm_crawler", "add", server.url, "--name", "one", "--builtin", cwd=checkout)
    assert done.returncode == 0, done.stderr
    assert "write its sentences anew" in done.stdout
    assert (checkout / "csm_crawler" / "sites" / "one.toml").is_file()
    assert (checkout / "fixtures" / "one" / "listing.html").is_file()
    assert not (checkout / "sites").exists()
    done = run("csm_crawler", "add", server.url, cwd=checkout)
    assert (done.returncode, "csm init" in done.stderr) == (2, True)


def test_a_page_without_articles_is_told_and_nothing_is_written(csm: Run, home: Path, server: Server) -> None:
    server.answers = {"/": page("<html><body><h1>Hello</h1></body></html>")}
    done = csm("add", server.url)
    assert (done.returncode, done.stderr) == (1, f"csm: {server.url}/: nothing in it is like a list of articles\n")
    assert files(home) == ["csm.toml"]


@pytest.mark.slow
def test_what_cannot_be_asked_for_is_one_line(csm: Run, home: Path, server: Server) -> None:
    (home / "secret").write_text(html(), "utf-8")
    server.answers = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private\n"),
        "/private": page(html()),
        "/file": Answer(b"", 302, {"Location": (home / "secret").as_uri()}),
        "/large": Answer(b"<html>", headers={"Content-Length": str(17 * 2**20)}),
    }
    for path, problem in {
        "/gone": "answered 404",
        "/private": "robots.txt forbids it",
        "/file": f"redirects to {(home / 'secret').as_uri()}, which is no web page",
        "/large": "is too large: over 16 MB",
    }.items():
        done = csm("add", server.url + path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"csm: {server.url}{path}: {problem}\n"
    assert all(one.headers["User-Agent"].startswith("csm_crawler/") for one in server.asked)
    assert files(home) == ["csm.toml", "secret"]


def test_a_name_that_no_site_can_have_is_told_before_anybody_is_asked(csm: Run, server: Server) -> None:
    done = csm("add", server.url, "--name", "Two_Words")
    told = "csm: --name: is 'Two_Words'; it must be of lower-case letters, digits and hyphens, 200 at most\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert server.asked == []


def test_an_address_that_is_none_is_wrong_usage(csm: Run, home: Path) -> None:
    for address in ("one.example", "file:///etc/passwd", "https://", "https://[x", "https://one.example:0/"):
        done = csm("add", address)
        assert (done.returncode, "must begin with https:// or http://" in done.stderr) == (2, True), done.stderr
    assert csm("add", "https://one.example/", "--kind", "magic").returncode == 2
    assert csm("add", "https://one.example/", "--builtin").returncode == 2
    assert csm("detect", "file:///etc/passwd").returncode == 2
    assert csm("detect", "https://one.example/", "--url", "https://two.example/").returncode == 2
    assert files(home) == ["csm.toml"]


def test_no_home_is_told_before_anybody_is_asked(tmp_path: Path, server: Server) -> None:
    done = run("csm_crawler", "add", server.url, cwd=tmp_path)
    assert (done.returncode, "csm init" in done.stderr) == (2, True)
    assert server.paths() == []


@pytest.mark.slow
def test_a_visit_is_ended_by_an_interrupt(tmp_path: Path, server: Server) -> None:
    server.answers = {"/": Answer(html().encode(), pause=0.5)}
    command = [sys.executable, "-m", "csm_crawler", "detect", server.url]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE) as process:
        while len(server.asked) < 2:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.slow
def test_detect_reads_a_page_where_it_is(tmp_path: Path, server: Server) -> None:
    server.answers = {"/old": Answer(b"", 301, {"Location": "/news/"}), "/news/": page(html())}
    done = run("csm_crawler", "detect", f"{server.url}/old", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["title"] for row in rows] == list(TITLES)
    assert rows[0] == {
        "title": TITLES[0],
        "link": f"{server.url}/news/0/",
        "date": "2026-11-19T00:00:00+00:00",
        "precision": "day",
        "date_text": "19 November 2026",
        "teaser": teaser(0),
    }
    assert server.paths() == ["/robots.txt", "/old", "/news/"]
    server.http.shutdown()
    server.http.server_close()
    done = run("csm_crawler", "detect", server.url, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"csm: {server.url}/: robots.txt cannot be had, which means no: Connection" in done.stderr
    assert list(tmp_path.iterdir()) == []

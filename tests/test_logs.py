"""What is logged: UTC, one object a line where that is asked for, and nobody's secret."""

import json
import logging
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csm_crawler.logs import JsonFormatter, told
from csm_crawler.masking import mask
from tests.conftest import Run
from tests.server import Answer, Server

pytestmark = pytest.mark.slow

TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
FAR_EAST = {"TZ": "Asia/Shanghai"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("postgresql://csm:s3cr@t@db/csm is down", "postgresql://csm:***@db/csm is down"),
        ("via http://me:pw@proxy.example:3128", "via http://me:***@proxy.example:3128"),
        ("https://ghp_abc@github.example/x", "https://***@github.example/x"),
        ("http://a.example/r?limit=3&key=abc&b=1", "http://a.example/r?limit=3&key=***&b=1"),
        ("http://a.example/r?%6Bey=abc#code", "http://a.example/r?%6Bey=***#code"),
        ("http://a.example/r?a=1&amp;Access_Token=abc", "http://a.example/r?a=1&amp;Access_Token=***"),
        ("http://a.example/x;jsessionid=1234?page=2", "http://a.example/x;jsessionid=***"),
        ("https://s3.example/?X-Amz-Signature=abc", "https://s3.example/?X-Amz-Signature=***"),
        ("{'Authorization': [b'Basic abc=='], 'Accept': 1}", "{'Authorization': [b'***'], 'Accept': 1}"),
        ("Set-Cookie: a=b; Path=/\nServer: x", "Set-Cookie: ***\nServer: x"),
        ("connection: host=db password=abc user=csm", "connection: host=db password=*** user=csm"),
        ("{'proxy_password': 'abc'}", "{'proxy_password': '***'}"),
        ("http://a.example/?keyword=wechat&sort_key=2 by me@a.example", None),
        ("one: http://a.example/@user/post?page=2: answered 503", None),
        ("The key to Douyin: tokens of love, 3:2", None),
    ],
)
def test_what_is_secret_is_masked_and_nothing_else(said: str, shown: str | None) -> None:
    assert mask(said) == (said if shown is None else shown)
    assert mask(mask(said)) == mask(said)


def test_masking_a_long_hostile_text_takes_no_time() -> None:
    for unit in ("?a", "://", "password ", "a_", "://a:b", "&token", "cookie"):
        assert len(mask(unit * 50_000)) >= 50_000


def test_text_has_utc_times_and_no_secret_wherever_the_machine_is(
    csm: Run, live: Callable[..., Path], serve: Callable[[], Server]
) -> None:
    server = serve()
    server.answers = {"/robots.txt": Answer(b"", 404), "/list?key=hidden": Answer(b"", 410)}
    live("gone", f"{server.url}/list?key=hidden")
    done = csm("run", "gone", "-L", "DEBUG", env=FAR_EAST)
    lines = [line for line in done.stderr.splitlines() if re.search(r" \[[\w.]+\] [A-Z]+: ", line)]
    assert any(f"Crawled (410) <GET {server.url}/list?key=***>" in line for line in lines)
    for line in lines:
        at = datetime.fromisoformat(line.partition(" ")[0])
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5), line
    assert f"csm: gone: {server.url}/list?key=***: answered 410\n" in done.stderr
    assert "hidden" not in done.stderr


@pytest.mark.parametrize("command", ["csm", "scrapy"])
def test_json_is_one_object_a_line_from_the_first_to_the_last(
    command: str, csm: Run, scrapy: Run, home: Path, live: Callable[..., Path], serve: Callable[[], Server]
) -> None:
    server = serve()
    server.answers = {"/robots.txt": Answer(b"", 404), "/list?key=hidden": Answer(b"", 410)}
    live("gone", f"{server.url}/list?key=hidden")
    env = {**FAR_EAST, "CSM_LOG_FORMAT": "json", "CSM_LOG_LEVEL": "INFO", "CSM_SITES": "chinasocialmedia,gone"}
    done = csm("run", env=env) if command == "csm" else scrapy("crawl", "csm", env=env)
    assert done.returncode == 3
    assert "hidden" not in done.stderr + done.stdout
    told = [json.loads(line) for line in (done.stderr + done.stdout).splitlines()]
    assert all(TIME.fullmatch(one["time"]) and one["level"] and one["logger"] for one in told)
    assert told[0]["message"].startswith("Scrapy ")
    problem, summary = told[-2:]
    assert {**problem, "time": ""} == {
        "time": "",
        "level": "ERROR",
        "logger": "csm_crawler",
        "site": "gone",
        "message": f"gone: {server.url}/list?key=***: answered 410",
    }
    assert {**summary, "time": "", "message": summary["message"][:9]} == {
        "time": "",
        "level": "INFO",
        "logger": "csm_crawler",
        "message": "10 cards,",
        "exit_code": 3,
        "cards": 10,
        "new": 10,
        "changed": 0,
        "sites_failed": 1,
    }


def test_a_line_of_scrapy_names_the_site_that_it_is_about(
    csm: Run, live: Callable[..., Path], serve: Callable[[], Server]
) -> None:
    server = serve()
    server.answers = {"/robots.txt": Answer(b"", 404), "/list": Answer(b"<title>Nothing</title>")}
    live("one", f"{server.url}/list")
    done = csm("run", "one", "--log-format", "json", "-L", "DEBUG")
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [one["site"] for one in told if one["message"].startswith(f"Crawled (200) <GET {server.url}/list")] == [
        "one"
    ]


def test_a_traceback_is_a_field_of_its_line() -> None:
    try:
        raise ValueError("https://me:hidden@a.example/")
    except ValueError:
        record = logging.LogRecord("one", logging.ERROR, "", 1, "two\n%s", ("three",), sys.exc_info())
    line = JsonFormatter().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["message"], told["error"].splitlines()[-1]) == ("two\nthree", "ValueError: https://me:***@a.example/")


def test_what_a_page_says_begins_no_line() -> None:
    assert told("one: <b>\r\n::add-mask::x\u2028y", "text") == "csm: one: <b> ::add-mask::x y\n"
    assert told("\x1b[31mone\u202e\0:\u3000微博", "text") == "csm: \\x1b[31mone\\u202e\\x00:\u3000微博\n"
    assert json.loads(told("one\ntwo", "json", site="one"))["message"] == "one\ntwo"


def test_refusals_are_told_in_the_form_that_was_asked_for(csm: Run, home: Path) -> None:
    (home / "csm.toml").write_text('log_format = "yaml"\n', "utf-8")
    done = csm("run")
    assert (done.returncode, done.stderr) == (
        2,
        f"csm: {home}/csm.toml: log_format is 'yaml'; one of text, json\n",
    )
    done = csm("run", env={"CSM_LOG_FORMAT": "json"})
    assert json.loads(done.stderr)["message"] == f"{home}/csm.toml: log_format is 'yaml'; one of text, json"


def test_csm_toml_says_the_form_too(csm: Run, home: Path) -> None:
    (home / "csm.toml").write_text('log_format = "json"\nlog_level = "INFO"\nsites = ["chinasocialmedia"]\n', "utf-8")
    done = csm("run")
    assert done.returncode == 0
    assert [json.loads(line)["level"] for line in done.stderr.splitlines()].count("INFO") > 3
    assert json.loads(done.stdout)["cards"] == 10

"""What goes wrong in a run: named in a line, an exit code for it, and nothing lost."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import ROOT, Run, environment, listing, run
from tests.crawls import ONE, bytes_in

TWO = listing(
    ("WeChat pays", "/1", "13 noviembre, 2019", "WeChat pays."),
    ("Douyin sings", "/2", "12 noviembre, 2019", "Douyin sings."),
)


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "is missing"),
    "empty": (b"", "is empty"),
    "cut": (TWO[: len(TWO) // 2], "is cut off"),
    "binary": (bytes(range(256)) * 40, "is binary"),
    "large": (TWO[:-14] + b" " * (50 * 2**20) + b"</body></html>", "is too large"),
    "none": (b"<html><body>Nada</body></html>", "0 cards, at least 1 expected"),
    "wordless": (listing(("", "", "", "")), "0 cards, at least 1 expected"),
    "script": (listing(("A", "javascript:x()", "", "b")), "0 cards, at least 1 expected"),
}
"""Pages that give no card, by names of their sites, and what is told of them."""


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [(("one", "two"), (), 0), (("one",), tuple(BAD), 3), ((), ("missing", "empty"), 1)],
)
def test_a_bad_page_is_lost_and_named_and_the_rest_is_stored(
    scrapy: Run, csm: Run, site_file: Callable[..., Path], good: tuple[str, ...], bad: tuple[str, ...], code: int
) -> None:
    for name in good:
        site_file(name, page={"one": ONE, "two": TWO}[name])
    for name in bad:
        site_file(name, page=BAD[name][0])
    done = scrapy("crawl", "csm", "-a", f"sites={','.join((*good, *bad))}")
    assert done.returncode == code, done.stdout + done.stderr
    told = {line.removeprefix("csm: ").partition(": ")[0]: line for line in done.stderr.splitlines()}
    assert told.keys() == {*bad}
    assert len(told) == len(done.stderr.splitlines())
    for name, line in told.items():
        assert line.startswith(f"csm: {name}: fixtures/{name}/listing.html: {BAD[name][1]}")
    assert {one["site"] for one in json.loads(csm("articles", "--format", "json").stdout)} == {*good}
    assert done.stdout.rstrip().endswith(f"{len(bad)} sites failed")


@pytest.mark.slow
def test_fewer_cards_than_promised_fail_the_site_and_are_kept(
    scrapy: Run, csm: Run, site_file: Callable[..., Path]
) -> None:
    site_file("one", page=TWO, min_cards=5)
    done = scrapy("crawl", "csm", "-a", "sites=one")
    assert done.returncode == 1
    assert done.stderr == "csm: one: fixtures/one/listing.html: 2 cards, at least 5 expected\n"
    assert len(json.loads(csm("articles", "--format", "json").stdout)) == 2


def test_a_callback_that_raises_fails_the_site_in_one_line(
    scrapy: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    site_file("one", page=ONE)
    (home / "settings_with_a_fault.py").write_text(
        "from csm_crawler.settings import *\nimport csm_crawler.spiders.csm as csm\n"
        "def fault(page, site, **more):\n    raise KeyError('sponsor')\ncsm.read_cards = fault\n",
        "utf-8",
    )
    env = {"SCRAPY_SETTINGS_MODULE": "settings_with_a_fault", "PYTHONPATH": f"{ROOT}:{home}"}
    done = scrapy("crawl", "csm", "-a", "sites=one", env=env)
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("csm: one: ")
    assert "KeyError: 'sponsor'" in line


@pytest.mark.parametrize(
    "fault",
    ["not a database", *(pytest.param(one, marks=pytest.mark.slow) for one in ("locked", "a folder", "read-only"))],
)
def test_a_store_that_refuses_ends_the_run_and_leaves_the_feeds(
    scrapy: Run, home: Path, site_file: Callable[..., Path], fault: str
) -> None:
    scrapy("crawl", "csm")
    before = bytes_in(home / "feeds")
    store = home / "csm.sqlite3"
    site_file("one", page=ONE)
    url = f"sqlite:///{store}"
    if fault == "not a database":
        url = f"sqlite:///{home / 'csm.toml'}"
    elif fault == "a folder":
        url = f"sqlite:///{home}"
    elif fault == "read-only":
        url = f"sqlite:///file:{store}?mode=ro&uri=true"
    holder = None
    if fault == "locked":
        code = (
            f"import sqlite3, time; c = sqlite3.connect({str(store)!r}, isolation_level=None)\n"
            "c.execute('begin exclusive'); print(1, flush=True); time.sleep(60)"
        )
        holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert holder.stdout
        holder.stdout.readline()
    done = scrapy("crawl", "csm", "-a", "sites=one", "-s", f"CSM_DATABASE={url}")
    if holder:
        holder.kill()
        holder.wait()
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("csm: ")
    assert bytes_in(home / "feeds") == before


@pytest.mark.slow
def test_a_full_disk_while_publishing_leaves_the_old_feeds_whole_and_the_next_run_makes_up_for_it(
    scrapy: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    scrapy("crawl", "csm")
    before = bytes_in(home / "feeds")
    site_file("one", page=ONE)
    (home / "settings_full_disk.py").write_text(
        "from csm_crawler.settings import *\nimport errno, os\n"
        "def full(fd):\n    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))\nos.fsync = full\n",
        "utf-8",
    )
    env = {"SCRAPY_SETTINGS_MODULE": "settings_full_disk", "PYTHONPATH": f"{ROOT}:{home}"}
    done = scrapy("crawl", "csm", "-a", "sites=one", env=env)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr
    assert bytes_in(home / "feeds") == before
    assert scrapy("crawl", "csm", "-a", "sites=one").returncode == 0
    assert b"Weibo opens a store" in (home / "feeds" / "weibo.rss").read_bytes()


def test_a_second_run_beside_the_first_is_refused_with_75(scrapy: Run, csm: Run, home: Path) -> None:
    with FileLock(home / "csm.lock"):
        for done in (scrapy("crawl", "csm"), csm("run"), csm("publish")):
            assert done.returncode == 75
            assert done.stderr == f"csm: another run holds {home / 'csm.lock'}\n"
    assert not (home / "feeds").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_a_signal_ends_the_run_with_130_and_keeps_what_was_read(
    home: Path, site_file: Callable[..., Path], number: int, loopback: None
) -> None:
    import socket

    with socket.socket() as silent:  # a server that accepts and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        path = site_file("slow", page=ONE)
        path.write_text(
            path.read_text("utf-8")
            .replace('saved = ["listing.html"]\n', "")
            .replace("https://slow.example/news/", f"http://127.0.0.1:{silent.getsockname()[1]}/"),
            "utf-8",
        )
        site_file("one", page=ONE)
        command = [sys.executable, "-m", "scrapy", "crawl", "csm", "-a", "sites=one,slow"]
        process = subprocess.Popen(
            command, cwd=home, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        silent.accept()
        time.sleep(0.5)
        process.send_signal(number)
        out, err = process.communicate(timeout=40)
    assert process.returncode == 130, err
    assert "interrupted" in err
    assert out.endswith(", 0 sites failed\n"), "a site that was not come to has not failed"
    assert run("csm_crawler", "articles", "--format", "json", cwd=home).stdout.count("Weibo opens") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl", "csm", "-a", "sites=nowhere"], "csm: -a sites: names 'nowhere', which is no site"),
        (["crawl", "csm", "-a", "sites="], "csm: -a sites: is empty"),
        (["crawl", "csm", "-a", "site=one"], "csm: -a site: is no argument; allowed are sites=NAME,NAME"),
        (["crawl", "csm", "-s", "CSM_BASEURL=x"], "csm: -s CSM_BASEURL: is no setting; allowed are CSM_BASE_URL"),
        (["crawl", "csm", "-s", "CSM_BASE_URL=x"], "csm: -s CSM_BASE_URL: is 'x'; it must be a URL"),
        (["crawl", "csm", "-s", "CSM_HOME=/tmp"], "csm: -s CSM_HOME: is no setting"),
        (["crawl", "csm", "-s", "CSM_DATABASE=mysql://x/y"], "csm: -s CSM_DATABASE: is 'mysql://x/y'; it must be"),
        (
            ["crawl", "csm", "-s", "CSM_SITES=chinasocialmedia, nowhere"],
            "csm: sites: names 'nowhere', which is no site",
        ),
        (["crawl", "chinasocialmedia"], "scrapy crawl csm -a sites=chinasocialmedia"),
        (["crawl"], "run: scrapy crawl csm"),
    ],
)
def test_wrong_usage_is_one_line_and_2(scrapy: Run, home: Path, arguments: list[str], words: str) -> None:
    done = scrapy(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert words in line
    assert sorted(path.name for path in home.iterdir()) == ["csm.toml"]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("csm.toml", "sights = 1", "sights is no key"),
        ("csm.toml", "sites = ['nowhere']", "names 'nowhere', which is no site"),
        ("csm.toml", "sites = []", "no site is enabled"),
        ("sites/one.toml", "kind = 'x'", "title is missing"),
        ("platforms.toml", "colour = 1", "colour"),
    ],
)
def test_a_wrong_file_is_one_line_and_2(scrapy: Run, csm: Run, home: Path, file: str, text: str, words: str) -> None:
    (home / "sites").mkdir()
    (home / file).write_text(text, "utf-8")
    for done in (scrapy("crawl", "csm"), csm("run")):
        assert done.returncode == 2, done.stdout + done.stderr
        (line,) = done.stderr.splitlines()
        assert line.startswith("csm: ")
        assert words in line
    assert not (home / "csm.sqlite3").exists()
    assert not (home / "feeds").exists()


def test_a_folder_without_csm_toml_is_refused(tmp_path: Path) -> None:
    done = run("scrapy", "crawl", "csm", cwd=tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"csm: {tmp_path}: holds no csm.toml; `csm init` makes one here, `csm -C DIR` runs another home\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_variable_is_one_line_and_2(scrapy: Run) -> None:
    done = scrapy("crawl", "csm", env={"CSM_LOG_LEVEL": "LOUD"})
    assert (done.returncode, done.stderr) == (
        2,
        "csm: CSM_LOG_LEVEL: is 'LOUD'; one of CRITICAL, ERROR, WARNING, INFO, DEBUG\n",
    )


def test_cards_that_all_lead_to_one_place_fail_the_site(scrapy: Run, site_file: Callable[..., Path]) -> None:
    cards = [(f"Weibo story {number}", "/category/", "13 noviembre, 2019", "x") for number in range(5)]
    site_file("one", page=listing(*cards), min_cards=3)
    done = scrapy("crawl", "csm", "-a", "sites=one")
    assert done.returncode == 1
    assert "has 5 cards that all lead to https://one.example/category/" in done.stderr


def test_a_component_that_does_not_exist_fails_the_run(scrapy: Run) -> None:
    done = scrapy("crawl", "csm", "-s", 'EXTENSIONS={"nowhere.Nothing": 1}')
    assert done.returncode == 1
    assert "csm: the crawl did not start" in done.stderr


def test_a_server_that_is_down_is_one_line(scrapy: Run, site_file: Callable[..., Path], loopback: None) -> None:
    path = site_file("one", page=None)
    text = path.read_text("utf-8").replace('saved = ["listing.html"]\n', "")
    path.write_text(text.replace("https://one.example/news/", "http://127.0.0.1:1/"), "utf-8")
    done = scrapy("crawl", "csm", "-a", "sites=one", "-s", "DOWNLOAD_DELAY=0")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("csm: one: http://127.0.0.1:1/: ")


def test_an_export_that_fails_fails_the_run(scrapy: Run) -> None:
    done = scrapy("crawl", "csm", "-O", "/proc/nowhere/x.json")
    assert (done.returncode, done.stderr) == (
        2,
        "csm: -o /proc/nowhere/x.json: cannot be written: No such file or directory\n",
    )


def test_a_saved_page_that_is_a_folder_or_leads_in_a_circle_is_named_and_its_neighbor_is_read(
    scrapy: Run, site_file: Callable[..., Path], home: Path
) -> None:
    site_file("good", page=listing(("Weibo sells", "/1", "13 noviembre, 2019", "Words.")))
    for name in ("folder", "circle"):
        site_file(name, page=None)
    (home / "fixtures" / "folder" / "listing.html").mkdir()
    (home / "fixtures" / "circle" / "listing.html").symlink_to("listing.html")
    done = scrapy("crawl", "csm", "-a", "sites=good,folder,circle")
    assert (done.returncode, done.stdout.split(",")[0]) == (3, "1 cards")
    assert done.stderr.splitlines() == [
        f"csm: {name}: fixtures/{name}/listing.html: is missing" for name in ("circle", "folder")
    ]

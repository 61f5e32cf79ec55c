"""`csm sites …`, as a user types it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run, run
from tests.jobs.web import TITLES, html
from tests.server import Answer, Server

WIDE = {"COLUMNS": "250"}


@pytest.fixture
def server(loopback: None) -> Iterator[Server]:
    one = Server()
    yield one
    one.http.shutdown()
    one.http.server_close()


def site(home: Path, name: str, url: str, *, more: str = "", min_cards: int = 5) -> None:
    (home / "sites").mkdir(exist_ok=True)
    (home / "sites" / f"{name}.toml").write_text(
        f'title = "Site {name}"\nurl = "{url}"\nkind = "selectors"\nmin_cards = {min_cards}\n{more}\n'
        '[selectors]\nitem = ".story"\ntitle = ["h2", "h3"]\nlink = "a"\ndate = "time"\n',
        "utf-8",
    )


def test_list_is_narrowed_by_what_sites_say_of_themselves(csm: Run, home: Path) -> None:
    site(home, "one", "https://one.example/", more='language = "es"\ntopics = ["luxury", "kol"]\nverified = "page"')
    site(home, "two", "https://two.example/", more='language = "zh-Hans"\ntopics = ["luxury"]')

    def listed(*options: str) -> set[str]:
        done = csm("sites", "list", *options, env=WIDE)
        assert done.returncode == 0, done.stderr
        return {line.split()[0] for line in done.stdout.splitlines()[1:]} & {"one", "two", "chinasocialmedia"}

    assert listed() == {"one", "two", "chinasocialmedia"}
    assert listed("--language", "es") == {"one", "chinasocialmedia"}
    assert listed("--language", "zh") == {"two"}
    assert listed("--topic", "luxury") == {"one", "two"}
    assert listed("--topic", "luxury", "--verified") == {"one"}
    assert listed("--enabled") == {"chinasocialmedia"}
    assert listed("--kind", "auto") == set()
    assert "luxury, kol" in csm("sites", "list", env=WIDE).stdout


def test_sites_are_asked_and_those_that_answer_are_enabled(csm: Run, home: Path, server: Server) -> None:
    text = '# mine\nsites = ["chinasocialmedia"]  # the first\nfeeds = "feeds"\n'
    (home / "csm.toml").write_text(text, "utf-8")
    server.answers = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private\n"),
        "/good": Answer(html().encode()),
        "/empty": Answer(b"<html><body></body></html>"),
        "/walled": Answer(b"", 403),
        "/private": Answer(html().encode()),
    }
    for name in ("good", "empty", "gone", "walled", "private"):
        site(home, name, f"{server.url}/{name}")
    names = ("good", "empty", "gone", "walled", "private", "chinasocialmedia")
    done = csm("sites", "enable", *names, env=WIDE)
    assert (done.returncode, done.stderr) == (3, "")
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in done.stdout.splitlines() if line[0] != " "}
    assert rows["good"] == f"ok 8 {TITLES[0]}"
    assert rows["chinasocialmedia"] == "ok 10 Influencer Incubator for Overseas Brands"
    assert rows["empty"] == f"too few cards {server.url}/empty: 0 cards with link and words, at least 5 expected"
    assert rows["gone"] == f"gone {server.url}/gone: answered 404"
    assert rows["walled"] == f"walled {server.url}/walled: answered 403"
    assert rows["private"] == f"forbidden {server.url}/private: robots.txt forbids it"
    assert TITLES[1] in done.stdout
    assert TITLES[2] in done.stdout
    assert TITLES[3] not in done.stdout
    assert sorted(server.paths()) == ["/empty", "/gone", "/good", "/robots.txt", "/walled"]
    enabled = text.replace('"chinasocialmedia"]', '"chinasocialmedia", "good"]')
    assert (home / "csm.toml").read_text("utf-8") == enabled

    assert csm("sites", "enable", "gone").returncode == 1
    assert (home / "csm.toml").read_text("utf-8") == enabled
    done = csm("sites", "disable", "good", "chinasocialmedia")
    assert (done.returncode, done.stdout) == (0, "disabled: chinasocialmedia, good\n")
    assert (home / "csm.toml").read_text("utf-8") == text.replace('"chinasocialmedia"', "")


def test_no_check_asks_nobody_and_filters_choose(csm: Run, home: Path) -> None:
    site(home, "one", "https://one.example/", more='language = "eo"\ntopics = ["luxury"]\nverified = "page"')
    site(home, "two", "https://two.example/", more='language = "eo"\ntopics = ["luxury"]')
    site(home, "three", "https://three.example/", more='language = "eo"')
    options = ("--language", "eo", "--topic", "luxury", "--no-check")
    assert csm("sites", "enable", *options).stdout == "enabled: one, two\n"
    assert (home / "csm.toml").read_text("utf-8") == 'sites = ["chinasocialmedia", "one", "two"]\n'
    assert csm("sites", "disable", "one", "two", "--verified").stdout == "disabled: one\n"
    assert csm("sites", "enable", "two", "--no-check").stdout.endswith("says so already: enabled two\n")
    (home / "sites" / "two.toml").unlink()
    assert csm("sites", "disable", "two").stdout == "disabled: two\n", "also one whose file is gone"
    done = csm("sites", "enable", "three", "--no-check", env={"CSM_SITES": "chinasocialmedia"})
    assert (done.returncode, "CSM_SITES is set" in done.stderr) == (0, True)


def test_wrong_usage_is_told_with_what_is_near(csm: Run, home: Path, tmp_path: Path) -> None:
    before = (home / "csm.toml").read_bytes()
    for words, said in (
        (["enable"], "which sites?"),
        (["disable"], "which sites?"),
        (["disable", "--topic", "knitting"], "no site is meant by that"),
        (["enable", "chinasocialmedai"], "'chinasocialmedai' is no site; near it: chinasocialmedia"),
        (["disable", "chinasocial"], "'chinasocial' is no site; near it: chinasocialmedia"),
        (["enable", "--topic", "knitting"], "no site is meant by that"),
        (["check", "nowhere"], "'nowhere' is no site"),
    ):
        done = csm("sites", *words)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert (home / "csm.toml").read_bytes() == before
    for words in (["enable", "chinasocialmedia"], ["disable", "chinasocialmedia"]):
        done = run("csm_crawler", "sites", *words, cwd=tmp_path)
        assert (done.returncode, "csm init" in done.stderr) == (2, True)


def test_the_demonstration_has_no_csm_toml_to_write(checkout: Path) -> None:
    done = run("csm_crawler", "sites", "enable", "chinasocialmedia", cwd=checkout)
    assert (done.returncode, "csm init" in done.stderr) == (2, True)
    assert not (checkout / "csm.toml").exists()


def test_check_says_what_each_selector_gives(csm: Run, home: Path, server: Server) -> None:
    site(home, "one", f"{server.url}/", more='samples = ["listing.html"]')
    (home / "fixtures" / "one").mkdir(parents=True)
    saved = home / "fixtures" / "one" / "listing.html"
    saved.write_text(html().replace("<time>19 November 2026", "<time>one fine day"), "utf-8")
    done = csm("sites", "check", "one", env=WIDE)
    assert done.returncode == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines == [
        "fixtures/one/listing.html: 8 cards",
        "field selector gives taken example",
        "item .story 8/8",
        "title h2 0/8 0",
        f"title h3 8/8 8 {TITLES[0]}",
        f"link a 8/8 8 {server.url}/news/0/",
        "date time 8/8 8 one fine day",
        "dates not understood: 1, such as one fine day",
    ]
    assert server.paths() == []

    server.answers = {"/": Answer(html().replace("story", "tale").encode())}
    done = csm("sites", "check", "one", "--live", "--json")
    assert done.returncode == 1
    kept, live = [json.loads(line) for line in done.stdout.splitlines()]
    assert (kept["page"], kept["cards"], kept["problem"]) == ("fixtures/one/listing.html", 8, "")
    assert (live["page"], live["cards"], live["problem"]) == (f"{server.url}/", 0, "0 cards, at least 5 expected")
    assert server.paths() == ["/robots.txt", "/"]
    server.answers = {}
    done = csm("sites", "check", "one", "--live")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"{server.url}/: answered 404")

    saved.unlink()
    done = csm("sites", "check", "one")
    assert (done.returncode, done.stderr) == (1, "csm: fixtures/one/listing.html: is missing\n")
    site(home, "one", f"{server.url}/")
    done = csm("sites", "check", "one")
    assert (done.returncode, "--live asks the site" in done.stderr) == (2, True)

"""How sites stand, as people are told: lines of `csm run`, `csm status`, feeds/health.* and status.html."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run, listing
from tests.server import Answer, Server
from tests.timed import DAY, START, At, enable, entries, page, states


def test_an_incident_is_told_once_when_it_opens_and_once_when_it_ends(at: At, one: Server, home: Path) -> None:
    at(0, "run")
    assert states(at, 0)["one"]["state"] == "fine"
    one.answers["/"] = Answer(b"", 500)
    doubted = at(24, "run")
    assert (doubted.returncode, doubted.stdout, doubted.stderr) == (1, "", ""), "servers have their moments"
    assert states(at, 24)["one"]["state"] == "fine"
    opened = at(25.1, "run")
    assert (opened.returncode, opened.stdout) == (1, "")
    assert opened.stderr == f"csm: one is broken: {one.url}/: answered 500\n"
    assert at(28, "run").stderr == "", "once"
    again = at(34, "run", "--verbose")
    since = "one is broken since 2026-11-24 09:06 UTC"
    assert f"csm: {since}: {one.url}/: answered 500\n" in again.stderr
    again = at(34.1, "run", "--verbose")
    assert (again.returncode, again.stderr) == (0, f"csm: {since}: {one.url}/: answered 500\n"), "none is due"
    assert again.stdout.endswith(" feeds (0 written), 0 sites failed\n")

    status = at(34, "status")
    assert status.returncode == 3
    rows = [line.split() for line in status.stdout.splitlines()]
    assert rows[0] == ["site", "state", "since", "last", "success", "last", "new", "next", "visit"]
    assert rows[1][:8] == ["one", "broken", "09:06", "11-23", "08:00", "11-23", "08:00", "11-25"]
    assert rows[2:] == [["one", "is", "broken:", f"{one.url}/:", "answered", "500"]]
    one.answers["/"] = Answer(page(1, 2, 3))
    assert at(60, "run").stderr == ""
    ended = at(61.1, "run")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "csm: one is fine again (it was broken since 2026-11-24 09:06 UTC)\n"
    assert at(61.1, "status").returncode == 0
    assert entries(home) == ["Site one is fine again", "Site one is broken"]
    content = [file.read_text("utf-8") for file in (home / "feeds").rglob("*.rss") if file.name != "health.rss"]
    assert not any("broken" in text for text in content), "content feeds never carry errors"


@pytest.mark.slow
def test_what_tells_of_health_changes_only_with_a_state(at: At, one: Server, home: Path) -> None:
    names = ["status.html", "es/status.html", "zh/status.html", "health.rss", "health.atom", "health.json"]

    def written() -> list[tuple[bytes, int]]:
        files = [home / "feeds" / name for name in names]
        return [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]

    at(0, "run")
    before = written()
    one.answers["/"] = Answer(page(1, 2, 3, 4))
    at(24, "run")
    assert written() == before
    checked = at(40, "publish", "--check")
    assert (checked.returncode, checked.stdout.count("\n")) == (0, 1)
    at(40, "publish")
    assert written() == before
    one.answers["/"] = Answer(b"", 500)
    at(70, "run")
    assert written() == before
    at(71.1, "run")
    after = written()
    assert all(now[0] != then[0] for now, then in zip(after, before, strict=True))
    (home / "feeds" / "status.html").unlink()
    at(71.2, "run")
    assert [one[0] for one in written()] == [one[0] for one in after], "what is missing is written again"
    for name, (body, _) in zip(names, before, strict=True):
        (home / "feeds" / name).write_bytes(body)
    checked = at(71.3, "publish", "--check")
    assert checked.returncode == 1
    assert [line.partition(" <")[0] for line in checked.stdout.splitlines()[:-1]] == [
        "health: 1 new",
        "  new     Site one is broken",
        "pages: 3 changed",
        "  changed status.html, es/status.html, zh/status.html",
    ]


@pytest.mark.slow
def test_the_demonstration_writes_nothing_of_health(csm: Run, home: Path) -> None:
    assert csm("run").returncode == 0
    assert csm("publish").returncode == 0
    assert sorted((home / "feeds").glob("health.*")) == sorted((home / "feeds").glob("status.*")) == []
    status = csm("status")
    assert status.returncode == 0
    assert [line.split() for line in status.stdout.splitlines()][1:] == [["chinasocialmedia", "saved", "any", "time"]]


@pytest.mark.slow
def test_states_are_told_apart(at: At, serve: Callable[[], Server], live: Callable[..., Path], home: Path) -> None:
    names = ("down", "walled", "moved", "dormant", "well")
    server, new = serve(), serve()
    new.answers = {"/news": Answer(page(1, 2, 3))}
    old = listing(*((f"Weibo {n}", f"/{n}", f"{n} noviembre, 2019", "Words.") for n in range(1, 13)))
    server.answers.update({f"/{name}": Answer(page(1, 2, 3)) for name in names} | {"/dormant": Answer(old)})
    for name in names:
        live(name, f"{server.url}/{name}")
    enable(home, *names)
    assert at(0, "run", "--all").stderr == "", "a site that was silent when it was added is no news"
    assert (states(at, 0)["dormant"]["state"], entries(home)) == ("dormant", [])
    elsewhere = f"{new.url}/news".replace("127.0.0.1", "localhost")
    server.answers |= {
        "/down": Answer(b"", 500),
        "/walled": Answer(b"", 403),
        "/moved": Answer(b"", 301, {"Location": elsewhere}),
    }
    at(24, "run", "--all")
    told = at(25.1, "run", "--all")
    assert told.returncode == 3
    assert told.stderr.splitlines() == [
        f"csm: down is broken: {server.url}/down: answered 500",
        f"csm: moved is moved: its page is now at {elsewhere}",
        f"csm: walled is walled: {server.url}/walled: answered 403",
    ]
    assert {name: row["state"] for name, row in states(at, 25.2).items()} == {
        "down": "broken", "walled": "walled", "moved": "moved", "dormant": "dormant", "well": "fine",
    }  # fmt: skip
    assert at(25.2, "status").returncode == 3
    enable(home, "moved", "dormant", "well")
    assert at(60, "run", "--all").stderr == (
        "csm: down is collected no more (it was broken since 2026-11-24 09:06 UTC)\n"
        "csm: walled is collected no more (it was walled since 2026-11-24 09:06 UTC)\n"
    )
    assert at(60, "status").returncode == 0


@pytest.mark.slow
def test_a_silence_that_its_pauses_do_not_explain_is_told_and_an_article_ends_it(
    at: At, one: Server, home: Path
) -> None:
    def days(last: int) -> Answer:
        dates = [(START + n * DAY).strftime("%Y-%m-%d") for n in range(last - 9, last + 1)]
        return Answer(listing(*((f"Weibo on {date}", f"/{date}", date, "Words.") for date in dates)))

    one.answers["/"] = days(0)
    assert at(0, "run").stderr == at(24, "run").stderr == ""
    quiet = "one is quiet: nothing new since 2026-11-23; it usually pauses 1 day at most"
    assert at(24 * 9, "run").stderr == f"csm: {quiet}\n"
    assert at(24 * 9, "status").returncode == 0, "nothing is broken"
    assert at(24 * 10, "run").stderr == ""
    one.answers["/"] = days(11)
    assert at(24 * 11.5, "run").stderr == "csm: one is fine again (it was quiet since 2026-12-02 08:00 UTC)\n"
    assert entries(home) == ["Site one is fine again", "Site one is quiet"]


@pytest.mark.slow
def test_a_named_site_is_shown_field_by_field(at: At, one: Server, home: Path) -> None:
    before = [line.split() for line in at(0, "status", "one").stdout.splitlines()]
    assert before[1:3] == [["one", "unasked", "now"], []]
    assert " ".join(before[3]) == "one: not asked yet; the next csm run asks it"
    for hours in range(3):
        at(hours, "run", "--all")
    one.answers["/"] = Answer(page(1, 2).replace(b"13 noviembre, 2019", b"soon"))
    at(3, "run", "--all")
    shown = at(3, "status", "one")
    assert shown.returncode == 0
    assert [line.split() for line in shown.stdout.splitlines()[2:]] == [
        [],
        ["one", "at", "11:00", "UTC,", "beside", "3", "good", "visits", "before"],
        ["field", "last", "usual"],
        ["cards", "2", "3"],
        ["new", "0", "1"],
        ["titles", "2", "3"],
        ["undated", "100%", "0%"],
        ["untitled", "0%", "0%"],
        ["unlinked", "0%", "0%"],
        ["languages", "en", "100%", "en", "100%"],
        ["hosts", "127.0.0.1", "100%", "127.0.0.1", "100%"],
    ]
    (told,) = json.loads(at(3, "status", "one", "--json").stdout)
    assert (told["read_at"][:13], told["usual_of"]) == ("2026-11-23T11", 3)
    assert told["fields"]["undated"] == {"last": 1.0, "usual": 0.0}
    assert at(3, "status", "none").returncode == 2


@pytest.mark.slow
def test_of_a_site_that_is_only_tried_nobody_keeps_watch(
    at: At, one: Server, live: Callable[..., Path], home: Path
) -> None:
    live("tried", f"{one.url}/tried")
    assert at(0, "run").returncode == 0
    tried = at(1, "run", "tried")
    assert (tried.returncode, tried.stderr) == (1, f"csm: tried: {one.url}/tried: answered 404\n")
    assert list(states(at, 1)) == ["one"]
    assert entries(home) == []
    assert at(2, "run", "--all", "--verbose").stderr == ""
    enable(home, "one", "tried")
    assert at(3, "run", "--all").stderr == f"csm: tried is broken: {one.url}/tried: answered 404\n"


@pytest.mark.slow
def test_where_no_site_can_be_reached_it_is_our_own_network(
    at: At, serve: Callable[[], Server], live: Callable[..., Path], home: Path
) -> None:
    servers = [serve() for _ in range(3)]
    for number, server in enumerate(servers):
        server.answers = {"/": Answer(page(1, 2, 3))}
        live(f"site{number}", f"{server.url}/")
    enable(home, "site0", "site1", "site2")
    assert at(0, "run").returncode == 0
    for server in servers:
        server.http.shutdown()
        server.http.server_close()
    for hours in (48, 49.1, 50.2):
        done = at(hours, "run")
        assert (done.returncode, done.stderr) == (1, "")
    assert {row["state"] for row in states(at, 51).values()} == {"fine"}

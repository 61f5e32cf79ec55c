"""Any query is a feed, of what is stored at that moment."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote_plus

import feedparser
import pytest
from lxml import etree

from csm_crawler.config import load_config
from csm_crawler.jobs.serving.server import Server
from csm_crawler.publish.feed import feed_id
from tests.conftest import Run
from tests.serve.asking import SEEN, ask, keep

pytestmark = pytest.mark.slow

LAST_MODIFIED = "Fri, 20 Nov 2026 09:00:00 GMT"


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

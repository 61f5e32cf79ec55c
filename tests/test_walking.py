"""From page to page: a run stops where nothing is new, a backfill goes to the first article and can be stopped."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from csm_crawler.choosing import choose_sites
from csm_crawler.errors import ConfigError
from csm_crawler.store import ArticleStore
from csm_crawler.walking import read_since
from tests.conftest import Run, environment, listing
from tests.server import QUICK, Answer, Server

pytestmark = pytest.mark.slow

DAYS = ["13 noviembre, 2019", "12 octubre, 2019", "11 septiembre, 2019", "10 agosto, 2019"]
Live = Callable[..., Path]
Serve = Callable[[], Server]


def page(number: int, *, more: tuple[str, ...] = ()) -> Answer:
    """Page 1 to 4 of an archive of eight articles, the newest first; `more` stands above it."""
    titles = [*more, f"Weibo story {9 - 2 * number}", f"Weibo story {8 - 2 * number}"]
    cards = [(title, f"/{title.split()[-1]}", DAYS[number - 1], f"{title} is told.") for title in titles]
    return Answer(listing(*cards))


def archive(server: Server) -> None:
    server.answers = {"/news/": page(1), **{f"/news/page/{n}/": page(n) for n in (2, 3, 4)}}


@pytest.fixture
def paged(serve: Serve, live: Live) -> Server:
    """A server with an archive, and the site `archive` that reads two of its pages a run."""
    server = serve()
    archive(server)
    file = live("archive", f"{server.url}/news/")
    pages = f'[pages]\nurl = "{server.url}/news/page/{{page}}/"\nlimit = 2\n'
    file.write_text(file.read_text("utf-8") + pages, "utf-8")
    return server


def asked(server: Server) -> list[str]:
    """The pages; not what a server is asked first."""
    return [path for path in server.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def run(scrapy: Run, **arguments: str) -> tuple[int, str, str]:
    words = [word for name, value in arguments.items() for word in ("-a", f"{name}={value}")]
    done = scrapy("crawl", "csm", *words, *QUICK)
    return done.returncode, done.stdout, done.stderr


def test_a_run_goes_on_as_long_as_pages_hold_what_is_new(scrapy: Run, paged: Server) -> None:
    assert run(scrapy, sites="archive")[0] == 0
    assert asked(paged) == ["/news/", "/news/page/2/"]
    assert run(scrapy, sites="archive") == (0, "", "")
    assert asked(paged) == ["/news/"]
    paged.answers["/news/"] = page(1, more=("Douyin story 8",))
    code, out, _ = run(scrapy, sites="archive")
    assert (code, out.split(", ")[:2]) == (0, ["5 cards", "1 new articles"])
    assert asked(paged) == ["/news/", "/news/page/2/"]


def test_a_backfill_reads_to_the_first_article_and_the_end_is_no_failure(scrapy: Run, paged: Server) -> None:
    code, out, err = run(scrapy, backfill="archive")
    assert (code, err) == (0, "")
    assert out.startswith("8 cards, 8 new articles, ")
    assert asked(paged) == ["/news/", *(f"/news/page/{n}/" for n in (2, 3, 4, 5))]


def test_what_a_backfill_brings_stands_in_archives_and_what_a_run_lists_in_the_feed(
    scrapy: Run, paged: Server, home: Path
) -> None:
    assert run(scrapy, backfill="archive")[0] == 0
    paged.answers["/news/"] = page(1, more=("Douyin story 8",))
    assert run(scrapy, sites="archive")[0] == 0
    entries = feedparser.parse((home / "feeds" / "all.atom").read_bytes()).entries
    assert [entry.title for entry in entries] == ["Douyin story 8"]
    months = sorted(path.name for path in (home / "feeds" / "archive" / "all").glob("*.atom"))
    assert months == ["2019-08.atom", "2019-09.atom", "2019-10.atom", "2019-11.atom"]


def test_a_backfill_ends_at_its_date(scrapy: Run, paged: Server) -> None:
    assert run(scrapy, backfill="archive", since="2019-10")[:2][0] == 0
    assert asked(paged) == ["/news/", "/news/page/2/", "/news/page/3/"]


def test_a_server_that_knows_one_page_only_is_not_asked_for_ever(scrapy: Run, paged: Server) -> None:
    paged.answers |= {f"/news/page/{n}/": page(1) for n in (2, 3, 4)}
    assert run(scrapy, backfill="archive")[0] == 0
    assert asked(paged) == ["/news/", "/news/page/2/"]


def test_a_backfill_that_fails_half_way_goes_on_there_the_next_time(scrapy: Run, paged: Server) -> None:
    paged.answers["/news/page/3/"] = Answer(b"", 500)
    code, out, err = run(scrapy, backfill="archive")
    assert code == 1
    assert out.startswith("4 cards, 4 new articles, ")
    assert err == f"csm: archive: {paged.url}/news/page/3/: answered 500\n"
    asked(paged)
    archive(paged)
    code, out, _ = run(scrapy, backfill="archive")
    assert (code, out.split(", ")[:2]) == (0, ["4 cards", "4 new articles"])
    assert asked(paged) == [f"/news/page/{n}/" for n in (3, 4, 5)]
    assert run(scrapy, backfill="archive")[0] == 0
    assert asked(paged)[0] == "/news/"


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGKILL])
def test_a_backfill_that_is_stopped_goes_on_where_it_was(
    csm: Run, scrapy: Run, paged: Server, home: Path, number: signal.Signals
) -> None:
    slow = page(3)
    slow.pause = 0.05
    paged.answers["/news/page/3/"] = slow
    words = ["scrapy", "crawl", "csm", "-a", "backfill=archive", *QUICK]
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=home, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + 30
    while not paged.times("/news/page/3/") and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == (130 if number == signal.SIGINT else -signal.SIGKILL)
    asked(paged)
    archive(paged)
    assert run(scrapy, backfill="archive")[0] == 0
    assert asked(paged) == [f"/news/page/{n}/" for n in (3, 4, 5)]
    rows = json.loads(csm("articles", "--format", "json").stdout)
    assert sorted(row["url"].rpartition("/")[2] for row in rows) == [str(n) for n in range(8)]


def test_sites_that_cannot_go_back_are_named_before_anything_is_fetched(scrapy: Run, paged: Server) -> None:
    code, _, err = run(scrapy, backfill="archive,chinasocialmedia", since="2019-11")
    assert code == 0
    assert err == "csm: chinasocialmedia cannot go back: it is read from saved pages\n"
    asked(paged)
    code, _, err = run(scrapy, backfill="chinasocialmedia")
    assert code == 2
    assert err.splitlines()[-1] == "csm: backfill: names no site that can go back: chinasocialmedia"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--backfill"], "needs the names of sites"),
        (["--since", "2019"], "--backfill SITE"),
        (["--backfill", "archive", "--since", "soon"], "--since: is 'soon'; it must be a day such as 2019-11-13"),
        (["--backfill", "nowhere"], "csm: SITE: names 'nowhere'"),
        (["archive", "--sites", "archive"], "name the sites once"),
    ],
)
def test_wrong_words_are_told_in_one_line_and_nothing_is_fetched(
    csm: Run, paged: Server, words: list[str], told: str
) -> None:
    done = csm("run", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert asked(paged) == []


def test_the_link_to_the_next_page_is_followed(scrapy: Run, serve: Serve, live: Live) -> None:
    server = serve()
    archive(server)
    for path, following in (("/news/", "page/2/"), ("/news/page/2/", "../3/")):
        body = page(1 if path == "/news/" else 2).body.replace(
            b"</body>", f"<a class=older href='{following}'>…</a></body>".encode()
        )
        server.answers[path] = Answer(body)
    file = live("linked", f"{server.url}/news/")
    file.write_text(file.read_text("utf-8") + '[pages]\nnext = "a.older"\n', "utf-8")
    assert run(scrapy, backfill="linked")[0] == 0
    assert asked(server) == ["/news/", "/news/page/2/", "/news/page/3/"]


def test_what_a_listing_lacks_comes_from_the_article_s_own_page_once_ever(
    scrapy: Run, csm: Run, serve: Serve, live: Live
) -> None:
    server = serve()
    archive(server)
    own = "<html><head><meta name=description content='Told on its own page.'></head><body><h1>x</h1></body></html>"
    bare = listing(
        ("Weibo story 7", "/7", "", ""), ("Weibo story 6", "/6", "", ""), ("Elsewhere", "http://a.example/", "", "")
    )
    server.answers["/news/"] = Answer(bare)
    server.answers["/7"] = Answer(own.replace("<body>", "<body><time>5 noviembre, 2019</time>").encode())
    file = live("own", f"{server.url}/news/")
    detail = '[detail]\nteaser = "structured"\ndate = "time"\n'
    file.write_text('language = "es"\n' + file.read_text("utf-8") + detail, "utf-8")
    code, out, err = run(scrapy, sites="own")
    assert (code, err, out.split(", ")[:2]) == (0, "", ["3 cards", "3 new articles"])
    assert asked(server) == ["/news/", "/7", "/6"]
    rows = {row["url"].rpartition("/")[2]: row for row in json.loads(csm("articles", "--format", "json").stdout)}
    assert (rows["7"]["summary"], rows["7"]["published"][:10]) == ("Told on its own page.", "2019-11-05")
    assert (rows["6"]["summary"], rows["6"]["published"]) == ("", None)
    assert run(scrapy, sites="own") == (0, "", "")
    server.answers["/news/"] = Answer(bare.replace(b"Weibo story 7", b"Weibo story seven"))
    assert run(scrapy, sites="own")[0] == 0
    assert asked(server) == ["/news/", "/news/"]
    rows = {row["url"].rpartition("/")[2]: row for row in json.loads(csm("articles", "--format", "json").stdout)}
    assert (rows["7"]["title"], rows["7"]["summary"]) == ("Weibo story seven", "Told on its own page.")
    assert rows["7"]["published"][:10] == "2019-11-05"


def test_a_date_to_go_back_to_is_a_day_a_month_or_a_year() -> None:
    days = [moment.date().isoformat() for text in ("2019-11-13", "2019-11", "2019") if (moment := read_since(text))]
    assert days == ["2019-11-13", "2019-11-01", "2019-01-01"]
    assert read_since("") is None
    with pytest.raises(ConfigError, match="2019-13"):
        read_since("2019-13")


def test_what_a_run_did_not_come_to_is_read_by_the_next_one(scrapy: Run, paged: Server) -> None:
    paged.answers["/news/page/2/"] = Answer(b"", 500)
    code, _, err = run(scrapy, sites="archive")
    assert (code, err) == (1, f"csm: archive: {paged.url}/news/page/2/: answered 500\n")
    archive(paged)
    asked(paged)
    code, out, _ = run(scrapy, sites="archive")
    assert (code, out.split(", ")[:2]) == (0, ["4 cards", "2 new articles"])
    assert run(scrapy, sites="archive") == (0, "", "")
    assert asked(paged) == ["/news/", "/news/page/2/", "/news/"]


def test_pages_of_which_the_site_s_file_wants_nothing_are_no_end(scrapy: Run, paged: Server, home: Path) -> None:
    file = home / "sites" / "archive.toml"
    file.write_text('keep = "/[1-3]$"\n' + file.read_text("utf-8").replace("min_cards = 1", "min_cards = 0"), "utf-8")
    code, out, err = run(scrapy, backfill="archive")
    assert (code, err, out.split(", ")[:2]) == (0, "", ["3 cards", "3 new articles"])
    assert asked(paged) == ["/news/", *(f"/news/page/{n}/" for n in (2, 3, 4, 5))]
    assert run(scrapy, sites="archive")[0] == 0
    assert asked(paged) == ["/news/", "/news/page/2/"]


def test_an_article_s_own_page_is_fetched_once_for_all_its_cards_and_not_again_where_it_is_gone(
    scrapy: Run, serve: Serve, live: Live
) -> None:
    server = serve()
    own = b"<html><head><meta name=description content='Told.'></head><body><h1>x</h1></body></html>"
    server.answers = {
        "/news/": Answer(listing(("", "/7", "", ""), ("", "/7?utm_source=top", "", ""), ("", "/6", "", ""))),
        "/7": Answer(own),
        "/.well-known/tdmrep.json": Answer(b'[{"location": "/7", "tdm-reservation": 1}]'),
    }
    file = live("own", f"{server.url}/news/", min_cards=0)
    file.write_text(file.read_text("utf-8") + '[detail]\nteaser = "structured"\n', "utf-8")
    code, out, err = run(scrapy, sites="own")
    assert (code, err, out.split(", ")[:2]) == (0, "", ["3 cards", "1 new articles"])
    assert asked(server) == ["/news/", "/7", "/6"]
    assert run(scrapy, sites="own")[0] == 0
    assert asked(server) == ["/news/"]
    with ArticleStore.open(f"sqlite:///{file.parents[1]}/csm.sqlite3") as store:
        assert [(one.summary, one.rights) for one in store.articles()] == [("Told.", ("tdm-reservation",))]


def test_a_cursor_that_is_good_no_more_is_no_end_and_is_not_asked_with_again(
    scrapy: Run, serve: Serve, home: Path
) -> None:
    server = serve()

    def answer(number: int, cursor: str) -> Answer:
        posts = [{"title": f"Weibo story {number}", "url": f"/{number}"}]
        return Answer(json.dumps({"posts": posts, "next": cursor}).encode())

    server.answers = {"/api?at=": answer(1, "old"), "/api?at=old": Answer(b"", 500)}
    (home / "sites").mkdir()
    (home / "sites" / "api.toml").write_text(
        f'title = "Api"\nurl = "{server.url}/"\nkind = "json"\n'
        f'[request]\nurl = "{server.url}/api?at={{cursor}}"\n[pages]\ncursor = "next"\n'
        '[json]\nitems = "posts"\ntitle = "title"\nlink = "url"\n',
        "utf-8",
    )
    assert run(scrapy, backfill="api")[0] == 1
    server.answers["/api?at=old"] = Answer(b"", 400)
    code, _, err = run(scrapy, backfill="api")
    assert (code, err) == (1, f"csm: api: {server.url}/api?at=old: answered 400\n")
    server.answers |= {"/api?at=": answer(1, "new"), "/api?at=new": answer(2, "")}
    asked(server)
    assert run(scrapy, backfill="api")[:2][0] == 0
    assert asked(server) == ["/api?at=", "/api?at=new"]


def test_an_index_whose_files_are_all_gone_is_a_failure(scrapy: Run, serve: Serve, home: Path) -> None:
    server = serve()
    part = f"<sitemap><loc>{server.url}/part.xml</loc></sitemap>"
    server.answers = {"/sitemap.xml": Answer(f"<sitemapindex>{part}</sitemapindex>".encode())}
    (home / "sites").mkdir()
    (home / "sites" / "map.toml").write_text(
        f'title = "Map"\nurl = "{server.url}/sitemap.xml"\nkind = "sitemap"\ndetail = ["title"]\n', "utf-8"
    )
    code, _, err = run(scrapy, sites="map")
    assert (code, err) == (1, f"csm: map: {server.url}/sitemap.xml: 0 cards, at least 1 expected\n")
    assert asked(server) == ["/sitemap.xml", "/part.xml"]


def test_of_the_pages_of_a_backfill_only_the_first_is_remembered(scrapy: Run, paged: Server, home: Path) -> None:
    for answer in paged.answers.values():
        assert isinstance(answer, Answer)
        answer.headers = {"ETag": '"1"'}
    assert run(scrapy, backfill="archive")[0] == 0
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        assert [*store.pages("archive")] == [f"{paged.url}/news/"]
    assert run(scrapy, sites="archive") == (0, "", "")


def test_a_backfill_does_not_take_a_feed_for_the_archive_of_an_api(scrapy: Run, serve: Serve, home: Path) -> None:
    server = serve()
    item = f"<item><title>Weibo story</title><link>{server.url}/1</link></item>"
    server.answers = {"/feed/": Answer(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())}
    (home / "sites").mkdir()
    (home / "sites" / "blog.toml").write_text(f'title = "B"\nurl = "{server.url}/"\nkind = "wordpress"\n', "utf-8")
    assert run(scrapy, sites="blog")[0] == 0
    code, _, err = run(scrapy, backfill="blog")
    assert (code, "answered 404" in err, asked(server)[-1].partition("?")[0]) == (1, True, "/wp-json/wp/v2/posts")


def test_a_backfill_names_its_sites_itself() -> None:
    with pytest.raises(ConfigError, match="-a sites: is not for a backfill"):
        choose_sites({}, [], {"sites": "one", "backfill": "two"})


def test_a_long_page_is_kept_in_lots_so_that_a_stop_loses_few_of_the_articles_own_pages(
    scrapy: Run, serve: Serve, live: Live, home: Path
) -> None:
    server = serve()
    own = b"<html><head><meta name=description content='Told.'></head><body><h1>x</h1></body></html>"
    server.answers = {f"/{n}": Answer(own) for n in range(120)}
    server.answers["/news/"] = Answer(listing(*((f"Weibo {n}", f"/{n}", "", "") for n in range(120))))
    server.answers["/110"] = Answer(own, pause=0.1)
    file = live("own", f"{server.url}/news/")
    file.write_text(file.read_text("utf-8") + '[detail]\nteaser = "structured"\n', "utf-8")
    words = ["scrapy", "crawl", "csm", "-a", "sites=own", *QUICK]
    process = subprocess.Popen([sys.executable, "-m", *words], cwd=home, env=environment(home))
    until = time.monotonic() + 30
    while not server.times("/110") and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.communicate(timeout=30)
    server.answers["/110"] = Answer(own)
    asked(server)
    code, out, err = run(scrapy, sites="own")
    assert (code, err, out.split(", ")[:2]) == (0, "", ["120 cards", "20 new articles"])
    assert asked(server) == ["/news/", *(f"/{n}" for n in range(100, 120))]

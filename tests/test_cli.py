"""The `csm` command as a user types it."""

import csv
import io
import json
from pathlib import Path

import pytest

from csm_crawler import __version__
from csm_crawler.cli.root import COMMANDS
from tests.conftest import ROOT, Run, run


def test_version(csm: Run) -> None:
    done = csm("--version")
    assert (done.returncode, done.stdout) == (0, f"csm {__version__}\n")


def test_help_names_every_command_and_each_has_an_example(csm: Run) -> None:
    done = csm("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert "Example: csm" in done.stdout


@pytest.mark.parametrize(
    "words",
    [[name] for name in COMMANDS]
    + [["sites", name] for name in ("list", "check", "enable", "disable", "export")]
    + [["store", name] for name in ("restore", "save")]
    + [["db", "status"], ["db", "upgrade"], ["db", "check"]]
    + [["platforms", "list"], ["platforms", "show"], ["platforms", "try"]],
)
def test_every_command_has_help_with_an_example(csm: Run, words: list[str]) -> None:
    done = csm(*words, "--help")
    assert done.returncode == 0, done.stderr
    assert "Example: csm " in done.stdout


def test_init_makes_a_home_that_runs(tmp_path: Path) -> None:
    done = run("csm_crawler", "init", "news", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = run("csm_crawler", "-C", "news", "run", "--verbose", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("10 cards, 10 new articles, ")
    assert (tmp_path / "news" / "feeds" / "wechat.rss").is_file()
    assert not (tmp_path / "feeds").exists()


@pytest.mark.slow
def test_init_and_run_in_the_working_folder(tmp_path: Path) -> None:
    assert run("csm_crawler", "init", cwd=tmp_path).returncode == 0
    assert run("csm_crawler", "run", cwd=tmp_path).returncode == 0
    assert (tmp_path / "feeds" / "all.atom").is_file()


def test_init_leaves_a_csm_toml_that_is_there(csm: Run, home: Path) -> None:
    before = (home / "csm.toml").read_text("utf-8")
    done = csm("init")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert (home / "csm.toml").read_text("utf-8") == before


@pytest.mark.slow
def test_run_is_the_same_job_as_scrapy_crawl(csm: Run, scrapy: Run, home: Path) -> None:
    assert csm("run", "--verbose").stdout.startswith("10 cards, 10 new articles, ")
    done = scrapy("crawl", "csm")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_run_refuses_an_unknown_site(csm: Run, home: Path) -> None:
    told = "names 'nowhere', which is no site; csm sites list shows all\n"
    for words, where in (("--sites nowhere", "--sites"), ("nowhere", "SITE"), ("--backfill nowhere", "SITE")):
        done = csm("run", *words.split())
        assert (done.returncode, done.stderr) == (2, f"csm: {where}: {told}")
    done = csm("run", "--sites", " , ")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "Error: --sites names no site; call it with --sites NAME,NAME",
    )


def test_status_of_a_site_that_nobody_asked_yet_says_so(csm: Run) -> None:
    told = "technode: not enabled, so only csm run technode asks it"
    assert csm("status", "technode").stdout.endswith(f"\n{told}\n")
    told = "chinasocialmedia: its saved pages are not read yet; the next csm run reads them"
    assert csm("status", "chinasocialmedia").stdout.endswith(f"\n{told}\n")


def test_status_refuses_an_unknown_site(csm: Run) -> None:
    done = csm("status", "nowhere")
    told = "csm: SITE: names 'nowhere', which is no site; csm sites list shows all\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_publish_restores_the_feeds_from_the_store(csm: Run, home: Path) -> None:
    csm("run")
    path = home / "feeds" / "weibo.rss"
    before = path.read_bytes()
    path.write_bytes(b"spoiled")
    done = csm("publish")
    assert done.returncode == 0, done.stderr
    assert "(1 written)" in done.stdout
    assert path.read_bytes() == before


def test_articles_as_table_json_and_csv(csm: Run) -> None:
    csm("run")
    table = csm("articles", env={"COLUMNS": "160"}).stdout
    assert "2019-11-13" in table
    assert "tmall-global" in table
    rows = json.loads(csm("articles", "--format", "json").stdout)
    assert [row["published"] for row in rows] == sorted((row["published"] for row in rows), reverse=True)
    assert len(rows) == 10
    cells = list(csv.DictReader(io.StringIO(csm("articles", "--format", "csv").stdout)))
    assert [cell["title"] for cell in cells] == [row["title"] for row in rows]
    of_tencent = json.loads(csm("articles", "--platform", "tencent", "--format", "json").stdout)
    assert [row["platforms"] for row in of_tencent] == [
        row["platforms"] for row in rows if "wechat" in str(row["platforms"])
    ]
    assert len(json.loads(csm("articles", "--limit", "3", "--format", "json").stdout)) == 3
    autumn = csm("articles", "--since", "2019-Q3", "--until", "2019-10", "--topic", "e-commerce", "--format", "ndjson")
    assert [json.loads(line)["published"][:10] for line in autumn.stdout.splitlines()] == ["2019-10-16", "2019-09-24"]
    marked = csm("articles", "--group", "bats", "--language", "en", "--format", "csv", "--excel").stdout
    assert marked.startswith("\ufeffpublished,title,")
    assert csm("articles", "--until", "soon").stderr.startswith("csm: --until: is 'soon'; it must be a day")


@pytest.mark.slow
def test_a_table_has_no_color_where_none_is_wanted(csm: Run) -> None:
    csm("run")
    done = csm("articles", env={"NO_COLOR": "1", "FORCE_COLOR": "1"})
    assert "\x1b[3" not in done.stdout


def test_sites_list_says_where_no_site_is_meant(csm: Run) -> None:
    done = csm("sites", "list", "--kind", "sitemap", "--topic", "knitting")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "csm: no site is meant by that\n")
    done = csm("sites", "list", "--kind", "rss")
    assert done.returncode == 2
    assert "'rss' is not one of 'feed'" in done.stderr


def test_sites_list(csm: Run) -> None:
    done = csm("sites", "list", env={"COLUMNS": "160"})
    assert done.returncode == 0, done.stderr
    assert "chinasocialmedia" in done.stdout
    assert "selectors (saved)" in done.stdout


def test_platforms_try_says_what_and_why(csm: Run) -> None:
    done = csm("platforms", "try", "Tmall Global, not the Facebook of China")
    assert done.returncode == 0, done.stderr
    assert "tmall-global\t" in done.stdout
    assert "facebook\tcomparison" in done.stdout
    assert "feeds: alibaba, group/" in done.stdout


@pytest.mark.parametrize(
    "words",
    [["fly"], ["run", "--fly"], ["articles", "fly"], ["articles", "--format", "pdf"], ["articles", "--limit", "0"]],
)
def test_wrong_usage_is_2(csm: Run, words: list[str]) -> None:
    done = csm(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_articles_of_a_home_without_a_store_are_none(csm: Run, home: Path) -> None:
    done = csm("articles", "--format", "json")
    assert (done.returncode, done.stdout) == (0, "[]\n")
    assert not (home / "csm.sqlite3").exists()


def test_no_home_is_told(tmp_path: Path) -> None:
    for words in (["run"], ["articles"], ["publish"]):
        done = run("csm_crawler", *words, cwd=tmp_path)
        assert done.returncode == 2
        assert "csm init" in done.stderr


def test_detect_finds_the_articles_of_a_page_that_nobody_described(csm: Run, home: Path) -> None:
    page = ROOT / "fixtures" / "chinasocialmedia" / "listing.html"
    options = ["--url", "http://chinasocialmedia.net/blog/", "--language", "es", "--timezone", "Europe/Madrid"]
    done = csm("detect", str(page), *options, "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    golden = json.loads(page.with_suffix(".golden.json").read_text("utf-8"))["articles"]
    assert [row["link"] for row in rows] == [one["url"] for one in golden]
    assert [row["date"][:10] for row in rows] == [one["published"][:10] for one in golden]
    assert [row["title"] for row in rows if row["title"]] == [
        one["title"] for one in golden if not one.get("title_derived")
    ]
    table = csm("detect", str(page), *options, env={"COLUMNS": "200"}).stdout
    assert "2019-11-13" in table
    assert sorted(path.name for path in home.iterdir()) == ["csm.toml"]


def test_detect_reads_a_file_of_which_nobody_says_where_it_is_from(csm: Run, home: Path) -> None:
    link = '<a href="/tea/{0}/">Tea house {0} opens a shop on Tmall</a>'
    row = f"<article><h2>{link}</h2><time>2026-11-0{{0}}</time></article>"
    (home / "list.html").write_text(f"<html><body>{''.join(map(row.format, range(1, 6)))}</body></html>", "utf-8")
    done = csm("detect", "list.html", "--json")
    assert [json.loads(line)["link"] for line in done.stdout.splitlines()] == [f"/tea/{n}/" for n in range(1, 6)]
    (home / "none.html").write_text("<html><body><p>Nothing is for sale.</p></body></html>", "utf-8")
    done = csm("detect", "none.html")
    told = "csm: none.html: nothing in it is like a list of articles\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", told)


def test_detect_names_a_page_that_cannot_be_read(csm: Run, home: Path) -> None:
    (home / "empty.html").write_bytes(b"")
    done = csm("detect", "empty.html")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is empty" in done.stderr
    assert csm("detect", "nowhere.html").returncode == 2
    assert csm("detect", "csm.toml", "--timezone", "Madrid").returncode == 2


def test_platforms_list_and_show(csm: Run, home: Path) -> None:
    text = '[platforms.example-app]\nname = "Example App"\nowner = "tencent"\nkinds = ["social"]\n'
    (home / "platforms.toml").write_text(text + 'strong = ["Example App"]\n', "utf-8")
    table = csm("platforms", "list", env={"COLUMNS": "200"}).stdout
    assert "xiaohongshu" in table
    assert "小红书" in table
    assert "example-app" in table
    assert "xiaohongshu" not in csm("platforms", "list", "--kind", "search").stdout
    shown = csm("platforms", "show", "tmall-global").stdout
    assert "owners:     tmall → taotian → alibaba" in shown
    assert "feeds:      alibaba, group/" in shown
    assert "none: recognized only" in csm("platforms", "show", "facebook").stdout
    missing = csm("platforms", "show", "tmal")
    assert missing.returncode == 2
    assert "tmall-global" in missing.stderr


def test_a_name_that_there_is_none_of_is_told(csm: Run) -> None:
    for option in ("--platform", "--site"):
        done = csm("articles", option, "nowhere")
        assert done.returncode == 2
        assert "'nowhere' is none" in done.stderr

"""What a subscriber sees of a site that changes its articles, its links and itself: the same entries."""

import json
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from tests.conftest import Run, listing
from tests.server import QUICK, Answer, Server

TEASER = "The short video app of ByteDance opens a school for sellers from abroad, with a studio in every city."
SCHOOL = ("Douyin opens a school", "/2019/11/douyin-school", "13 noviembre, 2019", TEASER)
WEIBO = ("Weibo sells more ads", "/2019/11/weibo-ads", "12 noviembre, 2019", "The network has more advertisers.")


def entries(home: Path, name: str = "all.rss") -> list[tuple[str, str, str]]:
    """Guid, link and title of a feed's entries."""
    feed = feedparser.parse((home / "feeds" / name).read_bytes())
    assert not feed.bozo
    return [(one.id, one.link, one.title) for one in feed.entries]


@pytest.fixture
def edit(scrapy: Run, home: Path, site_file: Callable[..., Path]) -> Callable[..., str]:
    """Change the page of the home's one site, and run; what the run says last."""

    def change(*cards: tuple[str, str, str, str]) -> str:
        site_file("one", page=listing(*cards))
        done = scrapy("crawl", "csm", "-a", "sites=one")
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.strip()

    return change


def test_renamed_moved_and_edited_articles_stay_the_entries_that_they_were(
    home: Path, edit: Callable[..., str]
) -> None:
    assert edit(SCHOOL, WEIBO).startswith("2 cards, 2 new articles")
    before = entries(home)
    renamed = (SCHOOL[0], "/2019/11/a-school-by-douyin", *SCHOOL[2:])
    retitled = ("Weibo sells fewer ads", "http://www.one.example/2019/11/weibo-ads/?utm_source=x", *WEIBO[2:])
    assert edit(renamed, retitled).startswith("2 cards, 0 new articles")
    after = entries(home)
    assert [one[:2] for one in after] == [one[:2] for one in before]
    assert [one[2] for one in after] == [SCHOOL[0], "Weibo sells fewer ads"]


@pytest.mark.slow
def test_a_correction_is_an_entry_of_its_own_feed_that_says_before_and_after(
    home: Path, edit: Callable[..., str]
) -> None:
    edit(SCHOOL, WEIBO)
    assert not (home / "feeds" / "corrections.rss").exists()
    edit(SCHOOL, ("Weibo sells fewer ads", *WEIBO[1:]))
    assert edit(SCHOOL, ("Weibo sells fewer ads", *WEIBO[1:])) == ""
    for suffix in ("rss", "atom"):
        feed = feedparser.parse((home / "feeds" / f"corrections.{suffix}").read_bytes())
        assert not feed.bozo
        (entry,) = feed.entries
        assert (entry.title, entry.link) == ("Weibo sells fewer ads", "https://one.example/2019/11/weibo-ads")
        assert "Title: «Weibo sells more ads» → «Weibo sells fewer ads»." in entry.summary
    assert entry.id not in {one[0] for one in entries(home)}
    index = (home / "feeds" / "index.html").read_text("utf-8")
    assert "corrections.rss" in index
    assert "corrections.rss" in (home / "feeds" / "feeds.opml").read_text("utf-8")


@pytest.mark.slow
def test_the_history_of_an_article_is_told_to_people_and_to_machines(csm: Run, edit: Callable[..., str]) -> None:
    edit(SCHOOL, WEIBO)
    (guid,) = [one["guid"] for one in json.loads(csm("articles", "--query", "ads", "--format", "json").stdout)]
    told = csm("articles", "history", guid[9:17])
    assert told.stdout.splitlines()[-1] == "unchanged   since it was first seen"
    edit(SCHOOL, ("Weibo sells fewer ads", *WEIBO[1:]))
    told = csm("articles", "history", "http://www.one.example/2019/11/weibo-ads/")
    assert (told.returncode, told.stderr) == (0, "")
    first, second, changed, title = told.stdout.splitlines()
    assert first == "article     Weibo sells fewer ads  https://one.example/2019/11/weibo-ads"
    assert second.lstrip().startswith(f"{guid}, one, first seen 20")
    assert changed.endswith("UTC, told by https://one.example/news/")
    assert title.strip() == "title «Weibo sells more ads» → «Weibo sells fewer ads»"
    (revision,) = json.loads(csm("articles", "history", guid, "--json").stdout)["revisions"]
    assert revision["changes"] == {"title": ["Weibo sells more ads", "Weibo sells fewer ads"]}
    lost = csm("articles", "history", "000000")
    assert (lost.returncode, lost.stderr) == (1, "csm: '000000': no stored article has this id or address\n")


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>One</title><link>{url}/</link>
<description>News</description><item><title>Douyin opens a school</title><link>{url}/2019/11/douyin-school</link>
<guid isPermaLink="false">{url}/?p=7</guid><pubDate>Wed, 13 Nov 2019 09:30:00 +0000</pubDate>
<description>The short video app of ByteDance opens a school.</description></item></channel></rss>"""


@pytest.mark.slow
def test_a_site_that_gives_its_feed_up_is_read_on_from_its_page(
    scrapy: Run, home: Path, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()
    server.answers = {"/feed/": Answer(FEED.format(url=server.url).encode(), headers={"Content-Type": "text/xml"})}
    file = home / "sites" / "one.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'title = "One"\nurl = "{server.url}/feed/"\nkind = "feed"\n', "utf-8")
    assert scrapy("crawl", "csm", "-a", "sites=one", *QUICK).returncode == 0
    before = entries(home)
    server.answers = {"/news/": Answer(listing((*SCHOOL[:1], f"{server.url}/2019/11/douyin-school/", *SCHOOL[2:])))}
    live("one", f"{server.url}/news/")
    done = scrapy("crawl", "csm", "-a", "sites=one", *QUICK)
    assert (done.returncode, done.stdout.split(", ")[:2]) == (0, ["1 cards", "0 new articles"])
    assert entries(home) == before


@pytest.mark.slow
def test_a_site_with_another_link_at_each_visit_is_not_walked_through_again(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()

    def visit(number: int) -> None:
        for page in (1, 2, 3):
            token = f"3uoqIhG8C44YLTlOAiTRKib{number}{page}Vjs7i"
            cards = [(f"Weibo story {page}", f"/detail?v={token}", f"{20 - page} noviembre, 2019", f"{TEASER} {page}")]
            server.answers["/news/" if page == 1 else f"/news/page/{page}/"] = Answer(listing(*cards))

    visit(1)
    file = live("one", f"{server.url}/news/")
    pages = f'[pages]\nurl = "{server.url}/news/page/{{page}}/"\nlimit = 3\n'
    file.write_text(file.read_text("utf-8") + pages, "utf-8")
    done = scrapy("crawl", "csm", "-a", "sites=one", *QUICK)
    assert done.stdout.startswith("3 cards, 3 new articles")
    server.paths()
    visit(2)
    done = scrapy("crawl", "csm", "-a", "sites=one", *QUICK)
    assert (done.returncode, done.stdout) == (0, "")
    assert [path for path in server.paths() if path.startswith("/news")] == ["/news/"]

"""A real blog, WordPress on loopback, read in three ways: its listing, its feed, its API; `.ci/wordpress` makes it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

DATA = Path(__file__).parent / "data"

BLOG = os.environ.get("CSM_TEST_WORDPRESS_URL", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BLOG, reason="CSM_TEST_WORDPRESS_URL is not set; .ci/wordpress makes a blog"),
]

SITE = f"""\
title = "Escaparate chino"
url = "{BLOG}"
language = "es"
timezone = "Europe/Madrid"
min_cards = 10
"""
# An entry without a title has no heading, so no link but the one behind its excerpt.
SELECTORS = """
[selectors]
item = "article.post"
title = ".entry-title"
link = [".entry-title a", ".more-link"]
date = "time.published"
teaser = ".entry-content"
"""
WAYS = {
    "listing": f'{SITE}kind = "selectors"\n{SELECTORS}',
    "feed": f'{SITE}kind = "feed"\nfeed = "{BLOG}feed/"\n',
    "api": f'{SITE}kind = "wordpress"\n',
}
PAGES = {
    "listing": '[pages]\nnext = "a.next"\n',
    "feed": f'[pages]\nurl = "{BLOG}feed/?paged={{page}}"\n',
    "api": "",  # tells itself how many it has
}

NEWEST = {"listing": 10, "feed": 10, "api": 23}
"""What a first run brings: the API has twenty on a page, and a run goes on as long as pages hold what is new."""

# Published (UTC), address and title of what .ci/blog/posts.php publishes, newest first.
ENTRIES = [line.split("\t") for line in (DATA / "wordpress.tsv").read_text("utf-8").splitlines()]


def describe(home: Path, text: str) -> None:
    """Make the blog the home's one site."""
    (home / "csm.toml").write_text('sites = ["blog"]\n', "utf-8")
    (home / "sites").mkdir()
    (home / "sites" / "blog.toml").write_text(text, "utf-8")


def stored(csm: Run) -> list[dict[str, Any]]:
    done = csm("articles", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    articles: list[dict[str, Any]] = json.loads(done.stdout)
    return articles


def entries(articles: list[dict[str, Any]]) -> list[list[str]]:
    """What is the same in each way; teasers differ in length."""
    return [[one["published"][:16], one["url"].removeprefix(BLOG), one["title"]] for one in articles]


@pytest.mark.parametrize("way", WAYS)
def test_the_newest_entries_are_the_same_by_listing_feed_and_api(way: str, home: Path, scrapy: Run, csm: Run) -> None:
    describe(home, WAYS[way])
    crawl = ("crawl", "csm", "-a", "sites=blog", "-s", "DOWNLOAD_DELAY=0.05")
    first, second = scrapy(*crawl), scrapy(*crawl)
    assert (first.returncode, first.stderr) == (second.returncode, second.stderr) == (0, "")
    count = NEWEST[way]
    assert first.stdout.startswith(f"{count} cards, {count} new articles, ")
    assert not second.stdout or ", 0 new articles, " in second.stdout
    articles = stored(csm)
    assert entries(articles) == ENTRIES[:count]
    assert [one["summary"] for one in articles if "leyendo" in one["summary"] or not one["summary"]] == []


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_archive_is_the_same_by_listing_feed_and_api(way: str, home: Path, csm: Run) -> None:
    describe(home, WAYS[way] + PAGES[way])
    done = csm("run", "--backfill", "blog")
    assert (done.returncode, done.stderr) == (0, "")
    articles = stored(csm)
    assert entries(articles) == ENTRIES
    assert [one["url"].removeprefix(BLOG) for one in articles if one["title_derived"]] == ["2023/10/511/"]

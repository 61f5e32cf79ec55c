"""Feeds of every kind: by platform, group, topic, language and site, and those that csm.toml describes."""

import json
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.queries import Chooser, choosers
from csm_crawler.platforms import load_catalogue
from csm_crawler.queries import Query, read_queries
from csm_crawler.store import ArticleStore
from tests.conftest import Run
from tests.publish.examples import make_article

CATALOGUE = load_catalogue()


def chooses(query: Query, **said: Any) -> bool:
    one = make_article(**{"platforms": ("douyin",), "topics": ("luxury",), "language": "zh-Hans", **said})
    return Chooser(query, CATALOGUE).chooses(one, CATALOGUE.feed_names(one.platforms))


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({"platforms": ("douyin", "weibo")}, True),
        ({"platforms": ("bytedance",)}, True),
        ({"platforms": ("weibo",)}, False),
        ({"groups": ("bats",)}, False),
        ({"platforms": ("weibo",), "groups": ("bats",), "topics": ("luxury",)}, False),
        ({"topics": ("luxury", "beauty")}, True),
        ({"languages": ("zh",)}, True),
        ({"languages": ("zh-Hans", "es")}, True),
        ({"languages": ("zh-Hant",)}, False),
        ({"platforms": ("douyin",), "topics": ("tourism",)}, False),
        ({"include": ("bolsos",)}, True),
        ({"include": ("bolso",)}, True),
        ({"include": ("bols",)}, False),
        ({"include": ("抖音",)}, True),
        ({"platforms": ("douyin",), "exclude": ("bolsos",)}, False),
        ({"sites": ("elsewhere",)}, False),
    ],
)
def test_a_query_joins_its_keys_by_and_and_their_members_by_or(query: dict[str, Any], answer: bool) -> None:
    words = {"title": "Bolsos de lujo en 抖音", "summary": ""}
    assert chooses(Query(name="mine", **query), **words) is answer


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"name": "wechat", "topics": ["luxury"]}, "feed.name is 'wechat', which is the name of another feed"),
        ({"name": "topic", "topics": ["luxury"]}, "feed.name is 'topic'"),
        ({"name": "a/b", "topics": ["luxury"]}, "feed.name is 'a/b'; it must be of lower-case letters"),
        ({"topics": ["luxury"]}, "feed.name is ''"),
        ({"name": "mine"}, "feed mine chooses nothing"),
        (
            {"name": "mine", "platforms": ["doyin"]},
            "feed.platforms of mine names 'doyin', which is none; near it: douyin",
        ),
        ({"name": "mine", "sites": ["nowhere"]}, "feed.sites of mine names 'nowhere'"),
        ({"name": "mine", "topics": "luxury"}, "feed.topics is 'luxury'; it must be a list of strings"),
        ({"name": "mine", "title": ["x"], "topics": ["luxury"]}, "feed.title is ['x']; it must be a string"),
        ({"name": "mine", "dated": "found"}, "feed mine chooses nothing"),
        ({"name": "mine", "dated": ["found"], "topics": ["luxury"]}, "feed.dated is ['found']; it must be a string"),
        (
            {"name": "mine", "dated": "seen", "topics": ["luxury"]},
            "feed.dated is 'seen'; one of published, found",
        ),
        ({"name": "mine", "words": ["x"]}, "feed.words is no key; allowed are name, title, platforms"),
        ("mine", "feed holds 'mine'; each feed is a table"),
    ],
)
def test_a_wrong_query_is_told_in_one_line(table: object, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        choosers(read_queries(Path("csm.toml"), [table]), CATALOGUE, ["one"])
    assert str(caught.value).startswith(f"csm.toml: {told}")


def entries(home: Path, name: str) -> list[str]:
    return [item["url"] for item in json.loads((home / "feeds" / f"{name}.json").read_text("utf-8"))["items"]]


@pytest.mark.slow
def test_a_query_is_filled_from_the_archive_and_kept_up_to_date(csm: Run, home: Path) -> None:
    assert csm("run").returncode == 0
    assert not (home / "feeds" / "food-on-wechat.rss").exists()
    own = '[[feed]]\nname = "food-on-wechat"\ntitle = "Food on WeChat"\nplatforms = ["wechat"]\n'
    toml = home / "csm.toml"
    toml.write_text(toml.read_text("utf-8") + own, "utf-8")
    assert csm("run").returncode == 0
    assert entries(home, "food-on-wechat") == entries(home, "wechat")
    assert "<title>Food on WeChat</title>" in (home / "feeds" / "food-on-wechat.rss").read_text("utf-8")
    assert csm("run").stdout == ""

    toml.write_text(toml.read_text("utf-8") + 'exclude = ["mini programs"]\n', "utf-8")
    assert csm("run").returncode == 0
    assert len(entries(home, "food-on-wechat")) < len(entries(home, "wechat"))

    toml.write_text(toml.read_text("utf-8").replace('"wechat"]', '"wichat"]'), "utf-8")
    done = csm("run")
    assert done.returncode == 2
    assert "names 'wichat', which is none; near it: wechat, " in done.stderr


def test_a_new_article_comes_into_its_query(csm: Run, home: Path) -> None:
    own = '[[feed]]\nname = "mine"\nlanguages = ["en"]\nplatforms = ["tencent"]\n'
    (home / "csm.toml").write_text(f'sites = ["chinasocialmedia"]\n{own}', "utf-8")
    assert csm("run").returncode == 0
    assert entries(home, "mine") == entries(home, "tencent.en") == entries(home, "tencent")
    assert set(entries(home, "topic/tourism")) < set(entries(home, "site/chinasocialmedia"))
    assert entries(home, "language/en") == entries(home, "all")


def test_a_query_can_date_its_entries_by_when_they_were_found(csm: Run, home: Path) -> None:
    own = '[[feed]]\nname = "mine"\nplatforms = ["tencent"]\ndated = "found"\n'
    (home / "csm.toml").write_text(f'sites = ["chinasocialmedia"]\n{own}', "utf-8")
    assert csm("run").returncode == 0
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        articles = {one.guid: one for one in store.articles(feeds=["mine"])}
    items = json.loads((home / "feeds" / "mine.json").read_text("utf-8"))["items"]
    assert {item["id"]: item["date_published"] for item in items} == {
        guid: one.first_seen.replace(microsecond=0).isoformat() for guid, one in articles.items()
    }
    assert all(item["content_text"].startswith(f"{articles[item['id']].date_text} · ") for item in items)

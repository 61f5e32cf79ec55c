"""`csm explain`: behind each field of an article its page, rule and words; what led to it; what a replay gives."""

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.cli.explain import command
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import Run, listing
from tests.server import Answer, Server, crawl

pytestmark = pytest.mark.slow

Sites = Callable[..., Path]
CARD = ("Weibo opens a store", "/1", "13 noviembre, 2019", "Like the Chinese Twitter, Weibo sells luxury.")
LONG = "https://one.example/1"
SHOP = '[platforms.shop]\nname = "Shop"\nowner = "tencent"\nkinds = ["e-commerce"]\nstrong = ["opens a"]\n'


@pytest.fixture
def edited(scrapy: Run, home: Path, site_file: Sites) -> list[bytes]:
    """The pages of a site whose only article was edited once, and its date never."""
    pages = [listing(CARD), listing(("Weibo opens two stores", *CARD[1:]))]
    for page in pages:
        site_file("one", page=page, extra='language = "es"')
        assert crawl(scrapy, "one")[0] == 0
    return pages


def lines(csm: Run, *arguments: str) -> list[str]:
    """What is said, with NOW for the times of the runs."""
    done = csm("explain", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(r"20(?!19)\d\d-\d\d-\d\d \d\d:\d\d UTC", "NOW", done.stdout).splitlines()


def told(csm: Run, name: str) -> Any:
    done = csm("explain", name, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_an_article_says_where_each_of_its_fields_comes_from(csm: Run, edited: list[bytes]) -> None:
    first, second = (sha256(page).hexdigest()[:12] for page in edited)
    assert lines(csm, LONG) == [
        f"article     {told(csm, LONG)['guid']}, minted from {LONG}",
        "            one, first seen NOW, changed NOW",
        "title       Weibo opens two stores",
        "              title «Weibo opens two stores» by h2, page 2",
        f"url         {LONG}",
        f"              link «{LONG}» by a, page 1",
        "summary     Like the Chinese Twitter, Weibo sells luxury.",
        "              teaser «Like the Chinese Twitter, Weibo sells luxury.» by p, page 1",
        "published   2019-11-13 12:00 UTC, to the day, by day month year",
        "              date_text «13 noviembre, 2019» by time, page 1",
        "language    en, of title and summary; its site writes es",
        "platforms   weibo: subject, «Weibo» at 0 of the title (as Weibo)",
        "            twitter: comparison, «Twitter» at 17 of the summary (as Twitter)",
        "            weibo: subject, «Weibo» at 26 of the summary (as Weibo)",
        "topics      luxury: «luxury» at 38 of the summary (as luxury)",
        "feeds       all, group/bats, language/en, sina, sina.en, site/one, topic/luxury, weibo, weibo.en",
        f"led by      link {LONG} since NOW",
        "            title Weibo opens a store since NOW",
        "            title Weibo opens two stores since NOW",
        "changed     NOW title «Weibo opens a store» → «Weibo opens two stores», told by https://one.example/news/",
        f"pages       1  https://one.example/news/  {first}  NOW  body kept",
        f"            2  https://one.example/news/  {second}  NOW  body kept",
        "replayed    today's rules make the same article of its cards",
    ]


def test_json_has_the_same_word_for_word(csm: Run, edited: list[bytes]) -> None:
    found = told(csm, LONG)
    title, *_ = found["fields"]
    assert title == {
        "name": "title",
        "value": "Weibo opens two stores",
        "how": "",
        "words": [{"field": "title", "text": "Weibo opens two stores", "rule": "h2", "page": 2}],
    }
    assert [page["hash"] for page in found["pages"]] == [sha256(page).hexdigest() for page in edited]
    assert found["platforms"][1] == {
        "slug": "twitter",
        "is_stored": False,
        "role": "comparison",
        "alias": "Twitter",
        "words": "Twitter",
        "field": "summary",
        "at": 17,
    }
    assert found["revisions"][0]["changes"] == {"title": ["Weibo opens a store", "Weibo opens two stores"]}
    assert (found["unread"], found["differs"], found["is_same"]) == ("", {}, True)
    assert set(found) == {
        *("title", "url", "guid", "minted_from", "site", "first_seen", "updated", "fields", "pages", "platforms"),
        *("topics", "off_topic", "feeds", "links", "revisions", "unread", "differs", "is_same"),
    }


def test_an_article_is_named_by_its_guid_the_beginning_of_it_or_a_link(csm: Run, edited: list[bytes]) -> None:
    guid = told(csm, LONG)["guid"]
    for name in (guid, guid.removeprefix("urn:uuid:"), guid[9:15], "http://www.one.example/1/?utm_source=rss"):
        assert told(csm, name)["guid"] == guid


def test_what_names_no_article_or_several_is_one_line(csm: Run, edited: list[bytes], home: Path) -> None:
    done = csm("explain", "https://one.example/2")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "csm: 'https://one.example/2': no stored article has this id or address\n"
    done = csm("explain", "weibo")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "csm: 'weibo': is neither the id of an article, of which 6 hex digits are enough, nor an address"
    ]
    with ArticleStore.open(f"sqlite:///{home}/csm.sqlite3") as store:
        (kept,) = store.kept_after(0)
        guids = [f"urn:uuid:abcdef00-0000-5000-8000-00000000000{number}" for number in range(4)]
        more = [
            replace(kept.article, guid=guid, url=f"{LONG}{number}", title=guid) for number, guid in enumerate(guids)
        ]
        cards = [replace(kept.cards[0][1], link=one.url, title=one.title) for one in more]
        store.add([Reading(card=card, article=one, feeds=kept.feeds) for card, one in zip(cards, more, strict=True)])
    done = csm("explain", "abcdef")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"csm: 'abcdef': names 4 articles: {', '.join(guid[9:] for guid in guids[:3])} …\n"


def test_a_date_tells_what_became_of_its_words(csm: Run, scrapy: Run, site_file: Sites) -> None:
    page = listing(("Weibo", "/1", "13 noviembre, 2019", "a b"), ("WeChat", "/2", "someday soon", "c d"))
    site_file("one", page=page.replace(b"<time>13", b"<time datetime=2019-11-15>13"), extra='language = "es"')
    assert crawl(scrapy, "one")[0] == 0
    words = [
        {"field": "date_text", "text": "13 noviembre, 2019", "rule": "time", "page": 1},
        {"field": "date_attr", "text": "2019-11-15", "rule": "time@datetime", "page": 1},
    ]
    assert [one for one in told(csm, LONG)["fields"] if one["name"] == "published"] == [
        {
            "name": "published",
            "value": "2019-11-13T12:00:00+00:00",
            "how": "to the day, by day month year; the machine-readable date 2019-11-15 names another day",
            "words": words,
        }
    ]
    said = lines(csm, "https://one.example/2")
    place = said.index("published   not understood")
    assert said[place + 1] == "              date_text «someday soon» by time, page 1"


def test_an_article_s_own_page_is_named_beside_the_listing(
    csm: Run, scrapy: Run, home: Path, serve: Callable[[], Server], live: Sites
) -> None:
    server = serve()
    own = (
        b"<html><head><meta name=author content='Ana'><meta name=robots content=noarchive></head><body>x</body></html>"
    )
    bare = listing(("Weibo story 1", "/1", "", "Weibo."))
    server.answers = {"/": Answer(bare), "/1": Answer(own)}
    file = live("one", f"{server.url}/")
    file.write_text(f'{file.read_text("utf-8")}[detail]\nauthor = "meta[name=author]"\n', "utf-8")
    assert crawl(scrapy, "one")[0] == 0
    said = lines(csm, f"{server.url}/1")
    assert "              author «Ana» by detail meta[name=author], page 2" in said
    assert "rights      noarchive, noarchive by its own page" in said
    place = said.index(f"pages       1  {server.url}/  {sha256(bare).hexdigest()[:12]}  NOW  body kept")
    assert said[place + 1] == f"            2  {server.url}/1  {sha256(own).hexdigest()[:12]}  NOW  body not kept"


def test_an_article_of_something_else_says_why_it_is_in_no_feed(csm: Run, scrapy: Run, site_file: Sites) -> None:
    page = listing(("Bread is sold again", "/1", "", "In Cuenca."), ("Weibo", "/2", "", "It sells."))
    site_file("one", page=page, extra='scope = "filter"')
    assert crawl(scrapy, "one")[0] == 0
    said = lines(csm, LONG)
    why = "title and summary name neither a platform of China nor China"
    assert f'off-topic   one writes of everything (scope = "filter"), and {why}' in said
    assert "feeds       none" in said
    assert not any(line.startswith("off-topic") for line in lines(csm, "https://one.example/2"))


def test_what_today_s_rules_would_change_is_the_last_line(csm: Run, edited: list[bytes], home: Path) -> None:
    (home / "platforms.toml").write_text(SHOP.replace("opens a", "two stores"), "utf-8")
    *_, last = lines(csm, LONG)
    assert last.startswith("replayed    today's rules differ in platforms (weibo → shop, weibo), feeds (all, ")
    assert told(csm, LONG)["differs"]["platforms"] == [["weibo"], ["shop", "weibo"]]
    assert told(csm, LONG)["is_same"] is False
    assert "            shop: subject, «two stores» at 12 of the title (as two stores); not stored" in lines(csm, LONG)


def test_an_article_whose_site_is_gone_still_shows_what_is_kept(csm: Run, edited: list[bytes], home: Path) -> None:
    (home / "sites" / "one.toml").unlink()
    said = lines(csm, LONG)
    assert said[2:4] == [
        "title       Weibo opens two stores",
        "              title «Weibo opens two stores» by h2, page 2",
    ]
    assert said[-1] == "replayed    not at all: the site file of one is gone"


def test_words_that_would_speak_to_a_terminal_are_written_out(csm: Run, scrapy: Run, site_file: Sites) -> None:
    site_file("one", page=listing(("Weibo \x1b[31m red", "/1", "", f"Long{' words' * 200}")))
    assert crawl(scrapy, "one")[0] == 0
    said = lines(csm, LONG)
    assert "              title «Weibo \\x1b[31m red» by h2, page 1" in said
    assert max(map(len, said)) < 400


def test_a_card_of_before_rules_were_noted_says_so(csm: Run, edited: list[bytes], home: Path) -> None:
    with sqlite3.connect(home / "csm.sqlite3") as database:
        database.execute("UPDATE card SET found_by = '[]', page_hash = ''")
    said = lines(csm, LONG)
    assert said[3] == "              title «Weibo opens two stores» by a rule that was not noted, page 2"
    assert "            2  https://one.example/news/  no hash  NOW  body not kept" in said


def test_on_a_terminal_words_stand_below_their_field(
    edited: list[bytes], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    for name, value in {"CSM_HOME": str(home), "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    command.main([LONG], standalone_mode=False)
    shown = [line.rstrip() for line in out.getvalue().splitlines()]
    assert shown[0].startswith("article    urn:uuid:")
    assert shown[1] == f"           {LONG}"
    assert shown[3:5] == [
        "title      Weibo opens two stores",
        "             title «Weibo opens two stores» by h2, page 2",
    ]
    assert max(map(len, shown)) <= 80


def test_a_tag_that_nothing_names_any_more_says_so(csm: Run, scrapy: Run, home: Path, site_file: Sites) -> None:
    (home / "platforms.toml").write_text(SHOP, "utf-8")
    site_file("one", page=listing(CARD))
    assert crawl(scrapy, "one")[0] == 0
    (home / "platforms.toml").unlink()
    said = lines(csm, LONG)
    assert "            shop: no word names it today" in said
    assert said[-1].startswith("replayed    today's rules differ in platforms (shop, weibo → weibo), feeds (")

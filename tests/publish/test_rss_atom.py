import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from csm_crawler.publish.feed import Feed
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import BASE_URL, HOSTILE, SAMPLE, SEEN, make_article, make_feed, on_day

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Render = Callable[[Feed], bytes]
BOTH = pytest.mark.parametrize("render", [to_rss, to_atom])


def channel(feed: Feed) -> Any:
    return etree.fromstring(to_rss(feed)).find("channel")


def atom(feed: Feed) -> Any:
    return etree.fromstring(to_atom(feed))


def texts(parent: Any, *names: str) -> list[str | None]:
    return [parent.findtext(name) for name in names]


@BOTH
@pytest.mark.parametrize("articles", [SAMPLE, ()])
def test_feedparser_reads_it_without_complaint(render: Render, articles: tuple[Any, ...]) -> None:
    parsed = feedparser.parse(render(make_feed(*articles)))
    assert not parsed.bozo
    assert len(parsed.entries) == len(articles)


@BOTH
def test_entries_are_in_reader_order_and_not_prepended(render: Render) -> None:
    feed = make_feed(*SAMPLE)
    parsed = feedparser.parse(render(feed))
    assert [entry.id for entry in parsed.entries] == [article.guid for article in feed.entries]
    assert [entry.link for entry in parsed.entries] == [article.url for article in feed.entries]


def test_channel_says_what_it_is() -> None:
    root = channel(make_feed(*SAMPLE, title="A & B"))
    assert texts(root, "title", "link", "language", "ttl", "generator") == [
        "A & B",
        f"{BASE_URL}index.html",
        "es",
        "60",
        "csm_crawler",
    ]
    link = root.find(f"{ATOM}link")
    assert dict(link.attrib) == {"href": f"{BASE_URL}all.rss", "rel": "self", "type": "application/rss+xml"}


def test_atom_feed_says_what_it_is() -> None:
    feed = make_feed(*SAMPLE, name="group/bats")
    root = atom(feed)
    assert texts(root, f"{ATOM}id", f"{ATOM}author/{ATOM}name") == [feed.id, "csm_crawler"]
    assert root.get(LANG) == "es"
    assert [dict(link.attrib) for link in root.findall(f"{ATOM}link")] == [
        {"href": f"{BASE_URL}group/bats.atom", "rel": "self", "type": "application/atom+xml"},
        {"href": f"{BASE_URL}index.html", "rel": "alternate", "type": "text/html"},
    ]


def test_an_rss_item_in_full() -> None:
    item = channel(make_feed(SAMPLE[0])).find("item")
    assert [(child.tag, child.text, dict(child.attrib)) for child in item] == [
        ("title", "Douyin prueba reservas en veinte ciudades", {}),
        ("link", "https://hoy.example/douyin/", {}),
        ("description", "La plataforma suma mesas & cupones; cobra por visita.", {}),
        ("guid", SAMPLE[0].guid, {"isPermaLink": "false"}),
        ("category", "Douyin", {}),
        ("pubDate", "Wed, 18 Nov 2026 11:00:00 +0000", {}),
        (f"{DC}creator", "Ana Prueba", {}),
        (f"{DC}language", "es", {}),
        (f"{DC}source", "Mercado & Hoy", {}),
    ]


def test_an_atom_entry_in_full() -> None:
    entry = atom(make_feed(SAMPLE[1], SAMPLE[0])).find(f"{ATOM}entry")
    assert entry.get(LANG) == "en"
    stamp = entry.findtext(f"{ATOM}updated")
    assert re.fullmatch(r"2026-11-20T07:00:00\.\d{6}\+00:00", stamp)
    found = [(child.tag.removeprefix(ATOM), child.text and child.text.strip(), dict(child.attrib)) for child in entry]
    assert found == [
        ("id", SAMPLE[1].guid, {}),
        ("title", "WeChat mini programs get a shared basket", {}),
        ("updated", stamp, {}),
        ("link", None, {"href": "https://letter.example/basket", "rel": "alternate"}),
        ("summary", "Shoppers can pay several shops at once.", {}),
        ("published", "2026-11-19T09:05:00+00:00", {}),
        ("category", None, {"term": "wechat", "label": "WeChat"}),
        ("category", None, {"term": "live-commerce", "label": "live-commerce"}),
        ("source", "", {}),
    ]


def test_atom_source_has_all_it_needs_and_the_date_of_its_entry() -> None:
    source = atom(make_feed(SAMPLE[1])).find(f"{ATOM}entry/{ATOM}source")
    assert texts(source, f"{ATOM}title", f"{ATOM}updated") == ["The Platform Letter", "2026-11-20T07:00:00+00:00"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", source.findtext(f"{ATOM}id"))
    assert [dict(link.attrib) for link in source.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "href": "https://letter.example/"},
        {"rel": "self", "href": "https://letter.example/feed/"},
    ]


def test_rss_source_is_a_feed_or_dublin_core_never_both() -> None:
    with_feed, without = channel(make_feed(SAMPLE[1], SAMPLE[0])).findall("item")
    assert [(e.get("url"), e.text) for e in with_feed.findall("source")] == [
        ("https://letter.example/feed/", "The Platform Letter")
    ]
    assert with_feed.find(f"{DC}source") is None
    assert without.find("source") is None


def test_an_article_of_a_site_that_is_gone_is_of_its_name() -> None:
    feed = make_feed(SAMPLE[1], sources={})
    assert channel(feed).findtext(f"item/{DC}source") == "letter"
    source = atom(feed).find(f"{ATOM}entry/{ATOM}source")
    assert texts(source, f"{ATOM}title") == ["letter"]
    assert [dict(link.attrib) for link in source.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "href": "https://letter.example/"}
    ]


def test_namespace_is_declared_once_on_the_root() -> None:
    assert to_rss(make_feed(*SAMPLE)).count(b"xmlns:dc") == 1
    assert b"xmlns:dc" not in to_atom(make_feed(*SAMPLE))


def test_language_that_is_not_known_is_not_inherited() -> None:
    languages = [entry.get(LANG) for entry in atom(make_feed(*SAMPLE)).findall(f"{ATOM}entry")]
    assert languages == ["es", "und", "en", "es", "zh-Hans"]
    alone = make_feed(SAMPLE[4])
    assert (channel(alone).findtext("language"), atom(alone).get(LANG)) == ("en", "en")  # of our own words
    assert channel(alone).find(f"item/{DC}language") is None


@BOTH
def test_dated_entries_hold_no_byte_of_first_seen(render: Render) -> None:
    dated = [article for article in SAMPLE if article.published_precision in ("day", "minute")]
    later = [replace(article, first_seen=datetime(2026, 12, 24, 1, 2, 3, tzinfo=UTC)) for article in dated]
    assert render(make_feed(*dated)) == render(make_feed(*later))


def test_undated_and_month_only_entries_are_dated_by_first_seen() -> None:
    items = channel(make_feed(SAMPLE[3], SAMPLE[4])).findall("item")
    assert [item.findtext("pubDate") for item in items] == ["Fri, 20 Nov 2026 08:30:12 +0000"] * 2
    assert items[0].findtext("description") == "octubre de 2026 · Para marcas pequeñas."


@BOTH
def test_no_date_comes_from_the_clock(render: Render) -> None:
    body = render(make_feed(*SAMPLE[:3])).decode()
    assert set(re.findall(r"\d+ Nov 20\d\d|20\d\d-\d\d-\d\d", body)) <= {
        "18 Nov 2026", "19 Nov 2026", "20 Nov 2026", "2026-11-18", "2026-11-19", "2026-11-20"
    }  # fmt: skip
    assert str(datetime.now(UTC).year + 1) not in body
    assert b"2000" in render(make_feed())


def test_last_build_date_is_the_newest_change() -> None:
    assert channel(make_feed(*SAMPLE[:3])).findtext("lastBuildDate") == "Fri, 20 Nov 2026 07:00:00 +0000"


def test_atom_updated_is_unique_within_its_second_and_the_same_beside_other_entries() -> None:
    articles = [make_article(str(number), **on_day(18)) for number in range(500)]
    stamps = [entry.findtext(f"{ATOM}updated") for entry in atom(make_feed(*articles)).findall(f"{ATOM}entry")]
    assert len(set(stamps)) == 500
    assert {stamp[:19] for stamp in stamps} == {"2026-11-18T11:00:00"}
    alone = atom(make_feed(articles[0]))
    assert alone.findtext(f"{ATOM}entry/{ATOM}updated") == stamps[0] == alone.findtext(f"{ATOM}updated")


@BOTH
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(render: Render, text: str) -> None:
    article = make_article(title=text, summary=text, author=text, language=text, platforms=(text,), date_text=text)
    body = render(make_feed(article, title=text))
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert len(parsed.entries) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]", body.decode())
    assert not re.search(r"<(script|img)", parsed.entries[0].title + parsed.entries[0].get("summary", ""))
    assert len(parsed.entries[0].title) < 1000


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Q&A: R&D at AT&T", b"Q&#x26;A: R&#x26;D at AT&#x26;T"),
        ("5 < 6, I <3 it", b"5 &#x3C; 6, I &#x3C;3 it"),
        ("the <b> tag </b>", b"the &#x26;lt;b&gt; tag &#x26;lt;/b&gt;"),
        ("what &nbsp; does", b"what &#x26;amp;nbsp; does"),
        ("R&D of <b>", b"R&#x26;D of &#x26;lt;b&gt;"),
        ("what &copy does", b"what &#x26;amp;copy does"),
    ],
)
def test_rss_titles_are_plain_in_the_way_of_the_rss_profile(title: str, written: bytes) -> None:
    assert b"<title>" + written + b"</title>" in to_rss(make_feed(make_article(title=title)))


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("plain", None, "plain"),
        ("R&D at AT&T, 5 < 6", None, "R&D at AT&T, 5 < 6"),
        ("R&D <b> & more", "html", "R&amp;D &lt;b> & more"),
        ("what &copy does", "html", "what &amp;copy does"),
        ("B&D2", "html", "B&amp;D2"),
    ],
)
def test_atom_texts_with_markup_say_that_they_are_escaped(text: str, kind: str | None, written: str) -> None:
    entry = atom(make_feed(make_article(title=text, summary=text))).find(f"{ATOM}entry")
    for name in ("title", "summary"):
        element = entry.find(f"{ATOM}{name}")
        assert (element.get("type"), element.text) == (kind, written)


@BOTH
def test_links_that_are_not_of_the_web_are_left_out(render: Render) -> None:
    body = render(make_feed(make_article(url="javascript:alert(1)"), SAMPLE[0]))
    assert b"javascript" not in body
    assert len(feedparser.parse(body).entries) == 1


@BOTH
def test_every_link_is_an_ascii_uri(render: Render) -> None:
    body = render(make_feed(make_article(url="https://hoy.example/微信 x")))
    assert feedparser.parse(body).entries[0].link == "https://hoy.example/%E5%BE%AE%E4%BF%A1%20x"


def test_an_entry_without_words_repeats_its_title_in_atom() -> None:
    entry = feedparser.parse(to_atom(make_feed(SAMPLE[4]))).entries[0]
    assert entry.summary == entry.title == "Something without a date"
    assert "description" not in {child.tag for child in channel(make_feed(SAMPLE[4])).find("item")}


@BOTH
@pytest.mark.slow
def test_ten_thousand_entries_are_rendered(render: Render) -> None:
    articles = [make_article(str(number), **on_day(1 + number % 20)) for number in range(10_000)]
    root = etree.fromstring(render(make_feed(*articles)))
    assert len(root.findall(f"{ATOM}entry") or root.findall("channel/item")) == 10_000


def test_times_have_whole_seconds() -> None:
    assert SEEN.microsecond
    assert b".345678" not in to_rss(make_feed(SAMPLE[4])) + to_atom(make_feed(SAMPLE[4]))

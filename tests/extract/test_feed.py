"""Feeds of every form, whole and broken, come as cards word for word; what is no feed is named."""

import random
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import Page, Walk, feed, read_cards
from csm_crawler.items import Card
from csm_crawler.normalize.dates import parse_date
from csm_crawler.normalize.text import clean_title
from csm_crawler.sites import Ask, Pages, Rule, Site
from tests.conftest import ROOT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SITE = Site(name="one", file=Path("one.toml"), title="One", url="https://one.example/blog/", kind="feed")
URL = "https://one.example/feed/"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Uno</title><link>https://blog.example/es/</link>
<atom:link href="https://one.example/feed/" rel="self" type="application/rss+xml"/>
<item>
  <title>WeChat &amp;amp; Weibo: &lt;em&gt;novedades&lt;/em&gt;</title>
  <link>/es/wechat?a=1&amp;b=2</link>
  <guid isPermaLink="false">https://blog.example/?p=41</guid>
  <pubDate>Mié, 13 Nov 2019 10:00:00 +0100</pubDate>
  <atom:updated>2019-11-14T08:00:00Z</atom:updated>
  <dc:creator><![CDATA[Ana Ruiz]]></dc:creator>
  <category>WeChat</category><category domain="x"><![CDATA[Vídeo & directo]]></category><dc:subject>China</dc:subject>
  <media:keywords>uno, dos</media:keywords>
  <description><![CDATA[<p>Un resumen de prueba. [&hellip;]</p>]]></description>
  <content:encoded><![CDATA[<p>El texto entero.</p><img src="/img/cuerpo.jpg">]]></content:encoded>
  <media:content url="https://cdn.example/film.mp4" type="video/mp4" medium="video"/>
  <media:thumbnail url="/img/mini.png"/>
</item>
<item>
  <title><![CDATA[<b>Douyin</b> &amp; TikTok]]></title>
  <guid>https://blog.example/es/douyin/</guid><link></link>
  <author>ana@blog.example (Ana Ruiz)</author>
  <enclosure url="https://cdn.example/voz.mp3" type="audio/mpeg" length="9"/>
  <enclosure url="https://cdn.example/foto.jpg" type="image/jpeg" length="9"/>
  <dc:date>2019-11-12T10:00:00+08:00</dc:date>
  <content:encoded><![CDATA[<p>Solo el texto.</p>]]></content:encoded>
</item>
<item>
  <guid>41-b</guid><link>https://feeds.example/~r/uno/3</link>
  <feedburner:origLink>https://blog.example/es/tres/</feedburner:origLink>
  <description>&lt;img width="1" src="https://t.example/p.gif"&gt;&lt;img data-src="b.webp"&gt;Sin título</description>
  <author>solo@blog.example</author>
</item>
</channel></rss>
"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/zh/">
<title>一</title><link rel="self" href="/feed.atom"/><link rel="alternate" href="https://other.example/"/>
<updated>2026-01-02T00:00:00Z</updated>
<entry>
  <title type="html">A &amp;amp; B</title><id>tag:blog.example,2026:1</id>
  <link rel="replies" href="/1/comments"/><link rel="enclosure" type="image/png" href="1.png"/>
  <link rel="alternate" type="text/html" href="1.html"/><link rel="alternate" type="application/json" href="1.json"/>
  <published>2026-01-01T08:00:00+08:00</published><updated>2026-01-02T00:00:00Z</updated>
  <author><name>王小明</name><email>w@blog.example</email></author><author><name>Li</name></author>
  <category term="wechat" label="微信"/><category term="http://schemas.google.com/blogger/2008/kind#post"/>
  <summary type="text">第一篇文章的摘要。</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>正文</p></div></content>
</entry>
<entry>
  <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Dos <em>palabras</em></div></title>
  <id>https://blog.example/zh/2</id><updated>2026-01-03T00:00:00Z</updated>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Uno &amp; dos</p></div></content>
</entry>
</feed>
"""


def page(text: str | bytes, content_type: str = "", url: str = URL) -> Page:
    body = text if isinstance(text, bytes) else text.encode()
    return Page(url=url, body=body, content_type=content_type, fetched_at=NOW)


def read(text: str | bytes, content_type: str = "", url: str = URL) -> list[Card]:
    return read_cards(page(text, content_type, url), SITE)


def card(position: int, **values: object) -> Card:
    return Card(site="one", page_url=URL, position=position, seen_at=NOW, **values)  # type: ignore[arg-type]


def rss(*items: str, head: str = "") -> str:
    return f'<rss version="2.0"><channel><link>https://blog.example/</link>{head}{"".join(items)}</channel></rss>'


def item(number: int, more: str = "") -> str:
    return f"<item><title>Noticia {number}</title><link>https://blog.example/{number}</link>{more}</item>"


def titles(text: str | bytes, content_type: str = "") -> list[str]:
    return [one.title for one in read(text, content_type)]


def test_rss_2_comes_word_for_word() -> None:
    assert read(RSS) == [
        card(
            0,
            title="WeChat &amp; Weibo: <em>novedades</em>",
            link="https://blog.example/es/wechat?a=1&b=2",
            teaser="<p>Un resumen de prueba. [&hellip;]</p>",
            date_text="Mié, 13 Nov 2019 10:00:00 +0100",
            modified_text="2019-11-14T08:00:00Z",
            author="Ana Ruiz",
            categories=("WeChat", "Vídeo & directo", "China", "uno", "dos"),
            image="https://blog.example/img/mini.png",
            source_id="https://blog.example/?p=41",
        ),
        card(
            1,
            title="<b>Douyin</b> &amp; TikTok",
            link="https://blog.example/es/douyin/",
            teaser="<p>Solo el texto.</p>",
            date_text="2019-11-12T10:00:00+08:00",
            author="Ana Ruiz",
            image="https://cdn.example/foto.jpg",
            source_id="https://blog.example/es/douyin/",
        ),
        card(
            2,
            link="https://blog.example/es/tres/",
            teaser='<img width="1" src="https://t.example/p.gif"><img data-src="b.webp">Sin título',
            image="https://blog.example/es/b.webp",
            source_id="41-b",
        ),
    ]


def test_atom_1_comes_word_for_word() -> None:
    assert read(ATOM) == [
        card(
            0,
            title="A &amp; B",
            link="https://blog.example/zh/1.html",
            teaser="第一篇文章的摘要。",
            date_text="2026-01-01T08:00:00+08:00",
            modified_text="2026-01-02T00:00:00Z",
            author="王小明, Li",
            categories=("微信",),
            image="https://blog.example/zh/1.png",
            source_id="tag:blog.example,2026:1",
        ),
        card(
            1,
            title="Dos <em>palabras</em>",
            link="https://blog.example/zh/2",
            teaser="<p>Uno &amp; dos</p>",
            date_text="2026-01-03T00:00:00Z",
            source_id="https://blog.example/zh/2",
        ),
    ]


OLD = {
    "rss 0.91": '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss version="0.91">'
    "<channel><item><title>Uno</title><link>https://blog.example/1</link><description>Dos</description></item>"
    "</channel></rss>",
    "rss 0.90": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/'
    'simple/0.9/"><channel><title>t</title></channel><item><title>Uno</title><link>https://blog.example/1</link>'
    "<description>Dos</description></item></rdf:RDF>",
    "rss 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example/"><title>t</title></channel>'
    '<item rdf:about="https://blog.example/1"><title>Uno</title><link>https://blog.example/1</link><description>Dos'
    "</description></item></rdf:RDF>",
    "atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped">Uno</title>'
    '<link rel="alternate" type="text/html" href="https://blog.example/1"/><summary>Dos</summary></entry></feed>',
}


@pytest.mark.parametrize("text", OLD.values(), ids=OLD)
def test_old_forms_are_read(text: str) -> None:
    assert [(one.title, one.link, one.teaser) for one in read(text)] == [("Uno", "https://blog.example/1", "Dos")]


def test_rss_1_gives_its_date_and_the_id_that_it_is_about() -> None:
    text = OLD["rss 1.0"].replace("</item>", "<dc:date>2005-01-02</dc:date><dc:creator>Ana</dc:creator></item>")
    assert [(one.date_text, one.author, one.source_id) for one in read(text)] == [
        ("2005-01-02", "Ana", "https://blog.example/1")
    ]


def test_atom_03_dates_are_published_and_modified() -> None:
    more = "<issued>2004-05-06T07:08:09Z</issued><modified>2004-06-06T07:08:09Z</modified></entry>"
    (one,) = read(OLD["atom 0.3"].replace("</entry>", more))
    assert (one.date_text, one.modified_text) == ("2004-05-06T07:08:09Z", "2004-06-06T07:08:09Z")


JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Uno", "home_page_url": "https://blog.example/es/",
"next_url": "/feed.json?page=2", "items": [
{"id": 41, "url": "wechat/", "title": "WeChat \\u0026 Weibo", "summary": "Un resumen", "content_html": "<p>Todo</p>",
 "date_published": "2026-01-01T08:00:00+08:00", "date_modified": "2026-01-02T00:00:00Z", "image": "/1.png",
 "authors": [{"name": "Ana"}, {"name": "Li"}], "tags": ["WeChat", " ", "China", 3]},
"no item",
{"id": "https://blog.example/es/2", "content_text": "Solo texto", "author": {"name": "Eva"}, "date_modified": "2026",
 "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}, {"url": "b.jpg", "mime_type": "image/jpeg"}]},
{"id": "x", "external_url": "https://other.example/3", "content_html": "<img src=c.jpg>Tres", "title": null}]}"""


def test_json_feed_comes_word_for_word() -> None:
    assert read(JSON) == [
        card(
            0,
            title="WeChat & Weibo",
            link="https://blog.example/es/wechat/",
            teaser="Un resumen",
            date_text="2026-01-01T08:00:00+08:00",
            modified_text="2026-01-02T00:00:00Z",
            author="Ana, Li",
            categories=("WeChat", "China"),
            image="https://blog.example/1.png",
            source_id="41",
        ),
        card(
            1,
            link="https://blog.example/es/2",
            teaser="Solo texto",
            date_text="2026",
            author="Eva",
            image="https://blog.example/es/b.jpg",
            source_id="https://blog.example/es/2",
        ),
        card(
            2,
            link="https://other.example/3",
            teaser="<img src=c.jpg>Tres",
            image="https://blog.example/es/c.jpg",
            source_id="x",
        ),
    ]


@pytest.mark.parametrize("at", ['"x", "external', "Solo te", '{"id": "https'])
def test_a_json_feed_that_is_cut_off_keeps_the_items_before(at: str) -> None:
    whole, cut = read(JSON), read(JSON[: JSON.index(at)])
    assert cut == whole[: len(cut)]
    assert len(cut) >= 1


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ("<author>ana@blog.example (Ana Ruiz)</author>", "Ana Ruiz"),
        ("<author>Ana Ruiz &lt;ana@blog.example&gt;</author>", "Ana Ruiz"),
        ("<author>ana@blog.example</author>", ""),
        ("<author>Ana Ruiz (Redacción)</author>", "Ana Ruiz (Redacción)"),
        ("<dc:creator>Ana</dc:creator><dc:creator>Li</dc:creator>", "Ana, Li"),
        ("<author><name>Ana</name><email>ana@blog.example</email></author>", "Ana"),
    ],
)
def test_an_author_is_a_name_without_a_mail_address(element: str, name: str) -> None:
    assert [one.author for one in read(rss(item(1, element)))] == [name]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A &amp;amp; B", "A & B"),
        ("A &amp; B", "A & B"),
        ("A & B", "A & B"),
        ("<![CDATA[A & B]]>", "A & B"),
        ("<![CDATA[A &amp; B]]>", "A & B"),
        ("&lt;b&gt;A&lt;/b&gt; &amp; B", "A & B"),
        ("A&nbsp;&amp;&nbsp;B", "A & B"),
        ("A &#38; B", "A & B"),
        ("ni&ntilde;o &amp;ntilde; &unknown;", "niño ñ &unknown;"),
        ("3 < 4 y <3", "3 < 4 y <3"),
        ("Jack &\tJones\x08", "Jack & Jones"),
        ("直播&#x5E26;&#36135;", "直播带货"),
    ],
)
def test_a_title_means_the_same_however_it_is_escaped(written: str, meant: str) -> None:
    (one, _) = read(rss(f"<item><title>{written}</title><link>https://blog.example/1</link></item>", item(2)))
    assert clean_title(one.title) == meant


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Mié, 13 Nov 2019 10:00:00 +0100", datetime(2019, 11, 13, 9, tzinfo=UTC)),
        ("星期三, 13 十一月 2019 10:00:00 +0800", datetime(2019, 11, 13, 2, tzinfo=UTC)),
        ("Wed, 13 Nov 2019 10:00:00 GMT", datetime(2019, 11, 13, 10, tzinfo=UTC)),
        ("2019-11-13T10:00:00Z", datetime(2019, 11, 13, 10, tzinfo=UTC)),
        ("2019-11-13 10:00:00", datetime(2019, 11, 13, 2, tzinfo=UTC)),
    ],
)
def test_the_printed_words_of_a_date_are_read_by_our_own_engine(words: str, moment: datetime) -> None:
    (one,) = read(rss(item(1, f"<pubDate>{words}</pubDate>")))
    assert one.date_text == words
    parsed = parse_date(one.date_text, now=NOW, timezone="Asia/Shanghai")
    assert parsed is not None
    assert parsed.moment == moment


WORDS = "微信小程序与抖音直播电商的新趋势：品牌如何与消费者建立联系"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "gb2312"])
def test_a_feed_in_chinese_is_read_whatever_it_declares(codec: str, declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss(f"<item><title>{WORDS}</title></item>")
    assert titles(text.encode(codec), "text/xml") == [WORDS]


def test_a_big5_feed_is_read_as_it_declares() -> None:
    words = "社群行銷與微信小程式的趨勢觀察"
    text = '<?xml version="1.0" encoding="big5"?>' + rss(f"<item><title>{words}</title></item>")
    assert titles(text.encode("big5")) == [words]


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_a_latin_1_feed_is_read_whatever_it_declares(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<item><title>Campaña en España, año 2</title></item>")
    assert titles(text.encode("latin-1"), "application/rss+xml; charset=utf-8") == ["Campaña en España, año 2"]


FAULTS = {
    "junk before": "<br />\n<b>Warning</b>: Undefined variable in /srv/a.php on line 3\n\n" + RSS,
    "junk after": RSS + "<!-- cached --><script>a && b</script>",
    "no declaration": RSS.partition("?>")[2],
    "undeclared prefixes": re.sub(r'\sxmlns:\w+="[^"]*"', "", RSS),
    "a document type": RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>\n<rss', 1),
    "raw ampersands": RSS.replace("a=1&amp;b=2", "a=1&b=2"),
    "control characters": RSS.replace("Un resumen", "Un\x0b resumen\x01").replace("\x0b", ""),
    "capitals at the end": RSS.replace("</channel></rss>", "</channel></rss>\n\n\n"),
    "html inside": RSS.replace("<title>Uno</title>", "<title>Uno</title><description><![CDATA[<html>]]></description>"),
    "an end that is missing": RSS.replace("</channel></rss>", ""),
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_a_fault_that_can_be_put_right_changes_nothing(text: str) -> None:
    assert feed.cards(page(text), SITE) == read(RSS)


LINK = "<link>https://blog.example/x</link>"
BROKEN = {
    "a tag without an end": f"<item><title>Rota <b> y más</title>{LINK}</item>",
    "ends in the wrong order": f"<item><title><b><i>Rota y más</b></i></title>{LINK}</item>",
    "an attribute without quotes": f"<item a=b><title>Rota y más</title>{LINK}</item>",
    "an attribute twice": f'<item><title a="1" a="2">x</title><title>Rota y más</title>{LINK}</item>',
    "no end of its own": f"<item><title>Rota y más</title>{LINK}",
    "CDATA without an end": f"<item><title>Rota y más</title>{LINK}<description><![CDATA[a</item>",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_entry_costs_neither_its_neighbors_nor_its_own_words(broken: str) -> None:
    found = read(rss(item(1), broken, item(3), item(4)))
    assert [(clean_title(one.title), one.link) for one in found] == [
        ("Noticia 1", "https://blog.example/1"),
        ("Rota y más", "https://blog.example/x"),
        ("Noticia 3", "https://blog.example/3"),
        ("Noticia 4", "https://blog.example/4"),
    ]
    assert [one.position for one in found] == [0, 1, 2, 3]


def test_a_feed_that_is_cut_off_keeps_its_whole_entries() -> None:
    text = rss(item(1), item(2), item(3, "<description>un texto que no acaba</description>"))
    for cut in ("que no", "<description>", "ticia 3"):
        assert titles(text[: text.index(cut)]) == ["Noticia 1", "Noticia 2"]
    assert titles(text[: text.index("</title>")]) == []


def test_a_feed_without_entries_is_one() -> None:
    assert read(rss()) == read('{"version": "https://jsonfeed.org/version/1", "items": []}') == []


XML = '<?xml version="1.0"?>'
HTML = "<!doctype html><html>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"{HTML}<title>Página no\n encontrada &amp; fin</title></html>",
            "is a page titled 'Página no encontrada & fin'",
        ),
        (f"{HTML}x <rss version='2.0'><channel></channel></rss></html>", "is a page without a title"),
        ('{"code": 0, "items": [{"title": "x"}]}', "is JSON"),
        ("[1, 2]", "is JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "is JSON"),
        (f"{XML}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "is a sitemap"),
        (f"{XML}\n<!-- x -->\n<opml version='2.0'><body></body></opml>", "is a list of feeds (OPML)"),
        (f"{XML}<Error><Code>AccessDenied</Code></Error>", "is XML that begins with <Error>"),
        (XML, """begins with '<?xml version="1.0"?>'"""),
        ("Feed disabled by the administrator", "begins with 'Feed disabled by the administrator'"),
    ],
)
def test_what_is_no_feed_is_named(text: str, words: str) -> None:
    with pytest.raises(feed.NotAFeed, match=f"^{re.escape(f'{URL}: {words}, not a feed')}$"):
        read_cards(page(text), SITE)


def test_the_feed_is_asked_for_or_else_the_page() -> None:
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", feed="https://f.example/rss")
    assert [one.url for one in feed.first(site, Walk())] == ["https://f.example/rss"]
    assert [one.url for one in feed.first(SITE, Walk())] == [SITE.url]


OLDER = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{}" href="{}"/>'


@pytest.mark.parametrize(
    ("text", "older"),
    [
        (rss(item(1), head=OLDER.format("next", "/feed/?paged=2&amp;x=1")), ["https://one.example/feed/?paged=2&x=1"]),
        (rss(item(1), OLDER.format("prev-archive", "2019/11.xml")), ["https://one.example/feed/2019/11.xml"]),
        (rss(item(1), head=OLDER.format("next", "https://other.example/feed/?paged=2")), []),
        (rss(item(1), head=OLDER.format("next", URL)), []),
        (rss(item(1, OLDER.format("next", "/an/article/in/two/pages"))), []),
        (rss(item(1), head=OLDER.format("next", "file:///etc/passwd")), []),
        (JSON, ["https://one.example/feed.json?page=2"]),
        (RSS, []),
    ],
)
def test_older_entries_are_where_the_feed_says(text: str, older: list[str]) -> None:
    found = feed.further(page(text), SITE, Walk(number=3))
    assert [(one.url, one.number) for one in found] == [(url, 4) for url in older]
    assert feed.reach(SITE) == "links"


def test_older_entries_are_where_the_site_file_says() -> None:
    pages = Pages(url="https://one.example/feed/?paged={page}")
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=pages)
    found = feed.further(page(rss(item(1), head=OLDER.format("next", "/x"))), site, Walk(number=1))
    assert [(one.url, one.number) for one in found] == [("https://one.example/feed/?paged=2", 2)]
    assert feed.reach(site) == "pages"


def test_pages_that_only_limit_leave_it_to_the_links() -> None:
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=Pages(limit=2))
    found = feed.further(page(rss(item(1), head=OLDER.format("next", "/x"))), site, Walk(number=1))
    assert [one.url for one in found] == ["https://one.example/x"]
    assert feed.reach(site) == "links"


def test_a_template_in_the_request_counts_as_pages() -> None:
    ask = Ask(url="https://one.example/feed/?start={offset}")
    site = Site(
        name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", request=ask, pages=Pages(size=20)
    )
    assert [one.url for one in feed.first(site, Walk())] == ["https://one.example/feed/?start=0"]
    found = feed.further(page(RSS), site, Walk(number=2, cards=40))
    assert [one.url for one in found] == ["https://one.example/feed/?start=40"]


def test_a_selector_of_the_next_page_is_refused() -> None:
    pages = Pages(next=(Rule(at="a.next"),))
    site = Site(name="one", file=Path("one.toml"), title="One", url=SITE.url, kind="feed", pages=pages)
    with pytest.raises(ConfigError, match=r"one\.toml: pages\.next is not looked at by kind 'feed'"):
        feed.check(site)
    feed.check(SITE)


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(9999))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE rss [<!ENTITY a "lol">{LAUGHS}]>' + rss("<item><title>&j;</title></item>", item(2)),
    "a file": f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{(ROOT / 'LICENSE').as_uri()}'>]>"
    + rss("<item><title>&x;</title></item>", item(2)),
    "a deep entry": rss("<item><title>" + "<b>" * 50_000 + "</title></item>", item(2)),
    "a long entry": rss(item(1, f"<description>{'palabra &lt;p&gt; ' * 50_000}</description>"), item(2)),
    "an entry of tags": rss(item(1, "<a/>" * 100_000), item(2)),
    "many attributes": rss(f"<item {ATTRIBUTES}><title>x</title></item>", item(2)),
    "comments without end": rss("<!--" * 100_000, item(2)),
    "white space": rss("<link>" + " " * 300_000, item(2)),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_bounded_and_costs_no_neighbor(text: str) -> None:
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < 10
    assert (found[-1].title, found[-1].link) == ("Noticia 2", "https://blog.example/2")
    assert all(len(one.title) <= 5000 and len(one.teaser) <= 20_000 and "MIT" not in one.title for one in found)


@pytest.mark.slow
def test_of_a_hundred_thousand_entries_the_first_two_thousand_are_read() -> None:
    assert titles(rss(*map(item, range(100_000)))) == [f"Noticia {number}" for number in range(2000)]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_cards_or_a_page_error(body: bytes) -> None:
    try:
        assert isinstance(read(b"<rss version='2.0'><channel><item>" + body), list)
        read(body)
    except PageError as error:
        assert str(error).startswith(URL)  # noqa: PT017


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RSS, ATOM, JSON, *OLD.values()]), st.randoms(use_true_random=False))
def test_any_change_to_a_feed_ends_in_cards_or_a_page_error(text: str, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        at, to = sorted(chance.randint(0, len(text)) for _ in range(2))
        piece = chance.choice(["", "<", "&", "]]>", "<![CDATA[", "<item>", "</entry>", "\x00", '"', text[at:to]])
        text = text[:at] + piece + text[chance.choice([at, at + 1, to]) :]
    try:
        found = read(text)
    except PageError as error:
        assert str(error).startswith(URL)  # noqa: PT017
    else:
        assert [one.position for one in found] == list(range(len(found)))


@pytest.mark.parametrize("file", sorted((ROOT / "feeds").rglob("*.rss")), ids=lambda file: file.name)
def test_our_own_feeds_come_back(file: Path) -> None:
    of_rss, of_atom = read(file.read_bytes()), read(file.with_suffix(".atom").read_bytes())
    assert of_rss
    for one, other in zip(of_rss, of_atom, strict=True):
        assert one.title
        assert one.source_id.startswith("urn:uuid:")
        assert (one.title, one.link, one.source_id) == (other.title, other.link, other.source_id)
        dates = [parse_date(text, now=NOW) for text in (one.date_text, other.date_text)]
        assert dates[0]
        assert dates[1]
        assert dates[0].moment == dates[1].moment

"""Feeds of every form, whole and broken, come as cards word for word; what is no feed is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.items import Card
from csm_crawler.normalize.dates import parse_date
from csm_crawler.normalize.text import clean_title
from tests.conftest import ROOT
from tests.extract.feed_texts import ATOM, JSON, NOW, OLD, RSS, URL, item, read, rss, titles


def card(position: int, **values: object) -> Card:
    return Card(site="one", page_url=URL, position=position, seen_at=NOW, **values)  # type: ignore[arg-type]


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

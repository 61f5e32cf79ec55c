"""Feeds of every form, and how they are read."""

from datetime import UTC, datetime
from pathlib import Path

from csm_crawler.extract import Page, read_cards
from csm_crawler.items import Card
from csm_crawler.sites import Site

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


def rss(*items: str, head: str = "") -> str:
    return f'<rss version="2.0"><channel><link>https://blog.example/</link>{head}{"".join(items)}</channel></rss>'


def item(number: int, more: str = "") -> str:
    return f"<item><title>Noticia {number}</title><link>https://blog.example/{number}</link>{more}</item>"


def titles(text: str | bytes, content_type: str = "") -> list[str]:
    return [one.title for one in read(text, content_type)]


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


JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Uno", "home_page_url": "https://blog.example/es/",
"next_url": "/feed.json?page=2", "items": [
{"id": 41, "url": "wechat/", "title": "WeChat \\u0026 Weibo", "summary": "Un resumen", "content_html": "<p>Todo</p>",
 "date_published": "2026-01-01T08:00:00+08:00", "date_modified": "2026-01-02T00:00:00Z", "image": "/1.png",
 "authors": [{"name": "Ana"}, {"name": "Li"}], "tags": ["WeChat", " ", "China", 3]},
"no item",
{"id": "https://blog.example/es/2", "content_text": "Solo texto", "author": {"name": "Eva"}, "date_modified": "2026",
 "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}, {"url": "b.jpg", "mime_type": "image/jpeg"}]},
{"id": "x", "external_url": "https://other.example/3", "content_html": "<img src=c.jpg>Tres", "title": null}]}"""

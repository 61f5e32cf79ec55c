"""The feeds that RSSHub, RSS-Bridge and wewe-rss write are read, and what docs/own-feeds.md says of them is true."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.extract import Page, Walk, check_site, feed, read_cards
from csm_crawler.items import Card
from csm_crawler.normalize.text import clean_teaser
from csm_crawler.sites import Site
from csm_crawler.sites.loader import read_site
from tests.conftest import ROOT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECIPE = (ROOT / "docs" / "own-feeds.md").read_text("utf-8")
FILES = dict(re.findall(r"```toml\n# sites/([a-z-]+)\.toml\n(.*?)```", RECIPE, re.DOTALL))


@pytest.fixture
def sites(tmp_path: Path) -> dict[str, Site]:
    """The site files of the recipe."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return {name: read_site(tmp_path / f"{name}.toml") for name in FILES}


def read(site: Site, text: str) -> list[Card]:
    (asked,) = feed.first(site, Walk())
    return read_cards(Page(url=asked.url, body=text.encode(), fetched_at=NOW), site)


def test_the_site_files_of_the_recipe_are_right(sites: dict[str, Site]) -> None:
    assert list(sites) == ["rsshub-one", "bridge-one", "wechat-one"]
    for site in sites.values():
        check_site(site)
        assert [one.url for one in feed.first(site, Walk())] == [site.feed]
        assert site.feed.startswith("http://127.0.0.1:")


RSSHUB = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>
<title>一</title><link>https://one.example/news</link>
<atom:link href="http://127.0.0.1:1200/one/news" rel="self" type="application/rss+xml" />
<description>一 - Powered by RSSHub</description><generator>RSSHub</generator>
<webMaster>contact@rsshub.app (RSSHub)</webMaster><language>zh-cn</language>
<lastBuildDate>Tue, 24 Nov 2026 11:00:00 GMT</lastBuildDate><ttl>5</ttl>
<item><title>抖音的新功能</title>
<description>&lt;p&gt;我们写的一句话。&lt;/p&gt;&lt;img src="https://one.example/a.jpg" alt=""&gt;</description>
<link>https://one.example/news/1</link><guid isPermaLink="false">https://one.example/news/1</guid>
<pubDate>Mon, 23 Nov 2026 02:00:00 GMT</pubDate><author>王小明</author>
<category>抖音</category><category>电商</category></item>
<item><title>微信的新功能</title><description></description>
<link>https://one.example/news/2</link><guid isPermaLink="false">one-2</guid>
<enclosure url="https://one.example/b" type="image/jpeg" /></item>
</channel></rss>
"""


def test_rsshub_is_read(sites: dict[str, Site]) -> None:
    site = sites["rsshub-one"]
    common = {"site": "rsshub-one", "page_url": site.feed, "seen_at": NOW}
    assert read(site, RSSHUB) == [
        Card(
            **common,  # type: ignore[arg-type]
            position=0,
            title="抖音的新功能",
            link="https://one.example/news/1",
            teaser='<p>我们写的一句话。</p><img src="https://one.example/a.jpg" alt="">',
            date_text="Mon, 23 Nov 2026 02:00:00 GMT",
            author="王小明",
            categories=("抖音", "电商"),
            image="https://one.example/a.jpg",
            source_id="https://one.example/news/1",
        ),
        Card(
            **common,  # type: ignore[arg-type]
            position=1,
            title="微信的新功能",
            link="https://one.example/news/2",
            image="https://one.example/b",
            source_id="one-2",
        ),
    ]


def test_a_route_of_rsshub_that_fails_is_no_feed(sites: dict[str, Site]) -> None:
    page = "<html><head><title>Welcome to RSSHub!</title></head><body>Looks like something went wrong</body></html>"
    with pytest.raises(feed.NotAFeed, match=r"is a page titled 'Welcome to RSSHub!', not a feed$"):
        read(sites["rsshub-one"], page)


def bridge(*entries: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
  <title type="text">Uno</title><id>http://127.0.0.1:3000/?action=display</id>
  <icon>https://one.example/favicon.ico</icon><updated>2026-11-24T11:00:00+00:00</updated>
  <author><name>RSS-Bridge</name></author>
  <link rel="alternate" type="text/html" href="https://one.example/blog"/>
  <link rel="self" type="application/atom+xml" href="http://127.0.0.1:3000/?action=display"/>
  {"".join(entries)}
</feed>"""


def bridged(number: int, date: str, title: str = "Una noticia &amp;amp; más") -> str:
    return f"""<entry>
  <title type="html">{title}</title><published>{date}</published><updated>{date}</updated>
  <id>urn:sha1:{number}</id><link rel="alternate" type="text/html" href="https://one.example/{number}"/>
  <content type="html">&lt;p&gt;Una frase nuestra.&lt;/p&gt;</content>
  <category term="WeChat"/><media:thumbnail url="https://one.example/{number}.png"/>
</entry>"""


FAILED = "Bridge returned error 403! (20230)"
DATED, WRITTEN = "2026-11-20T08:00:00+00:00", "2026-11-24T11:00:00+00:00"


def test_rss_bridge_is_read(sites: dict[str, Site]) -> None:
    site = sites["bridge-one"]
    assert read(site, bridge(bridged(1, DATED))) == [
        Card(
            site="bridge-one",
            page_url=site.feed,
            position=0,
            seen_at=NOW,
            title="Una noticia &amp; más",
            link="https://one.example/1",
            teaser="<p>Una frase nuestra.</p>",
            date_text=DATED,
            categories=("WeChat",),
            image="https://one.example/1.png",
            source_id="urn:sha1:1",
        )
    ]


def test_the_failure_of_a_bridge_is_no_article(sites: dict[str, Site]) -> None:
    both = read(sites["bridge-one"], bridge(bridged(1, WRITTEN, FAILED), bridged(2, DATED)))
    assert [(one.position, one.source_id) for one in both] == [(0, "urn:sha1:2")]
    words = f"holds no article but the failure of a bridge: {FAILED}"
    with pytest.raises(feed.BridgeFailed, match=re.escape(words)):
        read(sites["bridge-one"], bridge(bridged(1, WRITTEN, FAILED)))


def test_when_a_bridge_wrote_its_feed_is_no_date_of_its_articles(sites: dict[str, Site]) -> None:
    site = sites["bridge-one"]
    undated = read(site, bridge(*(bridged(number, WRITTEN) for number in range(3))))
    assert [one.date_text for one in undated] == ["", "", ""]
    some = read(site, bridge(bridged(1, WRITTEN), bridged(2, WRITTEN), bridged(3, DATED)))
    assert [one.date_text for one in some] == [WRITTEN, WRITTEN, DATED]


IMAGE = "https://mmbiz.qpic.cn/mmbiz_jpg/abc/0?wx_fmt=jpeg"
WECHAT = {
    "rss": f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>一个公众号</title>
<link>http://127.0.0.1:4000/feeds/MP_WXS_1.rss</link><lastBuildDate>Tue, 24 Nov 2026 11:00:00 GMT</lastBuildDate>
<generator>WeWe-RSS</generator><language>zh-cn</language>
<item><title><![CDATA[小红书 & 微信]]></title><link>https://mp.weixin.qq.com/s/AbC-1</link>
<guid>https://mp.weixin.qq.com/s/AbC-1</guid><pubDate>Mon, 23 Nov 2026 02:00:00 GMT</pubDate>
<enclosure url="{IMAGE}"/></item></channel></rss>""",
    "atom": f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>http://127.0.0.1:4000/feeds/MP_WXS_1.atom</id><title>一个公众号</title><updated>2026-11-24T11:00:00.000Z</updated>
<generator>WeWe-RSS</generator><link rel="alternate" href="http://127.0.0.1:4000/feeds/MP_WXS_1.atom"/>
<entry><title type="html"><![CDATA[小红书 & 微信]]></title><id>AbC-1</id><link href="https://mp.weixin.qq.com/s/AbC-1"/>
<link rel="enclosure" href="{IMAGE}" type="image//mmbiz_jpg/abc/0"/>
<updated>2026-11-23T02:00:00.000Z</updated></entry></feed>""",
    "json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "一个公众号",
            "home_page_url": "http://127.0.0.1:4000/feeds/MP_WXS_1.json",
            "generator": "WeWe-RSS",
            "items": [
                {
                    "id": "AbC-1",
                    "url": "https://mp.weixin.qq.com/s/AbC-1",
                    "title": "小红书 & 微信",
                    "image": IMAGE,
                    "date_modified": "2026-11-23T02:00:00.000Z",
                }
            ],
        },
        indent=4,
    ),
}
DATES = {"rss": "Mon, 23 Nov 2026 02:00:00 GMT"}


@pytest.mark.parametrize("form", WECHAT)
def test_wewe_rss_is_read_in_each_form(sites: dict[str, Site], form: str) -> None:
    (one,) = read(sites["wechat-one"], WECHAT[form])
    assert one == Card(
        site="wechat-one",
        page_url=sites["wechat-one"].feed,
        position=0,
        seen_at=NOW,
        title="小红书 & 微信",
        link="https://mp.weixin.qq.com/s/AbC-1",
        date_text=DATES.get(form, "2026-11-23T02:00:00.000Z"),
        image=IMAGE,
        source_id="https://mp.weixin.qq.com/s/AbC-1" if form == "rss" else "AbC-1",
    )


def test_a_whole_article_of_wewe_rss_becomes_a_teaser_and_no_more(sites: dict[str, Site]) -> None:
    style = "<style> .rich_media_content {overflow: hidden;color: #222;}</style>"
    article = f"{style}<div class=rich_media_content>{'<p>这是我们自己写的一段话。</p>' * 5000}</div>"
    text = WECHAT["rss"].replace("<enclosure", f"<description><![CDATA[{article}]]></description><enclosure")
    (one,) = read(sites["wechat-one"], text)
    assert len(one.teaser) == 20_000
    assert clean_teaser(one.teaser).startswith("这是我们自己写的一段话。 这是")
    assert len(clean_teaser(one.teaser)) <= 1000

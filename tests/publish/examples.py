"""Invented articles and feeds for the tests of this room."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from csm_crawler.items import Article
from csm_crawler.publish.feed import Feed, Source

SEEN = datetime(2026, 11, 20, 8, 30, 12, 345678, tzinfo=UTC)
BASE_URL = "https://feeds.example/china/"
LABELS = {"douyin": "Douyin", "wechat": "WeChat", "tmall-global": "Tmall Global"}
SOURCES = {
    "hoy": Source(name="hoy", title="Mercado & Hoy", url="https://hoy.example/blog/"),
    "letter": Source(
        name="letter",
        title="The Platform Letter",
        url="https://letter.example/",
        feed_url="https://letter.example/feed/",
    ),
}


def make_article(path: str = "one", **changes: Any) -> Article:
    """An undated article of the site `hoy`, with its URL and guid made of `path`."""
    url = changes.pop("url", f"https://hoy.example/{path}/")
    values: dict[str, Any] = {
        "guid": f"urn:uuid:{uuid5(NAMESPACE_URL, url.encode('ascii', 'backslashreplace').decode())}",
        "url": url,
        "site": "hoy",
        "title": f"Title of {path}",
        "first_seen": SEEN,
    }
    return Article(**(values | changes))


def on_day(day: int, hour: int = 11) -> dict[str, Any]:
    """The fields of a date of November 2026 that names no time."""
    return {"published": datetime(2026, 11, day, hour, tzinfo=UTC), "published_precision": "day"}


def make_feed(*articles: Article, **changes: Any) -> Feed:
    values: dict[str, Any] = {
        "name": "all",
        "title": "All articles",
        "base_url": BASE_URL,
        "articles": articles,
        "sources": SOURCES,
        "labels": LABELS,
    }
    return Feed(**(values | changes))


SAMPLE = (
    make_article(
        "douyin",
        title="Douyin prueba reservas en veinte ciudades",
        summary="La plataforma suma mesas & cupones; cobra por visita.",
        language="es",
        platforms=("douyin",),
        author="Ana Prueba",
        date_text="18 noviembre, 2026",
        **on_day(18),
    ),
    make_article(
        "cesta",
        url="https://letter.example/basket",
        site="letter",
        title="WeChat mini programs get a shared basket",
        summary="Shoppers can pay several shops at once.",
        language="en",
        platforms=("wechat",),
        topics=("live-commerce",),
        published=datetime(2026, 11, 19, 9, 5, tzinfo=UTC),
        published_precision="minute",
        updated=datetime(2026, 11, 20, 7, tzinfo=UTC),
    ),
    make_article(
        "xiao", title="微信小程序新增功能 🎉", summary="商家可以直接挂载链接。", language="zh-Hans", **on_day(18)
    ),
    make_article(
        "octubre",
        title="Almacén de Tmall Global en Róterdam",
        summary="Para marcas pequeñas.",
        language="es",
        platforms=("tmall-global",),
        date_text="octubre de 2026",
        published=datetime(2026, 10, 1, tzinfo=UTC),
        published_precision="month",
    ),
    make_article("undated", title="Something without a date"),
)
HOSTILE = (
    "]]> and <script>alert(1)</script>",
    "zero \x00 \ufffe \uffff \ufffd \ud800 \udfff \x85 \ufdd0 \U0001fffe end",
    "<!-- <![CDATA[ & &amp; &nbsp; &lt;b&gt;",
    "right \u202e to \u2066 left",
    "<img src=x onerror=alert(1)>",
    "A&B, R&2, 5 < 6 > 4, I <3 it",
    "",
    "   \n\t ",
    "x" * 100_000,
    "\r\n\x0b\x0c line",
)


def page_links(root: Any) -> set[str]:
    """The links of a page that lead neither to the web nor to a page, a feed or a place of ours."""
    ours = re.compile(r"https?://\S+|#[a-z-]+|(?:\.\./)*[a-z0-9/.-]+\.(?:html(?:#[a-z]+)?|rss|atom|json|opml)")
    return {a.get("href") for a in root.iter("a") if not ours.fullmatch(a.get("href"))}

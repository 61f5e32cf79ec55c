"""What rendering costs: our feeds beside plain string templates that give the same bytes, as ratios within one run.

Run: python bench/feeds.py [ROUNDS]      (default 15; the articles are invented)

The templates take the articles as they are: f-strings and three replacements, no cleaning, no checks, no library. Both
sides render the same 500 entries in turn, A B A B …; a ratio is the median of the ratios of the pairs, so that the
drift of a shared machine cancels. Bytes are compared first: a template that gives others ends the run.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import NAMESPACE_URL, uuid5

from csm_crawler.items import Article
from csm_crawler.publish.feed import Feed, Source, feed_id
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss

ENTRIES = 500
AT_MOST = 6.0
START = datetime(2026, 11, 20, 7, tzinfo=UTC)
WORDS = {
    "es": ("Douyin prueba reservas en veinte ciudades", "La plataforma suma mesas & cupones; cobra por visita. "),
    "en": ("WeChat mini programs get a shared basket", "Shoppers can pay several shops at once. "),
    "zh-Hans": ("微信小程序新增功能", "商家可以直接挂载链接,用户一次付清。"),
}
SOURCES = {
    "hoy": Source(name="hoy", title="Mercado & Hoy", url="https://hoy.example/blog/"),
    "letter": Source(name="letter", title="Letter", url="https://letter.example/", feed_url="https://letter.example/f"),
}
LABELS = {"douyin": "Douyin", "wechat": "WeChat", "e-commerce": "E-commerce"}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    feed = make_feed()
    print(f"{ENTRIES} entries, {rounds} rounds{'µs an entry':>16}{'template':>10}{'ratio':>8}{'at most':>9}")
    compare("RSS", feed, to_rss, rss_template, rounds)
    compare("Atom", feed, to_atom, atom_template, rounds)
    print(f"{'JSON Feed':24}{statistics.median(cost(to_json, feed) for _ in range(rounds)):11.1f}")


def make_feed() -> Feed:
    """The newest first, as a store gives them."""
    return Feed(
        name="all",
        title="All articles",
        base_url="https://feeds.example/",
        articles=tuple(make_articles()),
        sources=SOURCES,
        labels=LABELS,
    )


def make_articles() -> Iterator[Article]:
    for number in range(ENTRIES):
        language, url = list(WORDS)[number % 3], f"https://hoy.example/{number}/"
        title, summary = WORDS[language]
        yield Article(
            guid=f"urn:uuid:{uuid5(NAMESPACE_URL, url)}",
            url=url,
            site="letter" if number % 2 else "hoy",
            title=f"{title} {number}",
            summary=f"{number}: {summary * 4}".strip(),
            published=START - timedelta(hours=number),
            published_precision="minute",
            language=language,
            platforms=("douyin", "wechat"),
            topics=("e-commerce",),
            author="Ana Prueba" if number % 3 else "",
            first_seen=START,
        )


def compare(
    name: str, feed: Feed, ours: Callable[[Feed], bytes], template: Callable[[Feed], bytes], rounds: int
) -> None:
    """Print one row."""
    if ours(feed) != template(feed):
        raise SystemExit(f"the template of {name} gives other bytes")
    pairs = [(cost(ours, feed), cost(template, feed)) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"{name:24}{mine:11.1f}{other:10.1f}{ratio:8.2f}{AT_MOST:9.1f}")


def cost(work: Callable[[Feed], bytes], feed: Feed) -> float:
    """Microseconds an entry."""
    start = time.perf_counter()
    work(feed)
    return 1e6 * (time.perf_counter() - start) / ENTRIES


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rss_template(feed: Feed) -> bytes:
    head = f"""<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/css" href="feed.css"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>{xml(feed.title)}</title>
    <link>{feed.base_url}index.html</link>
    <description>{xml(feed.description)}</description>
    <atom:link href="{feed.base_url}all.rss" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <generator>csm_crawler</generator>
    <language>{feed.language}</language>
    <lastBuildDate>{format_datetime(START)}</lastBuildDate>
    <ttl>60</ttl>
"""
    return "".join([head, *map(rss_item, feed.articles), "  </channel>\n</rss>\n"]).encode()


def rss_item(article: Article) -> str:
    source = SOURCES[article.site]
    tags = (*article.platforms, *article.topics)
    categories = "".join(f"      <category>{xml(LABELS[slug])}</category>\n" for slug in tags)
    author = f"      <dc:creator>{xml(article.author)}</dc:creator>\n" if article.author else ""
    if source.feed_url:
        before, behind = f'      <source url="{xml(source.feed_url)}">{xml(source.title)}</source>\n', ""
    else:
        before, behind = "", f"      <dc:source>{xml(source.title)}</dc:source>\n"
    assert article.published
    return f"""    <item>
      <title>{xml(article.title)}</title>
      <link>{xml(article.url)}</link>
      <description>{xml(article.summary)}</description>
      <guid isPermaLink="false">{article.guid}</guid>
{before}{categories}      <pubDate>{format_datetime(article.published)}</pubDate>
{author}      <dc:language>{article.language}</dc:language>
{behind}    </item>
"""


def atom_template(feed: Feed) -> bytes:
    entries = [atom_entry(article) for article in feed.articles]
    head = f"""<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/css" href="feed.css"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">
  <id>{feed.id}</id>
  <title>{xml(feed.title)}</title>
  <updated>{stamp(feed.articles[0])}</updated>
  <author>
    <name>csm_crawler</name>
  </author>
  <link href="{feed.base_url}all.atom" rel="self" type="application/atom+xml"/>
  <link href="{feed.base_url}index.html" rel="alternate" type="text/html"/>
  <generator>csm_crawler</generator>
  <subtitle>{xml(feed.description)}</subtitle>
"""
    return "".join([head, *entries, "</feed>\n"]).encode()


def atom_entry(article: Article) -> str:
    source = SOURCES[article.site]
    author = f"    <author>\n      <name>{xml(article.author)}</name>\n    </author>\n" if article.author else ""
    tags = (*article.platforms, *article.topics)
    categories = "".join(f'    <category term="{slug}" label="{xml(LABELS[slug])}"/>\n' for slug in tags)
    own = f'      <link rel="self" href="{xml(source.feed_url)}"/>\n' if source.feed_url else ""
    assert article.published
    date = article.published.isoformat()
    return f"""  <entry xml:lang="{article.language}">
    <id>{article.guid}</id>
    <title>{xml(article.title)}</title>
    <updated>{stamp(article)}</updated>
{author}    <link href="{xml(article.url)}" rel="alternate"/>
    <summary>{xml(article.summary)}</summary>
    <published>{date}</published>
{categories}    <source>
      <id>{feed_id(f"site/{source.name}")}</id>
      <title>{xml(source.title)}</title>
      <updated>{date}</updated>
      <link rel="alternate" href="{xml(source.url)}"/>
{own}    </source>
  </entry>
"""


def stamp(article: Article) -> str:
    assert article.published
    fraction = uuid5(NAMESPACE_URL, article.guid).int % 1_000_000
    return article.published.replace(microsecond=fraction).isoformat()


if __name__ == "__main__":
    main()

"""Sitemaps give links, dates of change and the words of news; their indexes the files that are worth reading."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import Page, PageRequest, Walk, read_cards, sitemap
from csm_crawler.items import Card
from csm_crawler.sites import Pages, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://one.example/sitemap.xml"
SITE = Site(name="one", file=Path("one.toml"), title="One", url=URL, kind="sitemap")
XML = '<?xml version="1.0" encoding="UTF-8"?>'

NEWS = f"""{XML}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url>
  <loc> https://one.example/wechat?a=1&amp;b=2 </loc>
  <lastmod>2026-11-23T10:00:00Z</lastmod>
  <news:news>
    <news:publication><news:name>One</news:name><news:language>es</news:language></news:publication>
    <news:publication_date>2026-11-22T09:00:00+08:00</news:publication_date>
    <news:title><![CDATA[WeChat & Weibo]]></news:title>
    <news:keywords>WeChat, vídeo en directo,,</news:keywords>
  </news:news>
  <xhtml:link rel="alternate" hreflang="en" href="https://one.example/en/wechat"/>
  <image:image><image:loc>https://one.example/1.jpg</image:loc><image:title>Foto</image:title></image:image>
</url>
<url><loc>/dos</loc><lastmod>2026-11-01</lastmod><priority>0.5</priority></url>
<url><lastmod>2026-11-01</lastmod></url>
</urlset>
"""
CARDS = [
    Card(
        site="one",
        page_url=URL,
        position=0,
        seen_at=NOW,
        title="WeChat & Weibo",
        link="https://one.example/wechat?a=1&b=2",
        date_text="2026-11-22T09:00:00+08:00",
        modified_text="2026-11-23T10:00:00Z",
        image="https://one.example/1.jpg",
        categories=("WeChat", "vídeo en directo"),
    ),
    Card(
        site="one",
        page_url=URL,
        position=1,
        seen_at=NOW,
        link="https://one.example/dos",
        modified_text="2026-11-01",
    ),
]


def page(text: str | bytes) -> Page:
    return Page(url=URL, body=text if isinstance(text, bytes) else text.encode(), fetched_at=NOW)


def read(text: str | bytes, *, backfill: bool = False) -> list[Card]:
    return read_cards(page(text), SITE, backfill=backfill)


def urlset(*entries: str) -> str:
    return f"{XML}<urlset>{''.join(entries)}</urlset>"


def entry(number: int, more: str = "") -> str:
    return f"<url><loc>https://one.example/{number}</loc>{more}</url>"


def numbers(cards: list[Card]) -> list[int]:
    return [int(card.link.rsplit("/", 1)[1]) for card in cards]


def test_a_news_sitemap_gives_words_and_dates_and_any_other_only_links() -> None:
    assert read(NEWS) == CARDS


FAULTS = {
    "raw ampersands": NEWS.replace("a=1&amp;b", "a=1&b"),
    "undeclared prefixes": re.sub(r'\sxmlns:\w+="[^"]*"', "", NEWS),
    "prefixed elements": re.sub(r"(</?)(urlset|url|loc|lastmod|priority)\b", r"\1sm:\2", NEWS).replace(
        "xmlns=", "xmlns:sm="
    ),
    "white space before": "\n\n" + NEWS,
    "a document type": NEWS.replace("<urlset", '<!DOCTYPE urlset [<!ENTITY x "y">]><urlset', 1),
    "cut off": NEWS.replace("</urlset>", "<url><loc>https://one.example/tr"),
    "gzip": gzip.compress(NEWS.encode()),
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_a_fault_that_can_be_put_right_changes_nothing(text: str | bytes) -> None:
    assert read(text) == CARDS


def test_a_run_takes_the_newest_hundred_and_a_backfill_all() -> None:
    days = [f"<lastmod>2026-{month:02}-{day:02}</lastmod>" for month in range(1, 7) for day in range(1, 29)]
    text = urlset(entry(1000, days[-1]), *(entry(number, day) for number, day in enumerate(days)), entry(2000))
    assert numbers(read(text)) == [1000, *range(len(days) - 99, len(days))]
    assert [one.position for one in read(text)] == list(range(100))
    assert numbers(read(text, backfill=True)) == [1000, *range(len(days)), 2000]


def test_without_dates_both_ends_may_be_new() -> None:
    text = urlset(*map(entry, range(300)))
    assert numbers(read(text)) == [*range(50), *range(250, 300)]
    assert numbers(read(urlset(*map(entry, range(100))))) == [*range(100)]


def index(*parts: tuple[str, str]) -> str:
    entries = (f"<sitemap><loc>{url}</loc><lastmod>{changed}</lastmod></sitemap>" for url, changed in parts)
    return f"{XML}<sitemapindex>{''.join(entries)}</sitemapindex>"


INDEX = index(
    ("https://one.example/post-sitemap1.xml", "2019-01-01T00:00:00+00:00"),
    ("https://one.example/post-sitemap3.xml", "2026-11-24"),
    ("https://one.example/post-sitemap2.xml.gz", "2026-10-01T00:00:00+02:00"),
    ("https://one.example/category-sitemap.xml", "2026-11-24"),
    ("https://cdn.example/post-sitemap4.xml", "2026-11-24"),
    ("https://one.example/sitemap.xml", "2026-11-24"),
    ("https://one.example/post-sitemap3.xml", "2026-11-24"),
)


def asked(text: str, walk: Walk) -> list[str]:
    found = sitemap.further(page(text), SITE, walk)
    assert found == [PageRequest(url=one.url, number=walk.number + 1, is_part=True) for one in found]
    return [one.url.removeprefix("https://one.example/") for one in found]


def test_an_index_gives_no_card_and_names_the_two_newest_files_of_its_host() -> None:
    assert read(INDEX) == []
    assert asked(INDEX, Walk()) == ["post-sitemap3.xml", "post-sitemap2.xml.gz"]


@pytest.mark.parametrize(
    ("last_read", "parts"),
    [
        (datetime(2026, 11, 24, 10, tzinfo=UTC), ["post-sitemap3.xml"]),
        (datetime(2026, 9, 30, tzinfo=UTC), ["post-sitemap3.xml", "post-sitemap2.xml.gz"]),
        (datetime(2027, 1, 1, tzinfo=UTC), ["post-sitemap3.xml", "post-sitemap2.xml.gz"]),
        (datetime(2018, 1, 1, tzinfo=UTC), ["post-sitemap3.xml", "post-sitemap2.xml.gz", "post-sitemap1.xml"]),
    ],
)
def test_a_later_run_reads_what_changed_since_or_else_the_newest_two(last_read: datetime, parts: list[str]) -> None:
    assert asked(INDEX, Walk(last_read=last_read)) == parts


def test_a_run_reads_ten_files_at_most_and_a_backfill_five_hundred() -> None:
    many = index(*((f"https://one.example/{number}.xml", "2026-11-24") for number in range(1000)))
    assert len(asked(many, Walk(last_read=NOW))) == 10
    assert len(asked(many, Walk(backfill=True))) == 500


def test_a_backfill_reads_all_files_back_to_its_day() -> None:
    assert asked(INDEX, Walk(backfill=True)) == ["post-sitemap3.xml", "post-sitemap2.xml.gz", "post-sitemap1.xml"]
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert asked(INDEX, Walk(backfill=True, since=since)) == ["post-sitemap3.xml", "post-sitemap2.xml.gz"]


def test_of_files_without_dates_the_last_and_the_first_are_read() -> None:
    names = ["wp-sitemap-posts-post-1", "wp-sitemap-posts-post-2", "wp-sitemap-posts-post-3"]
    others = ["wp-sitemap-posts-page-1", "wp-sitemap-taxonomies-category-1", "wp-sitemap-users-1"]
    text = index(*((f"https://one.example/{name}.xml", "") for name in [*names, *others]))
    assert asked(text, Walk()) == ["wp-sitemap-posts-post-3.xml", "wp-sitemap-posts-post-1.xml"]
    only = index(*((f"https://one.example/{name}.xml", "") for name in others[:1]))
    assert asked(only, Walk()) == ["wp-sitemap-posts-page-1.xml"]


def test_an_index_of_indexes_is_followed_once_more_and_no_loop_is() -> None:
    assert asked(INDEX, Walk(number=2)) == asked(INDEX, Walk(number=1))
    assert asked(INDEX, Walk(number=3)) == []
    assert asked(NEWS, Walk(backfill=True)) == []


def test_an_index_in_a_gzip_file_is_read() -> None:
    found = sitemap.further(page(gzip.compress(INDEX.encode())), SITE, Walk())
    assert [one.url for one in found] == [
        "https://one.example/post-sitemap3.xml",
        "https://one.example/post-sitemap2.xml.gz",
    ]


def test_the_site_file_needs_no_pages() -> None:
    sitemap.check(SITE)
    assert [one.url for one in sitemap.first(SITE, Walk())] == [URL]
    assert sitemap.reach(SITE) == "links"
    assert sitemap.fallback(PageRequest(url=URL), SITE) is None
    paged = Site(name="one", file=Path("one.toml"), title="One", url=URL, kind="sitemap", pages=Pages(limit=3))
    with pytest.raises(ConfigError, match=r"one\.toml: pages is not looked at by kind 'sitemap'"):
        sitemap.check(paged)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!doctype html><html><title>Mapa del sitio</title></html>", "is a page titled 'Mapa del sitio'"),
        (f"{XML}<rss version='2.0'><channel></channel></rss>", "is a feed"),
        ('{"urls": []}', "is JSON"),
        ("https://one.example/1\nhttps://one.example/2\n", "is a list of addresses in text"),
    ],
)
def test_what_is_no_sitemap_is_named(text: str, words: str) -> None:
    with pytest.raises(sitemap.NotASitemap, match=f"^{re.escape(f'{URL}: {words}, not a sitemap in XML')}$"):
        read(text)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (gzip.compress(b"<urlset>" + b" " * (17 * 2**20)), "is too large: its gzip file holds more than 16 MB"),
        (gzip.compress(NEWS.encode())[:-30], "is cut off: its gzip file has no end"),
        (gzip.compress(NEWS.encode())[:20] + b"\xff" * 99, "is a broken gzip file: "),
        (gzip.compress(gzip.compress(NEWS.encode())), "is a gzip file in a gzip file"),
    ],
)
def test_a_gzip_file_is_unpacked_within_bounds(body: bytes, words: str) -> None:
    with pytest.raises(PageError, match=f"^{re.escape(f'{URL}: {words}')}"):
        read(body)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    kinds = f'<!DOCTYPE urlset [<!ENTITY a "lol"><!ENTITY file SYSTEM "{Path(__file__).as_uri()}">{laughs}]>'
    text = kinds + urlset("<url><loc>https://one.example/?&j;&file;</loc></url>", entry(2))
    assert [one.link for one in read(text)] == ["https://one.example/?&j;&file;", "https://one.example/2"]


@pytest.mark.slow
def test_as_many_addresses_as_the_protocol_allows_are_read_and_no_more() -> None:
    assert len(read(urlset(*map(entry, range(50_010))), backfill=True)) == 50_000


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(NEWS)), st.sampled_from([NEWS, INDEX]))
def test_any_change_to_a_sitemap_ends_in_cards_or_a_page_error(body: bytes, at: int, text: str) -> None:
    changed = text.encode()[:at] + body + text.encode()[at + len(body) // 2 :]
    for one in (changed, gzip.compress(changed), body):
        try:
            assert all(card.link for card in read(one))
            sitemap.further(page(one), SITE, Walk(backfill=True))
        except PageError as error:
            assert str(error).startswith(URL)  # noqa: PT017

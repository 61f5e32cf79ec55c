"""Pages that were made, by accident or on purpose, to break whoever reads them: each is read, or lost by name.

Every kind of source reads every page. What a page costs is bounded by what it may have (bytes, attributes, cards);
where a reader of ours could look at something again and again, the page is large enough that it would not end.
"""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract import KINDS, Page, Walk, kind_of, read_cards
from csm_crawler.extract.markup import MAX_ATTRIBUTES
from csm_crawler.items import Card
from csm_crawler.normalize.text import clean_teaser, clean_title
from csm_crawler.sites import Json, Pages, Rule, Selectors, Site

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://one.example/news/"
FOR_PEOPLE = ("selectors", "auto")
"""Kinds that find cards in any page of HTML."""


def rule(at: str) -> tuple[Rule, ...]:
    return (Rule(at=at),)


def site(kind: str) -> Site:
    """The least that its file must say."""
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url=URL,
        kind=kind,
        feed=URL if kind == "feed" else "",
        selectors=Selectors(item=("article",), title=rule("h2"), link=rule("a"), date=rule("time"), teaser=rule("p")),
        json=Json(items="list", title=rule("title"), link=rule("link")),
    )


def page(body: bytes, content_type: str = "") -> Page:
    return Page(url=URL, body=body, content_type=content_type, fetched_at=NOON)


def one(number: int, title: bytes = b"Weibo sells shoes") -> bytes:
    return (
        b"<article><h2><a href='/%d'>%s number %d</a></h2><time>13 noviembre, 2019</time><p>Words of it.</p></article>"
        % (number, title, number)
    )


THREE = b"".join(map(one, range(3)))
TITLES = [f"Weibo sells shoes number {n}" for n in range(3)]


def html(*parts: bytes) -> bytes:
    return b"<!doctype html><html><body>" + b"".join(parts) + b"</body></html>"


READABLE = {
    "divs that are never closed": html(THREE, b"<div>" * 20_000),
    "inline elements that are never closed": html(THREE, b"<b><i>" * 10_000),
    "a line of a megabyte": html(THREE, b"x" * 2**20),
    "a megabyte of words": html(THREE, b"1 / " * 2**18),
    "NUL bytes": html(THREE.replace(b"Words", b"Wo\0rds")),
    "an attribute of four megabytes": html(THREE, b"<p class='", b"a " * 2**21, b"'>x</p>"),
    "a base that is no URL": html(b"<base href='http://['>", THREE),
    "a base that is very long": html(b"<base href='", b"a/" * 2**17, b"'>", THREE),
    "entities that unfold": (
        b"<!DOCTYPE html [<!ENTITY a '" + b"x" * 1000 + b"'><!ENTITY b '" + b"&a;" * 1000 + b"'>"
        b"<!ENTITY c '" + b"&b;" * 1000 + b"'>]><html><body>" + THREE + b"&c;</body></html>"
    ),
    "references that no text may hold": html(THREE, b"&#1;&#xD800;&#99999999;" * 20_000),
    "UTF-16 without a mark": html(THREE).decode().encode("utf-16-le"),
    "UTF-16 that ends in half a character": html(THREE).decode().encode("utf-16")[:-1],
    "UTF-32": html(THREE).decode().encode("utf-32"),
    "a charset that is none": html(b"<meta charset='", b"x" * 5000, b"'>", "微信".encode("gbk"), THREE),
    "a charset that is a program's": html(b"<meta charset='rot13'><meta charset='zlib'>", THREE, b"\xff"),
    "charsets without end": html(THREE, b"<meta charset='gbk'>\xff\xc3" * 20_000),
    "comments that are never closed": html(THREE) + b"<!--" * 50_000,
    "quotation marks that are never closed": html(THREE) + b"<p a='" * 501,
    "tables in tables": html(THREE, b"<table><tr><td>" * 3000),
}


@pytest.mark.parametrize("kind", FOR_PEOPLE)
@pytest.mark.parametrize("name", READABLE)
@pytest.mark.slow
def test_the_cards_of_a_page_are_read_whatever_else_it_holds(name: str, kind: str) -> None:
    assert [card.title for card in read_cards(page(READABLE[name]), site(kind))] == TITLES


TOO_MUCH = f"has an element with over {MAX_ATTRIBUTES} attributes"
ATTRIBUTES = b"".join(b" a%d=1" % n for n in range(50_000))
REFUSED = {
    "thirty megabytes": (html(b"x" * (30 * 2**20)), "is too large: 30.0 MB, at most 16 MB"),
    "fifty thousand attributes": (html(THREE, b"<p", ATTRIBUTES, b">x</p>"), TOO_MUCH),
    "attributes behind a quotation": (html(THREE, b"<p a='>' \" ", ATTRIBUTES, b">x</p>"), TOO_MUCH),
    "attributes behind an empty comment": (html(THREE, b"<!--><p", ATTRIBUTES, b">x</p> -->"), TOO_MUCH),
    "attributes behind a script in a title": (
        html(b"<title><script></title><p", ATTRIBUTES, b">x</p>", THREE),
        TOO_MUCH,
    ),
    "attributes behind a script in a declaration": (html(b"<!x <script><p", ATTRIBUTES, b">"), TOO_MUCH),
    "attributes of an end": (html(THREE, b"<p>x</p", ATTRIBUTES, b">"), TOO_MUCH),
    "quotation marks that are never closed": (html(THREE) + b"<p a='" * 50_001, TOO_MUCH),
    "NUL bytes": (html(b"\0" * 5000, THREE), "is binary, not a page of text"),
    "a packed bomb": (gzip.compress(html(b" " * 2**24)), "is too large: its gzip file holds more than 16 MB"),
    "half a page": (b"<!doctype html><html><body>" + THREE[:-30], "is cut off: neither </body> nor </html> comes"),
    "nothing": (b" \r\n" * 100_000, "is empty"),
    "a captcha": (
        html("<p>请完成安全验证</p><script>initGeetest()</script>".encode()),
        "looks like a captcha page: GeeTest",
    ),
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sitemap"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_nobody_should_read_is_lost_by_name_for_every_kind(name: str, kind: str) -> None:
    body, problem = REFUSED[name]
    with pytest.raises(PageError) as told:
        read_cards(page(body, "text/html"), site(kind))
    assert told.value.problem == problem


SURVIVED = {
    "twenty thousand divs around it all": html(b"<div>" * 20_000, THREE, b"</div>" * 20_000),
    "cards in cards": html(*(b"<article><h2><a href=/%d>t %d</a></h2>" % (n, n) for n in range(5000))),
    "headings in links in headings": html(b"<article><h2><a href=/1>" * 5000),
    "two hundred thousand links": html(THREE, *(b"<a href=/l%d>l%d</a>" % (n, n) for n in range(200_000))),
    "fifty thousand dates": html(THREE, b"<time>13 noviembre 2019</time>" * 50_000),
    "broken markup": b"<html><body><article><h2><a href='/1>One</h2><time>x<p>y</article><art\0icle <<>></body>",
    "UTF-7": b"<html><meta charset=utf-7><body>+ADw-article+AD4-</body></html>",
    "JSON without end": b"[" * 100_000,
    "JSON in JSON": b'{"list":' * 50_000 + b"1" + b"}" * 50_000,
    "JSON of another shape": json.dumps({"list": [1, None, [], {"title": {}}, {"link": 3}]}).encode(),
    "numbers without end": b'{"list": ' + b"9" * 100_000 + b"}",
    "entities that unfold": (
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '" + b"x" * 1000 + b"'><!ENTITY b '" + b"&a;" * 1000 + b"'>"
        b"<!ENTITY c '" + b"&b;" * 1000 + b"'>]>"
        b"<rss version='2.0'><channel><item><title>&c;</title></item></channel></rss>"
    ),
    "an entity that is a file": (
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        b"<rss version='2.0'><channel><item><title>root &a;</title></item></channel></rss>"
    ),
    "elements without end": b"<?xml version='1.0'?><rss version='2.0'><channel>" + b"<item>" * 20_000,
    "a feed that is cut off": b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>One</title><link>https://o",
    "a sitemap that names itself": (
        b"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
        + URL.encode()
        + b"</loc></sitemap></sitemapindex>"
    ),
    "random bytes": bytes(range(9, 256)) * 200,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SURVIVED)
@pytest.mark.slow
def test_what_nobody_would_publish_gives_cards_or_is_lost_by_name(name: str, kind: str) -> None:
    cards, lost = outcome(SURVIVED[name], kind)
    if lost:
        assert (lost.url, str(lost)) == (URL, f"{URL}: {lost.problem}")
        assert 0 < len(lost.problem.splitlines()[0]) == len(lost.problem) < 1000
    assert [card.position for card in cards] == list(range(len(cards)))
    assert not any("root:" in card.title for card in cards)


def outcome(body: bytes, kind: str) -> tuple[list[Card], PageError | None]:
    try:
        return read_cards(page(body), site(kind)), None
    except PageError as lost:
        return [], lost


@pytest.mark.parametrize("tail", [b"", b"\0" * 100], ids=["alone", "with a tail"])
@pytest.mark.slow
def test_a_packed_sitemap_that_is_a_bomb_is_lost_by_name(tail: bytes) -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (100 * 2**20) + b"</urlset>") + tail
    with pytest.raises(PageError):
        read_cards(page(bomb, "application/gzip"), site("sitemap"))


def test_cards_in_cards_are_read_a_few_levels_deep() -> None:
    cards = [b"<article><h2><a href=/%d>t %d</a></h2>" % (n, n) for n in range(5000)]
    assert [card.title for card in read_cards(page(html(*cards[:21])), site("selectors"))] == [
        f"t {n}" for n in range(21)
    ]
    with pytest.raises(PageError, match="has cards in cards, over 20 deep"):
        read_cards(page(html(*cards)), site("selectors"))


def test_a_hundred_thousand_cards_are_no_list() -> None:
    with pytest.raises(PageError, match="has 100000 cards, at most 50000 expected"):
        read_cards(page(html(b"<article>x</article>" * 100_000)), site("selectors"))


def test_a_title_of_ten_megabytes_costs_its_neighbors_nothing_and_is_cut() -> None:
    cards = read_cards(page(html(THREE, one(3, b"so " * 3_400_000))), site("selectors"))
    assert [card.title for card in cards[:3]] == TITLES
    title = clean_title(cards[3].title)
    assert (len(title), title[:9], title[-4:]) == (300, "so so so ", " so…")


@pytest.mark.parametrize("piece", ["<", "&", "<a ", "<!--", "&#", "<![CDATA[", "<script>", "&amp;", "Ã", "a<b", "[…] "])
def test_a_megabyte_of_beginnings_is_cleaned(piece: str) -> None:
    text = piece * (2**20 // len(piece))
    assert len(clean_title(text)) <= 300
    assert len(clean_teaser(text)) <= 1000


@pytest.mark.parametrize("next_page", [URL, "", "http://["])
def test_a_next_page_that_is_no_other_page_is_not_asked_for(next_page: str) -> None:
    links = Pages(next=rule("rel"))
    paged = Site(name="one", file=Path("one.toml"), title="One", url=URL, kind="selectors", pages=links)
    body = html(THREE, f"<a rel=next href='{next_page}'>more</a>".encode())
    assert kind_of("selectors").further(page(body), paged, Walk(cards=3)) == []

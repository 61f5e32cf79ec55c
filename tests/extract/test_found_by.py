"""Each field of a card says which rule of its kind found it, and which page it was read from."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.extract import Page, read_cards
from csm_crawler.extract.detail import complete
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Json, Rule, Selectors, Site
from tests.conftest import ROOT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOME = "https://one.example/"


def site(kind: str, **more: Any) -> Site:
    return Site(name="one", file=Path("one.toml"), title="One", url=HOME, kind=kind, **more)


def page(body: str | bytes, url: str = HOME) -> Page:
    return Page(url=url, body=body.encode() if isinstance(body, str) else body, fetched_at=NOW)


def html(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def rules(body: str | bytes, of: Site) -> list[set[str]]:
    return [set(card.found_by) for card in read_cards(page(body), of)]


def at(*selectors: str) -> tuple[Rule, ...]:
    return tuple(Rule(at=one) for one in selectors)


def test_selectors_are_named_as_the_site_file_has_them_and_only_of_what_they_found() -> None:
    where = Selectors(
        item=("article",),
        title=at("h3", "h2"),
        date=at("i", "time"),
        teaser=(Rule(at="p", remove="Leer más$"),),
        author=(Rule(text="Redacción"),),
        id=(Rule(at="@data-id", regex=r"\d+"),),
        categories=at(".tag"),
    )
    first = "<article data-id='n-7'><h2><a href='/1'>Uno</a></h2><time datetime='2026-11-13'>13 nov</time><p>Pan.</p>"
    second = "<article><a href='/2'>Dos</a><h3>Dos</h3><i>13 nov 2026</i><b class=tag>Lujo</b></article>"
    assert rules(html(f"{first}</article>{second}"), site("selectors", selectors=where)) == [
        {
            "title h2",
            "link h2",
            "date_text time",
            "date_attr time@datetime",
            "teaser p · remove 'Leer más$'",
            "author text 'Redacción'",
            r"source_id @data-id · regex '\\d+'",
        },
        {"title h3", "link .", "date_text i", "author text 'Redacción'", "categories .tag"},
    ]


def test_what_is_for_machines_is_said_to_be_an_attribute_of_the_date() -> None:
    where = Selectors(item=("li",), title=at("a"), link=at("a"), date=at("meta[itemprop=date]", "b::attr(title)"))
    first = "<li><a href='/1'>Uno</a><meta itemprop=date content=2026-11-13></li>"
    second = "<li><a href='/2'>Dos</a><b title=2026-11-12>ayer</b></li>"
    assert rules(html(f"<ul>{first}{second}</ul>"), site("selectors", selectors=where)) == [
        {"title a", "link a", "date_attr meta[itemprop=date]"},
        {"title a", "link a", "date_attr b::attr(title)"},
    ]


@pytest.mark.parametrize(
    ("heading", "own", "date"),
    [
        ("13 noviembre 2019", "", {"date_text day h2"}),
        ("13 noviembre 2019", "10:30", {"date_text day h2 + i"}),
        ("noviembre 2019", "1 mayo 2020", {"date_text i"}),
        ("<time datetime=2019-11-13>13</time>", "", {"date_text day h2", "date_attr day h2"}),
    ],
)
def test_a_day_heading_is_named_where_it_says_a_part_of_the_date(heading: str, own: str, date: set[str]) -> None:
    where = Selectors(item=("article",), title=at("b"), link=at("a"), date=at("i"), day=("h2",))
    body = f"<h2>{heading}</h2><article><a href='/1'><b>Uno</b></a><i>{own}</i></article>"
    assert rules(html(body), site("selectors", selectors=where)) == [{"title b", "link a", *date}]


RSS = (
    "<rss version='2.0'><channel><title>T</title><description>D</description><lastBuildDate>x</lastBuildDate><item>{}"
    "</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (
            (
                "<title>Uno</title><link>/1</link><description>Pan.</description><pubDate>Thu, 19 Nov 2026</pubDate>"
                "<author>Ana</author><category>Lujo</category><guid>7</guid><enclosure url='/i.jpg' type='image/jpeg'/>"
            ),
            (
                "title title; link link; teaser description; date_text pubDate; author author; categories category;"
                " source_id guid; image enclosure"
            ),
        ),
        (
            (
                "<title>Uno</title><guid>https://one.example/1</guid><dc:date>2026-11-19</dc:date>"
                "<dc:creator>Ana</dc:creator><content:encoded>&lt;img src='/i.jpg'&gt; Pan.</content:encoded>"
            ),
            (
                "title title; link guid; source_id guid; date_text dc:date; author dc:creator; teaser content:encoded;"
                " image content:encoded img"
            ),
        ),
        (
            (
                "<title>Uno</title><link>/click</link><feedburner:origLink>/1</feedburner:origLink><pubDate>hoy</pubDate>"
                "<dcterms:modified>2026-11-20</dcterms:modified><media:content url='/i.jpg' medium='image'/>"
            ),
            (
                "title title; link feedburner:origLink; date_text pubDate; modified_text dcterms:modified;"
                " image media:content"
            ),
        ),
    ],
)
def test_a_feed_names_its_elements_as_it_writes_them(fields: str, wanted: str) -> None:
    assert rules(RSS.format(fields), site("feed")) == [set(wanted.split("; "))]


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        (
            "feed",
            "atom.xml",
            (
                "title title; link link; teaser summary; date_text published; modified_text updated; author author;"
                " categories category; source_id id"
            ),
        ),
        (
            "feed",
            "feed.json",
            (
                "title title; link url; teaser summary; date_text date_published; author authors[].name;"
                " categories tags; image image; source_id id"
            ),
        ),
        (
            "wordpress",
            "posts.json",
            (
                "title title.rendered; link link; teaser excerpt.rendered; date_attr date_gmt;"
                " modified_text modified_gmt; image jetpack_featured_media_url; source_id guid.rendered"
            ),
        ),
    ],
)
def test_the_first_card_of_a_shared_page_names_what_it_was_read_from(kind: str, name: str, wanted: str) -> None:
    body = (ROOT / "fixtures" / kind / name).read_bytes()
    assert rules(body, site(kind))[0] == set(wanted.split("; "))


def test_a_date_that_is_only_when_its_feed_was_made_leaves_no_rule() -> None:
    item = "<entry><title>{0}</title><link href='/{0}'/><updated>2026-11-19T10:00:00Z</updated></entry>"
    items = "".join(item.format(number) for number in range(3))
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><updated>2026-11-19T10:00:00Z</updated>{items}</feed>"
    assert rules(feed, site("feed")) == [{"title title", "link link"}] * 3


def test_json_is_named_by_its_paths() -> None:
    where = Json(
        items="data",
        title=at("name", "headline"),
        link=(Rule(at="id", template="https://one.example/{}"),),
        date=at("time"),
        author=at("by[].name"),
    )
    items = [
        {"headline": "Uno", "id": 7, "time": "2026-11-13 10:00", "by": [{"name": "Ana"}]},
        {"name": "Dos", "id": 8},
    ]
    assert rules(json.dumps({"data": items}), site("json", json=where)) == [
        {"title headline", "link id · template 'https://one.example/{}'", "date_attr time", "author by[].name"},
        {"title name", "link id · template 'https://one.example/{}'"},
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            (
                '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Uno","url":"/1",'
                '"image":"/i.jpg","datePublished":"2026-11-13","author":{"name":"Ana"},"keywords":"Lujo"}</script>'
            ),
            (
                "title JSON-LD headline; link JSON-LD url; image JSON-LD image; date_attr JSON-LD datePublished;"
                " author JSON-LD author; categories JSON-LD keywords"
            ),
        ),
        (
            (
                '<article itemscope itemtype="https://schema.org/Article"><h2 itemprop=name><a href=/1>Uno</a></h2>'
                "<time itemprop=datePublished datetime=2026-11-13>13 nov</time></article>"
            ),
            (
                "title microdata name; link microdata name; date_text microdata datePublished;"
                " date_attr microdata datePublished"
            ),
        ),
        (
            (
                '<article class="h-entry"><a class="u-url" href="/1"><b class="p-name">Uno</b></a>'
                '<time class="dt-published" datetime="2026-11-13">13 nov</time></article>'
            ),
            "title h-entry p-name; link h-entry u-url; date_text h-entry dt-published; date_attr h-entry dt-published",
        ),
        (
            (
                "<div class=hentry><h2 class=entry-title>Uno</h2><a rel=bookmark href=/1>leer</a><b class=fn>Ana</b>"
                "<i class=updated>13 nov</i></div><div class=hentry><h2><a href=/2>Dos</a></h2></div>"
            ),
            "title hentry entry-title; link hentry a[rel~=bookmark]; date_text hentry updated; author hentry fn",
        ),
    ],
)
def test_structured_data_says_in_which_way_and_by_which_property(body: str, wanted: str) -> None:
    assert rules(html(body), site("structured"))[0] == set(wanted.split("; "))


def test_what_another_way_of_a_page_adds_keeps_its_own_rule() -> None:
    script = '[{"@type":"NewsArticle","headline":"Uno","url":"/1","datePublished":"2026-11-13"}]'
    entry = '<div class="h-entry"><a class="u-url p-name" href="/1">Otro</a><p class="p-summary">Pan.</p></div>'
    body = f'<script type="application/ld+json">{script}</script>{entry}'
    assert rules(html(body), site("structured")) == [
        {"title JSON-LD headline", "link JSON-LD url", "date_attr JSON-LD datePublished", "teaser h-entry p-summary"}
    ]


def test_a_sitemap_is_named_by_its_elements() -> None:
    news = "<news:title>Uno</news:title><news:publication_date>2026-11-13</news:publication_date>"
    body = f"<urlset><url><loc>/1</loc><lastmod>2026-11-14</lastmod><news:news>{news}</news:news></url></urlset>"
    assert rules(body, site("sitemap")) == [
        {"link loc", "modified_text lastmod", "title news:title", "date_text news:publication_date"}
    ]


def test_a_page_that_nobody_described_is_named_by_its_own_elements() -> None:
    card = (
        "<article class='post hot'><img src='/{0}.jpg'><h2><a href='/{0}'>A word about bread {0}</a></h2>"
        "<time datetime='2026-11-{0}'>{0} November 2026</time><p class='intro ñ'>Bread is what it was, said {0}.</p>"
        "</article>"
    )
    wanted = "title a; link a; image img@src; date_text time; date_attr time@datetime; teaser p.intro"
    body = html("<main>" + "".join(card.format(number) for number in range(11, 17)) + "</main>")
    assert rules(body, site("auto")) == [set(wanted.split("; "))] * 6


def test_a_date_above_a_group_of_cards_is_said_to_stand_there() -> None:
    group = "<h3>{0} November 2026</h3><ul><li><h4><a href='/{0}/1'>Bread and how it is sold {0}</a></h4></li></ul>"
    body = html("<main>" + "".join(group.format(number) for number in range(11, 17)) + "</main>")
    assert rules(body, site("auto")) == [{"title a", "link a", "date_text heading above"}] * 6


CARD = Card(
    site="one", page_url=HOME, position=0, seen_at=NOW, link=f"{HOME}1", page_hash="0" * 64, found_by=("link a",)
)


def test_the_article_s_own_page_is_named_beside_the_listing() -> None:
    head = "<meta name=author content=Ana><meta property='og:title' content=Uno><meta name=robots content=nosnippet>"
    detail = Fields(
        title=(Rule(text="structured"),),
        author=at("meta[name=author]::attr(content)"),
        date=at("i", "time"),
        teaser=at(".none"),
    )
    own = page(html("<time datetime=2026-11-13>13 nov</time>", head), f"{HOME}1")
    completed = complete(CARD, own, site("selectors", detail=detail))
    assert completed == replace(
        CARD,
        title="Uno",
        author="Ana",
        date_text="13 nov",
        date_attr="2026-11-13",
        rights=("nosnippet",),
        from_detail=("author", "date_attr", "date_text", "rights:nosnippet", "title"),
    )
    assert (completed.page_hash, completed.detail_hash) == (CARD.page_hash, sha256(own.body).hexdigest())
    assert completed.found_by == (
        "link a",
        "title detail meta og:title",
        "date_text detail time",
        "date_attr detail time@datetime",
        "author detail meta[name=author]::attr(content)",
    )


def test_every_card_names_its_page_by_the_bytes_that_were_fetched() -> None:
    sitemap = gzip.compress(b"<urlset><url><loc>/1</loc></url></urlset>")
    inner = json.dumps({"html": ["<li><a href='/1'>Uno</a></li>", "<li><a href='/2'>Dos</a></li>"]}).encode()
    where = Selectors(item=("li",), title=at("a"))
    pages = [
        (sitemap, site("sitemap")),
        (inner, site("json", json=Json(html="html"), selectors=where)),
        (html("<li><a href=/1>Uno</a></li>").encode(), site("selectors", selectors=where)),
    ]
    for body, of in pages:
        assert {card.page_hash for card in read_cards(page(body), of)} == {sha256(body).hexdigest()}


def test_how_a_card_was_found_makes_it_no_other_card() -> None:
    assert replace(CARD, page_hash="1" * 64, detail_hash="2" * 64, found_by=()) == CARD

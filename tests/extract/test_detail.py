"""What a listing lacks, from the article's own page: which fields, by which rule, with which rights."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import parsel
import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.detail import complete, lacks
from csm_crawler.extract.page import Page
from csm_crawler.extract.semantic.article import read_article
from csm_crawler.extract.told import Told
from csm_crawler.items import Card
from csm_crawler.sites import Fields, Rule, Selectors, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://one.example/1"
CARD = Card(site="one", page_url="https://one.example/", position=3, seen_at=NOW, title="Nota 1", link=URL)
STRUCTURED = (Rule(text="structured"),)
ALL = Fields(
    title=STRUCTURED,
    date=STRUCTURED,
    teaser=STRUCTURED,
    image=STRUCTURED,
    author=STRUCTURED,
    categories=STRUCTURED,
    id=STRUCTURED,
    modified=STRUCTURED,
)


def site(detail: Fields | None) -> Site:
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url="https://one.example/",
        kind="selectors",
        selectors=Selectors(item=("article",)),
        detail=detail,
    )


def page(body: str = "", head: str = "", **headers: str) -> Page:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(url=URL, body=text.encode(), fetched_at=NOW, headers=named)


def at(*selectors: str) -> tuple[Rule, ...]:
    return tuple(Rule(at=one) for one in selectors)


@pytest.mark.parametrize(
    ("detail", "fields", "wanted"),
    [
        (None, {}, False),
        (Fields(), {}, False),
        (Fields(title=STRUCTURED), {}, False),
        (Fields(teaser=STRUCTURED), {}, True),
        (Fields(teaser=STRUCTURED), {"teaser": "Texto"}, False),
        (Fields(teaser=STRUCTURED, title=STRUCTURED), {"teaser": "Texto"}, False),
        (Fields(date=STRUCTURED), {}, True),
        (Fields(date=STRUCTURED), {"date_text": "13 nov"}, False),
        (Fields(date=STRUCTURED), {"date_attr": "2026-11-13"}, False),
        (Fields(categories=STRUCTURED), {}, True),
        (Fields(categories=STRUCTURED), {"categories": ("Lujo",)}, False),
        (Fields(id=STRUCTURED), {"source_id": "7"}, False),
        (Fields(modified=STRUCTURED), {}, True),
        (Fields(teaser=STRUCTURED), {"link": ""}, False),
    ],
)
def test_a_card_lacks_what_the_file_wants_of_its_page_and_it_does_not_say(
    detail: Fields | None, fields: dict[str, Any], wanted: bool
) -> None:
    assert lacks(replace(CARD, **fields), site(detail)) is wanted


def test_only_empty_fields_are_filled_and_named() -> None:
    where = Fields(
        title=at("h1"),
        date=at("time"),
        teaser=at(".lead"),
        image=at("img"),
        author=at(".by"),
        categories=at(".tag"),
        id=(Rule(at="body::attr(class)", regex=r"postid-(\d+)"),),
        modified=at(".updated"),
    )
    body = (
        "<h1>Otro título</h1><time datetime='2026-11-13T10:00'>13 nov</time><p class=lead>Entradilla</p><img src=i.jpg>"
        "<i class=by>Ana</i><i class=tag>A</i><i class=tag>B</i><i class=updated>14 nov</i>"
    )
    read = Page(url=URL, body=f"<html><body class='x postid-7'>{body}</body></html>".encode(), fetched_at=NOW)
    assert complete(replace(CARD, author="Bo"), read, site(where)) == replace(
        CARD,
        author="Bo",
        date_text="13 nov",
        date_attr="2026-11-13T10:00",
        teaser="Entradilla",
        image="https://one.example/i.jpg",
        categories=("A", "B"),
        source_id="7",
        modified_text="14 nov",
        from_detail=("categories", "date_attr", "date_text", "image", "modified_text", "source_id", "teaser"),
    )


def test_a_page_that_says_nothing_leaves_the_card_as_it_is() -> None:
    assert complete(CARD, page("<p>…</p>"), site(ALL)) == CARD


def test_a_date_is_taken_whole_or_not_at_all() -> None:
    where = site(Fields(date=at("time")))
    body = "<time datetime='2026-11-13'>13 nov</time>"
    assert complete(replace(CARD, date_text="ayer"), page(body), where) == replace(CARD, date_text="ayer")
    only_machine = complete(CARD, page("<time datetime='2026-11-13'></time>"), where)
    assert only_machine == replace(CARD, date_attr="2026-11-13", from_detail=("date_attr",))


def test_alternatives_are_tried_in_order_structured_data_among_them() -> None:
    meta = "<meta name=description content='Descripción'>"
    lead = "<p class=lead>Entradilla</p>"
    first_lead = site(Fields(teaser=(Rule(at=".lead"), *STRUCTURED)))
    first_meta = site(Fields(teaser=(*STRUCTURED, Rule(at=".lead"))))
    assert complete(CARD, page(lead, meta), first_lead).teaser == "Entradilla"
    assert complete(CARD, page(lead, meta), first_meta).teaser == "Descripción"
    assert complete(CARD, page("", meta), first_lead).teaser == "Descripción"
    assert complete(CARD, page(lead), first_meta).teaser == "Entradilla"
    assert complete(CARD, page(lead, meta), site(Fields(teaser=at("structured", ".lead")))).teaser == "Descripción"


@pytest.mark.parametrize(
    ("body", "problem"), [(b"", "is empty"), (b"<html><body><p>half", "is cut off"), (b"\0\1\2" * 99, "is binary")]
)
def test_an_article_page_that_cannot_be_read_is_refused(body: bytes, problem: str) -> None:
    with pytest.raises(PageError, match=problem):
        complete(CARD, Page(url=URL, body=body, fetched_at=NOW), site(ALL))


@pytest.mark.parametrize("url", ["https://one.example/", "https://www.one.example", "https://moved.example/"])
def test_a_front_page_in_place_of_the_article_is_refused(url: str) -> None:
    with pytest.raises(PageError, match=r"is not the article https://one\.example/1, which leads there"):
        complete(CARD, replace(page("", OPEN_GRAPH), url=url), site(ALL))


def test_an_article_that_has_moved_is_read_where_it_is_now() -> None:
    moved = replace(page("", OPEN_GRAPH), url="https://one.example/2026/nota-1")
    assert complete(CARD, moved, site(Fields(teaser=STRUCTURED))).teaser == "Texto OG"


def test_what_the_article_page_reserves_is_added_and_named_right_by_right() -> None:
    listed = replace(CARD, teaser="Texto", rights=("nosnippet",))
    reserving = page("", "<meta name=robots content='noindex, nosnippet'>", tdm_reservation="1")
    completed = complete(listed, reserving, site(Fields(teaser=STRUCTURED)))
    assert completed == replace(
        listed,
        rights=("noindex", "nosnippet", "tdm-reservation"),
        from_detail=("rights:noindex", "rights:tdm-reservation"),
    )
    assert completed.listed_rights == ("nosnippet",)


# --- what one article's page says of itself ---


def told(body: str = "", head: str = "", url: str = URL) -> Told:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_article(parsel.Selector(text=text, type="html").root, url)


def jsonld(*nodes: dict[str, Any]) -> str:
    return f"<script type='application/ld+json'>{json.dumps(nodes)}</script>"


OPEN_GRAPH = (
    "<meta property='og:title' content='Título OG'><meta property='og:description' content='Texto OG'>"
    "<meta property='og:image' content='/og.jpg'><meta property='article:published_time' content='2026-11-13T10:00Z'>"
    "<meta property='article:modified_time' content='2026-11-14T10:00Z'>"
    "<meta property='article:author' content='https://social.example/ana'>"
    "<meta property='article:author' content='Ana'><meta property='article:section' content='Lujo'>"
    "<meta property='article:tag' content='Weibo'><meta property='article:tag' content='WeChat'>"
)


def test_open_graph_is_read_word_for_word() -> None:
    assert told(head=OPEN_GRAPH) == Told(
        title="Título OG",
        teaser="Texto OG",
        image="https://one.example/og.jpg",
        date_attr="2026-11-13T10:00Z",
        author="Ana",
        categories=("Lujo", "Weibo", "WeChat"),
        modified_text="2026-11-14T10:00Z",
    )


def test_each_field_comes_from_the_first_that_says_it() -> None:
    said = jsonld({"@type": "NewsArticle", "headline": "Título LD", "author": {"name": "Bo"}, "url": URL})
    both = told(head=OPEN_GRAPH + said + "<meta name=author content=Cy>")
    assert (both.title, both.author, both.teaser, both.link) == ("Título LD", "Bo", "Texto OG", URL)


def test_a_date_is_not_mixed_of_two_sources() -> None:
    said = jsonld({"@type": "Article", "url": URL, "datePublished": "2026-11-12"})
    found = told("<time datetime='2026-11-13'>13 nov</time>", said)
    assert (found.date_text, found.date_attr) == ("", "2026-11-12")


RELATED = [
    {"@type": "Article", "headline": f"Otra {n}", "url": f"/x{n}", "datePublished": f"2026-01-0{n}"} for n in (1, 2)
]


@pytest.mark.parametrize(
    ("nodes", "title"),
    [
        ([*RELATED, {"@type": "Article", "headline": "Esta", "url": "http://www.one.example/1/#top"}], "Esta"),
        ([{"@type": "Article", "headline": "Sin URL"}], "Sin URL"),
        ([{"@type": "Article", "headline": "Otra URL", "url": "https://one.example/old-name"}], "Otra URL"),
        ([{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Esta"}}], "Esta"),
        ([{"@type": "ItemList", "itemListElement": RELATED}, {"@type": "Article", "headline": "Esta"}], "Esta"),
        (
            [
                {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one} for one in RELATED]},
                {"@type": "Article", "headline": "Esta"},
            ],
            "Esta",
        ),
        ([{"@type": "Article", "headline": "Esta", "hasPart": [{"@type": "Article", "headline": "Parte"}]}], "Esta"),
        (RELATED, ""),
        ([{"@type": "ItemList", "itemListElement": RELATED}], ""),
    ],
)
def test_related_articles_do_not_speak_for_this_one(nodes: list[dict[str, Any]], title: str) -> None:
    assert told(head=jsonld(*nodes)).title == title


def test_the_canonical_name_of_the_page_is_its_url_too() -> None:
    said = jsonld(*RELATED, {"@type": "Article", "headline": "Esta", "url": "/nota-1"})
    assert told(head=said + "<link rel=canonical href='/nota-1'>").title == "Esta"


def test_microdata_and_microformats_of_the_article_are_read() -> None:
    micro = (
        "<div itemscope itemtype='http://schema.org/Article'><h1 itemprop=headline>Micro</h1>"
        "<time itemprop=datePublished datetime='2026-11-13'>13 nov</time></div>"
    )
    found = told(micro)
    assert (found.title, found.date_text, found.date_attr) == ("Micro", "13 nov", "2026-11-13")
    entry = told("<div class=h-entry><h1 class=p-name>Entrada</h1><p class=p-summary>Texto</p></div>")
    assert (entry.title, entry.teaser) == ("Entrada", "Texto")
    assert told("<div class=hentry><h1 class=entry-title>Clásica</h1></div>").title == "Clásica"


def test_plain_meta_tags_are_the_last_to_be_asked() -> None:
    metas = "<meta name=Description content='Texto'><meta name=author content=Ana><meta name=pubdate content=20261113>"
    assert told(head=metas) == Told(teaser="Texto", author="Ana", date_attr="20261113")


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<time datetime='2026-11-13'>13 nov</time>", ("13 nov", "2026-11-13")),
        (
            "<time datetime='2026-11-13T09:00'>13 nov</time><time datetime='2026-11-13'>hoy</time>",
            ("13 nov", "2026-11-13T09:00"),
        ),
        ("<time datetime='2026-11-13'>13 nov</time><time datetime='2026-11-12'>12 nov</time>", ("", "")),
        (
            "<time datetime='2026-11-13'>13</time><aside><time datetime='2026-11-12'>12</time></aside>",
            ("13", "2026-11-13"),
        ),
        ("<footer><time datetime='2026-11-12'>12</time></footer>", ("", "")),
        ("<time>13 nov</time>", ("", "")),
    ],
)
def test_a_lone_time_is_the_date_and_of_several_none_is(body: str, date: tuple[str, str]) -> None:
    found = told(body)
    assert (found.date_text, found.date_attr) == date


def test_a_page_that_says_nothing_of_itself_tells_nothing() -> None:
    assert told("<h1>Título</h1><p>Texto</p>") == Told()

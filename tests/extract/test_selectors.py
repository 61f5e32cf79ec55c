"""The kind `selectors`: page in, cards out, word for word."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.extract import read_cards
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Rule, Rules, Selectors, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(*selectors: str) -> Rules:
    return tuple(Rule(at=one) for one in selectors)


WHERE = Selectors(
    item=("article",),
    title=at("h2"),
    link=at("h2 a", "time a"),
    date=at("time"),
    teaser=at("p"),
    image=at("img::attr(src)"),
    author=at(".author"),
    categories=at(".tag"),
)


def site(selectors: Selectors = WHERE, **more: Any) -> Site:
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url="https://one.example/n/",
        kind="selectors",
        selectors=selectors,
        **more,
    )


def cards(body: str, selectors: Selectors = WHERE) -> list[Card]:
    page = Page(url="https://one.example/n/", body=f"<html><body>{body}</body></html>".encode(), fetched_at=NOW)
    return read_cards(page, site(selectors))


def test_a_card_is_read_word_for_word() -> None:
    assert cards(
        "<article><h2><a href='/a/1?x=1#top'>Uno &amp;&nbsp;dos</a></h2>"
        "<time datetime='2019-11-13'>13 noviembre, 2019</time><p>Primera  línea <b>fuerte</b>…</p><img src='i.jpg'>"
        "<span class=author>Ana</span><i class=tag>A</i><i class=tag>B</i>"
        "</article>"
    ) == [
        Card(
            site="one",
            page_url="https://one.example/n/",
            position=0,
            seen_at=NOW,
            title="Uno &\xa0dos",
            link="https://one.example/a/1?x=1#top",
            teaser="Primera  línea fuerte…",
            date_text="13 noviembre, 2019",
            date_attr="2019-11-13",
            image="https://one.example/n/i.jpg",
            author="Ana",
            categories=("A", "B"),
        )
    ]


def test_fields_that_are_not_there_are_empty_and_cost_no_neighbour() -> None:
    found = cards("<article></article><article><h2><a href='b'>B</a></h2></article>")
    assert [(card.position, card.title, card.link) for card in found] == [
        (0, "", ""),
        (1, "B", "https://one.example/n/b"),
    ]


def test_an_untitled_card_keeps_the_link_that_the_alternative_names() -> None:
    found = cards("<article><h2></h2><time><a href='/2143/'>26 junio, 2019</a></time><p>Texto</p></article>")
    assert [(card.title, card.link, card.teaser) for card in found] == [("", "https://one.example/2143/", "Texto")]


def test_links_join_to_the_base_that_the_page_names() -> None:
    found = cards("<base href='https://cdn.example/x/'><article><h2><a href='y'>Y</a></h2></article>")
    assert found[0].link == "https://cdn.example/x/y"


def test_a_link_that_is_no_url_is_empty() -> None:
    assert cards("<article><h2><a href='http://[oops'>Y</a></h2></article>")[0].link == ""


def test_xpath_and_attributes_work_as_css_does() -> None:
    where = Selectors(item=("//article",), title=at("./h2/@title"), link=at("./h2/a"), date=at("time::attr(datetime)"))
    found = cards("<article><h2 title='T'><a href='b'>B</a></h2><time datetime='2019-11-13'>x</time></article>", where)
    assert [(c.title, c.link, c.date_text, c.date_attr) for c in found] == [
        ("T", "https://one.example/n/b", "", "2019-11-13")
    ]


def test_the_first_item_selector_that_finds_something_is_taken() -> None:
    where = Selectors(item=(".post", "article"), title=at("h2"))
    assert [card.title for card in cards("<article><h2>A</h2></article>", where)] == ["A"]


@pytest.mark.parametrize("body", ["", "<div>" * 20_000, "<article><h2>x", "</p></div></html>" * 50, "\0\0"])
def test_broken_markup_never_hangs_nor_raises_anything_but_page_errors(body: str) -> None:
    cards(body)

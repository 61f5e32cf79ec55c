"""From page to page: what is asked for next, and what never is."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.extract import check_site
from csm_crawler.extract.page import Page
from csm_crawler.extract.paging import MAX_PAGES, fallback, first, further, reach
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rulecheck import check_shared
from csm_crawler.sites import Ask, Fields, Json, Pages, Rule, Selectors, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOME = "https://one.example/n/"


def site(pages: Pages | None, request: Ask | None = None, **more: Any) -> Site:
    usual: dict[str, Any] = {"kind": "selectors", "selectors": Selectors(item=("article",))}
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url=HOME,
        pages=pages,
        request=request or Ask(),
        **usual | more,
    )


def page(body: str = "", url: str = HOME, **headers: str) -> Page:
    return Page(url=url, body=f"<html><body>{body}</body></html>".encode(), fetched_at=NOW, headers=headers)


def linked(body: str, *rules: Rule, url: str = HOME, walk: Walk | None = None, **headers: str) -> list[str]:
    """The URLs of the pages that follow."""
    found = further(page(body, url, **headers), site(Pages(next=rules or (Rule(at="a.next"),))), walk or Walk())
    return [one.url for one in found]


def test_a_site_without_pages_has_its_listing_and_no_more() -> None:
    alone = site(None)
    assert first(alone, Walk()) == [PageRequest(url=HOME)]
    assert further(page("<a rel=next href='/n/2'>"), alone, Walk()) == []
    assert reach(alone) == ""
    assert reach(site(Pages(next=(Rule(at="a"),)))) == "pages"
    assert fallback(PageRequest(url=HOME), alone) is None


@pytest.mark.parametrize(
    "rule",
    [
        Rule(at="a.next"),
        Rule(at="a.next::attr(href)"),
        Rule(at="//a[@class='next']"),
        Rule(at="//a[@class='next']/@href"),
        Rule(at="a.next", regex=r"\?p=\d+"),
        Rule(at="a.next", regex=r"p=(\d+)", template="?p={}"),
        Rule(at="b::attr(data-page)", template="/n/?p={}"),
        Rule(at=".pages"),
    ],
)
def test_the_next_page_is_what_the_rule_leads_to(rule: Rule) -> None:
    body = "<div class=pages><a class=next href='?p=2#top'>más</a><b data-page=2></b></div>"
    found = further(page(body), site(Pages(next=(rule,))), Walk())
    assert found == [PageRequest(url="https://one.example/n/?p=2", number=2)]


def test_alternatives_are_tried_until_one_leads_on() -> None:
    body = "<a class=next href='#'></a><a class=more href='javascript:more()'></a><a class=old href=2>viejas</a>"
    assert linked(body, Rule(at="a.next"), Rule(at="a.more"), Rule(at="a.old")) == ["https://one.example/n/2"]


@pytest.mark.parametrize("rule", [Rule(at="rel"), Rule(text="rel")])
@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("<link rel=next href='/n/2'>", ""),
        ("<a rel='nofollow next' href='/n/2'>más</a>", ""),
        ("<a rel=prev href='/n/0'>menos</a>", '</n/0>; rel="prev", </n/2>; title="x"; rel="next"'),
        ("", "</n/2>; rel=next"),
    ],
)
def test_rel_is_the_link_that_the_page_or_its_header_calls_next(rule: Rule, body: str, link: str) -> None:
    assert linked(body, rule, link=link) == ["https://one.example/n/2"]


def test_a_link_of_no_relation_is_not_next() -> None:
    assert linked("<a rel=nexto href='/n/2'>", Rule(at="rel"), link='</n/2>; rel="prev"; title="next"') == []


def test_links_join_to_the_base_of_the_page() -> None:
    assert linked("<base href='https://one.example/x/'><a class=next href=2>") == ["https://one.example/x/2"]


@pytest.mark.parametrize(
    "href",
    [
        "https://evil.example/n/2",
        "https://one.example.evil.example/",
        "https://notone.example/n/2",
        "//evil.example/2",
        "https://one.example:8443/n/2",
        "https://one.example@evil.example/",
        "ftp://one.example/2",
        "javascript:next()",
        "mailto:a@one.example",
        "http://[oops/2",
        "",
    ],
)
def test_a_page_leads_to_no_other_server(href: str) -> None:
    assert linked(f"<a class=next href='{href}'>") == []


@pytest.mark.parametrize("href", ["http://one.example/2", "https://www.one.example/2", "https://m.one.example:443/2"])
def test_names_below_the_same_one_are_the_same_server(href: str) -> None:
    assert linked(f"<a class=next href='{href}'>") == [href]


def test_the_server_that_the_site_was_moved_to_is_at_home_and_so_is_one_that_the_file_names() -> None:
    assert linked("<a class=next href='/2'>", url="https://moved.example/n/") == ["https://moved.example/2"]
    named = site(Pages(next=(Rule(at="a"),)), Ask(url="https://api.example/list"))
    assert [one.url for one in further(page("<a href='https://api.example/list?p=2'>"), named, Walk())] == [
        "https://api.example/list?p=2"
    ]


def test_no_page_is_asked_for_twice() -> None:
    third = "https://one.example/n/3"
    body = "<a class=next href='/n/'>1</a><a class=next href=2>2</a><a class=next href='3#x'>3</a>"
    walk = Walk(number=3, asked=frozenset([(HOME, b""), ("https://one.example/n/2", b"")]))
    assert linked(body, url=third, walk=walk) == []
    assert linked(body, url="https://one.example/n/2", walk=Walk(number=2)) == [third]


def test_a_link_is_followed_by_a_plain_get_with_the_headers_of_the_file() -> None:
    ask = Ask(method="POST", headers={"X-Requested-With": "XMLHttpRequest"}, form={"p": "{page}"})
    found = further(page("<a href=2>"), site(Pages(next=(Rule(at="a"),)), ask), Walk())
    assert found == [
        PageRequest(url="https://one.example/n/2", headers=(("X-Requested-With", "XMLHttpRequest"),), number=2)
    ]


@pytest.mark.parametrize(
    ("pages", "walk", "url"),
    [
        (Pages(url=HOME + "page/{page}/"), Walk(), HOME + "page/2/"),
        (Pages(url=HOME + "page/{page}/"), Walk(number=4), HOME + "page/5/"),
        (Pages(url=HOME + "?page={page}", first=0), Walk(), HOME + "?page=1"),
        (Pages(url=HOME + "?from={offset}", size=20), Walk(number=2, cards=35), HOME + "?from=40"),
        (Pages(url=HOME + "?from={offset}"), Walk(number=2, cards=35), HOME + "?from=35"),
        (Pages(url=HOME + "{page}/{offset}/{page}"), Walk(cards=9), HOME + "2/9/2"),
    ],
)
def test_a_template_counts_pages_or_cards(pages: Pages, walk: Walk, url: str) -> None:
    assert further(page(), site(pages), walk) == [PageRequest(url=url, number=walk.number + 1)]


def test_an_offset_that_does_not_grow_is_the_end() -> None:
    pages = Pages(url=HOME + "?from={offset}")
    assert further(page(url=HOME + "?from=0"), site(pages), Walk(cards=0)) == []


def test_a_run_ends_at_its_limit_and_a_backfill_does_not() -> None:
    pages = Pages(url=HOME + "page/{page}/", limit=3)
    assert [one.url for one in further(page(), site(pages), Walk(number=2))] == [HOME + "page/3/"]
    assert further(page(), site(pages), Walk(number=3)) == []
    assert [one.url for one in further(page(), site(pages), Walk(number=3, backfill=True))] == [HOME + "page/4/"]
    assert further(page(), site(pages), Walk(number=MAX_PAGES, backfill=True)) == []


API = Ask(
    url="https://api.one.example/list",
    method="POST",
    json=MappingProxyType(
        {"page": "{page}", "from": "{offset}", "at": "{cursor}", "say": "p{page}", "in": {"deep": ["{page}", 7, None]}}
    ),
)


def body_of(found: list[PageRequest]) -> Any:
    assert [one.method for one in found] == ["POST"]
    assert [one.headers for one in found] == [(("Content-Type", "application/json"),)]
    return json.loads(found[0].body)


def test_a_body_of_json_is_filled_in_and_numbers_are_numbers() -> None:
    listed = site(Pages(first=1), API, kind="json", json=Json(title=(Rule(at="t"),)))
    assert body_of(first(listed, Walk())) == {
        "page": 1,
        "from": 0,
        "at": "",
        "say": "p1",
        "in": {"deep": [1, 7, None]},
    }
    assert body_of(further(page(), listed, Walk(cards=12))) == {
        "page": 2,
        "from": 12,
        "at": "",
        "say": "p2",
        "in": {"deep": [2, 7, None]},
    }


def test_a_form_is_filled_in_as_a_browser_sends_it() -> None:
    ask = Ask(method="POST", form={"page": "{page}", "q": "año & más"}, headers={"content-type": "text/x"})
    found = further(page(), site(Pages(), ask), Walk())
    assert found == [
        PageRequest(
            url=HOME,
            method="POST",
            headers=(("content-type", "text/x"),),
            body=b"page=2&q=a%C3%B1o+%26+m%C3%A1s",
            number=2,
        )
    ]
    usual = first(site(Pages(), replace(ask, headers={})), Walk())
    assert [one.headers for one in usual] == [(("Content-Type", "application/x-www-form-urlencoded"),)]


def test_a_body_that_was_sent_before_is_not_sent_again() -> None:
    listed = site(Pages(), Ask(method="POST", form={"from": "{offset}"}))
    sent = first(listed, Walk())[0]
    assert further(page(), listed, Walk(cards=0, asked=frozenset([(sent.url, sent.body)]))) == []


def answer(data: Any, url: str = HOME) -> Page:
    return Page(url=url, body=json.dumps(data).encode(), fetched_at=NOW)


BY_CURSOR = site(Pages(url=HOME + "?at={cursor}", cursor="meta.next"), kind="json", json=Json(title=(Rule(at="t"),)))


@pytest.mark.parametrize(
    ("cursor", "written"),
    [
        ("abc", "abc"),
        (17, "17"),
        (17.0, "17"),
        ("a b&c=1/../?#{page}", "a%20b%26c%3D1%2F..%2F%3F%23%7Bpage%7D"),
        ("\ud800", "%3F"),
    ],
)
def test_a_cursor_is_written_into_the_url_so_that_it_stays_one_value(cursor: Any, written: str) -> None:
    found = further(answer({"meta": {"next": cursor}}), BY_CURSOR, Walk())
    assert found == [PageRequest(url=f"{HOME}?at={written}", number=2)]


@pytest.mark.parametrize("data", [{}, {"meta": {"next": None}}, {"meta": {"next": ""}}, {"meta": {"next": False}}, []])
def test_no_cursor_is_the_end(data: Any) -> None:
    assert further(answer(data), BY_CURSOR, Walk()) == []


@pytest.mark.parametrize("cursor", [["a"], {"a": 1}, "x" * 5000, float("nan"), float("inf")])
def test_what_is_no_cursor_is_the_end(cursor: Any) -> None:
    assert further(answer({"meta": {"next": cursor}}), BY_CURSOR, Walk()) == []


def test_an_answer_that_is_no_json_has_no_cursor() -> None:
    assert further(page("<p>wall</p>"), BY_CURSOR, Walk()) == []


def test_an_expression_that_the_answer_does_not_suit_is_the_end() -> None:
    unsuited = replace(BY_CURSOR, pages=Pages(url=HOME + "?at={cursor}", cursor="max(meta)"))
    assert further(answer({"meta": "text"}), unsuited, Walk()) == []


def test_a_cursor_in_json_keeps_its_kind() -> None:
    ask = Ask(method="POST", json=MappingProxyType({"at": "{cursor}"}))
    for cursor in ("17", 17):
        listed = site(Pages(cursor="next"), ask, kind="json", json=Json(title=(Rule(at="t"),)))
        assert body_of(further(answer({"next": cursor}), listed, Walk())) == {"at": cursor}


def test_a_cursor_that_comes_back_is_the_end() -> None:
    assert further(answer({"meta": {"next": "a"}}, HOME + "?at=a"), BY_CURSOR, Walk(number=2)) == []


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (site(Pages(next=(Rule(at="a["),))), ["pages.next", "'a['", "no selector"]),
        (site(Pages(next=(Rule(text="siguiente"),))), ["pages.next", "'siguiente'", "only one is rel"]),
        (site(Pages(next=(Rule(template="/{}"),))), ["pages.next", "needs at or text"]),
        (site(Pages(limit=2)), ["pages", "names no way"]),
        (site(Pages(url=HOME + "{cursor}", cursor="a")), ["pages.cursor", "not looked at by kind 'selectors'"]),
        (site(None, detail=Fields(teaser=(Rule(at="p >"),))), ["detail.teaser", "'p >'", "no selector"]),
        (site(None, detail=Fields(link=(Rule(at="a"),))), ["detail.link", "never lacking"]),
        (
            site(None, Ask(method="POST", json=MappingProxyType({"day": NOW}))),
            ["request.json", "is no JSON", "datetime"],
        ),
    ],
)
def test_what_cannot_be_is_told_before_the_first_request(refused: Site, words: list[str]) -> None:
    with pytest.raises(ConfigError) as told:
        check_site(refused)
    for word in ("one.toml", *words):
        assert word in str(told.value)


def test_a_cursor_that_is_no_jmespath_is_told() -> None:
    with pytest.raises(ConfigError, match=r"one\.toml: pages\.cursor is 'a\['; no JMESPath"):
        check_shared(replace(BY_CURSOR, pages=Pages(url=HOME + "?at={cursor}", cursor="a[")))


@pytest.mark.parametrize(
    "allowed",
    [
        site(Pages(next=(Rule(at="rel"), Rule(at="a.next")))),
        site(Pages(url=HOME + "{page}")),
        site(Pages(), Ask(url=HOME + "?p={page}")),
        site(Pages(), Ask(method="POST", form={"p": "{page}"})),
        site(Pages(), Ask(method="POST", json=MappingProxyType({"in": {"p": "{page}"}}))),
        site(Pages(url=HOME + "{page}"), detail=Fields(teaser=(Rule(text="structured"), Rule(at="p")))),
    ],
)
def test_every_documented_way_is_allowed(allowed: Site) -> None:
    check_site(allowed)


def test_the_next_page_that_json_names_is_asked_for_at_home_only() -> None:
    listed = site(Pages(next=(Rule(at="links.next"),)), kind="json", json=Json(title=(Rule(at="t"),)))
    (asked,) = further(answer({"links": {"next": "?page=2"}}), listed, Walk())
    assert (asked.url, asked.number) == (HOME + "?page=2", 2)
    for other in ("https://elsewhere.example/?page=2", None, {"a": 1}):
        assert further(answer({"links": {"next": other}}), listed, Walk()) == []

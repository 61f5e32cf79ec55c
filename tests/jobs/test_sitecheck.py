"""What each selector of a site's file gives on a page."""

from dataclasses import replace
from pathlib import Path

from csm_crawler.extract import Page
from csm_crawler.jobs.sitecheck import Finding, PageCheck, check_page_of
from csm_crawler.sites import Json, Rule, Selectors, Site
from tests.jobs.web import NOW, TITLES, html

SITE = Site(
    name="one",
    file=Path("one.toml"),
    title="One",
    url="https://one.example/",
    kind="selectors",
    selectors=Selectors(
        item=("article", ".story"),
        title=(Rule(at="h2"), Rule(at="h3")),
        link=(Rule(at="h3 a"), Rule(at="a")),
        date=(Rule(at="time"),),
        teaser=(Rule(at=".nothing"),),
    ),
    min_cards=5,
)


def check(site: Site, body: str) -> PageCheck:
    return check_page_of(site, Page(url=site.url, body=body.encode(), fetched_at=NOW), "listing.html")


def test_each_alternative_is_counted_alone_and_by_what_is_taken_of_it() -> None:
    found = check(SITE, html().replace("<time>19 November 2026", "<time>soon"))
    assert found == PageCheck(
        page="listing.html",
        cards=8,
        findings=(
            Finding(field="item", where="article"),
            Finding(field="item", where=".story", given=8, cards=8),
            Finding(field="title", where="h2", cards=8),
            Finding(field="title", where="h3", given=8, taken=8, cards=8, example=TITLES[0]),
            Finding(field="link", where="h3 a", given=8, taken=8, cards=8, example="https://one.example/news/0/"),
            Finding(field="link", where="a", given=8, cards=8, example="https://one.example/news/0/"),
            Finding(field="date", where="time", given=8, taken=8, cards=8, example="soon"),
            Finding(field="teaser", where=".nothing", cards=8),
        ),
        unread=("soon",),
    )


def test_what_fails_the_site_is_named() -> None:
    one = "<html><body><li class=story><h3><a href='/1'>Words</a></h3></body></html>"
    assert check(SITE, one).problem == "1 cards, at least 5 expected"
    few = replace(SITE, min_cards=1)
    assert check(few, one).problem == ""
    assert check(few, one.replace("Words", "")).problem == "no card has a title"
    assert check(few, one.replace("href", "id")).problem == "no card has a link"
    assert check(few, "<html><body></body></html>").problem == "0 cards, at least 1 expected"
    assert check(few, "").problem == "is empty"
    long = check(few, one.replace("Words", "Word " * 30)).findings
    assert next(one.example for one in long if one.where == "h3") == "Word " * 11 + "Word…"


def test_cards_that_are_not_kept_are_counted_too() -> None:
    found = check(replace(SITE, keep="/news/[0-4]/"), html())
    assert (found.cards, found.findings[1].given) == (5, 8)


def test_a_kind_without_selectors_is_told_field_by_field() -> None:
    found = check(replace(SITE, kind="auto", selectors=Selectors()), html())
    assert {(one.field, one.given, one.cards) for one in found.findings} == {
        ("title", 8, 8),
        ("link", 8, 8),
        ("date", 8, 8),
        ("teaser", 8, 8),
    }


def test_expressions_of_json_are_alternatives_too() -> None:
    table = Json(items="a", title=(Rule(at="x"), Rule(at="t")), link=(Rule(at="u", template="https://one.example/{}"),))
    site = replace(SITE, kind="json", json=table, selectors=Selectors(), min_cards=1)
    found = check(site, '{"a": [{"t": "Weibo", "u": "7"}, {"t": "Douyin", "u": "8", "x": "Douyin!"}]}')
    assert found.findings == (
        Finding(field="title", where="x", given=1, taken=1, cards=2, example="Douyin!"),
        Finding(field="title", where="t", given=2, taken=1, cards=2, example="Weibo"),
        Finding(
            field="link",
            where="u · template 'https://one.example/{}'",
            given=2,
            taken=2,
            cards=2,
            example="https://one.example/7",
        ),
    )

"""State that pages embed: under a script's id, an attribute, a variable, a key."""

import time
from datetime import UTC, datetime

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.literals import load
from csm_crawler.extract.page import Page
from csm_crawler.extract.state import read_state


def state(body: str, name: str) -> object:
    page = Page(
        url="https://one.example/",
        body=f"<html><head>{body}</head><body></body></html>".encode(),
        fetched_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    return read_state(page, name)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<script id="__NEXT_DATA__" type="application/json">{"a": ["é<"]}</script>', "__NEXT_DATA__"),
        ("<script type=application/json id=one><!-- {&quot;a&quot;: [&quot;é&lt;&quot;]} --></script>", "one"),
        ('<script id=one>window.state = {"a": ["é<"]};</script>', "one"),
        ('<div id="app" data-page="{&quot;a&quot;:[&quot;é&lt;&quot;]}"></div>', "data-page"),
        ('<x-list :items=\'{"a": ["é<"]}\'></x-list>', ":items"),
        ('<script>window.initialState = {"a": ["é<"]};</script>', "window.initialState"),
        ('<script>window.initialState={"a":["é<"]}</script>', "initialState"),
        ('<script>window["__STATE__"] = {"a": ["é<"]}</script>', "__STATE__"),
        ('<script>var one = 1, x = {"a": ["é<"]}, y = 2;</script>', "x"),
        ("<script>var x = {a: ['é<'],}; // 'twas</script>", "x"),
        ('<script>if (x == {}) {}; x = []; x = {"a": ["é<"]}</script>', "x"),
        ('<script>var x = JSON.parse(\'{"a": ["\\u00e9\\x3c"]}\');</script>', "x"),
        ('<script>x = JSON.parse("{\\"a\\": [\\"\\\\u00e9<\\"]}");</script>', "x"),
        ('<script>x = JSON.parse(decodeURIComponent("%7B%22a%22%3A%5B%22%C3%A9%3C%22%5D%7D"))</script>', "x"),
        ('<script>x = "{\\"a\\": [\\"é<\\"]}"</script>', "x"),
        ("<script>x = {&quot;a&quot;: [&quot;é&lt;&quot;]}</script>", "x"),
        ('<script>window.s = (function (b) {return {list: {"a": ["é<"]}, n: b}})(1)</script>', "list"),
        ('<script>window.s = (function (b) {return {"list": {"a": ["é<"]}, n: b}})(1)</script>', "list"),
        ('<script>self.f.push([1, "7:{\\"list\\":{\\"a\\":[\\"é\\u003c\\"]}}"])</script>', "list"),
    ],
)
def test_state_is_found_wherever_a_page_keeps_it(body: str, name: str) -> None:
    assert state(body, name) == {"a": ["é<"]}


def test_javascript_that_is_no_json_is_read_as_what_it_means() -> None:
    text = "{a: undefined, 'b': !0, c: !1, d: void 0, e: new Date(1783641600000), f: new Date('2026-07-10'), /* x */"
    text += '"it\'s // no comment, {g: 1}": \'say "hi"\', 2: -Infinity, list: [1, 2, ],} // end'
    assert load(text) == {
        "a": None,
        "b": True,
        "c": False,
        "d": None,
        "e": 1783641600000,
        "f": "2026-07-10",
        "it's // no comment, {g: 1}": 'say "hi"',
        "2": None,
        "list": [1, 2],
    }


def test_the_first_state_that_is_not_empty_is_taken_and_an_empty_one_where_there_is_no_other() -> None:
    assert state("<script>x = []; x = [1]; x = [2]</script>", "x") == [1]
    assert state("<script>x = []; x = {}</script>", "x") == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p>Nothing here</p>", "embeds no x; it embeds no state at all"),
        (
            '<script id=__NEXT_DATA__ type="application/json">{}</script><script>window.y = {}; var z = []</script>',
            "embeds no x; it embeds __NEXT_DATA__, window.y, z",
        ),
        (
            "<script>x = {a: b(1)}</script>",
            "embeds x, but not as JSON: Expecting property name enclosed in double quotes",
        ),
        ("<script>window.maxx = {}; y.x = {}; prefix.x = 1</script>", "embeds no x; it embeds window.maxx"),
    ],
)
def test_state_that_is_not_there_is_told_beside_what_is(body: str, problem: str) -> None:
    with pytest.raises(PageError) as error:
        state(body, "x")
    assert error.value.problem.partition(" at character")[0] == problem


@pytest.mark.parametrize(
    "piece", ['x = {"a":', "x = {a ", '\\"x\\":[', 'x = {"\\"', "x = {/*", "{&quot;x&quot;:[", "x = {" + "9" * 99999]
)
@pytest.mark.slow
def test_a_hostile_page_costs_little_time(piece: str) -> None:
    started = time.process_time()
    with pytest.raises(PageError):
        state("<script>" + piece * (2**18 // len(piece)) + "</script>", "x")
    assert time.process_time() - started < 3

"""The kind `json`: answers and embedded state → cards, word for word."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import PageRequest, Walk, check_site, kind_of, read_cards
from csm_crawler.extract.json_kind import MAX_ITEMS
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.sites import Json, Rule, Selectors, Site
from csm_crawler.sites.site import Pages

NOW = datetime(2026, 7, 11, 3, tzinfo=UTC)
API = "https://api.one.example/v1/list"


def at(*paths: str) -> tuple[Rule, ...]:
    return tuple(Rule(at=one) for one in paths)


WHERE = Json(items="data.list", title=at("title"), link=at("url"))


def site(where: Json = WHERE, **more: Any) -> Site:
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url="https://one.example/news/",
        kind="json",
        json=where,
        timezone="Asia/Shanghai",
        language="zh",
        **more,
    )


def page(data: Any) -> Page:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return Page(url=API, body=body, fetched_at=NOW)


def cards(data: Any, where: Json = WHERE, **more: Any) -> list[Card]:
    return read_cards(page(data), site(where, **more))


def one(item: dict[str, Any], **fields: Any) -> Card:
    (card,) = cards([item], Json(**{"title": at("title"), "link": at("url"), **fields}))
    return card


def test_an_item_is_read_word_for_word() -> None:
    item = {
        "id": 77,
        "title": "  Uno &amp; <b>dos</b> ",
        "url": "/a/1?x=1&amp;copy=2#top",
        "summary": "<p>Primera&nbsp;línea</p>",
        "time": "07月10日",
        "pics": ["", "//img.example/i.jpg", "j.jpg"],
        "authors": [{"name": "Ana"}, {"name": "Luis"}, {"id": 3}],
        "tags": ["A", {"id": 9, "name": "B"}, None, 2026, {"id": 1}],
        "updated": 1783641600,
    }
    assert one(
        item,
        teaser=at("summary"),
        date=at("time"),
        image=at("pics"),
        author=at("authors"),
        categories=at("tags"),
        id=at("id"),
        modified=at("updated"),
    ) == Card(
        site="one",
        page_url=API,
        position=0,
        seen_at=NOW,
        title="  Uno &amp; <b>dos</b> ",
        link="https://one.example/a/1?x=1&copy=2#top",
        teaser="<p>Primera&nbsp;línea</p>",
        date_text="07月10日",
        image="https://img.example/i.jpg",
        author="Ana, Luis",
        categories=("A", "B", "2026"),
        source_id="77",
        modified_text="1783641600",
    )


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule(at="a.b"), "Uno: dos"),
        (Rule(at="a.b", regex=r"(\w+):"), "Uno"),
        (Rule(at="a.b", remove=r":.*"), "Uno"),
        (Rule(at="a.b", regex=r": (.*)", template="<{}>"), "<dos>"),
        (Rule(template="{n}-{a.b}"), "7-Uno: dos"),
        (Rule(at="n", template="{}/{list[0].x}"), "7/first"),
        (Rule(template="{n}-{none}"), ""),
        (Rule(template="{n}-{blank}"), ""),
        (Rule(at="none", template="{n}-{}"), ""),
        (Rule(at="a"), ""),
        (Rule(at="yes"), ""),
        (Rule(at="not_null(none, n)"), "7"),
        (Rule(text="Always"), "Always"),
    ],
)
def test_a_rule_makes_a_text_of_an_item(rule: Rule, text: str) -> None:
    item = {"a": {"b": "Uno: dos"}, "n": 7, "yes": True, "none": None, "blank": " ", "list": [{"x": "first"}]}
    assert one(item, title=(rule,)).title == text


def test_the_first_alternative_that_says_something_is_taken() -> None:
    item = {"title": " ", "name": "", "label": "Tres"}
    assert one(item, title=at("missing", "title", "name", "label")).title == "Tres"


@pytest.mark.parametrize(
    ("value", "attr", "text", "iso", "precision"),
    [
        (1783641600, "1783641600", "", "2026-07-10T00:00:00+00:00", "second"),
        ("1783641600", "1783641600", "", "2026-07-10T00:00:00+00:00", "second"),
        (1783641600000, "1783641600000", "", "2026-07-10T00:00:00+00:00", "second"),
        (1783641600000.0, "1783641600000", "", "2026-07-10T00:00:00+00:00", "second"),
        (20260710, "20260710", "", "2026-07-09T16:00:00+00:00", "day"),
        ("20260710083000", "20260710083000", "", "2026-07-10T00:30:00+00:00", "second"),
        ("2026-07-10 08:30:00", "2026-07-10 08:30:00", "", "2026-07-10T00:30:00+00:00", "second"),
        ("2026-07-10T08:30:00.000Z", "2026-07-10T08:30:00.000Z", "", "2026-07-10T08:30:00+00:00", "second"),
        ("2026-07-10T08:30:00+0800", "2026-07-10T08:30:00+0800", "", "2026-07-10T00:30:00+00:00", "second"),
        ("2026-07-10", "", "2026-07-10", "2026-07-09T16:00:00+00:00", "day"),
        ("07月10日", "", "07月10日", "2026-07-09T16:00:00+00:00", "day"),
        ("2025年12月31日", "", "2025年12月31日", "2025-12-30T16:00:00+00:00", "day"),
        ("3小时前", "", "3小时前", "2026-07-11T00:00:00+00:00", "hour"),
        ("2026-07-10 08:30 更新", "", "2026-07-10 08:30 更新", "2026-07-10T00:30:00+00:00", "minute"),
    ],
)
def test_dates_are_kept_as_digits_or_words_and_understood(
    value: Any, attr: str, text: str, iso: str, precision: str
) -> None:
    card = one({"time": value, "title": "Uno"}, date=at("time"))
    (date,) = settle_dates([card], timezone="Asia/Shanghai", language="zh")
    assert (card.date_attr, card.date_text) == (attr, text)
    assert date is not None
    assert (date.moment.isoformat(), date.precision, date.conflict) == (iso, precision, "")


@pytest.mark.parametrize("value", [0, "0", "0000-00-00 00:00:00", None, "", False, {"sec": 1}])
def test_what_a_database_writes_for_no_date_is_none(value: Any) -> None:
    card = one({"time": value}, date=at("time"))
    assert (card.date_attr, card.date_text) == ("", "")


def test_what_is_no_object_is_left_out_and_costs_no_neighbour() -> None:
    items = [None, {"title": "Uno", "url": "1"}, "ad", 3, {}, ["row"], {"title": ["x"], "url": {"a": 1}}, True]
    assert [(card.position, card.title, card.link) for card in cards({"data": {"list": items}})] == [
        (0, "Uno", "https://one.example/news/1"),
        (1, "", ""),
        (2, "", ""),
        (3, "x", ""),
    ]


def test_rows_of_lists_are_read_by_their_places() -> None:
    where = Json(title=at("[1]"), link=at("[0]"))
    assert [(card.title, card.link) for card in cards([["/1", "Uno"], ["/2", "Dos"]], where)] == [
        ("Uno", "https://one.example/1"),
        ("Dos", "https://one.example/2"),
    ]


def test_an_empty_list_is_the_end_and_no_failure() -> None:
    assert cards({"data": {"list": []}}) == []
    assert cards({"data": {"list": None}}, Json(items="data.list || `[]`", title=at("t"), link=at("u"))) == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            {"code": "403: wrong", "data": {"list": None}},
            "data.list is null; a list is expected; the answer is an object with code, data; it says «403: wrong»",
        ),
        (
            {"data": {"list": {"1": {}, "2": {}}}},
            "data.list is an object with 1, 2; a list is expected; the answer is an object with data",
        ),
        (
            {"data": {"list": ["a", "b"]}},
            "data.list is a list of 2 with the text 'a'; objects are expected; the answer is an object with data",
        ),
        ([], "data.list is null; a list is expected; the answer is an empty list"),
        (b"null", "data.list is null; a list is expected; the answer is null"),
    ],
)
def test_an_answer_that_the_site_file_does_not_describe_is_told(data: Any, problem: str) -> None:
    with pytest.raises(PageError) as error:
        cards(data)
    assert error.value.problem == problem


def test_an_answer_that_should_be_the_list_itself_is_told() -> None:
    with pytest.raises(PageError) as error:
        cards({"error": "gone"}, Json(title=at("t"), link=at("u")))
    assert error.value.problem == "the answer is an object with error; a list is expected; it says «gone»"


@pytest.mark.slow
def test_of_an_archive_the_newest_are_read() -> None:
    item = {"title": "Uno", "url": "1"}
    assert len(cards({"data": {"list": [{**item, "url": str(n)} for n in range(MAX_ITEMS + 5)]}})) == MAX_ITEMS


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    body = b'[{"title": "Uno \\ud83d dos \\ud83d\\ude00", "url": "/\\udc00"}]'
    (card,) = cards(body, Json(title=at("title"), link=at("url")))
    assert (card.title, card.link) == ("Uno \ufffd dos \U0001f600", "https://one.example/\ufffd")


HTML = Json(html="data.html")
IN_HTML = Selectors(item=("li",), title=at("a"), link=at("a"), date=at("i"))


def test_html_in_json_is_read_by_selectors() -> None:
    text = "<ul><li><a href='//one.example/1'>Uno</a><i>10:30</i></li><li><a href='2'>Dos &amp; tres</a></li></ul>"
    found = cards({"data": {"html": text}}, HTML, selectors=IN_HTML)
    assert [(card.position, card.page_url, card.title, card.link, card.date_text) for card in found] == [
        (0, API, "Uno", "https://one.example/1", "10:30"),
        (1, API, "Dos & tres", "https://one.example/news/2", ""),
    ]


def test_of_several_texts_of_html_a_broken_one_spoils_no_other() -> None:
    texts = [
        "<li><a href=1>Uno",
        None,
        "",
        "<!--",
        "<li><a href=2>中文 \ud83d",
        {"a": 1},
        "</li></a><li><a href=3>Tres",
    ]
    found = cards({"data": {"html": texts}}, HTML, selectors=IN_HTML)
    assert [(card.position, card.title) for card in found] == [(0, "Uno"), (1, "中文 \ufffd"), (2, "Tres")]


@pytest.mark.parametrize("value", ["", [], [""]])
def test_no_html_is_the_end_and_no_failure(value: Any) -> None:
    assert cards({"data": {"html": value}}, HTML, selectors=IN_HTML) == []


@pytest.mark.parametrize(("value", "found"), [(None, "null"), ({"a": 1}, "an object with a"), ([1], "a list of 1")])
def test_html_that_is_none_is_told(value: Any, found: str) -> None:
    with pytest.raises(PageError) as error:
        cards({"msg": "busy", "data": {"html": value}}, HTML, selectors=IN_HTML)
    assert error.value.problem == (
        f"data.html is {found}; HTML is expected; the answer is an object with msg, data; it says «busy»"
    )


@pytest.mark.parametrize(
    ("where", "more", "message"),
    [
        (
            Json(items="data.[", title=at("t"), link=at("u")),
            {},
            "one.toml: json.items is 'data.['; no JMESPath: Invalid jmespath expression: Incomplete expression",
        ),
        (
            Json(title=at("t", "upper(t)"), link=at("u")),
            {},
            "one.toml: json.title is 'upper(t)'; no JMESPath: it has no function upper()",
        ),
        (
            Json(title=at("t"), link=(Rule(template="/{a-b}"),)),
            {},
            "one.toml: json.link is 'a-b'; no JMESPath: Bad jmespath expression: Unknown token '-'",
        ),
        (
            Json(title=at("t"), link=(Rule(template="/{}"),)),
            {},
            "one.toml: json.link has a regex, remove or {} and no at whose value it is for",
        ),
        (Json(title=at("t")), {}, "one.toml: json.link is missing; it says where an item's article is"),
        (
            Json(html="h", title=at("t")),
            {"selectors": IN_HTML},
            "one.toml: json.title is not looked at beside json.html; write it in [selectors]",
        ),
        (
            WHERE,
            {"pages": Pages(cursor="a-b")},
            "one.toml: pages.cursor is 'a-b'; no JMESPath: Bad jmespath expression: Unknown token '-'",
        ),
        (
            WHERE,
            {"pages": Pages(next=at("a-b"))},
            "one.toml: pages.next is 'a-b'; no JMESPath: Bad jmespath expression: Unknown token '-'",
        ),
    ],
)
def test_a_site_file_that_cannot_work_is_refused_before_the_first_request(
    where: Json, more: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigError) as error:
        check_site(site(where, **more))
    assert str(error.value) == message


def test_the_selectors_of_html_in_json_are_checked_too() -> None:
    with pytest.raises(ConfigError) as error:
        check_site(site(Json(html="h"), selectors=Selectors(item=("li[",))))
    assert error.value.key == "selectors.item"


def test_the_next_page_may_be_a_url_in_the_answer() -> None:
    json_kind, paged = kind_of("json"), site(pages=Pages(next=at("meta.next")))
    assert json_kind.further(page({"meta": {"next": "?page=2"}}), paged, Walk()) == [
        PageRequest(url=f"{API}?page=2", number=2)
    ]
    assert json_kind.further(page({"meta": {"next": None}}), paged, Walk()) == []
    assert json_kind.further(page({"meta": {"next": API}}), paged, Walk()) == []
    assert json_kind.further(page({"meta": {"next": "http://10.0.0.1/admin"}}), paged, Walk()) == []
    assert json_kind.further(page({"meta": {"next": "?page=9"}}), paged, Walk(number=5)) == []


def test_the_next_page_may_be_at_a_cursor_of_the_answer() -> None:
    paged = site(pages=Pages(url=f"{API}?after={{cursor}}", cursor="data.last"))
    assert kind_of("json").further(page({"data": {"last": 77}}), paged, Walk()) == [
        PageRequest(url=f"{API}?after=77", number=2)
    ]
    assert kind_of("json").further(page({"data": {}}), paged, Walk()) == []


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(categories=["L", "Cs", "Cc", "P"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "url", "a"]), inner),
    max_leaves=12,
)
FUZZED = Json(
    title=at("title", "title.a", "title[0]"),
    link=(Rule(at="url", regex=r"[^a]+", template="/{}/{a}"), Rule(at="url")),
    date=at("a"),
    teaser=at("join(', ', a)", "a"),
    categories=at("title[].a", "a"),
    author=at("a"),
)


@given(st.lists(values, max_size=4))
def test_any_items_give_cards_that_can_be_kept_or_a_page_error(items: list[Any]) -> None:
    for where in (FUZZED, Json(html="[]")):
        try:
            found = cards(items, where, selectors=IN_HTML if where.html else Selectors())
        except PageError:
            continue
        for position, card in enumerate(found):
            assert card.position == position
            repr(card).encode()
            card.title.encode()


@given(st.binary(max_size=200))
def test_any_bytes_give_cards_or_a_page_error(body: bytes) -> None:
    try:
        outcome = str(cards(body))
    except PageError as error:
        outcome = str(error)
    assert "\n" not in outcome

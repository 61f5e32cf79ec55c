"""Lists of articles in JSON that nobody described."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import PageError
from csm_crawler.extract.jsonlists import embedded_names, find_lists
from csm_crawler.extract.page import Page
from csm_crawler.extract.state import ask_json
from csm_crawler.sites import Json, Rule

WORDS = ("Weibo opens a shop", "Douyin sings in Lima", "Tmall sells more tea", "WeChat has a new button")


def page(text: str, url: str = "https://one.example/news/") -> Page:
    return Page(url=url, body=text.encode(), fetched_at=datetime(2026, 11, 20, tzinfo=UTC))


def items(**fields: Any) -> list[dict[str, Any]]:
    """Four articles; a field's value may be a function of the number."""
    return [
        {"title": title, **{key: value(number) if callable(value) else value for key, value in fields.items()}}
        for number, title in enumerate(WORDS)
    ]


def html(state: Any, body: str = "") -> Page:
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    return page(f"<html><body>{body}{script}</body></html>")


def rule(at: str, template: str = "") -> tuple[Rule, ...]:
    return (Rule(at=at, template=template),)


def test_a_list_is_found_by_its_shape() -> None:
    articles = items(
        url=lambda n: f"/news/{n}/",
        publishedAt=lambda n: f"2026-11-1{n}T10:00:00Z",
        updatedAt=lambda n: f"2026-11-1{n}T11:00:00Z",
        excerpt=lambda n: f"What happened, and why, told in {n} words.",
        cover={"src": "/img/1.jpg", "title": "A picture of something"},
        author={"name": "Ana"},
    )
    menu = [{"title": f"Menu item {n}", "link": f"/menu/{n}"} for n in range(9)]
    state = {"props": {"page": {"menu": menu, "the posts": [{"rows": articles}]}}}
    [first, *_] = find_lists(html(state), "__NEXT_DATA__")
    assert first == Json(
        items='props.page."the posts"[0].rows',
        embedded="__NEXT_DATA__",
        title=rule("title"),
        link=rule("url"),
        date=rule("publishedAt"),
        modified=rule("updatedAt"),
        teaser=rule("excerpt"),
        image=rule("cover.src"),
        author=rule("author.name"),
    )


def test_a_link_is_made_of_an_id_as_the_page_itself_makes_it() -> None:
    articles = items(id=lambda n: 7000 + n, created=lambda n: 1763600000 + n)
    links = "".join(f"<a href='/read/{7000 + n}.html'>x</a><a href='/tag/{n}'>y</a>" for n in range(4))
    [found] = find_lists(html({"list": articles, "more": [1, 2]}, links), "__NEXT_DATA__")
    assert found.link == rule("id", "https://one.example/read/{}.html")
    assert found.date == rule("created")
    assert find_lists(html({"list": articles}), "__NEXT_DATA__") == [], "without a link it is no article"


def test_values_may_lie_deeper_than_the_item() -> None:
    rows = [
        {
            "itemId": 88000 + n,
            "route": f"detail?itemId={88000 + n}",
            "material": {
                "widgetTitle": title,
                "summary": f"Of {title}.",
                "publishTime": 1763600000123,
                "authorId": "u7",
            },
        }
        for n, title in enumerate(WORDS)
    ]
    links = "".join(f"<a href='/p/{88000 + n}?from=list'>x</a>" for n in range(4))
    [found] = find_lists(html({"code": 0, "data": {"list": rows}}, links), "__NEXT_DATA__")
    assert found == Json(
        items="data.list",
        embedded="__NEXT_DATA__",
        title=rule("material.widgetTitle"),
        link=rule("itemId", "https://one.example/p/{}?from=list"),
        date=rule("material.publishTime"),
        teaser=rule("material.summary"),
    )


def test_an_answer_is_a_list_itself() -> None:
    posts = [
        {"title": {"rendered": title}, "link": f"https://one.example/{n}/", "date": f"2026-11-1{n}T10:00:00"}
        for n, title in enumerate(WORDS)
    ]
    assert find_lists(page(json.dumps(posts))) == [
        Json(title=rule("title.rendered"), link=rule("link"), date=rule("date"))
    ]


def test_names_of_what_a_page_embeds() -> None:
    data = json.dumps({"a": ["x" * 300]})
    scripts = (
        f"<script id=state type=application/json>{data}</script>",
        f"<script>window.__INITIAL_STATE__ = {data};\nvar other={data}</script>",
        f"<script>window.lazy = JSON.parse('{data}'); a.b.c = {{x: 1}}</script>",
        f"<script type=application/ld+json id=seo>{data}</script>",
        '<script>var small = {"a": 1}</script><script src=x.js></script>',
        f"<script>if (x == {data}) y()</script>",
    )
    assert embedded_names(page("".join(scripts))) == [
        "state",
        "window.__INITIAL_STATE__",
        "other",
        "window.lazy",
        "a.b.c",
    ]


@pytest.mark.parametrize(
    "state",
    [
        {"a": items(url="/the-same/")},
        {"a": items(url=lambda n: f"/{n}/")[:2]},
        {"a": [{"title": f"/a/{n}", "url": f"/a/{n}"} for n in range(5)]},
        {"a": [{"title": n, "url": f"/a/{n}"} for n in range(5)]},
        {"a": [*items(url=lambda n: f"/{n}/"), "text"]},
        {"a": items(cover=lambda n: f"/{n}.jpg")},
        {"a": [[[]]]},
        None,
        7,
    ],
)
def test_what_is_no_list_of_articles_is_none(state: Any) -> None:
    assert find_lists(html(state), "__NEXT_DATA__") == []


def test_deep_and_large_states_end_soon() -> None:
    deep: Any = items(url=lambda n: f"/{n}/")
    for _ in range(200):
        deep = {"a": deep}
    wide = {str(n): {"a": [{"b": n}] * 3} for n in range(30_000)}
    assert find_lists(html(deep), "__NEXT_DATA__") == []
    assert find_lists(html(wide), "__NEXT_DATA__") == []


def test_what_is_no_json_is_named() -> None:
    with pytest.raises(PageError):
        find_lists(page("<html></html>"))


KEYS = st.sampled_from(["title", "url", "id", "date", "image", "author", "a-b", 'q"\\', "\n", "", "rendered", "的"])
NUMBERS = st.integers(0, 999)
WEB = NUMBERS.map(lambda n: f"/a/{n}")
SENTENCE = NUMBERS.map(lambda n: f"Words of {n}")
LEAVES = st.none() | st.booleans() | NUMBERS | st.floats() | st.text(max_size=8) | WEB | SENTENCE
VALUES = LEAVES | st.dictionaries(KEYS, LEAVES, max_size=3) | st.lists(LEAVES, max_size=2)
ITEM = st.dictionaries(KEYS, VALUES, max_size=5)
ARTICLE = st.fixed_dictionaries({"title": SENTENCE, "url": WEB}, optional={"image": VALUES, "a-b": VALUES})
LIST = st.lists(ARTICLE, min_size=3, max_size=6) | st.lists(ITEM | LEAVES, min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, LIST, min_size=1, max_size=2))
def test_any_json_is_looked_through_and_what_is_found_is_there(state: Any) -> None:
    for found in find_lists(page(json.dumps(state))):
        listed = ask_json(state, found.items) if found.items else state
        assert len(listed) >= 3
        for one in (*found.title, *found.link):
            assert any(ask_json(item, one.at) is not None for item in listed)

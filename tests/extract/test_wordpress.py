"""The kind `wordpress`: the REST API of a blog, and its feed where that is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import PageRequest, Walk, check_site, kind_of, read_cards
from csm_crawler.extract.page import Page
from csm_crawler.extract.wordpress import FIELDS, root_of
from csm_crawler.items import Card
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.sites import Site
from csm_crawler.sites.site import Ask, Pages, Rule

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
API = "https://one.example/wp-json/wp/v2/posts"
FIRST = f"{API}?per_page=20&_fields={FIELDS}"
wordpress = kind_of("wordpress")


def site(url: str = "https://one.example/blog/", **more: Any) -> Site:
    return Site(name="one", file=Path("one.toml"), title="One", url=url, kind="wordpress", **more)


def page(data: Any, url: str = FIRST, **headers: str) -> Page:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return Page(url=url, body=body, fetched_at=NOW, headers=headers)


def post(number: int = 7, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "guid": {"rendered": f"http://one.example/?p={number}"},
        "link": f"https://one.example/{number}/",
        "date": "2019-11-13T23:30:00",
        "date_gmt": "2019-11-13T22:30:00",
        "modified_gmt": "2019-11-13T22:30:00",
        "title": {"rendered": "Uno &#8217;dos&#8217;"},
        "excerpt": {"rendered": "<p>Una frase [&hellip;]</p>\n", "protected": False},
        **more,
    }


def one(**more: Any) -> Card:
    (card,) = read_cards(page([post(**more)]), site())
    return card


def test_a_post_is_read_word_for_word() -> None:
    found = {
        "modified_gmt": "2019-11-20T08:00:00",
        "yoast_head_json": {"author": "Ana", "og_image": [{"url": "https://one.example/o.jpg"}]},
        "jetpack_featured_media_url": "",
    }
    assert one(**found) == Card(
        site="one",
        page_url=FIRST,
        position=0,
        seen_at=NOW,
        title="Uno &#8217;dos&#8217;",
        link="https://one.example/7/",
        teaser="<p>Una frase [&hellip;]</p>\n",
        date_attr="2019-11-13T22:30:00Z",
        image="https://one.example/o.jpg",
        author="Ana",
        source_id="http://one.example/?p=7",
        modified_text="2019-11-20T08:00:00Z",
    )


def test_terms_author_and_image_come_by_name_where_they_are_embedded() -> None:
    embedded = {
        "author": [{"name": "Luis"}],
        "wp:featuredmedia": [{"source_url": "https://one.example/f.jpg"}],
        "wp:term": [[{"name": "Comercio &amp; redes"}, {"id": 3}], None, [{"name": "WeChat"}]],
    }
    card = one(_embedded=embedded)
    assert (card.author, card.image, card.categories) == (
        "Luis",
        "https://one.example/f.jpg",
        ("Comercio &amp; redes", "WeChat"),
    )


def test_a_post_near_midnight_has_one_moment_and_no_conflict() -> None:
    card = one(date="2019-11-14T00:10:00", date_gmt="2019-11-13T23:10:00")
    for zone in ("UTC", "Europe/Madrid", "Asia/Shanghai"):
        (date,) = settle_dates([card], timezone=zone, language="es")
        assert date is not None
        assert (date.moment.isoformat(), date.conflict) == ("2019-11-13T23:10:00+00:00", "")


@pytest.mark.parametrize("unknown", ["0000-00-00T00:00:00", "-0001-11-30T00:00:00", None, ""])
def test_where_the_moment_is_unknown_the_local_date_stands_in(unknown: str | None) -> None:
    assert one(date_gmt=unknown, modified_gmt=unknown).date_attr == "2019-11-13T23:30:00"
    assert one(date_gmt=unknown, date=unknown, modified_gmt=unknown).date_attr == ""


def test_a_post_behind_a_password_keeps_its_title_and_link() -> None:
    card = one(excerpt={"rendered": "", "protected": True})
    assert (card.title, card.link, card.teaser) == ("Uno &#8217;dos&#8217;", "https://one.example/7/", "")


def test_an_id_that_is_not_told_is_what_the_feed_would_say() -> None:
    assert one(guid=None).source_id == "https://one.example/?p=7"
    assert one(guid={"rendered": "http://one.example/?post_type=news&#038;p=7"}).source_id == (
        "http://one.example/?post_type=news&p=7"
    )


def test_what_is_no_post_is_left_out_and_costs_no_neighbour() -> None:
    found = read_cards(page([None, {"id": 3}, post(1), "x", {"link": None, "title": []}, post(2)]), site())
    assert [(card.position, card.link) for card in found] == [
        (0, "https://one.example/1/"),
        (1, ""),
        (2, "https://one.example/2/"),
    ]


def test_the_wish_of_an_api_to_be_in_no_index_is_not_said_of_its_articles() -> None:
    (card,) = read_cards(page([post()], **{"x-robots-tag": "noindex"}), site())
    assert card.rights == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            {"code": "gone", "message": "No route.", "data": {"status": 404}},
            "the answer is an object with code, message, data; a list of posts is expected; it says «gone: No route.»",
        ),
        (
            b"<html><head><title>One</title></head><body></body></html>",
            "is a page of HTML or XML («One»); JSON is expected",
        ),
        (
            [{"id": 1, "name": "News", "link": "https://one.example/c/"}],
            "the answer is a list with an object with id, name, link; posts with link, title are expected",
        ),
        (["a"], "the answer is a list with the text 'a'; posts with link, title are expected"),
    ],
)
def test_an_answer_that_is_no_list_of_posts_is_told(data: Any, problem: str) -> None:
    with pytest.raises(PageError) as error:
        read_cards(page(data), site())
    assert error.value.problem == problem


@pytest.mark.parametrize(
    ("url", "more", "root"),
    [
        ("https://one.example/blog/", {}, "https://one.example/"),
        ("https://one.example/blog/", {"feed": "https://www.one.example/feed/"}, "https://www.one.example/"),
        ("https://one.example/blog/", {"feed": "https://one.example/blog/feed/"}, "https://one.example/blog/"),
        ("https://one.example/news/", {"feed": "https://one.example/en/category/a/b/feed"}, "https://one.example/en/"),
        ("https://one.example/news/", {"feed": "https://feeds.example/one/feed/"}, "https://one.example/"),
        (
            "https://one.example/x",
            {"request": Ask(url="https://b.example/y/wp-json/wp/v2/posts")},
            "https://b.example/y/",
        ),
        (
            "https://one.example/x",
            {"request": Ask(url="https://b.example/?rest_route=/wp/v2/posts")},
            "https://b.example/",
        ),
    ],
)
def test_the_root_of_a_blog_is_told_by_its_api_or_its_feed_else_it_is_the_host(
    url: str, more: dict[str, Any], root: str
) -> None:
    assert root_of(site(url, **more)) == root


def test_first_the_newest_posts_are_asked_for_without_their_content() -> None:
    assert wordpress.first(site(), Walk(now=NOW)) == [PageRequest(url=FIRST)]
    assert "content" not in FIELDS


def test_what_the_site_file_says_of_the_api_is_kept() -> None:
    ask = Ask(url=f"{API}?categories=12&per_page=5&_embed=wp:term", headers={"Accept-Language": "es"})
    assert wordpress.first(site(request=ask), Walk()) == [
        PageRequest(
            url=f"{API}?categories=12&per_page=5&_embed=wp:term&_fields={FIELDS},_links,_embedded",
            headers=(("Accept-Language", "es"),),
        )
    ]
    plain = Ask(url="https://one.example/?rest_route=/wp/v2/posts")
    assert wordpress.first(site(request=plain), Walk()) == [
        PageRequest(url=f"https://one.example/?rest_route=/wp/v2/posts&per_page=20&_fields={FIELDS}")
    ]


def test_once_a_day_edits_of_older_posts_are_asked_for_too() -> None:
    yesterday = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    edits = PageRequest(
        url=f"{API}?per_page=20&modified_after=2026-11-23T23:59:00Z&orderby=modified&_fields={FIELDS}",
        number=2,
        is_part=True,
    )
    only = page([post()], **{"x-wp-totalpages": "1"})
    assert wordpress.first(site(), Walk(now=NOW, last_read=yesterday)) == [PageRequest(url=FIRST)]
    assert wordpress.further(only, site(), Walk(now=NOW, last_read=yesterday)) == [edits]
    today = datetime(2026, 11, 24, 0, 1, tzinfo=UTC)
    assert wordpress.further(only, site(), Walk(now=NOW, last_read=today)) == []
    assert wordpress.further(only, site(), Walk(now=NOW)) == []
    assert wordpress.further(only, site(), Walk(now=NOW, last_read=yesterday, backfill=True)) == []
    assert wordpress.further(only, site(), Walk(now=NOW, last_read=yesterday, number=2)) == []
    assert wordpress.further(page([post()], edits.url), site(), Walk(number=2)) == []


def test_pages_are_asked_for_until_their_total_or_an_empty_list() -> None:
    second = PageRequest(url=f"{API}?per_page=20&page=2&_fields={FIELDS}", number=2)
    assert wordpress.further(page([post()], **{"x-wp-totalpages": "2"}), site(), Walk()) == [second]
    assert wordpress.further(page([post()]), site(), Walk()) == [second]
    assert wordpress.further(page([post()], **{"x-wp-totalpages": "2"}), site(), Walk(number=2)) == []
    assert wordpress.further(page([]), site(), Walk()) == []
    assert wordpress.further(page(b"<rss/>"), site(), Walk()) == []


def test_a_backfill_asks_for_larger_pages_back_to_its_end() -> None:
    since = datetime(2019, 11, 1, tzinfo=UTC)
    walk = Walk(backfill=True, since=since, now=NOW)
    assert wordpress.first(site(), walk) == [PageRequest(url=f"{API}?per_page=50&_fields={FIELDS}")]
    assert wordpress.further(page([post()]), site(), walk) == [
        PageRequest(url=f"{API}?per_page=50&page=2&after=2019-10-31T23:59:59Z&_fields={FIELDS}", number=2)
    ]
    older = post(date_gmt="2019-10-31T23:00:00")
    assert wordpress.further(page([post(), older]), site(), walk) == []
    unknown = post(date_gmt="0000-00-00T00:00:00")
    assert len(wordpress.further(page([unknown]), site(), walk)) == 1
    assert wordpress.further(page([older]), site(), Walk(backfill=True)) == [
        PageRequest(url=f"{API}?per_page=50&page=2&_fields={FIELDS}", number=2)
    ]
    assert wordpress.reach(site()) == "pages"


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ({}, "https://one.example/feed/"),
        ({"feed": "https://feeds.example/one"}, "https://feeds.example/one"),
        ({"request": Ask(url=f"{API}?categories=12,13")}, "https://one.example/feed/?cat=12,13"),
        (
            {"request": Ask(url="https://one.example/?rest_route=/wp/v2/posts&tags=3")},
            "https://one.example/?feed=rss2&tag_id=3",
        ),
    ],
)
def test_where_the_api_is_refused_the_feed_is_asked(more: dict[str, Any], url: str) -> None:
    described = site(**more)
    (request,) = wordpress.first(described, Walk())
    feed = PageRequest(url=url, kind="feed")
    assert wordpress.fallback(request, described) == feed
    assert wordpress.fallback(feed, described) is None
    assert wordpress.fallback(PageRequest(url=API, number=2), described) is None


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"request": Ask(url="https://one.example/feed/")},
            "request.url is 'https://one.example/feed/'; it must be a WordPress API such as …/wp-json/wp/v2/posts",
        ),
        (
            {"request": Ask(url=f"{API}?page={{page}}")},
            f"request.url is '{API}?page={{page}}'; kind 'wordpress' counts its pages itself",
        ),
        ({"request": Ask(method="POST")}, "request.method is 'POST'; kind 'wordpress' asks by GET"),
        ({"pages": Pages(next=(Rule(at="a"),))}, "pages.next is not looked at by kind 'wordpress'; limit is"),
    ],
)
def test_a_site_file_that_cannot_work_is_refused(more: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        check_site(site(**more))
    assert str(error.value) == f"one.toml: {message}"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"pages": Pages(limit=9)},
        {"request": Ask(url="https://one.example/?rest_route=%2Fwp%2Fv2%2Fposts")},
        {"request": Ask(url="https://public-api.example/wp/v2/sites/one.example/posts")},
    ],
)
def test_a_site_file_that_can_work_is_taken(more: dict[str, Any]) -> None:
    check_site(site(**more))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["rendered", "author", "url"]), inner),
    max_leaves=8,
)
names = st.sampled_from([*post(), "_embedded", "yoast_head_json", "jetpack_featured_media_url"])


@given(st.lists(st.dictionaries(names, values) | values, max_size=4))
def test_any_answer_gives_cards_or_a_page_error(data: list[Any]) -> None:
    try:
        found = read_cards(page(data), site())
    except PageError as error:
        assert error.url == FIRST  # noqa: PT017
        return
    assert [card.position for card in found] == list(range(len(found)))
    assert wordpress.further(page(data), site(), Walk()) or not found

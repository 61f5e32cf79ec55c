"""What a page says of itself and of other ways to its articles."""

from datetime import UTC, datetime

import pytest

from csm_crawler.extract.discovery import About, Hint, read_about
from csm_crawler.extract.page import Page

RSS = 'rel="alternate" type="application/rss+xml"'


def page(body: str, *, url: str = "https://one.example/blog/", **headers: str) -> Page:
    return Page(url=url, body=body.encode(), fetched_at=datetime(2026, 11, 20, tzinfo=UTC), headers=headers)


def about(head: str, body: str = "", **headers: str) -> About:
    return read_about(page(f"<html lang=es-ES><head>{head}</head><body>{body}</body></html>", **headers))


def test_a_head_tells_name_language_feeds_and_api() -> None:
    found = about(
        "<title>Noticias | Uno</title><meta property='og:site_name' content='Uno &amp; más'>"
        f"<link {RSS} title='Commentary &raquo; Feed' href='/feed/'>"
        f"<link {RSS} title='Uno &raquo; RSS de los comentarios' href='/otro/'>"
        f"<link {RSS} title='Uno' href='/comments/feed/'>"
        "<link rel='ALTERNATE stylesheet' type='Application/Atom+XML; charset=utf-8' href='//two.example/atom'>"
        "<link rel='https://api.w.org/' href='/wp-json/'>"
        "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/categories/12'>"
    )
    assert found == About(
        title="Uno & más",
        language="es-ES",
        feeds=(
            Hint(url="https://one.example/feed/", found="named in the page's head"),
            Hint(url="https://two.example/atom", found="named in the page's head"),
        ),
        wordpress="https://one.example/wp-json/",
        term="categories=12",
    )


def test_what_is_named_is_not_guessed_and_each_feed_is_once() -> None:
    generator = "<meta name=generator content='Hugo 0.150'>"
    found = about(f"{generator}<link {RSS} href='/feed'>", "<a href='/feed/'>RSS</a><a href='/blog/'>x</a>")
    assert [hint.url for hint in found.feeds] == ["https://one.example/feed"]
    home = f"<html><head><link {RSS} href='/rss/'></head></html>"
    assert read_about(page(home, url="http://127.0.0.1:8000/")).feeds[0].url == "http://127.0.0.1:8000/rss/"


def test_an_api_is_named_by_a_header_too() -> None:
    assert about("", link='<https://one.example/?rest_route=/>; rel="https://api.w.org/"').wordpress == (
        "https://one.example/?rest_route=/"
    )


@pytest.mark.parametrize(
    ("head", "body", "url", "how"),
    [
        ("", "<a href='/news/rss.xml'>RSS</a>", "https://one.example/news/rss.xml", "linked in the page"),
        ("", "<a href='?feed=rss2'>RSS</a>", "https://one.example/blog/?feed=rss2", "linked in the page"),
        ("<meta name=generator content='WordPress 6.9'>", "", "https://one.example/feed/", "where Wordpress has it"),
        ("<meta name=generator content='Hugo 0.150'>", "", "https://one.example/index.xml", "where Hugo has it"),
        ("<!-- This is Squarespace. -->", "", "https://one.example/blog/?format=rss", "where Squarespace has it"),
    ],
)
def test_a_feed_is_looked_for_where_the_page_suggests_it(head: str, body: str, url: str, how: str) -> None:
    assert about(head, body).feeds == (Hint(url=url, found=how),)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<link {RSS} href='file:///etc/passwd'>", ""),
        (f"<link {RSS} href='https://[broken'>", ""),
        (f"<link {RSS}>", ""),
        (f"<link {RSS} href='http://localhost:4000/feed.xml'>", ""),
        (f"<link {RSS} href='http://192.168.1.1/rss/'>", ""),
        ("", "<a href='https://elsewhere.example/feed/'>their feed</a>"),
        ("", "<a href='/blog/a-post/comments/feed/'>feed</a> <a href='/rssi/'>signal</a>"),
        ("<meta name=generator content='Something else'>", ""),
    ],
)
def test_no_feed_is_made_up(head: str, body: str) -> None:
    assert about(head, body).feeds == ()

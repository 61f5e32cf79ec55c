"""Links → canonical URLs → guids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.normalize.urls import address, canonical_url, mint_guid


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("HTTP://Example.ORG:80/a/../b/?b=2&a=1#frag", "http://example.org/b/?a=1&b=2"),
        ("https://example.org/x?utm_source=rss&utm_medium=rss&id=7", "https://example.org/x?id=7"),
        ("https://example.org/x?fbclid=1&spm=a.b", "https://example.org/x"),
        ("https://example.org/x?q=", "https://example.org/x?q="),
        ("https://example.org/x?q=%C4%E3%BA%C3&utm_source=x", "https://example.org/x?q=%C4%E3%BA%C3"),
        ("https://example.org/x?q=%C4%E3%BA%C3", "https://example.org/x?q=%C4%E3%BA%C3"),
        ("https://user:word@example.org:8443/x", "https://example.org:8443/x"),
        ("https://example.org./x", "https://example.org/x"),
        ("https://español.example/ñ", "https://xn--espaol-zwa.example/%C3%B1"),
        ("https://example.org", "https://example.org/"),
        ("  https://example.org/a b  ", "https://example.org/a%20b"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_a_link_has_one_canonical_form(link: str, url: str) -> None:
    assert canonical_url(link) == url
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:alert(1)",
        "mailto:a@b.c",
        "/relative",
        "file:///etc/passwd",
        "http://",
        "http://[oops",
        "data:text/html,x",
        "https://example.org:99999/",
        "https://example.org/" + "x" * 3000,
    ],
)
def test_what_is_no_web_address_is_empty(link: str) -> None:
    assert canonical_url(link) == ""


@given(st.text())
def test_it_is_total_and_idempotent(text: str) -> None:
    for link in (text, f"https://example.org/{text}", f"https://{text}/?{text}"):
        url = canonical_url(link)
        assert canonical_url(url) == url
        assert url == "" or url.startswith(("http://", "https://"))


def test_a_guid_never_changes() -> None:
    assert mint_guid("http://chinasocialmedia.net/2143/") == mint_guid("http://chinasocialmedia.net/2143/")
    assert mint_guid("https://example.org/") == "urn:uuid:a78135ae-1510-58dd-b732-01b92a35569d"


@pytest.mark.parametrize(
    "other",
    [
        "http://gaceta.example/2026/07/douyin",
        "https://www.gaceta.example/2026/07/douyin/",
        "https://m.gaceta.example/2026/07/douyin/",
        "https://amp.gaceta.example/2026/07/douyin",
        "https://gaceta.example:443/2026/07/douyin/index.html",
        "https://gaceta.example/2026//07/douyin",
        "https://gaceta.example/2026/07/douyin/amp",
        "https://gaceta.example/2026/07/douyin/amp/",
        "https://gaceta.example/amp/2026/07/douyin",
        "https://gaceta.example/2026/07/douyin.amp",
        "https://gaceta.example/2026/07/douyin/?amp=1",
        "https://gaceta.example/2026/07/douyin?amp&utm_source=x",
        "https://gaceta.example/2026/07/douyin/?outputType=amp",
        "https://gaceta-example.cdn.ampproject.org/c/s/gaceta.example/2026/07/douyin/amp/",
        "https://www.google.com/amp/s/www.gaceta.example/2026/07/douyin",
    ],
)
def test_one_article_has_one_address(other: str) -> None:
    assert address(canonical_url(other)) == "gaceta.example/2026/07/douyin"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gaceta.example/?p=7", "https://gaceta.example/?p=8"),
        ("https://gaceta.example/amp", "https://gaceta.example/"),
        ("https://m.example/7", "https://example/7"),
        ("https://es.gaceta.example/7", "https://gaceta.example/7"),
        ("https://gaceta.example/7", "https://gaceta.example:8080/7"),
        ("https://gaceta.example/Douyin", "https://gaceta.example/douyin"),
        ("https://gaceta.example/#/detail/7", "https://gaceta.example/#/detail/8"),
        ("https://gaceta.example/lamp", "https://gaceta.example/l"),
    ],
)
def test_two_articles_have_two_addresses(one: str, other: str) -> None:
    assert address(canonical_url(one)) != address(canonical_url(other))

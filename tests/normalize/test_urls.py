"""Links → canonical URLs → guids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.normalize.urls import canonical_url, mint_guid


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

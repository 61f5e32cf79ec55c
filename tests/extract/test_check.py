"""Pages that cannot be read are named, with what was found."""

from datetime import UTC, datetime

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.check import check_page
from csm_crawler.extract.page import Page

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0\\r\xa8f" + bytes(range(256)) * 8


def page(body: bytes) -> Page:
    return Page(url="https://one.example/", body=body, fetched_at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (PNG, "is binary"),
        (b"\x1f\x8b\x08\0" + bytes(range(256)) * 4, "is binary"),
        (b"<html><body>" + b"x" * (50 * 2**20), "is too large: 50.0 MB, at most 16 MB"),
        (b"<!doctype html><html><body><article><h2>Half a ti", "is cut off"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(body: bytes, words: str) -> None:
    with pytest.raises(PageError, match=rf"^https://one\.example/: {words}"):
        check_page(page(body))


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><p>x</body>",
        "<html><body>微信</body></html>".encode("utf-16"),
        "<html><body>微信</body></html>".encode("hz"),
        "<html><body>微信</body></html>".encode("gb18030"),
        b"<li>a fragment of an answer</li>",
    ],
)
def test_a_page_in_any_encoding_is_read(body: bytes) -> None:
    check_page(page(body))

"""Pages that cannot be read are named, with what was found."""

from datetime import UTC, datetime

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.check import MAX_CARDS, check_cards, check_page
from csm_crawler.extract.page import Page
from csm_crawler.items import Card

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0\\r\xa8f" + bytes(range(256)) * 8

GZIP = b"\x1f\x8b\x08\0" + bytes(range(256)) * 4


def page(body: bytes) -> Page:
    return Page(url="https://one.example/", body=body, fetched_at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (PNG, "is binary"),
        (GZIP, "is binary"),
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
        b"<?xml version='1.0'?><rss><channel><![CDATA[<html><body><p>Half]]></channel></rss>",
        b'{"html": "<html><body><p>Half"}',
        b'["<html><body>"]',
        b'/**/jQuery_1({"html": "<html><body><p>Half"})',
        b"<rss><channel><item><title>Half a ti",
    ],
)
def test_a_page_in_any_encoding_is_read_and_where_a_feed_ends_knows_its_parser(body: bytes) -> None:
    check_page(page(body))


@pytest.mark.parametrize(
    "body",
    [
        b"\n<!-- <rss> -->\n<!DOCTYPE html>\n<HTML><BODY><p>Half",
        b"Notice: a warning of PHP<br><html><body><p>Half",
        "<html><body><p>Half".encode("utf-16"),
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Half",
    ],
)
def test_a_page_that_is_cut_off_is_known_in_any_dress(body: bytes) -> None:
    with pytest.raises(PageError, match="is cut off"):
        check_page(page(body))


def cards(*links: str, titles: tuple[str, ...] = ()) -> list[Card]:
    names = titles or tuple(f"Title {n}" for n in range(len(links)))
    return [
        Card(site="one", page_url="https://one.example/", position=n, seen_at=NOON, title=names[n], link=link)
        for n, link in enumerate(links)
    ]


@pytest.mark.parametrize(
    ("links", "place"),
    [
        (["https://one.example/login"] * 3, "https://one.example/login"),
        (
            ["https://one.example/news#a", "https://one.example/news#b", "https://one.example/news"],
            "https://one.example/news",
        ),
        ([f"https://one.example/ad?utm_source={n}" for n in range(5)], "https://one.example/ad"),
        (
            ["https://one.example/app", "https://ONE.example:443/app", "https://one.example/app#/2"],
            "https://one.example/app",
        ),
        (["javascript:void(0)"] * 3, "javascript:void(0)"),
        (["", "https://one.example/1", "https://one.example/1", "https://one.example/1"], "https://one.example/1"),
    ],
)
def test_a_list_whose_links_all_lead_to_one_place_is_lost(links: list[str], place: str) -> None:
    with pytest.raises(PageError) as told:
        check_cards(cards(*links), page(b""))
    assert told.value.problem == f"has {len([one for one in links if one])} cards that all lead to {place}"


@pytest.mark.parametrize(
    "some",
    [
        [],
        cards("https://one.example/1", "https://one.example/1"),
        cards("https://one.example/1", "https://one.example/1", "https://one.example/2"),
        cards("https://one.example/?p=1", "https://one.example/?p=2", "https://one.example/?p=3"),
        cards(*["https://one.example/1"] * 4, titles=("Image of 1", "Title 1", "Title 1", "Image of 1")),
        cards("", "", ""),
    ],
)
def test_a_list_of_several_places_or_a_few_cards_is_read(some: list[Card]) -> None:
    check_cards(some, page(b""))


def test_more_cards_than_any_list_has_are_no_list() -> None:
    many = cards(*(f"https://one.example/{n}" for n in range(MAX_CARDS)))
    check_cards(many, page(b""))
    with pytest.raises(PageError, match="has 50001 cards, at most 50000 expected"):
        check_cards([*many, many[0]], page(b""))

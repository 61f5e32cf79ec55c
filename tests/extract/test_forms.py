"""What a page is, and what a feed says of itself."""

from datetime import UTC, datetime

import pytest

from csm_crawler.extract.forms import feed_home, feed_title, form_of
from csm_crawler.extract.page import Page


def page(body: str) -> Page:
    return Page(url="https://one.example/blog/", body=body.encode(), fetched_at=datetime(2026, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("<!doctype html><html><body>x</body></html>", "html"),
        ("<p>x", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"></html>', "html"),
        ('\ufeff<?xml version="1.0"?>\n<!-- made by --><rss version="2.0">', "feed"),
        ('<rdf:RDF xmlns:rdf="x">', "feed"),
        ("<feed>", "feed"),
        ('<?xml version="1.0"?><?xml-stylesheet href="x"?><urlset>', "sitemap"),
        ("<sitemapindex>", "sitemap"),
        ('<?xml version="1.0"?><data/>', "xml"),
        (' {"items": []}', "json"),
        ("[1]", "json"),
        ("", "html"),
    ],
)
def test_the_form_of_a_page_is_told_by_its_first_bytes(body: str, form: str) -> None:
    assert form_of(page(body)) == form


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<rss><channel><title> Uno &amp; dos </title><item><title>No</title>", "Uno &amp; dos"),
        ("<feed><title type='text'><![CDATA[Uno]]></title>", "Uno"),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "Uno", "items": [{"title": "No"}]}', "Uno"),
        ('{"items": [{"title": "No"}]}', ""),
        ('{"title": 7', ""),
        ("<rss><channel><item><title>No</title>", ""),
        ("[]", ""),
    ],
)
def test_a_feed_has_a_name(body: str, title: str) -> None:
    assert feed_title(page(body)) == title


@pytest.mark.parametrize(
    ("body", "home"),
    [
        (
            "<rss><channel><link>https://one.example/?a=1&amp;b=2</link><item><link>/no</link>",
            "https://one.example/?a=1&b=2",
        ),
        ("<rss><channel><atom:link href='/self' rel='self'/><link>/news/</link>", "https://one.example/news/"),
        ("<feed><link rel='self' href='/self'/><link href='https://two.example/'/>", "https://two.example/"),
        ('<feed><link rel="hub" href="/hub"/><link rel="alternate" href="/"/>', "https://one.example/"),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https:\\/\\/one.example\\/"}',
            "https://one.example/",
        ),
        ("<rss><channel><link>javascript:alert(1)</link>", ""),
        ("<rss><channel><link>http://127.0.0.1/</link>", ""),
        ("<rss><channel><item><link>/no</link>", ""),
        ("<feed><entry><link href='/no'/>", ""),
        ("[]", ""),
    ],
)
def test_a_feed_names_the_page_that_it_is_of(body: str, home: str) -> None:
    assert feed_home(page(body)) == home

"""Lead images: only where the site's file allows them, and no more said of them than is known."""

import json
from collections.abc import Callable
from dataclasses import replace

import feedparser
import pytest

from csm_crawler.publish.feed import Feed, Source
from csm_crawler.publish.images import entry_image, image_type
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import SOURCES, make_article, make_feed

Render = Callable[[Feed], bytes]
SHOWN = Source(name="hoy", title="Hoy", url="https://hoy.example/", images=True)
IMAGE = "https://hoy.example/fotos/微信.JPG?w=800"
WRITTEN = "https://hoy.example/fotos/%E5%BE%AE%E4%BF%A1.JPG?w=800"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.example/b.jpg", "image/jpeg"),
        ("https://a.example/b.JPEG?x=.png", "image/jpeg"),
        ("https://a.example/b.webp#c", "image/webp"),
        ("https://a.example/b.svg", "image/svg+xml"),
        ("https://a.example/b.png/resize", ""),
        ("https://a.example/b.php?f=c.gif", ""),
        ("https://a.gif/", ""),
        ("https://a.example/gif", ""),
    ],
)
def test_the_type_is_that_of_a_known_ending_or_none(url: str, kind: str) -> None:
    assert image_type(url) == kind


def test_an_image_is_shown_where_the_site_allows_it_and_nothing_is_reserved() -> None:
    article = make_article(image=IMAGE)
    assert entry_image(article, SHOWN) == WRITTEN
    assert entry_image(article, replace(SHOWN, images=False)) == ""
    assert entry_image(replace(article, rights=("nosnippet",)), SHOWN) == ""
    assert entry_image(replace(article, rights=("tdm-reservation",)), SHOWN) == ""
    assert entry_image(replace(article, image="javascript:alert(1)"), SHOWN) == ""
    assert entry_image(replace(article, image=""), SHOWN) == ""


@pytest.mark.parametrize("render", [to_rss, to_atom])
def test_readers_find_it_as_media_rss_without_a_length(render: Render) -> None:
    with_type, without = make_article("a", image=IMAGE), make_article("b", image="https://hoy.example/c")
    body = render(make_feed(with_type, without, sources={"hoy": SHOWN}))
    found = [entry.media_content for entry in feedparser.parse(body).entries]
    assert found == [
        [{"url": WRITTEN, "medium": "image", "type": "image/jpeg"}],
        [{"url": "https://hoy.example/c", "medium": "image"}],
    ]
    assert body.count(b"xmlns:media=") == 1
    assert b"<media:group" not in body


@pytest.mark.parametrize("render", [to_rss, to_atom, to_json])
def test_a_feed_whose_sites_do_not_allow_it_tells_nothing_of_images(render: Render) -> None:
    body = render(make_feed(make_article(image=IMAGE), sources=SOURCES))
    assert b"fotos" not in body
    assert b"media" not in body


def test_json_feed_has_a_key_for_it() -> None:
    (item,) = json.loads(to_json(make_feed(make_article(image=IMAGE), sources={"hoy": SHOWN})))["items"]
    assert item["image"] == WRITTEN

"""What a browser shows of a feed."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

from csm_crawler.publish.feed import Feed
from csm_crawler.publish.rss_atom import to_atom, to_rss
from csm_crawler.publish.stylesheet import CSS, to_css
from tests.publish.examples import SAMPLE, make_feed

Render = Callable[[Feed], bytes]


@pytest.mark.parametrize("render", [to_rss, to_atom])
@pytest.mark.parametrize(("name", "path"), [("all", "feed.css"), ("group/bats", "../feed.css")])
def test_a_feed_names_its_stylesheet_relatively_wherever_it_lies(render: Render, name: str, path: str) -> None:
    instruction = etree.fromstring(render(make_feed(*SAMPLE, name=name))).getprevious()
    assert (instruction.target, instruction.text) == ("xml-stylesheet", f'type="text/css" href="{path}"')


def test_the_stylesheet_loads_nothing_and_knows_both_light_and_dark() -> None:
    text = to_css().decode()
    assert CSS == "feed.css"
    assert not re.search(r"url\(|@import|@font-face|http", text)
    assert "prefers-color-scheme: dark" in text
    assert "To subscribe" in text
    assert text.count("{") == text.count("}")


def test_what_it_speaks_of_is_what_feeds_are_made_of() -> None:
    names = set(re.findall(r"(?:item|entry|channel|feed|source|author) > (\w+)", to_css().decode()))
    feeds = [etree.fromstring(render(make_feed(*SAMPLE))) for render in (to_rss, to_atom)]
    written = {etree.QName(one).localname for feed in feeds for one in feed.iter("*")}
    assert names <= written

"""The WebSub hub, as each format names it; none where there is none."""

import json
from collections.abc import Callable

import pytest
from lxml import etree

from csm_crawler.publish.feed import Feed
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import SAMPLE, make_feed

Render = Callable[[Feed], bytes]
HUB = "https://hub.example/push?a=1&b=2"


@pytest.mark.parametrize("render", [to_rss, to_atom])
def test_rss_and_atom_link_to_it_before_their_entries(render: Render) -> None:
    top = etree.fromstring(render(make_feed(*SAMPLE, hub=HUB)))
    top = top.find("channel") if top.tag == "rss" else top
    links = [dict(one.attrib) for one in top.findall("{http://www.w3.org/2005/Atom}link")]
    assert {"rel": "hub", "href": HUB} in links
    names = [etree.QName(one).localname for one in top]
    assert "link" not in names[names.index("item" if "item" in names else "entry") :]


def test_json_feed_has_a_key_for_it() -> None:
    assert json.loads(to_json(make_feed(hub=HUB)))["hubs"] == [{"type": "WebSub", "url": HUB}]


@pytest.mark.parametrize("render", [to_rss, to_atom, to_json])
@pytest.mark.parametrize("hub", ["", "javascript:alert(1)"])
def test_without_a_hub_none_is_named(render: Render, hub: str) -> None:
    assert b"hub" not in render(make_feed(*SAMPLE, hub=hub))

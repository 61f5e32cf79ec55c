"""A feed that is broken, cut off, a bomb or none costs no more than what is broken."""

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import PageError
from csm_crawler.extract import feed, read_cards
from csm_crawler.normalize.text import clean_title
from tests.conftest import ROOT
from tests.extract.feed_texts import ATOM, JSON, OLD, RSS, SITE, URL, item, page, read, rss, titles

FAULTS = {
    "junk before": "<br />\n<b>Warning</b>: Undefined variable in /srv/a.php on line 3\n\n" + RSS,
    "junk after": RSS + "<!-- cached --><script>a && b</script>",
    "no declaration": RSS.partition("?>")[2],
    "undeclared prefixes": re.sub(r'\sxmlns:\w+="[^"]*"', "", RSS),
    "a document type": RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>\n<rss', 1),
    "raw ampersands": RSS.replace("a=1&amp;b=2", "a=1&b=2"),
    "control characters": RSS.replace("Un resumen", "Un\x0b resumen\x01").replace("\x0b", ""),
    "capitals at the end": RSS.replace("</channel></rss>", "</channel></rss>\n\n\n"),
    "html inside": RSS.replace("<title>Uno</title>", "<title>Uno</title><description><![CDATA[<html>]]></description>"),
    "an end that is missing": RSS.replace("</channel></rss>", ""),
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_a_fault_that_can_be_put_right_changes_nothing(text: str) -> None:
    assert feed.cards(page(text), SITE) == read(RSS)


LINK = "<link>https://blog.example/x</link>"
BROKEN = {
    "a tag without an end": f"<item><title>Rota <b> y más</title>{LINK}</item>",
    "ends in the wrong order": f"<item><title><b><i>Rota y más</b></i></title>{LINK}</item>",
    "an attribute without quotes": f"<item a=b><title>Rota y más</title>{LINK}</item>",
    "an attribute twice": f'<item><title a="1" a="2">x</title><title>Rota y más</title>{LINK}</item>',
    "no end of its own": f"<item><title>Rota y más</title>{LINK}",
    "CDATA without an end": f"<item><title>Rota y más</title>{LINK}<description><![CDATA[a</item>",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_entry_costs_neither_its_neighbors_nor_its_own_words(broken: str) -> None:
    found = read(rss(item(1), broken, item(3), item(4)))
    assert [(clean_title(one.title), one.link) for one in found] == [
        ("Noticia 1", "https://blog.example/1"),
        ("Rota y más", "https://blog.example/x"),
        ("Noticia 3", "https://blog.example/3"),
        ("Noticia 4", "https://blog.example/4"),
    ]
    assert [one.position for one in found] == [0, 1, 2, 3]


def test_a_feed_that_is_cut_off_keeps_its_whole_entries() -> None:
    text = rss(item(1), item(2), item(3, "<description>un texto que no acaba</description>"))
    for cut in ("que no", "<description>", "ticia 3"):
        assert titles(text[: text.index(cut)]) == ["Noticia 1", "Noticia 2"]
    assert titles(text[: text.index("</title>")]) == []


def test_a_feed_without_entries_is_one() -> None:
    assert read(rss()) == read('{"version": "https://jsonfeed.org/version/1", "items": []}') == []


XML = '<?xml version="1.0"?>'
HTML = "<!doctype html><html>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"{HTML}<title>Página no\n encontrada &amp; fin</title></html>",
            "is a page titled 'Página no encontrada & fin'",
        ),
        (f"{HTML}x <rss version='2.0'><channel></channel></rss></html>", "is a page without a title"),
        ('{"code": 0, "items": [{"title": "x"}]}', "is JSON"),
        ("[1, 2]", "is JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "is JSON"),
        (f"{XML}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "is a sitemap"),
        (f"{XML}\n<!-- x -->\n<opml version='2.0'><body></body></opml>", "is a list of feeds (OPML)"),
        (f"{XML}<Error><Code>AccessDenied</Code></Error>", "is XML that begins with <Error>"),
        (XML, """begins with '<?xml version="1.0"?>'"""),
        ("Feed disabled by the administrator", "begins with 'Feed disabled by the administrator'"),
    ],
)
def test_what_is_no_feed_is_named(text: str, words: str) -> None:
    with pytest.raises(feed.NotAFeed, match=f"^{re.escape(f'{URL}: {words}, not a feed')}$"):
        read_cards(page(text), SITE)


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(9999))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE rss [<!ENTITY a "lol">{LAUGHS}]>' + rss("<item><title>&j;</title></item>", item(2)),
    "a file": f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{(ROOT / 'LICENSE').as_uri()}'>]>"
    + rss("<item><title>&x;</title></item>", item(2)),
    "a deep entry": rss("<item><title>" + "<b>" * 50_000 + "</title></item>", item(2)),
    "a long entry": rss(item(1, f"<description>{'palabra &lt;p&gt; ' * 50_000}</description>"), item(2)),
    "an entry of tags": rss(item(1, "<a/>" * 100_000), item(2)),
    "many attributes": rss(f"<item {ATTRIBUTES}><title>x</title></item>", item(2)),
    "comments without end": rss("<!--" * 100_000, item(2)),
    "white space": rss("<link>" + " " * 300_000, item(2)),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_bounded_and_costs_no_neighbor(text: str) -> None:
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < 10
    assert (found[-1].title, found[-1].link) == ("Noticia 2", "https://blog.example/2")
    assert all(len(one.title) <= 5000 and len(one.teaser) <= 20_000 and "MIT" not in one.title for one in found)


@pytest.mark.slow
def test_of_a_hundred_thousand_entries_the_first_two_thousand_are_read() -> None:
    assert titles(rss(*map(item, range(100_000)))) == [f"Noticia {number}" for number in range(2000)]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_cards_or_a_page_error(body: bytes) -> None:
    try:
        assert isinstance(read(b"<rss version='2.0'><channel><item>" + body), list)
        read(body)
    except PageError as error:
        assert str(error).startswith(URL)  # noqa: PT017


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RSS, ATOM, JSON, *OLD.values()]), st.randoms(use_true_random=False))
def test_any_change_to_a_feed_ends_in_cards_or_a_page_error(text: str, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        at, to = sorted(chance.randint(0, len(text)) for _ in range(2))
        piece = chance.choice(["", "<", "&", "]]>", "<![CDATA[", "<item>", "</entry>", "\x00", '"', text[at:to]])
        text = text[:at] + piece + text[chance.choice([at, at + 1, to]) :]
    try:
        found = read(text)
    except PageError as error:
        assert str(error).startswith(URL)  # noqa: PT017
    else:
        assert [one.position for one in found] == list(range(len(found)))

"""How the documents of a feed lead from one to the one before it, as RFC 5005 says, word for word."""

from collections.abc import Callable

import feedparser
import pytest

from csm_crawler.publish.feed import Feed
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import BASE_URL, SAMPLE, make_feed
from tests.publish.strict import complaints

DOCUMENT, OLDER = "archive/group/bats/2026-07-2", "archive/group/bats/2026-07"
CURRENT = make_feed(*SAMPLE, name="group/bats", older=DOCUMENT)
ARCHIVED = make_feed(*SAMPLE, name="group/bats", document=DOCUMENT, older=OLDER)
FIRST = make_feed(*SAMPLE, name="group/bats", document=OLDER)


def lines(body: bytes, *words: str) -> list[str]:
    return [line.strip().rstrip(",") for line in body.decode().splitlines() if any(word in line for word in words)]


def test_rss() -> None:
    own = f'<atom:link href="{BASE_URL}group/bats.rss" rel="self" type="application/rss+xml"/>'
    to_document = f'<atom:link rel="prev-archive" href="{BASE_URL}{DOCUMENT}.rss" type="application/rss+xml"/>'
    assert lines(to_rss(CURRENT), "<atom:link", "<fh:") == [own, to_document]
    assert lines(to_rss(ARCHIVED), "<atom:link", "<fh:") == [
        own.replace("group/bats", DOCUMENT),
        f'<atom:link rel="current" href="{BASE_URL}group/bats.rss" type="application/rss+xml"/>',
        to_document.replace(DOCUMENT, OLDER),
        "<fh:archive/>",
    ]
    assert lines(to_rss(FIRST), "<rss ")[0].count('xmlns:fh="http://purl.org/syndication/history/1.0"') == 1
    assert b"prev-archive" not in to_rss(FIRST)


def test_atom() -> None:
    kind = 'type="application/atom+xml"'
    assert lines(to_atom(CURRENT), 'rel="self"', "archive", "<fh:")[:2] == [
        f'<link href="{BASE_URL}group/bats.atom" rel="self" {kind}/>',
        f'<link rel="prev-archive" href="{BASE_URL}{DOCUMENT}.atom" {kind}/>',
    ]
    assert lines(to_atom(ARCHIVED), 'rel="current"', "archive", "<fh:") == [
        f'<link href="{BASE_URL}{DOCUMENT}.atom" rel="self" {kind}/>',
        f'<link rel="current" href="{BASE_URL}group/bats.atom" {kind}/>',
        f'<link rel="prev-archive" href="{BASE_URL}{OLDER}.atom" {kind}/>',
        "<fh:archive/>",
    ]


def test_json_feed() -> None:
    words = ('"feed_url"', '"next_url"')
    own = f'"feed_url": "{BASE_URL}group/bats.json"'
    assert lines(to_json(CURRENT), *words)[:2] == [own, f'"next_url": "{BASE_URL}{DOCUMENT}.json"']
    assert lines(to_json(ARCHIVED), *words)[:2] == [own, f'"next_url": "{BASE_URL}{OLDER}.json"']
    assert not lines(to_json(FIRST), '"next_url"')


@pytest.mark.parametrize("render", [to_rss, to_atom])
def test_all_documents_are_one_feed_with_the_same_entries_as_without_an_archive(
    render: Callable[[Feed], bytes],
) -> None:
    plain, *paged = (
        feedparser.parse(render(one)) for one in (make_feed(*SAMPLE, name="group/bats"), CURRENT, ARCHIVED)
    )
    for one in paged:
        assert not one.bozo
        assert one.entries == plain.entries
        assert one.feed.get("id") == plain.feed.get("id")


def test_a_feed_without_an_archive_names_none() -> None:
    alone = make_feed(*SAMPLE)
    bodies = to_rss(alone) + to_atom(alone) + to_json(alone)
    assert b"archive" not in bodies
    assert b"history" not in bodies
    assert b"next_url" not in bodies


@pytest.mark.parametrize(("suffix", "render"), [(".rss", to_rss), (".atom", to_atom), (".json", to_json)])
@pytest.mark.parametrize("feed", [CURRENT, ARCHIVED, FIRST], ids=["current", "archived", "first"])
def test_nobody_complains_of_the_documents(feed: Feed, suffix: str, render: Callable[[Feed], bytes]) -> None:
    url = f"{BASE_URL}{feed.name if suffix == '.json' else feed.path}{suffix}"
    assert complaints(render(feed), url=url) == []

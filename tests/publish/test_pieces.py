"""What an entry that is taken over from another feed looks like, and what is forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from uuid import NAMESPACE_URL, uuid5

import pytest

from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.pieces import Pieces
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import SAMPLE, SEEN, SOURCES, make_article, make_feed, on_day

Render = Callable[..., bytes]
FORMATS = pytest.mark.parametrize("render", [to_rss, to_atom, to_json])
ODD = make_article(
    "odd",
    title="<b>1 & 2</b>\n    </item>\n",
    summary="</item>\n    </item>\n    <item>\n  </entry>\n  <entry a>]]>&amp;",
    updated=datetime(2026, 11, 21, tzinfo=UTC),
)
TWINS = [make_article(f"twin{n}", **on_day(3)) for n in range(30)]
FEEDS = (
    make_feed(*SAMPLE),
    make_feed(*SAMPLE, ODD, name="group/bats", older="archive/group/bats/2026-10"),
    make_feed(*SAMPLE[1:], *TWINS, name="douyin", document="archive/douyin/2026-11"),
    make_feed(ODD, *TWINS[:9], sources={}),
    make_feed(),
    make_feed(ODD),
    make_feed(*TWINS, *SAMPLE, ODD),
)


@FORMATS
@pytest.mark.parametrize("at_most", [0, 1, 5, 100])
def test_entries_taken_from_other_feeds_give_the_same_bytes_as_new_ones(render: Render, at_most: int) -> None:
    known = Pieces(at_most)
    assert [render(feed, known) for feed in FEEDS * 2] == [render(feed) for feed in FEEDS * 2]


@FORMATS
def test_an_article_is_written_anew_when_a_word_of_it_or_of_its_site_changes(render: Render) -> None:
    known = Pieces()
    render(make_feed(make_article("one", title="Before")), known)
    assert b"Before" not in render(make_feed(make_article("one", title="After")), known)
    other = {"hoy": SOURCES["letter"]}
    changed = make_feed(make_article("one", title="After"), sources=other)
    assert render(changed, known) == render(changed) != render(make_feed(make_article("one", title="After")))


def test_two_entries_of_one_moment_stay_apart_where_one_of_them_is_known() -> None:
    guids: dict[int, str] = {}
    for guid in map(str, count()):
        fraction = uuid5(NAMESPACE_URL, guid).int % 1_000_000
        if fraction in guids:
            break
        guids[fraction] = guid
    one, other = make_article("one", guid=guids[fraction]), make_article("two", guid=guid)
    known = Pieces()
    alone = to_atom(make_feed(other), known)
    both = make_feed(one, other)
    stamp = f"{SEEN:%Y-%m-%dT%H:%M:%S}.{fraction:06}+00:00".encode()
    assert (alone.count(stamp), to_atom(both).count(stamp)) == (2, 1)
    assert to_atom(both, known) == to_atom(both)


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    known = Pieces(2)
    a, b, c = (make_feed(make_article(name)) for name in "abc")
    first, second = known.of(a)[0], known.of(b)[0]
    assert known.of(make_feed(make_article("a"))) == [first]
    known.of(c)
    assert known.of(make_feed(make_article("a"))) == [first]
    assert known.of(make_feed(make_article("b"))) != [second]


def test_what_no_feed_asks_for_any_more_is_forgotten_and_nothing_else() -> None:
    known = Pieces()
    a, b = make_article("a"), make_article("b")
    first, second = known.of(make_feed(a, b))
    known.forget(a)
    known.forget(make_article("never asked for"))
    assert known.of(make_feed(b)) == [second]
    assert known.of(make_feed(a)) != [first]


def test_what_was_rendered_before_is_taken_over_also_behind_many_others() -> None:
    known = Pieces(1)
    a, b = make_article("a"), make_article("b")
    known.recall(a, {"rss": b"    <item>\n      <kept/>\n    </item>\n"})
    for _ in range(2):
        assert to_rss(make_feed(b, a), known).count(b"<kept/>") == 1
    assert known.forget(a) == {"rss": b"    <item>\n      <kept/>\n    </item>\n"}
    assert to_rss(make_feed(b, a), known) == to_rss(make_feed(b, a))


def test_of_another_site_nothing_is_taken_over() -> None:
    known, a = Pieces(), make_article("a")
    known.recall(a, {"rss": b"    <item>\n      <kept/>\n    </item>\n"})
    to_rss(make_feed(a), known)
    other = make_feed(a, sources={"hoy": SOURCES["letter"]})
    assert to_rss(other, known) == to_rss(other)

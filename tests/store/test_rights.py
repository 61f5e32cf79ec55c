"""Rights that come and go: the feeds follow what the page reserves now."""

from dataclasses import replace

from csm_crawler.store import ArticleStore, Reading, fingerprint
from tests.store.builders import reading


def reserving(*rights: str, site: str = "gaceta") -> Reading:
    usual = reading()
    card, article = replace(usual.card, rights=rights, site=site), replace(usual.article, rights=rights, site=site)
    return Reading(card=card, article=article, feeds=frozenset() if "noindex" in rights else usual.feeds)


def test_an_article_leaves_its_feeds_for_as_long_as_its_page_wants_no_index(store: ArticleStore) -> None:
    shown, hidden = reserving(), reserving("noindex")
    for _ in range(2):
        store.add([shown])
        assert [one.rights for one in store.newest("all")] == [()]
        assert store.counts() == dict.fromkeys(shown.feeds, 1)
        store.add([hidden])
        assert store.newest("all") == []
        assert store.counts() == dict.fromkeys(shown.feeds, 0)
        assert [one.rights for one in store.articles()] == [("noindex",)]
    assert store.stale_feeds() == sorted(shown.feeds)


def test_a_kept_card_is_known_as_long_as_it_says_what_its_article_reserves(store: ArticleStore) -> None:
    before, after = reserving(), reserving("nosnippet")
    store.add([before])
    store.add([after])
    assert store.known([before.card, after.card]) == {fingerprint(after.card): after.article}
    added = store.add([before])
    assert [one.rights for one in added.changed] == [()]
    assert store.add([before]).changed == ()


def test_another_site_that_shows_the_article_reserves_nothing_of_it(store: ArticleStore) -> None:
    store.add([reserving()])
    other = reserving("noindex", site="diario")
    assert store.add([other]).changed == ()
    assert len(store.newest("all")) == 1

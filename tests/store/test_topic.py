"""Articles that stop or begin to be about China when their words change: the feeds follow what is told of them."""

from dataclasses import replace

from csm_crawler.store import ArticleStore, Reading
from tests.store.builders import reading, reread

ABOUT = reading(feeds="all weibo")


def off_topic(one: Reading) -> Reading:
    article = replace(one.article, off_topic=True, platforms=())
    return replace(one, article=article, feeds=frozenset())


def places(store: ArticleStore) -> dict[str, int]:
    """Without the feed of corrections, which holds no articles."""
    return {name: count for name, count in store.counts().items() if count and name != "corrections"}


def test_an_article_whose_new_words_are_of_something_else_leaves_its_feeds(store: ArticleStore) -> None:
    store.add([ABOUT])
    store.add([off_topic(reread(ABOUT, words={"title": "Otra cosa", "teaser": "De otro sitio."}))])
    assert places(store) == {}
    assert [one.title for one in store.articles(off_topic=True)] == ["Otra cosa"]


def test_what_the_kept_summary_says_still_counts(store: ArticleStore) -> None:
    store.add([ABOUT])
    store.add([off_topic(reread(ABOUT, words={"title": "Otra cosa", "teaser": ""}))])
    assert places(store) == {"all": 1, "weibo": 1}
    assert [(one.title, one.off_topic, one.platforms) for one in store.articles()] == [("Otra cosa", False, ("weibo",))]


def test_new_words_beside_a_kept_summary_open_the_feeds_that_they_name(store: ArticleStore) -> None:
    store.add([off_topic(ABOUT)])
    assert places(store) == {}
    again = reread(ABOUT, words={"title": "Douyin crece", "teaser": ""}, meaning={"platforms": ("douyin",)})
    store.add([replace(again, feeds=frozenset({"all", "douyin"}))])
    assert places(store) == {"all": 1, "douyin": 1}
    assert [one.off_topic for one in store.articles()] == [False]
    again = reread(again, words={"title": "Weibo crece", "teaser": ""}, meaning={"platforms": ("weibo",)})
    store.add([replace(again, feeds=frozenset({"all", "weibo"}))])
    assert places(store) == {"all": 1, "douyin": 1, "weibo": 1}

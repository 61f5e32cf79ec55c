"""The contract of the store, on every database that it speaks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from csm_crawler.errors import StoreError
from csm_crawler.items import Article
from csm_crawler.store import Added, ArticleStore, Reading, RunRecord, SiteRecord, fingerprint
from tests.store.builders import NOON, card, reading, reread


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def full_article(read: Reading) -> Article:
    return replace(
        read.article,
        title_derived=True,
        summary="Tiendas y «vídeo corto» en 小紅書 🎥.",
        published=datetime(2026, 11, 19, 23, 59, 58, 123456, tzinfo=timezone(timedelta(hours=8))),
        published_precision="second",
        date_conflict="2026-11-18",
        updated=NOON,
        platforms=("douyin", "weibo"),
        topics=("live-commerce",),
        image="https://gaceta.example/i.jpg",
        author="Ana Ruiz",
        categories=("Redes", "中国"),
        rights=("noindex",),
    )


def test_a_new_article_comes_back_as_it_was_given_in_utc(store: ArticleStore) -> None:
    one = reading()
    whole = replace(one, article=full_article(one))
    added = store.add([whole])
    assert added == Added(new=(whole.article,), feeds=frozenset({"all", "weibo"}))
    assert store.newest("all") == [whole.article]
    published = store.newest("all")[0].published
    assert published is not None
    assert (published.tzinfo, published.hour) == (UTC, 15)


def test_a_kept_card_is_known_by_its_words_alone(store: ArticleStore) -> None:
    one, two = reading(1), reading(2)
    store.add([one])
    elsewhere = replace(one.card, page_url="https://gaceta.example/2", position=9, seen_at=NOON + timedelta(days=1))
    edited = replace(one.card, teaser="Otra entradilla.")
    assert store.known([elsewhere, edited, two.card]) == {fingerprint(one.card): one.article}
    assert store.known([]) == {}


def test_more_cards_than_one_query_takes_are_known(store: ArticleStore) -> None:
    many = [reading(number) for number in range(1201)]
    assert len(store.add(many).new) == 1201
    assert len(store.known([one.card for one in many])) == 1201


def test_the_card_is_kept_word_for_word(store: ArticleStore, url: str) -> None:
    said = card(title=" Dos\u00a0 espacios ", author="A. B.", source_id="tag:7", modified_text="ayer", date_attr="2026")
    store.add([reading(says=said, title="Dos espacios")])
    names = "title, author, source_id, modified_text, date_attr, page_url, position, link, teaser"
    assert rows(url, f"SELECT {names} FROM card") == [
        (said.title, "A. B.", "tag:7", "ayer", "2026", said.page_url, 1, said.link, said.teaser)
    ]


def test_adding_the_same_page_again_changes_nothing(store: ArticleStore) -> None:
    page = [reading(number) for number in range(3)]
    store.add(page)
    store.mark_written(store.feed_names())
    assert store.add(page) == Added()
    assert store.add([]) == Added()
    assert (store.stale_feeds(), store.count("all")) == ([], 3)


def test_other_words_change_the_article_but_not_its_identity(store: ArticleStore) -> None:
    first = reading()
    store.add([first])
    store.mark_written(store.feed_names())
    other = {"guid": "urn:uuid:other", "platforms": ("douyin",)}
    again = reread(first, words={"title": "Noticia 1, corregida"}, meaning=other)
    added = store.add([replace(again, feeds=frozenset({"all", "douyin"}))])
    expected = replace(first.article, title="Noticia 1, corregida", platforms=("douyin",), updated=again.card.seen_at)
    assert added == Added(changed=(expected,), feeds=frozenset({"all", "corrections", "weibo", "douyin"}))
    assert list(store.articles()) == [expected]
    assert store.counts() == {"all": 1, "corrections": 1, "douyin": 1, "weibo": 0}
    assert store.stale_feeds() == store.feed_names() == ["all", "corrections", "douyin", "weibo"]
    assert (store.newest("weibo"), store.newest("douyin")) == ([], [expected])


def test_a_cosmetic_change_is_kept_as_a_card_only(store: ArticleStore) -> None:
    first = reading(says=card(title='Dice "sí" a la moda'))
    store.add([first])
    store.mark_written(store.feed_names())
    again = reread(first, words={"title": "DICE «sí»  a la moda"})
    assert store.add([again]) == Added()
    assert store.stale_feeds() == []
    assert store.known([again.card]) == {fingerprint(again.card): first.article}


def test_of_two_cards_with_one_url_the_first_wins_and_both_are_kept(store: ArticleStore) -> None:
    first = reading()
    second = reading(says=replace(first.card, position=5, title="Otro titular"), feeds="all douyin")
    assert store.add([first, second]) == Added(new=(first.article,), feeds=frozenset({"all", "weibo"}))
    assert store.known([first.card, second.card]) == {
        fingerprint(first.card): first.article,
        fingerprint(second.card): first.article,
    }


def test_two_cards_of_one_known_article_change_it_once(store: ArticleStore) -> None:
    first = reading()
    store.add([first])
    one = reread(first, words={"title": "Uno distinto"})
    two = reread(first, words={"title": "Dos distinto"})
    assert [kept.title for kept in store.add([one, two]).changed] == ["Uno distinto"]
    assert store.count("all") == 1


def test_a_new_date_moves_the_article_in_its_feeds_and_is_an_update(store: ArticleStore) -> None:
    first, other = reading(1), reading(2, published=NOON - timedelta(days=2))
    store.add([first, other])
    store.mark_written(store.feed_names())
    earlier = NOON - timedelta(days=9)
    again = reread(first, words={"date_text": "11 de noviembre de 2026"}, meaning={"published": earlier})
    assert store.add([again]).feeds == {"all", "corrections", "weibo"}
    assert [kept.title for kept in store.newest("all")] == ["Noticia 2", "Noticia 1"]
    moved = store.newest("all")[1]
    assert (moved.published, moved.updated) == (earlier, again.card.seen_at)


def test_a_feed_is_ordered_by_time_then_url_whatever_came_first(url: str) -> None:
    same = [reading(number) for number in (3, 1, 2)]
    undated = reading(4, published=None, published_precision="")
    monthly = reading(5, published=NOON - timedelta(days=200), published_precision="month")
    orders = []
    with ArticleStore.open(url) as store:
        for number, page in enumerate(permutations([*same, undated, monthly])):
            if number % 40 == 0:
                feed = f"feed{number}"
                marked = [replace(one, feeds=frozenset({feed})) for one in page]
                sure = [rename(one, f"/{number:03}") for one in marked]
                store.add(sure)
                orders.append([kept.title for kept in store.newest(feed)])
    assert orders == [["Noticia 4", "Noticia 5", "Noticia 1", "Noticia 2", "Noticia 3"]] * 3


def rename(one: Reading, suffix: str) -> Reading:
    link = one.card.link + suffix
    meant = replace(one.article, url=link, guid=f"urn:{link}")
    return replace(one, card=replace(one.card, link=link), article=meant)


def test_urls_are_ordered_by_code_point_on_every_database(store: ArticleStore) -> None:
    links = [f"https://x.example/{name}" for name in ("a", "B", "_", "~", "Z", "%C3%B1", "-", "1")]
    store.add([reading(says=card(number, link=link)) for number, link in enumerate(links)])
    assert [kept.url for kept in store.newest("all")] == sorted(links)
    assert [kept.url for kept in store.articles()] == sorted(links)


def test_newest_stops_at_its_limit(store: ArticleStore) -> None:
    store.add([reading(number, published=NOON - timedelta(hours=number)) for number in range(60)])
    assert len(store.newest("all")) == 50
    assert [kept.title for kept in store.newest("all", limit=2)] == ["Noticia 0", "Noticia 1"]
    assert store.newest("unknown") == []


def test_articles_are_chosen_by_feed_site_and_language(store: ArticleStore) -> None:
    english = reading(2, language="en", feeds="all douyin")
    foreign = reading(says=card(3, site="diario"), language=None)
    store.add([reading(1), english, foreign])

    def titles(**wanted: Any) -> list[str]:
        return [kept.title for kept in store.articles(limit=None, **wanted)]

    assert titles() == ["Noticia 1", "Noticia 2", "Noticia 3"]
    assert titles(feeds=["weibo"]) == ["Noticia 1", "Noticia 3"]
    assert titles(site="diario") == ["Noticia 3"]
    assert titles(feeds=["all"], language="en") == ["Noticia 2"]
    assert titles(feeds=["all", "douyin"]) == ["Noticia 2"]
    assert titles(feeds=["weibo", "douyin"]) == []
    assert [kept.title for kept in store.articles(limit=1)] == ["Noticia 1"]


def test_articles_are_chosen_by_language_with_its_finer_tags_and_by_date(store: ArticleStore) -> None:
    store.add([reading(1, language="zh-Hans"), reading(2, language="zh"), reading(3, language="zha")])
    assert [kept.title for kept in store.articles(language="zh")] == ["Noticia 1", "Noticia 2"]
    dates = sorted(kept.published or kept.first_seen for kept in store.articles())
    assert len(list(store.articles(since=dates[1]))) == len([one for one in dates if one >= dates[1]])
    assert len(list(store.articles(until=dates[-1]))) == len([one for one in dates if one < dates[-1]])


def test_the_store_can_be_written_while_its_articles_are_read(store: ArticleStore) -> None:
    store.add([reading(number) for number in range(1100)])
    seen = 0
    for number, _ in enumerate(store.articles()):
        seen += 1
        if number == 10:
            store.add([reading(9999)])
    assert seen == 1100


def test_feeds_are_stale_until_they_are_written(store: ArticleStore) -> None:
    store.add([reading(feeds="all weibo group/bats")])
    assert store.stale_feeds() == ["all", "group/bats", "weibo"]
    store.mark_written(["all", "weibo", "never-opened"])
    store.mark_written([])
    assert store.stale_feeds() == ["group/bats"]
    assert store.feed_names() == ["all", "group/bats", "weibo"]


def test_the_kept_counts_are_those_of_a_recount(store: ArticleStore, url: str) -> None:
    page = [reading(n, feeds="all weibo" if n % 3 else "all douyin") for n in range(30)]
    store.add(page)
    changed = [
        replace(reread(one, words={"title": f"T {one.card.title}"}), feeds=frozenset({"all"})) for one in page[:7]
    ]
    store.add([*changed, reading(31)])
    recounted = rows(url, "SELECT feed, count(*) FROM feed_article GROUP BY feed")
    assert store.counts() == {"all": 31, "corrections": 7, "douyin": 7, "weibo": 17}
    assert dict(recounted) == {"all": 31, "douyin": 7, "weibo": 17}
    assert (store.count("all"), store.count("never-opened")) == (31, 0)


def test_direct_tags_follow_the_article(store: ArticleStore, url: str) -> None:
    first = reading(platforms=("douyin", "weibo"))
    store.add([first])
    store.add([reread(first, words={"title": "Otro asunto"}, meaning={"platforms": ("wechat",)})])
    assert rows(url, "SELECT slug FROM article_platform") == [("wechat",)]


def test_texts_that_no_database_takes_cost_nothing(store: ArticleStore) -> None:
    said = card(title="Nulo \0 y medio \ud83c par", categories=("a\0b", "\udfff"))
    added = store.add([reading(says=said), reading(2)])
    assert [kept.title for kept in added.new] == ["Nulo \ufffd y medio ? par", "Noticia 2"]
    assert store.known([said]) == {fingerprint(said): added.new[0]}
    assert store.newest("all")[0] == added.new[0]


def test_a_time_without_a_zone_is_refused_and_nothing_is_kept(store: ArticleStore) -> None:
    naive = reading(2, updated=datetime(2026, 11, 1, 12))  # noqa: DTZ001
    with pytest.raises(StoreError, match="has no time zone"):
        store.add([reading(1), naive])
    assert (list(store.articles()), store.feed_names()) == ([], [])


def test_a_store_remembers_when_it_is_opened_again(url: str) -> None:
    with ArticleStore.open(url) as store:
        store.add([reading()])
        store.set_meta("base_url", "http://one.example/")
        store.set_meta("base_url", "http://two.example/")
    with ArticleStore.open(url) as store:
        assert store.newest("weibo") == [reading().article]
        assert store.get_meta("base_url") == "http://two.example/"
        assert store.get_meta("unknown") is None


def test_a_run_is_noted_with_its_sites(store: ArticleStore, url: str) -> None:
    killed, good = store.start_run(NOON), store.start_run(NOON)
    sites = (SiteRecord(site="diario", problem="no cards"), SiteRecord(site="gaceta", cards=9, rejected=1, new=2))
    store.finish_run(
        good, RunRecord(finished_at=NOON, exit_code=3, cards=9, new_articles=2, failed_sites=1, sites=sites)
    )
    kept = rows(url, "SELECT id, exit_code, cards, new_articles, feeds, written, failed_sites FROM run ORDER BY id")
    assert kept == [(killed, None, 0, 0, 0, 0, 0), (good, 3, 9, 2, 0, 0, 1)]
    by_site = rows(url, "SELECT run_id, site, cards, rejected, new, problem FROM site_run ORDER BY site")
    assert by_site == [(good, "diario", 0, 0, 0, "no cards"), (good, "gaceta", 9, 1, 2, "")]

"""Articles are found by the words of their title and summary, and by the same ones on both databases."""

import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, create_engine, func, select

from csm_crawler.errors import ConfigError
from csm_crawler.normalize.folding import stretches
from csm_crawler.normalize.searching import Phrase, Search, read_search
from csm_crawler.store import ArticleStore, Reading
from csm_crawler.store.database import Database
from csm_crawler.store.matching import matching
from csm_crawler.store.queries import chosen
from csm_crawler.store.revision import MIGRATIONS
from csm_crawler.store.rows import article_row
from csm_crawler.store.schema import article, article_words
from csm_crawler.store.upgrade import upgrade
from tests.store.builders import NOON, card, reading, reread
from tests.store.conftest import needs_postgres


def saying(number: int, title: str, summary: str = "", **fields: Any) -> Reading:
    """An article that is a day older the higher its number is."""
    published = NOON - timedelta(days=number)
    return reading(
        number, says=card(number, title=title, teaser=summary), **{"published": published, "language": None} | fields
    )


def found(store: ArticleStore, query: str, **wanted: Any) -> list[str]:
    """The last parts of the URLs of what is found."""
    articles = store.articles(query=read_search(query, where="--query"), **wanted)
    return [one.url.rsplit("/", 1)[1] for one in articles]


TEXTS = [
    ("La campaña de Taobao’s vuelve en otoño", "E-commerce y redes sociales: WeChat crece un 20 %."),
    ("小紅書發布美妝報告", "抖音電商與天貓國際的直播帶貨，品牌方如何應對"),
    ("小红书的新规则", "商家必读。中国 市场 2026年6月"),
    ("Ecommerce in China: the live commerce boom", "AT&T, JD.com and Wi-Fi; ＷＥＣＨＡＴ　ＰＡＹ"),
    ("微信pay进军西班牙", "Strasse, Straße, Łódź, ﬁn"),
    ("Commerce live", "The social network’s next step is a border case. 书"),
]

FOUND = [
    ("campaña", "0"),
    ("CAMPANA", "0"),
    ("campañ*", "0"),
    ("otono vuelve", "0"),
    ("taobao", "0"),
    ("Taobao's", "0"),
    ("e-commerce", "03"),
    ("ecommerce", "03"),
    ("e‑comm*", "03"),
    ("commerce", "035"),
    ('"e-commerce"', "0"),
    ('"live commerce"', "3"),
    ("live commerce", "35"),
    ('"redes sociales WeChat"', "0"),
    ('"otoño e-commerce"', ""),
    ("wechat", "03"),
    ("wechat -pay", "0"),
    ("pay", "34"),
    ("wifi", "3"),
    ('"wi fi"', "3"),
    ("at&t jd.com", "3"),
    ("小红书", "12"),
    ("小紅書", "12"),
    ("红书", "12"),
    ("书", "125"),
    ("規則", "2"),
    ("電商", "1"),
    ("直播", "1"),
    ("播带", "1"),
    ("国国", ""),
    ("品牌 -抖音", ""),
    ("小红书 -抖音", "2"),
    ('小红书 -"抖音电商"', "2"),
    ('"中国市场"', ""),
    ('"中国 市场"', "2"),
    ('"小红书 的新规则"', "2"),
    ("市场", "2"),
    ("场", "2"),
    ("6月", "2"),
    ("微信", "4"),
    ("信pay", "4"),
    ("微信pay", "4"),
    ("微信支付", ""),
    ("strasse", "4"),
    ("lodz fin", "4"),
    ("crec*", "0"),
    ("crec", ""),
    ("network", "5"),
    ("taobao wechat campana 20", "0"),
    ("-wechat commerce", "5"),
    ('"border case 书"', "5"),
]


@pytest.fixture
def library(store: ArticleStore) -> ArticleStore:
    store.add([saying(number, title, summary) for number, (title, summary) in enumerate(TEXTS)])
    return store


def test_articles_are_found_by_their_words(library: ArticleStore) -> None:
    assert [(query, "".join(found(library, query))) for query, _ in FOUND] == FOUND


def test_what_is_found_is_whole_and_chosen_like_the_rest(store: ArticleStore) -> None:
    page = [
        saying(1, "Weibo uno", language="es"),
        saying(2, "Weibo dos", language="en", feeds="all douyin"),
        saying(3, "Weibo tres", language="zh-Hans", feeds="all weibo topic/luxury"),
        saying(4, "Weibo cuatro", site="diario"),
        saying(5, "Weibo cinco", off_topic=True),
        saying(6, "Douyin"),
    ]
    store.add(page)
    search = read_search("weibo", where="--query")
    assert list(store.articles(query=search)) == [one.article for one in page[:4]]
    assert found(store, "weibo", feeds=["weibo"]) == ["1", "3", "4"]
    assert found(store, "weibo", feeds=["weibo", "topic/luxury"]) == ["3"]
    assert found(store, "weibo", site="diario") == ["4"]
    assert found(store, "weibo", language="zh") == ["3"]
    assert found(store, "weibo", off_topic=True) == ["5"]
    assert found(store, "weibo", since=NOON - timedelta(days=3)) == ["1", "2", "3"]
    assert found(store, "weibo", until=NOON - timedelta(days=1)) == ["2", "3", "4"]
    assert found(store, "weibo", since=NOON - timedelta(days=3), until=NOON - timedelta(days=2)) == ["3"]
    assert found(store, "weibo", limit=2) == ["1", "2"]
    assert found(store, "weibo", limit=2, feeds=["weibo"]) == ["1", "3"]


def test_what_is_found_stands_in_the_order_of_all_articles(store: ArticleStore) -> None:
    moments = [
        *(NOON - timedelta(hours=3 * hours) for hours in range(24)),
        *(NOON - timedelta(days=2, microseconds=tiny) for tiny in range(5)),
        *[NOON - timedelta(days=3)] * 5,
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
    ]
    numbers = sorted(range(len(moments)), key=lambda number: (number * 7) % len(moments))
    store.add([saying(100 + number, "Uno más", published=None, first_seen=moments[number]) for number in numbers])
    ordered = list(store.articles())
    search = read_search("uno", where="--query")
    assert len(ordered) == len(moments)
    assert list(store.articles(query=search)) == ordered
    for limit in (1, 7, 30):
        assert list(store.articles(query=search, limit=limit)) == ordered[:limit]
    for moment in moments:
        for bound in ("since", "until"):
            asked: dict[str, Any] = {bound: moment}
            assert list(store.articles(query=search, **asked)) == list(store.articles(**asked)), (bound, moment)


def test_more_are_found_than_are_read_at_a_time(store: ArticleStore) -> None:
    store.add([saying(number, "Muchos") for number in range(1201)])
    assert found(store, "muchos") == [str(number) for number in range(1201)]


def test_an_edited_article_is_found_by_its_new_words_only(store: ArticleStore) -> None:
    first = saying(1, "Weibo abre tienda", "En Shanghái")
    store.add([first, saying(2, "Otra cosa")])
    store.add([reread(first, words={"title": "Douyin abre tienda"})])
    assert [found(store, query) for query in ("weibo", "douyin", "shanghai", "tienda")] == [[], ["1"], ["1"], ["1"]]


def test_an_article_with_another_date_is_found_once_and_at_its_place(store: ArticleStore) -> None:
    first = saying(1, "Una tienda")
    store.add([first, saying(2, "Otra tienda")])
    later = first.card.seen_at - timedelta(days=20)
    moved = reread(first, words={"date_text": "31 octubre, 2026"}, meaning={"published": later})
    store.add([moved])
    assert found(store, "tienda") == [one.url.rsplit("/", 1)[1] for one in store.articles()]
    assert len(found(store, "tienda")) == 2


def test_what_is_applied_to_the_archive_is_found(store: ArticleStore) -> None:
    store.add([saying(1, "Weibo"), saying(2, "Douyin")])
    kept = store.kept_after(0)[0]
    later = replace(kept.article, title="Kuaishou", published=NOON - timedelta(days=9))
    store.rewrite([(kept, later, frozenset({"all"}))])
    assert [found(store, query) for query in ("weibo", "kuaishou", "douyin")] == [[], ["1"], ["2"]]


def test_a_removed_article_takes_its_words_along(store: ArticleStore, url: str) -> None:
    store.add([saying(1, "Weibo"), saying(2, "Weibo", published=None, first_seen=datetime(1969, 7, 20, 1, tzinfo=UTC))])
    database = Database(url)
    with database.writing() as connection:
        connection.execute(article.delete().where(article.c.title == "Weibo"))
        assert connection.execute(select(func.count()).select_from(article_words)).scalar() == 0
        if database.is_sqlite:
            connection.exec_driver_sql("INSERT INTO article_words(article_words) VALUES ('integrity-check')")
    database.close()
    store.add([saying(3, "Douyin"), saying(4, "Kuaishou")])
    assert [found(store, query) for query in ("weibo", "douyin")] == [[], ["3"]]


def test_the_articles_of_an_older_store_are_found_when_it_is_upgraded(url: str, tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS.folder, tmp_path / "older")
    for script in (tmp_path / "older" / "versions").glob("*.py"):
        if script.name >= "0005":
            script.unlink()
    upgrade(Database(url), tmp_path / "older", "base")
    old = [article_row(saying(number, f"Weibo número {number}").article) for number in range(2222)]
    engine = create_engine(url)
    with engine.begin() as connection:
        table = Table("article", MetaData(), autoload_with=connection)
        rows = [{name: value for name, value in row.items() if name in table.c} for row in old]
        connection.execute(table.insert(), sorted(rows, key=lambda row: row["url"]))
    engine.dispose()
    with ArticleStore.open(url) as store:
        assert found(store, "weibo numero") == [str(number) for number in range(2222)]
        assert found(store, "77") == ["77"]
        store.add([saying(9999, "Weibo número 77 de nuevo")])
        assert found(store, "77") == ["77", "9999"]


def test_texts_that_no_index_takes_cost_nothing(store: ArticleStore) -> None:
    long = "x" * 5000 + " " + "ab-" * 900 + " 漢字" * 3000
    odd = "it''s 'a' \\ b\0 \ud83c 'c':1A & ! | <-> :* ¦ NEAR(\"x\""
    store.add([saying(1, long, long), saying(2, odd, odd), saying(3, "—", "…")])
    assert [found(store, query) for query in ("xxxx*", "汉字", "near", "¦ 1a", "a*")] == [
        ["1"],
        ["1"],
        ["2"],
        ["2"],
        ["1", "2"],
    ]


def test_what_a_search_needs_is_imported_by_a_search_or_a_new_article(tmp_path: Path) -> None:
    code = f"""
import sys
from csm_crawler.store import ArticleStore
from tests.store.builders import reading
needed = ("csm_crawler.normalize.folding", "csm_crawler.normalize.searching")
with ArticleStore.open("sqlite:///{tmp_path}/csm.sqlite3") as store:
    store.add([])
    print([name for name in needed if name in sys.modules])
    store.add([reading()])
    print([name for name in needed if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n['csm_crawler.normalize.folding']\n"


def holds(article_stretches: list[list[str]], phrase: Phrase) -> bool:
    """The rule itself, without any database."""
    size = len(phrase.words)
    for words in article_stretches:
        for start in range(len(words) - size + 1):
            *first, last = words[start : start + size]
            if (*first,) == phrase.words[:-1] and (
                last.startswith(phrase.words[-1]) if phrase.is_open else last == phrase.words[-1]
            ):
                return True
    return False


def expected(search: Search) -> list[str]:
    def fits(words: list[list[str]]) -> bool:
        wanted = all(any(holds(words, one) for one in choice) for choice in search.wanted)
        return wanted and not any(holds(words, one) for choice in search.unwanted for one in choice)

    return [str(number) for number, texts in enumerate(TEXTS) if fits(stretches(*texts))]


PIECES = list(dict.fromkeys(piece for texts in TEXTS for text in texts for piece in text.split()))
PAIRS = [piece[at : at + 2] for piece in PIECES for at in range(0, len(piece), 2)]
SIGNS = [*"\"-*()'\\&|!^{}[+;¦\0\udcff", "\\'", ":*", "<->", "NEAR(", "OR", "NOT", "--", "words:"]
TYPED = st.lists(st.one_of(st.sampled_from(PIECES + PAIRS), st.sampled_from(SIGNS), st.text(max_size=3)), max_size=12)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(parts=TYPED, between=st.sampled_from(["", " "]))
def test_no_query_is_an_error_and_all_find_the_same_on_any_database(
    library: ArticleStore, parts: list[str], between: str
) -> None:
    typed = between.join(parts)
    with suppress(ConfigError):
        search = read_search(typed, where="--query")
        assert found(library, typed) == expected(search), search


@pytest.mark.parametrize(
    "query", ["a " * 500, "書" * 1000, "a-" * 499 + "a", '"' + "b " * 498, "z" + " -b" * 300, "*a* " * 250]
)
def test_the_longest_queries_are_answered(library: ArticleStore, query: str) -> None:
    assert found(library, query) == expected(read_search(query, where="--query"))


def steps(store_url: str, query: str, **wanted: Any) -> list[str]:
    """How the database goes about it, a step a line."""
    database = Database(store_url)
    bounds: dict[str, Any] = {"since": wanted.get("since"), "until": wanted.get("until")}
    limit = wanted.pop("limit", None)
    with database.reading() as connection:
        found_by = matching(connection, read_search(query, where="--query"), **bounds, limit=limit)
        asked = chosen(**{"site": None, "language": None, "off_topic": False, **bounds, **wanted, "found": found_by})
        explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        compiled = asked.limit(None if database.is_sqlite else limit).compile(
            connection, compile_kwargs={"literal_binds": True}
        )
        told = [str(row[-1]).strip() for row in connection.exec_driver_sql(f"{explain} {compiled}")]
    database.close()
    return told


def test_sqlite_reads_the_newest_first_and_sorts_nothing(tmp_path: Path) -> None:
    """So that the fifty newest with a frequent word are found as fast in a million articles as in a thousand."""
    url = f"sqlite:///{tmp_path / 'csm.sqlite3'}"
    ArticleStore.open(url).close()
    bounds = {"since": NOON - timedelta(days=9), "until": NOON}
    plan = steps(url, "weibo -x", feeds=["all"], site="gaceta", language="es", limit=50, **bounds)
    assert plan[0].startswith("SCAN article_words VIRTUAL TABLE INDEX")
    assert plan[1] == "SEARCH article USING INTEGER PRIMARY KEY (rowid=?)"
    assert not [step for step in plan if "B-TREE" in step]


@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=needs_postgres)], indirect=True)
def test_postgresql_finds_rare_words_by_their_index_and_frequent_ones_on_its_way(url: str) -> None:
    with ArticleStore.open(url) as store:
        store.add([saying(number, "Weibo abre", "Uno más") for number in range(2500)])
        store.add([saying(9999, "Kuaishou abre")])
        assert (len(found(store, "weibo")), len(found(store, "weibo", limit=50))) == (2500, 50)
        assert (found(store, "kuaishou"), found(store, "kuaishou", limit=50)) == (["9999"], ["9999"])
    by_index = [
        any(step.startswith("CTE having") for step in steps(url, query, feeds=[], limit=limit))
        for query, limit in (("kuaishou", 50), ("weibo", None), ("weibo", 50))
    ]
    assert by_index == [True, True, False]

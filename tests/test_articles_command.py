"""`csm articles`: what is stored, searched and chosen, in every form."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.items import COLUMNS
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import Run
from tests.store.builders import card, reading

pytestmark = pytest.mark.slow

NOTHING = "csm: nothing is stored yet; `csm run` collects the enabled sites\n"


def article(number: int, day: str, title: str, summary: str = "", **fields: Any) -> Reading:
    published = datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)
    says = card(number, title=title, teaser=summary, date_text=day)
    usual: dict[str, Any] = {"published": published, "feeds": "all"}
    return reading(number, says=says, **usual | fields)


@pytest.fixture
def stored(home: Path) -> Path:
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        store.add(
            [
                article(1, "2026-11-03", "La campaña de Taobao", "El e-commerce crece", feeds="all taobao"),
                article(2, "2026-07-02", "小紅書發布報告", "抖音電商", language="zh-Hant", feeds="all xiaohongshu"),
                article(3, "2026-06-30", "Taobao campaign [/b] opens", language="en", site="diario"),
                article(4, "2025-01-01", "Otra campaña", "Taobao, de lejos", off_topic=True, feeds=""),
            ]
        )
    return home


def found(csm: Run, *words: str) -> list[str]:
    done = csm("articles", "--format", "ndjson", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line)["url"][-1] for line in done.stdout.splitlines()]


def test_articles_are_searched_and_chosen_at_once(csm: Run, stored: Path) -> None:
    assert found(csm, "--query", "CAMPANA") == ["1"]
    assert found(csm, "--query", "campa*") == ["1", "3"]
    assert found(csm, "--query", "taobao -campaign") == ["1"]
    assert found(csm, "--query", "小红书 电商") == ["2"]
    assert found(csm, "--query", '"ecommerce crece"') == []
    assert found(csm, "--query", "ecommerce") == ["1"]
    assert found(csm, "--query", "taobao", "--since", "2026-Q3") == ["1"]
    assert found(csm, "--query", "taobao", "--until", "2026-Q2") == ["3"]
    assert found(csm, "--query", "taobao", "--platform", "taobao") == ["1"]
    assert found(csm, "--query", "taobao", "--language", "en") == ["3"]
    assert found(csm, "--query", "taobao", "--off-topic") == ["4"]
    assert found(csm, "--query", "taobao", "--limit", "1") == ["1"]
    assert found(csm) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?!", "'?!' holds no word to look for"),
        ("", "'' holds no word to look for"),
        ("-taobao", "'-taobao' only says what is not wanted; name a word that is"),
        ("a" * 1001, "is longer than 1000 characters"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_query_that_asks_for_nothing_is_wrong_usage(
    csm: Run, home: Path, query: str, problem: str, form: str
) -> None:
    done = csm("articles", "--query", query, "--format", form)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"csm: --query: {problem}\n")


def test_a_query_may_hold_anything(csm: Run, stored: Path) -> None:
    for query in ("taobao') OR 1=1 --", '"taobao" NEAR/2 *', "title:taobao ^ {}", "taobao AND", "\udcfftaobao\udcfe"):
        done = csm("articles", "--query", query, "--format", "json")
        assert (done.returncode, done.stderr) == (0, ""), query
        json.loads(done.stdout)


def test_a_table_names_each_article_by_the_beginning_of_its_id(csm: Run, stored: Path) -> None:
    lines = csm("articles", env={"COLUMNS": "160"}).stdout.splitlines()
    ids = [row["guid"][9:17] for row in json.loads(csm("articles", "--format", "json").stdout)]
    assert lines[0].split() == ["id", "published", "site", "title", "platforms"]
    assert [line.split()[0] for line in lines[1:]] == ids
    assert "Taobao campaign [/b] opens" in lines[3]


def test_words_in_brackets_are_no_markup_of_the_table(csm: Run, home: Path) -> None:
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        store.add([article(1, "2026-11-03", "Uno", published=None)])
        store.add([reading(2, says=card(2, date_text="[/pronto]"), published=None)])
    done = csm("articles", env={"COLUMNS": "160"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "  [/pronto]  " in done.stdout


def test_where_nothing_is_meant_a_table_says_so(csm: Run, stored: Path) -> None:
    done = csm("articles", "--query", "kuaishou")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "csm: no stored article is like that\n")
    done = csm("articles", "--query", "kuaishou", "--format", "json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("words", "output"),
    [
        ([], ""),
        (["--format", "json"], "[]\n"),
        (["--format", "ndjson"], ""),
        (["--format", "csv"], ",".join(COLUMNS) + "\n"),
        (["--format", "csv", "--excel"], "\ufeff" + ",".join(COLUMNS) + "\n"),
        (["--query", "weibo", "--platform", "weibo"], ""),
    ],
)
def test_a_home_without_a_store_has_no_articles_and_gets_none(
    csm: Run, home: Path, words: list[str], output: str
) -> None:
    before = sorted(home.iterdir())
    done = csm("articles", *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, output, NOTHING)
    assert sorted(home.iterdir()) == before


def test_an_empty_file_is_no_store_yet(csm: Run, home: Path) -> None:
    (home / "csm.sqlite3").touch()
    done = csm("articles")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", NOTHING)
    assert (home / "csm.sqlite3").stat().st_size == 0


def test_a_store_that_cannot_be_read_is_told(csm: Run, home: Path) -> None:
    (home / "csm.sqlite3").write_bytes(b"nothing of the kind" * 99)
    done = csm("articles")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"csm: {home / 'csm.sqlite3'}: file is not a database\n"
    done = csm("articles", env={"CSM_DATABASE": "sqlite:///nowhere/csm.sqlite3"})
    assert done.stderr == f"csm: {home}/nowhere/csm.sqlite3: the folder {home}/nowhere does not exist\n"


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+34 600", "'+34 600"),
        ("-5 % en un año", "'-5 % en un año"),
        ("@everyone", "'@everyone"),
        ("  =1+1", "'  =1+1"),
        ("\u3000\u00a0@SUM(A1)", "'\u3000\u00a0@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("＝1+1", "'＝1+1"),
        ("Uno;=cmd|'/C calc'!A0; - dos", "Uno;'=cmd|'/C calc'!A0;' - dos"),
        ("1+1=2; @Tmall, 5 % - 3 %", "1+1=2;' @Tmall, 5 % - 3 %"),
        ("a@b.example", "a@b.example"),
        ("'=1", "'=1"),
    ],
)
def test_no_cell_is_run_as_a_formula(csm: Run, home: Path, title: str, cell: str) -> None:
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        store.add([article(1, "2026-11-03", title, title, categories=("uno", title), author=title)])
    for words in (["--format", "csv"], ["--format", "csv", "--excel"]):
        text = csm("articles", *words).stdout.removeprefix("\ufeff")
        (row,) = csv.DictReader(io.StringIO(text))
        told = {name: row[name] for name in ("title", "summary", "categories", "author")}
        assert told == {"title": cell, "summary": cell, "categories": f"uno, {cell}", "author": cell}
    (kept,) = json.loads(csm("articles", "--format", "json").stdout)
    assert (kept["title"], kept["categories"]) == (title, ["uno", title])


def test_a_list_of_many_is_one_document(csm: Run, home: Path) -> None:
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        store.add([reading(number) for number in range(1234)])
    rows = json.loads(csm("articles", "--format", "json").stdout)
    assert len(rows) == 1234
    assert [row["title"] for row in rows] == [
        json.loads(line)["title"] for line in csm("articles", "--format", "ndjson").stdout.splitlines()
    ]

"""`csm trends`: figures of a small store, in every form."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.trends import rules
from csm_crawler.platforms import load_catalogue
from csm_crawler.store import ArticleStore, Reading
from tests.conftest import Run
from tests.store.builders import article, card

pytestmark = pytest.mark.slow

AUGUST = datetime(2026, 8, 10, tzinfo=UTC)
LETTERS = str.maketrans("0123456789", "abcdefghij")
QUARTER = ("--since", "2026-07-01", "--until", "2026-09-30")


def keep(store: ArticleStore, count: int, day: str, *platforms: str, **fields: Any) -> None:
    """So many articles of one day that name these platforms, seen on the next; in August, where they have no date."""
    catalogue = load_catalogue()
    start = store.count("all")
    readings = []
    published = datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None
    seen = published + timedelta(days=1) if published else AUGUST
    for number in range(start, start + count):
        site = fields.get("site", "gaceta")
        word = f"{number:03}".translate(LETTERS)  # titles that differ in a number are of one article
        says = card(number, site=site, link=f"https://{site}.example/{word}", title=f"Noticia {word}", seen_at=seen)
        read = article(says, platforms=platforms, published=published, **fields)
        readings.append(Reading(card=says, article=read, feeds=feeds_of(read, catalogue)))
    store.add(readings)


@pytest.fixture
def filled(home: Path) -> Path:
    """Ten articles a quarter that name Weibo; of the third of 2026 more, and some of Douyin; one new site."""
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        keep(store, 1, "2025-08-01")
        for day in ("2025-10-05", "2026-01-05", "2026-04-05"):
            keep(store, 10, day, "weibo")
        keep(store, 4, "2026-07-02", "douyin", "weibo", language="zh-Hans")
        keep(store, 10, "2026-08-11", "douyin")
        keep(store, 2, "2026-08-12", "weibo")
        keep(store, 3, "2026-09-03", "wechat", site="letter", language="en")
        keep(store, 1, "", "douyin")
        keep(store, 1, "2026-09-04", "tmall-global", rights=("noindex",))
        keep(store, 1, "2026-09-04", "tmall-global", off_topic=True)
    return home


def rows(csm: Run, *arguments: str) -> list[dict[str, str]]:
    done = csm("trends", "--format", "csv", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def figures(csm: Run, *arguments: str) -> dict[str, Any]:
    done = csm("trends", "--format", "json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_mentions_by_month_language_and_site(csm: Run, filled: Path) -> None:
    done = csm("trends", "--platform", "douyin", *QUARTER, "--by", "month,language,site", "--format", "csv")
    assert done.stdout.splitlines() == [
        "platform,name,month,language,site,articles,of_new_sites",
        "douyin,Douyin 抖音,2026-07,zh,gaceta,4,0",
        "douyin,Douyin 抖音,2026-08,es,gaceta,10,0",
    ]


def test_an_owner_holds_its_platforms_and_a_new_site_is_marked(csm: Run, filled: Path) -> None:
    assert [(row["platform"], row["articles"], row["of_new_sites"]) for row in rows(csm, *QUARTER, "--by", "")] == [
        ("bytedance", "14", "0"),
        ("douyin", "14", "0"),
        ("sina", "6", "0"),
        ("weibo", "6", "0"),
        ("tencent", "3", "3"),
        ("wechat", "3", "3"),
    ]
    (site,) = figures(csm, *QUARTER)["figures"]["sites"]["rows"]
    assert site == {"site": "letter", "added": "2026-09-04"}


def test_undated_articles_are_counted_apart_and_hidden_ones_not_at_all(csm: Run, filled: Path) -> None:
    told = figures(csm, *QUARTER)
    assert (told["articles"], told["undated"], told["sites"]) == (19, 1, 2)
    undated = [(row["platform"], row["articles"]) for row in told["figures"]["undated"]["rows"]]
    assert undated == [("bytedance", 1), ("douyin", 1)]


def test_the_share_of_voice_does_not_depend_on_how_much_a_site_writes(csm: Run, filled: Path) -> None:
    shares = {row["platform"]: float(row["share"]) for row in rows(csm, *QUARTER, "--show", "voice")}
    weight = 1 + 3 / 5
    assert shares["wechat"] == round((3 / 5) / weight, 4)
    assert shares["douyin"] == round((14 / 16) / weight, 4)


def test_risers_and_fallers_are_told_with_their_rule(csm: Run, filled: Path) -> None:
    changes = figures(csm, *QUARTER)["figures"]["changes"]
    assert [(row["platform"], row["change"], row["articles"], row["before"]) for row in changes["rows"]] == [
        ("bytedance", 3.8, 14, 0.0),
        ("douyin", 3.8, 14, 0.0),
        ("sina", 0.7333, 6, 10.0),
        ("weibo", 0.7333, 6, 10.0),
    ]
    told, *more = changes["rules"]
    before = "2026-04-01 to 2026-06-03, 2026-01-01 to 2026-03-03, 2025-10-01 to 2025-12-03"
    assert told == f"2026-07-01 to 2026-09-03 is compared with {before}: 19 articles of any kind, 10 on average before."
    assert more == [rules.CHANGE, rules.ADDED]


def test_first_and_last_are_of_the_whole_archive(csm: Run, filled: Path) -> None:
    (seen,) = rows(csm, "--platform", "weibo", *QUARTER, "--show", "seen")
    assert (seen["first"], seen["last"], seen["last_site"]) == ("2025-10-05", "2026-08-12", "gaceta")
    assert seen["first_url"] == "https://gaceta.example/aba"
    assert seen["first_title"] == "Noticia aba"


def test_pairs_leave_owners_out_that_say_the_same(csm: Run, filled: Path) -> None:
    (pair,) = rows(csm, *QUARTER, "--show", "pairs")
    assert pair == {
        "platform": "douyin",
        "name": "Douyin 抖音",
        "with": "weibo",
        "with_name": "Weibo 微博",
        "articles": "4",
        "lift": str(round(4 * 19 / (14 * 6), 4)),
    }


def test_without_a_period_the_year_up_to_the_newest_article_is_told(csm: Run, filled: Path) -> None:
    told = figures(csm)
    assert (told["since"], told["until"], told["newest"]) == ("2025-10-01", "2026-09-30", "2026-09-03")
    assert told["figures"]["changes"]["rules"][0].startswith("2026-07-01 to 2026-09-03 is compared with 2026-04-01 ")


def test_the_table_tells_all_figures_with_their_rules_once(csm: Run, filled: Path) -> None:
    done = csm("trends", *QUARTER)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    summary = "2026-07-01 to 2026-09-30: 19 articles of 2 sites, the newest of 2026-09-03."
    assert lines[0] == f"{summary} 1 without a date are counted apart."
    assert ["douyin", "4", "10", "·", "14"] in [line.split() for line in lines]
    text = " ".join(done.stdout.split())
    for rule in (rules.COUNTED, rules.DATED, rules.ADDED, rules.SHARE, rules.CHANGE, rules.LIFT):
        assert text.count(rule) == 1


def test_where_months_do_not_fit_beside_each_other_they_stand_below(csm: Run, filled: Path) -> None:
    arguments = ("trends", "--platform", "weibo", "--since", "2025", "--show", "mentions")
    done = csm(*arguments, env={"COLUMNS": "48"})
    first = next(line for line in done.stdout.splitlines() if line.startswith("weibo"))
    assert first.split() == ["weibo", "2025-10", "10", "100.0%"]


@pytest.mark.parametrize("name", ["mentions", "voice", "changes", "pairs"])
def test_a_figure_is_drawn_the_same_each_time(csm: Run, filled: Path, name: str) -> None:
    drawn = csm("trends", *QUARTER, "--show", name, "--format", "svg").stdout
    assert etree.fromstring(drawn).get("aria-labelledby") == f"{name}-title {name}-desc"
    assert csm("trends", *QUARTER, "--show", name, "--format", "svg").stdout == drawn


def test_one_platform_is_drawn_as_columns_in_pieces(csm: Run, filled: Path) -> None:
    drawn = csm("trends", "--platform", "douyin", *QUARTER, "--by", "language", "--format", "svg").stdout
    described = etree.fromstring(drawn).findtext("{http://www.w3.org/2000/svg}desc")
    assert "es: 10 (0, 10, 0). zh: 4 (4, 0, 0)." in described


def test_csv_for_excel_is_marked(csm: Run, filled: Path) -> None:
    assert csm("trends", "--format", "csv", "--excel").stdout.startswith("\ufeffplatform,")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--platform", "nix"), "'nix' is none; see csm platforms list"),
        (("--platform", "facebook"), "'facebook' is recognized only: it has no feed"),
        (("--by", "month,week"), "'week' is none; there are month, language, site"),
        (("--since", "soon"), "--since: is 'soon'; it must be a day"),
        (("--since", "2026-08", "--until", "2026-07"), "--until: ends before 2026-08-01"),
        (("--format", "svg", "--show", "seen"), "seen has no chart; there are mentions, voice, changes, pairs"),
        (("--excel",), "--excel is for --format csv"),
    ],
)
def test_a_slip_is_told_in_a_line(csm: Run, filled: Path, arguments: tuple[str, ...], told: str) -> None:
    done = csm("trends", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_without_a_store_none_is_made(csm: Run, home: Path) -> None:
    done = csm("trends")
    told = "csm: no article with a date is stored yet; `csm run` collects the enabled sites\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", told)
    assert not (home / "csm.sqlite3").exists()


def test_a_period_without_articles_is_no_error(csm: Run, filled: Path) -> None:
    assert rows(csm, "--since", "2030", "--until", "2030") == []
    assert "There is nothing to show." in csm("trends", "--since", "2030", "--until", "2030", "--format", "svg").stdout

"""status.html: how the sites stand, for people."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from lxml import html

from csm_crawler.publish.status import MARKS, StatusRow, to_status

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FINE = StatusRow(site="diario", title="Diario & Hoy", url="https://diario.example/", state="fine", since=NOON)
BROKEN = StatusRow(
    site="gaceta", title="Gaceta", url="https://gaceta.example/", state="broken", since=NOON, reason="answered 503"
)
QUIET = replace(
    FINE, site="zeta", title="", url="javascript:alert(1)", state="quiet", reason="<script>alert(1)</script>"
)


def page(*rows: StatusRow, language: str = "en") -> Any:
    return html.fromstring(to_status(rows, language=language).decode())


def told(shown: Any) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in shown.iter("tr")]


def test_a_row_a_site_the_most_urgent_first() -> None:
    assert told(page(FINE, QUIET, BROKEN)) == [
        ["Site", "State", "Since", "Why"],
        ["Gaceta", "broken", "23 November 2026, 12:00 UTC", "answered 503"],
        ["zeta", "quiet", "23 November 2026, 12:00 UTC", "<script>alert(1)</script>"],
        ["Diario & Hoy", "fine", "23 November 2026, 12:00 UTC", ""],
    ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("es", ["Gaceta", "roto", "23 de noviembre de 2026, 12:00 UTC", "answered 503"]),
        ("zh", ["Gaceta", "故障", "2026年11月23日 12:00 UTC", "answered 503"]),
    ],
)
def test_it_speaks_the_language_of_the_page_but_for_the_reason(language: str, row: list[str]) -> None:
    shown = page(BROKEN, language=language)
    assert told(shown)[1] == row
    assert shown.xpath("//tbody//td[@lang]/@lang") == ["en"]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_every_state_has_its_name_and_its_meaning(language: str) -> None:
    shown = page(*(replace(FINE, site=state, state=state) for state in MARKS), language=language)
    names = [cell.text_content() for cell in shown.xpath("//dl/dt")]
    assert names == [cell.text_content() for cell in shown.xpath("//tbody//td[1]")]
    assert len({cell.text_content() for cell in shown.xpath("//dl/dd")}) == len(MARKS) == len(set(names))


def test_it_loads_nothing_and_what_is_foreign_in_it_runs_nothing() -> None:
    shown = page(FINE, QUIET, BROKEN)
    assert shown.xpath("//img|//iframe|//@onclick|//link[@rel='stylesheet']|//script[@src]") == []
    assert [one for one in shown.xpath("//script/text()") if "alert(1)" in one] == []
    assert {one for one in shown.xpath("//main//@href") if not one.startswith("health.")} == {
        "https://diario.example/",
        "https://gaceta.example/",
    }
    assert set(shown.xpath("//main//ul[@class='feeds']//@href")) == {"health.rss", "health.atom", "health.json"}
    assert shown.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_page_of_another_language_leads_to_the_same_feed() -> None:
    shown = page(FINE, language="es")
    assert set(shown.xpath("//main//ul[@class='feeds']//@href")) == {
        "../health.rss",
        "../health.atom",
        "../health.json",
    }


def test_the_same_rows_in_whatever_order_give_the_same_bytes() -> None:
    assert len({to_status(some) for some in permutations([FINE, QUIET, BROKEN])}) == 1


def test_an_entry_s_link_leads_to_its_row() -> None:
    assert [row.get("id") for row in page(BROKEN).iter("tr")] == [None, "site-gaceta"]

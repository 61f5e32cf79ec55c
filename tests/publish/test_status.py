"""status.html: how the sites stand, for people."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

from lxml import html

from csm_crawler.publish.status import StatusRow, to_status

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FINE = StatusRow(site="diario", title="Diario & Hoy", url="https://diario.example/", state="fine", since=NOON)
BROKEN = StatusRow(
    site="gaceta", title="Gaceta", url="https://gaceta.example/", state="broken", since=NOON, reason="answered 503"
)
QUIET = replace(
    FINE, site="zeta", title="", url="javascript:alert(1)", state="quiet", reason="<script>alert(1)</script>"
)


def page(*rows: StatusRow) -> Any:
    return html.fromstring(to_status(rows).decode())


def test_a_row_a_site_the_most_urgent_first() -> None:
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page(FINE, QUIET, BROKEN).iter("tr")]
    assert rows == [
        ["Site", "State", "Since", "Why"],
        ["Gaceta", "broken", "2026-11-23 12:00 UTC", "answered 503"],
        ["zeta", "quiet", "2026-11-23 12:00 UTC", "<script>alert(1)</script>"],
        ["Diario & Hoy", "fine", "2026-11-23 12:00 UTC", ""],
    ]


def test_it_runs_nothing_loads_nothing_and_leads_to_the_web_and_its_feed_only() -> None:
    shown = page(FINE, QUIET, BROKEN)
    assert shown.xpath("//script|//img|//iframe|//@onclick|//link[@rel='stylesheet']") == []
    links = [element.get("href") for element in shown.iter("a", "link")]
    assert set(links) == {
        "https://diario.example/", "https://gaceta.example/", "health.rss", "health.atom", "health.json",
    }  # fmt: skip
    assert shown.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert b"prefers-color-scheme: dark" in to_status([FINE])


def test_the_same_rows_in_whatever_order_give_the_same_bytes() -> None:
    assert len({to_status(some) for some in permutations([FINE, QUIET, BROKEN])}) == 1


def test_an_entry_s_link_leads_to_its_row() -> None:
    assert [row.get("id") for row in page(BROKEN).iter("tr")] == [None, "site-gaceta"]

"""What holds of every page that lies in feeds/, whoever writes it."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Opens

OF_COLORS = ("color-contrast", "link-in-text-block")
OUTSIDE = """
() => {
  const wide = document.documentElement.clientWidth;
  const inside = (element) => element.closest(".scroll, .hidden, .skip, [hidden], thead");
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getClientRects().length && one.getBoundingClientRect().right > wide + 1 && !inside(one))
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
}
"""


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, a line each; by all its usual rules or by these."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": [*rules]}
    found: dict[str, Any] = Axe().run(page, options=options).response
    return [
        f"{one['id']} {node['target']}: {' '.join(str(node['failureSummary']).split())[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_axe_finds_nothing_in_either_theme(reader: Opens, feeds: Path, pages: list[str], language: str) -> None:
    """By all its rules in the light; in the dark by those of colors, which is what differs then."""
    one = reader(f"file://{feeds}/")
    mine = [path for path in pages if (path[:2] if path.startswith(("es/", "zh/")) else "en") == language]
    assert len(mine) > 20
    found = {}
    for path in mine:
        page = one.open(path)
        page.emulate_media(color_scheme="light")
        found[path, "light"] = violations(page)
        page.emulate_media(color_scheme="dark")
        found[path, "dark"] = violations(page, *OF_COLORS)
    assert {place: told for place, told in found.items() if told} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_telephone(reader: Opens, feeds: Path, theme: str) -> None:
    one = reader(f"file://{feeds}/", theme=theme, width=NARROW)
    names = ("index", "trends", "wechat", "group/bats", "topic/luxury")
    assert {name: violations(one.open(f"{name}.html")) for name in names} == {key: [] for key in names}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_page_is_wider_than_its_window(reader: Opens, feeds: Path, pages: list[str], width: int) -> None:
    one = reader(f"file://{feeds}/", width=width)
    wider = {}
    for path in pages:
        page = one.open(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if room[0] > room[1] or page.evaluate(OUTSIDE):
            wider[path] = (room, page.evaluate(OUTSIDE))
    assert wider == {}


def test_every_page_opens_without_a_word_of_complaint(reader: Opens, origin: str, pages: list[str]) -> None:
    """Nothing is asked of another host, too: the fixture notes it."""
    one = reader(origin)
    titles = {path: (one.open(path), one.page.title())[1] for path in pages}
    assert all(title.endswith("csm_crawler") for title in titles.values())
    english = [title for path, title in titles.items() if not path.startswith(("es/", "zh/"))]
    assert len({*english}) == len(english)


def test_every_link_within_the_folder_leads_to_a_file(reader: Opens, feeds: Path, pages: list[str]) -> None:
    one = reader(f"file://{feeds}/")
    astray = {}
    for path in pages:
        links = one.open(path).evaluate("[...document.querySelectorAll('[href]')].map((one) => one.href)")
        files = {link.partition("#")[0] for link in links if link.startswith("file:")}
        gone = [link for link in files if not Path(link.removeprefix("file://")).is_file()]
        if gone:
            astray[path] = gone
    assert astray == {}


def test_every_link_to_a_place_on_the_page_has_it(reader: Opens, feeds: Path, pages: list[str]) -> None:
    one = reader(f"file://{feeds}/")
    missing = """() => [...document.querySelectorAll('a[href*="#"]')]
        .filter((one) => one.pathname === location.pathname && !document.getElementById(one.hash.slice(1)))
        .map((one) => one.hash)"""
    assert {path: one.open(path).evaluate(missing) for path in pages} == {key: [] for key in pages}

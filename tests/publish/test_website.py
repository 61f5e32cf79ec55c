"""What all pages share: the frame, the policy that runs only their own scripts, the colors."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from csm_crawler.publish import website
from csm_crawler.publish.place import Place
from csm_crawler.publish.svg import COLORS
from csm_crawler.publish.website import NAVIGATION, render

TEMPLATES = Path(website.__file__).parent / "templates"
CSS = (TEMPLATES / "page.css").read_text("utf-8")
LANGUAGES = ("en", "es", "zh")


def frame(name: str = "index", language: str = "en", **values: Any) -> str:
    return render("base.html", Place(name=name, language=language), **values).decode()


@pytest.mark.parametrize("scripts", [(), ("index.js",)])
def test_the_policy_names_the_scripts_of_the_page_and_no_other(scripts: tuple[str, ...]) -> None:
    root = html.fromstring(frame(scripts=scripts))
    [policy] = root.cssselect("meta[http-equiv]")
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()}'"
        for script in root.cssselect("script")
    ]
    assert len(hashes) == 2
    assert policy.get("content") == (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_leads_to_every_page_and_says_where_one_is(language: str) -> None:
    links = html.fromstring(frame(language=language)).cssselect("nav.pages a")
    names = [target.partition("#") for target, _key in NAVIGATION]
    assert [link.get("href") for link in links] == [f"{name}.html{mark}{part}" for name, mark, part in names]
    assert [link.get("aria-current") for link in links] == ["page", *[None] * (len(links) - 1)]
    assert html.fromstring(frame("group/bats", language)).cssselect("nav.pages [aria-current]") == []


def test_it_is_legible_without_scripts_and_has_a_way_past_the_head() -> None:
    root = html.fromstring(frame())
    [skip] = root.cssselect("body > a:first-child")
    assert root.get_element_by_id(skip.get("href")[1:]).tag == "main"
    assert root.cssselect("main")[0].get("tabindex") == "-1"
    assert re.search(r"(?m)^\.theme \{ display: none;", CSS)
    assert re.search(r"(?m)^\.filters \{ display: none;", CSS)


def test_values_are_escaped() -> None:
    body = frame(base_url='"><script>alert(1)</script>')
    assert len(html.fromstring(body).cssselect("script")) == 2
    assert "alert(1)</script>" not in body


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", block))


def test_charts_and_pages_have_the_same_colors_in_each_theme() -> None:
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", CSS, maxsplit=1)
    by_system, by_button = dark.split(':root[data-theme="dark"]', maxsplit=1)
    themes = [declared(light), declared(by_system), declared(by_button.split("}", 1)[0])]
    assert themes[1] == themes[2]
    for name, (on_light, on_dark) in COLORS.items():
        assert [theme[name] for theme in themes] == [on_light, on_dark, on_dark]


def test_the_stylesheet_loads_nothing() -> None:
    assert not re.search(r"@import|url\((?!\"data:image/svg\+xml,)", CSS)


def test_scripts_hold_nothing_that_would_end_them() -> None:
    for path in TEMPLATES.glob("*.js"):
        assert not re.search(r"</|<!--|innerHTML|eval|fetch\(|https?:", path.read_text("utf-8")), path.name


@pytest.mark.parametrize(("has_status", "names"), [(False, []), (True, ["Status"])])
def test_the_head_leads_to_the_status_where_there_is_one(has_status: bool, names: list[str]) -> None:
    shown = html.fromstring(frame("trends", has_status=has_status))
    assert shown.xpath("//nav[@class='pages']//a[@href='status.html']/text()") == names

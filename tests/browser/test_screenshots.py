"""The pictures in the README: made anew where CSM_TEST_SCREENSHOTS is set, so that nobody draws them by hand."""

import os
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Opens
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "screenshots"
SHOTS = {
    f"{name}-{theme}.png": (place, theme)
    for name, place in (("articles", "index.html"), ("trends", "trends.html#mentions"))
    for theme in ("light", "dark")
}


@pytest.mark.parametrize("name", SHOTS)
def test_a_page_is_photographed(reader: Opens, feeds: Path, name: str, tmp_path: Path) -> None:
    path, theme = SHOTS[name]
    folder = FOLDER if os.environ.get("CSM_TEST_SCREENSHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    one = reader(f"file://{feeds}/", theme=theme)
    page = one.open(path)
    page.set_viewport_size({"width": 1120, "height": 780})
    place = page.url.partition("#")[2]
    page.evaluate("(place) => scrollTo(0, place ? document.getElementById(place).offsetTop : 0)", place)
    page.screenshot(path=folder / name)
    assert 10_000 < (folder / name).stat().st_size < 200_000


@pytest.mark.parametrize("readme", ["README.md", "docs/README.es.md", "docs/README.zh.md"])
def test_the_readme_shows_pictures_that_these_tests_make(readme: str) -> None:
    shown = re.findall(r"screenshots/([\w-]+\.png)", (ROOT / readme).read_text("utf-8"))
    assert shown
    assert {*shown} <= SHOTS.keys()
    assert all((FOLDER / name).is_file() for name in shown)

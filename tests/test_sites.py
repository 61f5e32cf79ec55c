"""Site files: every built-in one keeps the contract, every wrong one is told in one line."""

from pathlib import Path

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.extract import KINDS, check_site
from csm_crawler.fixtures import saved_page
from csm_crawler.sites import Site, load_sites
from csm_crawler.sites.loader import KINDS as NAMED_KINDS
from csm_crawler.sites.loader import read_site
from tests.conftest import ROOT

GOOD = 'title = "One"\nurl = "https://one.example/"\nkind = "selectors"\n[selectors]\nitem = "article"\n'


@pytest.mark.parametrize("site", load_sites(ROOT).values(), ids=lambda site: site.name)
def test_a_built_in_site_keeps_the_contract(site: Site) -> None:
    check_site(site)
    assert site.min_cards >= 1
    for name in site.saved:
        assert saved_page(ROOT, site.name, name)
    lines = [line for line in site.file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert 4 <= len(lines) <= 25


def test_the_kinds_of_the_loader_are_those_that_can_be_read() -> None:
    assert set(NAMED_KINDS) == set(KINDS)


def test_the_home_lays_its_sites_over_the_built_in_ones(home: Path) -> None:
    (home / "sites").mkdir()
    (home / "sites" / "chinasocialmedia.toml").write_text(GOOD, "utf-8")
    (home / "sites" / "one.toml").write_text(GOOD, "utf-8")
    sites = load_sites(home)
    assert sites["chinasocialmedia"].title == sites["one"].title == "One"
    assert list(sites) == sorted(sites)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "headline = 'h2'", ["selectors.headline", "is no field", "title, link"]),
        ("colour = 1\n" + GOOD, ["colour", "is no key", "selectors"]),
        (GOOD.replace('"selectors"', '"carousel"'), ["kind", "'carousel'", "one of selectors"]),
        (GOOD.replace("https://one.example/", "one.example"), ["url", "'one.example'", "http"]),
        (GOOD.replace("https://one.example/", "file:///etc/passwd"), ["url", "file:///etc/passwd", "http"]),
        ("min_cards = '3'\n" + GOOD, ["min_cards", "'3'", "a whole number"]),
        ("min_cards = true\n" + GOOD, ["min_cards", "True", "a whole number"]),
        ("min_cards = -1\n" + GOOD, ["min_cards", "-1", "0 or more"]),
        ("timezone = 'Madrid'\n" + GOOD, ["timezone", "'Madrid'", "Europe/Madrid"]),
        ("timezone = '../../etc'\n" + GOOD, ["timezone", "IANA"]),
        ("date_order = 'dmy'\n" + GOOD, ["date_order", "'dmy'", "DMY, MDY, YMD"]),
        ("language = 'Español'\n" + GOOD, ["language", "'Español'", "BCP 47"]),
        ("encoding = 'klingon'\n" + GOOD, ["encoding", "'klingon'", "gb18030"]),
        ("saved = ['../../x.html']\n" + GOOD, ["saved", "'../../x.html'", "fixtures/site/"]),
        ("saved = [3]\n" + GOOD, ["saved", "3"]),
        ("saved = ['..']\n" + GOOD, ["saved", "'..'"]),
        ("saved = ['a.html', 'a.html']\n" + GOOD, ["saved", "'a.html'"]),
        ("saved = []\n" + GOOD, ["saved", "is empty"]),
        (GOOD.replace("one.example/", "one.example:abc/"), ["url", "abc"]),
        (GOOD.replace("item", "title"), ["selectors.item", "is missing"]),
        (GOOD + "title = ['']", ["selectors.title", "list of selectors"]),
        ("kind = 'selectors'", ["title", "is missing"]),
        ("title = ", ["is not TOML"]),
    ],
)
def test_a_wrong_site_file_is_told_in_one_line(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "site.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_site(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    for word in words:
        assert word in line


@pytest.mark.parametrize("selector", ["div[", "h2 >", "//h2[", "p::attr(", "(count(//h2))", "(1)", "//h2[foo(1)]"])
def test_a_selector_that_is_none_is_told(tmp_path: Path, selector: str) -> None:
    path = tmp_path / "site.toml"
    path.write_text(GOOD + f"title = '{selector}'\n", "utf-8")
    with pytest.raises(ConfigError, match=r"selectors\.title"):
        check_site(read_site(path))


def test_a_site_file_with_a_bad_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "Mi Sitio.toml"
    path.write_text(GOOD, "utf-8")
    with pytest.raises(ConfigError, match="lower-case"):
        read_site(path)


@pytest.mark.parametrize("item", ["article::attr(id)", "article::text", "//article/@id", "//article/text()"])
def test_an_item_must_be_an_element(tmp_path: Path, item: str) -> None:
    path = tmp_path / "site.toml"
    path.write_text(GOOD.replace('"article"', f'"{item}"'), "utf-8")
    with pytest.raises(ConfigError, match=r"selectors\.item"):
        check_site(read_site(path))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(GOOD, "utf-8-sig")
    assert read_site(path).title == "One"

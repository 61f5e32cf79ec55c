"""Site files: every built-in one keeps the contract, every wrong one is told in one line."""

from pathlib import Path

import pytest

from csm_crawler.config import DEMONSTRATION, load_config
from csm_crawler.errors import ConfigError
from csm_crawler.extract import KINDS, check_site
from csm_crawler.fixtures import saved_page
from csm_crawler.platforms import topic_names
from csm_crawler.sites import KnownSites, Site, load_sites, unknown_site
from csm_crawler.sites.loader import KINDS as NAMED_KINDS
from csm_crawler.sites.loader import read_site
from tests.conftest import ROOT

GOOD = 'title = "One"\nurl = "https://one.example/"\nkind = "selectors"\n[selectors]\nitem = "article"\n'


@pytest.fixture(params=load_sites(ROOT).values(), ids=lambda site: site.name)
def site(request: pytest.FixtureRequest) -> Site:
    """Each built-in site."""
    built_in: Site = request.param
    return built_in


def test_a_built_in_site_keeps_the_contract(site: Site) -> None:
    check_site(site)
    assert site.min_cards >= 1 or site.keep  # of what it keeps, there may be nothing today
    for name in (*site.saved, *site.samples):
        assert saved_page(ROOT, site.name, name)
    text = site.file.read_text("utf-8")
    assert text.startswith("# ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert 4 <= len(lines) <= 25


def test_a_built_in_site_names_its_language_and_topics_that_there_are(site: Site) -> None:
    assert site.language
    assert site.language != "zh", "zh-Hans or zh-Hant"
    assert set(site.topics) <= set(topic_names())
    assert list(site.topics) == sorted(set(site.topics))


def test_a_built_in_site_says_what_was_seen_of_it(site: Site) -> None:
    if site.saved:
        return
    assert site.verified
    if site.verified == "feed":
        assert (site.kind, bool(site.feed)) == ("feed", True)
    told = site.file.read_text("utf-8").partition("\ntitle = ")[0]
    if site.seen:
        assert site.seen[:4] in told
    else:
        assert "when is not recorded" in told.replace("\n# ", " ")


def test_a_built_in_site_that_prints_dates_names_its_zone(site: Site) -> None:
    if site.selectors.date or site.json.date or (site.detail and site.detail.date):
        assert "\ntimezone = " in site.file.read_text("utf-8")


def test_no_site_is_enabled_until_a_person_enables_it(tmp_path: Path) -> None:
    (tmp_path / "csm.toml").write_text("", "utf-8")
    assert load_config(tmp_path).sites == ()
    sites = load_sites(ROOT)
    assert len(sites) > 60
    assert DEMONSTRATION == tuple(name for name, site in sites.items() if site.saved) == ("chinasocialmedia",)


def test_to_ask_which_sites_there_are_reads_none(tmp_path: Path) -> None:
    for name, text in (("one", GOOD), ("broken", "title = ")):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    sites = KnownSites({"one": tmp_path / "one.toml", "broken": tmp_path / "broken.toml"})
    assert (list(sites), len(sites), "broken" in sites, "two" in sites) == (["broken", "one"], 2, True, False)
    assert sites["one"] is sites["one"]
    with pytest.raises(ConfigError, match="is not TOML"):
        sites["broken"]
    with pytest.raises(KeyError):
        sites["two"]


def test_a_slip_in_a_file_of_the_home_is_told_whatever_is_asked_for(home: Path) -> None:
    (home / "sites").mkdir()
    (home / "sites" / "mine.toml").write_text("title = ", "utf-8")
    with pytest.raises(ConfigError, match=r"mine\.toml: is not TOML"):
        load_sites(home)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere", "names 'nowhere', which is no site; csm sites list shows all"),
        ("Jingdayly", "names 'Jingdayly', which is no site; near it: jingdaily; csm sites list shows all"),
        ("chinasocialmedia.net", "near it: chinasocialmedia;"),
    ],
)
def test_a_name_of_no_site_is_told_with_those_near_it(name: str, told: str) -> None:
    assert told in unknown_site(name, load_sites(ROOT))


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
        ("own = true\n" + GOOD, ["own", "https://one.example/", "on no server of this machine"]),
        ("own = 1\n" + GOOD, ["own", "1", "true or false"]),
        ("images = 'yes'\n" + GOOD, ["images", "'yes'", "true or false"]),
        ("scope = 'all'\n" + GOOD, ["scope", "'all'", "china, filter"]),
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


@pytest.mark.parametrize("name", ["Mi Sitio", "a" * 201])
def test_a_site_file_with_a_bad_name_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
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

"""A way that works, as a file that the loader reads."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.extract import Page, read_cards
from csm_crawler.jobs.evidence import Evidence
from csm_crawler.jobs.probe import Way
from csm_crawler.jobs.scoring import Marks
from csm_crawler.jobs.sitefile import Written, name_of, write_site
from csm_crawler.sites import Ask, Rule, Selectors, Site
from tests.jobs.web import NOW, html

URL = "https://one.example/news/"
TODAY = datetime(2026, 11, 25, 23, tzinfo=UTC)


def way(body: bytes | None = None, *, content_type: str = "", **values: object) -> Way:
    page = Page(url=URL, body=html().encode() if body is None else body, fetched_at=NOW, content_type=content_type)
    site = Site(name="", file=Path("x"), title='One «two» "three"', url=URL, kind="auto", min_cards=4)
    cards = tuple(read_cards(page, site))
    site = replace(site, **values)  # type: ignore[arg-type]
    return Way(site=site, found="the list\nthat it shows", page=page, cards=cards, score=98)


def write(way: Way, home: Path, name: str = "one") -> Written:
    return write_site(way, name, home=home, sites=home / "sites", fixtures=home / "fixtures", today=TODAY)


def test_the_shortest_file_that_works_is_written_and_read_back(tmp_path: Path) -> None:
    given = replace(way(language="en"), marks=Marks(cards=8, dated=7))
    written = write(given, tmp_path)
    assert written.page == tmp_path / "fixtures" / "one" / "listing.html"
    assert written.page.read_bytes() == html().encode()
    assert written.site.file.read_text("utf-8") == (
        "# Found by csm add on 2026-11-25: the list that it shows; score 98.\n"
        "# It gave 8 cards, of which 7 were dated.\n"
        'title = "One «two» \\"three\\""\n'
        'url = "https://one.example/news/"\n'
        'kind = "auto"\n'
        'language = "en"\n'
        'verified = "page"\n'
        'seen = "2026-11"\n'
        'samples = ["listing.html"]\n'
        "min_cards = 4\n"
    )
    assert written.site == replace(
        given.site,
        name="one",
        file=tmp_path / "sites" / "one.toml",
        verified="page",
        seen="2026-11",
        samples=("listing.html",),
    )


def test_everything_that_a_way_needs_is_in_its_file(tmp_path: Path) -> None:
    selectors = Selectors(
        item=(".story",),
        title=(Rule(at="h2"), Rule(at="h3")),
        link=(Rule(at="a::attr(href)"),),
        date=(Rule(at="time", regex=r"\d+ \w+ \d+", remove='"'),),
    )
    given = replace(
        way(kind="selectors", selectors=selectors, timezone="Asia/Shanghai", request=Ask(url=f"{URL}?a=1")),
        evidence=Evidence(timezone="Asia/Shanghai", why="its dates are at +08:00"),
    )
    site = write(given, tmp_path).site
    assert (site.selectors, site.timezone, site.request) == (selectors, "Asia/Shanghai", Ask(url=f"{URL}?a=1"))
    lines = site.file.read_text("utf-8").splitlines()
    assert 'timezone = "Asia/Shanghai" # guessed: its dates are at +08:00' in lines
    assert lines[lines.index("[selectors]") + 1] == 'item = ".story"'


def test_an_encoding_that_only_the_header_tells_is_kept(tmp_path: Path) -> None:
    words = html().replace("Weibo opens", "Вейбо открывает")
    site = write(way(words.encode("cp1251"), content_type="text/html; charset=windows-1251"), tmp_path).site
    assert site.encoding == "windows-1251"
    body = (tmp_path / "fixtures" / "one" / "listing.html").read_bytes()
    assert Page(url=URL, body=body, fetched_at=NOW, encoding=site.encoding).text == words
    meta = html("<meta charset=gbk>").replace("Weibo opens", "微博").encode("gbk")
    assert write(way(meta, content_type="text/html; charset=gbk"), tmp_path, "two").site.encoding == ""


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write(way(), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    with pytest.raises(ConfigError, match=r"one\.toml: is there already; --name gives"):
        write(way(), tmp_path)
    (tmp_path / "sites" / "one.toml").rename(tmp_path / "sites" / "two.toml")
    with pytest.raises(ConfigError, match=r"listing\.html: is there already"):
        write(way(), tmp_path)
    with pytest.raises(ConfigError, match=r"chinasocialmedia\.toml: is there already"):
        write(way(), tmp_path, "chinasocialmedia")
    assert sorted(before.values()) == sorted(path.read_bytes() for path in tmp_path.rglob("*.*"))


@pytest.mark.parametrize("name", ["../x", "a/b", "Ana", "", ".x", "-x", "x.toml", "ñ", "a" * 201])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="lower-case letters, digits and hyphens"):
        write(way(), tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_came_as_a_gzip_file_is_saved_as_what_is_in_it(tmp_path: Path) -> None:
    entries = "".join(f"<url><loc>https://one.example/news/{n}</loc></url>" for n in range(4))
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()
    written = write(way(gzip.compress(sitemap), kind="sitemap"), tmp_path)
    assert (written.page.name, written.page.read_bytes()) == ("listing.xml", sitemap)
    assert written.site.samples == ("listing.xml",)


def test_a_file_that_the_loader_refuses_does_not_stay(tmp_path: Path) -> None:
    broken = way(kind="selectors", selectors=Selectors(item=("li[",)))
    with pytest.raises(ConfigError, match=r"selectors\.item"):
        write(broken, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    (tmp_path / "fixtures" / "two").write_bytes(b"a file where a folder should be")
    with pytest.raises(ConfigError, match="cannot be written"):
        write(way(), tmp_path, "two")
    assert not (tmp_path / "sites" / "two.toml").exists()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example-news.com/china/", "example-news"),
        ("https://example.com.cn/", "example"),
        ("https://blog.example.co.uk/", "blog-example"),
        ("https://m.example.org/", "example"),
        ("https://www.com/", "www"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("http://[::1]/", "1"),
        ("http://localhost/", "localhost"),
        ("https://xn--fiqs8s.example/", "xn-fiqs8s"),
        ("https://例子.example/", ""),
        (f"https://{'a' * 63}.{'b' * 63}.example/", "a" * 60),
    ],
)
def test_a_site_is_named_by_its_host(url: str, name: str) -> None:
    assert name_of(url) == name

"""Feeds of another reader → site files, and back: what is lost is named, and no file of a stranger does harm."""

import time
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError
from csm_crawler.extract import Page, read_cards
from csm_crawler.jobs import opml_import
from csm_crawler.jobs.opml_export import export_opml
from csm_crawler.jobs.opml_import import Imported, Result, import_opml
from csm_crawler.sites import Ask, Fields, Json, Pages, Rule, Selectors, Site, load_sites, read_site

TODAY = datetime(2026, 11, 25, 23, tzinfo=UTC)
NAMESPACE = 'xmlns:frss="https://freshrss.org/opml"'


def opml(*outlines: str, head: str = "") -> str:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<opml version="2.0" {NAMESPACE}>'
    return f"{start}<head/><body>\n{''.join(outlines)}</body></opml>"


def imported(home: Path, text: str | bytes, *, scope: str = "china") -> Imported:
    file = home / "their.opml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_opml(file, home, today=TODAY, scope=scope)


def written(home: Path, name: str) -> Site:
    return read_site(home / "sites" / f"{name}.toml")


def usual(home: Path, name: str, **values: object) -> Site:
    site = Site(name=name, file=home / "sites" / f"{name}.toml", title="", url="", kind="feed")
    return replace(site, **values)  # type: ignore[arg-type]


def test_a_feed_becomes_the_shortest_site_file_that_works(home: Path) -> None:
    text = opml(
        '<outline text="Uncategorized"><outline text="One &amp; Two" type="rss" language="es-ES" '
        'xmlUrl="https://one.example/feed/" htmlUrl="https://one.example/"/></outline>'
    )
    assert imported(home, text) == Imported(results=(Result(state="new", name="one-two"),))
    assert (home / "sites" / "one-two.toml").read_text("utf-8") == (
        "# Imported from their.opml on 2026-11-25.\n"
        'title = "One & Two"\n'
        'url = "https://one.example/"\n'
        'kind = "feed"\n'
        'feed = "https://one.example/feed/"\n'
        'language = "es-ES"\n'
    )


def test_names_come_from_titles_else_hosts_and_never_meet(home: Path) -> None:
    text = opml(
        '<outline text="News" xmlUrl="https://one.example/a"/>',
        '<outline text="News" xmlUrl="https://one.example/b"/>',
        '<outline text="微信日报" xmlUrl="https://www.wechat-daily.com.cn/feed"/>',
        '<outline text="小红书 2" xmlUrl="https://10.0.0.7/feed"/>',
        '<outline text="" title="Café Ñandú" xmlUrl="https://cafe.example/feed"/>',
        '<outline text="Technode" xmlUrl="https://other.example/feed"/>',
        f'<outline text="{"long " * 40}" xmlUrl="https://long.example/feed"/>',
    )
    names = imported(home, text).names("new")
    assert names == [
        "news",
        "news-2",
        "wechat-daily",
        "10-0-0-7",
        "cafe-nandu",
        "technode-2",
        "long-long-long-long-long-long-long-long-long-long-long-long",
    ]
    assert written(home, "wechat-daily").title == "微信日报"
    assert sorted(load_sites(home).keys() & set(names)) == sorted(names)


def test_what_a_site_reads_already_is_left_as_it_is(home: Path) -> None:
    known = load_sites(home)["alizila"]
    text = opml(
        f'<outline text="Other name" xmlUrl="{known.feed.replace("https://", "HTTPS://").rstrip("/")}"/>',
        '<outline text="One" xmlUrl="https://one.example/feed?utm_source=x"/>',
        '<outline text="One again" xmlUrl="https://one.example/feed"/>',
    )
    first = imported(home, text)
    assert [(one.state, one.name) for one in first.results] == [("known", "alizila"), ("new", "one"), ("known", "one")]
    before = (home / "sites" / "one.toml").read_bytes()
    assert imported(home, text).names("new") == []
    assert (home / "sites" / "one.toml").read_bytes() == before


def test_folders_are_topics_and_addresses_are_put_right(home: Path) -> None:
    text = opml(
        '<outline text="E-Commerce"><outline text="中文"><outline text="One" language="中文" '
        'xmlUrl="feed://me:secret@one.example/rss"/></outline></outline>',
        '<outline text="Two" xmlUrl="feed:https://two.example/rss" htmlUrl="javascript:alert(1)"/>',
        '<outline text="Three" type="pie" XMLURL="https://three.example/rss"/>',
    )
    results = imported(home, text).results
    assert results[0].told == ("user and password of its address", "folder '中文'", "language '中文'")
    assert written(home, "one") == usual(home, "one", title="One", url="http://one.example/rss", topics=("e-commerce",))
    assert "secret" not in (home / "sites" / "one.toml").read_text("utf-8")
    assert written(home, "two") == usual(home, "two", title="Two", url="https://two.example/rss")
    assert written(home, "three").url == "https://three.example/rss"


def test_sites_that_write_of_everything_are_filtered_where_that_is_asked(home: Path) -> None:
    imported(home, opml('<outline text="One" xmlUrl="https://one.example/feed"/>'), scope="filter")
    assert written(home, "one").scope == "filter"


def test_what_freshrss_scrapes_by_xpath_is_read_by_selectors(home: Path) -> None:
    text = opml(
        """<outline text="One" type="HTML+XPath" xmlUrl="https://one.example/news/" htmlUrl="https://one.example/"
        frss:xPathItem="//div[@class='item']" frss:xPathItemTitle="descendant::h2"
        frss:xPathItemUri="descendant::a[string-length(@href)&gt;0]/@href" frss:xPathItemContent="."
        frss:xPathItemAuthor="&quot;Anonymous&quot;" frss:xPathItemTimestamp="descendant::time"
        frss:xPathItemThumbnail="descendant::img/@src" frss:xPathItemCategories="descendant::i"
        frss:xPathItemUid="concat('one-', @id)"/>"""
    )
    assert imported(home, text).results == (Result(state="new", name="one"),)
    site = written(home, "one")
    body = (
        "<html><div class=item id=7><h2>Uno</h2><a href='/1'>leer</a><time datetime=2026-11-20>20 nov</time>"
        "<img src=/1.png><i>uno</i><i>dos</i></div><div class=item id=8><a href=/2><h2>Dos</h2></a></div></html>"
    )
    cards = read_cards(Page(url=site.url, body=body.encode(), fetched_at=TODAY), site)
    first = cards[0]
    assert (first.title, first.link, first.date_text, first.date_attr) == (
        "Uno",
        "https://one.example/1",
        "20 nov",
        "2026-11-20",
    )
    assert (first.author, first.image, first.categories) == ("Anonymous", "https://one.example/1.png", ("uno", "dos"))
    assert [card.source_id for card in cards] == ["one-7", "one-8"]
    assert cards[1].link == "https://one.example/2"
    assert "leer" in first.teaser


def test_what_freshrss_reads_of_json_is_read_by_jmespath(home: Path) -> None:
    text = opml(
        """<outline text="One" type="JSON+DotNotation" xmlUrl="https://api.one.example/v1" htmlUrl="https://one.example/"
        frss:jsonItem="$.data.items" frss:jsonItemTitle="meta.title-zh" frss:jsonItemUri="links[0]"
        frss:jsonItemTimestamp="time" frss:jsonItemAuthor="first &amp; last"/>"""
    )
    (result,) = imported(home, text).results
    assert result.told == ("jsonItemAuthor is 'first & last'; names and numbers are understood, no more",)
    assert written(home, "one") == usual(
        home,
        "one",
        title="One",
        url="https://one.example/",
        kind="json",
        request=Ask(url="https://api.one.example/v1"),
        json=Json(
            items="data.items",
            title=(Rule(at='meta."title-zh"'),),
            link=(Rule(at="links[0]"),),
            date=(Rule(at="time"),),
        ),
    )


def test_every_option_that_is_lost_is_named_without_its_value(home: Path) -> None:
    text = opml(
        """<outline text="One" xmlUrl="https://one.example/feed" frss:priority="important" frss:ttl="3600"
        frss:CURLOPT_COOKIE="sid=secret" frss:CURLOPT_PROXY="http://me:secret@proxy" frss:filtersActionRead="intitle:x"
        frss:cssFullContent=".article, main" frss:cssContentFilter=".ad" frss:unicityCriteria="link" frss:empty=""/>""",
        """<outline text="Two" type="HTML+XPath" xmlUrl="https://two.example/" frss:xPathItem="//li"
        frss:xPathItemTitle="count(//li)" frss:xPathItemTimestamp="span" frss:xPathItemTimeFormat="d/m/Y \\a\\t H:i"
        frss:cssFullContent="//div"/>""",
    )
    one, two = imported(home, text).results
    assert one.told == (
        "CURLOPT_COOKIE",
        "CURLOPT_PROXY",
        "cssContentFilter",
        "cssFullContent (read only where the list has no teaser, as [detail])",
        "filtersActionRead",
        "priority",
        "ttl",
        "unicityCriteria",
    )
    assert written(home, "one").detail == Fields(teaser=(Rule(at=".article, main"),))
    assert two.told == (
        "xPathItemTitle is '(count(//li))'; no selector: it gives a number or a truth, no elements",
        "cssFullContent",
        "xPathItemTimeFormat (dates are read as they are printed, DMY)",
    )
    assert (written(home, "two").date_order, written(home, "two").detail) == ("DMY", None)


def test_what_no_kind_reads_is_left_out_and_told(home: Path) -> None:
    text = opml(
        '<outline text="A" type="XML+XPath" xmlUrl="https://a.example/x.xml" frss:xPathItem="//a"/>',
        '<outline text="B" type="HTML+XPath+JSON+DotNotation" xmlUrl="https://b.example/"/>',
        '<outline text="C" type="link" url="https://c.example/"/>',
        '<outline text="D" type="HTML+XPath" xmlUrl="https://d.example/" frss:xPathItemTitle="h2"/>',
        '<outline text="E" type="JSON+DotNotation" xmlUrl="https://e.example/" frss:jsonItemTitle="t"/>',
        '<outline text="F" type="HTML+XPath" xmlUrl="https://f.example/" frss:xPathItem="re:test(., \'(a+)+$\')"/>',
    )
    results = imported(home, text).results
    assert {one.name: one.told[0] for one in results if one.state == "left out"} == {
        "A": "is of type xml+xpath, which no kind of site reads",
        "B": "is of type html+xpath+json+dotnotation, which no kind of site reads",
        "C": "is a link, and no feed",
        "D": "selectors.item is missing; it selects one element for each card",
        "E": "json.link is missing; it says where an item's article is",
        "F": "is too long, or has functions that XPath 1.0 has not",
    }
    assert list((home / "sites").glob("*")) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/xml,x",
        "//one.example/feed",
        "../../csm.toml",
        "http://",
        "http://[bad",
        "http://one.example:99999/",
        "http://one.example/a b",
        "ftp://one.example/feed",
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(home: Path, url: str) -> None:
    (result,) = imported(home, opml(f'<outline text="One" xmlUrl="{url}"/>')).results
    assert (result.state, result.name) == ("left out", "One")
    assert "it must begin with http:// or https://" in result.told[0]
    assert list((home / "sites").glob("*")) == []


@pytest.mark.parametrize(
    "title", ["../../evil", "/etc/cron.d/x", "..", "csm.toml", "a\x07b&#10;[feed]", '"]\nown = true']
)
def test_no_title_leads_out_of_the_folder_or_into_another_key(home: Path, title: str) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    escaped = title.replace('"', "&quot;")
    (result,) = imported(home, opml(f'<outline text="{escaped}" xmlUrl="https://one.example/feed"/>')).results
    (file,) = (home / "sites").glob("*")
    assert (result.state, file.name) == ("new", f"{result.name}.toml")
    assert set(tomllib.loads(file.read_text("utf-8"))) == {"title", "url", "kind"}
    assert {path: path.read_bytes() for path in before} == before


def test_no_entity_is_expanded_and_no_file_is_read(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", "utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE opml SYSTEM "file://{secret}" [<!ENTITY e0 "lol">{bomb}<!ENTITY x SYSTEM "file://{secret}">]>'
    text = opml(
        '<outline text="One &e11; &x;" xmlUrl="https://one.example/feed"/>',
        '<outline text="&x;" xmlUrl="https://two.example/&x;"/>',
        head=head,
    )
    start = time.perf_counter()
    results = imported(home, text).results
    assert time.perf_counter() - start < 5
    assert [one.state for one in results] == ["new", "new"]
    assert written(home, "one-e11-x").title == "One &e11; &x;"
    assert all("hidden" not in path.read_text("utf-8") for path in (home / "sites").iterdir())


def test_a_list_that_never_ends_is_read_to_a_bound(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml_import, "MAX_SITES", 3)
    outlines = [f'<outline text="N{n}" xmlUrl="https://one.example/{n}"/>' for n in range(5)]
    result = imported(home, opml(*outlines))
    assert result.names("new") == ["n0", "n1", "n2"]
    assert [one.told for one in result.results[3:]] == [("more than 3 new sites",)] * 2
    deep = opml("<outline text='x'>" * 400 + '<outline text="Deep" xmlUrl="https://deep.example/"/>')
    assert "was read to there: Excessive depth" in imported(home, deep).problem
    monkeypatch.setattr(opml_import, "MAX_BYTES", 1000)
    with pytest.raises(ConfigError, match="MB, which no list of feeds is"):
        imported(home, "x" * 1001)


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_and_told(home: Path) -> None:
    whole = opml(*(f'<outline text="N{n}" xmlUrl="https://one.example/{n}"/>\n' for n in range(5)))
    result = imported(home, whole[: whole.index("one.example/3")])
    assert result.names("new") == ["n0", "n1", "n2"]
    assert result.problem.startswith("is broken in line 6, and was read to there: ")


@pytest.mark.parametrize("body", [b"", b"<html><body>opml</body></html>", b"\x00\xff" * 50, b"{}"])
def test_what_is_no_opml_is_told(home: Path, body: bytes) -> None:
    with pytest.raises(ConfigError, match=r"their\.opml: is no OPML$"):
        imported(home, body)
    with pytest.raises(ConfigError, match=r"gone\.opml: cannot be read: No such file"):
        import_opml(home / "gone.opml", home, today=TODAY)


def test_other_encodings_and_undeclared_prefixes_are_understood(home: Path) -> None:
    text = opml('<outline text="微博" type="HTML+XPath" xmlUrl="https://one.example/" frss:xPathItem="//li"/>')
    text = text.replace("UTF-8", "GBK").replace(NAMESPACE, "")
    assert imported(home, text.encode("gbk")).names("new") == ["one"]
    assert (written(home, "one").title, written(home, "one").kind) == ("微博", "selectors")


KEYS = (
    *("text", "title", "type", "xmlUrl", "htmlUrl", "url", "language"),
    *("frss:xPathItem", "frss:xPathItemTitle", "frss:xPathItemUri", "frss:jsonItem", "frss:jsonItemTitle"),
    *("frss:jsonItemUri", "frss:xPathItemTimeFormat", "frss:cssFullContent"),
    *("csm:name", "csm:kind", "csm:feed", "csm:timezone", "csm:topics", "csm:min_cards", "csm:scope"),
)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["https://one.example/feed", "HTML+XPath", "JSON+DotNotation", "rss", "link", "//a", "a[0].b", "@href", "auto"]
    ),
    st.sampled_from(
        ["../x", "javascript:a", "https://[", "\x00", "{page}", "'\"", "]]>", "&#0;&x;", "feed", "9" * 30, "("]
    ),
)
OUTLINES = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=3), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(outlines=OUTLINES, kept=st.floats(0.3, 1), escaped=st.booleans())
def test_whatever_a_file_holds_the_home_still_loads(
    tmp_path_factory: pytest.TempPathFactory, outlines: list[dict[str, str]], kept: float, escaped: bool
) -> None:
    home = tmp_path_factory.mktemp("home")
    quoted = quoteattr if escaped else '"{}"'.format
    text = opml(*(f"<outline {' '.join(f'{key}={quoted(value)}' for key, value in one.items())}/>" for one in outlines))
    with suppress(ConfigError):
        imported(home, text[: int(len(text) * kept)])
    load_sites(home)
    assert {path.parent for path in home.rglob("*.toml")} <= {home / "sites"}


SITES = (
    Site(
        name="afeed",
        file=Path(),
        title="A «feed» & more",
        url="https://a.example/",
        kind="feed",
        feed="https://a.example/f",
    ),
    Site(name="bare", file=Path(), title="Bare", url="https://bare.example/rss", kind="feed", language="zh-Hans"),
    Site(
        name="blog",
        file=Path(),
        title="Blog",
        url="https://blog.example/",
        kind="wordpress",
        feed="https://blog.example/feed/",
        scope="filter",
        topics=("luxury", "kol"),
        min_cards=5,
    ),
    Site(name="found", file=Path(), title="Found", url="https://found.example/", kind="auto", timezone="Asia/Shanghai"),
    Site(
        name="api",
        file=Path(),
        title="Api",
        url="https://api.example/",
        kind="json",
        request=Ask(url="https://api.example/v1?a=1&b=2"),
        json=Json(items="rows", title=(Rule(at="t"),), link=(Rule(at="u"),)),
    ),
)


def test_what_is_exported_is_imported_again_as_it_was(home: Path) -> None:
    exported = export_opml(SITES)
    assert exported.lost == {}
    assert imported(home, exported.body).names("new") == sorted(site.name for site in SITES)
    for site in SITES:
        assert written(home, site.name) == replace(site, file=home / "sites" / f"{site.name}.toml")


def test_selectors_go_through_opml_and_read_the_same(home: Path) -> None:
    site = Site(
        name="list",
        file=Path(),
        title="List",
        url="https://list.example/",
        kind="selectors",
        selectors=Selectors(
            item=("article.post",),
            title=(Rule(at="h2"),),
            link=(Rule(at="h2"),),
            date=(Rule(at="time"),),
            teaser=(Rule(at="./div/p[1]"),),
            image=(Rule(at=".cover"),),
            author=(Rule(text='The "Desk"'),),
        ),
    )
    exported = export_opml([site])
    assert exported.lost == {}
    imported(home, exported.body)
    body = (
        "<html><article class='post big'><h2><a href=/1>One</a></h2><time datetime=2026-11-20>today</time>"
        "<div><p>First.</p><p>Second.</p></div><div class=cover><img src=/1.png></div></article></html>"
    )
    page = Page(url=site.url, body=body.encode(), fetched_at=TODAY)
    assert read_cards(page, written(home, "list")) == read_cards(page, site)
    assert read_cards(page, site)[0].link == "https://list.example/1"


def test_what_opml_has_no_words_for_is_told(home: Path) -> None:
    rules = (Rule(at="h2", regex="x"), Rule(at="h3"))
    sites = [
        Site(
            name="rich",
            file=Path(),
            title="Rich",
            url="https://rich.example/",
            kind="selectors",
            selectors=Selectors(item=("li", "tr"), title=rules, day=("h1",)),
            pages=Pages(next=(Rule(at="a.next"),)),
            keep="/news/",
        ),
        Site(name="state", file=Path(), title="State", url="https://s.example/", kind="json", json=Json(embedded="x")),
        Site(
            name="own",
            file=Path(),
            title="Own",
            url="http://127.0.0.1/",
            kind="json",
            feed="http://127.0.0.1/feed",
            json=Json(html="x"),
            own=True,
        ),
    ]
    exported = export_opml(sites)
    assert exported.lost == {
        "own": ("kind json: its feed is in place of it", "own"),
        "rich": (
            "selectors.title, but for where it is",
            "selectors.item, but for its first",
            "selectors.day",
            "pages",
            "keep",
        ),
        "state": ("kind json, so it is not in it",),
    }
    assert imported(home, exported.body).names("new") == ["own", "rich"]
    assert (written(home, "own").kind, written(home, "own").own) == ("feed", False)

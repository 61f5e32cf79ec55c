"""Feeds of another reader → site files, and back: what is lost is named, and no file of a stranger does harm."""

from dataclasses import replace
from pathlib import Path

from csm_crawler.extract import Page, read_cards
from csm_crawler.jobs.opml_import import Imported, Result
from csm_crawler.sites import Ask, Fields, Json, Rule, Site, load_sites
from tests.jobs.opml_texts import TODAY, imported, opml, written


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

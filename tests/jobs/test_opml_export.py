"""What is exported as OPML comes back as it was."""

from dataclasses import replace
from pathlib import Path

from csm_crawler.extract import Page, read_cards
from csm_crawler.jobs.opml_export import export_opml
from csm_crawler.sites import Ask, Json, Pages, Rule, Selectors, Site
from tests.jobs.opml_texts import TODAY, imported, written

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

"""What is kept is enough, for every kind: cards that are replayed give the same articles, and bodies the same cards."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csm_crawler.extract import KINDS, Page, read_cards
from csm_crawler.extract.detail import complete
from csm_crawler.fixtures import saved_page
from csm_crawler.items import Card
from csm_crawler.jobs.golden import golden_of, read_golden, understand
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.preview import preview
from csm_crawler.jobs.reprocess import Reader
from csm_crawler.jobs.snapshots import page_again
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, Kept, Reading
from tests.conftest import ROOT, Run, listing, run
from tests.server import Answer, Server, crawl

BUILT_IN = {name: site for name, site in load_sites(ROOT).items() if site.saved or site.samples}
SHARED = {"rss": "feed/rss.xml", "atom": "feed/atom.xml", "json-feed": "feed/feed.json", "blog": "wordpress/posts.json"}
POSTS = [
    {"@type": "NewsArticle", "headline": f"WeChat 小程序 {n}", "url": f"/{n}", "datePublished": f"2026-11-1{n}"}
    for n in range(4)
]
LISTING = ROOT / "fixtures/chinasocialmedia/listing.html"
MADE = {
    "data": ("structured", f'<!doctype html><script type="application/ld+json">{json.dumps(POSTS)}</script>'),
    "map": (
        "sitemap",
        (
            '<urlset xmlns:news="n"><url><loc>https://map.example/1</loc><news:news><news:title>Douyin</news:title>'
            "<news:publication_date>2026-11-13</news:publication_date></news:news></url></urlset>"
        ),
    ),
    "found": ("auto", LISTING.read_text("utf-8").replace("chinasocialmedia.net", "found.example")),
}
"""Of the kinds that no fixture is for: a page that has what they read."""
SITES = [*BUILT_IN, *SHARED, *MADE]


def saved_site(home: Path, name: str) -> None:
    """A site of the home that is read from a saved page of the repository."""
    folder = home / "fixtures" / name
    if name in BUILT_IN:
        site = BUILT_IN[name]
        files = list(site.saved or site.samples)
        shutil.copytree(ROOT / "fixtures" / name, folder)
        text = re.sub(r"(?m)^(saved|samples|min_cards) = .*\n", "", site.file.read_text("utf-8"))
        text = f"saved = {json.dumps(files)}\n{text}"
    else:
        kind = SHARED[name].partition("/")[0] if name in SHARED else MADE[name][0]
        body = (ROOT / "fixtures" / SHARED[name]).read_bytes() if name in SHARED else MADE[name][1].encode()
        folder.mkdir(parents=True)
        (folder / "page").write_bytes(body)
        text = (
            f'title = "{name}"\nurl = "https://{name}.example/"\nkind = "{kind}"\nsaved = ["page"]\nlanguage = "es"\n'
        )
    (home / "sites" / f"{name}.toml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds what one run made of all saved pages."""
    home = tmp_path_factory.mktemp("home")
    (home / "sites").mkdir()
    for name in SITES:
        saved_site(home, name)
    (home / "csm.toml").write_text(f"sites = {json.dumps(SITES)}\n", "utf-8")
    done = run("scrapy", "crawl", "csm", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return home


@pytest.fixture(scope="module")
def archive(replayed: Path) -> Iterator[ArticleStore]:
    with ArticleStore.open(f"sqlite:///{replayed}/csm.sqlite3") as store:
        yield store


@pytest.fixture(scope="module")
def articles(archive: ArticleStore) -> dict[str, list[Kept]]:
    """By site."""
    kept = archive.kept_after(0, 10_000)
    return {name: [one for one in kept if one.article.site == name] for name in SITES}


def test_every_kind_is_replayed(replayed: Path) -> None:
    assert {site.kind for site in load_sites(replayed).values() if site.name in SITES} == set(KINDS)


@pytest.mark.parametrize("name", SITES)
def test_kept_cards_give_the_same_articles(
    replayed: Path, archive: ArticleStore, articles: dict[str, list[Kept]], name: str
) -> None:
    reader = Reader(archive, load_sites(replayed), load_catalogue(), ())
    assert articles[name]
    for kept in articles[name]:
        (_card, article), *_ = reader.steps(kept)
        assert article == kept.article
        assert reader.again(kept) is None


@pytest.mark.parametrize("name", SITES)
def test_a_kept_body_gives_the_same_cards(
    replayed: Path, archive: ArticleStore, articles: dict[str, list[Kept]], name: str
) -> None:
    site = load_sites(replayed)[name]
    for card in (card for kept in articles[name] for _id, card in kept.cards):
        found = archive.snapshot(card.page_hash, name)
        assert found is not None
        again = read_cards(page_again(found, site), site)[card.position]
        assert again == card
        assert (again.found_by, again.page_hash) == (card.found_by, card.page_hash)
        said = {name for name in Card.__dataclass_fields__ if name in WORDS and getattr(card, name)}
        assert {rule.partition(" ")[0] for rule in card.found_by} == said


WORDS = (
    "title",
    "link",
    "teaser",
    "date_text",
    "date_attr",
    "image",
    "author",
    "categories",
    "source_id",
    "modified_text",
)
GOLDEN = [
    *((site, name) for site in BUILT_IN.values() for name in (*site.saved, *site.samples)),
    (Site(name="feed", file=ROOT, title="One", url="https://feed.example/", kind="feed", language="es"), "rss.xml"),
    (Site(name="wordpress", file=ROOT, title="One", url="https://blog.example/", kind="wordpress"), "posts.json"),
]


@pytest.mark.parametrize(("site", "name"), GOLDEN, ids=[f"{site.name}-{name}" for site, name in GOLDEN])
def test_the_golden_of_a_page_comes_of_its_cards_out_of_the_store(tmp_path: Path, site: Site, name: str) -> None:
    path = saved_page(ROOT, site.name, name)
    assert path is not None
    golden, catalogue = read_golden(golden_of(path)), load_catalogue()
    if site.kind in ("feed", "wordpress"):
        site = replace(site, timezone="Europe/Madrid", language="es")
    at = datetime.fromisoformat(golden["fetched_at"])
    cards = read_cards(Page(url=site.url, body=path.read_bytes(), fetched_at=at, encoding=site.encoding), site)
    read, rejected = preview(cards, site, catalogue)
    good = [card for card in cards if card.position not in {one.position for one in rejected}]
    readings = [
        Reading(card=card, article=one, feeds=feeds_of(one, catalogue)) for card, one in zip(good, read, strict=True)
    ]
    with ArticleStore.open(f"sqlite:///{tmp_path}/csm.sqlite3") as store:
        store.add(readings)
        kept = sorted((card for one in store.kept_after(0) for _id, card in one.cards), key=lambda one: one.position)
    assert understand(kept, site, fetched_at=at)["articles"] == golden["articles"]


def test_an_article_that_its_own_page_completed_is_replayed_from_both_pages(
    scrapy: Run, serve: Callable[[], Server], live: Callable[..., Path]
) -> None:
    server = serve()
    own = (
        b"<html><head><meta name=description content='WeChat sells.'></head><body><time>5 noviembre, 2019</time></body>"
    )
    server.answers = {"/": Answer(listing(("Weibo story 1", "/1", "", ""))), "/1": Answer(own)}
    file = live("one", f"{server.url}/")
    detail = '[detail]\nteaser = "structured"\ndate = ["i", "time"]\n'
    file.write_text(f'language = "es"\n{file.read_text("utf-8")}{detail}', "utf-8")
    folder = file.parents[1]
    assert crawl(scrapy, "one")[0] == 0
    sites = load_sites(folder)
    with ArticleStore.open(f"sqlite:///{folder}/csm.sqlite3") as store:
        (kept,) = store.kept_after(0)
        assert (kept.article.summary, kept.article.platforms) == ("WeChat sells.", ("wechat", "weibo"))
        assert kept.article.published == datetime(2019, 11, 5, 12, tzinfo=UTC)
        assert Reader(store, sites, load_catalogue(), ()).again(kept) is None
        ((_id, card),) = kept.cards
        first, second = store.snapshot(card.page_hash), store.snapshot(card.detail_hash)
    assert first is not None
    assert second is not None
    (bare,) = read_cards(page_again(first, sites["one"]), sites["one"])
    again = complete(bare, page_again(second, sites["one"]), sites["one"])
    assert again == card
    assert (again.found_by, again.detail_hash) == (card.found_by, card.detail_hash)

"""The ways to read a page that nobody described."""

import asyncio
import json

import pytest

from csm_crawler.errors import PageError
from csm_crawler.jobs.probe import MOST_REQUESTS, Findings, Way, probe
from csm_crawler.sites import Ask, Json, Rule
from tests.jobs.web import OTHER_TITLES, TITLES, Web, html, rss, teaser

URL = "https://one.example/news/"
FEED = "<link rel=alternate type='application/rss+xml' href='/feed/'>"
API = "<link rel='https://api.w.org/' href='https://one.example/wp-json/'>"


def found(web: Web, url: str = URL) -> Findings:
    return asyncio.run(probe(url, web.fetch))


def table(findings: Findings) -> list[tuple[str, int, int, str]]:
    return [(way.site.kind, len(way.cards), way.marks.dated, way.problem) for way in findings.ways]


def best(web: Web, url: str = URL) -> Way:
    way = found(web, url).best()
    assert way is not None
    return way


def posts() -> str:
    return json.dumps(
        [
            {
                "id": 40 + n,
                "link": f"https://one.example/news/{n}/",
                "title": {"rendered": title},
                "excerpt": {"rendered": f"<p>{teaser(n)}</p>"},
                "date": f"2026-11-{19 - n:02}T10:00:00",
                "date_gmt": f"2026-11-{19 - n:02}T09:00:00",
            }
            for n, title in enumerate(TITLES)
        ]
    )


def test_a_feed_goes_before_a_list_that_is_as_good() -> None:
    web = Web({URL: html(FEED), "https://one.example/feed/": rss()})
    findings = found(web)
    assert web.asked == [URL, "https://one.example/feed/"]
    assert table(findings)[:2] == [("feed", 8, 8, ""), ("auto", 8, 8, "")]
    assert [(way.site.kind, way.works) for way in findings.ways[2:]] == [("structured", False)]
    way = findings.best()
    assert way is not None
    assert (way.site.feed, way.site.url, way.site.title) == ("https://one.example/feed/", URL, "One example")
    assert (way.site.language, way.site.timezone, way.site.min_cards) == ("en", "Asia/Shanghai", 4)
    assert findings.best("auto") == findings.ways[1]
    assert findings.best("sitemap") is None


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        (rss(path="https://one.example/comments", titles=OTHER_TITLES), "of other articles"),
        (rss(year=2024), "that is no longer written"),
        (rss(count=2), "with two entries"),
    ],
)
def test_a_list_goes_before_a_feed(feed: str, kind: str) -> None:
    way = best(Web({URL: html(FEED), "https://one.example/feed/": feed}))
    assert way.site.kind == "auto", kind


def test_a_category_has_the_feed_that_shows_its_articles() -> None:
    head = FEED + "<link rel=alternate type='application/rss+xml' href='/news/feed/'>"
    site = rss(path="https://one.example/other", titles=OTHER_TITLES).replace("/other/0/", "/news/0/")
    web = Web({URL: html(head), "https://one.example/feed/": site, f"{URL}feed/": rss()})
    assert best(web).site.feed == f"{URL}feed/"
    web = Web({URL: html(head), "https://one.example/feed/": rss(), f"{URL}feed/": rss()})
    assert best(web).site.feed == "https://one.example/feed/"
    assert f"{URL}feed/" not in web.asked, "one that has all is enough"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (PageError("https://one.example/feed/", "answered 404"), "answered 404"),
        (PageError("https://one.example/feed/", "robots.txt forbids it"), "robots.txt forbids it"),
        (html(), "not a feed"),
        ("<rss><channel></channel></rss>", "holds no articles"),
    ],
)
def test_a_way_that_fails_stays_in_the_table_with_its_reason(answer: str | PageError, problem: str) -> None:
    findings = found(Web({URL: html(FEED), "https://one.example/feed/": answer}))
    (feed,) = [way for way in findings.ways if way.site.kind == "feed"]
    assert (feed.works, feed.score) == (False, 0)
    assert problem in feed.problem
    assert findings.ways[0].site.kind == "auto"


def test_an_api_is_asked_as_its_page_names_it() -> None:
    api = "https://one.example/wp-json/wp/v2/posts?per_page=20"
    findings = found(Web({URL: html(API), api: posts()}))
    assert table(findings)[:2] == [("wordpress", 8, 8, ""), ("auto", 8, 8, "")]
    assert findings.ways[0].site.request == Ask()
    term = "<link rel=alternate type='application/json' href='/wp-json/wp/v2/categories/7'>"
    api = "https://one.example/wp-json/wp/v2/posts?categories=7&per_page=20"
    way = best(Web({URL: html(API + term), api: posts()}))
    assert (way.site.kind, way.site.request.url) == (
        "wordpress",
        "https://one.example/wp-json/wp/v2/posts?categories=7",
    )


def test_an_api_that_is_refused_names_its_place() -> None:
    findings = found(Web({URL: html(API)}))
    (way,) = [one for one in findings.ways if one.site.kind == "wordpress"]
    assert way.problem == "/wp-json/wp/v2/posts: answered 404"


def test_structured_data_goes_before_the_list() -> None:
    entries = [
        {
            "@type": "NewsArticle",
            "headline": title,
            "url": f"https://one.example/news/{n}/",
            "datePublished": f"2026-11-{19 - n:02}T10:00:00+01:00",
            "description": teaser(n),
        }
        for n, title in enumerate(TITLES)
    ]
    graph = json.dumps({"@context": "https://schema.org", "@type": "Blog", "blogPost": entries})
    web = Web({URL: html(f"<script type='application/ld+json'>{graph}</script>")})
    assert table(found(web))[:2] == [("structured", 8, 8, ""), ("auto", 8, 8, "")]
    assert web.asked == [URL]


def test_embedded_state_is_described_and_read() -> None:
    items = [
        {"headline": title, "slug": f"s-{n}", "published_at": 1795082400 - n * 86400, "summary": teaser(n)}
        for n, title in enumerate(TITLES)
    ]
    state = json.dumps({"props": {"menu": [{"title": "a menu", "link": f"/{n}"} for n in range(4)], "list": items}})
    links = "".join(f"<a href='/read/s-{n}'>.</a>" for n in range(8))
    page = f"<!doctype html><html><body>{links}<script>window.__STATE__ = {state};</script></body></html>"
    way = best(Web({URL: page}))
    assert way.site.json == Json(
        items="props.list",
        embedded="window.__STATE__",
        title=(Rule(at="headline"),),
        link=(Rule(at="slug", template="https://one.example/read/{}"),),
        date=(Rule(at="published_at"),),
        teaser=(Rule(at="summary"),),
    )
    assert [card.link for card in way.cards][:2] == ["https://one.example/read/s-0", "https://one.example/read/s-1"]
    assert (way.score, way.marks.dated) == (100, 8)


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        ("https://one.example/feed.xml", rss(), "feed"),
        (
            "https://one.example/feed.json",
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "One feed",
                    "items": [{"id": str(n), "url": f"/{n}", "title": title} for n, title in enumerate(TITLES)],
                }
            ),
            "feed",
        ),
        ("https://one.example/api", json.dumps({"data": [{"title": t, "url": f"/{t[:3]}"} for t in TITLES]}), "json"),
        ("https://one.example/wp-json/wp/v2/posts", posts(), "wordpress"),
    ],
)
def test_an_address_may_be_the_feed_or_the_api_itself(url: str, body: str, kind: str) -> None:
    web = Web({url: body, "https://one.example/wp-json/wp/v2/posts?per_page=20": body})
    way = best(web, url)
    assert (way.site.kind, way.site.feed, len(way.cards)) == (kind, "", 8)
    assert way.site.title == ("One feed" if kind == "feed" else "one.example")


def test_a_feed_that_was_typed_is_of_the_page_that_it_names() -> None:
    feed = rss().replace("<item>", f"<link>{URL}</link><item>", 1)
    way = best(Web({"https://one.example/feed.xml": feed}), "https://one.example/feed.xml")
    assert (way.site.url, way.site.feed) == (URL, "https://one.example/feed.xml")


def test_a_sitemap_is_one_and_its_index_leads_to_it() -> None:
    news = "".join(
        f"<url><loc>https://one.example/news/{n}/</loc><n:news><n:publication_date>2026-11-{19 - n:02}"
        f"</n:publication_date><n:title>{title}</n:title></n:news></url>"
        for n, title in enumerate(TITLES)
    )
    namespaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    part = f"<urlset {namespaces}>{news}</urlset>"
    index = f"<sitemapindex {namespaces}><sitemap><loc>https://one.example/news.xml</loc></sitemap></sitemapindex>"
    web = Web({"https://one.example/sitemap.xml": index, "https://one.example/news.xml": part})
    assert table(found(web, "https://one.example/sitemap.xml")) == [("sitemap", 8, 8, "")]
    assert web.asked == ["https://one.example/sitemap.xml", "https://one.example/news.xml"]
    assert table(found(web, "https://one.example/news.xml")) == [("sitemap", 8, 8, "")]


def test_a_page_of_many_feeds_is_asked_for_few() -> None:
    feeds = "".join(f"<link rel=alternate type='application/rss+xml' href='/{n}.xml'>" for n in range(50))
    web = Web({URL: html(feeds + API)})
    found(web)
    assert len(web.asked) <= MOST_REQUESTS


def test_what_has_nothing_to_read_has_no_way() -> None:
    findings = found(Web({URL: "<html><body><h1>Hello</h1></body></html>"}))
    assert findings.best() is None
    assert [(way.site.kind, bool(way.problem)) for way in findings.ways] == [("structured", True), ("auto", True)]
    assert found(Web({URL: '{"error": "no"}'})).ways == ()


def test_a_page_that_cannot_be_had_is_an_error() -> None:
    for body, problem in (("", "is empty"), (PageError(URL, "answered 403"), "answered 403")):
        with pytest.raises(PageError, match=problem):
            found(Web({URL: body}))

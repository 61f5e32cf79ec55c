"""The kind `structured`: JSON-LD, microdata and microformats of a page → cards."""

import json
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract import check_site, read_cards
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOME = "https://one.example/n/"
SITE = Site(name="one", file=Path("one.toml"), title="One", url=HOME, kind="structured")


def cards(body: str) -> list[Card]:
    text = f"<!doctype html><html><body>{body}</body></html>"
    return read_cards(Page(url=HOME, body=text.encode(), fetched_at=NOW), SITE)


def card(position: int, title: str, link: str, **more: Any) -> Card:
    place: dict[str, Any] = {"site": "one", "page_url": HOME, "seen_at": NOW, "position": position}
    return Card(**place, title=title, link=link, **more)


def script(data: Any) -> str:
    return f"<script type='application/ld+json'>{data if isinstance(data, str) else json.dumps(data)}</script>"


def post(number: int, **more: Any) -> dict[str, Any]:
    return {"@type": "BlogPosting", "headline": f"Nota {number}", "url": f"https://one.example/{number}", **more}


def names(body: str) -> list[tuple[str, str]]:
    return [(one.title, one.link.removeprefix("https://one.example")) for one in cards(body)]


TWO = [("Nota 1", "/1"), ("Nota 2", "/2")]


def test_an_article_of_json_ld_is_read_word_for_word() -> None:
    said = {
        "@context": "https://schema.org",
        "@type": ["NewsArticle", "Article"],
        "headline": "Uno &amp; dos",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "/1?a=1&amp;b=2"},
        "description": "Una entradilla.",
        "datePublished": "2026-11-13T10:00:00+08:00",
        "dateModified": "2026-11-14",
        "image": [{"@type": "ImageObject", "url": "i.jpg"}, "j.jpg"],
        "author": [{"@type": "Person", "name": "Ana"}, "Bo", {"name": ["Ana"]}],
        "articleSection": "Lujo",
        "keywords": "Weibo, WeChat，Lujo",
        "identifier": {"@type": "PropertyValue", "value": 17},
    }
    assert cards(script(said)) == [
        card(
            0,
            "Uno &amp; dos",
            "https://one.example/1?a=1&b=2",
            teaser="Una entradilla.",
            date_attr="2026-11-13T10:00:00+08:00",
            image="https://one.example/n/i.jpg",
            author="Ana, Bo",
            categories=("Lujo", "Weibo", "WeChat"),
            source_id="17",
            modified_text="2026-11-14",
        )
    ]


@pytest.mark.parametrize(
    "said",
    [
        [post(1), post(2)],
        {"@graph": [{"@type": "Organization", "name": "Uno"}, post(1), post(2)]},
        {"@type": "Blog", "name": "Diario", "blogPost": [post(1), post(2)]},
        {"@type": "Blog", "blogPosts": {"@list": [post(1), post(2)]}},
        {"@type": "CollectionPage", "hasPart": [{"@type": "WebPage", "name": "Menú", "url": "/m"}, post(1), post(2)]},
        {"@type": "CollectionPage", "mainEntity": [post(1), post(2)]},
        {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": [post(1), post(2)]}},
        {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": "2", "item": post(2)},
                {"@type": "ListItem", "position": 1, "item": post(1)},
            ],
        },
        {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "url": "/1", "name": "Nota 1"},
                {"@type": "ListItem", "position": 2, "item": "/2", "name": "Nota 2"},
            ],
        },
        {
            "@graph": [
                {"@type": "ItemList", "itemListElement": [{"@id": "#b"}, {"@type": "ListItem", "item": {"@id": "#a"}}]},
                post(2, **{"@id": "#a"}),
                post(1, **{"@id": "#b"}),
            ]
        },
        {
            "@type": "https://schema.org/ItemList",
            "itemListElement": [post(1, **{"@type": "http://schema.org/Article"}), post(2)],
        },
        [{"@type": "Article", "name": "Nota 1", "@id": "/1#article"}, post(2)],
    ],
)
def test_every_way_to_list_articles_in_json_ld_gives_the_same_cards(said: Any) -> None:
    assert names(script(said)) == TWO


def test_an_author_may_be_described_elsewhere_and_refer_to_itself() -> None:
    said = [
        post(1, author={"@id": "#ana"}),
        post(2, author={"@id": "#loop"}),
        {"@type": "Person", "@id": "#ana", "name": "Ana"},
        {"@type": "Person", "@id": "#loop", "name": {"@id": "#loop"}},
    ]
    assert [one.author for one in cards(script(said))] == ["Ana", ""]


def test_what_an_article_says_of_others_and_lists_of_other_things_are_no_cards() -> None:
    menu = [
        {"@type": "SiteNavigationElement", "name": f"M{n}", "url": f"/m/{n}", "datePublished": "2026"} for n in range(9)
    ]
    crumbs = [{"@type": "ListItem", "position": n, "name": f"C{n}", "item": f"/c/{n}"} for n in range(9)]
    said = [
        {"@type": "ItemList", "itemListElement": menu},
        {"@type": "BreadcrumbList", "itemListElement": crumbs},
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "?", "url": "/q"}]},
        post(1, comment=[post(7)], mentions=post(8), isPartOf=post(9)),
        post(2),
    ]
    assert names(script(said)) == TWO


def test_the_list_that_says_most_wins() -> None:
    bare = {"@type": "ItemList", "itemListElement": [{"url": f"/x/{n}"} for n in range(4)]}
    rich = {"@type": "Blog", "blogPost": [post(n, datePublished="2026-11-13", description="Texto") for n in (1, 2)]}
    assert names(script([bare, rich])) == TWO


def test_an_article_that_is_told_twice_is_one_card() -> None:
    assert names(script(post(1)) + script([post(2), post(1, description="otra vez")])) == TWO


A, B = (json.dumps({"@type": "Article", "headline": f"Nota {n}", "url": f"/{n}"}) for n in (1, 2))


@pytest.mark.parametrize(
    "text",
    [
        f"[{A[:-1]},}},{B},]",
        f"/* list */ [{A}, // one\n{B}]",
        f"<!-- [{A},{B}] -->",
        f"//<![CDATA[\n[{A},{B}]\n//]]>",
        f"[{A},{B}]".replace('"', "&quot;"),
        f"{A}{B};",
        f'[{A[:-1]},"description":"a\nb\t"}},{B}]',
    ],
)
def test_json_ld_that_is_not_quite_json_is_read(text: str) -> None:
    assert names(script(text)) == TWO


def test_what_looks_like_waste_inside_a_text_is_kept() -> None:
    said = '{"@type":"Article","headline":"a,] // b /* c */ \\" ,}","url":"/1",}'
    assert names(script(said)) == [('a,] // b /* c */ " ,}', "/1")]


def test_a_broken_script_costs_no_other() -> None:
    broken = script('{"@type":"Article","headline":"Rota') + script("") + script("[" * 20_000)
    assert names(script(post(1)) + broken + script(post(2))) == TWO


@pytest.mark.parametrize(
    "said",
    [
        None,
        17,
        "text",
        [[[[]]]],
        {"@type": 3, "url": []},
        {"@type": "Article", "url": {"@id": {"@id": 1}}, "headline": {"name": []}},
        {"@type": "ItemList", "itemListElement": [None, 1, "http://[oops", {"item": {"item": {}}}, {"position": []}]},
        {"@type": "Article", "headline": True, "datePublished": {"@value": 3}, "image": [[1]], "keywords": {"a": 1}},
    ],
)
def test_nonsense_is_no_list(said: Any) -> None:
    with pytest.raises(PageError, match="offers no structured data"):
        cards(script(said))


MICRODATA = """
<div itemscope itemtype="http://schema.org/Blog"><meta itemprop="name" content="Diario">
<article itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting">
<h2 itemprop="headline"><a href="/1">Nota <b>1</b></a></h2>
<time itemprop="datePublished" datetime="2026-11-13T10:00">13 nov</time>
<meta itemprop="dateModified" content="2026-11-14">
<p itemprop="description">Una <i>entradilla</i>.</p><img itemprop="image" src="i.jpg">
<span itemprop="author" itemscope itemtype="http://schema.org/Person">
<a itemprop="url" href="/ana"><i itemprop="name">Ana</i></a></span><a itemprop="keywords" href="/t">Weibo</a>
<div itemprop="articleBody">Todo el texto</div>
<div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><i itemprop="name">no</i></div></article>
<article itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting"><link itemprop="url" href="/2">
<span itemprop="headline">Nota 2</span><span itemprop="datePublished">12 nov</span></article></div>
"""


def test_microdata_is_read_word_for_word() -> None:
    assert cards(MICRODATA) == [
        card(
            0,
            "Nota 1",
            "https://one.example/1",
            teaser="Una entradilla.",
            date_text="13 nov",
            date_attr="2026-11-13T10:00",
            image="https://one.example/n/i.jpg",
            author="Ana",
            categories=("Weibo",),
            modified_text="2026-11-14",
        ),
        card(1, "Nota 2", "https://one.example/2", date_text="12 nov"),
    ]


def test_a_list_of_microdata_is_in_its_order() -> None:
    entry = (
        "<li itemprop=itemListElement itemscope itemtype='https://schema.org/ListItem'>"
        "<meta itemprop=position content={0}><a itemprop=url href='/{0}'><i itemprop=name>Nota {0}</i></a></li>"
    )
    listed = "<ul itemscope itemtype='https://schema.org/ItemList'>" + entry.format(2) + entry.format(1) + "</ul>"
    assert names(listed) == TWO


H_FEED = """
<div class="h-feed"><h1 class="p-name">Diario</h1>
<article class="post h-entry"><a class="p-name u-url" href="/1">Nota 1</a>
<time class="dt-published" datetime="2026-11-13">13 nov</time>
<time class="dt-updated" datetime="2026-11-14">14 nov</time>
<p class="p-summary">Una entradilla.</p><img class="u-photo" src="i.jpg">
<p class="p-author h-card"><a class="p-name u-url" href="/ana">Ana</a></p><a class="p-category" href="/t">Weibo</a>
<div class="u-comment h-entry"><p class="p-name">Comentario</p><a class="u-url" href="/c">c</a></div></article>
<article class="h-entry"><p class="e-content">Una nota sin título.</p><a class="u-url" href="/2">enlace</a>
<a class="u-uid" href="urn:2"></a></article></div>
"""


def test_an_h_feed_is_read_word_for_word() -> None:
    assert cards(H_FEED) == [
        card(
            0,
            "Nota 1",
            "https://one.example/1",
            teaser="Una entradilla.",
            date_text="13 nov",
            date_attr="2026-11-13",
            image="https://one.example/n/i.jpg",
            author="Ana",
            categories=("Weibo",),
            modified_text="2026-11-14",
        ),
        card(1, "", "https://one.example/2", teaser="Una nota sin título."),
    ]


def test_classic_hatom_is_read_word_for_word() -> None:
    body = (
        "<div class='post-1 hentry'><h2 class=entry-title><a href='/1'>Nota 1</a></h2><span class='author vcard'>"
        "por <a class='url fn' href='/ana'>Ana</a></span><abbr class=published title='2026-11-13'>13 nov</abbr>"
        "<p class=entry-summary>Una entradilla.</p><a rel='category tag' href='/t'>Weibo</a></div>"
        "<div class=hentry><h2 class=entry-title></h2><a rel=bookmark href='/2'><time class='entry-date updated' "
        "datetime='2026-11-12'>12 nov</time></a></div>"
    )
    assert cards(body) == [
        card(
            0,
            "Nota 1",
            "https://one.example/1",
            teaser="Una entradilla.",
            date_text="13 nov",
            date_attr="2026-11-13",
            author="Ana",
            categories=("Weibo",),
        ),
        card(1, "", "https://one.example/2", date_text="12 nov", date_attr="2026-11-12"),
    ]


def test_an_hentry_without_a_title_is_called_as_its_first_heading() -> None:
    entry = "<div class=hentry><h3><a href='/{0}'>Nota {0}</a></h3><h4>x</h4></div>"
    assert names(entry.format(1) + entry.format(2)) == TWO


def test_an_hentry_of_blocks_has_the_date_and_the_link_of_its_time() -> None:
    time = "<time datetime='2026-11-13'><a href='/{0}'>13</a></time>"
    entry = f"<li class=hentry><h2 class=wp-block-post-title></h2>{time}</li>"
    found = cards(entry.format(1) + entry.format(2))
    assert [(one.title, one.link, one.date_text, one.date_attr) for one in found] == [
        ("", "https://one.example/1", "13", "2026-11-13"),
        ("", "https://one.example/2", "13", "2026-11-13"),
    ]


def test_a_page_that_is_one_hentry_is_no_list() -> None:
    with pytest.raises(PageError, match="offers no structured data"):
        cards("<div class=hentry><h1>Blog</h1><h2><a href='/1'>Nota 1</a></h2><h2><a href='/2'>Nota 2</a></h2></div>")


def test_what_the_list_that_says_most_leaves_open_is_taken_from_the_others() -> None:
    listed = script([post(1, description="Texto", author="Ana"), post(2)])
    marked = (
        "<div class=hentry><h2 class=entry-title><a href='/1'>Otro título</a></h2>"
        "<abbr class=published title='2026-11-13'>13 nov</abbr></div>"
    )
    found = [(one.title, one.date_text, one.date_attr) for one in cards(listed + marked)]
    assert found == [("Nota 1", "13 nov", "2026-11-13"), ("Nota 2", "", "")]


def test_what_the_page_says_of_itself_is_no_card() -> None:
    assert names(script([post(7, url="http://www.one.example/n"), post(1), post(2)])) == TWO
    with pytest.raises(PageError, match="offers no structured data"):
        cards(script(post(7, url=HOME + "#top")))


def test_links_join_to_the_base_of_the_page() -> None:
    assert names("<base href='https://one.example/x/'>" + script({**post(1), "url": "1"})) == [("Nota 1", "/x/1")]


@pytest.mark.parametrize("body", ["", "<article><h2><a href='/1'>Nota</a></h2></article>", "<div class=hentry></div>"])
def test_a_page_without_structured_data_is_refused_by_name(body: str) -> None:
    with pytest.raises(PageError, match=f"^{HOME}: offers no structured data"):
        cards(body)


@pytest.mark.parametrize(
    "opening",
    [
        "<div class=h-entry>",
        "<div itemscope itemtype='http://schema.org/Article'>",
        "<div itemprop=headline itemscope itemtype='http://schema.org/Article'><i itemprop=headline>palabras</i>",
        "<div class='h-entry hentry'><i class='p-name entry-title'>palabras</i>",
        "<script type='application/ld+json'>[/*",
        '<script type="application/ld+json">["\\"',
    ],
)
def test_what_is_made_to_keep_us_busy_does_not(opening: str) -> None:
    began = perf_counter()
    with pytest.raises(PageError, match="offers no structured data"):
        cards(opening + opening.rpartition(">")[2] * 100_000 if "script" in opening else opening * 20_000)
    assert perf_counter() - began < 10


def test_the_kind_needs_nothing_of_its_site_file() -> None:
    check_site(SITE)

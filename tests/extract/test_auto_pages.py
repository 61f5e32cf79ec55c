"""What else is on a page: sidebars, related posts, untitled and doubled cards; and pages without any list."""

# ruff: noqa: E501 - markup is easier to read in the lines of its page

from datetime import UTC, datetime
from time import perf_counter

import pytest

from csm_crawler.errors import PageError
from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from tests.extract.auto_layouts import FOOTER, MENU, SIDEBAR

NOW = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://news.example/blog/"


def cards_of(html: str | bytes, url: str = URL) -> list[Card]:
    body = html.encode() if isinstance(html, str) else html
    return detect(Page(url=url, body=body, fetched_at=NOW))


def links(html: str | bytes) -> list[str]:
    return [card.link.removeprefix("https://news.example") for card in cards_of(html)]


def article(n: int, title: str = "", extra: str = "") -> str:
    title = title or f"A story about harbor number {n}"
    return f"""<article class="post"><h2><a href="/story-{n}/">{title}</a></h2><time datetime="2024-05-{n:02}">May {n}, 2024</time>
    <p>Words of a teaser that say a little more about it. {extra}</p></article>"""


def test_a_card_is_told_whole() -> None:
    html = """<base href="https://cdn.example/base/"><article><a href="one.html"><img data-src="/img/one.jpg" src="/blank.gif"></a>
    <h2><a href="one.html">Lanterns &amp; <em>tea</em></a></h2><span class="byline">by <a rel="author" href="/a">Rosa Vidal</a></span>
    <time datetime="2024-05-03T10:00:00+02:00">3 May 2024</time><p class="excerpt">What the quay sells in spring.</p><a rel="tag" href="/tag/tea">#tea</a></article>
    <article><h2><a href="two.html">Bridges and ferries</a></h2><time datetime="2024-05-01">1 May 2024</time><p class="excerpt">Who crosses, and why.</p></article>"""
    assert cards_of(html)[0] == Card(
        site="",
        page_url=URL,
        position=0,
        seen_at=NOW,
        title="Lanterns & tea",
        link="https://cdn.example/base/one.html",
        teaser="What the quay sells in spring.",
        date_text="3 May 2024",
        date_attr="2024-05-03T10:00:00+02:00",
        image="https://cdn.example/img/one.jpg",
        author="Rosa Vidal",
        categories=("tea",),
    )


def test_two_articles_win_over_long_menus_and_sidebars() -> None:
    assert links(f"<body>{MENU}{SIDEBAR}<main>{article(1)}{article(2)}</main>{FOOTER}") == ["/story-1/", "/story-2/"]


def test_links_in_the_text_are_no_cards() -> None:
    inner = 'See <a href="/story-8/">the eighth story</a>.<ul><li><a href="/story-9/">A ninth one to read</a></li><li><a href="/x/">Another thing to read</a></li></ul>'
    assert links("".join(article(n, extra=inner) for n in range(1, 6))) == [f"/story-{n}/" for n in range(1, 6)]


def test_a_doubled_card_is_told_once_at_its_first_place() -> None:
    assert links("<main>" + "".join(article(n) for n in (3, 1, 2, 3)) + "</main>") == [
        "/story-3/",
        "/story-1/",
        "/story-2/",
    ]


def test_a_card_with_another_class_belongs_to_the_list() -> None:
    special = article(2).replace('class="post"', 'class="post sticky has-image"').replace("<h2>", '<h2 class="big">')
    assert links(f"<main>{article(1)}{special}{article(3)}{article(4)}</main>") == [
        f"/story-{n}/" for n in (1, 2, 3, 4)
    ]


def test_an_untitled_card_is_kept_without_a_title() -> None:
    untitled = """<article class="post"><p>Only a text, and it has enough words for a teaser.</p>
    <a href="/1234/"><time datetime="2024-05-09">May 9, 2024</time></a></article>"""
    found = cards_of(f"<main>{article(1)}{untitled}{article(3)}</main>")
    assert [(card.title, card.date_text) for card in found][1] == ("", "May 9, 2024")
    assert found[1].link == "https://news.example/1234/"


def test_a_leading_story_of_the_same_folder_comes_first() -> None:
    lead = """<section class="hero"><a href="/2024/05/lead"><h1>The lead story of the harbor today</h1></a><p>A standfirst of some words.</p>
    <time datetime="2024-05-30">May 30, 2024</time></section>"""
    rest = "".join(
        f'<div class="item"><h3><a href="/2024/04/s{n}">Story number {n} of the list</a></h3><time>April {n}, 2024</time></div>'
        for n in range(1, 6)
    )
    assert links(f"<main>{lead}<section>{rest}</section></main>") == [
        "/2024/05/lead",
        *(f"/2024/04/s{n}" for n in range(1, 6)),
    ]


def test_a_ranking_beside_the_list_is_left_out() -> None:
    main = "".join(
        f'<li><span>05-1{n}</span><a href="/art/{n}.html">市场部第{n}次品牌推广会议的消息</a></li>' for n in range(5)
    )
    rank = "".join(f'<li><em>{n}</em><a href="/old/{n}.html">去年读者最关心的第{n}篇文章</a></li>' for n in range(5))
    html = f'<div class="wrap"><div class="list_main"><ul>{main}</ul></div><div class="list_rank"><ul>{rank}</ul></div></div>'
    assert links(html) == [f"/art/{n}.html" for n in range(5)]


def test_undated_headings_behind_a_dated_list_are_left_out() -> None:
    side = "".join(
        f'<div class="box"><h4><a href="/older-{n}/">An older story of the harbor, number {n}</a></h4></div>'
        for n in range(5)
    )
    assert links(
        f'<div class="row"><div class="col-8">{article(1)}{article(2)}{article(3)}</div><div class="col-4">{side}</div></div>'
    ) == [
        "/story-1/",
        "/story-2/",
        "/story-3/",
    ]


def test_a_menu_with_the_markup_of_the_list_is_left_out() -> None:
    menu = (
        "<ul>"
        + "".join(
            f"<li><a href='/{word}'>Our {word} in every harbor</a></li>"
            for word in ("ships", "cranes", "crews", "storms")
        )
        + "</ul>"
    )
    rows = (
        "<ul>"
        + "".join(f"<li>2024-05-1{n} <a href='/story-{n}/'>Broken story number {n}</a></li>" for n in range(5))
        + "</ul>"
    )
    assert links(f"<div>{menu}{rows}</div>") == [f"/story-{n}/" for n in range(5)]


def test_tags_with_the_markup_of_titles_are_left_out() -> None:
    html = "".join(
        f"<div><p><a href='/story-{n}/'>A story about harbor number {n}</a></p><p>May {n}, 2024</p><p><a href='/tag/a'>boats</a></p><p><a href='/tag/b{n}'>cranes</a></p></div>"
        for n in range(1, 6)
    )
    assert links(html) == [f"/story-{n}/" for n in range(1, 6)]


def test_untitled_notes_are_linked_by_their_dates() -> None:
    html = "".join(
        f"<article><a href='/note/{n}'><time datetime='2024-05-0{n}'>5/{n}/2024</time></a><p>A note without a title, and long enough to be one, number {n}.</p></article>"
        for n in range(1, 5)
    )
    assert [(card.title, card.date_attr) for card in cards_of(html)] == [("", f"2024-05-0{n}") for n in range(1, 5)]


def test_a_clipped_title_is_taken_from_the_links_attribute() -> None:
    html = "".join(
        f'<tr><td><a href="/n/{n}.html" title="关于第{n}次春季展会筹备工作的通知">关于第{n}次春季展会...</a></td><td>[2020-03-1{n}]</td></tr>'
        for n in range(4)
    )
    found = cards_of(f"<table>{html}</table>")
    assert [(card.title, card.date_text) for card in found] == [
        (f"关于第{n}次春季展会筹备工作的通知", f"2020-03-1{n}") for n in range(4)
    ]


ARTICLE_PAGE = f"""{MENU}<article><h1>The one article</h1>{"<p>Long text with <a href='https://w.example/1'>a link</a> in it. It goes on.</p>" * 20}</article>
<section class="related-posts"><h2>Related posts</h2>{article(4)}{article(5)}{article(6)}</section>
<div id="comments"><ol><li><a href="https://u1.example/">Bob</a> <a href="#c1">Jan 2, 2020</a><p>Nice one.</p></li>
<li><a href="https://u2.example/">Eve</a> <a href="#c2">Jan 3, 2020</a><p>Thanks for this.</p></li></ol></div>{FOOTER}"""

LISTLESS = {
    "empty": "",
    "blank": "  \n ",
    "text": "not markup at all",
    "menu_only": f"<body>{MENU}{FOOTER}",
    "cookie_wall": "<h1>Before you continue</h1><p>We use cookies to deliver our services.</p><a href='/privacy'>Privacy policy</a><a href='/terms'>Terms of service</a><a href='/more'>More options</a>",
    "captcha": "<h1>Please verify you are a human</h1><p>Access has been denied.</p><a href='https://help.example/why'>Why have I been blocked?</a><div id='captcha'></div>",
    "all_links_lead_to_one_place": "<ul>"
    + "".join(f"<li><a href='/go#{n}'>Offer number {n} of the day</a> May {n}, 2024</li>" for n in range(1, 9))
    + "</ul>",
    "article_with_related_posts": ARTICLE_PAGE,
    "nested_divs": "<div>" * 20_000 + "<a href='/x'>A link at the very bottom</a>",
    "bytes_of_all_values": "".join(map(chr, range(256))) * 50,
    "links_that_are_no_urls": "<ul><li><a href='http://[::1'>Broken address of a story</a></li><li><a href='javascript:x()'>A script, not a story</a></li></ul>",
}


@pytest.mark.parametrize("name", LISTLESS)
def test_a_page_without_a_list_has_no_cards(name: str) -> None:
    assert cards_of(LISTLESS[name]) == []


def test_broken_markup_is_mended() -> None:
    html = (
        "<div><ul>"
        + "".join(f"<li><b><a href=/story-{n}/>Broken story number {n}<li>" for n in range(1, 5))
        + "</div></ul></i>"
    )
    assert links(html) == [f"/story-{n}/" for n in range(1, 5)]


def test_a_page_of_thirty_megabytes_is_a_page_error() -> None:
    with pytest.raises(PageError, match="bytes"):
        cards_of(b"<p>word</p>" * 2_800_000)


@pytest.mark.parametrize(
    "html",
    [
        "<div><a href='/x'>y</a>" * 20_000,
        "<ul><li><a href='/x'>hello world</a>" * 5_000,
        "<p>" + "<span>1</span>" * 60_000,
        "<p>" + "1 " * 400_000,
        "".join(f"<div class='a{n} b c d e f'><a href='/{n}'>title number {n}</a></div>" for n in range(6_000)),
        "".join(
            f"<h2 class='{'x' * n}'><a href='/{n}'>Title number {n} is here</a></h2>May {n % 28 + 1}, 2020"
            for n in range(1_500)
        ),
        "".join(
            f"<h2>{1900 + n % 120}</h2><p>Jan {n % 28 + 1} <a href='/p{n}'>Title number {n} is here</a></p>"
            for n in range(3_000)
        ),
        "".join(
            f"<div class='{'x' * (n % 1_500)}'><a href='/{n}'>Title number {n} is here</a> May 3, 2020</div>"
            for n in range(4_500)
        ),
    ],
    ids=["unclosed", "nested_lists", "pieces", "numbers", "classes", "groups", "years", "turns"],
)
@pytest.mark.slow
def test_hostile_markup_costs_seconds_at_most(html: str) -> None:
    began = perf_counter()
    cards_of(html)
    assert perf_counter() - began < 20


def test_nul_and_lone_surrogates_do_not_stop_it() -> None:
    assert links((article(1) + "\x00" + article(2)).encode() + b"\xed\xa0\x80\xff") == ["/story-1/", "/story-2/"]

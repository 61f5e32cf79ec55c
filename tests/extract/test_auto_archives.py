"""Archives: dates in headings above groups of cards, pieces of dates, lists by year."""

# ruff: noqa: E501 - markup is easier to read in the lines of its page

from datetime import UTC, datetime

from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page

NOW = datetime(2024, 6, 1, tzinfo=UTC)
HOST = "https://archive.example"


def dated(html: str) -> list[tuple[str, str]]:
    """What each card says: its title and the words of its date."""
    page = Page(url=f"{HOST}/archive/", body=html.encode(), fetched_at=NOW)
    return [(card.title, card.date_text) for card in detect(page)]


def test_a_year_above_completes_day_and_month() -> None:
    html = """<h1>Archive</h1><h2>2023</h2><ul><li><a href="/a">Soup for cold mornings</a> <span>Nov 13</span></li>
    <li><a href="/b">Five bridges and a ferry</a> <span>Jan 02</span></li></ul>
    <h2>2022 (1)</h2><ul><li><a href="/c">How we moved a library</a> <span>Dec 31</span></li></ul>"""
    assert dated(html) == [
        ("Soup for cold mornings", "Nov 13 2023"),
        ("Five bridges and a ferry", "Jan 02 2023"),
        ("How we moved a library", "Dec 31 2022"),
    ]


def test_numbers_of_month_and_day_take_the_year_above() -> None:
    html = """<div class="archive"><h3>2021</h3><article><a href="/a">第一篇文章写的是春天的茶</a><span>08-07</span></article>
    <article><a href="/b">第二篇文章写的是桥和渡船</a><span>08-06</span></article><h3>2020</h3>
    <article><a href="/c">第三篇文章写的是搬家的书</a><span>12-30</span></article></div>"""
    assert [date for _, date in dated(html)] == ["2021-08-07", "2021-08-06", "2020-12-30"]


def test_year_month_and_day_each_on_a_level_of_their_own() -> None:
    html = """<section><h2 class="year">2013</h2><dl><dt>Diciembre</dt><dd><span class="day">25</span> <a href="/a">Sopa para mañanas frías</a></dd>
    <dt>Agosto</dt><dd><span class="day">20</span> <a href="/b">Cinco puentes y una barca</a></dd>
    <dd><span class="day">3</span> <a href="/c">Cómo se muda una biblioteca</a></dd></dl>
    <h2 class="year">2012</h2><dl><dt>Octubre</dt><dd><span class="day">19</span> <a href="/d">Contar abejas sin prisa</a></dd></dl></section>"""
    assert [date for _, date in dated(html)] == [
        "25 Diciembre 2013",
        "20 Agosto 2013",
        "3 Agosto 2013",
        "19 Octubre 2012",
    ]


def test_a_tree_of_lists_names_the_date_above_the_title() -> None:
    html = """<ul class="tree"><li>2017<ul><li>June<ul><li>10<ul><li><a href="/a">Soup for cold mornings</a></li></ul></li></ul></li>
    <li>May<ul><li>12<ul><li><a href="/b">Five bridges and a ferry</a></li></ul></li><li>2<ul><li><a href="/c">How we moved a library</a></li></ul></li></ul></li></ul></li>
    <li>2016<ul><li>January<ul><li>7<ul><li><a href="/d">Notes on counting bees</a></li></ul></li></ul></li></ul></li></ul>"""
    assert [date for _, date in dated(html)] == ["10 June 2017", "12 May 2017", "2 May 2017", "7 January 2016"]


def test_a_whole_date_above_several_cards_dates_them_all() -> None:
    html = """<div class="posts"><div class="day"><h2 class="date-header">sábado 24 de noviembre de 2012</h2>
    <div class="post"><h3><a href="/a">Sopa para mañanas frías</a></h3><p>Un texto que dice algo.</p></div>
    <div class="post"><h3><a href="/b">Cinco puentes y una barca</a></h3><p>Otro texto que dice algo.</p></div></div>
    <div class="day"><h2 class="date-header">jueves 1 de noviembre de 2012</h2>
    <div class="post"><h3><a href="/c">Cómo se muda una biblioteca</a></h3><p>Y otro más, para terminar.</p></div></div></div>"""
    assert [date for _, date in dated(html)] == ["24 de noviembre de 2012"] * 2 + ["1 de noviembre de 2012"]


def test_a_month_in_chinese_takes_the_day_of_each_card() -> None:
    html = """<div><h3>2020年12月</h3><ul><li>8日 <a href="/a">第一篇文章写的是春天的茶</a></li><li>3日 <a href="/b">第二篇文章写的是桥和渡船</a></li></ul>
    <h3>2020年11月</h3><ul><li>21日 <a href="/c">第三篇文章写的是搬家的书</a></li></ul></div>"""
    assert [date for _, date in dated(html)] == ["2020年12月8日", "2020年12月3日", "2020年11月21日"]


def test_a_year_alone_is_no_date() -> None:
    html = """<h2>2019</h2><ul><li><a href="/a">Soup for cold mornings</a></li><li><a href="/b">Five bridges and a ferry</a></li></ul>
    <h2>2018</h2><ul><li><a href="/c">How we moved a library</a></li></ul>"""
    assert dated(html) == [
        ("Soup for cold mornings", ""),
        ("Five bridges and a ferry", ""),
        ("How we moved a library", ""),
    ]


def test_ranks_and_counts_are_no_days() -> None:
    cards = "".join(
        f'<li><em>{n}</em> <a href="/n{n}">The story at place number {n} today</a> <b>{n + 3}</b></li>'
        for n in range(1, 7)
    )
    assert {date for _, date in dated(f"<ol>{cards}</ol>")} == {""}


def test_pieces_of_a_date_are_put_together() -> None:
    cards = "".join(
        f"""<div class="post"><div class="when"><span class="day">1{n}</span><span class="month">mar</span><span class="year">2018</span></div>
        <h2><a href="/p{n}">Una historia con el número {n}</a></h2><a href="/p{n}#c">{n} comentarios</a></div>"""
        for n in range(4)
    )
    assert [date for _, date in dated(cards)] == ["10 mar 2018", "11 mar 2018", "12 mar 2018", "13 mar 2018"]


def test_relative_words_are_kept_as_they_are() -> None:
    cards = "".join(
        f'<div class="it"><h3><a href="/p{n}">第{n}篇关于本地市场的报道</a></h3><span class="t">{n}小时前</span></div>'
        for n in range(1, 5)
    )
    assert [date for _, date in dated(cards)] == ["1小时前", "2小时前", "3小时前", "4小时前"]


def test_a_date_in_a_teaser_or_title_is_not_the_articles() -> None:
    html = """<section><h3><a href="/a">The fair of 12 May 2019 remembered</a></h3><p>It rained on the first day and nobody minded.</p></section>
    <section><h3><a href="/b">Five bridges and a ferry</a></h3><p>Closed since 3 March 2011, the ferry is back.</p></section>
    <section><h3><a href="/c">How we moved a library</a></h3><p>Shelves first, then books, then people.</p></section>"""
    assert [date for _, date in dated(html)] == ["", "", ""]

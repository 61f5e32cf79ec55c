"""The kind `selectors`: page in, cards out, word for word."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.extract import read_cards
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.normalize.dates import parse_date
from csm_crawler.sites import Rule, Rules, Selectors, Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(*selectors: str) -> Rules:
    return tuple(Rule(at=one) for one in selectors)


WHERE = Selectors(
    item=("article",),
    title=at("h2"),
    link=at("h2 a", "time a"),
    date=at("time"),
    teaser=at("p"),
    image=at("img::attr(src)"),
    author=at(".author"),
    categories=at(".tag"),
)


def site(selectors: Selectors = WHERE, **more: Any) -> Site:
    return Site(
        name="one",
        file=Path("one.toml"),
        title="One",
        url="https://one.example/n/",
        kind="selectors",
        selectors=selectors,
        **more,
    )


def cards(body: str, selectors: Selectors = WHERE) -> list[Card]:
    page = Page(url="https://one.example/n/", body=f"<html><body>{body}</body></html>".encode(), fetched_at=NOW)
    return read_cards(page, site(selectors))


def titles(body: str, *rules: Rule) -> list[str]:
    return [card.title for card in cards(body, Selectors(item=("article",), title=rules))]


def dates(body: str, *rules: Rule) -> list[tuple[str, str]]:
    found = cards(body, Selectors(item=("article",), date=rules))
    return [(card.date_text, card.date_attr) for card in found]


def links(body: str, selectors: Selectors) -> list[str]:
    return [card.link for card in cards(body, selectors)]


def test_a_card_is_read_word_for_word() -> None:
    assert cards(
        "<article><h2><a href='/a/1?x=1#top'>Uno &amp;&nbsp;dos</a></h2>"
        "<time datetime='2019-11-13'>13 noviembre, 2019</time><p>Primera  línea <b>fuerte</b>…</p><img src='i.jpg'>"
        "<span class=author>Ana</span><i class=tag>A</i><i class=tag>B</i>"
        "</article>"
    ) == [
        Card(
            site="one",
            page_url="https://one.example/n/",
            position=0,
            seen_at=NOW,
            title="Uno &\xa0dos",
            link="https://one.example/a/1?x=1#top",
            teaser="Primera  línea fuerte…",
            date_text="13 noviembre, 2019",
            date_attr="2019-11-13",
            image="https://one.example/n/i.jpg",
            author="Ana",
            categories=("A", "B"),
        )
    ]


def test_fields_that_are_not_there_are_empty_and_cost_no_neighbour() -> None:
    found = cards("<article></article><article><h2><a href='b'>B</a></h2></article>")
    assert [(card.position, card.title, card.link) for card in found] == [
        (0, "", ""),
        (1, "B", "https://one.example/n/b"),
    ]


def test_an_untitled_card_keeps_the_link_that_the_alternative_names() -> None:
    found = cards("<article><h2></h2><time><a href='/2143/'>26 junio, 2019</a></time><p>Texto</p></article>")
    assert [(card.title, card.link, card.teaser) for card in found] == [("", "https://one.example/2143/", "Texto")]


def test_links_join_to_the_base_that_the_page_names() -> None:
    found = cards("<base href='https://cdn.example/x/'><article><h2><a href='y'>Y</a></h2></article>")
    assert found[0].link == "https://cdn.example/x/y"


def test_a_link_that_is_no_url_is_empty() -> None:
    assert cards("<article><h2><a href='http://[oops'>Y</a></h2></article>")[0].link == ""


def test_xpath_and_attributes_work_as_css_does() -> None:
    where = Selectors(item=("//article",), title=at("./h2/@title"), link=at("./h2/a"), date=at("time::attr(datetime)"))
    found = cards("<article><h2 title='T'><a href='b'>B</a></h2><time datetime='2019-11-13'>x</time></article>", where)
    assert [(c.title, c.link, c.date_text, c.date_attr) for c in found] == [
        ("T", "https://one.example/n/b", "", "2019-11-13")
    ]


def test_the_first_item_selector_that_finds_something_is_taken() -> None:
    where = Selectors(item=(".post", "article"), title=at("h2"))
    assert [card.title for card in cards("<article><h2>A</h2></article>", where)] == ["A"]


@pytest.mark.parametrize("body", ["", "<div>" * 20_000, "<article><h2>x", "</p></div></html>" * 50, "\0\0"])
def test_broken_markup_never_hangs_nor_raises_anything_but_page_errors(body: str) -> None:
    cards(body)


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        (Rule(at="h2"), "3. Uno - Diario"),
        (Rule(at="h2", regex=r"\d\. (.*) -"), "Uno"),
        (Rule(at="h2", regex=r"\d\. .*"), "3. Uno - Diario"),
        (Rule(at="h2", regex=r"x (.*)|3\. (.*)"), "Uno - Diario"),
        (Rule(at="h2", regex="Dos"), ""),
        (Rule(at="h2", remove=r" - Diario$|^\d\. "), "Uno"),
        (Rule(at="h2", regex=r"(\d)", template="Nota {}: {}"), "Nota 3: 3"),
        (Rule(at="h3", template="Nota {}"), ""),
        (Rule(at="h2", regex=r"\d\. (.*)", remove=" - Diario", template="«{}»"), "«Uno»"),
        (Rule(text="Sin título"), "Sin título"),
    ],
)
def test_a_rule_is_selector_then_pattern_then_removal_then_template_or_a_fixed_text(rule: Rule, title: str) -> None:
    assert titles("<article><h2>3. Uno - Diario</h2></article>", rule) == [title]


@pytest.mark.parametrize(
    ("rules", "title"),
    [
        ((Rule(at="h3"), Rule(at="h2")), "Uno"),
        ((Rule(at="h2", regex="Dos"), Rule(at="p")), "Texto"),
        ((Rule(at="i"), Rule(at="h2")), "Uno"),
        ((Rule(at="h3"), Rule(text="Nada"), Rule(at="h2")), "Nada"),
        ((Rule(at="h2", remove="."), Rule(at="p")), "Texto"),
    ],
)
def test_alternatives_are_tried_until_one_says_something_after_its_pattern(rules: Rules, title: str) -> None:
    assert titles("<article><i> </i><h2>Uno</h2><p>Texto</p></article>", *rules) == [title]


def test_the_first_match_speaks_and_with_a_pattern_the_first_that_fits() -> None:
    body = "<article><b></b><b>A</b><b>2019-11-13</b></article>"
    assert titles(body, Rule(at="b")) == [""]
    assert titles(body, Rule(at="b", regex=r"[\d-]+")) == ["2019-11-13"]


def test_all_categories_of_the_first_alternative_are_taken_each_by_its_rule() -> None:
    where = Selectors(item=("article",), categories=(Rule(at=".none"), Rule(at="i", remove="^#"), Rule(at="b")))
    assert cards("<article><i>#A</i><i> </i><i>B</i><b>C</b></article>", where)[0].categories == ("A", "B")
    where = Selectors(item=("article",), categories=(Rule(text="Lujo"),))
    assert cards("<article></article>", where)[0].categories == ("Lujo",)


def test_id_and_modified_are_read() -> None:
    where = Selectors(item=("article",), id=at("::attr(id)"), modified=at(".updated"))
    found = cards("<article id=post-7><i class=updated>14 nov</i></article><article id=post-8></article>", where)
    assert [(card.source_id, card.modified_text) for card in found] == [("post-7", "14 nov"), ("post-8", "")]


def test_modified_is_the_machine_readable_date_where_nothing_is_printed() -> None:
    where = Selectors(item=("article",), modified=at("time"))
    assert cards("<article><time datetime='2019-11-14'></time></article>", where)[0].modified_text == "2019-11-14"


@pytest.mark.parametrize(
    ("rule", "date"),
    [
        (Rule(at="time"), ("13 nov · 3 min", "2019-11-13")),
        (Rule(at="time", regex=r"\d+ \w+"), ("13 nov", "2019-11-13")),
        (Rule(at="time", regex="never"), ("", "")),
        (Rule(at="time::text"), ("13 nov · 3 min", "")),
        (Rule(at="time::attr(datetime)"), ("", "2019-11-13")),
        (Rule(at="./time[@datetime]/text()"), ("13 nov · 3 min", "")),
        (Rule(at="./time/@datetime"), ("", "2019-11-13")),
        (Rule(at="a::attr(href)", regex=r"t(\d{8})_"), ("", "20191113")),
        (Rule(at="a::attr(href)", regex=r"/(\d{6})/", template="{}01"), ("", "20191101")),
        (Rule(at="meta"), ("", "2019-11-13T10:00")),
        (Rule(text="13 de noviembre de 2019"), ("13 de noviembre de 2019", "")),
    ],
)
def test_printed_words_are_the_date_text_and_what_is_for_machines_the_date_attribute(
    rule: Rule, date: tuple[str, str]
) -> None:
    body = (
        "<article><time datetime='2019-11-13'>13 nov · 3 min</time><a href='/201911/t20191113_1.html'>Uno</a>"
        "<meta itemprop=datePublished content='2019-11-13T10:00'></article>"
    )
    assert dates(body, rule) == [date]


@pytest.mark.parametrize(
    ("item", "link", "found"),
    [
        ("a.card", (), "/1"),
        ("a.card", at("."), "/1"),
        ("h2", (), "/1"),
        (".plain", (), "/2"),
        (".plain", at("b"), "/2"),
        (".plain", at("i"), ""),
        (".plain", at("i", "b"), "/2"),
        (".plain", (Rule(at="::attr(data-id)", template="/nota/{}"),), "/nota/7"),
        (".plain", (Rule(at="::attr(onclick)", regex="'(.*)'"),), "/3"),
        (".plain", (Rule(at="a", regex="never"),), ""),
    ],
)
def test_the_link_is_that_of_the_element_in_it_or_around_it(item: str, link: Rules, found: str) -> None:
    body = (
        "<a class=card href='/1'><h2>Uno</h2></a>"
        "<div class=plain data-id=7 onclick=\"go('/3')\"><a href='javascript:menu()'>…</a>"
        "<a href='#share'>+</a>"
        "<b><a href='/2'>Dos</a></b></div><i>Tres</i>"
    )
    assert links(body, Selectors(item=(item,), title=at("b"), link=link)) == [
        f"https://one.example{found}" if found else ""
    ]


def test_without_a_rule_the_link_of_the_title_goes_before_the_first_of_the_card() -> None:
    body = (
        "<article><a href='/tag'>Lujo</a><h2><a href='/1'>Uno</a></h2></article><article><a href='/2'>x</a></article>"
    )
    where = Selectors(item=("article",), title=at("h2"))
    found = [(card.title, card.link) for card in cards(body, where)]
    assert found == [("Uno", "https://one.example/1"), ("", "https://one.example/2")]


def test_no_word_of_a_selector_list_is_lost_when_its_links_are_read() -> None:
    where = Selectors(item=("article",), link=at("h2 a, h3 a"))
    assert links("<article><h2><a href='/1'>Uno</a></h2></article>", where) == ["https://one.example/1"]


@pytest.mark.parametrize(
    ("markup", "image"),
    [
        ("<img src=a.jpg>", "https://one.example/n/a.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src='//cdn.example/a.jpg'>", "https://cdn.example/a.jpg"),
        ("<img src='data:image/gif;base64,R0' srcset='b.jpg 1x, c.jpg 2x'>", "https://one.example/n/b.jpg"),
        ("<a href='/1'><img src=a.jpg></a>", "https://one.example/n/a.jpg"),
        ("<img>", ""),
    ],
)
def test_the_image_is_what_a_reader_sees_also_where_it_is_loaded_late(markup: str, image: str) -> None:
    where = Selectors(item=("article",), image=at("img, a"))
    assert cards(f"<article>{markup}</article>", where)[0].image == image


def test_an_image_in_a_style_is_read_by_its_pattern() -> None:
    where = Selectors(item=("article",), image=(Rule(at="div::attr(style)", regex=r"url\((.*?)\)"),))
    assert cards("<article><div style='background:url(a.jpg)'></div></article>", where)[0].image == (
        "https://one.example/n/a.jpg"
    )


def test_words_that_stand_below_each_other_are_not_joined_and_scripts_are_no_words() -> None:
    where = Selectors(item=("article",), teaser=at(".t"))
    body = "<article><div class=t><p>Uno</p><p>Dos<br>tres</p><!-- no --> y <script>var no</script>más</div></article>"
    assert cards(body, where)[0].teaser.split() == ["Uno", "Dos", "tres", "y", "más"]


def test_an_xpath_of_two_paths_stays_in_its_card() -> None:
    where = Selectors(item=("article",), title=at("//h3 | //h2"))
    found = cards("<article><h2>Uno</h2></article><article><h2>Dos</h2></article>", where)
    assert [card.title for card in found] == ["Uno", "Dos"]


def days(body: str, *levels: str) -> list[str]:
    where = Selectors(item=("article",), day=levels, date=at("i"))
    return [card.date_text for card in cards(body, where)]


@pytest.mark.parametrize(
    ("heading", "own", "date"),
    [
        ("November 2019", "13", "November 2019 13"),
        ("2019年11月13日", "18:00", "2019年11月13日 18:00"),
        ("miércoles, 13 de noviembre de 2019", "18:30", "miércoles, 13 de noviembre de 2019 18:30"),
        ("Noviembre de 2019 (4)", "13", "Noviembre de 2019 13"),
        ("2019-11", "13", "2019-11-13"),
        ("2019", "13 de noviembre", "13 de noviembre 2019"),
        ("2019年", "11-13", "2019-11-13"),
        ("2019", "11月13日 18:00", "2019年11月13日 18:00"),
        ("13 de noviembre de 2019", "", "13 de noviembre de 2019"),
        ("13 de noviembre de 2019", "13", "13 de noviembre de 2019"),
        ("Noviembre 2019", "12 de octubre de 2019", "12 de octubre de 2019"),
        ("Noviembre 2019", "hace 3 días", "hace 3 días"),
        ("Hoy", "18:00", "Hoy 18:00"),
        ("", "13 noviembre", "13 noviembre"),
    ],
)
def test_the_words_of_the_heading_complete_those_of_the_card(heading: str, own: str, date: str) -> None:
    assert days(f"<h3>{heading}</h3><article><i>{own}</i></article>", "h3") == [date]


READ = {
    "November 2019 13": "2019-11-13T00:00",
    "2019年11月13日 18:00": "2019-11-13T18:00",
    "Noviembre de 2019 13": "2019-11-13T00:00",
    "miércoles, 13 de noviembre de 2019 18:30": "2019-11-13T18:30",
    "13 de noviembre 2019": "2019-11-13T00:00",
    "2019-11-13": "2019-11-13T00:00",
}


@pytest.mark.parametrize(("words", "moment"), READ.items())
def test_completed_words_are_dates_that_we_read(words: str, moment: str) -> None:
    parsed = parse_date(words, now=NOW)
    assert parsed is not None
    assert parsed.moment.isoformat().startswith(moment)


def test_the_nearest_heading_before_a_card_counts_and_none_before_the_first() -> None:
    body = (
        "<article><i>9:00</i></article><h3>13 nov 2019</h3><article><i>10:00</i></article>"
        "<div><article><i></i></article></div><h3>12 nov 2019</h3>"
        "<article><h3>no heading</h3><i>11:00</i></article><article><i>8:00</i></article>"
    )
    assert days(body, "h3") == ["9:00", "13 nov 2019 10:00", "13 nov 2019", "12 nov 2019 11:00", "12 nov 2019 8:00"]


def test_headings_may_have_levels_and_a_new_year_ends_the_month_before_it() -> None:
    body = (
        "<h2>2019</h2><h3>Noviembre</h3><article><i>13</i></article><h3>Octubre</h3><article><i>2</i></article>"
        "<h2>2018</h2><article><i></i></article>"
    )
    assert days(body, "h2", "h3") == ["2019 Noviembre 13", "2019 Octubre 2", "2018"]


def test_a_heading_gives_its_machine_readable_date_only_to_a_card_without_words() -> None:
    where = Selectors(item=("article",), day=("h3",), date=at("i"))
    body = "<h3><time datetime='2019-11-13'>13 nov</time></h3><article></article><article><i>18:00</i></article>"
    found = [(card.date_text, card.date_attr) for card in cards(body, where)]
    assert found == [("13 nov", "2019-11-13"), ("13 nov 18:00", "")]

"""Dates in pieces, dates without an element of their own, and what only looks like the date."""

# ruff: noqa: E501 - markup is easier to read in the lines of its page

from datetime import UTC, datetime

import pytest

from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TITLES = ("Soup for cold mornings", "Five bridges and a ferry", "How we moved a library", "Notes on counting bees")
DAYS = (28, 19, 15, 13)


def dates(html: str) -> list[str]:
    page = Page(url="https://days.example/", body=html.encode(), fetched_at=NOW)
    found = detect(page)
    assert [card.title for card in found] == list(TITLES)
    return [card.date_text for card in found]


def listing(card: str) -> str:
    return (
        "<main>"
        + "".join(card.format(url=f"/a{d}", title=t, day=d) for t, d in zip(TITLES, DAYS, strict=True))
        + "</main>"
    )


PIECES = {
    "<b>{day}</b><span>2024-03</span>": "2024-03-{day}",
    "<p>{day}</p><p>2024年03月</p>": "2024-03-{day}",
    "<span>2024/03</span><b>{day}</b>": "2024-03-{day}",
    "<p>03.{day}</p><p>2024</p>": "03.{day}.2024",
    "<div>{day}</div><div>03</div><div>2024</div>": "{day}/03/2024",
    "<span>{day} · 03 · 2024</span>": "{day}/03/2024",
    "<span>2024 | 03 | {day}</span>": "2024-03-{day}",
    "<span>202403{day}</span>": "202403{day}",
    "<span>3月 {day}, 2024</span>": "3月 {day}, 2024",
    "<b>{day}</b>/<span>3月</span>": "{day} / 3月",
}


@pytest.mark.parametrize("pieces", PIECES)
def test_numbers_that_stand_apart_are_one_date(pieces: str) -> None:
    html = listing(
        f'<article><div class="x">{pieces}</div><h2><a href="{{url}}">{{title}}</a></h2><p>Some words about it.</p></article>'
    )
    assert [text.replace(" ", "") for text in dates(html)] == [
        PIECES[pieces].format(day=d).replace(" ", "") for d in DAYS
    ]


@pytest.mark.parametrize(
    "line",
    [
        '2024-03-{day} &mdash; <a href="{url}">{title}</a><br>\n',
        '<a href="{url}">{title}</a> (2024-03-{day})<br>\n',
    ],
)
def test_a_bare_date_in_the_line_of_a_link_is_its_date(line: str) -> None:
    assert dates(listing(line)) == [f"2024-03-{day}" for day in DAYS]


def test_lines_of_a_plain_text_are_lines() -> None:
    assert dates(f"<pre>{listing('2024-03-{day}  <a href={url}>{title}</a>' + chr(10))}</pre>") == [
        f"2024-03-{day}" for day in DAYS
    ]


def test_published_and_updated_may_stand_in_elements_of_one_kind() -> None:
    html = listing(
        '<article><div><span>最后更新于 2024-05-30</span> <span>发表于 2024-03-{day}</span></div><h2><a href="{url}">{title}</a></h2></article>'
    )
    assert dates(html) == [f"2024-03-{day}" for day in DAYS]


def test_a_day_of_change_heads_nothing() -> None:
    html = listing(
        '<section><p>Updated: 2024-05-30</p><a href="{url}"><b>{title}</b></a><p>Enough words to be a teaser of it, and a few more.</p></section>'
    )
    assert dates(html) == [""] * 4


def test_a_bare_date_in_a_card_that_is_a_link_is_read() -> None:
    html = listing(
        '<div class="c"><a href="{url}"><h2>{title}</h2>2024-03-{day}<p>A teaser that is long enough to make the whole link longer than any title or date could ever be.</p></a></div>'
    )
    assert dates(html) == [f"2024-03-{day}" for day in DAYS]


def test_a_month_above_gives_its_year_to_month_and_day() -> None:
    html = "<h4>Mars 2024</h4><ul>" + "".join(
        f'<li><a href="/a{d}">{t}</a> <span>- 03-{d}</span></li>' for t, d in zip(TITLES, DAYS, strict=True)
    )
    assert dates(f"<div>{html}</ul></div>") == [f"2024-03-{day}" for day in DAYS]


def test_a_title_that_begins_with_a_date_heads_nothing() -> None:
    html = """<h2>2023</h2><ul><li><span>10-12</span> <a href="/a">ページの重さを減らした話をします</a></li>
    <li><span>10-11</span> <a href="/b">2022年5月3日 勉強会のメモ</a></li><li><span>09-08</span> <a href="/c">小さな道具とは何かを考える</a></li></ul>"""
    page = Page(url="https://days.example/", body=html.encode(), fetched_at=NOW)
    assert [card.date_text for card in detect(page)] == ["2023-10-12", "2023-10-11", "2023-09-08"]


def test_undated_lines_around_the_dated_ones_are_no_cards() -> None:
    html = listing('2024-03-{day} &mdash; <a href="{url}">{title}</a><br>\n').replace("</main>", "")
    friends = '<h2>Links</h2><a href="https://far.example/">The page of an old friend</a><br>'
    assert dates(f"{html}{friends}</main>") == [f"2024-03-{day}" for day in DAYS]


def test_a_month_above_a_single_day_stays_its_heading() -> None:
    one = '<li>{month} 2024<ul><li><a href="{url}">{title}</a> <em>le {day}</em></li></ul></li>'
    months = ("Avril", "Mars", "Février", "Janvier")
    html = "".join(
        one.format(month=m, url=f"/a{d}", title=t, day=d) for m, d, t in zip(months, DAYS, TITLES, strict=True)
    )
    assert dates(f"<ul>{html}</ul>") == [f"{day} {month} 2024" for month, day in zip(months, DAYS, strict=True)]


def test_an_authors_link_like_a_title_leaves_the_dates_where_they_are() -> None:
    html = listing(
        '<li class="p"><p class="t"><a class="ref" href="{url}">{title}</a> by <a class="ref" href="/author/rosa/"><em>Rosa</em></a> on March {day}, 2024</p><p>Some words.</p></li>'
    )
    assert dates(html) == [f"March {day}, 2024" for day in DAYS]


def test_the_only_date_of_a_card_may_be_called_updated() -> None:
    html = listing(
        '<article><h2><a href="{url}">{title}</a></h2><p class="meta">by <a href="/who/rosa/">rosa</a> | <span class="updated">Mar {day}, 2024</span> | <a href="/c/x/">Tea</a></p><p>Some words about it.</p></article>'
    )
    assert dates(html) == [f"Mar {day}, 2024" for day in DAYS]


def test_a_date_in_the_title_gives_way_to_the_cards_own() -> None:
    html = "".join(
        f'<div class="c"><a href="/a{d}">2024-03-{d}<h2>{t} of 3 May 2022</h2><p>A teaser that is long enough to make the whole link longer than any title.</p></a></div>'
        for d, t in zip(DAYS, TITLES, strict=True)
    )
    page = Page(url="https://days.example/", body=f"<main>{html}</main>".encode(), fetched_at=NOW)
    assert [card.date_text for card in detect(page)] == [f"2024-03-{day}" for day in DAYS]


def test_a_bare_date_beside_counts_and_a_change_is_the_cards() -> None:
    html = listing(
        '<section><h3><a href="{url}">{title}</a></h3>2024-03-{day}<p>Some words about it.</p><span>7</span> <span>4</span> <span>Updated: 2024-05-30</span></section>'
    )
    assert dates(html) == [f"2024-03-{day}" for day in DAYS]

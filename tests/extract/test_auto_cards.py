"""Cards whose markup differs by turns, and what stands in them besides the title."""

# ruff: noqa: E501 - markup is easier to read in the lines of its page

from datetime import UTC, datetime

import pytest

from csm_crawler.extract.auto import detect
from csm_crawler.extract.page import Page
from csm_crawler.items import Card

NOW = datetime(2024, 6, 1, tzinfo=UTC)
HOST = "https://pier.example"
TITLES = (
    "Sails dry slowly in the north",
    "Tea",
    "A map of every bollard in town",
    "The night the lighthouse slept",
    "Who paints the buoys",
    "Ropes, knots and rented rooms",
)
PROSE = ("Nobody on the pier had seen so many gulls before.", "We counted them twice and lost count at noon.")
MIXED = ("Bread smells best at five.", "Cats know the fish van.", "Salt is heavier than it looks.")


def cards_of(html: str) -> list[Card]:
    return detect(Page(url=f"{HOST}/notes/", body=html.encode(), fetched_at=NOW))


def titles(html: str) -> list[str]:
    return [card.title for card in cards_of(html)]


def repeat(*layouts: str, count: int = len(TITLES)) -> str:
    """One filled-in card a title, the layouts by turns."""
    return "\n".join(
        layouts[n % len(layouts)].format(
            n=n, title=TITLES[n], url=f"/notes/{n}", date=f"May {20 - n}, 2024", prose=PROSE[n % 2], other=MIXED[n % 3]
        )
        for n in range(count)
    )


ONE = '<div class="{side}"><a href="{{url}}">{{title}}</a><span>{{date}}</span><p>{{prose}}</p></div>'
OVERLAY = """<div class="wrap {side}"><a class="cover" href="{{url}}"></a><div class="{side}-image"></div>
<div class="about"><i>{{date}}</i><h2 class="name">{{title}}</h2><p>{{prose}}</p></div></div>"""
TURNS = {
    "left_and_right": repeat(ONE.format(side="left"), ONE.format(side="right")),
    "with_a_picture_and_without": repeat(
        '<li class="it plain"><a class="t" href="{url}">{title}</a> <b>{date}</b></li>',
        '<li class="it pic"><a href="{url}"><img src="/{n}.jpg"></a><a class="t" href="{url}">{title}</a> <b>{date}</b></li>',
    ),
    "named_otherwise_around_the_title": repeat(
        '<div class="row"><div class="info no-pic"><a class="t" href="{url}" title="{title}">{title}</a><time>{date}</time></div></div>',
        '<div class="row"><div class="pic"><a href="{url}" title="{title}"><img src="/{n}.jpg"></a></div><div class="info"><a class="t" href="{url}" title="{title}">{title}</a><time>{date}</time></div></div>',
    ),
    "links_without_words": repeat(OVERLAY.format(side="left"), OVERLAY.format(side="right")),
    "in_rows_of_two": "".join(
        f'<div class="row">{row}</div>'
        for row in repeat(ONE.format(side="odd") + "<!---->", ONE.format(side="even") + "\f").split("\f")[:-1]
    ),
    "a_pinned_one_first": repeat(ONE.format(side="card pinned"), count=1)
    + repeat(ONE.format(side="card")).partition("\n")[2],
}


@pytest.mark.parametrize("name", TURNS)
def test_cards_that_are_called_by_turns_are_one_list(name: str) -> None:
    found = [(card.title, card.date_text) for card in cards_of(f"<main>{TURNS[name]}</main>")]
    assert found == [(title, f"May {20 - n}, 2024") for n, title in enumerate(TITLES)]


def test_a_card_with_a_cover_in_place_of_a_date_belongs_to_the_list() -> None:
    html = repeat(
        '<div class="card-wrap"><a class="card" href="{url}"><h2>{title}</h2><p>{prose}</p><time>{date}</time></a></div>',
        '<div class="card-wrap"><a class="card photo" href="{url}"><div class="cover"><div class="headline">{title}</div><div>{prose}</div></div></a></div>',
    )
    assert titles(f"<main>{html}</main>") == list(TITLES)


BESIDES = {
    "image_link_of_the_same_markup": '<li><a href="{url}"><img src="/{n}.jpg"></a><a href="{url}">{title}</a> <i>{date}</i></li>',
    "teaser_that_is_a_link": '<section><a href="{url}">{title}</a><i>{date}</i><a href="{url}" class="sum">{prose} {other} It is told here.</a></section>',
    "links_in_the_text": '<div><p><a href="{url}">{title}</a></p><p>{date}</p><p>{prose} <a href="https://far.example/{n}">{other}</a></p></div>',
    "headings_in_the_text": '<div><a class="t" href="{url}"><img src="/{n}.jpg"></a><a class="t title" href="{url}">{title}</a><i>{date}</i><p>{prose}</p><h3>{other}</h3><p>{prose}</p></div>',
    "links_to_other_sites": '<li><strong><a href="{url}">{title}</a></strong> {date}<p>{prose}</p><ul><li><a href="https://far.example/{n}">{other} {n}</a></li></ul></li>',
    "counts_of_comments": '<div class="e"><span class="hd"><a href="{url}">{title}</a></span><p>{prose}</p><i>{date}</i><span class="c"><a href="{url}#comments">{n} comments</a></span></div>',
}


@pytest.mark.parametrize("name", BESIDES)
def test_the_title_is_told_from_other_links_of_the_card(name: str) -> None:
    assert titles(f"<main>{repeat(BESIDES[name])}</main>") == list(TITLES)


def test_two_buttons_are_no_titles() -> None:
    html = repeat(
        '<div class="b"><h3>{title}</h3><p>{prose}</p><i>{date}</i><a href="{url}">Read more</a></div>', count=2
    )
    assert titles(f"<main>{html}</main>") == list(TITLES[:2])


def test_a_title_may_be_called_so_beside_an_empty_link() -> None:
    html = repeat(
        '<div class="row"><a class="anchor" href="{url}"></a><span class="row-title">{title}</span><span>{date}</span></div>'
    )
    assert titles(f"<main>{html}</main>") == list(TITLES)


def test_the_article_that_leads_the_list_in_a_block_of_its_own_belongs_to_it() -> None:
    lead = '<aside id="featured"><article><h1><a href="/notes/lead">Spring on the long pier</a></h1><time>May 30, 2024</time><p>A standfirst that says what the story is about.</p></article></aside>'
    rest = repeat(
        '<li><article><h1><a href="{url}">{title}</a></h1><time>{date}</time><p>{prose}</p></article></li>', count=4
    )
    assert titles(f"<body>{lead}<ol>{rest}</ol>") == ["Spring on the long pier", *TITLES[:4]]


def test_a_link_to_all_posts_is_no_card() -> None:
    more = '<div class="css-3"><a href="/blog">Read all of our notes</a></div>'
    rest = repeat('<div class="css-7"><a href="{url}">{title}</a><p>{date}</p></div>')
    assert titles(f"<main><section>{more}{rest}</section></main>") == list(TITLES)


IN_ONE_LINK = {
    "blocks_without_names": '<li><a href="{url}"><div class="news__meta"><time>{date}</time><span>Notes</span></div><p class="news__text">{title}</p></a></li>',
    "spans": '<a class="tile" href="{url}"><span class="tile-date">{date}</span><span class="tile-head">{title}</span><span class="tile-text">{prose}</span><span class="more">More</span></a>',
    "words_and_a_date": '<li><a href="{url}"><span>{title}</span><span class="grey">{date}</span></a></li>',
}


@pytest.mark.parametrize("name", IN_ONE_LINK)
def test_the_title_is_told_from_the_other_pieces_of_a_link(name: str) -> None:
    assert titles(f"<main>{repeat(IN_ONE_LINK[name])}</main>") == list(TITLES)


def test_words_in_spans_of_their_own_are_one_title() -> None:
    html = repeat('<li><a href="{url}"><span>{title}</span> <span>and more</span></a> {date}</li>')
    assert titles(f"<ul>{html}</ul>") == [f"{title} and more" for title in TITLES]


@pytest.mark.parametrize("heading", ["Most read", "Lo más visto", "Les plus lus", "热门文章", "人気の記事"])
def test_a_block_of_what_is_read_most_is_not_the_list(heading: str) -> None:
    card = '<div class="card"><h3><a href="{url}">{title}</a></h3><i>{date}</i><p>{prose}</p></div>'
    old = card.replace("{url}", "/notes/old-{n}")
    html = f'<main><div class="col-8">{repeat(card)}</div><div class="col-4"><h4>{heading}</h4>{repeat(old, count=4)}</div></main>'
    assert [card.link for card in cards_of(html)] == [f"{HOST}/notes/{n}" for n in range(len(TITLES))]


def test_a_pinned_card_of_a_short_list_belongs_to_it() -> None:
    card = '<article class="{kind}"><a href="{{url}}">{{title}}</a><i>{{date}}</i><p>{{prose}} <a href="https://far.example/{{n}}">{{other}}</a></p></article>'
    html = repeat(card.format(kind="sticky"), count=1) + repeat(card.format(kind=""), count=3).partition("\n")[2]
    assert titles(f"<main>{html}</main>") == list(TITLES[:3])

"""The replay suite: whatever a site does to an article, it stays one; whatever two articles share, they stay two."""

from dataclasses import replace

import pytest

from csm_crawler.items import Card
from csm_crawler.store import ArticleStore
from tests.store.lives import PAGE, START, TEASER, Life, entry

FIRST = entry()
LINK = FIRST.link
OTHERS = (
    entry(
        "Weibo cierra el año con más anuncios",
        "https://gaceta.example/2026/11/weibo-anuncios",
        "18 noviembre, 2026",
        "La red social gana anunciantes de fuera por tercer trimestre seguido, según sus cuentas.",
    ),
    entry(
        "Taobao Live llega a México",
        "https://gaceta.example/2026/11/taobao-live-mexico",
        "17 noviembre, 2026",
        "La tienda en directo de Alibaba busca presentadores que hablen español y vendan de noche.",
    ),
)


@pytest.fixture
def life(store: ArticleStore) -> Life:
    return Life(store)


ONE: dict[str, tuple[Card, ...]] = {
    "http to https": (entry(link="http://gaceta.example/a"), entry(link="https://gaceta.example/a")),
    "https to http": (entry(link="https://gaceta.example/a"), entry(link="http://gaceta.example/a")),
    "www": (FIRST, entry(link=LINK.replace("gaceta", "www.gaceta"))),
    "slash": (FIRST, entry(link=f"{LINK}/"), entry(link=f"{LINK}//")),
    "index": (FIRST, entry(link=f"{LINK}/index.html")),
    "phone": (FIRST, entry(link=LINK.replace("gaceta", "m.gaceta"))),
    "AMP": (FIRST, entry(link=f"{LINK}/amp/"), entry(link=f"{LINK}?amp=1"), FIRST),
    "AMP with another title": (FIRST, entry("Otro titular", link=f"{LINK}/amp/")),
    "AMP cache": (
        FIRST,
        entry(link="https://gaceta-example.cdn.ampproject.org/c/s/gaceta.example/2026/11/douyin-escuela"),
    ),
    "tracking": tuple(entry(link=f"{LINK}?utm_source=rss&utm_campaign={n}&fbclid=x{n}") for n in range(4)),
    "session": tuple(entry(link=f"{LINK};jsessionid=A{n}B") for n in range(3)),
    "everything at once": (
        entry(link="http://gaceta.example/a?utm_source=x"),
        entry("Douyin abre su escuela", link="https://www.gaceta.example/a/amp/?fbclid=2"),
    ),
    "slug renamed": (FIRST, entry(link="https://gaceta.example/2026/11/la-escuela-de-douyin")),
    "slug renamed twice": (
        FIRST,
        entry(link="https://gaceta.example/2026/11/la-escuela-de-douyin"),
        entry(link="https://gaceta.example/2026/11/escuela-nueva"),
    ),
    "slug renamed, no teaser": (entry(teaser=""), entry(teaser="", link="https://gaceta.example/escuela-de-douyin")),
    "slug renamed, undated": (entry(date=""), entry(date="", link="https://gaceta.example/escuela-de-douyin")),
    "slug renamed to a number": (FIRST, entry(link="https://gaceta.example/?p=1203")),
    "slug renamed and title edited, by id": (
        entry(id="https://gaceta.example/?p=7"),
        entry("Una escuela para vendedores", "https://gaceta.example/otra", id="https://gaceta.example/?p=7"),
    ),
    "title edited": (FIRST, entry("Douyin abre dos escuelas")),
    "title edited, then slug renamed": (
        FIRST,
        entry("Douyin abre dos escuelas"),
        entry("Douyin abre dos escuelas", link="https://gaceta.example/2026/11/dos-escuelas"),
    ),
    "title edited and slug renamed": (
        FIRST,
        entry("Douyin abre dos escuelas", link="https://gaceta.example/2026/11/dos-escuelas"),
    ),
    "title edited back": (FIRST, entry("Douyin abre dos escuelas"), FIRST, entry("Douyin abre dos escuelas"), FIRST),
    "teaser edited": (FIRST, entry(teaser="Otras palabras."), entry(teaser="")),
    "?p=ID to pretty link": (
        entry(link="https://gaceta.example/?p=7", id="https://gaceta.example/?p=7"),
        entry(id="https://gaceta.example/?p=7"),
    ),
    "pretty link to ?p=ID, without its id": (
        entry(id="https://gaceta.example/?p=7"),
        entry(link="https://gaceta.example/?p=7"),
    ),
    "pretty link to ?p=ID, all else edited": (
        entry(id="https://gaceta.example/?p=7"),
        entry("Nuevo titular", "https://www.gaceta.example/?p=7", "20 noviembre, 2026", "Nueva entradilla."),
    ),
    "a token at each visit": tuple(
        entry(link=f"https://kns.example/detail?v={token}")
        for token in (
            "3uoqIhG8C44YLTlOAiTRKibYlV5Vjs7i",
            "WStw-PbchozSCV3CYtTSnQ3ZJzUwPZ9f",
            "Kx82mQp01ZsLw93nVbYt55Dd",
        )
    ),
    "a token at each visit, undated": tuple(
        entry(link=f"https://kns.example/{token}/detail", date="")
        for token in ("9f8e7d6c5b4a39281706f5e4d3c2b1a0", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")
    ),
    "a token at each visit, dated anew": (
        entry(link=f"{LINK}?v=3uoqIhG8C44YLTlOAiTRKibYlV5Vjs7i"),
        entry("Douyin abre dos", f"{LINK}?v=Kx82mQp01ZsLw93nVbYt55DdWStw9f3h", "17 noviembre, 2026"),
    ),
    "a time in each link": tuple(entry(link=f"{LINK}?_={n}", date="") for n in (1732612345678, 1732698745678)),
    "feed id changed": (entry(id="urn:uuid:1d3c"), entry(id="tag:gaceta.example,2026:77"), entry(id="77")),
    "feed id changed, then the link": (
        entry(id="urn:uuid:1d3c"),
        entry(id="tag:gaceta.example,2026:77"),
        entry("Titular nuevo", "https://gaceta.example/nuevo", id="tag:gaceta.example,2026:77"),
    ),
    "republished at its address": (FIRST, entry(date="24 noviembre, 2026"), entry(date="30 noviembre, 2026")),
    "republished, the date in its address too": tuple(
        entry(
            "Douyin abre una escuela para vendedores de fuera",
            f"https://gaceta.example/{day}/douyin-abre-escuela",
            date,
        )
        for day, date in (("2026/09/03", "3 septiembre, 2026"), ("2026/11/19", "19 noviembre, 2026"))
    ),
    "dated later than it was first seen, then renamed": (
        FIRST,
        entry(date="22 noviembre, 2026"),
        entry(date="24 noviembre, 2026"),
        entry(link=f"{LINK}-nueva", date="24 noviembre, 2026"),
    ),
    "slug renamed and dated anew": (
        entry("Douyin abre una escuela para vendedores de fuera"),
        entry(
            "Douyin abre una escuela para vendedores de fuera",
            "https://gaceta.example/2026/11/la-escuela-de-douyin",
            "17 noviembre, 2026",
        ),
    ),
    "another domain": (FIRST, entry(link=LINK.replace("gaceta.example", "nueva-gaceta.example"))),
    "from feed to HTML": (
        entry(id="https://gaceta.example/?p=7", date="Thu, 19 Nov 2026 09:30:00 +0000"),
        entry(link=f"{LINK}/", date="19 noviembre, 2026", teaser="La aplicación de vídeos cortos…"),
    ),
    "from HTML to a feed with other links": (
        entry(),
        entry(link="https://feeds.example/~r/gaceta/~3/Xy12", id=LINK, date="Thu, 19 Nov 2026 09:30:00 +0000"),
    ),
    "a route of a script": (
        entry(link="https://gaceta.example/#/detail/7"),
        entry(link="https://gaceta.example/#/detail/7"),
    ),
}


@pytest.mark.parametrize("cards", ONE.values(), ids=ONE.keys())
def test_one_article_stays_one(life: Life, cards: tuple[Card, ...]) -> None:
    for card in cards:
        life.run(card, *OTHERS)
    life.run(cards[0], *OTHERS)
    assert life.new == [cards[0].title, *(one.title for one in OTHERS)]
    assert len(life.titles()) == 3


@pytest.mark.parametrize("cards", ONE.values(), ids=ONE.keys())
def test_one_article_stays_one_on_a_page_of_its_own(life: Life, cards: tuple[Card, ...]) -> None:
    for card in (*cards, cards[0]):
        life.run(card)
    assert life.new == [cards[0].title]


WEEKLY = "La semana digital en China"
SHORT = "Lo que pasó esta semana."
LONG = "Cada viernes, lo que pasó en las redes, las tiendas y las pantallas de China, contado en cinco minutos."
TWO: dict[str, tuple[Card, ...]] = {
    "a weekly column": (
        entry(WEEKLY, "https://gaceta.example/semana-digital", "6 noviembre, 2026", SHORT),
        entry(WEEKLY, "https://gaceta.example/semana-digital-2", "13 noviembre, 2026", SHORT),
        entry(WEEKLY, "https://gaceta.example/semana-digital-3", "20 noviembre, 2026", SHORT),
    ),
    "a weekly column with one long teaser": (
        entry(WEEKLY, "https://gaceta.example/semana-41", "6 noviembre, 2026", LONG),
        entry(WEEKLY, "https://gaceta.example/semana-42", "13 noviembre, 2026", LONG),
    ),
    "a weekly column with its date in the address": (
        entry(WEEKLY, "https://gaceta.example/2026/11/06/semana", "6 noviembre, 2026", LONG),
        entry(WEEKLY, "https://gaceta.example/2026/11/13/semana", "13 noviembre, 2026", LONG),
    ),
    "a daily column that says much": (
        entry(f"{WEEKLY}: lo que hay que saber", "https://gaceta.example/2026/11/18/dia", "18 noviembre, 2026", LONG),
        entry(f"{WEEKLY}: lo que hay que saber", "https://gaceta.example/2026/11/19/dia", "19 noviembre, 2026", LONG),
    ),
    "a weekly column behind tokens": (
        entry(WEEKLY, "https://gaceta.example/semana-digital?id=3uoqIhG8C44YLTlOAiTRKibY", "6 noviembre, 2026", SHORT),
        entry(WEEKLY, "https://gaceta.example/semana-digital?id=Kx82mQp01ZsLw93nVbYt55Dd", "13 noviembre, 2026", SHORT),
    ),
    "a weekly column without dates": (
        entry(WEEKLY, "https://gaceta.example/semana-41", "", LONG),
        entry(WEEKLY, "https://gaceta.example/semana-42", "", LONG),
    ),
    "a column by ids": (
        entry(WEEKLY, "https://gaceta.example/?p=41", "6 noviembre, 2026", "", id="https://gaceta.example/?p=41"),
        entry(WEEKLY, "https://gaceta.example/?p=42", "13 noviembre, 2026", "", id="https://gaceta.example/?p=42"),
    ),
    "flashes of one day": (
        entry("快讯", "https://gaceta.example/flash/1001", "2026-11-19 09:30", ""),
        entry("快讯", "https://gaceta.example/flash/1002", "2026-11-19 11:05", ""),
        entry("快讯", "https://gaceta.example/flash/1003", "2026-11-19 16:40", ""),
    ),
    "flashes of one day, by the day": (
        entry("快讯", "https://gaceta.example/flash/1001", "2026年11月19日", ""),
        entry("快讯", "https://gaceta.example/flash/1002", "2026年11月19日", ""),
    ),
    "one title, other words": (
        entry("Douyin", "https://gaceta.example/douyin-escuela"),
        entry(
            "Douyin",
            "https://gaceta.example/douyin-multa",
            teaser="El regulador multa a la aplicación por su publicidad.",
        ),
    ),
    "one teaser, other titles": (
        entry("Uno", "https://gaceta.example/uno", "17 noviembre, 2026", LONG),
        entry("Dos", "https://gaceta.example/dos", "18 noviembre, 2026", LONG),
    ),
    "one teaser, other numbers": (
        entry("Uno", "https://gaceta.example/n/1", "18 noviembre, 2026", LONG),
        entry("Dos", "https://gaceta.example/n/2", "18 noviembre, 2026", LONG),
    ),
    "one title, undated, other words": (
        entry("Douyin", "https://gaceta.example/douyin-escuela", ""),
        entry("Douyin", "https://gaceta.example/douyin-multa", "", "El regulador multa a la aplicación."),
    ),
    "ids that are places": (
        entry("Uno", "https://gaceta.example/uno", "17 noviembre, 2026", "Primera.", id="1"),
        entry("Dos", "https://gaceta.example/dos", "18 noviembre, 2026", "Segunda.", id="1"),
        entry("Tres", "https://gaceta.example/tres", "19 noviembre, 2026", "Tercera.", id="1"),
    ),
    "numbers in the query": (
        entry("Uno", "https://gaceta.example/view?id=1", "17 noviembre, 2026", "Primera."),
        entry("Dos", "https://gaceta.example/view?id=2", "18 noviembre, 2026", "Segunda."),
    ),
    "routes of a script": (
        entry("Uno", "https://gaceta.example/#/detail/7", "17 noviembre, 2026", "Primera."),
        entry("Dos", "https://gaceta.example/#/detail/8", "18 noviembre, 2026", "Segunda."),
    ),
}


@pytest.mark.parametrize("cards", TWO.values(), ids=TWO.keys())
def test_two_articles_stay_two(life: Life, cards: tuple[Card, ...]) -> None:
    for number in range(len(cards)):
        life.run(*reversed(cards[: number + 1]))
    assert life.new == [one.title for one in cards]


@pytest.mark.parametrize("cards", TWO.values(), ids=TWO.keys())
def test_two_articles_stay_two_where_the_page_shows_the_last_only(life: Life, cards: tuple[Card, ...]) -> None:
    for card in (*cards, *cards):
        life.run(card)
    assert life.new == [one.title for one in cards]


@pytest.mark.parametrize("cards", TWO.values(), ids=TWO.keys())
def test_two_articles_of_one_page_are_two(life: Life, cards: tuple[Card, ...]) -> None:
    life.run(*cards)
    assert len(life.titles()) == len(cards)
    life.run(*reversed(cards))
    assert len(life.new) == len(cards)


def test_an_id_that_a_feed_gives_to_all_its_entries_names_none(life: Life) -> None:
    constant = {"id": "https://gaceta.example/noticias"}
    first = [entry(f"Titular {n}", f"https://gaceta.example/{n}", f"{n} noviembre, 2026", **constant) for n in (1, 2)]
    life.run(*first)
    life.run(entry("Titular 3", "https://gaceta.example/3", "3 noviembre, 2026", "Otra cosa.", **constant))
    assert life.new == ["Titular 1", "Titular 2", "Titular 3"]


def test_ids_that_are_addresses_of_places_merge_nothing(life: Life) -> None:
    def page(numbers: range) -> list[Card]:
        return [
            entry(
                f"Titular {n}",
                f"https://gaceta.example/{n}-palabra",
                f"{n} noviembre, 2026",
                f"Palabras {n}.",
                id=f"https://gaceta.example/rss#item-{place}",
            )
            for place, n in enumerate(numbers)
        ]

    life.run(*page(range(1, 5)))
    life.run(*page(range(6, 10)))
    assert len(life.new) == 8


def test_an_article_that_two_links_of_one_page_lead_to_is_one(life: Life) -> None:
    life.run(FIRST, replace(FIRST, link=LINK.replace("https://", "http://www.")), replace(FIRST, link=f"{LINK}/amp"))
    assert life.new == [FIRST.title]


def test_an_article_is_one_whichever_site_shows_it(life: Life) -> None:
    life.run(FIRST)
    life.run(
        replace(FIRST, site="diario", link=f"{LINK.replace('https', 'http')}?utm_source=diario", title="Leído fuera")
    )
    assert (life.new, life.titles()) == ([FIRST.title], [FIRST.title])


def test_two_sites_may_bear_one_title(life: Life) -> None:
    life.run(FIRST)
    life.run(replace(FIRST, site="diario", link="https://diario.example/douyin-escuela"))
    assert life.new == [FIRST.title] * 2


def test_ten_thousand_visits_with_a_token_each_leave_few_traces(life: Life) -> None:
    for number in range(80):
        life.run(entry(link=f"https://kns.example/detail?v=3uoqIhG8C44YLTlOAiTRKib{number:04}Vjs7i"), *OTHERS)
    kept = life.store.kept_after(0)
    assert [len(one.cards) for one in kept] == [1, 1, 1]
    assert [one.article.moved_to for one in kept] == ["", "", ""]


def test_a_link_that_moved_is_told_and_the_published_one_stays(life: Life) -> None:
    life.run(FIRST)
    moved = entry(link="https://gaceta.example/2026/11/la-escuela-de-douyin")
    (changed,) = life.run(moved).changed
    assert (changed.url, changed.moved_to, changed.updated) == (LINK, moved.link, life.now)
    assert life.run(moved).changed == ()
    (back,) = life.run(FIRST).changed
    assert (back.url, back.moved_to) == (LINK, "")
    assert life.new == [FIRST.title]


def test_two_lists_that_link_an_article_each_in_its_way_do_not_move_it_to_and_fro(life: Life) -> None:
    by_id = entry(id="https://gaceta.example/?p=7")
    plain = entry(link="https://gaceta.example/?p=7")
    for _ in range(3):
        life.run(by_id)
        life.run(plain, page=f"{PAGE}/page/2")
    assert life.new == [FIRST.title]
    assert [one.moved_to for one in life.store.articles()] == [""]


def test_an_article_is_known_after_years_by_any_of_its_links(life: Life) -> None:
    links = [f"https://gaceta.example/2026/11/{word}" for word in ("uno", "dos", "tres", "cuatro")]
    for link in links:
        life.run(entry(link=link))
    for number, link in enumerate(links):
        life.run(entry(f"Titular del todo distinto {number}", link=link, date="", teaser=""))
    assert life.new == [FIRST.title]


def test_what_was_known_before_it_moved_is_known_by_its_first_guid(life: Life) -> None:
    life.run(FIRST)
    (before,) = life.store.articles()
    life.run(entry("Otro titular", "http://www.gaceta.example/2026/11/douyin-escuela/?utm_source=x", teaser=TEASER))
    (after,) = life.store.articles()
    assert (after.guid, after.url, after.first_seen) == (before.guid, before.url, before.first_seen)
    assert after.first_seen > START

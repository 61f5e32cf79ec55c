"""A list that `auto` found, as selectors."""

from datetime import UTC, datetime

from csm_crawler.extract.auto import detect
from csm_crawler.extract.deriving import derive_selectors
from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Rule, Selectors

TITLES = (
    "Weibo opens a shop for small brands",
    "Douyin sings in the streets of Lima",
    "Tmall sells more tea than last year",
    "WeChat moves its button to the left",
    "Kuaishou buys a farm near the city",
)


def page(card: str, around: str = "<ul class='list'>{}</ul>") -> Page:
    cards = "".join(
        card.format(n=n, id=2140 + n, day=20 - n, title=title, teaser=f"What came of it, in {n + 3} sentences of ours.")
        for n, title in enumerate(TITLES)
    )
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about/'>About us</a></li></ul></nav>"
    body = f"<!doctype html><html><body>{menu}<main>{around.format(cards)}</main></body></html>"
    return Page(url="https://one.example/news/", body=body.encode(), fetched_at=datetime(2026, 11, 21, tzinfo=UTC))


def derived(page: Page) -> Selectors | None:
    cards = detect(page)
    assert [card.title.strip() for card in cards] == list(TITLES)
    return derive_selectors(page, cards)


def rule(at: str) -> tuple[Rule, ...]:
    return (Rule(at=at),)


def test_a_list_is_described_by_tags_and_classes_that_mean_something() -> None:
    card = (
        "<li class='post-{id} story'><h3><a href='/n/{n}/'>{title}</a></h3><div class=when><time"
        " datetime='2026-11-{day}T10:00:00Z'>{day} November 2026</time></div><p class=intro>{teaser}</p></li>"
    )
    assert derived(page(card)) == Selectors(
        item=("li.story",), title=rule("h3"), link=rule("a"), date=rule("time"), teaser=rule("p.intro")
    )


def test_an_item_without_a_class_is_named_below_its_parent() -> None:
    card = "<div><a class=t href='/n/{n}/'>{title}</a> <span class=d>{day} November 2026</span><p>{teaser}</p></div>"
    found = derived(page(card, "<div class='list'>{}</div>"))
    assert found == Selectors(
        item=(".list > div",), title=rule("a.t"), link=rule("a.t"), date=rule(".d"), teaser=rule("p")
    )


def test_a_date_for_machines_may_stand_in_a_title() -> None:
    date = "<span title='2026-11-{day} 10:00:00 +0000 UTC'>November {day}, 2026</span>&nbsp;·&nbsp;3 min"
    card = (
        f"<article><h2>{{title}}</h2><p>{{teaser}}</p><footer class=f>{date}</footer><a href='/n/{{n}}/'></a></article>"
    )
    found = derived(page(card, "<div class='list'>{}</div>"))
    assert found is not None
    assert found.date == rule("footer.f > span::attr(title)")


def test_a_date_may_have_something_beside_it() -> None:
    card = "<li class=s><h3><a href='/n/{n}/'>{title}</a></h3><div>{day} November 2026 by Ana</div><p>{teaser}</p></li>"
    found = derived(page(card))
    assert found is not None
    assert found.date == rule("li.s > div")


def test_a_list_that_nothing_sets_off_has_no_selectors() -> None:
    card = "<a href='/n/{n}/'>{title}</a><br>{day} November 2026<br>"
    built = page(card, "<div>{}</div>")
    assert derive_selectors(built, detect(built)) is None


def test_links_that_come_twice_have_no_selectors() -> None:
    built = page("<li><h3><a href='/n/{n}/'>{title}</a></h3>{day} November 2026</li>")
    cards = detect(built)
    assert derive_selectors(built, [cards[0], *cards]) is None
    assert derive_selectors(built, []) is None
    other = Card(site="", page_url=built.url, position=0, seen_at=built.fetched_at, link="https://two.example/")
    assert derive_selectors(built, [other]) is None

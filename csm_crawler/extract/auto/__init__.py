"""Page → cards without a site file: the list of articles in a page that nobody described."""

from csm_crawler.extract.auto.choosing import choose_scopes
from csm_crawler.extract.auto.datechoice import choose_marks
from csm_crawler.extract.auto.dates import DateMark, find_marks, machine_place
from csm_crawler.extract.auto.dateshapes import RANK, Kind
from csm_crawler.extract.auto.datewords import compose
from csm_crawler.extract.auto.dom import Dom, read_dom
from csm_crawler.extract.auto.fields import (
    read_author,
    read_categories,
    read_image,
    read_teaser,
    read_title,
    title_node,
)
from csm_crawler.extract.auto.headers import find_headers, parts_above
from csm_crawler.extract.auto.lines import dated_lines
from csm_crawler.extract.auto.scopes import Scope
from csm_crawler.extract.page import Page
from csm_crawler.extract.told import read_card
from csm_crawler.items import Card

__all__ = ["detect"]

HEADING = "heading above"
"""What a date is found by that stands over a group of cards."""


def detect(page: Page) -> list[Card]:
    """The cards of the page's main list in order; none where nothing in it is like a list of articles.

    Raises PageError for a page that is too large to look through.
    """
    dom = read_dom(page)
    if dom is None:
        return []
    marks = find_marks(dom)
    scopes = choose_scopes(dom, page.url, marks)
    scopes, bare = dated_lines(dom, scopes)
    chosen = bare if any(bare) else choose_marks(dom, scopes, marks)
    above = _headings(dom, scopes, chosen)
    cards = zip(scopes, chosen, above, strict=True)
    return [_card(dom, page, position, *card) for position, card in enumerate(cards)]


def _headings(dom: Dom, scopes: list[Scope], chosen: list[DateMark | None]) -> list[dict[Kind, str]]:
    """What date headings say above each card; not looked for where all cards say their day themselves."""
    if all(mark and mark.words and RANK[mark.words.kind] >= RANK["relative"] for mark in chosen):
        return [{} for _ in scopes]
    return parts_above(dom, find_headers(dom, scopes), scopes)


def _card(dom: Dom, page: Page, position: int, scope: Scope, mark: DateMark | None, above: dict[Kind, str]) -> Card:
    node = title_node(dom, scope)
    return read_card(
        page,
        "",
        position,
        title=read_title(dom, scope, node, mark),
        link=(scope.link.url, dom.selector(scope.link.node)),
        teaser=read_teaser(dom, scope, node, mark),
        date_text=_date_text(dom, mark, above),
        date_attr=(mark.attr, machine_place(dom, mark)) if mark else ("", ""),
        image=read_image(dom, scope),
        author=read_author(dom, scope),
        categories=read_categories(dom, scope),
    )


def _date_text(dom: Dom, mark: DateMark | None, above: dict[Kind, str]) -> tuple[str, str]:
    """The printed words of the date, completed by the headings above the card; empty where they name no month."""
    own = mark.words if mark else None
    place = dom.selector(mark.node) if mark else ""
    if own and RANK[own.kind] >= RANK["relative"]:
        return own.plain, place
    if not own and (whole := above.get("full") or above.get("relative")):
        return whole, HEADING
    parts: dict[Kind, str] = {**above, own.kind: own.plain} if own else dict(above)
    words = compose(parts) if parts.keys() & {"month", "monthday", "monthyear"} else ""
    return words, " + ".join([HEADING] * bool(above) + [place] * bool(own))

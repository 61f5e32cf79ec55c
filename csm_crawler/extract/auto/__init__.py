"""Page → cards without a site file: the list of articles in a page that nobody described."""

from dataclasses import replace

from csm_crawler.extract.auto.dates import DateMark, choose_marks, find_marks
from csm_crawler.extract.auto.datewords import RANK, compose
from csm_crawler.extract.auto.dom import Dom, read_dom
from csm_crawler.extract.auto.fields import read_author, read_categories, read_image, read_teaser, read_title, title_node
from csm_crawler.extract.auto.headers import Header, find_headers, parts_above
from csm_crawler.extract.auto.choosing import choose_scopes
from csm_crawler.extract.auto.scopes import Scope
from csm_crawler.extract.page import Page
from csm_crawler.items import Card

__all__ = ["detect"]


def detect(page: Page) -> list[Card]:
    """The cards of the page's main list in order; none where nothing in it is like a list of articles.

    Raises PageError for a page that is too large to look through.
    """
    dom = read_dom(page)
    if dom is None:
        return []
    marks = find_marks(dom)
    scopes = choose_scopes(dom, page.url, marks)
    chosen = choose_marks(dom, scopes, marks)
    headers = find_headers(dom, scopes) if scopes else []
    cards = [_card(dom, page, scope, mark, headers) for scope, mark in zip(scopes, chosen, strict=True)]
    return [_placed(card, at) for at, card in enumerate(cards)]


def _placed(card: Card, position: int) -> Card:
    return replace(card, position=position)


def _card(dom: Dom, page: Page, scope: Scope, mark: DateMark | None, headers: list[Header]) -> Card:
    node = title_node(dom, scope)
    return Card(
        site="",
        page_url=page.url,
        position=0,
        seen_at=page.fetched_at,
        title=read_title(dom, scope, node, mark),
        link=scope.link.url,
        teaser=read_teaser(dom, scope, node, mark),
        date_text=_date_text(dom, scope, mark, headers),
        date_attr=mark.attr if mark else "",
        image=read_image(dom, scope),
        author=read_author(dom, scope),
        categories=read_categories(dom, scope),
    )


def _date_text(dom: Dom, scope: Scope, mark: DateMark | None, headers: list[Header]) -> str:
    """The printed words of the date, completed by the headings above the card; empty where no day is named."""
    own = mark.words if mark else None
    if own and (RANK[own.kind] >= RANK["relative"] or (mark and mark.attr)):
        return own.text
    parts = parts_above(dom, headers, scope)
    if own:
        return compose({**parts, own.kind: own.text})
    if mark or "full" in parts or "relative" in parts:
        return "" if mark else parts.get("full", parts.get("relative", ""))
    return compose(dict(parts)) if {"month", "monthday", "monthyear"} & parts.keys() else ""

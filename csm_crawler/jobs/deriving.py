"""The list that a page shows, as a site file with selectors that people can read and mend."""

from collections.abc import Sequence
from dataclasses import replace

from csm_crawler.errors import CsmError
from csm_crawler.extract import read_cards
from csm_crawler.extract.deriving import derive_selectors
from csm_crawler.items import Card
from csm_crawler.jobs.probe import Findings, Way
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.normalize.text import plain_text


def with_selectors(findings: Findings) -> Way:
    """The way of kind `auto` as one of kind `selectors`, with the same cards; CsmError where that cannot be."""
    way = findings.best("auto")
    if way is None or way.page is None:
        raise CsmError(f"{findings.url}: shows no list of articles, so there is nothing to select")
    selectors = derive_selectors(way.page, way.cards)
    if selectors is None:
        raise CsmError(
            f"{findings.url}: no selector selects each of the {len(way.cards)} cards; --kind auto reads them"
        )
    site = replace(way.site, kind="selectors", selectors=selectors)
    cards = read_cards(way.page, site)
    missed = [name for name in ("link", "title", "date") if _column(cards, way, name) != _column(way.cards, way, name)]
    if missed:
        raise CsmError(f"{findings.url}: selectors do not find every {' and '.join(missed)}; --kind auto does")
    return replace(way, site=site, cards=tuple(cards), found="the list that the page shows, in selectors")


def _column(cards: Sequence[Card], way: Way, name: str) -> list[object]:
    if name == "date":
        return list(settle_dates(cards, timezone=way.site.timezone, language=way.site.language or None))
    return [plain_text(getattr(card, name)) for card in cards]

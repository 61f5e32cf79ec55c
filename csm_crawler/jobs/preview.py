"""Cards → the articles that would come of them, without a store."""

from collections.abc import Sequence

from csm_crawler.errors import CardRejected
from csm_crawler.items import Article, Card
from csm_crawler.normalize.article import normalize
from csm_crawler.normalize.dates import site_dates
from csm_crawler.platforms import Catalogue
from csm_crawler.sites import Site


def preview(cards: Sequence[Card], site: Site, catalogue: Catalogue) -> tuple[list[Article], list[CardRejected]]:
    """The articles, in the page's order, and why the other cards would be rejected."""
    dates = site_dates(cards, site)
    articles: list[Article] = []
    rejected: list[CardRejected] = []
    for card, date in zip(cards, dates, strict=True):
        try:
            articles.append(normalize(card, site, date, catalogue))
        except CardRejected as refusal:
            rejected.append(refusal)
    return articles, rejected

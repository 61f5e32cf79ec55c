"""Articles that two platforms share → who is named together, and how much more than by chance."""

from collections.abc import Collection
from itertools import islice, product

from csm_crawler.jobs.trends.counts import Counts
from csm_crawler.jobs.trends.rules import FEWEST
from csm_crawler.jobs.trends.values import Pair
from csm_crawler.platforms import Catalogue
from csm_crawler.store.counting import Overlap


def paired(company: Collection[Overlap], counts: Counts, catalogue: Catalogue) -> list[Pair]:
    """The pairs, most articles first, then by lift and alphabet.

    None of a platform and its own owner; none of owners that only says again what a pair below it says.
    """
    chains = {slug: (*catalogue.chain(slug),) for one in company for slug in (one.feed, one.other)}
    found = {
        (one.feed, one.other): one.articles
        for one in company
        if one.feed not in chains[one.other] and one.other not in chains[one.feed]
    }
    below: dict[frozenset[str], int] = {}
    for (one, other), articles in found.items():
        # The pairs of their owners, and of one of them with an owner of the other: all but the first.
        for pair in islice(map(frozenset, product(chains[one], chains[other])), 1, None):
            below[pair] = max(articles, below.get(pair, 0))
    pairs = [
        Pair(platform=one, other=other, articles=articles, lift=_lift(articles, one, other, counts))
        for (one, other), articles in found.items()
        if articles >= FEWEST and below.get(frozenset((one, other)), 0) < articles and _are_counted(one, other, counts)
    ]
    return sorted(pairs, key=lambda pair: (-pair.articles, -pair.lift, pair.platform, pair.other))


def _are_counted(one: str, other: str, counts: Counts) -> bool:
    """A run may have written between the two questions."""
    return bool(counts.of(one) and counts.of(other))


def _lift(articles: int, one: str, other: str, counts: Counts) -> float:
    return articles * counts.total / (counts.of(one) * counts.of(other))

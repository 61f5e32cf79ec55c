"""The usual figures cost a run no more than its day: what lies before is counted once and kept in the store."""

from collections.abc import Iterator
from datetime import datetime

from csm_crawler.jobs.membership import ALL
from csm_crawler.jobs.trends.periods import months_of, period_of, start_of_day
from csm_crawler.jobs.trends.rules import PERIODS
from csm_crawler.platforms import Catalogue
from csm_crawler.store import ArticleStore
from csm_crawler.store.counted import Span
from csm_crawler.store.counting import Counting


def remembering(store: ArticleStore, catalogue: Catalogue) -> Counting:
    """Who counts for `ask` where it is asked for no special time; it keeps in the store what it counts."""
    newest = store.counting.last(ALL)
    if newest is None or newest.published is None:
        return store.counting
    return store.counted([ALL, *catalogue.platforms], sorted({*_spans(newest.published)}))


def _spans(newest: datetime) -> Iterator[Span]:
    """Months, and beginnings of months, of which the usual periods consist, up to the day of the newest article: that
    changes with every run."""
    period, latest = period_of(None, None, newest=newest)
    now = latest.cut(newest)
    for one in (period, now, *now.before(PERIODS, whole=latest)):
        for month in months_of(one):
            until = min(month.until, start_of_day(newest))
            if month.since < until:
                yield month.since, until

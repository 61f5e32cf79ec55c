"""Store → figures: what is asked of it, and in what time."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from csm_crawler.jobs.membership import ALL
from csm_crawler.jobs.trends.comparing import compared
from csm_crawler.jobs.trends.counts import Counts, apart, mentions
from csm_crawler.jobs.trends.pairing import paired
from csm_crawler.jobs.trends.periods import Period, period_of
from csm_crawler.jobs.trends.rules import BEGINNING, ENOUGH, PERIODS
from csm_crawler.jobs.trends.values import DIMENSIONS, Changes, Seen, Trends
from csm_crawler.platforms import Catalogue
from csm_crawler.store import ArticleStore
from csm_crawler.store.counting import Counting


def ask(
    store: ArticleStore,
    catalogue: Catalogue,
    *,
    platforms: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    by: Collection[str] = DIMENSIONS[:1],
    top: int = 20,
    counting: Counting | None = None,
) -> Trends | None:
    """The figures of these platforms, or of the `top` ones that are named most; None where no article has a date.

    `since` and `until` as `period_of` takes them. `counting`: who counts, where it is not the store itself. The changes
    are looked for among all platforms where none is named.
    """
    counting = counting or store.counting
    newest = counting.last(ALL)
    if newest is None or newest.published is None:
        return None
    period, latest = period_of(since, until, newest=newest.published)
    known = sorted(catalogue.platforms.keys() & {*store.feed_names()})
    counts = _counts(counting, known, period)
    told = sorted(platforms or known, key=lambda one: (-counts.of(one), one))
    if not platforms:
        told = [one for one in told if counts.of(one)][:top]
    new = _added(counting, counts, period.since)
    found = tuple(mentions(counts, told, by, new))
    monthly = found if "month" in by else tuple(mentions(counts, told, {"month", *by}, new))
    company = counting.together(told, known, since=period.since, until=period.until)
    return Trends(
        period=period,
        newest=newest.published,
        by=tuple(one for one in DIMENSIONS if one in by),
        names={slug: name_of(slug, catalogue) for slug in {*known, *told}},
        platforms=tuple(told),
        articles=counts.total,
        undated=counts.total_undated,
        sites=len(counts.sites),
        new_sites=new,
        mentions=found,
        monthly=monthly,
        apart=tuple(apart(counts, told, by, new)),
        voices=tuple(sorted(map(counts.voice, told), key=lambda one: (-one.share, one.platform))),
        changes=_changes(counting, platforms or known, latest, newest.published),
        seen=tuple(_seen(counting, told)),
        pairs=tuple(paired(company, counts, catalogue)[:top]),
    )


def name_of(slug: str, catalogue: Catalogue) -> str:
    """How people call a platform, in English and Chinese."""
    one = catalogue.platforms.get(slug)
    return " ".join(dict.fromkeys(filter(None, (one.name, one.zh_hans)))) if one else slug


def _counts(counting: Counting, platforms: Collection[str], period: Period) -> Counts:
    return Counts(counting.tallies([ALL, *platforms], since=period.since, until=period.until))


def _totals(counting: Counting, platforms: Collection[str], period: Period) -> Counter[str]:
    return counting.totals([ALL, *platforms], since=period.since, until=period.until)


def _changes(counting: Counting, platforms: Collection[str], whole: Period, newest: datetime) -> Changes:
    """A period that goes on after the newest article is compared with as much of the periods before."""
    period = whole.cut(newest)
    now = _counts(counting, platforms, period)
    earlier = [(one, _totals(counting, platforms, one)) for one in period.before(PERIODS, whole=whole)]
    earlier = [(one, totals) for one, totals in earlier if totals[ALL] >= ENOUGH]
    new = _added(counting, now, earlier[-1][0].since if earlier else period.since)
    before = [totals for _one, totals in earlier]
    return Changes(
        period=period,
        before=tuple(one for one, _totals in earlier),
        articles=now.total,
        articles_before=sum(one[ALL] for one in before) / len(before) if before else 0,
        new_sites=new,
        found=compared(now, before, platforms, new),
    )


def _added(counting: Counting, counts: Counts, since: datetime) -> dict[str, datetime]:
    """The sites that came later, and not with the first ones, in the order of their coming."""
    began = counting.began()
    from_ = max(since, began + BEGINNING) if began else since
    arrivals = counting.arrivals(counts.sites)
    later = sorted((moment, site) for site, moment in arrivals.items() if moment >= from_)
    return {site: moment for moment, site in later}


def _seen(counting: Counting, platforms: Sequence[str]) -> list[Seen]:
    ends = [(one, counting.first(one), counting.last(one)) for one in platforms]
    return [Seen(platform=one, first=first, last=last) for one, first, last in ends if first and last]

"""Tallies → mentions and shares of voice."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum

from csm_crawler.jobs.membership import ALL
from csm_crawler.jobs.trends.rules import FULL
from csm_crawler.jobs.trends.values import DIMENSIONS, Mentions, Voice
from csm_crawler.store.counting import Tally


class Counts:
    """What was tallied in one time of platforms and of everything."""

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self.dated: list[Tally] = []
        self.undated: list[Tally] = []
        for one in tallies:
            (self.dated if one.month else self.undated).append(one)
        self.by_month = _by_month(self.dated)
        """Month → feed → site → dated articles."""
        self.by_site = _together(self.by_month.values())
        """Feed → site → dated articles."""
        self._totals = {feed: sum(found.values()) for feed, found in self.by_site.items()}

    @property
    def total(self) -> int:
        """All dated articles."""
        return self.of(ALL)

    @property
    def total_undated(self) -> int:
        """All undated ones."""
        return sum(one.articles.get(ALL, 0) for one in self.undated)

    @property
    def sites(self) -> frozenset[str]:
        """Those that wrote the dated ones."""
        return frozenset(self.by_site.get(ALL, ()))

    def of(self, platform: str, *, sites: Collection[str] | None = None) -> int:
        """The dated articles of a platform, or only those of these sites."""
        if sites is None:
            return self._totals.get(platform, 0)
        return _of(self.by_site.get(platform, {}), sites)

    def share(self, platform: str) -> float:
        """How much of the average site's articles name a platform, from 0 to 1."""
        return share(self.by_site.get(platform, {}), self.by_site.get(ALL, {}))

    def voice(self, platform: str) -> Voice:
        """A platform's part of what is written."""
        sites = len(self.by_site.get(platform, ()))
        return Voice(platform=platform, articles=self.of(platform), sites=sites, share=self.share(platform))


def _by_month(tallies: Iterable[Tally]) -> dict[str, dict[str, dict[str, int]]]:
    """Month → feed → site → articles."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for one in tallies:
        feeds, site = found.setdefault(one.month, {}), one.site
        for feed, articles in one.articles.items():
            if feed in feeds:
                feeds[feed][site] = feeds[feed].get(site, 0) + articles
            else:
                feeds[feed] = {site: articles}
    return found


def _together(parts: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    """Feed → site → articles of all parts."""
    found: dict[str, dict[str, int]] = {}
    for part in parts:
        for feed, sites in part.items():
            total = found.setdefault(feed, {})
            for site, articles in sites.items():
                total[site] = total.get(site, 0) + articles
    return found


def _of(found: Mapping[str, int], sites: Collection[str]) -> int:
    """The articles of these sites."""
    return sum(articles for site, articles in found.items() if site in sites)


def share(named: Mapping[str, int], written: Mapping[str, int]) -> float:
    """The mean of each site's share, site → articles that name it by site → articles; 0 where there are none.

    A site with fewer than `FULL` articles weighs as many fifths as it has: one article is no majority.
    """
    weight = sum(min(count, FULL) for count in written.values()) / FULL
    parts = [count / max(written[site], FULL) for site, count in named.items() if site in written]
    # Exact, so that the order of the sites is in no digit.
    return fsum(parts) / weight if weight else 0.0


def mentions(counts: Counts, platforms: Sequence[str], by: Collection[str], new: Collection[str]) -> list[Mentions]:
    """Those of the dated articles in the order of the platforms, then by month, language and site."""
    if set(by) == {"month"}:
        return [*_monthly(counts, platforms, new)]
    return list(_summed(counts.dated, platforms, by, new))


def _monthly(counts: Counts, platforms: Sequence[str], new: Collection[str]) -> Iterator[Mentions]:
    for platform in platforms:
        for month, feeds in sorted(counts.by_month.items()):
            if sites := feeds.get(platform):
                yield Mentions(
                    platform=platform,
                    month=month,
                    articles=sum(sites.values()),
                    of_new_sites=_of(sites, new),
                    share=share(sites, feeds.get(ALL, {})),
                )


def apart(counts: Counts, platforms: Sequence[str], by: Collection[str], new: Collection[str]) -> list[Mentions]:
    """Those of the undated articles."""
    return list(_summed(counts.undated, platforms, [one for one in by if one != "month"], new))


def _summed(
    tallies: Iterable[Tally], platforms: Sequence[str], by: Collection[str], new: Collection[str]
) -> Iterator[Mentions]:
    place = {platform: number for number, platform in enumerate(platforms)}
    by_month, by_language, by_site = (name in by for name in DIMENSIONS)
    all_: Counter[tuple[int, str, str, str]] = Counter()
    of_new: Counter[tuple[int, str, str, str]] = Counter()
    for one in tallies:
        spoken = one.language.partition("-")[0] if by_language else ""
        rest = (one.month if by_month else "", spoken, one.site if by_site else "")
        for feed in one.articles.keys() & place.keys():
            key, articles = (place[feed], *rest), one.articles[feed]
            all_[key] += articles
            if one.site in new:
                of_new[key] += articles
    for key, articles in sorted(all_.items()):
        number, month, language, site = key
        yield Mentions(
            platform=platforms[number],
            month=month,
            language=language,
            site=site,
            articles=articles,
            of_new_sites=of_new[key],
        )

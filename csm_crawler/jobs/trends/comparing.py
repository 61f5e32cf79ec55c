"""Counts now and before → risers and fallers."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from csm_crawler.jobs.trends.counts import Counts
from csm_crawler.jobs.trends.rules import ENOUGH, FALL, RISE, SMOOTHING
from csm_crawler.jobs.trends.values import Change


def compared(
    now: Counts, before: Sequence[Mapping[str, int]], platforms: Collection[str], new: Collection[str]
) -> tuple[Change, ...]:
    """Risers, then fallers; of equals the one with more articles first, then by alphabet.

    `before`: of each earlier period, feed → its dated articles.
    """
    if not before:
        return ()
    found = _changes(now, before, platforms, new)
    return tuple(sorted(found, key=lambda one: (-one.ratio, -one.articles, one.platform)))


def _changes(
    now: Counts, before: Sequence[Mapping[str, int]], platforms: Collection[str], new: Collection[str]
) -> Iterator[Change]:
    for platform in platforms:
        articles, mean = now.of(platform), sum(one.get(platform, 0) for one in before) / len(before)
        ratio = (articles + SMOOTHING) / (mean + SMOOTHING)
        if max(articles, mean) >= ENOUGH and not FALL < ratio < RISE:
            of_new = now.of(platform, sites=new)
            yield Change(platform=platform, articles=articles, before=mean, ratio=ratio, of_new_sites=of_new)

"""When a site is worth asking again: its own rhythm, learned from when its articles came."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log
from typing import Any

from csm_crawler.items import Article

HALF_LIFE = 60.0
"""Days after which what was learned counts half: sites change their ways."""
PATIENCE = 0.8
"""Hours that all articles together may be expected to wait before a site is asked. Where articles come evenly, this
asks as often as the square root of their rate: ten a day every two hours, one a day four times, one a month once."""
BACKLOG = 30.0
"""Days that the first list of a site counts at most, however far back it goes."""
NEWS_DAYS = 60
"""So many days with news are remembered, for the pauses between them."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_STEP = 0.25
_ONE_DAY = timedelta(days=1)
_LONG = timedelta(days=3)
"""Between two visits; when in it articles came says nothing of hours."""
_SHARP = 20.0
_HOURS_PRIOR, _DAYS_PRIOR, _RATE_PRIOR = 2.0, 3.0, 1.0
"""As many articles at any time of the day, at any day of the week, and one in one day are believed beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What is known of when a site's articles come; all of UTC."""

    hours: tuple[float, ...] = (0.0,) * 24
    """Articles by the hour of the day."""
    days: tuple[float, ...] = (0.0,) * 7
    """Articles by the day of the week, from Monday."""
    count: float = 0.0
    """Articles, those of long ago counting less."""
    span: float = 0.0
    """Days in which they came, counted alike."""
    until: datetime | None = None
    """To when it was learned."""
    news_days: tuple[int, ...] = ()
    """The last days with news, as ordinals."""

    def text(self) -> str:
        """For the store."""
        values = {
            "hours": [round(one, 3) for one in self.hours],
            "days": [round(one, 3) for one in self.days],
            "count": round(self.count, 3),
            "span": round(self.span, 3),
            "until": self.until and self.until.isoformat(),
            "news_days": self.news_days,
        }
        return json.dumps(values)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new article: it came after one moment, and by another; both are the same where it says when."""

    after: datetime
    by: datetime


def read_rhythm(text: str) -> Rhythm:
    """What the store kept; one that knows nothing of an empty text."""
    values: dict[str, Any] = json.loads(text) if text else {}
    if values.get("until"):
        values["until"] = datetime.fromisoformat(values["until"])
    for name in ("hours", "days", "news_days"):
        if name in values:
            values[name] = tuple(values[name])
    return Rhythm(**values)


def arrival_of(article: Article, *, last_read: datetime | None, now: datetime) -> Arrival:
    """When an article came that is new to the store: when it says, where that lies between the last visit and now.

    At the first visit all are new, and came when they say; one that says nothing may have come at any time.
    """
    published, precision = article.published, article.published_precision
    if published is None or published > now:
        return Arrival(last_read or _NEVER, now)
    if precision in ("second", "minute", "hour") and (last_read is None or last_read < published):
        return Arrival(published, published)
    if last_read is None and precision == "day":
        day = published.replace(hour=0, minute=0, second=0, microsecond=0)
        return Arrival(day, min(day + _ONE_DAY - timedelta(seconds=1), now))
    return Arrival(last_read or _NEVER, now)


def learn(rhythm: Rhythm, arrivals: Sequence[Arrival], *, now: datetime) -> Rhythm:
    """The rhythm with what came since it was last learned, and with nothing where nothing came."""
    if rhythm.until is None:
        return _begin(arrivals, now)
    passed = _days(now - rhythm.until)
    faded = _fade(rhythm, passed)
    return replace(_with(faded, arrivals), span=faded.span + _weight(passed), until=now)


def next_visit(
    rhythm: Rhythm, *, now: datetime, shortest: timedelta, longest: timedelta, spread: float = 0.5
) -> datetime:
    """When the articles that are expected by then will have waited long enough; between the bounds.

    `spread`, from 0 to 1, moves it a little: sites of one rhythm are not all asked at once.
    """
    by_hour, by_day = _shape(rhythm)
    rate = rate_of(rhythm, now=now) / 24
    at = now.weekday() * 24 + now.hour + now.minute / 60
    least, most = shortest.total_seconds() / 3600, longest.total_seconds() / 3600
    passed = waited = waiting = 0.0
    while passed < most and waited < PATIENCE:
        hour = int(at + passed) % 168
        coming = rate * by_hour[hour % 24] * by_day[hour // 24] * _STEP
        waited += (waiting + coming / 2) * _STEP
        waiting += coming
        passed += _STEP
    moved = min(passed * (0.88 + 0.24 * spread), most * (0.85 + 0.15 * spread))
    return now + timedelta(hours=max(least, moved))


def rate_of(rhythm: Rhythm, *, now: datetime) -> float:
    """Articles a day, the silence since the last one counted."""
    passed = _days(now - rhythm.until) if rhythm.until else 0.0
    faded = _fade(rhythm, passed)
    return (faded.count + _RATE_PRIOR) / (faded.span + _weight(passed) + _RATE_PRIOR)


def spread_of(site: str, now: datetime) -> float:
    """From 0 to 1: another for each site and each day, and always the same of these."""
    return hashlib.sha256(f"{site} {now.date()}".encode()).digest()[0] / 255


def pauses(rhythm: Rhythm) -> list[int]:
    """Days from each day with news to the next one."""
    return [later - day for day, later in zip(rhythm.news_days, rhythm.news_days[1:], strict=False)]


def _begin(arrivals: Sequence[Arrival], now: datetime) -> Rhythm:
    """Of a first list: what it holds came in the time that it goes back, but for a few much older ones."""
    dated = sorted((one for one in arrivals if one.after > _NEVER), key=lambda one: one.by)
    dated = dated[len(dated) // 8 :]
    if not dated:
        return Rhythm(until=now)
    span = max(_days(now - dated[0].by), 0.5)
    known = _fade(_with(Rhythm(), dated), 0.0)
    share = min(1.0, BACKLOG / span)
    return replace(_scaled(known, share), span=span * share, until=now)


def _with(rhythm: Rhythm, arrivals: Iterable[Arrival]) -> Rhythm:
    hours, days = list(rhythm.hours), list(rhythm.days)
    by_hour, by_day = _shape(rhythm)
    count, news = rhythm.count, set(rhythm.news_days)
    for one in arrivals:
        count += 1
        news.add(one.by.toordinal())
        if one.by - one.after > _LONG:
            continue
        likely = _likely(one, by_hour, by_day)
        whole = sum(likely.values())
        for hour, weight in likely.items():
            if one.by - one.after < _ONE_DAY:
                hours[hour % 24] += weight / whole
            days[hour // 24] += weight / whole
    kept = tuple(sorted(news)[-NEWS_DAYS:])
    return replace(rhythm, hours=tuple(hours), days=tuple(days), count=count, news_days=kept)


def _likely(arrival: Arrival, by_hour: Sequence[float], by_day: Sequence[float]) -> dict[int, float]:
    """By hour of the week: how likely the article came in it, as far as is known by now."""
    at, end = arrival.after, arrival.by
    likely: dict[int, float] = {}
    while True:
        hour = at.weekday() * 24 + at.hour
        following = min(end, at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
        length = (following - at).total_seconds() or 1.0
        likely[hour] = likely.get(hour, 0.0) + length * by_hour[hour % 24] * by_day[hour // 24]
        at = following
        if at >= end:
            return likely


def _shape(rhythm: Rhythm) -> tuple[list[float], list[float]]:
    """How much more than usual comes in each hour of the day, and on each day of the week; 1.0 is as usual."""
    hours, prior = rhythm.hours, _HOURS_PRIOR / 24
    beside = 0.25 / (1 + sum(hours) / _SHARP)
    smooth = [beside * (hours[n - 1] + hours[(n + 1) % 24]) + (1 - 2 * beside) * hours[n] + prior for n in range(24)]
    days = [one + _DAYS_PRIOR / 7 for one in rhythm.days]
    of_hours, of_days = sum(smooth) / 24, sum(days) / 7
    return [one / of_hours for one in smooth], [one / of_days for one in days]


def _fade(rhythm: Rhythm, days: float) -> Rhythm:
    return _scaled(rhythm, 0.5 ** (days / HALF_LIFE))


def _scaled(rhythm: Rhythm, share: float) -> Rhythm:
    return replace(
        rhythm,
        hours=tuple(one * share for one in rhythm.hours),
        days=tuple(one * share for one in rhythm.days),
        count=rhythm.count * share,
        span=rhythm.span * share,
    )


def _weight(days: float) -> float:
    """What so many days count by now, those of long ago less."""
    faded: float = 0.5 ** (days / HALF_LIFE)
    return HALF_LIFE / log(2) * (1 - faded)


def _days(span: timedelta) -> float:
    return max(0.0, span / _ONE_DAY)

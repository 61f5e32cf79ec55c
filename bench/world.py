"""Made-up sites that live for a year: what each publishes, and when.

All of it comes of a seed. `bench/year.py` asks in one process, `tests/test_weeks.py` by real runs over loopback.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RATES = (5.0,) * 3 + (2.0,) * 9 + (0.5,) * 24 + (0.14,) * 15 + (0.05,) * 9
"""Articles a day of each of the sixty sites."""
WAYS = ("office", "day", "morning", "evening", "even", "letter")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers; status 0 is none at all."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong with a site for a time."""

    kind: str
    start: datetime
    end: datetime


@dataclass(slots=True)
class Place:
    """A made-up site."""

    name: str
    rate: float
    way: str
    kind: str
    length: int
    language: str
    precision: str
    """Of its dates: minute, day, or empty where it prints none."""
    hosts: int
    """To so many its articles lead."""
    max_age: int = 0
    ttl: int = 0
    has_tag: bool = True
    varies: bool = False
    """Whether its list is now longer, now shorter."""
    lapses: float = 0.0
    """Of its entries so many bear no date."""
    guests: float = 0.0
    """Of its entries so many are in another language and lead to another host."""
    shift: int = 0
    """Hours."""
    salt: int = 0
    """Chance of its own."""
    articles: list[datetime] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    moved_url: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether it comes once in its time, and not as chance has it."""
        return self.way == "letter" and self.rate < 0.3

    @property
    def pause_days(self) -> int:
        """Of a letter."""
        return 7 * max(1, round(1 / (7 * self.rate)))

    def trouble(self, now: datetime) -> Trouble | None:
        """What is wrong now."""
        return next((one for one in self.troubles if one.start <= now < one.end), None)

    def listed(self, now: datetime) -> range:
        """Numbers of the articles that its list shows."""
        last = bisect_right(self.articles, now)
        length = self.length
        if self.varies:
            length -= random.Random(f"{self.salt} {last}").randrange(self.length // 3)
        return range(max(0, last - length), last)

    def hourly(self) -> list[float]:
        """Articles an hour to be expected, by the hour of the week."""
        shape = [_weight(self.way, (hour - self.shift) % 168) for hour in range(168)]
        return [self.rate * 7 * one / sum(shape) for one in shape]


def make_places(seed: int = 1, *, days: int = 365, before: int = 120, number: int = 60) -> list[Place]:
    """The sites, with their articles from some months before the start to the end."""
    rng = random.Random(seed)
    rates = list(RATES[:: max(1, 60 // number)])[:number]
    places = []
    for at, rate in enumerate(rates):
        place = Place(
            name=f"site{at:02}",
            rate=rate,
            way=rng.choice(WAYS) if rate > 0.05 else "letter",
            kind=rng.choice(("selectors", "selectors", "feed")),
            length=rng.choice((10, 10, 15, 20)),
            language=rng.choice(("es", "en", "zh")),
            precision=rng.choice(("minute", "minute", "minute", "day", "")),
            hosts=rng.choice((1, 1, 1, 1, 6)),
            max_age=rng.choice((0, 0, 300, 3600)),
            has_tag=rng.random() < 0.8,
            varies=rng.random() < 0.2,
            lapses=rng.choice((0.0, 0.0, 0.0, 0.15)),
            guests=rng.choice((0.0, 0.0, 0.0, 0.1)),
            salt=rng.randrange(10**6),
            shift=rng.randrange(-8, 9),
        )
        place.moved_url = f"https://new-{place.name}.example/news/"
        place.ttl = rng.choice((0, 0, 60, 60)) if place.kind == "feed" else 0
        place.articles = list(_articles(place, rng, days=days, before=before))
        places.append(place)
    return places


def _articles(place: Place, rng: random.Random, *, days: int, before: int) -> Iterator[datetime]:
    """By the hour, as chance has it; letters come once in their time, give or take half an hour."""
    if place.is_letter:
        at = START - before * DAY + DAY + (9 + place.shift) * HOUR
        while at < START + days * DAY:
            yield at + rng.gauss(0, 0.5) * HOUR
            at += place.pause_days * DAY
        return
    expected = place.hourly()
    busy = {rng.randrange(days) for _ in range(3)}
    for hour in range(-before * 24, days * 24):
        factor = 4.0 if any(0 <= hour // 24 - day < 3 for day in busy) else 1.0
        for _ in range(_poisson(rng, expected[hour % 168] * factor)):
            yield START + (hour + rng.random()) * HOUR


def _poisson(rng: random.Random, mean: float) -> int:
    number, left = 0, rng.random() - math.exp(-mean)
    share = math.exp(-mean)
    while left > 0:
        number += 1
        share *= mean / number
        left -= share
    return number


def _weight(way: str, hour: int) -> float:
    """How likely an article is in an hour of the week."""
    day, hour = divmod(hour, 24)
    is_work = day < 5
    return {
        "office": (1.0 if is_work else 0.08) * (1.0 if 8 <= hour < 18 else 0.05),
        "day": (1.2 if is_work else 0.7) * (1.0 if 6 <= hour < 23 else 0.3),
        "morning": (1.0 if is_work else 0.1) * (1.0 if 7 <= hour < 10 else 0.03),
        "evening": 1.0 if 18 <= hour < 23 else 0.1,
        "even": 1.0,
        "letter": 1.0 if day == 1 and 8 <= hour < 11 else 0.001,
    }[way]

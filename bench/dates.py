"""Microseconds of CPU a date, beside dateparser on the same rows and with the same hints, in one run.

    python -m bench.dates [ROWS_PER_LANGUAGE]

The rows are formatted by Babel and by the templates below; dateparser is a test dependency only.
"""

import random
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import dateparser
from babel.dates import format_date, format_datetime, format_timedelta

from csm_crawler.normalize.dates import parse_date

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LANGUAGES = ["es", "en", "zh", "pt", "ca", "gl", "fr", "de", "it"]
NO_DATES = ["5 comentarios", "11.11", "Double 12", "618", "Top 10", "3 min read"]
REPEATS = 3


def rows(count: int) -> list[tuple[str, str]]:
    """(text, language): absolute, with and without a time, relative, and some that are no dates."""
    chance = random.Random(7)
    found = []
    for language in LANGUAGES:
        for number in range(count):
            moment = NOW - timedelta(minutes=chance.randrange(3_000_000))
            length = ("medium", "long", "full")[number % 3]
            text = (
                format_date(moment, length, locale=language),
                format_datetime(moment, length, locale=language),
                format_timedelta(NOW - moment, add_direction=False, locale=language),
                NO_DATES[number % len(NO_DATES)],
            )[chance.choice((0, 0, 1, 2, 3))]
            found.append((text, language))
    return found


def measure(parse: Callable[[str, str], object], texts: list[tuple[str, str]]) -> float:
    """Microseconds of CPU a text: the best of a few passes, after one that warms the tables up."""
    best = float("inf")
    for _ in range(REPEATS + 1):
        start = time.process_time_ns()
        for text, language in texts:
            parse(text, language)
        best = min(best, (time.process_time_ns() - start) / 1000 / len(texts))
    return best


def ours(text: str, language: str) -> object:
    return parse_date(text, now=NOW, language=language)


def theirs(text: str, language: str) -> object:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "TIMEZONE": "UTC"}
    return dateparser.parse(text, languages=[language], settings=settings)


def main() -> None:
    warnings.simplefilter("ignore")
    texts = rows(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
    mine, others = measure(ours, texts), measure(theirs, texts)
    print(f"{len(texts)} rows: {mine:.0f} us a date, dateparser {others:.0f} us: {others / mine:.0f} times as fast")


if __name__ == "__main__":
    main()

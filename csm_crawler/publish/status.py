"""How the sites stand → status.html: what changes only when one of their states does."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from csm_crawler.publish.clean import clean_line, web_url
from csm_crawler.publish.place import DEFAULT, Place
from csm_crawler.publish.website import render
from csm_crawler.publish.wording import Words, words

STATUS = "status"
MARKS = {"broken": "bad", "walled": "bad", "moved": "warn", "quiet": "warn", "dormant": "", "fine": "good"}
"""States, the most urgent first, and how their badges look."""
FEEDS = (
    (".rss", "application/rss+xml", "RSS"),
    (".atom", "application/atom+xml", "Atom"),
    (".json", "application/feed+json", "JSON"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One site, without anything that changes from visit to visit."""

    site: str
    title: str
    url: str
    state: str
    since: datetime
    reason: str = ""


def to_status(rows: Iterable[StatusRow], *, language: str = DEFAULT, base_url: str = "") -> bytes:
    """The HTML page in UTF-8, the most urgent sites first; the same rows, in whatever order, give the same bytes.

    Why a site stands as it does is said in English, as in the feed.
    """
    w = words(language, STATUS)
    ordered = sorted(rows, key=lambda row: (_rank(row.state), row.site))
    numbers = Counter(row.state for row in ordered)
    return render(
        "status.html",
        Place(name=STATUS, language=language),
        words_of=(STATUS,),
        styles=("status.css",),
        base_url=base_url,
        has_status=True,
        feeds=FEEDS,
        rows=[_shown(row, w) for row in ordered],
        counts=[
            {**_badge(state, w), "count": w.number(numbers[state]), "meaning": w[f"{state}_means"]}
            for state in MARKS
            if numbers[state]
        ],
    )


def _rank(state: str) -> int:
    states = list(MARKS)
    return states.index(state) if state in MARKS else len(states)


def _badge(state: str, w: Words) -> dict[str, str]:
    return {"state": w.get(state, state), "mark": MARKS.get(state, "")}


def _shown(row: StatusRow, w: Words) -> dict[str, str]:
    since = row.since.astimezone(UTC)
    return {
        **_badge(row.state, w),
        "site": row.site,
        "title": clean_line(row.title) or row.site,
        "url": web_url(row.url),
        "since": w.say("at", date=w.date(since), time=f"{since:%H:%M}"),
        "datetime": f"{since:%Y-%m-%dT%H:%MZ}",
        "reason": clean_line(row.reason),
    }

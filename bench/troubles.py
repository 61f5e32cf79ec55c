"""What goes wrong with made-up sites, and what their servers answer meanwhile."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from listing import page
from world import DAY, HOUR, START, Place, Reply, Trouble

EXPECTED = {
    "down": {"broken"},
    "refuses": {"broken"},
    "gone": {"broken"},
    "redesign": {"broken"},
    "no dates": {"broken"},
    "one title": {"broken"},
    "short": {"broken"},
    "one host": {"broken"},
    "taken over": {"broken"},
    "parked": {"broken"},
    "captcha": {"walled"},
    "forbidden": {"walled"},
    "cookies": {"broken", "walled"},
    "moved": {"moved"},
    "silence": {"quiet", "dormant"},
}
"""Kind of trouble → the states that name it rightly."""
UNUSUAL = ("no dates", "one title", "short", "one host", "taken over")
"""Kinds that are told from what is usual alone."""
ENOUGH_WHOLE = 7
"""Lists that came whole before one of these: what is usual must be known."""
_CAPTCHA = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Security check</h1>"
    "<p>Verify that you are human.</p><div class='g-recaptcha'></div></body></html>"
)
_COOKIES = (
    "<!doctype html><html><body><article><h2><a href='/privacy'>We value your privacy and that of our partners</a></h2>"
    "<p>We and our 812 partners keep and read what is on your device, and tell from it what you may like to read next "
    "on this and on other pages. You may take this back at any time on our page about privacy.</p></article></body>"
    "</html>"
)
_PARKED = (
    "<!doctype html><html><head><title>{name}.example</title></head><body><h1>{name}.example</h1>"
    "<p>This domain is for sale.</p><a href='https://ads.example/1'>Buy this domain</a></body></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """How often things go wrong, and for how long; all in days."""

    warm_up: float = 50
    """Before the first trouble of a site."""
    rest: float = 18
    """After each, and by chance more."""
    scale: float = 1.0
    """Of how long one lasts."""
    has_silences: bool = True


USUAL = Fate()


def add_troubles(places: Sequence[Place], fate: Fate, seed: int = 2, *, days: int = 365) -> None:
    """Give each site some troubles, one after another; one that is silent publishes nothing meanwhile."""
    rng = random.Random(f"troubles {seed}")
    for place in places:
        at = START + fate.warm_up * (1 + 0.6 * rng.random()) * DAY
        while True:
            kind = rng.choice([one for one in EXPECTED if _can_have(place, one, fate)])
            trouble = Trouble(kind, at, at + _length(place, kind, rng) * fate.scale)
            if trouble.end > START + (days - min(3, fate.rest)) * DAY:
                break
            place.troubles.append(trouble)
            at = trouble.end + (fate.rest + rng.expovariate(1 / (1.4 * fate.rest))) * DAY
        silent = [one for one in place.troubles if one.kind == "silence"]
        place.articles = [one for one in place.articles if not any(each.start <= one < each.end for each in silent)]


def known_by(place: Place, trouble: Trouble) -> datetime:
    """When a trouble can be known: a silence when it is longer than twice the longest that the site ever kept before of
    itself, and a dozen articles (of a letter three) did not come."""
    if trouble.kind != "silence":
        return trouble.start
    before = [one for one in place.articles if one < trouble.start]
    silences = [one for one in place.troubles if one.kind == "silence"]
    pauses = [
        later - one
        for one, later in pairwise(before)
        if not any(each.start < later and one < each.end for each in silences)
    ]
    return before[-1] + max(_unexplained(place), 2 * max(pauses) + 2 * DAY)


def troubled(place: Place, trouble: Trouble, shown: Sequence[int]) -> Reply | None:
    """What is answered in a trouble; None where it is what it always is."""
    replies = {
        "down": Reply(503, "Service unavailable"),
        "refuses": Reply(0),
        "gone": Reply(404, "<html><body>Not found</body></html>"),
        "forbidden": Reply(403, "<html><body>Forbidden</body></html>"),
        "captcha": Reply(200, _CAPTCHA),
        "cookies": Reply(200, _COOKIES),
        "parked": Reply(200, _PARKED.format(name=place.name)),
    }
    if trouble.kind == "moved":
        return _moved(place, shown)
    changed = _changed(place, trouble.kind, shown)
    return Reply(200, changed) if changed else replies.get(trouble.kind)


def _changed(place: Place, kind: str, shown: Sequence[int]) -> str:
    """The list as a trouble has it; empty for one of another kind."""
    whole = page(place, shown)
    match kind:
        case "redesign":
            return whole.replace("article", "section").replace("<item>", "<div>").replace("</item>", "</div>")
        case "no dates":
            return page(place, shown, date="")
        case "one title":
            return page(place, shown, title="Read more")
        case "short":
            return page(place, shown[-3:])
        case "one host":
            return re.sub(r"https://[\w.-]+/news/", "https://portal.example/go/", whole)
        case "taken over":
            taken = page(replace(place, language="id", guests=0.0), shown)
            return re.sub(r"https://[\w.-]+/news/", "https://bonus.example/", taken)
    return ""


def _moved(place: Place, shown: Sequence[int]) -> Reply:
    """A redirect for good, or a feed that says where it is now."""
    if place.kind == "feed" and place.ttl:
        new = f"<channel><itunes:new-feed-url>{place.moved_url}</itunes:new-feed-url>"
        namespace = '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        return Reply(200, page(place, shown).replace("<channel>", new).replace("<rss ", namespace))
    return Reply(301, "", {"Location": place.moved_url})


def _unexplained(place: Place) -> timedelta:
    if place.is_letter:
        return (3 * place.pause_days + 8) * DAY
    return max(8.0, 12 / place.rate) * DAY


def _can_have(place: Place, kind: str, fate: Fate) -> bool:
    if kind == "silence" and not fate.has_silences:
        return False
    whole = fate.warm_up / 7 + fate.warm_up * (place.rate if place.has_tag else 1.0)
    if kind in UNUSUAL and whole < ENOUGH_WHOLE:
        return False
    if kind in ("redesign", "cookies") and place.kind == "feed":
        return False
    return kind != "no dates" or bool(place.precision)


def _length(place: Place, kind: str, rng: random.Random) -> timedelta:
    """An outage may be over in some hours; who is silent is silent for long."""
    if kind == "silence":
        return _unexplained(place) + (15 + 20 * rng.random()) * DAY
    if kind in ("down", "refuses"):
        return (2 + rng.expovariate(1 / 36)) * HOUR
    return (3 + rng.expovariate(1 / 6)) * DAY

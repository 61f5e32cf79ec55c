"""Which stored article a page speaks of: one article stays one, and two that share a title stay two.

What is sure comes first: its address, however it is reached. Then the feed's own id, unless it is proven to be used for
several. Then the title, which proves nothing alone: the date or the words must agree, and an article that the same page
shows under its own address is another one.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from csm_crawler.normalize.urls import address
from csm_crawler.store.sighting import LONG_SUMMARY, Sighting, same_moment, same_summary, same_title
from csm_crawler.store.tokens import is_told_by_path
from csm_crawler.store.wording import SURE, width

NEW, GONE = 0, -1
"""In the place of an article's id: nobody has seen it yet; it was cleaned away and does not come back."""

_COLUMN_DAYS = range(6, 36)
_LONG_TITLE = 40
_TOKEN_LENGTH = 16
_MIXED = re.compile(r"(?=[^\d]*\d)(?=[^a-z]*[a-z])\w+", re.IGNORECASE)
_CACHE_BUSTERS = frozenset(["_", "t", "r", "ts", "time", "timestamp", "rnd", "rand", "random", "nocache", "cb"])
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True, kw_only=True)
class Evidence:
    """What the store knows of the keys of some sightings."""

    keys: Mapping[str, int]
    """Key of a link or an id → article."""
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Key of a title, summary or masked address → the articles of its site that ever bore it, where they are few."""
    gone: frozenset[str] = frozenset()
    stored: Mapping[int, Sighting]


def find(sightings: Sequence[Sighting], evidence: Evidence) -> list[int]:
    """The article that each sighting of one page is of; NEW or GONE where it is of none."""
    found = [_by_link(one, evidence) for one in sightings]
    claimed = {one for one in found if one > 0}
    by_id = _by_ids(sightings, found, evidence, claimed)
    found = [one or by_id.get(place, NEW) for place, one in enumerate(found)]
    claimed |= {one for one in found if one > 0}
    return [one or _by_words(seen, evidence, claimed) for seen, one in zip(sightings, found, strict=True)]


def twins(sightings: Sequence[Sighting]) -> list[int]:
    """The place of the first sighting on the page that is of the same article: its own, where there is none before."""
    first: dict[str, int] = {}
    places = []
    for place, one in enumerate(sightings):
        keys = [one.link]
        keys += [key for key in one.ids if key in first and same_title(one, sightings[first[key]])]
        before = next((first[key] for key in keys if key in first), place)
        places.append(before)
        for key in (one.link, *one.ids):
            first.setdefault(key, before)
    return places


def crowded(sightings: Sequence[Sighting]) -> set[str]:
    """Keys of ids that a page gives to several addresses: they name nothing."""
    pairs = {(key, one.link) for one in sightings for key in one.ids}
    return {key for key, number in Counter(key for key, _link in pairs).items() if number > 1}


def _by_link(one: Sighting, evidence: Evidence) -> int:
    if not evidence.gone.isdisjoint((one.link, one.mask, *one.ids)):
        return GONE
    return evidence.keys.get(one.link, NEW)


def _by_ids(
    sightings: Sequence[Sighting], found: Sequence[int], evidence: Evidence, claimed: set[int]
) -> dict[int, int]:
    """Place → article of the sightings that only an id tells of.

    Where two of a page's ids lead to articles with which nothing else agrees, its ids are places in a list.
    """
    shared = crowded(sightings)
    agreeing, alone = {}, {}
    for place, one in enumerate(sightings):
        if found[place] != NEW:
            continue
        key = next((key for key in one.ids if key in evidence.keys), "")
        if not key:
            continue
        known = evidence.keys[key]
        stored = evidence.stored[known]
        if key in shared or known in claimed:
            if same_title(one, stored):
                agreeing[place] = known
        elif same_title(one, stored) or same_moment(one, stored) or same_summary(one, stored, least=SURE):
            agreeing[place] = known
        elif one.has_sure_id:
            alone[place] = known
    return agreeing if len(alone) > 1 else agreeing | alone


def _by_words(one: Sighting, evidence: Evidence, claimed: set[int]) -> int:
    """The one unclaimed article that a title, a summary or an address without its tokens leads to.

    Where several bore it, it is a column's, and only the day tells its issues apart.
    """
    on_path = evidence.names.get(one.mask, ()) if one.mask else ()
    for key in (one.mask, one.name, one.gist):
        known = evidence.names.get(key, ()) if key else ()
        same = [
            id_
            for id_ in known
            if id_ not in claimed
            and _is_same(one, evidence.stored[id_], is_only=len(known) == 1, on_path=id_ in on_path)
        ]
        if len(same) == 1:
            return same[0]
    return NEW


def _is_same(one: Sighting, stored: Sighting, *, is_only: bool, on_path: bool) -> bool:
    """`is_only`: no other article bore the words; `on_path`: the addresses differ in tokens only."""
    alike = same_moment(one, stored)
    if not (is_only or alike):
        return False
    is_its_path = on_path and is_only and is_told_by_path(one.url)
    if is_its_path and (alike is not False or _says_much_alike(one, stored)):
        return True
    return is_same_by_words(one, stored, on_path=on_path)


def is_same_by_words(one: Sighting, stored: Sighting, *, on_path: bool = False) -> bool:
    """Whether two with one title, or one summary, and two addresses are one: its slug was changed, or each visit gets
    a new address (then they are `on_path`)."""
    alike = same_moment(one, stored)
    numbered = not on_path and is_numbered(one.url, stored.url)
    if not same_title(one, stored):
        return bool(alike) and not numbered and same_summary(one, stored, least=LONG_SUMMARY)
    if alike is False:
        return _is_republished(one, stored)
    differs = bool(one.summary and stored.summary) and not same_summary(one, stored)
    if on_path:
        return bool(alike) or not differs
    if alike and "day" not in (one.precision, stored.precision) and not (one.is_relative or stored.is_relative):
        return True  # to the minute
    if differs or (numbered and not alike):
        return False
    return same_summary(one, stored, least=SURE) if numbered or not alike else True


def is_numbered(one: str, other: str) -> bool:
    """Whether two URLs differ in their numbers only: two issues of a column, two records."""
    first, second = address(one), address(other)
    letters, digits = r"[\W\d_]+", r"\D+"
    return re.sub(letters, "", first) == re.sub(letters, "", second) and re.sub(digits, " ", first) != re.sub(
        digits, " ", second
    )


def _says_much_alike(one: Sighting, stored: Sighting) -> bool:
    """Whether the title or the summary is the same, and too long for a column's."""
    same = same_title(one, stored) and width(one.title) >= _LONG_TITLE
    return same or same_summary(one, stored, least=LONG_SUMMARY)


def _is_republished(one: Sighting, stored: Sighting) -> bool:
    """Whether an article was dated anew, and got another address with it: all that it says is the same, and it says so
    much, at such a time, that no weekly or monthly column would say it twice.

    Soon after, its slug was changed too: what differs in numbers only is a daily column's. Long after, it was put out
    again under its old slug.
    """
    if one.published is None or stored.published is None or width(one.title) < _LONG_TITLE:
        return False
    days = abs(one.published - stored.published).days
    if days in _COLUMN_DAYS or not same_summary(one, stored, least=LONG_SUMMARY):
        return False
    if days < _COLUMN_DAYS.start:
        return not is_numbered(one.url, stored.url)
    slug = _slug(one.url)
    return slug == _slug(stored.url) and len("".join(_WORDS.findall(slug))) >= SURE // 4


def _slug(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]

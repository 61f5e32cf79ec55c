"""What the cards of a new site tell of its language and zone; nothing is guessed without a reason."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from csm_crawler.items import Card
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.normalize.language import detect_language

_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z0-9]{2,8}))*", re.IGNORECASE)
_HANT = ("TW", "HK", "MO", "HANT")
_OFFSET = re.compile(r"(?<=[\d\s])([+-]\d\d):?(\d\d)\s*$")
_BY_OFFSET = {
    "+0800": {"": "Asia/Shanghai"},
    "+0900": {"ja": "Asia/Tokyo", "ko": "Asia/Seoul"},
    "+0100": {
        "es": "Europe/Madrid",
        "ca": "Europe/Madrid",
        "gl": "Europe/Madrid",
        "eu": "Europe/Madrid",
        "fr": "Europe/Paris",
        "de": "Europe/Berlin",
        "it": "Europe/Rome",
    },
}
"""Offset in winter → language (empty: any) → zone. +00:00 says nothing: it is what engines write that keep UTC."""
_SUMMER = {"+0200": "+0100"}
_BY_REGION = {
    "CN": "Asia/Shanghai",
    "TW": "Asia/Taipei",
    "HK": "Asia/Hong_Kong",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "DE": "Europe/Berlin",
    "IT": "Europe/Rome",
    "GB": "Europe/London",
    "JP": "Asia/Tokyo",
    "SG": "Asia/Singapore",
}
"""Countries of one zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a site file may say; empty where nothing tells."""

    language: str = ""
    timezone: str = ""
    why: str = ""
    """Of the zone, for people."""


def gather(cards: Sequence[Card], declared: str = "", url: str = "") -> Evidence:
    """Language by the words of the cards and what the page declares, zone by offsets, script, region, host."""
    language = _language(cards, declared)
    timezone, why = _timezone(cards, language, declared, url)
    return Evidence(language=language, timezone=timezone, why=why)


def _language(cards: Sequence[Card], declared: str) -> str:
    """The one that reads most of the dates; of equals, what the page says, unless that is English.

    Themes say `lang="en"` where nobody chose; any other language somebody chose, and the dates are printed in it.
    """
    spoken, declared = _spoken(cards, declared), _normal(declared)
    likely = [spoken, declared] if declared.startswith("en") or not declared else [declared, spoken]
    candidates = [one for one in dict.fromkeys(likely) if one]
    if len(candidates) < 2 or not any(card.date_text.strip() for card in cards):
        return spoken or declared
    return max(candidates, key=lambda one: sum(date is not None for date in settle_dates(cards, language=one)))


def _spoken(cards: Sequence[Card], declared: str) -> str:
    """Of most of the cards; empty where they differ too much."""
    texts = (f"{card.title}\n{card.teaser}" for card in cards[:20])
    found = Counter(detect_language(text, site_language=_normal(declared) or None) for text in texts)
    del found[None]
    language, count = next(iter(found.most_common(1)), ("", 0))
    return language or "" if count >= 0.7 * found.total() else ""


def _normal(tag: str) -> str:
    """`es` of `es-ES`, `zh-Hans` of `zh_CN`; empty where it is no tag."""
    tag = tag.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    language, *rest = tag.split("-")
    if language.lower() == "zh":
        return "zh-Hant" if any(part.upper() in _HANT for part in rest) else "zh-Hans"
    return language.lower()


def _timezone(cards: Sequence[Card], language: str, declared: str, url: str) -> tuple[str, str]:
    offsets = {"".join(found.groups()) for card in cards if (found := _OFFSET.search(card.date_attr or card.date_text))}
    winter = {_SUMMER.get(offset, offset) for offset in offsets}
    if len(winter) == 1:
        zones = _BY_OFFSET.get(winter.pop(), {})
        zone = zones.get(language.split("-")[0]) or zones.get("", "")
        if zone:
            return zone, f"its dates are at {' and '.join(f'{one[:3]}:{one[3:]}' for one in sorted(offsets))}"
    if offsets - {"+0000"}:
        return "", ""
    region = declared.strip().replace("_", "-").partition("-")[2].upper()
    if region in _BY_REGION:
        return _BY_REGION[region], f"the page is in {declared.strip()}"
    if language == "zh-Hans" or (urlsplit(url).hostname or "").endswith(".cn"):
        return "Asia/Shanghai", "it is of mainland China" if language != "zh-Hans" else "it is in simplified Chinese"
    if language == "es" and (urlsplit(url).hostname or "").endswith(".es"):
        return "Europe/Madrid", "it is in Spanish, under .es"
    return "", ""

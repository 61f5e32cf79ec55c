"""The query of a URL → what is asked of the store, checked word for word."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlencode

from csm_crawler.errors import ConfigError
from csm_crawler.jobs.membership import ALL, label_of
from csm_crawler.normalize.searching import Search, read_search
from csm_crawler.periods import read_period
from csm_crawler.platforms import Catalogue, topic_names
from csm_crawler.publish.feed import FEED_SIZE
from csm_crawler.sites import Site

PARAMETERS = ("platform", "group", "topic", "language", "site", "q", "since", "until", "limit")
MOST = 500
"""Entries of an answer."""
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)")
_LONGEST = 2000
"""Characters of a query as a whole; a search has its own bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the articles must be of, all of it."""

    values: tuple[tuple[str, str], ...] = ()
    """Parameters and what was said, in the order of `PARAMETERS`."""
    feeds: tuple[str, ...] = (ALL,)
    """Those that they all stand in."""
    language: str | None = None
    """Where it is more than the feed of a language says."""
    since: datetime | None = None
    until: datetime | None = None
    search: Search | None = None
    limit: int = FEED_SIZE
    title: str = ""

    @property
    def query(self) -> str:
        """The same for a URL."""
        return urlencode(self.values)

    @property
    def identity(self) -> str:
        """The same without how many are wanted."""
        return urlencode([pair for pair in self.values if pair[0] != "limit"])


def read_asked(query: str, catalogue: Catalogue, sites: Mapping[str, Site]) -> Asked:
    """ConfigError in one line for a parameter that there is none of, is given twice, or says what there is none of.

    An empty one is as good as none: forms send them.
    """
    told = _parameters(query)
    feeds = [
        *_feed(told, "platform", "", {slug for slug, one in catalogue.platforms.items() if one.scope == "china"}),
        *_feed(told, "group", "group/", catalogue.groups),
        *_feed(told, "topic", "topic/", topic_names()),
        *_feed(told, "site", "site/", sites),
    ]
    language = _language(told)
    if language:
        feeds.append(f"language/{language.partition('-')[0]}")
    words = [label_of(one, catalogue, sites, {}) for one in feeds]
    words += [f"«{told['q']}»"] if "q" in told else []
    words += [f"{name} {told[name]}" for name in ("since", "until") if name in told]
    return Asked(
        values=tuple((name, told[name]) for name in PARAMETERS if name in told),
        feeds=tuple(feeds) or (ALL,),
        language=language if "-" in language else None,
        since=read_period(told["since"], where="since")[0] if "since" in told else None,
        until=read_period(told["until"], where="until")[1] if "until" in told else None,
        search=read_search(told["q"], where="q") if "q" in told else None,
        limit=_limit(told),
        title=" · ".join(words) or label_of(ALL, catalogue, sites, {}),
    )


def _parameters(query: str) -> dict[str, str]:
    told: dict[str, str] = {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50, errors="strict")
    except ValueError:
        raise ConfigError("query", "", "is not understood; it must be name=value&name=value in UTF-8") from None
    if len(query) > 3 * _LONGEST:  # percent signs
        raise ConfigError("query", "", "is too long")
    for name, value in pairs:
        if name not in PARAMETERS:
            raise ConfigError("query", "", f"{_named(name)} is no parameter; there are {', '.join(PARAMETERS)}")
        if value.strip():
            if name in told:
                raise ConfigError(name, "", "is given twice")
            told[name] = value.strip()
    return told


def _feed(told: Mapping[str, str], name: str, folder: str, known: Collection[str]) -> list[str]:
    """The feed that a parameter names; none where it is not given."""
    if name not in told:
        return []
    if told[name] not in known:
        near = get_close_matches(told[name][:100], known, n=3)
        more = f"; near it: {', '.join(near)}" if near else ""
        raise ConfigError(name, "", f"{_named(told[name])} is none{more}")
    return [f"{folder}{told[name]}"]


def _language(told: Mapping[str, str]) -> str:
    """The tag as articles have it, zh-Hans; empty where none is given."""
    found = _LANGUAGE.fullmatch(told.get("language", ""))
    if found is None:
        if "language" in told:
            raise ConfigError("language", "", f"{_named(told['language'])} is no tag such as es, en, zh or zh-Hans")
        return ""
    finer = [part.title() if len(part) == 4 else part.upper() for part in found[2].split("-")[1:]]
    return "-".join([found[1].lower(), *finer])


def _limit(told: Mapping[str, str]) -> int:
    words = told.get("limit", str(FEED_SIZE))
    if not re.fullmatch(r"[0-9]{1,4}", words) or not 1 <= int(words) <= MOST:
        raise ConfigError("limit", "", f"is {_named(words)}; it must be a number from 1 to {MOST}")
    return int(words)


def _named(words: str) -> str:
    """What was said, legible and short: it comes from anybody."""
    return repr(words if len(words) <= 60 else f"{words[:60]}…")

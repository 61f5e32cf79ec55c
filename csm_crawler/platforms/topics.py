"""Title and summary → topics, by the same matcher as platforms."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from csm_crawler.matcher import Matcher, Name
from csm_crawler.platforms.catalogue import load_catalogue
from csm_crawler.platforms.tagging import MENTION, Mention

BUILT_IN = Path(__file__).parent / "topics.toml"
LANGUAGES = ("es", "en", "zh")
"""The languages that the file knows; its `any` counts in all of them."""


def tag_topics(title: str, summary: str, *, language: str | None = None) -> list[str]:
    """Slugs of topics, sorted. Words count in the languages they are listed for, or in all where none is known.

    `language` is a BCP 47 tag; one that the file does not know is no help either.
    """
    return sorted({one.slug for one in find_topics(title, summary, language=language)})


def find_topics(title: str, summary: str, *, language: str | None = None) -> list[Mention]:
    """The words by which `tag_topics` knows, in their order, the title's first."""
    spoken = (language or "").partition("-")[0].lower()
    matcher = _matcher(spoken if spoken in LANGUAGES else "")
    mentions = []
    for field, text in (("title", title), ("summary", summary)):
        folded = matcher.fold(text)
        for match in matcher.find(folded):
            span = folded.span(match.start, match.end)
            mentions += [
                Mention(slug=slug, alias=match.name.text, field=field, span=span, role=MENTION)
                for slug in match.name.means
            ]
    return mentions


@lru_cache(maxsize=1)
def topic_names() -> Mapping[str, str]:
    """Slug → name for people."""
    return {slug: str(table["name"]) for slug, table in _tables().items()}


def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = _file()["topics"]
    return tables


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(BUILT_IN.read_text("utf-8"))


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _matcher(language: str) -> Matcher:
    """The words of one language, or of all (''); a word may mean several topics, and an ordinary phrase none."""
    means: dict[str, list[str]] = {}
    for slug, table in _tables().items():
        for key in ("any", language) if language else ("any", *LANGUAGES):
            for word in table.get(key, ()):
                means.setdefault(word, []).append(slug)
    for key in (language,) if language else LANGUAGES:
        means.update((phrase, []) for phrase in _file()["ordinary"][key])
    names = [Name(text=word, means=tuple(slugs), cased=_is_acronym(word)) for word, slugs in means.items()]
    return Matcher(names, simplified=load_catalogue().simplified)


def _is_acronym(word: str) -> bool:
    """Whether in lower case it would be another word (`ai`, Spanish `ia`)."""
    return word.isalpha() and word.isupper() and word.isascii() and len(word) < 4

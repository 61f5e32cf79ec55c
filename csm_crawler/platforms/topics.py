"""Title and summary → topics, by the same matcher as platforms."""

import tomllib
from functools import lru_cache
from pathlib import Path

from csm_crawler.matcher import Matcher, Name
from csm_crawler.platforms.catalogue import load_catalogue

BUILT_IN = Path(__file__).parent / "topics.toml"


def tag_topics(title: str, summary: str, *, language: str | None = None) -> list[str]:
    """Slugs of topics, sorted. Where the language is known, a word counts only in those that it is listed for."""
    spoken = (language or "").split("-")[0]
    found = set()
    for match in (*_matcher().find(title), *_matcher().find(summary)):
        for meaning in match.name.means:
            slug, _, tongue = meaning.partition(" ")
            if tongue in ("", spoken) or not spoken or spoken not in ("es", "en", "zh"):
                found.add(slug)
    return sorted(found)


@lru_cache(maxsize=1)
def topic_names() -> dict[str, str]:
    """Slug → name for people."""
    return {slug: str(table["name"]) for slug, table in _data().items()}


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str | list[str]]]:
    tables: dict[str, dict[str, str | list[str]]] = tomllib.loads(BUILT_IN.read_text("utf-8"))["topics"]
    return tables


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    """One name may mean several topics, and the same word may be listed for several languages."""
    means: dict[str, list[str]] = {}
    for slug, table in _data().items():
        for key, words in table.items():
            if isinstance(words, list):
                for word in words:
                    means.setdefault(word, []).append(slug if key == "any" else f"{slug} {key}")
    names = [Name(text=word, means=tuple(meanings)) for word, meanings in means.items()]
    return Matcher(names, fold=load_catalogue().fold)

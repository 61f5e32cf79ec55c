"""Feeds that csm.toml names: any choice of platforms, groups, topics, languages, sites and words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import astuple
from pathlib import Path

from csm_crawler.errors import ConfigError
from csm_crawler.items import Article
from csm_crawler.matcher import Matcher, Name
from csm_crawler.platforms import RESERVED, Catalogue, topic_names
from csm_crawler.queries import Query
from csm_crawler.store import ArticleStore

FILLED = "queries"
"""Key of the store's meta table: the queries whose feeds are kept up to date, each as it was when it was filled. One
that was taken out of csm.toml leaves it: put back, its feed lacks what came meanwhile."""


class Chooser:
    """A query, ready to be asked."""

    def __init__(self, query: Query, catalogue: Catalogue) -> None:
        self.query, self.name = query, query.name
        self.wanted = {*query.platforms, *(f"group/{slug}" for slug in query.groups)}
        self.include = _matcher(query.include, catalogue)
        self.exclude = _matcher(query.exclude, catalogue)

    def chooses(self, article: Article, platforms: AbstractSet[str]) -> bool:
        """Whether the article belongs in it; `platforms` are the feeds of platforms and groups that it belongs in.

        What the query names is joined by "and", the members of one list by "or"; an empty list asks for nothing.
        """
        query, spoken = self.query, article.language or ""
        text = f"{article.title}\n{article.summary}"
        return (
            (not self.wanted or not self.wanted.isdisjoint(platforms))
            and (not query.topics or not set(query.topics).isdisjoint(article.topics))
            and (not query.languages or any(f"{spoken}-".startswith(f"{tag}-") for tag in query.languages))
            and (not query.sites or article.site in query.sites)
            and (not query.include or _names_any(self.include, text))
            and not (query.exclude and _names_any(self.exclude, text))
        )


def choosers(
    queries: Sequence[Query], catalogue: Catalogue, sites: Iterable[str], *, file: Path | str = "csm.toml"
) -> tuple[Chooser, ...]:
    """The queries, ready; ConfigError for a name that is taken, and for what there is none of."""
    known: Mapping[str, Iterable[str]] = {
        "platforms": catalogue.platforms,
        "groups": catalogue.groups,
        "topics": topic_names(),
        "sites": tuple(sites),
    }
    for query in queries:
        if query.name in RESERVED or query.name in catalogue.platforms:
            raise ConfigError(file, "feed.name", f"is {query.name!r}, which is the name of another feed or page")
        for key, there in known.items():
            for name in getattr(query, key):
                if name not in there:
                    from difflib import get_close_matches  # here, not above: hardly any run needs it

                    near = get_close_matches(name, there, n=3)
                    words = f"; near it: {', '.join(near)}" if near else ""
                    raise ConfigError(file, f"feed.{key}", f"of {query.name} names {name!r}, which is none{words}")
    return tuple(Chooser(query, catalogue) for query in queries)


def refill(store: ArticleStore, choosers: Sequence[Chooser], catalogue: Catalogue) -> None:
    """Fill the feeds of queries that are new or were changed, from the whole archive; nothing for the others."""
    marks, known = _marks(choosers, catalogue), _filled(store)
    changed = [one for one in choosers if known.get(one.name) != marks[one.name]]
    if changed:
        guids: dict[str, list[str]] = {one.name: [] for one in changed}
        for article in store.articles():
            if "noindex" not in article.rights:
                platforms = catalogue.feed_names(article.platforms)
                for one in changed:
                    if one.chooses(article, platforms):
                        guids[one.name].append(article.guid)
        for one in changed:
            store.refill(one.name, guids[one.name])
    if known != marks:
        store.set_meta(FILLED, json.dumps(marks))


def unfilled(store: ArticleStore, choosers: Sequence[Chooser], catalogue: Catalogue) -> list[str]:
    """Names of the feeds that `refill` would fill."""
    known = _filled(store)
    return sorted(name for name, mark in _marks(choosers, catalogue).items() if known.get(name) != mark)


def has_filled(store: ArticleStore) -> bool:
    """Whether there are feeds of queries that csm.toml named at the last publishing."""
    return bool(_filled(store))


def _filled(store: ArticleStore) -> dict[str, str]:
    found: dict[str, str] = json.loads(store.get_meta(FILLED) or "{}")
    return found


def _marks(choosers: Sequence[Chooser], catalogue: Catalogue) -> dict[str, str]:
    return {one.name: repr((astuple(one.query), catalogue.version)) for one in choosers}


def _matcher(words: Sequence[str], catalogue: Catalogue) -> Matcher:
    return Matcher([Name(text=word, means=(word,)) for word in words], simplified=catalogue.simplified)


def _names_any(matcher: Matcher, text: str) -> bool:
    return next(iter(matcher.find(matcher.fold(text))), None) is not None

"""What the articles of a page can be filtered by, as far as they differ in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, language_tag
from csm_crawler.publish.wording import Words, words

FIELDS = ("platform", "group", "topic", "language", "site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option."""

    value: str
    label: str
    of: str = ""
    """What cards bear that it takes in, where that is not its value alone: slugs with spaces between, or the name of a
    site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A field with its options."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What filters are named and put together by."""

    titles: Mapping[str, str]
    """Name of a feed → its title."""
    sites: Mapping[str, str]
    """Name of a site → how cards call it."""
    above: Mapping[str, Collection[str]]
    """Slug of a platform → the feeds that hold what names it; just its own where it is not told."""


def filters(articles: Iterable[Article], w: Words, known: Known) -> list[Filter]:
    """The fields in which these articles differ."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in FIELDS}
    for article in articles:
        for name, value, borne in _marks(article, known):
            found[name].setdefault(value, set()).add(borne)
    return [_filter(name, members, w, known) for name, members in found.items() if len(members) > 1]


def _marks(article: Article, known: Known) -> Iterator[tuple[str, str, str]]:
    """Field, value, and what the card bears that tells it."""
    for slug in article.platforms:
        for feed in {*known.above.get(slug, ()), slug} & known.titles.keys():
            folder, _, name = feed.rpartition("/")
            yield folder or "platform", name, slug
    for slug in article.topics:
        if f"topic/{slug}" in known.titles:
            yield "topic", slug, f"topic/{slug}"
    if language := language_tag(article.language).partition("-")[0]:
        yield "language", language, language
    yield "site", article.site, known.sites.get(article.site, article.site)


def _filter(name: str, members: Mapping[str, set[str]], w: Words, known: Known) -> Filter:
    """By label; in Chinese by value, whose letters tell more of the order in which people look than code points do."""
    choices = [
        Choice(
            value=clean_line(value),
            label=clean_line(_label(name, value, w, known)) or clean_line(value),
            of="" if of == {value} else " ".join(sorted(map(clean_line, of))),
        )
        for value, of in members.items()
    ]
    order = sorted(choices, key=lambda one: (one.value if w.language == "zh" else one.label.casefold(), one.value))
    return Filter(name=name, choices=tuple(order))


def _label(name: str, value: str, w: Words, known: Known) -> str:
    if name == "language":
        return words(w.language, "languages").get(value, value)
    if name == "site":
        return known.sites.get(value, value)
    return known.titles[value if name == "platform" else f"{name}/{value}"]

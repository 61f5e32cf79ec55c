"""Articles → cards: what pages show of them, by day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, language_tag, web_url
from csm_crawler.publish.feed import (
    Source,
    entry_date,
    entry_precision,
    entry_tags,
    entry_teaser,
    entry_title,
    reader_order,
)
from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import Words

PAGED = ("", "group", "topic")
"""Folders below feeds/ whose feeds have a page each."""
PAGELESS = frozenset({"all", "corrections"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A platform or topic of an article."""

    label: str
    href: str
    """Its page; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a page shows of an article."""

    day: date
    """Of UTC: the day that it stands at."""
    url: str
    title: str
    teaser: str
    language: str
    """A tag for `lang`; empty where it is not known."""
    site: str
    when: str
    """More of its time than the day, or less; empty where it is just the day."""
    moment: str
    """The same for `<time datetime>`; empty where there is no date."""
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What cards depend on beside their articles."""

    place: Place
    w: Words
    sources: Mapping[str, Source]
    labels: Mapping[str, str]
    """Slug of a platform or topic → its name in the language of the page."""
    names: Collection[str]
    """Of all feeds."""


def has_page(name: str) -> bool:
    """Whether the feed with this name has a page of its own: platforms and companies, groups, topics, one's own."""
    folder, _, slug = name.rpartition("/")
    return folder in PAGED and "." not in slug and name not in PAGELESS


def cards_of(articles: Iterable[Article], shown: Shown) -> list[Card]:
    """A card for each article that has a link for the web, in the reader's order."""
    return [_card(article, shown) for article in reader_order(articles) if web_url(article.url)]


def by_day(cards: Iterable[Card], w: Words) -> list[tuple[str, str, list[Card]]]:
    """Cards in that order → for each day its words, its date for machines and its cards."""
    days = groupby(cards, key=lambda card: card.day)
    return [(w.weekday(day), day.isoformat(), list(members)) for day, members in days]


def _card(article: Article, shown: Shown) -> Card:
    source = shown.sources.get(article.site)
    when, moment = _when(article, shown.w)
    return Card(
        day=entry_date(article).date(),
        url=web_url(article.url),
        title=entry_title(article),
        teaser=entry_teaser(article),
        language=language_tag(article.language),
        site=clean_line(source.title if source else "") or clean_line(article.site),
        when=when,
        moment=moment,
        tags=tuple(_tag(slug, label, article, shown) for slug, label in entry_tags(article, shown.labels)),
    )


def _tag(slug: str, label: str, article: Article, shown: Shown) -> Tag:
    name = slug if slug in article.platforms else f"topic/{slug}"
    return Tag(label=label, href=shown.place.page(name) if name in shown.names and has_page(name) else "")


def _when(article: Article, w: Words) -> tuple[str, str]:
    """As precise as the page was and not more."""
    moment, precision = entry_date(article), entry_precision(article)
    if precision == "none" or article.published is None:
        return w["undated"], ""
    if precision == "month":
        month = f"{article.published.astimezone(UTC):%Y-%m}"
        return clean_line(article.date_text) or w.month(month), month
    if precision == "day":
        return "", ""
    return w.say("utc", time=f"{moment:%H:%M}"), f"{moment:%Y-%m-%dT%H:%MZ}"

"""Articles → cards: what pages show of them, by day."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from html import escape
from itertools import groupby

from csm_crawler.items import Article
from csm_crawler.normalize.text import shorten
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
from csm_crawler.publish.place import Place, has_page
from csm_crawler.publish.wording import Words

# The blocks of Hebrew, Arabic, Syriac, Thaana and their kin.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]").search
TEASER = 280
"""Characters of a teaser on a page that shows many."""
_CARD, _TEASER, _WHEN, _DAY, _LINK, _CHIP = 85, 7, 35, 150, 18, 30
"""Bytes of markup, at most."""


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

    @property
    def is_mixed(self) -> bool:
        """Whether some of its words are written from right to left."""
        return bool(_FROM_RIGHT(self.title) or _FROM_RIGHT(self.teaser))


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


def cards_of(articles: Iterable[Article], shown: Shown) -> list[Card]:
    """A card for each article that has a link for the web, in the reader's order."""
    return [_card(article, shown) for article in reader_order(articles) if web_url(article.url)]


def by_day(cards: Iterable[Card], w: Words) -> list[tuple[str, str, list[Card]]]:
    """Cards in that order → for each day its words, its date for machines and its cards."""
    days = groupby(cards, key=lambda card: card.day)
    return [(w.weekday(day), day.isoformat(), list(members)) for day, members in days]


def site_label(site: str, sources: Mapping[str, Source]) -> str:
    """How cards call a site; one whose file is gone is called by its name."""
    return clean_line(sources[site].title if site in sources else "") or clean_line(site)


def fitting(cards: Sequence[Card], room: int, *, teaser: int = TEASER) -> list[Card]:
    """As many of the first cards as have room in so many bytes; their teasers, none longer than so many characters,
    from the first on as long as there is room for them beside all titles."""
    fit: list[Card] = []
    for card in cards:
        room -= _bytes_of(card) + (_DAY if not fit or fit[-1].day != card.day else 0)
        if room < 0:
            return fit
        fit.append(replace(card, teaser=""))
    for place, card in enumerate(cards):
        short = shorten(card.teaser, teaser)
        room -= _bytes(short) + _TEASER
        if room < 0:
            break
        fit[place] = replace(card, teaser=short)
    return fit


def _bytes_of(card: Card) -> int:
    """How large a card is at most without its teaser."""
    tags = sum(_bytes(tag.label) + len(tag.href) + (_LINK if tag.href else _CHIP) for tag in card.tags)
    when = _WHEN + _bytes(card.when) + len(card.moment) if card.when else 0
    return _CARD + tags + when + sum(map(_bytes, (card.url, card.title, card.site)))


def _bytes(text: str) -> int:
    return len(escape(text).encode())


def _card(article: Article, shown: Shown) -> Card:
    when, moment = _when(article, shown.w)
    return Card(
        day=entry_date(article).date(),
        url=web_url(article.url),
        title=entry_title(article),
        teaser=entry_teaser(article),
        language=language_tag(article.language),
        site=site_label(article.site, shown.sources),
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

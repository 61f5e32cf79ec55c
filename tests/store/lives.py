"""Sites that live: pages read run after run, through the same rules and into the same store as those of a crawl."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from csm_crawler.items import Article, Card
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.normalize.article import normalize
from csm_crawler.normalize.dates import ParsedDate, site_dates
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import Selectors, Site
from csm_crawler.store import Added, ArticleStore, Reading, fingerprint

START = datetime(2026, 11, 20, 18, tzinfo=UTC)
PAGE = "https://gaceta.example/noticias"
TEASER = "La aplicación de vídeos cortos abre una escuela de ventas en directo para las marcas de fuera."
CATALOGUE = load_catalogue()


def site(name: str = "gaceta") -> Site:
    return Site(
        name=name,
        file=Path(f"{name}.toml"),
        title=name,
        url=f"https://{name}.example/noticias",
        kind="selectors",
        selectors=Selectors(item=("article",)),
        language="es",
        timezone="UTC",
    )


def entry(
    title: str = "Douyin abre una escuela para vendedores",
    link: str = "https://gaceta.example/2026/11/douyin-escuela",
    date: str = "19 noviembre, 2026",
    teaser: str = TEASER,
    *,
    id: str = "",  # noqa: A002
    site: str = "gaceta",
) -> Card:
    words: dict[str, Any] = {"title": title, "link": link, "date_text": date, "teaser": teaser, "source_id": id}
    return Card(site=site, page_url=PAGE, position=0, seen_at=START, **words)


@dataclass(slots=True)
class Life:
    """One store through many runs, a day apart; each run reads some pages."""

    store: ArticleStore
    now: datetime = START
    new: list[str] = field(default_factory=list)
    """Titles of all that ever came up as new, in order."""
    feeds: Callable[[Article], frozenset[str]] = lambda article: feeds_of(article, CATALOGUE)
    """Where an article belongs."""

    def run(self, *cards: Card, page: str = PAGE, later: timedelta = timedelta(days=1), **run: Any) -> Added:
        """Read one page of these cards, as a crawl does: what is kept word for word is passed over. `run`: what the
        store is told of the run."""
        self.now += later
        read = [replace(card, position=place, page_url=page, seen_at=self.now) for place, card in enumerate(cards)]
        known = self.store.known(read)
        fresh = [card for card in read if fingerprint(card) not in known]
        added = self.store.add(self._readings(fresh, read), present=known.keys(), **run)
        self.new += [one.title for one in added.new]
        return added

    def titles(self) -> list[str]:
        """Of all stored articles, in order."""
        return sorted(one.title for one in self.store.articles())

    def _readings(self, fresh: Sequence[Card], page: Sequence[Card]) -> list[Reading]:
        """What these cards mean; the dates of a site's page explain each other."""
        dates: dict[Card, ParsedDate | None] = {}
        for name in {card.site for card in fresh}:
            dates |= zip(page, site_dates(page, site(name)), strict=True)
        articles = [normalize(card, site(card.site), dates[card], CATALOGUE) for card in fresh]
        return [
            Reading(card=card, article=article, feeds=self.feeds(article))
            for card, article in zip(fresh, articles, strict=True)
        ]

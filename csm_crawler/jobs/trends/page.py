"""Figures → trends.html in each language, and the CSV files that it leads to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.asking import ask
from csm_crawler.jobs.trends.paths import NAMES, TRENDS, csv_of, page_in
from csm_crawler.jobs.trends.remembering import remembering
from csm_crawler.jobs.trends.report import tables
from csm_crawler.jobs.trends.sections import Sections
from csm_crawler.jobs.trends.telling import Telling
from csm_crawler.jobs.trends.values import Trends
from csm_crawler.platforms import Catalogue
from csm_crawler.publish.clean import clean_line
from csm_crawler.publish.place import Place
from csm_crawler.publish.tables import to_csv
from csm_crawler.publish.trendspage import to_trends
from csm_crawler.publish.wording import LANGUAGES, words
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page depends on beside the figures."""

    labels: Mapping[str, Labels]
    """By language."""
    sites: Mapping[str, Site]
    base_url: str
    has_status: bool = False


def trends_of(store: ArticleStore, catalogue: Catalogue) -> Trends | None:
    """The figures that `csm trends` tells where it is asked for nothing special; None where no article has a date."""
    return ask(store, catalogue, counting=remembering(store, catalogue))


def files_of(trends: Trends | None, around: Around) -> Iterator[tuple[str, bytes]]:
    """Path below feeds/ and bytes of each file, first those that pages lead to. Without figures tables are empty."""
    made = tables(trends) if trends else {}
    for name in NAMES:
        yield csv_of(name), to_csv(made[name]) if trends else b""
    for language in LANGUAGES:
        yield page_in(language), _page(trends, Place(name=TRENDS, language=language), around)


def _page(trends: Trends | None, place: Place, around: Around) -> bytes:
    if trends is None:
        return to_trends(place, facts=(), notes=(), figures=(), base_url=around.base_url, has_status=around.has_status)
    labels = around.labels[place.language]
    names = {slug: clean_line(labels.platform(slug)) or slug for slug in trends.names}
    told = Telling(w=words(place.language, rules.WORDS), names=names)
    return to_trends(
        place,
        facts=_facts(trends, told),
        notes=(told.w["counted"], *told.added(len(trends.new_sites))),
        figures=Sections(trends, place, told, around.sites).all(),
        base_url=around.base_url,
        has_status=around.has_status,
    )


def _facts(trends: Trends, told: Telling) -> list[tuple[str, str]]:
    """What the figures are of: the undated only where there are such."""
    w = told.w
    facts = [
        (w["stat_period"], told.period(trends.period)),
        (w["stat_articles"], w.number(trends.articles)),
        (w["stat_sites"], w.number(trends.sites)),
        (w["stat_newest"], told.day(trends.newest)),
    ]
    return [*facts, (w["stat_undated"], w.number(trends.undated))] if trends.undated else facts

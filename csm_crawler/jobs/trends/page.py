"""Figures → trends.html in each language, and the CSV files that it leads to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from csm_crawler.items import Article
from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.asking import ask
from csm_crawler.jobs.trends.columns import columns_of
from csm_crawler.jobs.trends.drawing import CHARTS, FEWEST, MOST, Style, added_by_column, draw, first_month
from csm_crawler.jobs.trends.paths import NAMES, TRENDS, csv_of, page_in
from csm_crawler.jobs.trends.remembering import remembering
from csm_crawler.jobs.trends.report import tables
from csm_crawler.jobs.trends.telling import Telling
from csm_crawler.jobs.trends.values import Trends
from csm_crawler.platforms import Catalogue
from csm_crawler.publish.clean import clean_line, language_tag, web_url
from csm_crawler.publish.feed import entry_title
from csm_crawler.publish.place import Place
from csm_crawler.publish.svg import PHONE
from csm_crawler.publish.tables import to_csv
from csm_crawler.publish.trendspage import Column, Figure, Told, to_trends
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


def trends_of(store: ArticleStore, catalogue: Catalogue) -> Trends | None:
    """The figures that `csm trends` tells where it is asked for nothing special; None where no article has a date."""
    return ask(store, catalogue, counting=remembering(store, catalogue))


def files_of(trends: Trends | None, around: Around) -> Iterator[tuple[str, bytes]]:
    """Path below feeds/ and bytes of each file, first those that pages lead to. Without figures tables are empty."""
    made = tables(trends) if trends else {}
    for name in NAMES:
        yield csv_of(name), to_csv(made[name]) if trends else b""
    for language in LANGUAGES:
        place = Place(name=TRENDS, language=language)
        yield page_in(language), _Page(trends, place, around).bytes() if trends else _empty(place, around)


def _empty(place: Place, around: Around) -> bytes:
    return to_trends(place, facts=(), notes=(), figures=(), base_url=around.base_url)


class _Page:
    """The page in one language."""

    def __init__(self, trends: Trends, place: Place, around: Around) -> None:
        self.trends, self.place, self.around = trends, place, around
        self.w = words(place.language, rules.WORDS)
        names = {slug: around.labels[place.language].platform(slug) for slug in trends.names}
        self.told = Telling(w=self.w, names=names)
        self.shown = columns_of(trends.period.months, first=first_month(trends), least=FEWEST, name=self.w.short_month)

    def bytes(self) -> bytes:
        """In UTF-8."""
        figures = [make(self) for make in _FIGURES.values()]
        return to_trends(
            self.place, facts=self._facts(), notes=self._notes(), figures=figures, base_url=self.around.base_url
        )

    def _facts(self) -> list[tuple[str, str]]:
        trends, w = self.trends, self.w
        facts = [
            (w["stat_period"], self.told.period(trends.period)),
            (w["stat_articles"], w.number(trends.articles)),
            (w["stat_sites"], w.number(trends.sites)),
            (w["stat_newest"], self.told.day(trends.newest)),
        ]
        return [*facts, (w["stat_undated"], w.number(trends.undated))] if trends.undated else facts

    def _notes(self) -> tuple[str, ...]:
        return (self.w["counted"], *self.told.added(len(self.trends.new_sites)))

    def mentions(self) -> Figure:
        """With a column for each month, and for the undated, which are in none."""
        trends, w = self.trends, self.w
        undated: Counter[str] = Counter({one.platform: one.articles for one in trends.apart})
        of_new: Counter[str] = Counter()
        counted: dict[str, Counter[int]] = {}
        for one in trends.mentions:
            counted.setdefault(one.platform, Counter())[self.shown.place[one.month]] += one.articles
            of_new[one.platform] += one.of_new_sites
        more = [(w["col_total"], True), (w["col_undated"], bool(undated)), (w["col_new"], bool(of_new.total()))]
        rows = [
            [
                self._platform(one),
                *(self._number(found[place]) for place in range(len(self.shown.labels))),
                *(
                    self._number(number)
                    for number, (_title, is_shown) in zip((found.total(), undated[one], of_new[one]), more, strict=True)
                    if is_shown
                ),
            ]
            for one, found in counted.items()
        ]
        months = map(self._column, self.shown.names)
        who = w.say("mentions_most", n=len(counted)) if len(counted) == MOST else w["mentions_all"]
        scale = w["mentions_scale"] if len(counted) > 1 else ""  # of one there are columns
        marks = w.say("added_mark", n="n") if any(added_by_column(trends, self.shown)) and scale else ""
        return self._figure(
            "mentions",
            self.told.joined(who, scale, marks),
            (w["col_platform"], *months, *(title for title, is_shown in more if is_shown)),
            rows,
            ("dated",),
            csv=("mentions", "undated") if undated else ("mentions",),
        )

    def voice(self) -> Figure:
        """With the number of articles and sites behind each share."""
        w = self.w
        rows = [
            [
                self._platform(one.platform),
                Told(words=w.percent(one.share)),
                *map(self._number, (one.articles, one.sites)),
            ]
            for one in self.trends.voices
        ]
        columns = (w["col_platform"], w["col_share"], w["col_articles"], w["col_sites"])
        return self._figure("voice", w["voice_lead"], columns, rows, ("share",))

    def changes(self) -> Figure:
        """With their rule, which nobody has to ask for."""
        changes, w, told = self.trends.changes, self.w, self.told
        rows = [
            [
                self._platform(one.platform),
                Told(words=f"×{w.decimal(one.ratio, 2)}"),
                self._number(one.articles),
                Told(words=told.mean(one.before)),
                self._number(one.of_new_sites),
            ]
            for one in changes.found
        ]
        columns = tuple(w[key] for key in ("col_platform", "col_change", "col_articles", "col_before", "col_new"))
        lead = told.joined(told.compared(changes), told.whole(changes))
        nothing = w["changes_nothing"] if changes.before else ""
        return self._figure("changes", lead, columns, rows, nothing=nothing, printed="change")

    def pairs(self) -> Figure:
        """Most articles first."""
        w = self.w
        rows = [
            [
                Told(words=f"{self.told.name(one.platform)} + {self.told.name(one.other)}"),
                self._number(one.articles),
                Told(words=w.decimal(one.lift, 2)),
            ]
            for one in self.trends.pairs
        ]
        columns = (w["col_pair"], w["col_articles"], w["col_lift"])
        nothing = w.say("pairs_nothing", n=rules.FEWEST)
        return self._figure("pairs", w["pairs_lead"], columns, rows, ("lift",), nothing=nothing)

    def seen(self) -> Figure:
        """With the articles themselves."""
        w = self.w
        rows = [
            [self._platform(one.platform), self._article(one.first), self._article(one.last)]
            for one in self.trends.seen
        ]
        columns = (w["col_platform"], w["col_first"], w["col_last"])
        return self._figure("seen", w["seen_lead"], columns, rows, are_numbers=False)

    def sites(self) -> Figure:
        """Those that were added midway, and when."""
        w, added = self.w, {**self.trends.new_sites, **self.trends.changes.new_sites}
        rows = [[Told(words=self._site(site)), Told(words=self.told.day(moment))] for site, moment in added.items()]
        lead = w["added_lead"] if rows else ""
        columns = (w["col_site"], w["col_added"])
        return self._figure("sites", lead, columns, rows, nothing=w["added_nothing"], are_numbers=False)

    def _figure(
        self,
        name: str,
        lead: str,
        columns: tuple[str, ...],
        rows: list[list[Told]],
        rule_names: tuple[str, ...] = (),
        *,
        csv: tuple[str, ...] = (),
        nothing: str | None = None,
        printed: str = "",
        are_numbers: bool = True,
    ) -> Figure:
        charts = [
            draw(self.trends, name, Style(telling=self.told, width=width, suffix=suffix, is_bare=True))
            for width, suffix in ((760, ""), (PHONE, "-narrow"))
            if name in CHARTS and rows
        ]
        return Figure(
            name=name,
            title=self.w["added" if name == "sites" else name],
            lead=lead,
            columns=tuple(
                Column(title=one, is_number=bool(place) and are_numbers) for place, one in enumerate(columns)
            ),
            rows=tuple(map(tuple, rows)),
            printed=self.told.rule(printed) if printed else "",
            rules=tuple(map(self.told.rule, rule_names)),
            csv=tuple(map(csv_of, csv or (name,))),
            nothing=self.w["nothing"] if nothing is None else nothing,
            wide=charts[0] if charts else "",
            narrow=charts[1] if charts else "",
        )

    def _column(self, name: str) -> str:
        """A month, a quarter or a year as the head of a column."""
        year, _, part = name.partition("-")
        month = self.w.short_month(name) if part.isdigit() else part
        return self.w.say("col_month", month=month, year=year) if part else year

    def _platform(self, slug: str) -> Told:
        return Told(words=self.told.name(slug), href=self.place.page(slug))

    def _number(self, number: int) -> Told:
        return Told(words=self.w.number(number) if number else "·")

    def _site(self, site: str) -> str:
        return clean_line(self.around.sites[site].title if site in self.around.sites else "") or clean_line(site)

    def _article(self, one: Article) -> Told:
        day = self.w.date(one.published.date()) if one.published else ""
        before = " · ".join(filter(None, (day, self._site(one.site))))
        return Told(words=entry_title(one), href=web_url(one.url), lang=language_tag(one.language), before=before)


_FIGURES: Mapping[str, Callable[[_Page], Figure]] = {
    "mentions": _Page.mentions,
    "voice": _Page.voice,
    "changes": _Page.changes,
    "pairs": _Page.pairs,
    "seen": _Page.seen,
    "sites": _Page.sites,
}

"""A URL that nobody described → every way in which its articles can be read, each tried and scored."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from csm_crawler.errors import PageError
from csm_crawler.extract import Page, PageRequest, Walk, check_page, kind_of, read_cards
from csm_crawler.extract.discovery import About, read_about
from csm_crawler.extract.forms import feed_title, form_of
from csm_crawler.items import Card
from csm_crawler.jobs.asking import Fetch
from csm_crawler.jobs.evidence import Evidence, gather
from csm_crawler.jobs.scoring import Marks, mark, score, share
from csm_crawler.jobs.ways import Proposal, propose
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.normalize.text import clean_title
from csm_crawler.sites import Site

PREFERENCE = ("feed", "wordpress", "structured", "json", "sitemap", "selectors", "auto")
"""Of ways that are as good: what is made for machines, and changes least, comes first."""
BONUS = {"feed": 5, "wordpress": 5, "structured": 2, "json": 2}
"""Points that a way may lack and still be preferred: a feed without teasers goes before a list with them."""
MOSTLY = 0.8
"""A feed with so much of what the page shows is the page's own; of a category's page the site's feed has less."""
MOST_REQUESTS = 8
"""robots.txt and redirects are not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to read the site's articles."""

    site: Site
    """As its file would describe it; its name is empty."""
    found: str
    """How it was found, for people."""
    page: Page | None = None
    """What was read; None where it could not be had."""
    cards: tuple[Card, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    marks: Marks = field(default_factory=Marks)
    score: int = 0
    problem: str = ""
    """Why it is no way."""

    @property
    def works(self) -> bool:
        """Whether a site file can be made of it."""
        return self.score > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What there is at a URL."""

    url: str
    """Where redirects led to."""
    ways: tuple[Way, ...]
    """The best first; those that do not work last."""

    def best(self, kind: str = "") -> Way | None:
        """The way to take, of a kind where one is asked for; None where none works."""
        return next((way for way in self.ways if way.works and kind in ("", way.site.kind)), None)


async def probe(url: str, fetch: Fetch) -> Findings:
    """Ask for the page, then for what it names, at most MOST_REQUESTS; PageError where the page cannot be had."""
    page = await fetch(PageRequest(url=url))
    check_page(page)
    form = form_of(page)
    about = read_about(page) if form == "html" else About(title=feed_title(page))
    title = clean_title(about.title) or urlsplit(page.url).hostname or ""
    ways: list[Way] = []
    left = MOST_REQUESTS - 1
    for proposal in propose(page, form, about):
        if proposal.asks and (left == 0 or _is_needless(proposal, ways)):
            continue
        left -= proposal.asks
        ways.append(await _try(proposal, page, about, title, fetch))
    return Findings(url=page.url, ways=tuple(rank(ways)))


async def _try(proposal: Proposal, page: Page, about: About, title: str, fetch: Fetch) -> Way:
    way = Way(site=replace(proposal.site, title=title), found=proposal.found)
    try:
        read, kind = page, ""
        if proposal.asks or way.site.request.url:
            request = kind_of(way.site.kind).first(way.site, Walk())[0]
            read, kind = (page if request.url == page.url else await fetch(request)), request.kind
        cards = read_cards(read, way.site, kind=kind)
        if not cards:
            read, cards = await _first_part(read, way.site, fetch)
    except PageError as error:
        return replace(way, problem=_told(error, way.site))
    return _marked(replace(way, page=read, cards=tuple(cards)), about)


async def _first_part(page: Page, site: Site, fetch: Fetch) -> tuple[Page, list[Card]]:
    """Of an index, such as a sitemap's, the cards of the first part that it names."""
    parts = [one for one in kind_of(site.kind).further(page, site, Walk()) if one.is_part]
    if not parts:
        return page, []
    part = await fetch(parts[0])
    return part, read_cards(part, site, kind=parts[0].kind)


def _marked(way: Way, about: About) -> Way:
    """With what its cards say, and what they say of the site."""
    if not way.cards:
        return replace(way, problem="holds no articles")
    evidence = gather(way.cards, about.language, way.site.url)
    site = replace(
        way.site,
        language=evidence.language,
        timezone=evidence.timezone or "UTC",
        min_cards=max(1, len(way.cards) // 2),
    )
    dates = settle_dates(way.cards, timezone=site.timezone, language=site.language or None)
    return replace(way, site=site, evidence=evidence, marks=mark(way.cards, dates))


def _told(error: PageError, site: Site) -> str:
    """The problem; with where it was met if that is not what the table names anyway."""
    if error.url in (site.feed, site.url):
        return error.problem
    parts = urlsplit(error.url)
    at_home = parts.hostname == urlsplit(site.url).hostname
    return f"{parts.path if at_home else f'{parts.netloc}{parts.path}'}: {error.problem}"


def _is_needless(proposal: Proposal, ways: Sequence[Way]) -> bool:
    """A second feed where the first one has what the page shows, dated."""
    shown = _visible(ways)
    return proposal.site.kind == "feed" and any(
        way.site.kind == "feed"
        and way.cards
        and way.marks.dated == way.marks.cards
        and share(way.marks, shown) >= MOSTLY
        for way in ways
    )


def _visible(ways: Sequence[Way]) -> Marks | None:
    """The list that the page shows; None where it shows none."""
    return next((way.marks for way in ways if way.site.kind == "auto" and way.cards), None)


def rank(ways: Sequence[Way]) -> list[Way]:
    """Scored, the best first; those that do not work last."""
    newest = max((way.marks.newest for way in ways if way.marks.newest), default=None)
    visible = _visible(ways)
    scored = [
        replace(way, score=score(way.marks, newest=newest, visible=visible)) if way.cards else way for way in ways
    ]
    scored = [way if way.works or way.problem else replace(way, problem="no card has link and words") for way in scored]
    return _one_of_embedded(sorted(scored, key=_place))


def _place(way: Way) -> tuple[bool, int, int]:
    kind = way.site.kind
    return not way.works, -way.score - BONUS.get(kind, 0), PREFERENCE.index(kind)


def _one_of_embedded(ways: Sequence[Way]) -> list[Way]:
    """A page embeds many lists, such as its menus: the best of them is enough."""
    first = next((way for way in ways if way.site.kind == "json"), None)
    return [way for way in ways if way.site.kind != "json" or way is first]

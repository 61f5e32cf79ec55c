"""A year of sixty made-up sites: schedule, health and store in one process, on a clock of its own.

Run: python bench/year.py [DAYS [SEED]]      (default 365 1; some minutes; from a checkout with the dependencies)

Every half hour the sites that are due are asked, as `csm run` would ask them: what `bench/answers.py` gives is read by
the extractors, kept in a store, judged and planned by `jobs/watch.py`, and told in feeds/health.*. What goes wrong with
them stands in `bench/troubles.py`. Printed are (`bench/figures.py`, `bench/paces.py`):

- troubles that were told within two visits as what they are, of those that lasted so long;
- false alarms: incidents while nothing of the kind was wrong;
- entries of the health feed: two of each incident, one of those that are still open;
- visits a day beside the best schedule at the same freshness (`bench/best.py`), site by site and of all sites together.
  Both read robots.txt once a day beside that.

Most of a run's time goes to the store; a folder in memory (TMPDIR) spares a slow disk.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from answers import answer
from figures import Log, health_of, tell_health
from listing import language_of
from paces import tell_visits
from troubles import USUAL, Fate, add_troubles
from world import START, Place, Reply, make_places

from csm_crawler.config import Config, load_config
from csm_crawler.errors import PageError
from csm_crawler.extract import Page, read_cards
from csm_crawler.extract.feed.pace import new_address, pace_of
from csm_crawler.freshness import fresh_for
from csm_crawler.items import Article, Card
from csm_crawler.jobs.health import FINE
from csm_crawler.jobs.healthfeed import publish_health
from csm_crawler.jobs.planning import due
from csm_crawler.jobs.watch import Round, Visit, keep_watch
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, Incident, Reading, RunRecord, SiteRecord, SiteState, fingerprint

TICK = timedelta(minutes=30)
TRUST = timedelta(days=7)
"""After so long a page is fetched whole again, as the conditional middleware does."""


class Year:
    """The sites, and a home that collects them."""

    def __init__(self, home: Path, places: Sequence[Place]) -> None:
        self.places = {place.name: place for place in places}
        make_home(home, places)
        self.config: Config = load_config(home)
        known = load_sites(home)
        self.sites: dict[str, Site] = {name: known[name] for name in self.places}
        self.logs = {name: Log() for name in self.places}
        self.entries: set[str] = set()
        """Ids of all entries that ever stood in the health feed."""

    def live(self, store: ArticleStore, days: int) -> None:
        """Tick by tick; only the sites whose time has come are looked at, for nothing changes between two runs."""
        states: dict[str, SiteState] = {}
        for tick in range(days * 48):
            now = START + tick * TICK
            ready = {name: site for name, site in self.sites.items() if self._is_ready(states.get(name), now)}
            asked = due(ready, states, {}, bounds=self.config.bounds, now=now) if ready else {}
            if asked:
                self.run(store, asked, now)
                states |= store.health.states_of(list(asked), but=FINE)

    def _is_ready(self, state: SiteState | None, now: datetime) -> bool:
        return state is None or min(state.next_at, state.visited_at + self.config.bounds.longest) <= now

    def run(self, store: ArticleStore, asked: Mapping[str, Site], now: datetime) -> None:
        """One run, as `collect.py` does it but for Scrapy."""
        run_id = store.start_run(now)
        visits = [self.visit(store, site, now) for site in asked.values()]
        this = Round(started=now, now=now, bounds=self.config.bounds)
        changes = keep_watch(store.health, visits, self.sites, of=this, enabled=self.config.sites)
        store.finish_run(run_id, RunRecord(finished_at=now, exit_code=0, sites=changes.records))
        if (changes.opened or changes.closed) and publish_health(store, self.config, store.health.states()):
            items = json.loads((self.config.feeds / "health.json").read_text("utf-8"))["items"]
            self.entries |= {item["id"] for item in items}

    def visit(self, store: ArticleStore, site: Site, now: datetime) -> Visit:
        """Ask, read, keep; what a run notes of it."""
        place, log = self.places[site.name], self.logs[site.name]
        log.visits.append(now)
        tag = log.tag if log.whole_at is not None and now - log.whole_at < TRUST else ""
        reply, moved_to = answer(place, now, tag=tag), ""
        if reply.status == 301:
            moved_to = reply.headers["Location"]
            reply = answer(replace(place, troubles=[]), now, tag=tag)
        if reply.status == 304:
            record = SiteRecord(site=site.name, is_live=True, moved_to=moved_to)
            return Visit(record=record, pause=fresh_for(_lower(reply), now=now))
        if reply.status != 200:
            problem = f"answered {reply.status}" if reply.status else "DownloadConnectionRefusedError: refused"
            return Visit(record=SiteRecord(site=site.name, is_live=True, problem=f"{site.url}: {problem}"))
        if reply.body != log.body:
            log.body, log.visit = reply.body, self.read(store, site, reply, now)
        visit, log.visit = log.visit, replace(log.visit, added=(), record=replace(log.visit.record, new=0))
        if not visit.record.problem:
            log.tag, log.whole_at = reply.headers.get("ETag", ""), now
        return replace(visit, record=replace(visit.record, moved_to=moved_to or visit.record.moved_to))

    def read(self, store: ArticleStore, site: Site, reply: Reply, now: datetime) -> Visit:
        """What the page gives; one that is word for word the last one is not read again."""
        page = Page(url=site.url, body=reply.body.encode(), content_type=reply.headers["Content-Type"], fetched_at=now)
        record = SiteRecord(site=site.name, is_live=True)
        try:
            cards = read_cards(page, site)
            if len(cards) < site.min_cards:
                raise PageError(page.url, f"{len(cards)} cards, at least {site.min_cards} expected")
        except PageError as error:
            return Visit(record=replace(record, problem=str(error)))
        added = self.keep(store, cards, self.places[site.name], now)
        record = replace(_counted(record, cards), new=len(added))
        pause = fresh_for(_lower(reply), now=now)
        if site.kind == "feed":
            record, pause = replace(record, moved_to=new_address(page)), max(pause, pace_of(page))
        return Visit(record=record, added=added, pause=pause)

    def keep(self, store: ArticleStore, cards: Sequence[Card], place: Place, now: datetime) -> tuple[Article, ...]:
        """The articles that are new."""
        log, known = self.logs[place.name], store.known(cards)
        fresh = [_reading(card, now) for card in cards if fingerprint(card) not in known]
        added = store.add(fresh, present=known).new if fresh else ()
        for one in added:
            log.seen.setdefault(int(one.url.rpartition("/")[2]), now)
        return added


def make_home(home: Path, places: Sequence[Place]) -> None:
    """A csm.toml and a site file for each."""
    names = ", ".join(f'"{place.name}"' for place in places)
    (home / "csm.toml").write_text(f"sites = [{names}]\n", "utf-8")
    (home / "sites").mkdir()
    for place in places:
        (home / "sites" / f"{place.name}.toml").write_text(site_file(place), "utf-8")


def site_file(place: Place, url: str = "") -> str:
    """Its words."""
    url = url or f"https://{place.name}.example/news/"
    text = f'title = "Site {place.name}"\nurl = "{url}"\nkind = "{place.kind}"\nlanguage = "{place.language}"\n'
    if place.kind == "feed":
        return f'{text}feed = "{url}"\n'
    selectors = '[selectors]\nitem = "article"\ntitle = "h2"\nlink = "h2 a"\ndate = "time"\nteaser = "p"\n'
    return f"{text}min_cards = 2\n{selectors}"


def _counted(record: SiteRecord, cards: Sequence[Card]) -> SiteRecord:
    """What a run counts of the cards."""
    return replace(
        record,
        is_whole=True,
        cards=len(cards),
        listed=len(cards),
        undated=sum(not card.date_text and not card.date_attr for card in cards),
        untitled=sum(not card.title for card in cards),
        unlinked=sum(not card.link for card in cards),
        titles=len({card.title for card in cards}),
        hosts=dict(Counter(card.link.split("/")[2] for card in cards if card.link)),
        languages=dict(Counter(language_of(card.title) for card in cards)),
    )


def _reading(card: Card, now: datetime) -> Reading:
    """What a card means, as far as this bench needs it."""
    text = card.date_attr or card.date_text
    moment = _moment(text)
    precision = ("minute" if ":" in text else "day") if moment else ""
    if moment and precision == "day":
        moment += timedelta(hours=12)
    article = Article(
        guid=uuid5(NAMESPACE_URL, card.link).urn,
        url=card.link,
        site=card.site,
        title=card.title or card.link,
        summary=card.teaser,
        published=min(moment, now) if moment else None,
        published_precision=precision,
        first_seen=now,
    )
    return Reading(card=card, article=article, feeds=frozenset({"all"}))


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lower(reply: Reply) -> dict[str, str]:
    return {name.lower(): value for name, value in reply.headers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """How a year went."""

    places: Sequence[Place]
    logs: Mapping[str, Log]
    incidents: Sequence[Incident]
    entries: set[str]
    """Ids of what ever stood in the health feed."""


def live(days: int, seed: int, *, number: int = 60, fate: Fate = USUAL) -> Lived:
    """So many sites for so many days: the same of the same seed."""
    places = make_places(seed, days=days, number=number)
    add_troubles(places, fate, seed, days=days)
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder), places)
        with ArticleStore.open(f"sqlite:///{folder}/csm.sqlite3") as store:
            year.live(store, days)
            incidents = store.health.incidents()
    return Lived(places=places, logs=year.logs, incidents=incidents, entries=year.entries)


def main() -> None:
    """Live, and say how it went."""
    days, seed = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 365), (2, 1)))
    began = time.perf_counter()
    lived = live(days, seed)
    seconds = time.perf_counter() - began
    places, logs = lived.places, lived.logs
    visits, articles = (
        sum(map(len, each)) for each in zip(*((log.visits, log.seen) for log in logs.values()), strict=True)
    )
    print(f"{len(places)} sites, {days} days, seed {seed}: {visits} visits, {articles} articles, {seconds:.0f} s")
    health = health_of(places, logs, lived.incidents)
    tell_health(health, lived.incidents, lived.entries, years=len(places) * days / 365)
    tell_visits(places, logs, days=days)


if __name__ == "__main__":
    main()

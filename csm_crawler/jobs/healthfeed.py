"""Incidents and states → feeds/health.* and status.html; both change only when a site's state does."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid5

from csm_crawler import __version__
from csm_crawler.config import Config
from csm_crawler.items import Article
from csm_crawler.jobs.archives import SUFFIXES
from csm_crawler.jobs.publish import Published, PublishError, digest_of
from csm_crawler.normalize.urls import NAMESPACE
from csm_crawler.publish.feed import FEED_SIZE
from csm_crawler.publish.files import feed_file, write_changed
from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import LANGUAGES
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, Incident, SiteState

if TYPE_CHECKING:
    from csm_crawler.publish.health import HealthFeed
    from csm_crawler.publish.status import StatusRow

NAME, PAGE = "health", "status.html"
PAGES = {language: f"{Place(name='status', language=language).path}.html" for language in LANGUAGES}
"""Where the page lies below feeds/ in each language."""
WRITTEN_FROM = "health_written_from"
"""Key of the store's meta table: a digest of all that both are made of."""


def publish_health(store: ArticleStore, config: Config, states: Mapping[str, SiteState]) -> bool:
    """Write both where a state changed since they were written, or one is missing; whether they were looked at.

    PublishError, StoreError. Nothing is written before an enabled site was visited over the network.
    """
    shown = _shown(config, states)
    if not shown:
        return False
    made_of = _digest(shown, config)
    files = [
        *(config.feeds / page for page in PAGES.values()),
        *(feed_file(config.feeds, NAME, suffix) for suffix in SUFFIXES),
    ]
    if store.get_meta(WRITTEN_FROM) == made_of and all(file.exists() for file in files):
        return False
    pages, feed = health_bodies(store, config, states)
    try:
        for file, body in zip(files, (*pages.values(), *feed.values()), strict=True):
            write_changed(file, body)
    except OSError as problem:
        what = f"{problem.filename or config.feeds}: {problem.strerror or problem}"
        raise PublishError({NAME: what}, Published(feeds=0, written=0)) from problem
    store.set_meta(WRITTEN_FROM, made_of)
    return True


def health_bodies(
    store: ArticleStore, config: Config, states: Mapping[str, SiteState]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The bytes of status.html by the path of each language, and of the feed by suffix; nothing before an enabled site
    was visited. StoreError."""
    shown = _shown(config, states)
    if not shown:
        return {}, {}
    # Here, not above: a run in which no state changed loads neither feedgen nor Jinja2.
    from csm_crawler.publish.json_feed import to_json
    from csm_crawler.publish.rss_atom import to_atom, to_rss
    from csm_crawler.publish.status import to_status

    known = load_sites(config.home)
    sites = {name: known[name] for name in config.sites if name in known}
    rows = [_row(one, sites.get(one.site)) for one in shown]
    pages = {path: to_status(rows, language=language, base_url=config.base_url) for language, path in PAGES.items()}
    feed = _feed(store, config, titles={name: site.title for name, site in sites.items()})
    return pages, dict(zip(SUFFIXES, (to_rss(feed), to_atom(feed), to_json(feed)), strict=True))


def entries(incidents: Sequence[Incident], *, base_url: str, titles: Mapping[str, str]) -> Iterator[Article]:
    """Two of each incident, one of those that have not ended: as articles, whose ids a lost store mints again.

    Each has an address of its own, for readers that know an entry by that; the page does not look at it.
    """
    for one in incidents:
        name = titles.get(one.site, one.site)
        yield _entry(one, f"{name} is {one.state}", one.reason, one.opened_at, base_url)
        if one.closed_at:
            is_fine = one.ending.startswith("fine")
            title = f"{name} is {one.ending}" if is_fine else f"{name} is {one.state} no more"
            since = f"It was {one.state} since {one.opened_at:%Y-%m-%d %H:%M} UTC: {one.reason}"
            words = since if is_fine else f"It is {one.ending}. {since}"
            yield _entry(one, title, words, one.closed_at, base_url, is_end=True)


def _entry(
    incident: Incident, title: str, summary: str, at: datetime, base_url: str, *, is_end: bool = False
) -> Article:
    about = f"incident {incident.site} {incident.state} {incident.opened_at.isoformat()} {'end' if is_end else 'start'}"
    return Article(
        guid=uuid5(NAMESPACE, about).urn,
        url=f"{base_url}{PAGE}?{'ended' if is_end else 'opened'}={at:%Y-%m-%dT%H-%M-%S}#site-{incident.site}",
        site=incident.site,
        title=title,
        summary=summary,
        published=at,
        published_precision="second",
        language="en",
        first_seen=at,
    )


def _digest(states: Sequence[SiteState], config: Config) -> str:
    shown = [(one.site, one.state, one.reason, one.since.isoformat()) for one in states]
    files = load_sites(config.home).files  # the page and the feed tell their titles and addresses
    told = [digest_of(files[one.site]) for one in states if one.site in files]
    parts = [__version__, config.base_url, str(config.feeds), shown, told]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _shown(config: Config, states: Mapping[str, SiteState]) -> list[SiteState]:
    """How those enabled sites stand that were visited."""
    return [states[name] for name in sorted(config.sites) if name in states]


def _feed(store: ArticleStore, config: Config, titles: Mapping[str, str]) -> "HealthFeed":
    from csm_crawler.publish.health import HealthFeed

    told = entries(store.health.incidents(FEED_SIZE), base_url=config.base_url, titles=titles)
    newest = sorted(told, key=lambda one: one.first_seen, reverse=True)[:FEED_SIZE]
    return HealthFeed(
        name=NAME, title="Health of the sites", base_url=config.base_url, articles=tuple(newest), sources={}, labels={}
    )


def _row(state: SiteState, site: Site | None) -> "StatusRow":
    from csm_crawler.publish.status import StatusRow

    return StatusRow(
        site=state.site,
        title=site.title if site else state.site,
        url=site.url if site else "",
        state=state.state,
        since=state.since,
        reason=state.reason,
    )

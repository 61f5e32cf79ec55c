"""Which ways of reading a page are worth a try: what it names, what it embeds, what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from csm_crawler.errors import PageError
from csm_crawler.extract import Page
from csm_crawler.extract.discovery import About
from csm_crawler.extract.forms import feed_home
from csm_crawler.extract.jsonlists import embedded_names, find_lists
from csm_crawler.sites import Ask, Json, Site

MOST_FEEDS, MOST_LISTS = 4, 3
_POSTS = "/wp/v2/posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A site file that might work."""

    site: Site
    found: str
    """How it was found, for people."""
    asks: bool = False
    """Whether another page must be fetched for it; what the page itself holds costs nobody anything."""


def propose(page: Page, form: str, about: About) -> Iterator[Proposal]:
    """Those that need no further request first: what the page shows tells which feed is the right one."""
    if form == "html":
        yield from _in_page(page)
        yield from _named(page, about)
    elif form == "json":
        yield from _of_answer(page)
    elif form == "sitemap":
        yield Proposal(site=_site(page, "sitemap"), found="is one")
    else:
        yield _itself_a_feed(page)


def _itself_a_feed(page: Page) -> Proposal:
    """The site is what the feed says that it is of, so that articles are attributed to a page for people."""
    home = feed_home(page)
    site = _site(page, "feed", feed=page.url if home else "")
    return Proposal(site=replace(site, url=home or page.url), found="is one")


def _in_page(page: Page) -> Iterator[Proposal]:
    yield Proposal(site=_site(page, "auto"), found="the list that the page shows")
    yield Proposal(site=_site(page, "structured"), found="what the page marks up")
    for name in embedded_names(page):
        for table in _lists(page, name):
            found = f"{name}: {table.items or 'the whole of it'}"
            yield Proposal(site=_site(page, "json", json=table), found=found)


def _named(page: Page, about: About) -> Iterator[Proposal]:
    for hint in about.feeds[:MOST_FEEDS]:
        yield Proposal(site=_site(page, "feed", feed=hint.url), found=hint.found, asks=True)
    if about.wordpress:
        ask = Ask(url=_posts(about.wordpress, about.term)) if _is_unusual(page, about) else Ask()
        found = "named in the page's head" + (f", {about.term}" if about.term else "")
        yield Proposal(site=_site(page, "wordpress", request=ask), found=found, asks=True)


def _of_answer(page: Page) -> Iterator[Proposal]:
    if "//jsonfeed.org/version/" in page.text[:2000].replace("\\/", "/"):
        yield _itself_a_feed(page)
        return
    if _POSTS in page.url or "rest_route=" in page.url:
        yield Proposal(site=_site(page, "wordpress", request=Ask(url=page.url)), found="is one", asks=True)
    for table in _lists(page, ""):
        yield Proposal(site=_site(page, "json", json=table), found=table.items or "the answer is a list")


def _lists(page: Page, embedded: str) -> list[Json]:
    try:
        return find_lists(page, embedded)[:MOST_LISTS]
    except PageError:
        return []  # a script that looked like JSON is none: no way, and nothing to tell


def _is_unusual(page: Page, about: About) -> bool:
    """Whether the API is elsewhere than below the host's root, or asked for one category only."""
    parts = urlsplit(page.url)
    return bool(about.term) or about.wordpress.rstrip("/") != f"{parts.scheme}://{parts.netloc}/wp-json"


def _posts(root: str, term: str) -> str:
    """Also where the API's address is `/?rest_route=/`, as it is without pretty permalinks."""
    url = root.rstrip("/") + _POSTS
    return f"{url}{'&' if '?' in url else '?'}{term}" if term else url


def _site(page: Page, kind: str, *, feed: str = "", json: Json | None = None, request: Ask | None = None) -> Site:
    return Site(
        name="",
        file=Path("csm add"),
        title="",
        url=page.url,
        kind=kind,
        feed=feed,
        json=json or Json(),
        request=request or Ask(),
    )

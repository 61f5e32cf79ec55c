"""Cards of a WordPress blog by its REST API, and where that is refused by its feed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from csm_crawler.errors import ConfigError, PageError
from csm_crawler.extract import paging
from csm_crawler.extract.page import Page
from csm_crawler.extract.request import PageRequest, Walk
from csm_crawler.extract.rules import join
from csm_crawler.extract.state import as_text, complaint, describe, read_state
from csm_crawler.extract.told import read_card
from csm_crawler.items import Card
from csm_crawler.sites import Ask, Pages, Site
from csm_crawler.sites.tables import PLACEHOLDER

__all__ = ["cards", "check", "fallback", "first", "further", "reach"]

PER_PAGE = 20
PER_BACKFILL = 50
"""The API allows 100; a server makes the teaser of each post anew."""
FIELDS = (
    "id,guid,link,date,date_gmt,modified_gmt,title,excerpt,jetpack_featured_media_url"
    ",yoast_head_json.author,yoast_head_json.og_image"
)
"""No `content`, which is the article itself. Authors, terms and images by name come with `_embed` only, which costs a
server many queries: whoever wants them writes it into `[request] url`."""

_FEED = re.compile(r"(.*?/)(?:(?:category|tag|author|topics?)/.*)?feed/?$")
_API = re.compile(r"(.*?/)(?:index\.php/?)?(?:wp-json/wp/v2/|\?(?:.*&)?rest_route=)")
_FEED_QUERY = {"categories": "cat", "tags": "tag_id", "author": "author", "search": "s"}
"""What the API's filters are called in a feed's address."""
_IMAGES: Sequence[Sequence[str | int]] = (
    ("jetpack_featured_media_url",),
    ("_embedded", "wp:featuredmedia", 0, "source_url"),
    ("yoast_head_json", "og_image", 0, "url"),
)
_AUTHORS: Sequence[Sequence[str | int]] = (("_embedded", "author", 0, "name"), ("yoast_head_json", "author"))
_NO_DATE = ("0", "-")
"""How a date begins that WordPress does not know: 0000-00-00, -0001-11-30."""


def cards(page: Page, site: Site) -> list[Card]:
    """One card for each post, in the API's order; PageError where the answer is no list of posts."""
    posts = _posts(page)
    return [_card(post, page, site, position) for position, post in enumerate(posts)]


def check(site: Site) -> None:
    """ConfigError where `[request]` names no API of posts, or `[pages]` says what the API says better."""
    ask = site.request
    if ask.url and "/wp/v2/" not in ask.url.replace("%2F", "/").replace("%2f", "/"):
        raise ConfigError(
            site.file, "request.url", f"is {ask.url!r}; it must be a WordPress API such as …/wp-json/wp/v2/posts"
        )
    if PLACEHOLDER.search(ask.url):
        raise ConfigError(site.file, "request.url", f"is {ask.url!r}; kind 'wordpress' counts its pages itself")
    if ask.method != Ask().method:
        raise ConfigError(site.file, "request.method", f"is {ask.method!r}; kind 'wordpress' asks by GET")
    for key in ("next", "url", "cursor", "first", "size"):
        if site.pages is not None and getattr(site.pages, key) != getattr(Pages(), key):
            raise ConfigError(site.file, f"pages.{key}", "is not looked at by kind 'wordpress'; limit is")


def first(site: Site, walk: Walk) -> list[PageRequest]:
    """The newest posts."""
    return [_request(site, {"per_page": str(_per_page(walk))})]


def further(page: Page, site: Site, walk: Walk) -> list[PageRequest]:
    """The next page; after the first, once a day, also the posts that were edited since the site was last read.

    These are not asked for beside the first page: an API that refuses it would refuse them too, and read before it they
    would make its posts look as if nothing on it were new.
    """
    if "modified_after" in dict(parse_qsl(urlsplit(page.url).query)):
        return []
    return [*_older(page, site, walk), *(_edited(site, walk) if walk.number == 1 else ())]


def _edited(site: Site, walk: Walk) -> list[PageRequest]:
    if walk.backfill or not (walk.last_read and walk.now and _day(walk.last_read) < _day(walk.now)):
        return []
    query = {"per_page": str(PER_PAGE), "modified_after": _moment(walk.last_read), "orderby": "modified"}
    return [replace(_request(site, query), number=2, is_part=True)]


def _older(page: Page, site: Site, walk: Walk) -> list[PageRequest]:
    """The next page until `X-WP-TotalPages`, an empty list, or a post before `walk.since`.

    The list is newest first, so `after` cuts off its end and moves none of its pages.
    """
    try:
        posts = _posts(page)
    except PageError:
        return []  # no page of the API, but its feed
    total = page.headers.get("x-wp-totalpages", "").strip()
    if not posts or (total.isdecimal() and walk.number >= int(total[:9])):
        return []
    query = {"per_page": str(_per_page(walk)), "page": str(walk.number + 1)}
    if walk.backfill and walk.since:
        if (last := _utc(posts[-1], "date_gmt")) and last < _moment(walk.since):
            return []
        query["after"] = _moment(walk.since - timedelta(seconds=1))  # a post of that very second belongs to it
    return [replace(_request(site, query), number=walk.number + 1)]


def reach(_site: Site) -> str:
    """ "pages": the API counts all posts."""
    return "pages"


def fallback(request: PageRequest, site: Site) -> PageRequest | None:
    """The blog's feed, where its API is switched off or behind a login."""
    if request.kind or request.number > 1:
        return None
    return PageRequest(url=site.feed or _feed_of(site), headers=tuple(site.request.headers.items()), kind="feed")


def _request(site: Site, query: Mapping[str, str]) -> PageRequest:
    """The API's address; what `[request] url` says itself is kept."""
    parts = urlsplit(site.request.url or f"{root_of(site)}wp-json/wp/v2/posts")
    own = parse_qsl(parts.query, keep_blank_values=True)
    names = {name.partition("[")[0] for name, _ in own}
    fields = f"{FIELDS},_links,_embedded" if "_embed" in names else FIELDS
    added = {**query, "_fields": fields}
    asked = [*own, *((name, value) for name, value in added.items() if name not in names)]
    url = urlunsplit(parts._replace(query=urlencode(asked, safe=",/[]:"), fragment=""))
    return paging.request(site, url, {})


def root_of(site: Site) -> str:
    """The address of the blog's own folder, with a slash at its end.

    What stands before `wp-json` in `[request] url` or before `feed/` in `feed`; else the root of the host, for most
    lists at `/blog/` and `/news/` are a page of a blog that is the whole host.
    """
    if api := _API.match(site.request.url):
        return str(api[1])
    parts = urlsplit(site.url)
    feed = urlsplit(site.feed)
    if _host(feed.netloc) == _host(parts.netloc) and (found := _FEED.match(feed.path)):
        return urlunsplit((feed.scheme, feed.netloc, str(found[1]), "", ""))
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def _feed_of(site: Site) -> str:
    asked = dict(parse_qsl(urlsplit(site.request.url).query))
    query = {_FEED_QUERY[name]: value for name, value in asked.items() if name in _FEED_QUERY}
    if "rest_route" in asked:  # no address of such a blog has a path
        return f"{root_of(site)}?{urlencode({'feed': 'rss2', **query}, safe=',')}"
    return f"{root_of(site)}feed/" + (f"?{urlencode(query, safe=',')}" if query else "")


def _posts(page: Page) -> list[dict[str, Any]]:
    data = read_state(page)
    if not isinstance(data, list):
        said = f"; it says «{words}»" if (words := complaint(data)) else ""
        raise PageError(page.url, f"the answer is {describe(data)}; a list of posts is expected{said}")
    posts = [one for one in data if isinstance(one, dict) and "link" in one and "title" in one]
    if data and not posts:
        raise PageError(page.url, f"the answer is a list with {describe(data[0])}; posts with link, title are expected")
    return posts


def _card(post: Mapping[str, Any], page: Page, site: Site, position: int) -> Card:
    """The printed date is left out: it is the same moment in the blog's own time, whose zone the API does not tell."""
    date, modified = _utc(post, "date_gmt"), _utc(post, "modified_gmt")
    image, shown_by = _first(post, *_IMAGES)
    return read_card(
        page,
        site.name,
        position,
        title=(_rendered(post, "title"), "title.rendered"),
        link=(join(site.url, _text(post, "link")), "link"),
        teaser=(_rendered(post, "excerpt"), "excerpt.rendered"),
        date_attr=(date, "date_gmt") if date else (_known(_text(post, "date")), "date"),
        image=(join(site.url, image), shown_by),
        author=_first(post, *_AUTHORS),
        categories=(tuple(_terms(post)), "_embedded.wp:term[][].name"),
        source_id=_id(post, site),
        modified_text=(modified if modified != date else "", "modified_gmt"),
    )


def _id(post: Mapping[str, Any], site: Site) -> tuple[str, str]:
    if guid := _rendered(post, "guid").replace("&#038;", "&"):
        return guid, "guid.rendered"
    number = as_text(post.get("id"))
    return f"{root_of(site)}?p={number}" if number else "", "id"


def _rendered(post: Mapping[str, Any], name: str) -> str:
    """A field as HTML; of a post behind a password the API leaves it empty."""
    value = post.get(name)
    return as_text(value.get("rendered") if isinstance(value, dict) else value)


def _text(post: Any, *path: str | int) -> str:
    """The text at a path of keys and places; empty where there is none."""
    for step in path:
        if isinstance(step, int):
            post = post[step] if isinstance(post, list) and step < len(post) else None
        else:
            post = post.get(step) if isinstance(post, dict) else None
    return as_text(post)


def _utc(post: Mapping[str, Any], name: str) -> str:
    """A date of the API, which leaves out that it is UTC."""
    text = _known(_text(post, name))
    return f"{text.removesuffix('Z')}Z" if text else ""


def _known(date: str) -> str:
    return "" if date.startswith(_NO_DATE) else date.strip()


def _first(post: Mapping[str, Any], *places: Sequence[str | int]) -> tuple[str, str]:
    """The text at the first of these paths that has one, and that path."""
    return next(((text, _path(place)) for place in places if (text := _text(post, *place))), ("", ""))


def _path(place: Sequence[str | int]) -> str:
    return ".".join(map(str, place)).replace(".0", "[0]")


def _terms(post: Mapping[str, Any]) -> Iterator[str]:
    """Categories and tags by name, where `_embed` brought them; the API itself tells their numbers only."""
    embedded = post.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    for group in groups if isinstance(groups, list) else ():
        yield from (text for one in (group if isinstance(group, list) else ()) if (text := _text(one, "name")))


def _per_page(walk: Walk) -> int:
    return PER_BACKFILL if walk.backfill else PER_PAGE


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

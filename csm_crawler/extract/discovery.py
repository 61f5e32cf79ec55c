"""What a page says of itself and of other ways to read the same articles: feeds, an API, its name and language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import parsel

from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import base_url, join

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
)
_COMMENTS = re.compile(
    r"\b(comments?|coment[aá]rios?|commentaires?|commenti|kommentare?|reacties)\b|评论|評論|留言", re.IGNORECASE
)
"""In WordPress each article and each plain page names the feed of its comments beside the site's:
https://developer.wordpress.org/reference/functions/feed_links_extra/"""
_FEED_LIKE = re.compile(r"/(feed|rss|atom)/?$|[/.](rss|atom|rdf)$|/(feed|rss|atom|index)\.xml$|[?&](feed|format)=rss")
_CONVENTIONS = (
    ("wordpress", ("/feed/",)),
    ("ghost", ("/rss/",)),
    ("hugo", ("/index.xml",)),
    ("jekyll", ("/feed.xml",)),
    ("hexo", ("/atom.xml",)),
    ("drupal", ("/rss.xml",)),
    ("wix", ("/blog-feed.xml",)),
    ("typecho", ("/feed/",)),
    ("typepad", ("/atom.xml",)),
    ("substack", ("/feed",)),
)
"""Where a generator puts its feed; a convention is no evidence, so what is there is looked at all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """An address that may give the page's articles."""

    url: str
    found: str
    """How the page names it, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of itself; any may be empty."""

    title: str = ""
    language: str = ""
    """BCP 47, as written."""
    feeds: tuple[Hint, ...] = ()
    """The likeliest first; none of comments."""
    wordpress: str = ""
    """Root of the site's WordPress API."""
    term: str = ""
    """Where the page is WordPress's list of a category or tag, what its API is asked: `categories=12`."""


def read_about(page: Page) -> About:
    """Of a page of HTML: from tags in the head, headers, and links in the page that look like feeds."""
    root = parsel.Selector(text=page.text, base_url=page.url, type="html")
    base = base_url(root, page.url)
    return About(
        title=_title(root),
        language=(root.xpath("string(/html/@lang)").get() or "").strip(),
        feeds=tuple(_feeds(root, base, page.url)),
        wordpress=_api(root, base, page),
        term=_term(root, base),
    )


def _title(root: parsel.Selector) -> str:
    for where in ("//meta[@property='og:site_name']/@content", "//title/text()", "//h1//text()"):
        found = " ".join(root.xpath(where).get(default="").split())
        if found:
            return found
    return ""


def _feeds(root: parsel.Selector, base: str, url: str) -> Iterator[Hint]:
    """Each once: named in the head, linked in the page, or where nothing is, where the page's generator has it."""
    seen = {_bare(url)}
    told = [*_named(root, base), *_linked(root, base)]
    for hint in told or _conventional(root, url):
        if _bare(hint.url) not in seen and is_askable(hint.url, url):
            seen.add(_bare(hint.url))
            yield hint


def _bare(url: str) -> str:
    """`/feed` and `/feed/` are one."""
    return url.rstrip("/")


def is_askable(url: str, page_url: str) -> bool:
    """On the web; a page of the web sends nobody to the reader's own network, as forgotten test addresses would."""
    host = _host(url)
    if not url.startswith(("http://", "https://")) or not host:
        return False
    try:
        is_private = not ip_address(host).is_global
    except ValueError:
        is_private = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    return not is_private or host == _host(page_url)


def _named(root: parsel.Selector, base: str) -> Iterable[Hint]:
    for link in root.xpath("//link[contains(concat(' ', translate(@rel, 'ALTERN', 'altern'), ' '), ' alternate ')]"):
        kind, href = link.attrib.get("type", "").split(";")[0].strip().lower(), link.attrib.get("href", "")
        title = link.attrib.get("title", "")
        if kind in FEED_TYPES and not _COMMENTS.search(f"{title} {_path(href)}"):
            yield Hint(url=join(base, href), found="named in the page's head")


def _linked(root: parsel.Selector, base: str) -> Iterable[Hint]:
    own = urlsplit(base).hostname
    links = (join(base, href) for href in root.xpath("//a/@href").getall()[:3000])
    for link in dict.fromkeys(links):
        if _FEED_LIKE.search(link.lower()) and not _COMMENTS.search(_path(link)) and _host(link) == own:
            yield Hint(url=link, found="linked in the page")


def _conventional(root: parsel.Selector, url: str) -> Iterable[Hint]:
    generator = " ".join(root.xpath("//meta[@name='generator']/@content").getall()).lower()
    if "substackcdn.com" in (root.xpath("string(/html/head)").get() or "") or root.xpath(
        "//link[contains(@href, 'substackcdn.com')]"
    ):
        generator += " substack"
    for name, paths in _CONVENTIONS:
        if name in generator:
            for path in paths:
                yield Hint(url=join(url, path), found=f"where {name.title()} has it")
    if root.xpath("//comment()[contains(., 'This is Squarespace')]"):
        yield Hint(url=f"{url.split('?')[0]}?format=rss", found="where Squarespace has it")
    blog = re.match(r"(https?://[^/]+/blogs/[^/?#]+)", url)
    if blog and root.xpath("//*[contains(@src, 'cdn.shopify.com') or contains(@href, 'cdn.shopify.com')]"):
        yield Hint(url=f"{blog[1]}.atom", found="where Shopify has it")


def _api(root: parsel.Selector, base: str, page: Page) -> str:
    """By `<link>` or header: https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/."""
    href = root.xpath("//link[@rel='https://api.w.org/']/@href").get(default="")
    if not href:
        found = re.search(r"<([^>]+)>\s*;\s*rel=\"?https://api\.w\.org/", page.headers.get("link", ""))
        href = found[1] if found else ""
    url = join(base, href)
    return url if is_askable(url, page.url) else ""


def _term(root: parsel.Selector, base: str) -> str:
    for href in root.xpath("//link[@rel='alternate'][@type='application/json']/@href").getall():
        found = re.search(r"/wp/v2/(categories|tags)/(\d+)$", join(base, href))
        if found:
            return f"{found[1]}={found[2]}"
    return ""


def _path(url: str) -> str:
    """Path and query; empty where it is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}"


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None

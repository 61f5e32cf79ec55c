"""What a page is by its first bytes, and what a feed says of itself before its entries."""

import re
from html import unescape

from csm_crawler.errors import PageError
from csm_crawler.extract.discovery import is_askable
from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import join
from csm_crawler.extract.state import read_state


def feed_title(page: Page) -> str:
    """The name of a feed in XML, or of an answer in JSON; empty where it has none."""
    if form_of(page) == "json":
        return _json_title(page)
    found = re.search(r"<title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", _before_entries(page), re.DOTALL)
    return found[1] if found else ""


def _json_title(page: Page) -> str:
    try:
        data = read_state(page)
    except PageError:
        return ""
    title = data.get("title") if isinstance(data, dict) else None
    return title if isinstance(title, str) else ""


def feed_home(page: Page) -> str:
    """The page that a feed says it is of; empty where it names none on the web."""
    if form_of(page) == "json":
        found = re.search(r'"home_page_url"\s*:\s*"([^"\\]+)"', page.text[:5000].replace("\\/", "/"))
        link = found[1] if found else ""
    else:
        head = _before_entries(page)
        atom = next(
            (one for one in re.findall(r"<link\s[^>]*>", head) if not re.search(r"rel=[\"'](?!alternate)", one)), ""
        )
        found = re.search(r"<link>\s*([^<\s]+)\s*</link>", head) or re.search(r"href=[\"']([^\"']+)", atom)
        link = unescape(found[1]) if found else ""
    url = join(page.url, link)
    return url if link and is_askable(url, page.url) else ""


def _before_entries(page: Page) -> str:
    return re.split(r"<(?:\w+:)?(?:item|entry)[\s>]", page.text[:5000], maxsplit=1)[0]


def form_of(page: Page) -> str:
    """html, feed, sitemap, xml or json, by the first of its bytes that tell."""
    start = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>|<\?xml-stylesheet.*?\?>", "", page.text[:4000], flags=re.S)
    start = start.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "json"
    root = re.match(r"<(?:[\w-]+:)?([\w-]+)", start)
    name = root[1].lower() if root else ""
    if name in ("rss", "feed", "rdf"):
        return "feed"
    if name in ("urlset", "sitemapindex"):
        return "sitemap"
    return "xml" if page.text.lstrip("\ufeff \t\r\n").startswith("<?xml") and name != "html" else "html"

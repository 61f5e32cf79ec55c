"""JSON Feed 1.0 and 1.1 → cards: https://www.jsonfeed.org/version/1.1/."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from csm_crawler.extract.feed.images import first_image, is_image
from csm_crawler.extract.feed.mend import MAX_ENTRIES
from csm_crawler.extract.feed.xml_feed import MAX_TEASER, MAX_TITLE
from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import join
from csm_crawler.extract.told import read_card
from csm_crawler.items import Card
from csm_crawler.sites import Site

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_HOME = re.compile(r'"home_page_url"\s*:\s*"((?:[^"\\]|\\.)*+)"')
_VERSION = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version(?:\\?/)')


def looks_like_json(text: str) -> bool:
    """Whether it is JSON rather than XML."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read_json_items(page: Page, site: Site) -> list[Card] | None:
    """The cards of a JSON Feed in its order; None where the page is none."""
    feed = read_feed(page.text)
    if feed is None:
        return None
    base = join(page.url, _text(feed, "home_page_url")) or page.url
    items = [item for item in feed["items"][:MAX_ENTRIES] if isinstance(item, dict)]
    return [_card(item, page, site, base, position) for position, item in enumerate(items)]


def read_feed(text: str) -> Mapping[str, Any] | None:
    """The feed's object, its "items" a list; None where the text is no JSON Feed.

    Of one that is cut off or broken in an item, the items before it.
    """
    text = text.lstrip("\ufeff \t\r\n")
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return _saved(text)
    is_feed = isinstance(feed, dict) and (_names_version(feed) or "feed_url" in feed or "home_page_url" in feed)
    return feed if is_feed and isinstance(feed.get("items"), list) else None


def _names_version(feed: Mapping[str, Any]) -> bool:
    return "jsonfeed.org/version/" in _text(feed, "version")


def _saved(text: str) -> Mapping[str, Any] | None:
    begun = _ITEMS.search(text)
    if not begun or not _VERSION.search(text[:20_000]):
        return None
    home = _HOME.search(text[: begun.start()])
    return {
        "items": list(_whole_items(text, begun.end())),
        "home_page_url": home[1].replace("\\/", "/") if home else "",
    }


def _whole_items(text: str, at: int) -> Iterator[Any]:
    decoder, gap = json.JSONDecoder(), re.compile(r"[\s,]*")
    while True:
        at = found.end() if (found := gap.match(text, at)) else at
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield item


def _card(item: Mapping[str, Any], page: Page, site: Site, base: str, position: int) -> Card:
    published, modified = _text(item, "date_published"), _text(item, "date_modified")
    teaser, told_by = _first(item, "summary", "content_html", "content_text")
    link, linked_by = _link(item)
    image, shown_by = _image(item)
    return read_card(
        page,
        site.name,
        position,
        title=(_text(item, "title")[:MAX_TITLE], "title"),
        link=(join(base, link), linked_by),
        teaser=(teaser[:MAX_TEASER], told_by),
        date_text=_first(item, "date_published", "date_modified"),
        modified_text=(modified if published and modified != published else "", "date_modified"),
        author=(", ".join(_names(item)), "authors[].name" if _list(item, "authors") else "author.name"),
        categories=(tuple(tag.strip() for tag in _list(item, "tags") if isinstance(tag, str) and tag.strip()), "tags"),
        image=(join(base, image), shown_by),
        source_id=(_id(item), "id"),
    )


def _first(item: Mapping[str, Any], *keys: str) -> tuple[str, str]:
    """The first text that is there, and its key."""
    return next(((text, key) for key in keys if (text := _text(item, key))), ("", ""))


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _list(item: Mapping[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _id(item: Mapping[str, Any]) -> str:
    """A text; readers are told to take a number too."""
    value = item.get("id")
    return value if isinstance(value, str) else str(value) if type(value) in (int, float) else ""


def _link(item: Mapping[str, Any]) -> tuple[str, str]:
    """`url`; else an id that is one, as the specification wishes; else the page that a linked entry speaks of."""
    if not _text(item, "url") and re.match(r"https?://", _id(item)):
        return _id(item), "id"
    return _first(item, "url", "external_url")


def _names(item: Mapping[str, Any]) -> Iterator[str]:
    """Of 1.1's `authors`, of 1.0's `author`, and of those who write a name where an object belongs."""
    found = _list(item, "authors") or [item.get("author")]
    names = (_text(one, "name") if isinstance(one, dict) else one for one in found)
    yield from dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip())


def _image(item: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the picture, and where it is: one of the item's own before the first in its words."""
    named = _first(item, "image", "banner_image")
    if named[0]:
        return named
    for one in _list(item, "attachments"):
        if isinstance(one, dict) and (url := _text(one, "url")) and is_image(url, _text(one, "mime_type")):
            return url, "attachments[].url"
    return first_image(_text(item, "content_html")), "content_html img"

"""RSS, RDF and Atom → cards, through feedparser."""

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from csm_crawler.extract.feed.elements import Elements
from csm_crawler.extract.feed.images import first_image, is_image
from csm_crawler.extract.feed.mend import MAX_ENTRIES, mend, outside_entries, single_entries
from csm_crawler.extract.page import Page
from csm_crawler.extract.rules import join
from csm_crawler.extract.told import read_card
from csm_crawler.items import Card
from csm_crawler.sites import Site

MAX_TITLE = 5000
MAX_TEASER = 20_000
"""Characters of markup. Some feeds hold whole articles, which are not ours to keep; a teaser is far shorter."""

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What feedparser may stumble over in an entry; it has no error of its own for that."""
_LINK = re.compile(r"<(?:[\w.-]+:)?link(?=[\s>/])([^<>]*)>(?:<!\[CDATA\[)?([^<>\]]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_MAIL = re.compile(r"[<(]?(?:mailto:)?(?<![^\s<(:])[^\s<>()@]+@[^\s<>()@]+[>)]?")
_BASE = re.compile(r"""<[^<>]*?\sxml:base\s*=\s*["']([^"'<>]*)""")
_UPDATED = re.compile(r"<(?:[\w.-]+:)?updated>([^<>]*)<", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
_MADE_UP = 3
"""So many entries, all of the moment when their feed was written, were not published then."""


def read_entries(page: Page, site: Site) -> list[Card] | None:
    """The cards of an XML feed in its order; None where the page is none."""
    xml = mend(page.text)
    if not xml:
        return None
    about = outside_entries(page.text)
    base = feed_base(about, page.url)
    elements = Elements(page.text)
    entries = _parse(xml)[:MAX_ENTRIES]
    cards = [_card(entry, page, site, base, elements, position) for position, entry in enumerate(entries)]
    own = _UPDATED.search(about)
    return _undated(cards, own[1].strip()) if own else cards


def feed_base(about: str, url: str) -> str:
    """What relative links of a feed mean: `xml:base` of its root, else the site that it belongs to, else its URL.

    By RFC 4287 a feed without `xml:base` means its own address; but feeds are moved to other hosts, and the site that
    they name is where their links come from.
    """
    named = _BASE.match(about)
    links = [link for rel, link in feed_links(about) if rel == "alternate"]
    return next((full for one in ([named[1]] if named else links) if (full := join(url, one)).startswith("http")), url)


def feed_links(about: str) -> Iterator[tuple[str, str]]:
    """(rel, address as written) of each link that a feed has beside its entries."""
    for found in _LINK.finditer(about[:200_000]):
        values = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(found[1][:4000])}
        if link := html.unescape(values.get("href", "") or found[2]).strip():
            yield values.get("rel", "alternate").lower(), link


def _parse(xml: str) -> Sequence[Mapping[str, Any]]:
    """The entries as feedparser reads them; where it fails at one, the others."""
    try:
        return _read(xml)
    except _BROKEN:
        return [entry for one in single_entries(xml) for entry in _readable(one)]


def _readable(xml: str) -> Sequence[Mapping[str, Any]]:
    try:
        return _read(xml)
    except _BROKEN:
        return ()


def _read(xml: str) -> Sequence[Mapping[str, Any]]:
    import feedparser  # a tenth of a second that only a run with a feed pays

    # As a file: a string could be an address that feedparser would fetch. Links stay as they are written.
    file = io.BytesIO(xml.encode("utf-8", "replace"))
    read = feedparser.parse(file, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False)
    entries: Sequence[Mapping[str, Any]] = read["entries"]
    return entries


def _card(entry: Mapping[str, Any], page: Page, site: Site, base: str, elements: Elements, position: int) -> Card:
    date = next((name for name in ("published", "created", "updated") if _text(entry, name)), "updated")
    updated = _text(entry, "updated")
    is_changed = date != "updated" and updated != _text(entry, date)
    link, linked_by = _link(entry)
    summary, told_by = _summary(entry)
    image, shown_by = _image(entry, elements)
    return read_card(
        page,
        site.name,
        position,
        title=(_text(entry, "title")[:MAX_TITLE], elements["title"]),
        link=(join(base, link), elements["id"] if linked_by == "id" else linked_by),
        teaser=(summary[:MAX_TEASER], elements[told_by]),
        date_text=(_text(entry, date), elements[date]),
        modified_text=(updated if is_changed else "", elements["updated"]),
        author=(_author(entry), elements["author"]),
        categories=(tuple(_categories(entry)), elements["tags"]),
        image=(join(base, image), shown_by),
        source_id=(_text(entry, "id"), elements["id"]),
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    """As it is written; `entry["updated"]` would give the date of publication where there is none."""
    value = dict.get(entry, key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""


def _contents(entry: Mapping[str, Any]) -> list[str]:
    return [str(one.get("value", "")) for one in entry.get("content", ())]


def _summary(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The summary or the content, and which of them it is: feedparser gives the content for a summary that lacks."""
    contents = _contents(entry)
    if summary := _text(entry, "summary"):
        return summary, "content" if summary in contents[:1] else "summary"
    return next(filter(str.strip, contents), ""), "content"


def _link(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The article's address and the element that has it: before FeedBurner counted clicks, the first page of the links,
    a guid that is a link ("id")."""
    if original := _text(entry, "feedburner_origlink"):
        return original, "feedburner:origLink"
    links = [one for one in entry.get("links", ()) if one.get("rel") == "alternate" and one.get("href")]
    for one in links:
        if one.get("type") in _PAGES:
            return str(one["href"]), "link"
    link = _text(entry, "link")
    if link != _text(entry, "id"):
        return link, "link"
    # The guid is one only where it looks like one: many forget isPermaLink="false".
    return link if re.match(r"https?://", link) else "", "link" if links else "id"


def _author(entry: Mapping[str, Any]) -> str:
    """Names only: mail addresses are nobody's to republish.

    A single one by its own words, because feedparser takes addresses apart that end in more than four letters.
    """
    authors = entry.get("authors", ())
    names = [str(one.get("name", "")) for one in authors] if len(authors) > 1 else [_text(entry, "author")]
    return ", ".join(dict.fromkeys(name for one in names if (name := _without_mail(one))))


def _without_mail(text: str) -> str:
    """ "Ana" of `ana@one.example (Ana)`, of `Ana (ana@one.example)` and of `Ana <ana@one.example>`."""
    if "@" not in text:
        return text.strip()
    rest = " ".join(_MAIL.sub(" ", text[:1000]).split())
    return rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") else rest


def _categories(entry: Mapping[str, Any]) -> Iterator[str]:
    """Labels before terms; terms that are addresses are for machines (Blogger says there that it is a post)."""
    for tag in entry.get("tags", ()):
        word = str(tag.get("label") or tag.get("term") or "").strip()
        if word and not word.startswith(("http://", "https://")):
            yield word


def _image(entry: Mapping[str, Any], elements: Elements) -> tuple[str, str]:
    """The address of the picture, and where it is: one of the entry's own before the first in its words."""
    for one in entry.get("media_content", ()):
        url = str(one.get("url", ""))
        if url and is_image(url, str(one.get("medium") or one.get("type") or "")):
            return url, "media:content"
    for one in entry.get("media_thumbnail", ()):
        if one.get("url"):
            return str(one["url"]), "media:thumbnail"
    for one in entry.get("links", ()):
        url = str(one.get("href", ""))
        if url and one.get("rel") == "enclosure" and is_image(url, str(one.get("type", ""))):
            return url, elements["enclosure"]
    image = entry.get("image")
    if isinstance(image, dict) and (url := str(image.get("href", ""))):
        return url, elements["image"]
    words = [*((one, "content") for one in _contents(entry)), _summary(entry)]
    return next(((url, f"{elements[name]} img") for text, name in words if (url := first_image(text))), ("", ""))


def _undated(cards: list[Card], own: str) -> list[Card]:
    """Without dates where all are the feed's own: RSS-Bridge writes when it made its feed where articles have none."""
    if len(cards) >= _MADE_UP and all(card.date_text == own for card in cards):
        return [_without_date(card) for card in cards]
    return cards


def _without_date(card: Card) -> Card:
    rest = tuple(rule for rule in card.found_by if not rule.startswith("date_text "))
    return replace(card, date_text="", found_by=rest)

"""What a page reserves: the wishes of its publisher about what is made of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import parsel

from csm_crawler.extract.page import Page
from csm_crawler.items import Card
from csm_crawler.sites import Site

OURS = "csm_crawler"
"""The name under which a page may speak to us alone."""

_WISHES = {
    "noindex": ("noindex",),
    "nosnippet": ("nosnippet",),
    "noarchive": ("noarchive",),
    "nocache": ("noarchive",),
    "nofollow": ("nofollow",),
    "none": ("noindex", "nofollow"),
}
_NO_SNIPPET = re.compile(r"max-snippet\s*:\s*0")
# `X-Robots-Tag: otherbot: noindex, nofollow`; these rules have a colon of their own.
_ADDRESSEE = re.compile(r"\s*([\w.*+-]+)\s*:(.*)", re.DOTALL)
_WITH_VALUE = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_NO_COPY = re.compile(r"<meta\s[^<>]{0,2000}\b(?:noarchive|nocache)\b", re.IGNORECASE)
_HINT = re.compile(rf"<meta\s[^<>]*(robots|{OURS}|tdm-reservation)", re.IGNORECASE)
"""Most pages are spared a second parsing by it."""


def reserve(cards: Sequence[Card], page: Page, site: Site) -> list[Card]:
    """The cards, each with what the page reserves for all of them.

    Whether they may be shown says the first page of the list: most sites want page 2 and what follows in no index,
    while their articles are to be found.
    """
    rights = reserved(page)
    if _is_continued(page.url, site.url):
        rights -= {"noindex"}
    if not rights:
        return list(cards)
    return [replace(card, rights=tuple(sorted({*card.rights, *rights}))) for card in cards]


def _is_continued(url: str, first: str) -> bool:
    """Whether it is a later page of the list that begins at `first`: `…/page/2/`, `…?paged=3`, `…?offset=20`."""
    rest = url.removeprefix(first.rstrip("/")) if url != first else ""
    return rest != url and re.search(r"\d", rest) is not None


def reserved(page: Page) -> frozenset[str]:
    """noarchive, noindex, nosnippet and tdm-reservation, as far as headers and meta tags of the page say so.

    Sources: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag and
    https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/, where the tag goes before the header, the
    header before the server's file (which comes as a header), and what is neither 0 nor 1 says nothing.
    A feed or an API that wants to be in no search result speaks of itself, not of its articles: WordPress says
    noindex with each answer of its API, and many of its plugins with each feed. So noindex counts for pages only.
    """
    metas = _metas(page)
    found = _wanted(page, metas) - {"nofollow"}  # which is no right of the articles
    if not page.is_html:
        found.discard("noindex")
    tdm = _zero_or_one(metas.get("tdm-reservation", "")) or _zero_or_one(page.headers.get("tdm-reservation", ""))
    return frozenset(found | ({"tdm-reservation"} if tdm == "1" else set()))


def forbids_following(page: Page) -> bool:
    """Whether the page wants its links left alone: its articles' own pages are then not fetched.

    What a feed or an API says of it is of no matter, as with noindex.
    """
    return page.is_html and "nofollow" in _wanted(page, _metas(page))


def may_be_kept(page: Page) -> bool:
    """Whether a copy of the page may be kept: neither a header nor any meta tag says noarchive, to whomever.

    It asks no parser, since a page that failed may be a trap for one.
    """
    return "noarchive" not in _wanted(page, {}) and _NO_COPY.search(page.text) is None


def _wanted(page: Page, metas: Mapping[str, str]) -> set[str]:
    """All wishes of header and meta tags that are addressed to us."""
    said = (page.headers.get("x-robots-tag", ""), *(metas.get(name, "") for name in ("robots", OURS)))
    return {wish for text in said for wish in _wishes(text)}


def _zero_or_one(text: str) -> str:
    """What a reservation says; of several values 1 goes before 0. Empty where it says neither."""
    return max((one for part in text.split(",") if (one := part.strip()) in ("0", "1")), default="")


def _wishes(text: str) -> Iterator[str]:
    """What the rules of one header or tag ask of us; those for another addressee do not count.

    Several headers come as one, joined by commas: an addressee holds until the next.
    """
    ours = True
    for rule in text.lower().split(","):
        addressed = _ADDRESSEE.fullmatch(rule)
        if addressed and addressed[1] not in _WITH_VALUE:
            ours, rule = addressed[1] in (OURS, "*"), addressed[2]
        if ours:
            yield from _WISHES.get(rule.strip(), ())
            if _NO_SNIPPET.fullmatch(rule.strip()):
                yield "nosnippet"


def _metas(page: Page) -> dict[str, str]:
    """Name → content of a page's meta tags; of several with one name, all contents in one."""
    contents: dict[str, list[str]] = {}
    if not (page.is_html and _HINT.search(page.text)):
        return {}
    for tag in parsel.Selector(text=page.text, type="html").xpath("//meta[@name and @content]"):
        contents.setdefault(tag.attrib["name"].strip().lower(), []).append(tag.attrib["content"])
    return {name: ",".join(one) for name, one in contents.items()}

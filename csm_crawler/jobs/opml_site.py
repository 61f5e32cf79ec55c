"""One outline of OPML → the site that it describes, and what of it a site file cannot say."""

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from csm_crawler.extract.opml import Outline
from csm_crawler.jobs.opml_scraping import further, scraped
from csm_crawler.jobs.sitefile import name_of
from csm_crawler.normalize.text import clean_title
from csm_crawler.sites import Ask, Site

NOT_READ = ("xml+xpath", "html+xpath+json+dotnotation")
"""What FreshRSS scrapes and no kind of site does; any other type is some reader's word for a feed."""
KEPT = ("name", "kind", "feed", "timezone", "date_order", "encoding", "scope", "topics", "min_cards")
"""What our own export adds, and a site file takes."""
OF_ONE_LINE = ("feed", "wordpress", "structured", "auto", "sitemap")
"""Kinds that need no more than an address."""
NO_TOPICS = ("uncategorized", "default", "feeds", "rss")
"""Folders into which readers put what nobody put anywhere."""
LONGEST = 60
"""Characters of a name or topic."""


class NotRead(ValueError):
    """An outline that no kind of site can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A site that is not written yet: its name is a wish, its file is none."""

    site: Site
    lost: tuple[str, ...] = ()
    """Each a few words: what is not kept, or kept differently."""


def describe(outline: Outline) -> Described:
    """The site of an outline; NotRead where no kind reads it, ConfigError where its rules say nothing.

    Whether all of it is right the loader says, when it is written.
    """
    kind = outline.ours.get("kind", "")
    if outline.type in NOT_READ:
        raise NotRead(f"is of type {outline.type}, which no kind of site reads")
    if outline.type == "link" and kind not in OF_ONE_LINE:
        raise NotRead("is a link, and no feed")
    url, lost = _address(outline.url)
    home = _address(outline.home)[0] or url
    site = Site(name=_name(outline, url), file=Path(), title=_title(outline, url), url=url, kind="feed")
    if outline.type == "html+xpath":
        site, gone = scraped(replace(site, kind="selectors"), outline.freshrss, "xPath")
    elif outline.type == "json+dotnotation":
        api = Ask(url=url) if home != url else Ask()
        site, gone = scraped(replace(site, kind="json", url=home, request=api), outline.freshrss, "json")
    elif outline.type == "link":
        site, gone = replace(site, kind=kind), []
    else:
        site, gone = _feed(replace(site, kind=kind if kind in OF_ONE_LINE else "feed"), home), []
    site, told = _words(site, outline)
    site, also = further(site, outline.freshrss)
    return Described(site=site, lost=(*lost, *gone, *told, *also))


def _address(url: str) -> tuple[str, list[str]]:
    """The URL with the scheme that is meant and without user and password."""
    url = re.sub(r"^feed:(?://)?(?=https?:)", "", url, flags=re.IGNORECASE)
    url = re.sub(r"^feed://", "http://", url, flags=re.IGNORECASE)
    try:
        parts = urlsplit(url)
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        return url, []
    return (bare, ["user and password of its address"]) if "@" in parts.netloc else (url, [])


def _feed(site: Site, home: str) -> Site:
    """Readers know the page, we ask for the feed; where there is no page, the feed is both."""
    if home == site.url or not home.startswith(("http://", "https://")):
        return site
    return replace(site, url=home, feed=site.url)


def _title(outline: Outline, url: str) -> str:
    return clean_title(outline.title)[:200].strip() or _host(url) or url[:200]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _name(outline: Outline, url: str) -> str:
    """Of letters, digits and hyphens: by its title, else by its host."""
    for words in (outline.ours.get("name", ""), clean_title(outline.title)):
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        # Of «小红书日报 App» only the last word would be left.
        if re.search(r"[a-z]", slug) and 2 * len(slug) > len(words.strip()):
            return slug[:LONGEST].strip("-")
    return (name_of(url) if _host(url) else "") or "feed"


def _words(site: Site, outline: Outline) -> tuple[Site, list[str]]:
    """What our own export adds, and what any reader says of language and folders."""
    ours = outline.ours
    values: dict[str, Any] = {key: ours[key] for key in KEPT if key in ours and key not in ("name", "kind")}
    if "min_cards" in values:
        values["min_cards"] = int(ours["min_cards"]) if re.fullmatch(r"\d{1,4}", ours["min_cards"]) else 1
    values["topics"], lost = _topics(outline.folders)
    if "topics" in ours:
        values["topics"] = tuple(topic for topic in ours["topics"].split(",") if topic)
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", outline.language):
        first, *others = outline.language.split("-")
        values["language"] = "-".join([first.lower(), *others])
    elif outline.language:
        lost.append(f"language {outline.language[:40]!r}")
    return replace(site, **values), lost


def _topics(folders: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Folders as topics, where they have letters for it, and which are lost."""
    slugs: dict[str, str] = {}
    lost = []
    for folder in folders:
        slug = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-")[:LONGEST].strip("-")
        if slug and folder.isascii() and slug not in NO_TOPICS:
            slugs[slug] = folder
        elif slug not in NO_TOPICS:
            lost.append(f"folder {folder[:LONGEST]!r}")
    return tuple(slugs), lost

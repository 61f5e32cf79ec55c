"""What a known article becomes when its site says other words: the one place that decides it."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from typing import Any

from csm_crawler.items import Article
from csm_crawler.store.rows import Reading

# The rules of `normalize.dates` that reckon from the moment of reading ("hace 3 días") begin so.
_RELATIVE = "relative"
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″「」『』", '"') | dict.fromkeys("‘’‚‛′`´", "'"))


def revise(stored: Article, reading: Reading) -> Article:
    """The stored article as the reading leaves it; equal to the stored one where nothing that matters changed.

    Its guid, url and first_seen never change. New words of title or summary bring all that was read with them and set
    `updated`; a new date or new rights are taken alone and do not.
    """
    read = reading.article
    if read.site != stored.site:  # another site shows the same page: it does not speak for it
        return stored
    words: dict[str, Any] = {"title": _title(stored, read), "summary": read.summary or stored.summary}
    dated = _date(stored, read)
    if _says_the_same(stored.title, words["title"]) and _says_the_same(stored.summary, words["summary"]):
        return replace(stored, rights=read.rights, **dated)
    if (words["title"], words["summary"]) != (read.title, read.summary):  # what the kept words name is still named
        for name in ("platforms", "topics"):
            words[name] = tuple(sorted({*getattr(stored, name), *getattr(read, name)}))
        words |= {"language": stored.language, "off_topic": stored.off_topic and read.off_topic}
    kept: dict[str, Any] = {"guid": stored.guid, "url": stored.url, "first_seen": stored.first_seen, **dated, **words}
    derived = read.title_derived and stored.title_derived
    return replace(read, **kept, title_derived=derived, updated=reading.card.seen_at)


def _title(stored: Article, read: Article) -> str:
    """The read title; a printed one is not given up for one that we made."""
    return stored.title if read.title_derived and not stored.title_derived else read.title


def _date(stored: Article, read: Article) -> dict[str, Any]:
    """The fields of the date that holds, as fields of an article."""
    source = stored if _keeps_date(stored, read) else read
    names = ("published", "published_precision", "published_rule", "date_text", "date_conflict")
    fields = {name: getattr(source, name) for name in names}
    return {**fields, "published": _capped(source.published, stored.first_seen)}


def _keeps_date(stored: Article, read: Article) -> bool:
    """Whether the stored date holds: it was fixed at first sight, and only other absolute words move it."""
    if read.published is None:
        return stored.published is not None or not read.date_text
    if stored.published is None:
        return False
    same = read.date_text == stored.date_text or _capped(read.published, stored.first_seen) == stored.published
    return same or read.published_rule.startswith(_RELATIVE)


def _capped(moment: datetime | None, latest: datetime) -> datetime | None:
    return moment if moment is None else min(moment, latest)


def _says_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, spaces, kinds of quotes and how accents are composed."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).casefold().split())

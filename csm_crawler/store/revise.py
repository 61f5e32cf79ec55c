"""What a known article becomes when its site says other words: the one place that decides it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from csm_crawler.items import Article
from csm_crawler.normalize.urls import address
from csm_crawler.store.history import changes_of
from csm_crawler.store.rows import Reading
from csm_crawler.store.sighting import is_full_date
from csm_crawler.store.wording import is_cut_of, says_the_same

# The rules of `normalize.dates` that reckon from the moment of reading ("hace 3 días") begin so.
_RELATIVE = "relative"
_HALF_A_DAY = timedelta(hours=12)


def revise(stored: Article, reading: Reading, *, has_moved: bool = False) -> Article:
    """The stored article as the reading leaves it; equal to the stored one where nothing that matters changed.

    Its guid, url and first_seen never change. New words of title or summary bring all that was read with them; a new
    date or new rights are taken alone. `updated` moves with what `changes_of` calls a change. `has_moved`: whether its
    site shows it at another address.
    """
    read = reading.article
    if read.site != stored.site:  # another site shows the same page: it does not speak for it
        return stored
    after = replace(_reworded(stored, read), rights=read.rights, **_date(stored, read))
    if has_moved:
        after = replace(after, moved_to="" if address(read.url) == address(stored.url) else read.url)
    return replace(after, updated=reading.card.seen_at if changes_of(stored, after) else stored.updated)


def _reworded(stored: Article, read: Article) -> Article:
    """The stored article with the read words and what they mean, where they say something else."""
    words: dict[str, Any] = {"title": _title(stored, read), "summary": _summary(stored, read)}
    if says_the_same(stored.title, words["title"]) and says_the_same(stored.summary, words["summary"]):
        return stored
    if (words["title"], words["summary"]) != (read.title, read.summary):  # what the kept words name is still named
        for name in ("platforms", "topics"):
            words[name] = tuple(sorted({*getattr(stored, name), *getattr(read, name)}))
        words |= {"language": stored.language, "off_topic": stored.off_topic and read.off_topic}
    kept = {name: getattr(stored, name) for name in ("guid", "url", "first_seen", "moved_to")}
    return replace(read, **{**kept, **words}, title_derived=read.title_derived and stored.title_derived)


def _summary(stored: Article, read: Article) -> str:
    """The read summary; one that is not there, or that shows less of the same, takes nothing away."""
    return stored.summary if not read.summary or is_cut_of(read.summary, stored.summary) else read.summary


def _title(stored: Article, read: Article) -> str:
    """The read title; a printed one is not given up for one that we made."""
    return stored.title if read.title_derived and not stored.title_derived else read.title


def _date(stored: Article, read: Article) -> dict[str, Any]:
    """The fields of the date that holds, as fields of an article."""
    keeps = _keeps_date(stored, read)
    source = stored if keeps else read
    names = ("published", "published_precision", "published_rule", "date_text", "date_conflict")
    fields = {name: getattr(source, name) for name in names}
    if keeps and _is_later(read, stored.first_seen):  # by these words the article is known again
        fields["date_text"] = read.date_text
    return {**fields, "published": _capped(source.published, stored.first_seen)}


def _keeps_date(stored: Article, read: Article) -> bool:
    """Whether the stored date holds: it was fixed at first sight, and only other absolute words move it."""
    if read.published is None:
        return stored.published is not None or not read.date_text
    if stored.published is None:
        return False
    same = read.date_text == stored.date_text or _is_the_same_date(stored, read)
    return same or read.published_rule.startswith(_RELATIVE)


def _is_the_same_date(stored: Article, read: Article) -> bool:
    """Whether the dates are one that is told more or less precisely: readers who go by dates would see it twice."""
    moment = _capped(read.published, stored.first_seen)
    if moment is None or stored.published is None:
        return moment == stored.published
    precisions = {stored.published_precision, read.published_precision}
    is_coarse = "day" in precisions or stored.published_rule.startswith(_RELATIVE)
    if "month" in precisions or not is_coarse:
        return moment == stored.published
    return abs(moment - stored.published) <= _HALF_A_DAY


def _is_later(read: Article, latest: datetime) -> bool:
    """Whether words that mean the same at any time name a date that is capped."""
    return read.published is not None and read.published > latest and is_full_date(read.date_text)


def _capped(moment: datetime | None, latest: datetime) -> datetime | None:
    return moment if moment is None else min(moment, latest)

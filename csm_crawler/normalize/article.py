"""Card → article: the one function that decides what a card means."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from csm_crawler.errors import CardRejected
from csm_crawler.items import Article, Card
from csm_crawler.normalize.dates import ParsedDate
from csm_crawler.normalize.language import detect_language
from csm_crawler.normalize.text import clean_teaser, clean_title, derive_title, plain_text
from csm_crawler.normalize.urls import canonical_url, mint_guid
from csm_crawler.platforms import Catalogue, is_about_china, tag_platforms, tag_topics
from csm_crawler.sites import Site

NOON = time(12)
MID_MONTH = 15


def normalize(card: Card, site: Site, date: ParsedDate | None, catalogue: Catalogue) -> Article:
    """What the card says, as an article first seen with this card; CardRejected where it names no page or says nothing.

    `date` is what `normalize.dates.settle_dates` made of the card among its neighbours.
    """
    url = canonical_url(card.link)
    if not url:
        raise CardRejected("no_link", card.page_url, card.position)
    printed, summary = clean_title(card.title), clean_teaser(card.teaser)
    if not printed and not summary:
        raise CardRejected("no_words", card.page_url, card.position)
    title = printed or derive_title(summary, url)
    language = detect_language(f"{title}\n{summary}", site_language=site.language or None)
    mentions = tag_platforms(title, summary, language=language, site=site.name, catalogue=catalogue)
    counts = site.scope == "china" or is_about_china(title, summary, mentions, language=language, catalogue=catalogue)
    return Article(
        guid=mint_guid(url),
        url=url,
        site=site.name,
        title=title,
        title_derived=not printed,
        summary=summary,
        published=published_at(date, zone=site.zone, first_seen=card.seen_at) if date else None,
        published_precision=date.precision if date else "",
        published_rule=rule_of(date) if date else "",
        date_text=plain_text(card.date_text) or plain_text(card.date_attr),
        date_conflict=date.conflict if date else "",
        language=language,
        platforms=tuple(sorted({one.slug for one in mentions if one.role != "comparison"})),
        topics=tuple(sorted(tag_topics(title, summary, language=language))),
        catalogue=catalogue.version,
        off_topic=not counts,
        image=card.image if canonical_url(card.image) else "",
        author=plain_text(card.author),
        categories=tuple(dict.fromkeys(text for one in card.categories if (text := plain_text(one)))),
        rights=card.rights,
        first_seen=card.seen_at,
    )


def rule_of(date: ParsedDate) -> str:
    """The rule that read the date; it begins with `relative` where the words reckon from the moment of reading."""
    return f"relative {date.rule}" if date.is_relative and not date.rule.startswith("relative") else date.rule


def published_at(date: ParsedDate, *, zone: ZoneInfo, first_seen: datetime) -> datetime:
    """The one instant that a date is published at, never later than first sight.

    A day at noon in the site's zone; a month in its middle, so that it is the same month in every zone.
    """
    moment = date.moment
    if date.precision in ("day", "month"):
        day = moment.astimezone(zone).date()
        day = day.replace(day=MID_MONTH) if date.precision == "month" else day
        moment = datetime.combine(day, NOON, tzinfo=zone).astimezone(first_seen.tzinfo)
    return min(moment, first_seen)

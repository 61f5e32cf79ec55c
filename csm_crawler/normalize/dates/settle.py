"""The dates of a whole list: what one card leaves open, its attribute, its link or its neighbors may settle.

Evidence only ever chooses between readings of the printed words; where it does not agree with itself, the date
stays None.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from csm_crawler.items import Card
from csm_crawler.normalize.dates.context import Context
from csm_crawler.normalize.dates.listorder import order_by_sequence, year_between, years_known_until
from csm_crawler.normalize.dates.machine import day_in_url, month_in_url
from csm_crawler.normalize.dates.parse import context_of, read, yearless
from csm_crawler.normalize.dates.parsed import ParsedDate
from csm_crawler.sites import Site

NUMBERS = re.compile(r"\d+")
OPPOSITE = ("DMY", "MDY")
TOLERANCES = {"month": timedelta(days=31), "quarter": timedelta(days=92), "year": timedelta(days=366)}
"""How far «2 months ago» may be from the day itself."""


def settle_dates(
    cards: Sequence[Card], *, timezone: str = "UTC", language: str | None = None, order: str | None = None
) -> list[ParsedDate | None]:
    """The date of each card, in their order; each card's `seen_at` is its now.

    The printed words come first. A machine-readable attribute is preferred where it names the same day, for it
    knows the time; where it names another, the words win and `conflict` holds the attribute. What the words leave
    open (03/04, 12 May) is settled by the attribute, the URL, the other cards, in that order, and `rule` says so.
    """
    contexts = [context_of(card.seen_at, timezone, language, order) for card in cards]
    if order is None:
        contexts = _with_order(cards, contexts)
    dates = [_one(card, context) for card, context in zip(cards, contexts, strict=True)]
    return _with_years(cards, contexts, dates)


def site_dates(cards: Sequence[Card], site: Site) -> list[ParsedDate | None]:
    """`settle_dates` by what the site's file says of its dates."""
    return settle_dates(cards, timezone=site.timezone, language=site.language or None, order=site.date_order or None)


def _with_order(cards: Sequence[Card], contexts: list[Context]) -> list[Context]:
    """The contexts with the order that the list's own numbers show, where some date has two readings."""
    readings = [
        tuple(_day(read(card.date_text, replace(context, order=order)), context) for order in OPPOSITE)
        for card, context in zip(cards, contexts, strict=True)
    ]
    if not any(first and second and first != second for first, second in readings):
        return contexts
    order = _shown_order(cards, contexts, readings) or order_by_sequence(readings)
    if order is None:
        return contexts
    return [replace(context, order=order, shown="list order") for context in contexts]


def _shown_order(
    cards: Sequence[Card], contexts: list[Context], readings: Sequence[tuple[date | None, ...]]
) -> str | None:
    """The one order that every part over 12, every attribute and every URL of the list agrees with."""
    votes: set[str] = set()
    for card, context, (first, second) in zip(cards, contexts, readings, strict=True):
        if first == second or not (first and second):
            votes |= _numeric_vote(card.date_text, context)
            continue
        known = _day(read(card.date_attr, context), context) or day_in_url(card.link)
        if known in (first, second):
            votes.add(OPPOSITE[(first, second).index(known)])
    return votes.pop() if len(votes) == 1 else None


def _numeric_vote(text: str, context: Context) -> set[str]:
    """DMY for 25/03/2019, MDY for 03/25/2019, nothing for a text that does not tell."""
    parsed = read(text, replace(context, order="DMY"))
    if parsed is None or not parsed.rule.startswith("numeric"):
        return set()
    local = parsed.moment.astimezone(context.zone)
    numbers = [int(number) for number in NUMBERS.findall(text)[:2]]
    if len(numbers) < 2 or numbers[0] == numbers[1]:
        return set()
    if numbers == [local.day, local.month] and local.day > 12:
        return {"DMY"}
    return {"MDY"} if numbers == [local.month, local.day] and local.day > 12 else set()


def _one(card: Card, context: Context) -> ParsedDate | None:
    """A card by itself: words, attribute, URL."""
    printed = read(card.date_text, context)
    attribute = read(card.date_attr, context) if card.date_attr else None
    if printed is None:
        return _unprinted(card, attribute, context)
    if context.shown and printed.rule.startswith("numeric"):
        printed = replace(printed, rule=f"{printed.rule} by {context.shown}")
    if attribute is None:
        return printed
    if _agree(printed, attribute, context):
        if attribute.precision == printed.precision == "day":
            return printed  # the attribute knows no more than the words
        return replace(attribute, rule=f"{attribute.rule} attribute")
    if yearless(printed) and _same_day(printed, attribute, context):
        return replace(attribute, rule=f"{attribute.rule} attribute")
    return replace(printed, conflict=card.date_attr)


def _unprinted(card: Card, attribute: ParsedDate | None, context: Context) -> ParsedDate | None:
    """Words that tell nothing by themselves may still be one of two readings that the attribute or the URL chooses."""
    if attribute is not None:
        return replace(attribute, rule=f"{attribute.rule} attribute")
    day = day_in_url(card.link)
    if day is None or not card.date_text.strip():
        return None  # a day in the URL alone is a hint at most: of an address, a re-publication, an event
    for order in OPPOSITE:
        reading = read(card.date_text, replace(context, order=order, lenient=True))
        if reading is not None and _day(reading, context) == day:
            return replace(reading, rule=f"{reading.rule} by url")
    return None


def _agree(printed: ParsedDate, attribute: ParsedDate, context: Context) -> bool:
    """Whether both name the same day (month), or, of relative words, lie as near as the words are exact."""
    unit = printed.rule.removeprefix("relative ")
    if unit != printed.rule:
        tolerance = TOLERANCES.get(unit, timedelta(days=7 if unit == "week" else 1))
        return abs(printed.moment - attribute.moment) <= tolerance
    if printed.precision == "month":
        first, second = (moment.astimezone(context.zone) for moment in (printed.moment, attribute.moment))
        return (first.year, first.month) == (second.year, second.month)
    near = abs(printed.moment - attribute.moment)
    return _day(printed, context) == _day(attribute, context) or (
        printed.precision != "day" and near < timedelta(hours=15)
    )


def _same_day(printed: ParsedDate, attribute: ParsedDate, context: Context) -> bool:
    first, second = (moment.astimezone(context.zone) for moment in (printed.moment, attribute.moment))
    return (first.month, first.day) == (second.month, second.day)


def _with_years(
    cards: Sequence[Card], contexts: list[Context], dates: list[ParsedDate | None]
) -> list[ParsedDate | None]:
    """A day without a year takes the one that its URL or the dated cards around it leave."""
    days = [_day(parsed, context) for parsed, context in zip(dates, contexts, strict=True)]
    open_years = [parsed is not None and yearless(parsed) for parsed in dates]
    trusted = years_known_until([day if unknown else None for day, unknown in zip(days, open_years, strict=True)])
    known = [None if unknown else day for day, unknown in zip(days, open_years, strict=True)]
    settled = list(dates)
    for at, (card, context, parsed) in enumerate(zip(cards, contexts, dates, strict=True)):
        if parsed is None or not open_years[at]:
            continue
        month = month_in_url(card.link)
        if month is not None:
            year, by = (month[0] if month[1] == days[at].month else None), "url"  # type: ignore[union-attr]
        else:
            year, by = year_between(days[at], known, at), "neighbors"
        if year is None and at >= trusted:
            settled[at] = None
        if year is not None:
            settled[at] = _moved(parsed, year, by, context)
    return settled


def _moved(parsed: ParsedDate, year: int, by: str, context: Context) -> ParsedDate:
    local = parsed.moment.astimezone(context.zone)
    try:
        moved = context.at(local.replace(year=year), parsed.precision, f"{parsed.rule}, year by {by}")
    except ValueError:
        return parsed
    return moved or parsed


def _day(parsed: ParsedDate | None, context: Context) -> date | None:
    """The day at the site, of anything more exact than a month."""
    if parsed is None or parsed.precision == "month":
        return None
    moment: datetime = parsed.moment.astimezone(context.zone)
    return moment.date()

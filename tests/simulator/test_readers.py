"""The readers find fault with feeds that have one: each way of losing, doubling and bumping is seen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.simulator.entries import Entry
from tests.simulator.readers import all_readers
from tests.simulator.verdicts import Account, Verdict, Version

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
EVERY = [one.name for one in all_readers()]
BY_DATE = ["guid and date", "link and date", "title and date"]
FORGETFUL, RISING = "guid of the last file", "rising date"
Document = list[Entry]


def entry(number: int, day: float, **changed: object) -> Entry:
    """Of an article that is dated on that day."""
    said = {
        "mark": str(number),
        "guid": f"urn:{number}",
        "link": f"https://gaceta.example/{number}",
        "title": f"Nota {number}",
        "published": START + day * DAY,
        "updated": START + day * DAY,
    }
    return Entry(**{**said, **changed})  # type: ignore[arg-type]


def good(day: int, size: int = 10) -> Document:
    """One article a day, the newest first."""
    return [entry(number, number) for number in range(day, max(day - size, -1), -1)]


def each(change: Callable[[Entry, int], Entry]) -> list[Document]:
    """Three days of a good feed whose entries are changed by the day."""
    return [[change(one, day) for one in good(day)] for day in range(3)]


def other(one: Entry, **changed: object) -> Entry:
    return entry(int(one.mark), (one.published - START) / DAY if one.published else 0, **changed)


BURST = [entry(number, number / 300) for number in range(300, 0, -1)]
"""Three hundred articles of one day."""
LATE = entry(900, -10)
OLD = entry(800, -400)
BAD: dict[str, tuple[list[Document], dict[str, Verdict]]] = {
    "a new id at each visit": (
        each(lambda one, day: other(one, guid=f"{one.guid}?{day}")),
        dict.fromkeys(["guid", "guid and date", "guid, no future", FORGETFUL], Verdict(doubled=3)),
    ),
    "a new link at each visit": (
        each(lambda one, day: other(one, link=f"{one.link}?token={day}")),
        dict.fromkeys(["link", "link and date"], Verdict(doubled=3)),
    ),
    "http, then https, in links and in ids that are links": (
        each(
            lambda one, day: other(
                one, link=f"http{'s' * (day > 1)}://x/{one.mark}", guid=f"http{'s' * (day > 1)}://x/{one.mark}"
            )
        ),
        dict.fromkeys(sorted({*EVERY} - {"title and date", RISING}), Verdict(doubled=2)),
    ),
    "ids made of titles, one of which is mended": (
        [good(0), [other(one, guid=f"urn:{one.mark}-mended", title="Mended") for one in good(1)]],
        {
            **dict.fromkeys(["guid", "guid and date", "guid, no future", FORGETFUL], Verdict(doubled=1)),
            "title and date": Verdict(retold=1),
        },
    ),
    "the time of the visit as date, as RSSHub's Atom has it": (
        each(lambda one, day: other(one, published=START + day * DAY, updated=START + day * DAY)),
        {
            **dict.fromkeys(EVERY, Verdict(bumped=3)),
            **dict.fromkeys([*BY_DATE, RISING], Verdict(doubled=3, bumped=3)),
        },
    ),
    "a date that nobody can read, as RSSHub's RSS has it": (
        each(lambda one, day: other(one, published=None, updated=None)),
        dict.fromkeys([*BY_DATE, RISING], Verdict(doubled=3)),
    ),
    "`updated` that moves with every visit": (
        each(lambda one, day: other(one, updated=START + day * DAY)),
        dict.fromkeys(EVERY, Verdict(bumped=3)),
    ),
    "the newest twenty of a day that had three hundred": (
        [good(0), BURST[:20], BURST[:20]],
        dict.fromkeys(EVERY, Verdict(lost=280)),
    ),
    "what is dated last, of which an article that was found late is none": (
        [good(0), good(1)],
        dict.fromkeys(EVERY, Verdict(lost=1)),
    ),
    "an article that was found late, at its date": (
        [good(0), [*good(1), LATE]],
        {RISING: Verdict(lost=1)},
    ),
    "an archive that is poured into the feed": (
        [good(0), [*good(1), OLD]],
        dict.fromkeys(sorted({*EVERY} - {RISING}), Verdict(unasked=1)),
    ),
    "a date in the future": ([[entry(1, 2), *good(0)]], {"guid, no future": Verdict(lost=1)}),
    "an entry that comes and goes": (
        [good(1), good(0), good(1)],
        {FORGETFUL: Verdict(doubled=1)},
    ),
    "two articles of one day under one title": (
        [[entry(1, 0, title="Breves"), entry(2, 0, title="Breves")]],
        {"title and date": Verdict(lost=1)},
    ),
}


MISSING = {
    "the newest twenty of a day that had three hundred": BURST,
    "what is dated last, of which an article that was found late is none": [LATE],
}
"""By fault: articles that should have been shown."""


def verdicts(documents: list[Document], missing: Document, *, mended: bool = False) -> dict[str, Verdict]:
    """What each reader makes of these documents, a day apart."""
    accounts = [Account(reader) for reader in all_readers()]
    for day, document in enumerate(documents):
        versions = {one.mark: Version(title=day * mended, any=day * mended) for one in document}
        for account in accounts:
            account.poll(document, START + day * DAY, versions)
    listed = {one.mark for document in (*documents, missing) for one in document} - {OLD.mark}
    return {one.reader.name: one.verdict(listed=listed, old={OLD.mark}) for one in accounts}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_feed_is_found_out(fault: str) -> None:
    documents, expected = BAD[fault]
    found = verdicts(documents, MISSING.get(fault, []), mended="mended" in fault)
    assert {name: one for name, one in found.items() if one != Verdict()} == expected


def test_a_good_feed_is_found_good() -> None:
    assert set(verdicts([good(day) for day in range(30)], []).values()) == {Verdict()}
